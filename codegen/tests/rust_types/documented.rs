//! What a reader of generated code finds in it: parameters, examples, and what is deprecated.

use serde_json::json;
use tablewright::emit::Files;
use tablewright::emit::rust::{self, Side};
use tablewright::ir::{Body, Endpoint, Field, Type};
use tablewright::naming::Names;

use crate::build::{docs, endpoint, fact, field, optional, statement, structure};
use crate::sample;

/// An endpoint that switches a lamp, which is deprecated with one of its parameters and one field of its response.
fn files() -> Files {
    let said = |field: Field, words: &str| Field { docs: docs(words), ..field };
    let old = |field: Field| Field { deprecated: Some(Box::new(statement("Too `dim`."))), ..field };
    let level = Field { default: Some(Box::new(fact(json!(3)))), ..optional("level", Type::INT64) };
    let fields = vec![
        said(field("lamp", Type::String), "Which lamp. It is in the hall."),
        said(level, "How bright it is, e.g. a little\nor more"),
        said(old(optional("watts", Type::INT64)), "- a list"),
    ];
    let mut switch = Endpoint { deprecated: Some(statement("Gone\nsoon")), ..endpoint("switch", fields) };
    switch.response.body = fact(Body::Data { data: Type::reference("Lamp") });
    let types = vec![structure("Lamp", vec![old(field("power", Type::INT64))])];
    let api = sample::api("x", vec![switch], types);
    let (names, _) = Names::new(&api);
    rust::emit(&api, &names)
}

#[test]
fn a_method_of_a_client_lists_what_it_takes_and_shows_a_call() {
    let client = &files()["src/x/client.rs"];
    let method = "\
    /// `switch`
    ///
    /// See [`Switch`].
    ///
    /// Required:
    ///
    /// - `lamp` Which lamp.
    ///
    /// Optional, each set by a method of the call:
    ///
    /// - [`Switch::level`] How bright it is, e.g. a little (default: `3`)
    /// - [`Switch::watts`]
    ///
    /// ```no_run
    #[doc = concat!(\"# use \", module_path!(), \"::example::*;\")]
    /// # async fn example(client: Client, given: Switch) -> Result<(), Box<dyn std::error::Error>> {
    /// # let Switch { lamp, level: Some(level), .. } = given else { return Ok(()) };
    /// let response = client.switch(lamp).level(level).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[deprecated(note = \"Gone soon\")]
    pub fn switch(&self, lamp: impl Into<String>) -> super::switch::Call<'_> {
";
    let start = client.find("/// `switch`").unwrap();
    let here = &client[start..];
    assert!(here.starts_with(method), "{here}");
    assert!(client.contains("    /// let client = Client::builder(\"http://127.0.0.1:8080\").build()?;\n"), "{client}");
}

#[test]
fn what_is_deprecated_says_so_where_it_is_used() {
    let files = files();
    let watts = "#[deprecated(note = \"Too `dim`.\")]";
    for (path, count, attribute, item) in [
        ("switch.rs", 2, "#[deprecated(note = \"Gone soon\")]", "pub struct Switch {"),
        ("switch.rs", 2, "#[deprecated(note = \"Gone soon\")]", "pub type Call<'c> = super::Call<'c, Switch>;"),
        ("switch.rs", 2, watts, "pub watts: Option<i64>,"),
        ("switch.rs", 2, watts, "pub fn watts(mut self, watts: i64) -> Self {"),
        ("client.rs", 1, watts, "pub fn watts(self, watts: i64) -> Self {"),
        ("types.rs", 1, watts, "pub power: i64,"),
    ] {
        let text = &files[&format!("src/x/{path}")];
        assert_eq!(text.matches(attribute).count(), count, "{path}: {attribute}\n{text}");
        let before = &text[..text.find(item).unwrap_or_else(|| panic!("no {item} in\n{text}"))];
        let attributes = before.rsplit_once(attribute).map_or("", |(_, attributes)| attributes);
        let others = attributes.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with("#["));
        assert!(others, "{attributes} before {item}");
    }
    assert!(files["src/x/mod.rs"].contains("#![allow(deprecated"));
    assert!(files["src/x/server.rs"].contains("/// **Deprecated**:"));
    let api = sample::api("x", vec![endpoint("switch", Vec::new())], Vec::new());
    let plain = rust::emit(&api, &Names::new(&api).0);
    assert!(plain.values().all(|text| !text.contains("deprecated")), "nothing is, and nothing is allowed");
}

#[test]
fn a_call_is_the_clients_alone() {
    let mut files = files();
    let request = &files["src/x/switch.rs"];
    assert!(request.contains("set by methods, here and on the call that `Client::switch` makes."), "{request}");
    let module = rust::one_module(&files, "x");
    assert!(
        module.contains("pub type Call<'c>") && module.contains("//! let request = Switch::new(lamp).level(level);")
    );
    for left in ["no_run", "cfg(", "module_path!", "fn example("] {
        assert!(!module.contains(left), "{left} in\n{module}");
    }
    syn::parse_file(&module).unwrap();
    rust::leave_out(&mut files, Side::Client);
    assert!(files.values().all(|text| !text.contains("type Call<") && !text.contains("\"client\"")));
    assert!(files.values().all(|text| syn::parse_file(text).is_ok()));
    assert!(files["src/x/switch.rs"].contains("impl Endpoint for Switch {"));
}
