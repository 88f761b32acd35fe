//! Documents as people write them, in READMEs and wikis and in nine languages: what the untouched proposal makes of each,
//! against what it states. `fixtures/readmes/<name>.md` stands beside `<name>.truth`: the calls, below each what it takes
//! (`place name type presence`, with `-` for what is not said) and the fields of what comes back (`-> path type`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use tablewright::tools::guess;
use tablewright::{Document, Input, compile};
use tests::root;

/// What is known of a call: by what it is about, the type and the presence.
#[derive(Debug, Default)]
struct Call {
    parameters: BTreeMap<(String, String), (String, String)>,
    fields: BTreeMap<String, String>,
}

type Calls = BTreeMap<String, Call>;

/// The calls of a file of truth.
fn truth(text: &str) -> Calls {
    let (mut calls, mut own) = (Calls::new(), String::new());
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        match words.as_slice() {
            ["->", path, ty] => {
                calls.entry(own.clone()).or_default().fields.insert((*path).to_owned(), (*ty).to_owned());
            }
            [place, name, ty, presence] => {
                let key = ((*place).to_owned(), (*name).to_owned());
                let parameters = &mut calls.entry(own.clone()).or_default().parameters;
                parameters.insert(key, ((*ty).to_owned(), (*presence).to_owned()));
            }
            _ => {
                line.clone_into(&mut own);
                calls.entry(own.clone()).or_default();
            }
        }
    }
    calls
}

/// The schemas that a schema is made of.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    ["allOf", "anyOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten()
}

/// An `OpenAPI` document.
struct OpenApi(Value);

impl OpenApi {
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
        place.and_then(|place| self.0.pointer(place)).map_or(schema, |schema| self.resolved(schema))
    }

    /// The type of a schema, where it has one.
    fn kind(&self, schema: &Value) -> String {
        let schema = self.resolved(schema);
        let one = |ty: &Value| ty.as_str().filter(|ty| *ty != "null").map(str::to_owned);
        let own = one(&schema["type"]).or_else(|| schema["type"].as_array()?.iter().find_map(one));
        let any = || parts(schema).map(|part| self.kind(part)).find(|kind| kind != "-");
        own.or_else(any).unwrap_or_else(|| "-".to_owned())
    }

    fn fields(&self, schema: &Value, at: &str, depth: usize, found: &mut BTreeMap<String, String>) {
        let schema = self.resolved(schema);
        if depth > 6 {
            return;
        }
        parts(schema).for_each(|part| self.fields(part, at, depth + 1, found));
        if schema["items"].is_object() {
            self.fields(&schema["items"], &format!("{at}[]"), depth + 1, found);
        }
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            let kind = found.entry(path.clone()).or_insert_with(|| "-".to_owned());
            if kind == "-" {
                *kind = self.kind(field);
            }
            self.fields(field, &path, depth + 1, found);
        }
    }

    fn calls(&self) -> Calls {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        let calls = paths.flat_map(|(path, item)| {
            let operations = item.as_object().into_iter().flatten();
            operations
                .map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), self.call(operation)))
        });
        calls.collect()
    }

    fn call(&self, operation: &Value) -> Call {
        let mut call = Call::default();
        let presence = |required: bool| if required { "required" } else { "optional" }.to_owned();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
            let said = (self.kind(&parameter["schema"]), presence(parameter["required"] == true));
            call.parameters.insert((text("in"), text("name")), said);
        }
        let bodies = operation["requestBody"]["content"].as_object().into_iter().flatten();
        for (_, body) in bodies {
            let schema = self.resolved(&body["schema"]);
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let said = (self.kind(field), presence(required.contains(&Value::from(name.as_str()))));
                call.parameters.insert(("body".into(), name.clone()), said);
            }
        }
        let responses = operation["responses"].as_object().into_iter().flatten();
        let success = responses.filter(|(status, _)| status.starts_with('2'));
        for (_, body) in success.flat_map(|(_, response)| response["content"].as_object().into_iter().flatten()) {
            self.fields(&body["schema"], "", 0, &mut call.fields);
        }
        call
    }
}

/// Facts that are had, of how many, and what is missing or invented.
#[derive(Debug, Default)]
struct Score {
    had: usize,
    all: usize,
    missing: Vec<String>,
    invented: Vec<String>,
}

impl Score {
    fn fact(&mut self, had: bool, what: impl FnOnce() -> String) {
        self.all += 1;
        self.had += usize::from(had);
        if !had {
            self.missing.push(what());
        }
    }
}

fn fits(stated: &str, found: Option<&str>) -> bool {
    found.is_some_and(|found| stated == found || (stated == "number" && found == "integer"))
}

fn score(stated: &Calls, found: &Calls) -> Score {
    let mut score = Score::default();
    for (name, call) in stated {
        let own = found.get(name);
        score.fact(own.is_some(), || name.clone());
        for ((place, parameter), (ty, presence)) in &call.parameters {
            let what = |what: &str| format!("{name}: {what} of {parameter}");
            let same = |((_, own), _): &(&(String, String), &(String, String))| own == parameter;
            let had: Vec<_> = own.into_iter().flat_map(|own| own.parameters.iter().filter(same)).collect();
            let here = had.iter().find(|((at, _), _)| at == place).map(|(_, said)| *said);
            score.fact(!had.is_empty(), || what("name"));
            score.fact(here.is_some(), || what("place"));
            if ty != "-" {
                score.fact(fits(ty, here.map(|said| said.0.as_str())), || what("type"));
            }
            if presence != "-" {
                score.fact(here.is_some_and(|said| said.1 == *presence), || what("presence"));
            }
        }
        for (path, ty) in &call.fields {
            let had = own.and_then(|own| own.fields.get(path)).map(String::as_str);
            score.fact(had.is_some(), || format!("{name}: field {path}"));
            score.fact(fits(ty, had), || format!("{name}: type of field {path}"));
        }
    }
    for (name, call) in found {
        let Some(own) = stated.get(name) else {
            score.invented.push(name.clone());
            continue;
        };
        let known: BTreeSet<_> = own.parameters.keys().map(|(_, parameter)| parameter).collect();
        let more = call.parameters.keys().filter(|(_, parameter)| !known.contains(parameter));
        score.invented.extend(more.map(|(place, parameter)| format!("{name}: {place} {parameter}")));
    }
    score
}

fn proposed(name: &str) -> Calls {
    let text = fs::read_to_string(root(&format!("tests/fixtures/readmes/{name}.md"))).expect("the document");
    let documents = vec![Document { name: format!("api/{name}.md"), text }];
    let dialect = Document { name: "api/dialect.toml".into(), text: guess::guess("api", &documents).dialect };
    let output = compile(&Input { api: "api".into(), documents, dialect, patches: None });
    let file = output.files.iter().find(|(path, _)| path.as_str() == "openapi/api.json");
    file.map_or_else(Calls::new, |(_, text)| OpenApi(serde_json::from_str(text).expect("JSON")).calls())
}

#[test]
fn proposals_have_what_readmes_state() {
    let folder = fs::read_dir(root("tests/fixtures/readmes")).expect("the folder");
    let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter_map(|name| Some(name.strip_suffix(".md")?.to_owned())).collect();
    names.sort();
    assert_eq!(names.len(), 20);
    let (mut text, mut had, mut all, mut low) = (String::new(), 0, 0, Vec::new());
    for name in names {
        let stated = fs::read_to_string(root(&format!("tests/fixtures/readmes/{name}.truth"))).expect("the truth");
        let found = score(&truth(&stated), &proposed(&name));
        let _ = writeln!(
            text,
            "{name:<12} {}/{}  {:?}  invented: {:?}",
            found.had, found.all, found.missing, found.invented
        );
        assert_eq!(found.invented, Vec::<String>::new(), "{text}");
        if found.had * 10 < found.all * 9 {
            low.push(name);
        }
        had += found.had;
        all += found.all;
    }
    assert!(low.is_empty(), "{low:?} have less than nine tenths of their facts\n{text}");
    assert!(had * 100 >= all * 97, "{had} of {all}\n{text}");
}
