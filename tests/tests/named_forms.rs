//! The forms that have a name: the sample of each is read whole by its rules, which `new` chooses by itself.

use tablewright::diagnostic::Severity;
use tablewright::tools::guess::{self, FORMS, Form};
use tablewright::{Document, Input, compile_to_ir};
use tests::{messages, print, root};

fn documents(form: Form) -> Vec<Document> {
    vec![Document { name: format!("lamps/{}.md", form.name), text: form.sample.to_owned() }]
}

#[test]
fn the_sample_of_every_form_is_read() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path(root("tests/fixtures/named"));
    for form in FORMS {
        let documents = documents(*form);
        let text = guess::in_form("lamps", &documents, *form).dialect;
        let dialect = Document { name: "lamps/dialect.toml".into(), text };
        let output = compile_to_ir(&Input { api: "lamps".into(), documents, dialect, patches: None });
        let errors = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{}: {:?}", form.name, messages(&output));
        // That a rule finds nothing in one sample says nothing of the form.
        let said: Vec<_> = messages(&output).into_iter().filter(|said| !said.contains("note[TW107]")).collect();
        let ir = output.api.as_ref().map_or_else(|| "no IR\n".to_owned(), print);
        settings.bind(|| insta::assert_snapshot!(form.name, format!("{ir}\n---\n{}", said.join("\n"))));
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
