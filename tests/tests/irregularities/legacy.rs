//! 59: an older copy of the last chapter.

use crate::family::{API, LEGACY, bot};

#[test]
fn n59_twelve_endpoints_in_two_documents() {
    bot().stands(LEGACY, &["sidebar_position", "## Go-CqHttp 相关", "<span id=\"asdf\">"]);
    let twice = bot().endpoints(|endpoint| !endpoint.also.is_empty());
    assert_eq!(twice.len(), 12, "{twice:?}");
    for name in &twice {
        let endpoint = bot().endpoint(name);
        let [also] = endpoint.also.as_slice() else { panic!("two places of {name}") };
        assert_eq!((endpoint.provenance.file.as_ref(), also.file.as_ref()), (API, LEGACY));
        assert_eq!(endpoint.path.value, format!("/{name}"));
    }
    assert_eq!(bot().line(LEGACY, 1), "---");
    bot().reports(LEGACY, "TW304", &["## Go-CqHttp 相关", "`clean_cache`"]);
    bot().says(LEGACY, "Go-CqHttp 相关", "TW304", "only the second says `### asdfg`");
    bot().says(LEGACY, "clean_cache", "TW304", "only the second says `<span id=\"asdf\">asdf</span>`");
    bot().reports(LEGACY, "TW205", &["### asdfg"]);
    assert!(!bot().output.diagnostics.has_errors(), "neither the paths nor the names are errors");
    assert_eq!(bot().fields("Statistics")[2], "packet_lost: uint32");
}

/// A cell that differs between the copies is shown in both.
#[test]
fn n59_copies_that_differ() {
    let mut input = bot().input.clone();
    let document = input.documents.iter_mut().find(|document| document.name == LEGACY).expect("the older copy");
    document.text = document.text.replacen("| `packet_lost`      | uint32 |", "| `packet_lost`      | uint64 |", 1);
    let messages = tests::messages(&tablewright::compile_to_ir(&input));
    let found = messages.iter().any(|message| message.contains("TW304") && message.contains("packet_lost"));
    assert!(found, "{messages:?}");
}
