//! What the compiler says of its input: a [`Diagnostic`] with a numbered [`Code`], the place, related places and a
//! remedy. Rendering for people, programs and code hosts is in [`render`].

pub mod render;

use crate::source::{SourceMap, Span};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something that the compiler decided and that a reader may want to know.
    Note,
    /// The document is wrong or says two things; the output follows the policy that the message names.
    Warning,
    /// The output of this API would be wrong or incomplete, and is not made, unless it is a draft.
    Error,
}

impl Severity {
    /// The word for it, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How much of an API a diagnostic makes unsound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// One fact, which stays unknown, so that the policy decides: a type, a presence, a default, a row, a section. In a
    /// draft an error of this reach is a warning.
    Fact,
    /// An endpoint, which cannot be had without it. In a draft the endpoint is withheld.
    Endpoint,
    /// All of the API.
    Api,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $number:literal $severity:ident, $reach:ident;)+) => {
        /// The kind of a diagnostic. Its number never changes its meaning; its documentation explains it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The number as printed: `TW` and three digits.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Self::$variant => concat!("TW", $number),)+ }
            }

            /// How much a diagnostic of this kind weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// How far a diagnostic of this kind reaches.
            #[must_use]
            pub fn reach(self) -> Reach {
                match self { $(Self::$variant => Reach::$reach,)+ }
            }

            /// What the code means.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// `dialect.toml` or `patches.toml` is not TOML.
    ConfigSyntax = "101" Error, Api;
    /// A key that the schema of the file does not have.
    ConfigUnknownKey = "102" Error, Api;
    /// A value that the schema does not allow: one of the wrong type, a pattern that does not compile, a rule that
    /// lacks what it needs.
    ConfigValue = "103" Error, Api;
    /// A patch names an endpoint, a type or a field that the documents do not have.
    PatchTarget = "105" Error, Fact;
    /// A patch does not find what it expects, so what it corrects has changed.
    PatchExpect = "106" Error, Fact;
    /// A rule of `dialect.toml` that nothing in the documents matches.
    UnusedRule = "107" Note, Fact;
    /// A key of the file, or a group of a pattern, under a name that it had before. It is read as what it is called now.
    ConfigRenamed = "108" Error, Fact;

    /// A construct that is neither used, ignored by a rule, nor reported.
    Unaccounted = "201" Error, Endpoint;
    /// A column header that the dialect does not know.
    UnknownColumn = "202" Error, Fact;
    /// A table row with more or fewer cells than the header. Missing cells are empty; those beyond the header are no part
    /// of the row, unless brackets, quotes or blanks tell which cell their `|` stands in.
    RaggedRow = "203" Warning, Fact;
    /// A bold line or label that no section rule explains.
    UnknownLabel = "204" Warning, Fact;
    /// A heading with nothing below it.
    EmptySection = "205" Note, Fact;
    /// A table that no rule gives a role.
    UnknownTable = "206" Error, Fact;
    /// A directive or HTML block that is opened and not closed, or closed and not opened.
    Unclosed = "207" Warning, Fact;
    /// A name cell that is no field name, alias list, map key or item index. The row is left out.
    BadName = "208" Warning, Fact;
    /// A table without a label of its own was given a role by its position.
    AssumedRole = "209" Warning, Fact;
    /// A type cell that the dialect cannot read. The type is unknown.
    BadType = "210" Warning, Fact;
    /// A default, presence or location cell that the dialect cannot read. What it says is unknown, and the policy decides.
    BadCell = "211" Warning, Fact;
    /// A document, or the documents of an API, announce no endpoint.
    NoEndpoint = "212" Error, Api;
    /// An endpoint that no heading of its own names.
    NoHeading = "213" Warning, Fact;
    /// Text of a pasted page that does not follow the page's own pattern.
    BadGutter = "214" Warning, Fact;
    /// A path, method or address that cannot be read.
    BadEndpoint = "215" Error, Endpoint;
    /// HTML that the compiler does not understand; kept as text.
    UnknownHtml = "216" Note, Fact;
    /// Quotes, lists, directives or types that are nested too deeply.
    TooDeep = "217" Error, Endpoint;
    /// An item of a list that stands for a table, which no rule for its rows reads. It is kept as words.
    UnreadItem = "218" Warning, Fact;

    /// A section names a parent field, endpoint or type that does not exist. What it says is not used.
    NoParent = "301" Warning, Fact;
    /// A section could belong to several parents.
    AmbiguousParent = "302" Warning, Fact;
    /// A field, value or type is given twice.
    Duplicate = "303" Warning, Fact;
    /// Two documents describe the same endpoint differently.
    MergeConflict = "304" Warning, Fact;
    /// An endpoint says nothing about its parameters or its response.
    Unsaid = "305" Note, Fact;
    /// A type that the documents leave open; it becomes any JSON value.
    OpenType = "306" Note, Fact;
    /// A type was taken from an example, or from a sentence that can be read in two ways.
    Inferred = "307" Warning, Fact;
    /// Two endpoints have the same name, or the same method and path.
    DuplicateEndpoint = "308" Error, Endpoint;
    /// A statement, note or value that a rule reads and that has no effect, for example because no field fits it.
    NoEffect = "309" Warning, Fact;
    /// The path and the table of parameters disagree; the path counts.
    PathMismatch = "310" Warning, Fact;
    /// A link to a type, or to the rest of an endpoint, leads nowhere. Its words are taken as the type's name.
    DeadLink = "311" Warning, Fact;
    /// The documents describe an event, and nothing says by which members it is known.
    UnknownEvent = "312" Warning, Fact;

    /// A JSON example that is not JSON.
    BadExample = "401" Warning, Fact;
    /// An example has a field that no table has.
    ExampleExtra = "402" Warning, Fact;
    /// An example lacks a field that the tables require.
    ExampleLacks = "403" Warning, Fact;
    /// A value of an example does not fit the type in the table.
    ExampleType = "404" Warning, Fact;
    /// A code block that could not be bound to anything, kept in the documentation.
    UnboundFence = "405" Note, Fact;
    /// A curl example and the endpoint it stands under disagree.
    CurlMismatch = "406" Warning, Fact;
    /// A value of a document has a key that readers of OpenAPI take for one of their own, such as `$ref`. In OpenAPI it
    /// is text.
    ExampleKeyword = "407" Warning, Fact;

    /// One field name has types of different width, or is a number here and text there.
    WidthMismatch = "501" Warning, Fact;
    /// A default does not fit the type of its field.
    DefaultMismatch = "502" Warning, Fact;
    /// A type that is used but not defined. It becomes any JSON value.
    UndefinedType = "503" Warning, Fact;
    /// A type that is defined but never used.
    UnusedType = "504" Warning, Fact;
    /// Prose mentions a field that the tables lack.
    UnknownMention = "505" Warning, Fact;
    /// "No response" or "no parameters" stands beside a table of them. The table counts.
    Contradiction = "506" Warning, Fact;
    /// Two places differ on whether a field must be there: a cell, a type, a default or the prose. The message says which
    /// counts.
    PresenceProse = "507" Note, Fact;
    /// One envelope field is described differently, or is missing, under some endpoints.
    EnvelopeVaries = "508" Note, Fact;
    /// Two fields of the same name have value sets that differ.
    ValuesVary = "509" Note, Fact;

    /// Two names of the documents become the same Rust identifier.
    NameCollision = "601" Error, Endpoint;
}

impl Code {
    /// Whether it says that something which shapes the API was taken by inference. There are many of these where there are
    /// any, so people are shown one line for each kind.
    #[must_use]
    pub fn is_inference(self) -> bool {
        matches!(self, Self::AssumedRole | Self::Inferred)
    }
}

/// One message about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of message it is.
    pub code: Code,
    /// How much it weighs, [`Code::severity`] unless the place says otherwise.
    pub severity: Severity,
    /// The message: what is wrong, naming the thing.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// A few words at the place itself; may be empty.
    pub label: String,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Span, String)>,
    /// The place of another endpoint that can be trusted no more than the one here.
    pub reaches: Option<Span>,
    /// Whether it is about an endpoint that could not be made, and so about none of those that stand near it.
    pub unmade: bool,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of `code` at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let (label, related, message) = (String::new(), Vec::new(), message.into());
        Self {
            code,
            severity: code.severity(),
            message,
            span,
            label,
            related,
            reaches: None,
            unmade: false,
            help: None,
        }
    }

    /// About an endpoint that could not be made.
    #[must_use]
    pub fn unmade(mut self) -> Self {
        self.unmade = true;
        self
    }

    /// With a few words at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// With the place of another endpoint that is as unsound.
    #[must_use]
    pub fn reaches(mut self, span: Span) -> Self {
        self.reaches = Some(span);
        self
    }

    /// With a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another weight than the code's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// The messages of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Takes back the messages of a kind at one place, of which something else has been said since.
    pub(crate) fn settle(&mut self, code: Code, span: Span) {
        self.items.retain(|item| item.code != code || item.span != span);
    }

    /// Takes back the messages of a kind that speak of the place `first` as what counts.
    pub(crate) fn settle_second(&mut self, code: Code, first: Span) {
        let speaks = |item: &Diagnostic| item.related.first().is_some_and(|(place, _)| *place == first);
        self.items.retain(|item| item.code != code || !speaks(item));
    }

    /// Whether any message is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// Whether any message keeps the output from being made: an error, but for one about a key under an old name, which is
    /// read as what it is called now.
    #[must_use]
    pub fn keep_output(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error && item.code != Code::ConfigRenamed)
    }

    /// The messages in the order of their places; call [`Self::sort`] first.
    #[must_use]
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// The messages, to weigh them anew.
    pub(crate) fn items_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.items
    }

    /// How many messages have this weight.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Orders the messages by file name, place and code, and drops exact repetitions.
    pub fn sort(&mut self, sources: &SourceMap) {
        let file = |span: Span| sources.get(span.file).map(|file| file.name().clone());
        self.items.sort_by(|a, b| {
            let key = |item: &Diagnostic| (file(item.span), item.span.start, item.span.end, item.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.items.dedup();
    }
}

/// Among more names than this, one that is near is near by chance, and looking for it is slow.
const MANY: usize = 1_000;

/// The candidate nearest to `name`, near enough to be what was meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().take(MANY + 1).collect();
    if candidates.len() > MANY {
        return None;
    }
    let length = name.chars().count();
    let limit = (length / 3).max(1);
    let alike = candidates.into_iter().filter(|candidate| candidate.chars().count().abs_diff(length) <= limit);
    let scored = alike.map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= limit).min().map(|(_, candidate)| candidate)
}
