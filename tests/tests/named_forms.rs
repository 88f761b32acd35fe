//! The forms that have a name: the sample of each is read whole by its rules, which `new` chooses by itself.

use std::fs;
use std::path::PathBuf;

use tablewright::diagnostic::Severity;
use tablewright::tools::guess::{self, FORMS, Form};
use tablewright::{Document, Input, compile_to_ir};
use tests::{messages, print, root};

fn documents(form: Form) -> Vec<Document> {
    vec![Document { name: format!("lamps/{}.md", form.name), text: form.sample.to_owned() }]
}

/// The documents of `fixtures/named/<form>/`, which have more of the form than its sample.
fn further(form: Form) -> Vec<(String, Document)> {
    let Ok(entries) = fs::read_dir(root("tests/fixtures/named").join(form.name)) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let documents = paths.filter(|path| path.extension().is_some_and(|end| end != "snap" && end != "new"));
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a document");
        (format!("{}/{name}", form.name), Document { name: format!("lamps/{name}.apib"), text })
    };
    documents.map(read).collect()
}

#[test]
fn the_documents_of_every_form_are_read() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let sample = |form: &Form| (*form, form.name.to_owned(), documents(*form));
    let further =
        FORMS.iter().flat_map(|form| further(*form).into_iter().map(|(name, document)| (*form, name, vec![document])));
    for (form, name, documents) in FORMS.iter().map(sample).chain(further) {
        let file = name.rsplit('/').next().expect("a name");
        settings.set_snapshot_path(root("tests/fixtures/named").join(&name).parent().expect("a folder"));
        let text = guess::in_form("lamps", &documents, form).dialect;
        let dialect = Document { name: "lamps/dialect.toml".into(), text };
        let output = compile_to_ir(&Input { api: "lamps".into(), documents, dialect, patches: None });
        let errors = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{name}: {:?}", messages(&output));
        // That a rule finds nothing in one sample says nothing of the form.
        let said: Vec<_> = messages(&output).into_iter().filter(|said| !said.contains("note[TW107]")).collect();
        let ir = output.api.as_ref().map_or_else(|| "no IR\n".to_owned(), print);
        settings.bind(|| insta::assert_snapshot!(file, format!("{ir}\n---\n{}", said.join("\n"))));
    }
}

#[test]
fn a_form_is_known_by_its_documents() {
    for form in FORMS {
        let found = guess::guess("lamps", &documents(*form));
        assert_eq!(found.form.map(|found| found.name), Some(form.name), "{}", found.dialect);
        assert_eq!(found.dialect, guess::in_form("lamps", &documents(*form), *form).dialect);
        assert!(found.dialect.starts_with(&format!("# How the documents are written: in the form `{}`.\n", form.name)));
    }
}
