//! Tablewright compiles API documents written as Markdown to Rust types and `OpenAPI`.
//!
//! [`compile`] takes the texts of one API and gives files and messages. A document flows through the modules in this
//! order:
//!
//! | stage | module | from | to |
//! |---|---|---|---|
//! | read | [`source`] | texts | files, and spans that become lines and columns |
//! | lex | `markdown` | a file | blocks with their places; it knows no API terms |
//! | recognise | `recognise` | blocks and a [`dialect`] | what the documents state, nothing resolved |
//! | resolve | `resolve` | statements and [`patch`]es | the [`ir`] |
//! | withhold | `withhold` | the IR and the messages | the IR without what is unsound, where that is asked for |
//! | share | `share` | the IR | the IR in which equal types without a name are one |
//! | name | [`naming`] | the IR | identifiers |
//! | emit | [`emit`] | the IR and its [`naming`] | Rust, `OpenAPI`, JSON, a page |
//!
//! Beside the stages run the [`ledger`], in which every construct of the documents is accounted for, and [`diagnostic`].
//! [`dialect`] and [`patch`] are the schemas of the two files of configuration. Beside the pipeline stand the [`tools`].
//! Each stage has a catalogue of what it says; `messages` is that of [`compile`] itself.
//! `letters` writes those of other scripts in Latin ones, and `visible` keeps characters that command a terminal out of
//! all that is shown.
//! `README.md` in the folder of the crate is the page on the architecture.
//!
//! What holds everywhere: no file system, clock or environment is read, so equal inputs give equal outputs; nothing
//! panics on what a document says; no code knows a family of documents, an endpoint or a field by name; the emitters
//! see the IR and the names alone.

pub mod diagnostic;
pub mod dialect;
pub mod emit;
pub mod ir;
pub mod ledger;
mod letters;
mod markdown;
mod messages;
pub mod naming;
pub mod patch;
mod recognise;
mod resolve;
mod share;
pub mod source;
pub mod tools;
pub mod visible;
mod withhold;

use diagnostic::{Diagnostic, Diagnostics, Reach, Severity};
use dialect::Dialect;
use emit::Files;
use ir::Api;
use ledger::Ledger;
use naming::{Collision, Named};
use patch::Patches;
use recognise::raw::RawDocument;
use recognise::{Idle, Texts};
pub use resolve::Figures;
use serde::de::DeserializeOwned;
use source::{FileId, SourceMap};
use withhold::Treatment;

/// A file of the input.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name that diagnostics and provenance show, with `/`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Everything that the compilation of one API depends on.
#[derive(Clone, Debug)]
pub struct Input {
    /// The API's name: that of its folder.
    pub api: String,
    /// The documents, in the order in which they are read.
    pub documents: Vec<Document>,
    /// How the documents are written.
    pub dialect: Document,
    /// What they get wrong.
    pub patches: Option<Document>,
}

/// What a compilation gives.
#[derive(Debug, Default)]
pub struct Output {
    /// The IR; absent where an error kept it from being made.
    pub api: Option<ir::Api>,
    /// The files to write, below the output folder; empty where there are errors.
    pub files: Files,
    /// The messages, sorted.
    pub diagnostics: Diagnostics,
    /// The files that the messages point into.
    pub sources: SourceMap,
    /// The account of the documents' constructs.
    pub ledger: Ledger,
    /// How much of what the documents hold has found its place.
    pub figures: Figures,
}

/// Compiles one API. It reads nothing but `input`, so equal inputs give equal outputs.
///
/// ```
/// use tablewright::{Document, Input, compile};
///
/// let document = |name: &str, text: &str| Document { name: name.to_owned(), text: text.to_owned() };
/// let input = Input {
///     api: "lamps".to_owned(),
///     documents: vec![document("lamps.md", "## PUT /lamps/{lamp_id:string}\n\nNothing comes back\n")],
///     dialect: document(
///         "dialect.toml",
///         r"
///         [[endpoint]]
///         in = 'heading'
///         pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'
///
///         [[statement]]
///         states = 'no-response'
///         pattern = '^Nothing comes back$'
///
///         [types]
///         string = 'string'
///         ",
///     ),
///     patches: None,
/// };
/// let output = compile(&input);
/// assert!(!output.diagnostics.has_errors());
/// assert!(output.files["openapi/lamps.json"].contains("/lamps/{lamp_id}"));
/// assert!(output.files.contains_key("src/lamps/mod.rs"));
/// ```
#[must_use]
pub fn compile(input: &Input) -> Output {
    emitted(input, false, emit)
}

/// Compiles one API as a draft, whatever its dialect says: what is unsound is left out and listed.
#[must_use]
pub fn compile_draft(input: &Input) -> Output {
    emitted(input, true, emit)
}

/// Compiles one API as a draft as far as the IR that its files are made of, and makes none.
#[must_use]
pub fn compile_draft_to_ir(input: &Input) -> Output {
    emitted(input, true, |_| Files::new())
}

/// Compiles one API as far as the IR, and emits nothing.
#[must_use]
pub fn compile_to_ir(input: &Input) -> Output {
    let configured = configured(input);
    let (mut output, treatment) = resolved(input, &configured, false);
    treatment.report(false, &mut output.diagnostics);
    output.diagnostics.sort(&output.sources);
    output
}

fn emitted(input: &Input, draft: bool, emit: fn(&Api) -> Files) -> Output {
    let configured = configured(input);
    let (mut output, mut treatment) = resolved(input, &configured, draft);
    let Output { api, sources, diagnostics, .. } = &mut output;
    let files = api.as_mut().filter(|_| !diagnostics.keep_output()).map(|api| {
        if !name(api, &mut treatment, sources, diagnostics) {
            return Files::new();
        }
        keywords(api, &mut treatment, sources, diagnostics);
        emit(api)
    });
    treatment.report(true, diagnostics);
    if !diagnostics.keep_output() {
        output.files = files.unwrap_or_default();
    }
    output.diagnostics.sort(&output.sources);
    output
}

/// What of the input is configuration, and what is said of it.
struct Configured {
    configuration: Option<Configuration>,
    sources: SourceMap,
    diagnostics: Diagnostics,
}

fn configured(input: &Input) -> Configured {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let configuration = configure(input, &mut sources, &mut diagnostics);
    Configured { configuration, sources, diagnostics }
}

/// Compiles one API as far as the IR; as a `draft` also where its dialect does not say so.
fn resolved<'c>(input: &Input, configured: &'c Configured, draft: bool) -> (Output, Treatment<'c>) {
    let mut sources = configured.sources.clone();
    let mut diagnostics = configured.diagnostics.clone();
    let mut ledger = Ledger::default();
    let Some(configuration) = &configured.configuration else {
        diagnostics.sort(&sources);
        return (Output { diagnostics, sources, ..Output::default() }, Treatment::new(draft, None));
    };
    let raw = recognise(input, configuration, &mut sources, &mut ledger, &mut diagnostics);
    let (mut api, figures) = resolve(input, configuration, &sources, raw, &mut ledger, &mut diagnostics);
    let (dialect, file) = &configuration.dialect;
    let mut texts = None;
    let taken = ledger.taken();
    let matched = |key: &'static str, pattern: &dialect::Pattern| {
        let texts = texts.get_or_insert_with(|| self::texts(input, dialect, &sources));
        texts.matched(key, pattern, dialect, &taken).map(|idle| (idle.span, idle.help))
    };
    let unsound: Vec<_> = diagnostics.items().iter().map(|item| item.span).collect();
    for unused in dialect::unused(dialect, *file, &ledger, matched) {
        // What is wrong with a rule itself says enough.
        if !unsound.contains(&unused.span) {
            diagnostics.push(unused);
        }
    }
    ledger.close(&mut diagnostics);
    let patches = configuration.patches.as_ref().map(|(patches, file)| (patches, *file));
    let mut treatment = Treatment::new(draft || dialect.api.draft, patches);
    treatment.settle(&mut api, &sources, &mut diagnostics);
    diagnostics.sort(&sources);
    (Output { api: Some(api), files: Files::new(), diagnostics, sources, ledger, figures }, treatment)
}

/// The dialect and the patches, with their files.
struct Configuration {
    dialect: (Dialect, FileId),
    patches: Option<(Patches, FileId)>,
}

fn configure(input: &Input, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Configuration> {
    let file = sources.add(&input.dialect.name, &input.dialect.text);
    let dialect = read(file, &input.dialect, dialect::check, diagnostics);
    let patches = input.patches.as_ref().map(|patches| {
        let file = sources.add(&patches.name, &patches.text);
        Some((read(file, patches, patch::check, diagnostics)?, file))
    });
    let patches = match patches {
        Some(patches) => Some(patches?),
        None => None,
    };
    Some(Configuration { dialect: (dialect?, file), patches })
}

/// Reads a configuration file and says all that is wrong with it; `None` where a part of it cannot be read.
fn read<T: DeserializeOwned>(
    file: FileId,
    document: &Document,
    check: fn(&T, FileId) -> Vec<Diagnostic>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let (read, errors) = dialect::load_sound::<T>(file, &document.text);
    let unsound: Vec<_> = read.iter().flat_map(|read| check(read, file)).collect();
    // What follows from an error of the configuration would bury it.
    let sound = |item: &Diagnostic| item.severity != Severity::Error || item.code.reach() != Reach::Api;
    let whole = errors.iter().chain(&unsound).all(sound);
    errors.into_iter().chain(unsound).for_each(|error| diagnostics.push(error));
    read.filter(|_| whole)
}

fn recognise(
    input: &Input,
    configuration: &Configuration,
    sources: &mut SourceMap,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Vec<RawDocument> {
    let dialect = &configuration.dialect.0;
    let page = dialect.page();
    let (mut documents, mut outlines, mut idle) = (Vec::new(), Vec::new(), Idle::new(dialect));
    for document in &input.documents {
        let file = sources.add(&document.name, &document.text);
        if let Some(rule) = dialect.rule_of(&document.name) {
            let unread = recognise::unread(
                rule,
                &document.text,
                |ledger| markdown::lex(file, &document.text, &page, ledger, &mut Diagnostics::default()),
                dialect,
                ledger,
                diagnostics,
            );
            documents.push(Some(unread));
            continue;
        }
        let blocks = markdown::lex(file, &document.text, &page, ledger, diagnostics);
        outlines.push(recognise::outline((&document.name, file), blocks, dialect, &idle, ledger, diagnostics));
        documents.push(None);
    }
    let mut read = recognise::recognise(outlines, sources, &mut idle, ledger, diagnostics).into_iter();
    idle.report(&input.api, configuration.dialect.1, diagnostics);
    documents.into_iter().filter_map(|document| document.or_else(|| read.next())).collect()
}

/// The texts of the documents that are read.
fn texts(input: &Input, dialect: &Dialect, sources: &SourceMap) -> Texts {
    let (mut texts, page) = (Texts::default(), dialect.page());
    for document in input.documents.iter().filter(|document| dialect.rule_of(&document.name).is_none()) {
        if let Some(start) = sources.find(&document.name, 1, 1) {
            let (ledger, diagnostics) = (&mut Ledger::default(), &mut Diagnostics::default());
            texts.add(&markdown::lex(start.file, &document.text, &page, ledger, diagnostics));
        }
    }
    texts
}

fn resolve(
    input: &Input,
    configuration: &Configuration,
    sources: &SourceMap,
    raw: Vec<RawDocument>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> (Api, Figures) {
    let subject = resolve::Subject {
        api: &input.api,
        documents: input.documents.iter().map(|document| document.name.clone()).collect(),
        dialect: (&configuration.dialect.0, configuration.dialect.1),
        patches: configuration.patches.as_ref().map(|(patches, file)| (patches, *file)),
        sources,
    };
    let headings = headings(&raw, sources);
    let (mut api, figures) = resolve::resolve(&subject, raw, ledger, diagnostics);
    api.headings = headings;
    (api, figures)
}

/// The headings of all documents, with their places.
fn headings(raw: &[RawDocument], sources: &SourceMap) -> Vec<ir::Fact<String>> {
    let headings = raw.iter().flat_map(|document| &document.headings);
    let fact = |heading: &recognise::raw::Text| {
        let at = sources.locate(heading.span);
        let (file, line, column) = (at.file, at.line, at.column);
        let provenance = ir::Provenance { file, line, column, how: ir::How::Stated, rule: None };
        ir::Fact { value: heading.value.clone(), provenance }
    };
    headings.map(fact).collect()
}

/// Whether all that is in an API can be named: no two would become the same identifier, and no type nests too deep. What
/// cannot, and can be withheld, is.
fn name(api: &mut Api, treatment: &mut Treatment<'_>, sources: &SourceMap, diagnostics: &mut Diagnostics) -> bool {
    loop {
        let Named { collisions, .. } = naming::name(api);
        let (mut faults, mut apart) = (Diagnostics::default(), Diagnostics::default());
        for collision in &collisions {
            let found = if collision.told_apart.is_empty() { &mut faults } else { &mut apart };
            found.push(collision_diagnostic(collision, sources));
        }
        for at in ir::too_deep(api) {
            if let Some(span) = sources.find(&at.file, at.line, at.column) {
                faults.push(messages::too_deep(span));
            }
        }
        if faults.items().is_empty() {
            treatment.settle(api, sources, &mut apart);
            apart.items().iter().for_each(|item| diagnostics.push(item.clone()));
            return true;
        }
        let before = api.endpoints.len();
        treatment.settle(api, sources, &mut faults);
        let stuck = faults.has_errors() || api.endpoints.len() == before;
        for fault in faults.items() {
            diagnostics.push(fault.clone());
        }
        if stuck {
            return false;
        }
    }
}

/// The files of one API. All but the IR have equal types once.
fn emit(api: &Api) -> Files {
    let Named { api: shared, names, .. } = naming::name(api);
    let mut files = emit::rust::emit(&shared, &names);
    files.extend(emit::openapi::emit(&shared));
    files.extend(emit::openapi::asyncapi::emit(&shared));
    files.extend(emit::page::emit(&shared, &names));
    files.insert(format!("ir/{}.json", api.name), emit::ir_json::emit(api));
    files
}

/// Says which values of documents are text in `OpenAPI`.
fn keywords(api: &mut Api, treatment: &mut Treatment<'_>, sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::default();
    for reference in emit::openapi::references(api) {
        let at = reference.at;
        if let Some(span) = sources.find(&at.file, at.line, at.column) {
            found.push(messages::openapi_keyword(reference.keyword, span));
        }
    }
    treatment.settle(api, sources, &mut found);
    for item in found.items() {
        diagnostics.push(item.clone());
    }
}

/// The message about names that become one identifier.
fn collision_diagnostic(collision: &Collision, sources: &SourceMap) -> Diagnostic {
    let names: Vec<_> = collision.names.iter().map(|(name, _)| name.as_str()).collect();
    let places = collision.names.iter();
    let places = places.filter_map(|(name, at)| Some((name.as_str(), sources.find(&at.file, at.line, at.column)?)));
    let places: Vec<_> = places.collect();
    messages::name_collision(&collision.identifier, &names, &collision.told_apart, &places)
}

/// The files that belong to no single API: the root of the generated crate for all of `apis`, and the JSON Schemas.
#[must_use]
pub fn shared(apis: &[&str]) -> Files {
    let mut files = emit::rust::emit_index(apis);
    files.extend(emit::ir_json::schemas());
    files
}
