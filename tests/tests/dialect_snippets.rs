//! Every key of the page on `dialect.toml` has a document that needs it: the snippets of the page are compiled with the
//! documents above them, and without any one of their keys something else comes out.

use tablewright::diagnostic::Severity;
use tablewright::{Document, Input, Output, compile_to_ir};
use tests::{messages, page};
use toml::{Table, Value};

/// A code block of the page.
struct Block {
    /// What stands after its fence.
    info: String,
    text: String,
}

/// A dialect of the page, with the documents above it.
struct Case {
    documents: Vec<Document>,
    dialect: Table,
}

fn blocks() -> Vec<Block> {
    let page = page();
    let (mut blocks, mut open): (Vec<Block>, Option<String>) = (Vec::new(), None);
    for line in page.lines() {
        let fence: String = line.chars().take_while(|letter| *letter == '`').collect();
        match &open {
            None if fence.len() >= 3 => {
                blocks.push(Block { info: line[fence.len()..].to_owned(), text: String::new() });
                open = Some(fence);
            }
            Some(known) if *known == line => open = None,
            Some(_) => {
                let block = blocks.last_mut().expect("a block");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    blocks
}

fn cases() -> Vec<Case> {
    let blocks = blocks();
    let base = blocks.iter().find(|block| block.info == "toml base").expect("what the snippets are read with");
    let base: Table = base.text.parse().expect("the base as TOML");
    let (mut cases, mut documents) = (Vec::new(), Vec::new());
    for block in blocks {
        if let Some(name) = block.info.strip_prefix("markdown") {
            let name = if name.is_empty() { "api.md" } else { name.trim() };
            documents.push(Document { name: format!("small/{name}"), text: block.text });
        } else if block.info == "toml" {
            let mut dialect: Table = block.text.parse().expect("a snippet as TOML");
            merge(&mut dialect, &base);
            cases.push(Case { documents: std::mem::take(&mut documents), dialect });
        } else if block.info.starts_with("toml") {
            documents.clear();
        }
    }
    cases
}

/// Adds what `own` does not say; rules of the base come after its own.
fn merge(own: &mut Table, base: &Table) {
    for (key, value) in base {
        match (own.get_mut(key), value) {
            (Some(Value::Table(own)), Value::Table(base)) => merge(own, base),
            (Some(Value::Array(own)), Value::Array(base)) if base.iter().all(Value::is_table) => {
                own.extend(base.iter().cloned());
            }
            (Some(_), _) => {}
            (None, _) => drop(own.insert(key.clone(), value.clone())),
        }
    }
}

fn run(case: &Case, dialect: &Table) -> Output {
    let text = toml::to_string(dialect).expect("a dialect");
    let dialect = Document { name: "small/dialect.toml".to_owned(), text };
    let documents = case.documents.clone();
    compile_to_ir(&Input { api: "small".to_owned(), documents, dialect, patches: None })
}

/// What comes out, without places in the dialect.
fn outcome(output: &Output) -> String {
    let said = messages(output).into_iter().filter(|line| !line.contains("dialect.toml") || !line.contains(" note["));
    let ir = output.api.as_ref().map(tests::print).unwrap_or_default();
    let totals = output.ledger.totals();
    format!("{ir}\n{:?}\n{} {}", said.collect::<Vec<_>>(), totals.used, totals.ignored)
}

#[test]
fn every_snippet_has_a_document_that_it_reads() {
    let mut failed = Vec::new();
    for case in cases() {
        let shown = toml::to_string(&case.dialect).expect("a dialect");
        let output = run(&case, &case.dialect);
        // What a draft leaves out is a warning, and so is what an example decides.
        let says = |table: &str, key: &str| case.dialect.get(table).is_some_and(|table| table.get(key).is_some());
        let warns = says("api", "draft") || says("policy", "items_by_example");
        let worst = if warns { Severity::Warning } else { Severity::Note };
        let items = output.diagnostics.items().iter();
        let bad = items.filter(|message| message.severity > worst && !message.code.is_inference()).count();
        if case.documents.is_empty() || bad > 0 {
            let first: String = shown.lines().take(4).collect::<Vec<_>>().join("\n");
            failed.push(format!("{first}\n  {}", messages(&output).join("\n  ")));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn every_key_is_needed() {
    let base = blocks().into_iter().find(|block| block.info == "toml base").expect("the base");
    let base: Table = base.text.parse().expect("the base as TOML");
    let mut idle = Vec::new();
    for case in cases() {
        let whole = outcome(&run(&case, &case.dialect));
        for path in paths(&case.dialect, &base) {
            let mut without = Value::Table(case.dialect.clone());
            remove(&mut without, &path);
            let Value::Table(without) = without else { continue };
            if outcome(&run(&case, &without)) == whole {
                idle.push(path.join("."));
            }
        }
    }
    assert!(idle.is_empty(), "nothing changes without {idle:#?}");
}

/// The keys of a snippet that are not those of the base, as steps from the top.
fn paths(dialect: &Table, base: &Table) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (key, value) in dialect {
        let own = match (value, base.get(key)) {
            (Value::Array(items), Some(Value::Array(base))) if base.iter().all(Value::is_table) => {
                Value::Array(items[..items.len() - base.len()].to_vec())
            }
            (Value::Table(items), Some(Value::Table(base))) => {
                let new = |(name, value): &(&String, &Value)| base.get(*name) != Some(*value);
                Value::Table(items.iter().filter(new).map(|(name, value)| (name.clone(), value.clone())).collect())
            }
            _ => value.clone(),
        };
        collect(&own, &mut vec![key.clone()], &mut found);
    }
    found
}

fn collect(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Table(items) => items.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) if items.iter().all(Value::is_table) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (step, value) in inside {
        at.push(step);
        found.push(at.clone());
        collect(value, at, found);
        at.pop();
    }
}

fn remove(value: &mut Value, path: &[String]) {
    let Some((step, rest)) = path.split_first() else { return };
    match value {
        Value::Table(items) if rest.is_empty() => drop(items.remove(step)),
        Value::Table(items) => items.get_mut(step).into_iter().for_each(|value| remove(value, rest)),
        Value::Array(items) => {
            let index: usize = step.parse().expect("an index");
            if rest.is_empty() { drop(items.remove(index)) } else { remove(&mut items[index], rest) }
        }
        _ => {}
    }
}
