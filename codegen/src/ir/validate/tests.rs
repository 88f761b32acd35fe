//! Tests on types built by hand.

use serde_json::json;

use super::*;
use crate::ir::build::{self, definition, fact, field, list, nullable, optional, union};
use crate::ir::{Api, Constraints, Docs, Struct, TypeKind, ValueLabel};

fn limited(constraints: Constraints) -> Field {
    Field { constraints, ..field("f", Type::Any) }
}

fn structure(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(Struct { fields, open: false })
}

fn alias(target: Type) -> TypeKind {
    TypeKind::Alias { target: fact(target) }
}

fn values(base: Type, values: &[Value]) -> TypeKind {
    let label = |value: &Value| fact(ValueLabel { value: value.clone(), docs: Docs::default() });
    TypeKind::Values { base, values: values.iter().map(label).collect() }
}

fn reference(id: impl Into<String>) -> Type {
    Type::reference(id)
}

fn api<N: Into<String>>(types: impl IntoIterator<Item = (N, TypeKind)>) -> Api {
    let types = types.into_iter().map(|(id, kind)| definition(&id.into(), kind));
    build::api("api", Vec::new(), types.collect())
}

/// The differences as text: the way to the value, the field that it is in, and the kind.
fn shown(differences: &Differences<'_, '_>) -> Vec<String> {
    let one = |difference: &Difference<'_, '_>| {
        let step = |step: &Step<'_>| match step {
            Step::Key(key) => format!(".{key}"),
            Step::Index(at) => format!("[{at}]"),
        };
        let kind = match difference.kind {
            Kind::Type(ty) => format!("not {}", serde_json::to_value(ty).expect("a type")["type"]),
            Kind::NoObject => "no object".to_owned(),
            Kind::NoVariant(_) => "no variant".to_owned(),
            Kind::Lacks(field) => format!("lacks {}", field.name.value),
            Kind::Extra(key, _) => format!("extra {key}"),
            Kind::Alias(field) => format!("alias of {}", field.name.value),
            Kind::Unlisted => "unlisted".to_owned(),
            Kind::Constant(value) => format!("always {value}"),
            Kind::Beyond(limit) => format!("{limit:?}"),
            Kind::Undefined => "undefined".to_owned(),
            Kind::Deep => "deep".to_owned(),
        };
        let field = difference.field.map_or("-", |field| field.name.value.as_str());
        format!("{}: {field}: {kind}", difference.path.iter().map(step).collect::<String>())
    };
    differences.0.iter().map(one).collect()
}

#[test]
fn every_kind_of_type_has_its_values() {
    let api = api([
        ("Any", alias(Type::Any)),
        ("Endless", alias(nullable(reference("Endless")))),
        ("Nested", alias(union([Type::Bool, reference("Nested"), union([Type::Null, Type::INT64])]))),
        ("Object", structure(vec![field("a", Type::INT64), optional("b", Type::Bool)])),
        ("Set", values(Type::String, &[json!("x"), json!("y")])),
        ("Text", TypeKind::Newtype { target: fact(nullable(Type::String)) }),
    ]);
    let map = |values| Type::Map { values: Box::new(values) };
    let u8 = Type::Int { bits: 8, signed: false };
    let cases: Vec<(Type, Value, &[&str])> = vec![
        (reference("Any"), json!([1]), &[]),
        (reference("Object"), json!({"a": 1}), &[]),
        (reference("Object"), json!({"b": 1, "c": 2}), &[": -: lacks a", ".b: b: not \"bool\"", ": -: extra c"]),
        (reference("Object"), json!([]), &[": -: no object"]),
        (list(reference("Object")), json!([{"a": 1}, {"a": "1"}]), &["[1].a: a: not \"int\""]),
        (map(reference("Object")), json!({"k": {}}), &[".k: -: lacks a"]),
        (reference("Set"), json!("x"), &[]),
        (reference("Set"), json!("z"), &[": -: unlisted"]),
        (reference("Set"), json!(1), &[": -: not \"string\"", ": -: unlisted"]),
        (reference("Text"), json!(null), &[]),
        (reference("Text"), json!(1), &[": -: not \"string\""]),
        (reference("Endless"), json!(null), &[]),
        (reference("Endless"), json!(1), &[": -: undefined"]),
        (reference("Missing"), json!(1), &[": -: undefined"]),
        (reference("Nested"), json!(null), &[]),
        (reference("Nested"), json!(1), &[]),
        (reference("Nested"), json!("1"), &[": -: no variant"]),
        (u8.clone(), json!(255), &[]),
        (u8, json!(256), &[": -: not \"int\""]),
        (Type::INT64, json!(1.5), &[": -: not \"int\""]),
        (Type::Float { bits: 64 }, json!(1), &[]),
        (map(Type::Bool), json!({"x": 1}), &[".x: -: not \"bool\""]),
        (map(Type::Bool), json!(1), &[": -: not \"map\""]),
        (nullable(Type::Bool), json!(null), &[]),
        (nullable(Type::Bool), json!(1), &[": -: not \"bool\""]),
        (union([Type::Bool, nullable(Type::String)]), json!(null), &[]),
        (union([Type::Bool, Type::Null]), json!(0), &[": -: no variant"]),
        (union([]), json!(0), &[": -: no variant"]),
        (union([Type::INT64, list(Type::INT64)]), json!(["1"]), &[": -: no variant"]),
    ];
    let validator = Validator::new(&api);
    for (ty, value, expected) in cases {
        assert_eq!(shown(&validator.value(&ty, &value)), expected, "{ty:?} {value}");
    }
}

#[test]
fn a_union_has_the_differences_of_the_member_that_is_nearest() {
    let kind = |value| Field { constant: Some(Box::new(fact(json!(value)))), ..field("kind", Type::String) };
    let api = api([
        ("Image", structure(vec![kind("image"), field("url", Type::String)])),
        ("Text", structure(vec![kind("text"), optional("url", Type::String)])),
    ]);
    let validator = Validator::new(&api);
    let ty = union([reference("Image"), reference("Text")]);
    let cases: [(Value, &[&str]); 5] = [
        (json!({"kind": "text"}), &[]),
        (json!({"kind": "text", "url": "u", "x": 1}), &[": -: extra x"]),
        (json!({"kind": "voice", "url": "u"}), &[".kind: kind: always \"image\""]),
        (json!({"kind": "voice"}), &[".kind: kind: always \"text\""]),
        (json!({"kind": 1}), &[": -: no variant"]),
    ];
    for (value, expected) in cases {
        assert_eq!(shown(&validator.value(&ty, &value)), expected, "{value}");
    }
}

#[test]
fn a_field_has_its_constant_its_limits_and_its_other_names() {
    let length = limited(Constraints { max_length: Some(Box::new(fact(2))), ..Constraints::default() });
    let items = limited(Constraints { max_items: Some(Box::new(fact(1))), ..Constraints::default() });
    let (least, most) = (Some(Box::new(fact(1.into()))), Some(Box::new(fact(3.into()))));
    let numbers = limited(Constraints { minimum: least, maximum: most, ..Constraints::default() });
    let constant = Field { constant: Some(Box::new(fact(json!(1)))), ..field("f", Type::Any) };
    let api = api::<&str>([]);
    let validator = Validator::new(&api);
    let cases: [(&Field, Value, &[&str]); 12] = [
        (&length, json!("消息"), &[]),
        (&length, json!("消息!"), &[": f: Length(2)"]),
        (&length, json!(["ab", "abc"]), &[": f: Length(2)"]),
        (&items, json!([1]), &[]),
        (&items, json!([1, 2]), &[": f: Items(1)"]),
        (&numbers, json!(1), &[]),
        (&numbers, json!(0.5), &[": f: Minimum(Number(1))"]),
        (&numbers, json!([3, 4]), &[": f: Maximum(Number(3))"]),
        (&numbers, json!(null), &[]),
        (&constant, json!(1), &[]),
        (&constant, json!(2), &[": f: always 1"]),
        (&field("f", Type::Bool), json!(2), &[": f: not \"bool\""]),
    ];
    for (field, value, expected) in cases {
        assert_eq!(shown(&validator.field(field, &value)), expected, "{field:?} {value}");
    }

    let aliases = vec![fact("g".to_owned())];
    let fields = [
        Field { aliases: aliases.clone(), ..field("f", Type::Bool) },
        Field { required_for: vec![Method::Post], ..optional("p", Type::Bool) },
    ];
    let cases: [(Option<Method>, Value, &[&str]); 5] = [
        (None, json!({"f": true}), &[]),
        (None, json!({"g": true}), &[": -: alias of f"]),
        (None, json!({"g": 1, "f": true}), &[]),
        (Some(Method::Get), json!({"g": 1}), &[": -: alias of f", ".g: f: not \"bool\""]),
        (Some(Method::Post), json!({"f": true}), &[": -: lacks p"]),
    ];
    for (method, value, expected) in cases {
        assert_eq!(shown(&validator.fields(&fields, method, &value)), expected, "{method:?} {value}");
    }
}

#[test]
fn an_effect_is_that_of_the_worst_difference() {
    let api = api([("Set", values(Type::String, &[json!("x")]))]);
    let fields = [
        Field { constant: Some(Box::new(fact(json!("x")))), ..field("c", Type::String) },
        optional("s", reference("Set")),
    ];
    let validator = Validator::new(&api);
    let cases = [
        (json!({"c": "x", "s": "y", "e": 1}), Effect::None),
        (json!({"c": "y", "s": "y"}), Effect::Invalid),
        (json!({"c": "y", "s": 1}), Effect::Undecodable),
        (json!({}), Effect::Undecodable),
    ];
    for (value, effect) in cases {
        let found = validator.fields(&fields, None, &value);
        assert_eq!(found.effect(), effect, "{value}");
        assert_eq!(found.is_valid(), effect == Effect::None, "{value}");
        assert_eq!(found.decodes(), effect != Effect::Undecodable, "{value}");
    }
}

#[test]
fn long_chains_and_deep_values_are_compared() {
    const LONG: usize = 100_000;
    let name = |at: usize| format!("T{at:06}");
    let mut types: Vec<_> = (1..LONG).map(|at| (name(at - 1), alias(reference(name(at))))).collect();
    types.push((name(LONG - 1), alias(Type::INT64)));
    types.extend(
        (1..LONG).map(|at| (format!("U{at:06}"), alias(union([reference(format!("U{:06}", at + 1)), Type::Null])))),
    );
    // Each name of the chain has a value, so that following each to the end would take hours.
    let fields: Vec<_> = (0..LONG).map(|at| field(&name(at), reference(name(at)))).collect();
    let whole = Value::Object((0..LONG).map(|at| (name(at), json!(at))).collect());
    let items = Value::Array((0..LONG).map(|at| json!(at)).collect());
    let api = api(types);
    let validator = Validator::new(&api);
    assert_eq!(shown(&validator.fields(&fields, None, &whole)), Vec::<String>::new());
    assert_eq!(shown(&validator.value(&list(reference(name(0))), &items)), Vec::<String>::new());
    assert_eq!(shown(&validator.value(&reference("U000001"), &json!(1))), [": -: no variant"]);

    // Both members fail at the innermost value alone: without memory, each level would double the work.
    let member = |more: Field| structure(vec![field("next", reference("Node")), more]);
    let types = [
        ("A", member(optional("a", Type::Bool))),
        ("B", member(optional("b", Type::Bool))),
        ("Node", alias(union([reference("A"), reference("B")]))),
    ];
    let api = self::api(types);
    let validator = Validator::new(&api);
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!({ "next": inner }));
    assert_eq!(shown(&validator.value(&reference("Node"), &deep(100))), [": -: no variant"]);
    let ty = (0..200).fold(Type::INT64, |inner, _| list(inner));
    let value = (0..200).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(shown(&validator.value(&ty, &value)), [format!("{}: -: deep", "[0]".repeat(128))]);
}
