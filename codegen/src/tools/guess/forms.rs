//! Forms that have a name: how tools and templates write the documents of an API, each as the rules of a dialect beside a
//! sample. `tests/tests/named_forms.rs` holds that a sample is chosen for its form, and what becomes of it.

use std::sync::LazyLock;

use regex::Regex;

use crate::Document;

/// A form with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name, for the command line.
    pub name: &'static str,
    /// What writes so, in a line.
    pub about: &'static str,
    /// A document in it.
    pub sample: &'static str,
    /// What is only in documents of the form, as a pattern for the lines of a text.
    mark: &'static str,
    /// The rules, as a part of a dialect.
    rules: &'static str,
}

/// A form with its files, which are called as it is.
macro_rules! form {
    ($name:literal, $about:literal, $mark:literal) => {
        Form {
            name: $name,
            about: $about,
            sample: include_str!(concat!("forms/", $name, ".md")),
            mark: $mark,
            rules: include_str!(concat!("forms/", $name, ".toml")),
        }
    };
}

/// The forms, by their names.
pub const FORMS: &[Form] = &[
    form!(
        "api-blueprint",
        "API Blueprint: actions in brackets behind headings, attributes as nested lists (MSON)",
        r"(?m)^(?:FORMAT: 1A\b|#+ .*\[(?:/[^\]]*|(?:GET|POST|PUT|PATCH|DELETE)(?: /[^\]]*)?)\]\s*$)"
    ),
    form!(
        "apidoc",
        "apiDoc's Markdown: a call as a code block, `### Success response - `Success 200`` above a table",
        r"(?m)^#+ (?:Success|Error) response - `"
    ),
    form!(
        "apifox",
        "Apifox: `## GET` with a title, the call as a line, tables with 名称, 位置, 必选, and `»` before what is below",
        r#"(?m)^(?:generator: "@tarslib/widdershins|#+ (?:返回数据结构|Responses Data Schema)\s*$)"#
    ),
    form!(
        "docusaurus",
        "Docusaurus: front matter, tabs as components, folds and admonitions",
        r#"(?m)^(?:import .* from ['"]@(?:theme|docusaurus|site)/|<(?:MethodEndpoint|Tabs|TabItem)\b)"#
    ),
    form!(
        "hashicorp",
        "HashiCorp's pages: a table of method and path, parameters as `name` `(type: default)`",
        r"(?m)^[-*] `[^`]+` `?\([^`)]*: ?[^`]*\)"
    ),
    form!(
        "mintlify",
        "Mintlify: the call in the front matter, `<ParamField>` and `<ResponseField>` for what it takes and gives",
        r"(?m)^\s*<(?:ParamField|ResponseField)\b"
    ),
    form!(
        "mkdocs",
        "Material for MkDocs: tabs and admonitions with tables and examples in them",
        r#"(?m)^(?:===\+? "|!!! |\?\?\?\+? )"#
    ),
    form!(
        "showdoc",
        "ShowDoc: 请求URL and 请求方式 as bold lines or headings, with an item below each",
        r"(?m)^\s*(?:\*\*|#+ )请求\s*(?i:URL)\s*[:：]?"
    ),
    form!(
        "slate",
        "Slate: samples at the side, `### HTTP Request` and the call below it",
        r"(?m)^### HTTP Request\s*$"
    ),
    form!("url-method", "the template with lines `**URL** :` and `**Method** :`", r"(?m)^\*\*URL\*\*\s*[:：]"),
    form!(
        "url-params",
        "the template with items `* **URL**`, `* **Method:**` and `* **URL Params**`",
        r"(?m)^\s*[*-]\s+\*\*URL Params:?\*\*"
    ),
    form!(
        "widdershins",
        "Widdershins: OpenAPI as Markdown, `> Code samples` above the call, `»` before what is below",
        r#"(?m)^(?:<!-- Generator: Widdershins|<a id="opId)"#
    ),
    form!("yapi", "YApi: 基本信息 with **Path：** and **Method：**, tables of HTML for bodies", r"(?m)^\*\*Path：\*\*"),
];

static MARKS: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| FORMS.iter().map(|form| Regex::new(form.mark).ok()).collect());

impl Form {
    /// The form with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FORMS.iter().copied().find(|form| form.name == name)
    }

    /// The text of a dialect with `settings` of the API.
    pub(super) fn dialect(&self, settings: &str) -> String {
        let Self { name, about, rules, .. } = self;
        format!(
            "# How the documents are written: in the form `{name}`.\n\
             # {about}.\n\
             # Where they differ from it, correct the rules, and run `gen` after each change; `spec/dialect.md` explains every \
             key.\n\n{settings}{rules}"
        )
    }
}

/// The forms that most of the documents could be in.
pub(super) fn likely(documents: &[Document]) -> impl Iterator<Item = Form> {
    let marked = |mark: &Regex| documents.iter().filter(|document| mark.is_match(&document.text)).count();
    let pairs = FORMS.iter().zip(MARKS.iter());
    pairs
        .filter(move |(_, mark)| mark.as_ref().is_some_and(|mark| marked(mark) * 2 > documents.len()))
        .map(|(form, _)| *form)
}
