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

/// The forms, by their names.
pub const FORMS: &[Form] = &[
    Form {
        name: "api-blueprint",
        about: "API Blueprint: actions in brackets behind headings, attributes as nested lists (MSON)",
        sample: include_str!("forms/api-blueprint.md"),
        mark: r"(?m)^(?:FORMAT: 1A\b|#+ .*\[(?:/[^\]]*|(?:GET|POST|PUT|PATCH|DELETE)(?: /[^\]]*)?)\]\s*$)",
        rules: include_str!("forms/api-blueprint.toml"),
    },
    Form {
        name: "apidoc",
        about: "apiDoc's Markdown: a call as a code block, `### Success response - `Success 200`` above a table",
        sample: include_str!("forms/apidoc.md"),
        mark: r"(?m)^#+ (?:Success|Error) response - `",
        rules: include_str!("forms/apidoc.toml"),
    },
    Form {
        name: "apifox",
        about: "Apifox: `## GET` with a title, the call as a line, tables with 名称, 位置, 必选, and `»` before what is below",
        sample: include_str!("forms/apifox.md"),
        mark: r#"(?m)^(?:generator: "@tarslib/widdershins|#+ (?:返回数据结构|Responses Data Schema)\s*$)"#,
        rules: include_str!("forms/apifox.toml"),
    },
    Form {
        name: "docusaurus",
        about: "Docusaurus: front matter, tabs as components, folds and admonitions",
        sample: include_str!("forms/docusaurus.md"),
        mark: r#"(?m)^(?:import .* from ['"]@(?:theme|docusaurus|site)/|<(?:MethodEndpoint|Tabs|TabItem)\b)"#,
        rules: include_str!("forms/docusaurus.toml"),
    },
    Form {
        name: "hashicorp",
        about: "HashiCorp's pages: a table of method and path, parameters as `name` `(type: default)`",
        sample: include_str!("forms/hashicorp.md"),
        mark: r"(?m)^[-*] `[^`]+` `?\([^`)]*: ?[^`]*\)",
        rules: include_str!("forms/hashicorp.toml"),
    },
    Form {
        name: "mintlify",
        about: "Mintlify: the call in the front matter, `<ParamField>` and `<ResponseField>` for what it takes and gives",
        sample: include_str!("forms/mintlify.md"),
        mark: r"(?m)^\s*<(?:ParamField|ResponseField)\b",
        rules: include_str!("forms/mintlify.toml"),
    },
    Form {
        name: "mkdocs",
        about: "Material for MkDocs: tabs and admonitions with tables and examples in them",
        sample: include_str!("forms/mkdocs.md"),
        mark: r#"(?m)^(?:===\+? "|!!! |\?\?\?\+? )"#,
        rules: include_str!("forms/mkdocs.toml"),
    },
    Form {
        name: "showdoc",
        about: "ShowDoc: 请求URL and 请求方式 as bold lines or headings, with an item below each",
        sample: include_str!("forms/showdoc.md"),
        mark: r"(?m)^\s*(?:\*\*|#+ )请求\s*(?i:URL)\s*[:：]?",
        rules: include_str!("forms/showdoc.toml"),
    },
    Form {
        name: "slate",
        about: "Slate: samples at the side, `### HTTP Request` and the call below it",
        sample: include_str!("forms/slate.md"),
        mark: r"(?m)^### HTTP Request\s*$",
        rules: include_str!("forms/slate.toml"),
    },
    Form {
        name: "url-method",
        about: "the template with lines `**URL** :` and `**Method** :`",
        sample: include_str!("forms/url-method.md"),
        mark: r"(?m)^\*\*URL\*\*\s*[:：]",
        rules: include_str!("forms/url-method.toml"),
    },
    Form {
        name: "url-params",
        about: "the template with items `* **URL**`, `* **Method:**` and `* **URL Params**`",
        sample: include_str!("forms/url-params.md"),
        mark: r"(?m)^\s*[*-]\s+\*\*URL Params:?\*\*",
        rules: include_str!("forms/url-params.toml"),
    },
    Form {
        name: "widdershins",
        about: "Widdershins: OpenAPI as Markdown, `> Code samples` above the call, `»` before what is below",
        sample: include_str!("forms/widdershins.md"),
        mark: r#"(?m)^(?:<!-- Generator: Widdershins|<a id="opId)"#,
        rules: include_str!("forms/widdershins.toml"),
    },
    Form {
        name: "yapi",
        about: "YApi: 基本信息 with **Path：** and **Method：**, tables of HTML for bodies",
        sample: include_str!("forms/yapi.md"),
        mark: r"(?m)^\*\*Path：\*\*",
        rules: include_str!("forms/yapi.toml"),
    },
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
