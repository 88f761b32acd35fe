//! Documents of any size: for each thing that there can be many of, a generator that makes an API with `n` of it.

use std::fmt::Write as _;

use tablewright::{Document, Input};

/// How the documents are written, but for what a generator adds.
const DIALECT: &str = include_str!("dialect.toml");
/// The head of a table of fields.
const TABLE: &str = "| Field | Type | Meaning |\n| --- | --- | --- |\n";

/// What there is much of, and what is done with it.
pub struct Kind {
    /// The name in the table.
    pub name: &'static str,
    /// What is run.
    pub work: Work,
    /// Makes the text of the documents with `n` of it.
    pub document: fn(usize) -> String,
    /// Makes what is added to the dialect.
    pub dialect: fn(usize) -> String,
    /// Makes the patches.
    pub patches: Option<fn(usize) -> String>,
}

/// What is done with the documents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The document is compiled, and what is to be said is printed.
    Compile,
    /// A dialect is guessed.
    Guess,
}

impl Kind {
    const fn new(name: &'static str, document: fn(usize) -> String) -> Self {
        Self { name, work: Work::Compile, document, dialect: nothing, patches: None }
    }

    const fn dialect(mut self, dialect: fn(usize) -> String) -> Self {
        self.dialect = dialect;
        self
    }

    const fn patches(mut self, patches: fn(usize) -> String) -> Self {
        self.patches = Some(patches);
        self
    }

    const fn guessed(mut self) -> Self {
        self.work = Work::Guess;
        self
    }

    /// An API with `n` of this kind.
    pub fn input(&self, n: usize) -> Input {
        let file = |name: &str, text: String| Document { name: format!("growth/{name}"), text };
        Input {
            api: "growth".to_owned(),
            documents: vec![file("api.md", (self.document)(n))],
            dialect: file("dialect.toml", format!("{DIALECT}{}", (self.dialect)(n))),
            patches: self.patches.map(|patches| file("patches.toml", patches(n))),
        }
    }
}

/// Every kind: first what is well written, then what leads to a message each.
pub const KINDS: &[Kind] = &[
    Kind::new("rows", |n| endpoint(&parameters(&many(n, |i| format!("| f{i} | int | x |\n"))))),
    Kind::new("endpoints", |n| {
        many(n, |i| format!("## GET /e{i}\n\n{}", parameters("| a | int | x |\n| b | text | x |\n")))
    }),
    Kind::new("types", |n| {
        let types = many(n, |i| format!("## Type T{i}\n\n{TABLE}| a | int | x |\n\n"));
        format!("{types}{}", endpoint(&response(&many(n, |i| format!("| r{i} | T{i} | x |\n")))))
    }),
    Kind::new("chain of types", |n| {
        let types = many(n, |i| format!("## Type T{i}\n\n{TABLE}| a | T{} | x |\n\n", i + 1));
        let last = format!("## Type T{n}\n\n{TABLE}| a | int | x |\n\n");
        format!("{types}{last}{}", endpoint(&response("| r | T0 | x |\n")))
    }),
    Kind::new("chain of `[define]`", |n| endpoint(&parameters(&format!("| a | D{} | x |\n", n - 1)))).dialect(|n| {
        let chain = many(n - 1, |i| format!("[define.D{}]\ntype = \"D{i}\"\n", i + 1));
        format!("\n[define.D0]\ntype = \"int\"\n{chain}")
    }),
    Kind::new("members of a union", |n| {
        let types = many(n, |i| format!("## Type T{i}\n\n{TABLE}| a{i} | int | x |\n\n"));
        format!("{types}{}", endpoint(&response(&format!("| r | {} | x |\n", joined(n, " or ", |i| format!("T{i}"))))))
    }),
    Kind::new("values", |n| {
        endpoint(&parameters(&format!("| a | text | {} |\n", joined(n, " ", |i| format!("`v{i}` is l{i}")))))
    }),
    Kind::new("codes", |n| {
        let rows = many(n, |i| format!("| {i} | x |\n"));
        endpoint(&format!("**Codes**\n\n| Value | Meaning |\n| --- | --- |\n{rows}\nnothing comes back"))
    }),
    Kind::new("examples", |n| {
        endpoint(&format!(
            "{}\nExample:\n\n{}",
            response("| a | int | x |\n"),
            "```json\n{\"a\": 1}\n```\n\n".repeat(n)
        ))
    }),
    Kind::new("items of an example", |n| {
        let items = joined(n, ",", |i| format!("{{\"a\": {i}}}"));
        endpoint(&format!("{}\nExample:\n\n```json\n{{\"r\": [{items}]}}\n```\n", response("| r | object[] | x |\n")))
    }),
    Kind::new("keys of an example", |n| {
        let rows = many(n, |i| format!("| k{i} | int | x |\n"));
        let keys = joined(n, ",", |i| format!("\"k{i}\": 1"));
        endpoint(&format!("{}\nExample:\n\n```json\n{{{keys}}}\n```\n", response(&rows)))
    }),
    Kind::new("patches", |n| endpoint(&parameters(&many(n, |i| format!("| f{i} | int | x |\n"))))).patches(patches),
    Kind::new("patches that remove", |n| endpoint(&parameters(&many(n, |i| format!("| f{i} | int | x |\n")))))
        .patches(|n| patches(n).replace("set = { type = \"text\" }", "set = { remove = true }")),
    Kind::new("objects of an example", |n| {
        let rows = many(n, |i| format!("| k{i} | object | x |\n"));
        let keys = joined(n, ",", |i| format!("\"k{i}\": {{\"a\": 1}}"));
        endpoint(&format!("{}\nExample:\n\n```json\n{{{keys}}}\n```\n", response(&rows)))
    }),
    Kind::new("chain of responses", |n| {
        let first = format!("## GET /e0\n\n{}", response("| a | int | x |\n"));
        let chain = many(n - 1, |i| format!("## GET /e{}\n\n**Response**\n\nall as in `e{i}`\n\n", i + 1));
        format!("{first}{chain}")
    }),
    Kind::new("chain of statements", |n| {
        let first = format!("## GET /e0\n\n{}", response("| a | int | x |\n"));
        format!("{first}{}", many(n - 1, |i| format!("## GET /e{}\n\nanswers as `e{i}`\n\n", i + 1)))
    }),
    Kind::new("code spans in a row", |n| {
        endpoint(&parameters(&format!("| f | int | {} |\n", joined(n, " ", |i| format!("`z{i}`")))))
    }),
    Kind::new("unknown columns", |n| {
        let cells = |cell: fn(usize) -> String| joined(n, " | ", cell);
        let (head, line) = (cells(|i| format!("c{i}")), cells(|_| "---".to_owned()));
        endpoint(&format!("**Parameters**\n\n| {head} |\n| {line} |\n| {} |\n", cells(|_| "x".to_owned())))
    }),
    Kind::new("undefined members of a union", |n| {
        endpoint(&parameters(&format!("| a | {} | x |\n", joined(n, " or ", |i| format!("T{i}")))))
    }),
    Kind::new("undefined types", |n| endpoint(&response(&many(n, |i| format!("| f{i} | T{i} | x |\n"))))),
    Kind::new("types that cannot be read", |n| {
        endpoint(&parameters(&many(n, |i| format!("| f{i} | nope{i} | x |\n"))))
    }),
    Kind::new("unknown keys of examples", |n| {
        let items = joined(n, ",", |i| format!("{{\"k{i}\": 1}}"));
        endpoint(&format!("{}\nExample:\n\n```json\n{{\"r\": [{items}]}}\n```\n", response("| r | object[] | x |\n")))
    }),
    Kind::new("patches of nothing", |n| endpoint(&parameters(&many(n, |i| format!("| g{i} | int | x |\n")))))
        .patches(patches),
    Kind::new("unknown labels", |n| endpoint(&many(n, |i| format!("**Label{i}**\n\nwords\n\n")))),
    Kind::new("calls in a block", |n| {
        endpoint(&format!("```sh\n{}```\n\nnothing comes back\n", "curl http://x/a\n{}\n".repeat(n)))
    }),
    Kind::new("answers in a block", |n| {
        let answers = "HTTP/1.1 200 OK\n\n{}\n\n".repeat(n);
        endpoint(&format!("```http\nGET /a HTTP/1.1\n\n{answers}```\n\nnothing comes back\n"))
    }),
    Kind::new("lines of a call", |n| {
        endpoint(&format!("```sh\ncurl http://x/a \\\n{}```\n\nnothing comes back\n", "  -H 'A: b' \\\n".repeat(n)))
    }),
    Kind::new("announcing calls in a block", |n| {
        format!("# A\n\n## Calls\n\n```calls\n{}```\n\nnothing comes back\n", many(n, |i| format!("GET /e{i}\n\n> {{}}\n\n")))
    })
    .dialect(of_fences),
    Kind::new("announcing blocks", |n| {
        format!("# A\n\n{}", many(n, |i| format!("```calls\nPOST /e{i}\nA: b\n\n{{\"a\": {i}}}\n```\n\nnothing comes back\n\n")))
    })
    .dialect(of_fences),
    Kind::new("links of a table", |n| {
        let rows = many(n, |i| format!("| GET | /e{i} | [more](#part-{i}) |\n"));
        let parts = many(n, |i| format!("### Part {i}\n\nwords\n\nnothing comes back\n\n"));
        format!("# A\n\n## All\n\n| Method | Path | More |\n| --- | --- | --- |\n{rows}\n## Parts\n\n{parts}")
    })
    .dialect(of_links),
    Kind::new("links to one section", |n| {
        let rows = many(n, |i| format!("| GET | /e{i} | [more](#part) |\n"));
        format!("# A\n\n## All\n\n| Method | Path | More |\n| --- | --- | --- |\n{rows}\n## Part\n\nwords\n\nnothing comes back\n")
    })
    .dialect(of_links),
    Kind::new("links of items", |n| {
        let items = many(n, |i| format!("- `GET /e{i}` [more](#part-{i})\n\n  words\n\n"));
        let parts = many(n, |i| format!("### Part {i}\n\nwords\n\nnothing comes back\n\n"));
        format!("# A\n\n## All\n\n{items}\n## Parts\n\n{parts}")
    })
    .dialect(of_links),
    Kind::new("events", |n| many(n, |i| format!("## Event E{i}\n\n{TABLE}| a | int | x |\n\n"))).dialect(of_events),
    Kind::new("headings with a prefix", |n| {
        format!("# A\n\n{}", many(n, |i| format!("## Below /g{i}\n\n### GET x\n\nnothing comes back\n\n")))
    })
    .dialect(of_prefixes),
    Kind::new("words below a heading with a prefix", |n| {
        format!("# A\n\n## Below /g\n\n{}", many(n, |i| format!("### GET x{i}\n\nwords\n\nnothing comes back\n\n")))
    })
    .dialect(of_prefixes),
    Kind::new("parts of brackets", |n| endpoint(&parameters(&format!("| a{} | int | x |\n", "[b]".repeat(n))))),
    Kind::new("statuses", |n| {
        endpoint(&format!("**Codes**\n\n| Value | Meaning |\n| --- | --- |\n{}\nnothing comes back", "| 404 | x |\n".repeat(n)))
    }),
    Kind::new("actions", |n| {
        many(n, |i| format!("## POST /a?Action=A{i}\n\n{}", parameters("| a | int | x |\n")))
    })
    .dialect(|_| "\n[[selector]]\nparameter = \"Action\"\n".to_owned()),
    Kind::new("`new`: headings", |n| many(n, |i| format!("## GET /e{i}\n\nwords\n\n"))).guessed(),
    Kind::new("`new`: tables", |n| {
        many(n, |i| format!("## GET /e{i}\n\n**Parameters**\n\n{TABLE}| f{i} | int | x |\n\n"))
    })
    .guessed(),
    Kind::new("`new`: lines", |n| many(n, |i| format!("A line of words, number {i}.\n\n"))).guessed(),
];

/// What must fit into a limit of memory, in MB.
pub const LIMITS: &[(&str, usize, u64)] = &[("rows", 200_000, 1000), ("endpoints", 10_000, 500)];

fn nothing(_: usize) -> String {
    String::new()
}

/// Calls of a block announce.
fn of_fences(_: usize) -> String {
    "\n[[endpoint]]\nin = \"fence\"\nlanguages = [\"calls\"]\npattern = '(?m)^(?<method>GET|POST) (?<path>/\\S+)'\n"
        .to_owned()
}

/// The rest of an endpoint is where a link leads to.
fn of_links(_: usize) -> String {
    let rows =
        "\n[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Method\"]\nrest = \"link\"\n";
    format!("{rows}\n[[endpoint]]\nin = \"item\"\npattern = '^`(?<method>[A-Z]+) (?<path>/\\S+)`'\nrest = \"link\"\n")
}

fn of_events(_: usize) -> String {
    "\n[[section]]\nrole = \"event\"\nmark = \"heading\"\npattern = '^Event (?<name>\\w+)$'\n\n[events]\nnamed_by = \"type\"\n".to_owned()
}

fn of_prefixes(_: usize) -> String {
    "\n[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>[A-Z]+) (?<path>x\\S*)$'\nabove = '^Below (?<prefix>/\\S+)$'\n".to_owned()
}

fn many(n: usize, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect()
}

fn joined(n: usize, between: &str, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect::<Vec<_>>().join(between)
}

fn endpoint(body: &str) -> String {
    format!("# A\n\n## GET /a\n\n{body}\n")
}

fn parameters(rows: &str) -> String {
    format!("**Parameters**\n\n{TABLE}{rows}\nnothing comes back\n\n")
}

fn response(rows: &str) -> String {
    format!("**Response**\n\n{TABLE}{rows}\n")
}

fn patches(n: usize) -> String {
    let mut text = String::new();
    for i in 0..n {
        let at = format!("[[patch]]\nat = \"a/parameters/f{i}\"\n");
        let _ = write!(text, "{at}expect = {{ type = \"int\" }}\nset = {{ type = \"text\" }}\nreason = \"x\"\n\n");
    }
    text
}
