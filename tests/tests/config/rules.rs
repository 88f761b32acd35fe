//! Rules: those that lack what they need, and those that match nothing.

use tablewright::compile_to_ir;
use tablewright::diagnostic::{Code, Severity};
use tests::small;

use super::{dialect, said};

/// What keeps a rule from matching is said with the message that nothing follows it.
#[test]
fn an_idle_rule_is_reported_once() {
    let dialect = "endpoint = [{ in = \"line\", pattern = '^call `(?<path>[^`]+)`' }, \
                   { in = \"heading\", pattern = '^see (?<path>/\\w+)' }]\n";
    for (document, severity) in
        [("# A\n\ncall `/a`\n\nsee /b\n", Severity::Note), ("# A\n\nsee /b\n", Severity::Warning)]
    {
        let output = compile_to_ir(&small(document, dialect, None));
        let items = output.diagnostics.items().iter();
        let about: Vec<_> = items.filter(|item| item.message.contains("nearly matches something")).collect();
        let [idle] = about.as_slice() else { panic!("{about:?}") };
        assert_eq!((idle.code, idle.severity, idle.related.len()), (Code::UnusedRule, severity, 1), "{document}");
        let help = "its pattern matches a paragraph, and the rule is for a heading: write `in = \"line\"`";
        assert_eq!(idle.help.as_deref(), Some(help));
        assert!(output.diagnostics.items().iter().all(|item| item.code != Code::NoEffect), "{document}");
    }
}

/// Only what is followed is used: that the compiler asks whether a pattern matches is not enough.
#[test]
fn a_rule_that_is_only_asked_is_idle() {
    let document = "# A\n\ncall `/a`\n\n- `x`: a word\n- more words\n- and more\n";
    let more = "endpoint = [{ in = \"line\", pattern = '^call `(?<path>[^`]+)`' }]\n\
                bullet = [{ pattern = '^`(?<name>\\w+)`: ' }]\n";
    let output = compile_to_ir(&small(document, more, None));
    let idle: Vec<_> = output.diagnostics.items().iter().filter(|item| item.code == Code::UnusedRule).collect();
    assert!(idle.iter().any(|item| item.message.starts_with("this pattern of `bullet` matches something")), "{idle:?}");
}

/// What would be dropped, or make less of what is stated, is an error.
#[test]
fn settings_that_stand_in_the_way_of_each_other_are_errors() {
    let key = |more: &str| format!("[[auth]]\nid = \"key\"\nin = \"header\"\nname = \"X-Key\"\n{more}");
    let fill = "[[fill]]\nparameters = [\"X-Version\"]\nlocation = \"header\"\n";
    for (more, expected) in [
        ("[frames]\npath = \"/rpc\"\n".to_owned(), "`[frames]` does not say which member names the endpoint"),
        ("[frames]\nevents = [\"/events\"]\n".to_owned(), "`[frames]` does not say which member names the endpoint"),
        ("[[auth]]\nid = \"key\"\nin = \"bearer\"\nprefix = \"K \"\n".to_owned(), "no `prefix` stands before it"),
        (
            key("with = [\"app\"]\n[[auth]]\nid = \"app\"\nin = \"query\"\nname = \"app\"\neverywhere = true\n"),
            "`app` is needed beside `key`, and alone it would be enough for every endpoint",
        ),
        (
            format!("{fill}type = \"int\"\ndefault = \"two\"\n[types]\nint = \"int64\"\n"),
            "the default \"two\" of `X-Version`",
        ),
        (format!("{fill}default = 2\n"), "the default 2 of `X-Version`"),
        (
            "[[statement]]\nstates = \"deprecated\"\nof = \"request\"\npattern = 'x'\n".to_owned(),
            "says nothing that is `of` a request",
        ),
    ] {
        let dialect = format!("endpoint = [{{ in = \"line\", pattern = '^call `(?<path>[^`]+)`' }}]\n{more}");
        let output = compile_to_ir(&small("# A\n\ncall `/a`\n", &dialect, None));
        let errors: Vec<_> =
            output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error).collect();
        assert!(errors.iter().any(|item| item.message.contains(expected)), "{more}: {errors:?}");
    }
}

/// A key that the form of a rule does not read would be lost in silence.
#[test]
fn keys_of_other_forms_are_errors() {
    for (form, key, of) in
        [("heading", "selector_columns", "table"), ("line", "path_keys", "table"), ("table", "languages", "fence")]
    {
        let rule = format!("[[endpoint]]\nin = \"{form}\"\npattern = '^(?<path>/x)$'\n{key} = [\"A\"]\n");
        let output = compile_to_ir(&small("# A\n\n/x\n", &rule, None));
        let expected = format!("`endpoint.{key}` has no effect here: only rules with `in = \"{of}\"` read it");
        let mut errors = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        assert!(errors.any(|item| item.message == expected), "{key}: {:?}", output.diagnostics.items());
    }
}

#[test]
fn rules_that_lack_what_they_need() {
    insta::assert_snapshot!(dialect("[[auth]]\nid = \"key\"\nin = \"query\"\n"), @r"
    error[TW103]: the `[[auth]]` rule `key` needs a `name`
     --> small/dialect.toml:2:1
      |
    2 | [[auth]]
      | ^^^^^^^^
      |
      = help: name the parameter, cookie or header
    ");
    insta::assert_snapshot!(dialect("[[statement]]\nstates = \"methods\"\npattern = '^By GET$'\n"), @r"
    error[TW103]: this rule states methods, but its pattern has no group `methods`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^By GET$'
      |           ^^^^^^^^^^
      |
      = help: write `(?<methods>…)` around what the rule reads
    ");
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"object\"\npattern = '^(?<parnet>\\w+)$'\n"), @r"
    error[TW103]: nothing reads the group `parnet`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^(?<parnet>\w+)$'
      |           ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `parent`?
    error[TW103]: the label of an object says neither its `name` nor its `parent`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^(?<parnet>\w+)$'
      |           ^^^^^^^^^^^^^^^^^^
      |
      = help: write `(?<parent>…)` around it in the pattern
    ");
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"map-value\"\npattern = '^Values$'\n"), @r"
    error[TW103]: the label does not say whose these are: it has no `parent`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^Values$'
      |           ^^^^^^^^^^
      |
      = help: write `(?<parent>…)` around it in the pattern
    ");
    insta::assert_snapshot!(dialect("[[type]]\nis = \"union\"\npattern = ' or '\n"), @r"
    error[TW103]: a rule for unions needs `each`
     --> small/dialect.toml:4:11
      |
    4 | pattern = ' or '
      |           ^^^^^^
      |
      = help: say what one of the types looks like
    ");
    insta::assert_snapshot!(dialect("[[values]]\neach = '\\d+'\n"), @r"
    error[TW103]: this rule reads values, but its pattern has no group `value`
     --> small/dialect.toml:3:8
      |
    3 | each = '\d+'
      |        ^^^^^
      |
      = help: write `(?<value>…)` around what the rule reads
    ");
    insta::assert_snapshot!(dialect("[[prose]]\nmeans = \"max-length\"\npattern = 'at most \\d+'\n"), @r"
    error[TW103]: this rule reads a value, but its pattern has no group `value`
     --> small/dialect.toml:4:11
      |
    4 | pattern = 'at most \d+'
      |           ^^^^^^^^^^^^^
      |
      = help: write `(?<value>…)` around what the rule reads
    ");
}

#[test]
fn keys_that_have_nothing_to_speak_of() {
    let said = |rule: &str| {
        let text = dialect(rule);
        text.lines().filter(|line| line.starts_with("error")).collect::<Vec<_>>().join("\n")
    };
    for (rule, expected) in [
        (
            "[[section]]\nrole = \"response\"\npattern = '^Page<(?<item>\\w+)>$'\n",
            "error[TW103]: this label names no type of its own, and its pattern has a group `item`",
        ),
        (
            "[[section]]\nrole = \"response\"\npattern = '^Response$'\nnamed_in_path = true\n",
            "error[TW103]: what follows this label are not parameters, so `named_in_path` has no meaning",
        ),
        (
            "[[section]]\nrole = \"response\"\npattern = '^Response$'\nalternative = true\n",
            "error[TW103]: what follows this label are not parameters, so `alternative` has no meaning",
        ),
        (
            "[[section]]\nrole = \"codes\"\npattern = '^Codes$'\nschema = true\n",
            "error[TW103]: a JSON Schema says nothing of what the label announces",
        ),
        (
            "[[section]]\nrole = \"object\"\nunder = '^(?<type>\\w+)$'\npattern = '^(?<name>\\w+)$'\n",
            "error[TW103]: nothing reads the group `type`",
        ),
        (
            "[[bullet]]\ngives = \"values\"\npattern = '^(?<name>\\w+)$'\n",
            "error[TW103]: an item with `gives` is no row, so the group `name` has no meaning",
        ),
        (
            "[[bullet]]\nsplit = ', '\npattern = '^(?<name>\\w+)$'\n",
            "error[TW103]: `split` separates the words of a type, and the pattern has no group `type`",
        ),
        (
            "[groups]\nheadings = ['^Group']\n",
            "error[TW103]: this rule reads a group, but its pattern has no group `name`",
        ),
    ] {
        assert_eq!(said(rule), expected, "{rule}");
    }
}

#[test]
fn rows_are_no_labels_and_ranges_have_two_ends() {
    let label = "[[section]]\nrole = \"parameters\"\nmark = \"row\"\npattern = '^x$'\n";
    insta::assert_snapshot!(dialect(label), @r"
    error[TW103]: a row is no label, so this rule never matches
     --> small/dialect.toml:5:11
      |
    5 | pattern = '^x$'
      |           ^^^^^
      |
      = help: what a row is, its columns say: `[columns]`; `row` is for `[[ignore]]`
    ");
    insta::assert_snapshot!(dialect("[[prose]]\nmeans = \"range\"\npattern = '(?<minimum>\\d+)-\\d+'\n"), @r"
    error[TW103]: this rule reads a range, but its pattern has no group `maximum`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '(?<minimum>\d+)-\d+'
      |           ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `(?<maximum>…)` around what the rule reads
    ");
}

#[test]
fn announcements_that_could_never_be_read() {
    let rule = |rule: &str| said("# A\n", &format!("endpoint = [{{ {rule} }}]"));
    insta::assert_snapshot!(rule("in = \"line\""), @r#"
    error[TW103]: an `[[endpoint]]` rule for anything but tables needs a `pattern`
     --> small/dialect.toml:1:20
      |
    1 | endpoint = [{ in = "line" }]
      |                    ^^^^^^
      |
      = help: write what the announcement looks like, with a group `path` or `url`
    "#);
    insta::assert_snapshot!(rule("in = \"line\", pattern = '^Call '"), @r#"
    error[TW103]: this rule announces endpoints, but its pattern has no group `path` or `url`
     --> small/dialect.toml:1:38
      |
    1 | endpoint = [{ in = "line", pattern = '^Call ' }]
      |                                      ^^^^^^^^
      |
      = help: write `(?<path>…)` around what the rule reads
    "#);
    let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        first(rule("in = \"table\", selector_columns = [\"A\"]")),
        "error[TW103]: an `[[endpoint]]` rule with `selector_columns` does not say where the path is",
    );
    assert_eq!(
        first(rule("in = \"table\", path_columns = [\"P\"], selector_columns = [\"A\"]")),
        "error[TW103]: the pattern reads the value of a selector, and the dialect names no parameter that has it",
    );
    insta::assert_snapshot!(rule("in = \"table\""), @r#"
    error[TW103]: an `[[endpoint]]` rule for tables needs `path_keys` or `path_columns`
     --> small/dialect.toml:1:20
      |
    1 | endpoint = [{ in = "table" }]
      |                    ^^^^^^^
      |
      = help: say which key or column has the path
    "#);
}

#[test]
fn groups_that_a_statement_does_not_read() {
    let more = "[[statement]]\nstates = \"deprecated\"\npattern = 'old since (?<status>\\d+)'\n";
    insta::assert_snapshot!(dialect(more), @r"
    error[TW103]: nothing reads the group `status`
     --> small/dialect.toml:4:11
      |
    4 | pattern = 'old since (?<status>\d+)'
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: no group is read here
    ");
}

#[test]
fn groups_that_no_document_has() {
    insta::assert_snapshot!(dialect("[groups]\nlevel = 7\ndocument = '^(?<nam>x)'\n"), @r"
    error[TW103]: no heading has this level
     --> small/dialect.toml:3:9
      |
    3 | level = 7
      |         ^
      |
      = help: give one from 1, for `#`, to 6
    error[TW103]: nothing reads the group `nam`
     --> small/dialect.toml:4:12
      |
    4 | document = '^(?<nam>x)'
      |            ^^^^^^^^^^^^
      |
      = help: did you mean `name`?
    error[TW103]: this rule reads a group, but its pattern has no group `name`
     --> small/dialect.toml:4:12
      |
    4 | document = '^(?<nam>x)'
      |            ^^^^^^^^^^^^
      |
      = help: write `(?<name>…)` around what the rule reads
    ");
}

/// A rule that leaves endpoints alone which do not exist leaves none alone.
#[test]
fn exceptions_that_nothing_matches_are_noted() {
    let credential = "[[auth]]\nid = \"key\"\nin = \"query\"\nname = \"key\"\neverywhere = true\n";
    let version = "[[fill]]\nparameters = [\"X-Version\"]\nlocation = \"header\"\n";
    for (rule, key) in [(credential, "auth.except"), (version, "fill.except")] {
        for (except, noted) in [("^GET /helth$", true), ("^GET /a$", false)] {
            let dialect = format!(
                "endpoint = [{{ in = \"line\", pattern = '^call `(?<method>GET) (?<path>[^`]+)`' }}]\n{rule}except = '{except}'\n"
            );
            let output = compile_to_ir(&small("# A\n\ncall `GET /a`\n", &dialect, None));
            let said = format!("nothing in the documents matches this pattern of `{key}`");
            let found = output.diagnostics.items().iter().any(|item| item.message == said);
            assert_eq!(found, noted, "{key} {except}: {:?}", output.diagnostics.items());
        }
    }
}
