use serde_json::json;

use super::share;
use crate::ir::build::{
    self, at, docs, endpoint, fact, field, list, map, nullable, optional, structure, union, values,
};
use crate::ir::{Api, Body, Field, How, Provenance, Struct, Type, TypeDef, TypeKind};

/// An endpoint that gives back an object of its own.
fn giving(name: &str) -> crate::ir::Endpoint {
    let mut one = endpoint(name, Vec::new());
    one.response.body = fact(Body::Data { data: Type::reference(format!("{name}/response")) });
    one
}

/// An API in which each endpoint gives back an object with a field `user`, which is an object of these fields.
fn users<const N: usize>(all: [(&str, Vec<Field>); N]) -> Api {
    named("user", &all.map(|(endpoint, fields)| (endpoint, move |id: &str| structure(id, fields.clone()))))
}

/// An API in which each endpoint gives back an object with a field `name` of the type that it makes.
fn named<const N: usize>(name: &str, all: &[(&str, impl Fn(&str) -> TypeDef); N]) -> Api {
    let (mut endpoints, mut types) = (Vec::new(), Vec::new());
    for (line, (endpoint, of)) in (10..).zip(all) {
        let (owner, id) = (format!("{endpoint}/response"), format!("{endpoint}/response/{name}"));
        types.push(structure(&owner, vec![field(name, Type::reference(id.clone()))]));
        types.push(TypeDef { provenance: at(line), ..of(&id) });
        endpoints.push(giving(endpoint));
    }
    build::api("api", endpoints, types)
}

/// The ids of the types, and what each refers to.
fn shown(api: &Api) -> Vec<String> {
    let show = |def: &TypeDef| {
        let fields = match &def.kind {
            TypeKind::Struct(body) => body.fields.as_slice(),
            _ => &[],
        };
        let mut held = Vec::new();
        let mut open: Vec<&Type> = fields.iter().map(|field| &field.ty.value).collect();
        while let Some(ty) = open.pop() {
            open.extend(ty.children());
            if let Type::Ref { id } = ty {
                held.push(id.0.as_str());
            }
        }
        held.sort_unstable();
        format!("{}: {}", def.id.0, held.join(" ")).trim_end_matches([' ', ':']).to_owned()
    };
    api.types.iter().map(show).collect()
}

fn text(name: &str) -> Field {
    field(name, Type::String)
}

#[test]
fn equal_types_at_fields_of_one_name_are_one() {
    let api = users([("a", vec![text("name")]), ("b", vec![text("name")]), ("c", vec![text("title")])]);
    let shared = share(&api);
    assert_eq!(
        shown(&shared),
        ["a/response: user", "b/response: user", "c/response: c/response/user", "c/response/user", "user"]
    );
    // The place is that of the first; the IR has the others.
    assert_eq!(shared.type_def(&crate::ir::TypeId("user".to_owned())).map(|def| def.provenance.line), Some(10));
}

/// What two fields say, and whether they are equal.
#[test]
fn equal_is_what_says_the_same() {
    let id = || text("id");
    let inferred = |field: Field| {
        let provenance = Provenance { how: How::Inferred, ..at(1) };
        Field { ty: crate::ir::Fact { provenance, ..field.ty }, ..field }
    };
    let elsewhere = |mut field: Field| {
        field.name.provenance = at(77);
        field.ty.provenance = at(78);
        field
    };
    let limited = |max: u64| {
        let mut field = id();
        field.constraints.max_length = Some(Box::new(fact(max)));
        field
    };
    let cases = [
        ("places", vec![id()], vec![elsewhere(id())], true),
        ("words", vec![Field { docs: docs("one"), ..id() }], vec![Field { docs: docs("other"), ..id() }], false),
        ("words that one lacks", vec![Field { docs: docs("one"), ..id() }], vec![id()], false),
        ("types", vec![id()], vec![field("id", Type::INT64)], false),
        ("lists", vec![field("id", list(Type::String))], vec![field("id", map(Type::String))], false),
        ("null", vec![field("id", nullable(Type::String))], vec![id()], false),
        (
            "unions",
            vec![field("id", union([Type::Bool, Type::String]))],
            vec![field("id", union([Type::String, Type::Bool]))],
            false,
        ),
        ("presence", vec![id()], vec![optional("id", Type::String)], false),
        ("names", vec![id()], vec![text("ID")], false),
        ("one more", vec![id()], vec![id(), text("name")], false),
        ("order", vec![id(), text("name")], vec![text("name"), id()], false),
        ("defaults", vec![Field { default: Some(Box::new(fact(json!("x")))), ..id() }], vec![id()], false),
        (
            "constants",
            vec![Field { constant: Some(Box::new(fact(json!(1)))), ..id() }],
            vec![Field { constant: Some(Box::new(fact(json!("1")))), ..id() }],
            false,
        ),
        (
            "examples",
            vec![Field { examples: vec![fact(json!({"provenance": 1}))], ..id() }],
            vec![Field { examples: vec![fact(json!({"provenance": 2}))], ..id() }],
            false,
        ),
        ("limits", vec![limited(3)], vec![limited(4)], false),
        ("equal limits", vec![limited(3)], vec![limited(3)], true),
        ("how it is known", vec![id()], vec![inferred(id())], false),
        ("nothing at all", vec![], vec![], false),
    ];
    for (what, one, other, equal) in cases {
        let api = users([("a", one), ("b", other)]);
        let shared = share(&api);
        assert_eq!(shared.types.len(), if equal { 3 } else { 4 }, "{what}: {:?}", shown(&shared));
    }
}

#[test]
fn value_sets_are_equal_with_their_labels() {
    let set = |label: &'static str| move |id: &str| values(id, Type::String, &[(json!("asc"), label)]);
    for (other, types) in [("up", 3), ("down", 4)] {
        let shared = share(&named("order", &[("a", set("up")), ("b", set(other))])).into_owned();
        assert_eq!(shared.types.len(), types, "{other}: {:?}", shown(&shared));
    }
}

/// What equal types hold is called after them; what stands in others as well, after its own field.
#[test]
fn what_they_hold_is_shared_with_them() {
    let mut api = users([("a", vec![]), ("b", vec![])]);
    let mut types = Vec::new();
    for owner in ["a/response", "b/response"] {
        let user = format!("{owner}/user");
        types.push(structure(owner, vec![field("user", list(Type::reference(user.clone())))]));
        let held = [("address", format!("{user}/address")), ("extra", format!("{user}/extra"))];
        let fields = held.iter().map(|(name, id)| field(name, nullable(Type::reference(id.clone()))));
        types.push(structure(&user, fields.collect()));
        types.push(structure(&format!("{user}/address"), vec![text("street")]));
        types.push(structure(&format!("{user}/extra"), vec![]));
    }
    types.sort_by(|one, other| one.id.cmp(&other.id));
    api.types = types;
    let expected =
        ["a/response: user", "b/response: user", "user: user/address user/extra", "user/address", "user/extra"];
    assert_eq!(shown(&share(&api)), expected);
    api.types.push(structure("shop", vec![field("address", Type::reference("shop/address"))]));
    api.types.push(structure("shop/address", vec![text("street")]));
    api.types.sort_by(|one, other| one.id.cmp(&other.id));
    let expected =
        ["a/response: user", "address", "b/response: user", "shop: address", "user: address user/extra", "user/extra"];
    assert_eq!(shown(&share(&api)), expected);
}

#[test]
fn what_has_a_name_keeps_it() {
    // Whole responses, items of lists, types of the documents, and what stands at fields of other names.
    let mut api = users([("a", vec![text("name")])]);
    api.endpoints.push(giving("b"));
    for id in ["User", "b/response", "b/response/item", "b/response/owner"] {
        api.types.push(structure(id, vec![text("name")]));
    }
    api.types.push(structure(
        "c",
        vec![field("owner", Type::reference("User")), field("author", Type::reference("b/response/owner"))],
    ));
    api.types.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(*share(&api), api);
}

/// Several of one name that differ: one that is had more often has the name, and a type of the documents before all.
#[test]
fn a_name_is_given_once() {
    let (one, two) = (|| vec![text("one")], || vec![text("two")]);
    let mut api = users([("a", two()), ("b", one()), ("c", one()), ("d", two()), ("e", one())]);
    let of = |api: &Api| {
        let shared = share(api);
        shown(&shared).into_iter().filter(|line| line.contains("response:")).collect::<Vec<_>>()
    };
    let apart = ["a/response: a/response/user", "d/response: d/response/user"];
    assert_eq!(of(&api), [apart[0], "b/response: user", "c/response: user", apart[1], "e/response: user"]);
    // An endpoint more that says the same as some changes nothing of the others.
    let more = users([("z", one()), ("a", two()), ("b", one()), ("c", one()), ("d", two()), ("e", one())]);
    assert_eq!(of(&more)[..5], of(&api));
    api.types.insert(0, structure("User", vec![text("three")]));
    assert_eq!(*share(&api), api);
    api.types.remove(0);
    api.endpoints.push(endpoint("user", Vec::new()));
    assert_eq!(*share(&api), api);
}

#[test]
fn what_holds_itself_stays_as_it_is() {
    let mut api = users([("a", vec![]), ("b", vec![])]);
    for def in api.types.iter_mut().filter(|def| def.id.0.ends_with("/user")) {
        let itself = field("friend", nullable(Type::reference(def.id.0.clone())));
        def.kind = TypeKind::Struct(Struct { fields: vec![text("name"), itself], open: false });
    }
    assert_eq!(*share(&api), api);
}

#[test]
fn types_of_parameters_are_shared_too() {
    let mut api = named("order", &[("a", |id: &str| values(id, Type::String, &[(json!("asc"), "")]))]);
    for name in ["b", "c"] {
        let id = format!("{name}/parameters/order");
        api.endpoints.push(endpoint(name, vec![optional("order", Type::reference(id.clone()))]));
        api.types.push(values(&id, Type::String, &[(json!("asc"), "")]));
    }
    api.types.sort_by(|one, other| one.id.cmp(&other.id));
    let shared = share(&api);
    assert_eq!(shown(&shared), ["a/response: order", "order"]);
    let parameters = shared.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields);
    assert!(parameters.map(|field| &field.ty.value).all(|ty| *ty == Type::reference("order")));
}

/// A chain of types is followed once, however long it is.
#[test]
fn long_chains_are_compared_in_time() {
    let (mut types, mut owners) = (Vec::new(), ["a/response".to_owned(), "b/response".to_owned()]);
    for _ in 0..400 {
        for owner in &mut owners {
            let id = format!("{owner}/x");
            types.push(structure(owner, vec![field("x", Type::reference(id.clone()))]));
            *owner = id;
        }
    }
    types.extend(owners.iter().map(|id| structure(id, vec![text("end")])));
    let api = build::api("api", vec![giving("a"), giving("b")], types);
    let shared = share(&api);
    assert_eq!(shared.types.len(), 402);
    assert!(shared.types.iter().all(|def| !def.id.0.starts_with("b/response/")));
}
