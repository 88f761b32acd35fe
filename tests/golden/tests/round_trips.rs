//! The golden types, written and read.

#![allow(deprecated, reason = "what the documents deprecate is still there")]

use std::collections::BTreeMap;

use golden::golden::{
    BoxType, DefaultResponse, DefaultType, MaybeFlags, MaybeKind, Level, Loop, LoopResponse, MaybeId, MaybeMany, MaybeResponse,
    MaybeType, Moments, MomentsResponse, Node, NothingAtAll, NothingAtAllResponse, OptionType, Part, RoomId, SelfResponse, SelfType, Sort, Text,
    Token, TreeResponse,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};
use tablewright_runtime::{Empty, Endpoint, Maybe, Method};

/// Reads a value and writes it again, which must give the same; returns it for a closer look.
fn again<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let expected = value.clone();
    let read: T = from_value(value).unwrap_or_else(|error| panic!("{error}: {expected}"));
    assert_eq!(to_value(&read).expect("JSON"), expected);
    read
}

fn refused<T: DeserializeOwned>(value: Value) -> String {
    from_value::<T>(value).map(|_| ()).expect_err("a value that does not fit").to_string()
}

#[test]
fn names_that_are_no_identifiers_stay_as_they_are_on_the_wire() {
    let request = SelfType::new("t", true, RoomId(7)).crate_(2).types(vec![1, 2]).go_cqhttp(true).yi_zi("字");
    let request = request.u5f(1).field_1st(2).set_new("n").parent_room(RoomId(8)).token("secret".into());
    let written = json!({
        "type": "t", "self": true, "crate": 2, "_": 1, "1st": 2, "new": "n", "go-cqhttp": true, "汉字": "字",
        "type[]": [1, 2], "room_id": 7, "parent_room": 8, "version": "v1", "token": "secret",
    });
    assert_eq!(again::<SelfType>(written), request);
    let response = json!({
        "fn": "x", "go-cqhttp": true, "type[]": ["a"], "汉字": "字", "room_id": 7, "parent_room": null,
    });
    assert_eq!(again::<SelfResponse>(response).fn_, "x");
}

#[test]
fn moments_and_days_are_texts_and_as_they_were() {
    let request = Moments::new("2024-05-01T12:00:00Z").day(Moments::DEFAULT_DAY);
    assert_eq!(again::<Moments>(json!({"since": "2024-05-01T12:00:00Z", "day": "2024-05-01"})), request);
    let since = request.since.to_jiff().expect("a moment");
    assert_eq!(since.as_second(), request.since.to_time().expect("a moment").unix_timestamp());
    assert_eq!(Moments::new(since).since, request.since, "a moment of jiff is taken as it is");
    let response = json!({"dates": [{"at": "noon", "until": null, "day": "2024-05-01"}]});
    assert_eq!(again::<MomentsResponse>(response).dates[0].at.as_str(), "noon", "none is checked");
}

#[test]
fn a_constant_is_filled_in_and_a_default_is_known() {
    let request = SelfType::new("t", false, RoomId(0));
    assert_eq!(to_value(&request).expect("JSON"), json!({"type": "t", "self": false, "room_id": 0, "version": "v1"}));
    assert_eq!((SelfType::DEFAULT_CRATE, SelfType::DEFAULT_SUPER, SelfType::DEFAULT_ASYNC), (1, 60, ""));
    assert_eq!(SelfType::DEFAULT_MATCH, r#"a "b"\c"#);
    assert_eq!((MaybeType::DEFAULT_LEVEL, Loop::DEFAULT_COUNT), (Level::Off, -1));
}

#[test]
fn absent_null_and_there_are_three_things() {
    let request = MaybeType::new(None, Sort::Up);
    let bare = json!({"must": null, "sort": "up"});
    assert_eq!(again::<MaybeType>(bare), request);
    assert!(request.name.is_absent());
    let null = request.clone().name(None);
    assert_eq!(again::<MaybeType>(json!({"name": null, "must": null, "sort": "up"})), null);
    let there = request.name(Some("n".to_owned())).anything(Value::Null);
    let there_written = json!({"name": "n", "must": null, "anything": null, "sort": "up"});
    assert_eq!(again::<MaybeType>(there_written), there);
    assert!(refused::<MaybeType>(json!({"sort": "up"})).contains("missing field `must`"));
    assert_eq!(again::<BoxType>(json!({})).inner, Maybe::Absent);
    assert_eq!(again::<BoxType>(json!({"inner": null})).inner, Maybe::Null);
    let option = json!({"some": "s", "none": null, "free": {"any": [1]}});
    assert!(matches!(again::<BoxType>(json!({"inner": option})).inner, Maybe::Value(OptionType { .. })));
    refused::<OptionType>(json!({"some": "s", "none": 0, "free": {}}));
}

#[test]
fn an_alias_is_read_and_not_written() {
    let read: MaybeType = from_value(json!({"nickname": "n", "must": "m", "sort": "down"})).expect("the other name");
    assert_eq!(to_value(&read).expect("JSON"), json!({"nick": "n", "must": "m", "sort": "down"}));
    let twice = json!({"nick": "n", "nickname": "n", "must": "m", "sort": "down"});
    assert!(refused::<MaybeType>(twice).contains("duplicate field"));
}

#[test]
fn a_value_that_is_not_documented_is_kept() {
    assert_eq!(again::<Sort>(json!("up-down")), Sort::UpDown);
    assert_eq!(again::<Sort>(json!("Other")), Sort::OtherValue);
    assert_eq!(again::<Sort>(json!("sideways")), Sort::Other("sideways".into()));
    assert_eq!(again::<MaybeKind>(json!("*")), MaybeKind::U2a);
    assert_eq!((again::<Level>(json!(-1)), again::<Level>(json!(99))), (Level::Unknown, Level::Other(99)));
    assert_eq!(again::<Vec<MaybeFlags>>(json!(["a", "z"])), [MaybeFlags::A, MaybeFlags::Other("z".into())]);
    refused::<Sort>(json!(1));
    refused::<Level>(json!(1.5));
}

fn maybe_response(id: &Value, many: &Value, text: &Value) -> Value {
    json!({
        "text": text, "id": id, "many": many, "level": 0, "sort": "1", "kind": "1st", "at": {"x": 0.5, "y": -1.0},
        "old": "",
    })
}

#[test]
fn a_union_is_what_it_holds() {
    let segments = json!([{"type": "text", "data": {"text": "hi", "n": 1}}, {"type": "image"}]);
    let one: MaybeResponse = again(maybe_response(&json!(7), &json!(3), &segments));
    assert_eq!((&one.id, &one.many), (&MaybeId::Integer(7), &Some(MaybeMany::Integer(3))));
    let image = Part { type_: "image".into(), data: None };
    assert!(matches!(&one.text, Text::Parts(parts) if parts.last() == Some(&image)));
    let two: MaybeResponse = again(maybe_response(&json!("7"), &json!(["a"]), &json!("plain")));
    assert_eq!((two.id, two.text), ("7".into(), "plain".into()));
    assert_eq!(two.many, Some(vec!["a".to_owned()].into()));
    assert_eq!(again::<MaybeResponse>(maybe_response(&json!(7), &Value::Null, &json!(""))).many, None);
    refused::<MaybeResponse>(maybe_response(&json!(true), &Value::Null, &json!("")));
}

#[test]
fn a_type_holds_itself() {
    let leaf = json!({"weight": 5_000_000_000_i64, "parent": null, "children": []});
    let inner = json!({"weight": 2, "parent": leaf, "next": leaf, "children": [leaf, leaf], "by_name": {"a": leaf}});
    let node: Node = again(json!({"weight": 1, "parent": inner, "children": [inner]}));
    assert_eq!(node.parent.as_ref().and_then(|inner| inner.next.as_ref()).map(|leaf| leaf.weight), Some(5_000_000_000));
    let request = Loop::new(node).count(3);
    assert_eq!(again::<Loop>(to_value(&request).expect("JSON")), request);
}

#[test]
fn what_a_wildcard_names_has_one_type() {
    let leaf = json!({"weight": 1, "parent": null, "children": []});
    let tree = json!({
        "label": "a", "weight": 1.5, "red_list": [{"token": "t"}], "blue_list": [{"token": "u"}],
        "by_room": {"7": leaf, "8": leaf}, "nodes": [leaf], "extra": {"a": [1], "b": "x"},
        "rest": {"anything": [null, {}]},
    });
    let mut read: TreeResponse = again(tree.clone());
    read.red_list.append(&mut read.blue_list);
    assert_eq!(read.red_list.iter().map(|item| item.token.as_ref()).collect::<Vec<_>>(), ["t", "u"]);
    assert_eq!(read.by_room.keys().collect::<Vec<_>>(), ["7", "8"]);
    let mut bare = tree.clone();
    bare.as_object_mut().expect("an object").retain(|name, _| name != "label" && name != "weight");
    refused::<TreeResponse>(bare.clone());
    let list: LoopResponse = again(json!([tree, bare]));
    assert_eq!(list.iter().map(|item| item.label.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn types_called_as_those_of_rust() {
    let option = json!({"some": "s", "none": null, "free": {}});
    let value = json!({
        "option": option, "vec": [{"len": u64::MAX}], "string": {"bytes": [0, 255]},
        "result": {"r": {"ok": [1, {"deep": null}]}, "s": {"ok": null, "err": "e"}}, "boxed": {"inner": option},
        "at": {"x": 1.0, "y": 2.0},
    });
    let read: DefaultResponse = again(value);
    assert_eq!(read.string.map(|string| string.bytes), Some(vec![0, 255]));
    assert_eq!(again::<DefaultType>(json!({})), DefaultType::new());
}

#[test]
fn ids_are_of_one_kind() {
    let rooms: BTreeMap<RoomId, Token> = again(json!({"1": "a", "-2": "b"}));
    assert_eq!(rooms.get(&RoomId(-2)), Some(&Token::from("b")));
    assert_eq!("12".parse(), Ok(RoomId(12)));
}

#[test]
fn nothing_is_read_from_null_and_written_as_null() {
    assert_eq!(again::<NothingAtAllResponse>(Value::Null), Empty);
    assert_eq!(again::<NothingAtAll>(json!({})), NothingAtAll::default());
}

#[test]
fn an_endpoint_knows_its_names() {
    assert_eq!((NothingAtAll::NAME, NothingAtAll::PATH), (".nothing-at_all", "/.nothing-at_all"));
    assert_eq!((MaybeType::PATH, MaybeType::ALIASES), ("/maybe", ["/perhaps", "/.may-be"].as_slice()));
    assert_eq!(MaybeType::METHODS, [Method::Get, Method::Post]);
    assert_eq!((SelfType::METHODS, DefaultType::METHODS), ([Method::Post].as_slice(), [Method::Get].as_slice()));
}
