//! Many times the documents of a family: copies in which every endpoint and every type has a name of its own.

use std::collections::BTreeSet;

use tablewright::dialect::{self, Dialect};
use tablewright::ir::{Api, How, TypeKind};
use tablewright::source::FileId;
use tablewright::{Document, Input, compile_to_ir};

/// `count` times the documents of each family.
pub fn both(count: usize) -> Vec<Input> {
    tests::FAMILIES.iter().map(|name| family(name, count)).collect()
}

fn family(name: &str, count: usize) -> Input {
    let input = tests::family(name);
    let api = compile_to_ir(&input).api.expect("the IR of a family");
    let names = Names::of(&api, &input);
    let copy = |document: &Document, number: usize| Document {
        name: document.name.replace('/', &format!("/{number:03}-")),
        text: names.renamed(&document.text, number),
    };
    let documents = (0..count).flat_map(|number| input.documents.iter().map(move |document| copy(document, number)));
    let patches = input.patches.as_ref().map(|patches| {
        let texts: Vec<_> = (0..count).map(|number| names.renamed(&patches.text, number)).collect();
        Document { name: patches.name.clone(), text: texts.join("\n") }
    });
    let copies =
        Input { api: input.api.clone(), documents: documents.collect(), dialect: input.dialect.clone(), patches };
    let many = compile_to_ir(&copies).api.expect("the IR of the copies");
    assert_eq!(many.endpoints.len(), count * api.endpoints.len(), "{name}: every copy has endpoints of its own");
    copies
}

/// The words of a family's documents that name an endpoint or a type.
struct Names {
    endpoints: BTreeSet<String>,
    types: BTreeSet<String>,
}

impl Names {
    fn of(api: &Api, input: &Input) -> Self {
        let paths = api.endpoints.iter().flat_map(|endpoint| {
            let aliases = endpoint.aliases.iter().map(|alias| &alias.path.value);
            std::iter::once(&endpoint.path.value).chain(aliases)
        });
        let dialect: Dialect = dialect::load(FileId::default(), &input.dialect.text).expect("a dialect");
        // The first of the segments that make an endpoint's name.
        let last = dialect.path.name_segments.saturating_sub(1);
        let segment = |path: &String| path.rsplit('/').nth(last).map(|name| name.trim_start_matches('.').to_owned());
        let own = |how: How| matches!(how, How::Stated | How::Patched);
        let types = api.types.iter().filter(|def| {
            let plain = def.id.0.chars().all(char::is_alphanumeric);
            plain && matches!(def.kind, TypeKind::Struct(_)) && own(def.provenance.how)
        });
        Self { endpoints: paths.filter_map(segment).collect(), types: types.map(|def| def.id.0.clone()).collect() }
    }

    /// The text with the names of copy `number`; the first copy is the original.
    fn renamed(&self, text: &str, number: usize) -> String {
        if number == 0 {
            return text.to_owned();
        }
        let (endpoint, ty) = (format!("_c{number:03}"), format!("C{number:03}"));
        let in_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut renamed = String::with_capacity(text.len() * 5 / 4);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|letter| in_word(letter) != in_word(first)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            renamed.push_str(word);
            if self.endpoints.contains(word) {
                renamed.push_str(&endpoint);
            } else if self.types.contains(word) {
                renamed.push_str(&ty);
            }
            rest = after;
        }
        renamed
    }
}
