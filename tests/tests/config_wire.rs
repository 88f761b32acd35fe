//! What is wrong with what a `dialect.toml` says of the wire: envelope, frames, events, peers and profiles.

use tablewright::compile_to_ir;
use tests::small;

const DIALECT: &str = r#"
types = { int = "int32", text = "string" }
columns = { name = ["Field"], type = ["Type"] }
policy = { unlabelled = ["parameters"] }
endpoint = [{ in = "line", pattern = '^call `(?<path>[^`]+)`$' }]
"#;

const DOCUMENT: &str = "\
# Lamp

## Switch

call `/switch`

| Field | Type |
| --- | --- |
| level | int |
| bulb | text |

## Dim

call `/dim`
";

/// The errors of a dialect with these lines, and the remedies.
fn wire(more: &str) -> String {
    let output = compile_to_ir(&small(DOCUMENT, &format!("{DIALECT}\n{more}"), None));
    let errors = output.diagnostics.items().iter().filter(|item| item.code.number() == "TW103");
    let lines = errors.map(|item| {
        format!("error[{}]: {}\n= help: {}", item.code.number(), item.message, item.help.as_deref().unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_input_of_these_tests_is_right() {
    assert_eq!(wire(""), "");
    assert_eq!(wire("[[fill]]\nparameters = [\"bulb\"]\ncookie = \"c\""), "");
}

#[test]
fn names_that_the_documents_do_not_have() {
    insta::assert_snapshot!(wire("[[fill]]\nparameters = [\"levle\", \"level\"]\ncookie = \"c\""), @r"
    error[TW103]: `level` of `switch` is not text, and a cookie is
    = help: correct its type, at small/api.md:9, or leave it out of `[[fill]]`; a column that no key of `[columns]` names gives no type
    error[TW103]: no endpoint has a parameter `levle`
    = help: did you mean `level`?
    ");
    insta::assert_snapshot!(wire("[[paging]]\nparameter = \"leve\""), @r"
    error[TW103]: no endpoint has a parameter `leve`
    = help: did you mean `level`?
    ");
    insta::assert_snapshot!(wire("[[paging]]\nparameter = \"level\"\nitems = \"all\""), @r"
    error[TW103]: no endpoint has such pages: of `switch`, nothing says what it gives
    = help: correct the rule: `items` is the field with the list, `next` the one with the parameter of the next page
    ");
    let peer = "self_header = \"X\"\nrole_header = \"R\"\nroles = [\"a\", \"b\", \"c\"]\nscheme = \"T\"\nsignature_header = \"S\"";
    let quick = "quick = { endpoint = \"swich\", event = \"level\", operation = \"level\" }";
    insta::assert_snapshot!(wire(&format!("[peer]\n{peer}\n{quick}")), @r"
    error[TW103]: there is no endpoint `swich`
    = help: did you mean `switch`?
    ");
    insta::assert_snapshot!(wire("[peer]\nself_header = \"X\""), @r"
    error[TW103]: `[peer]` needs `role_header`, `roles`, `scheme` and `signature_header` beside `self_header`
    = help: see `spec/dialect.md`
    ");
    let aliases = [
        "{ endpoint = \"dimm\", parameter = \"level\", alias = \"x\" }",
        "{ endpoint = \"dim\", parameter = \"level\", alias = \"x\" }",
        "{ parameter = \"levl\", alias = \"x\" }",
        "{ parameter = \"level\", alias = \"bulb\" }",
    ];
    insta::assert_snapshot!(wire(&format!("[[profile]]\nname = \"p\"\naliases = [{}]", aliases.join(", "))), @r"
    error[TW103]: there is no endpoint `dimm`
    = help: did you mean `dim`?
    error[TW103]: `dim` does not have a parameter `level`
    = help: correct the name
    error[TW103]: no endpoint has a parameter `levl`
    = help: did you mean `level`?
    error[TW103]: `switch` has a parameter `bulb` of its own
    = help: take the alias out, or name the endpoint that it is for
    ");
    insta::assert_snapshot!(wire("[envelope]\ncode = \"code\"\nok = { stat = 1, code = 1 }\nfailed = { code = 1 }\naccepted = { on = true }\nfield = [{ name = \"code\", type = \"int\" }, { name = \"on\", type = \"int\" }]"), @r"
    error[TW103]: the envelope has no field `stat`
    = help: correct the name, or leave it out
    error[TW103]: `code` is never the same, so `envelope.failed` cannot say what it is
    = help: correct the name, or leave it out
    error[TW103]: `envelope.accepted` does not say the code
    = help: add the value of the field `envelope.code`
    ");
    insta::assert_snapshot!(wire("[envelope]\ncode = \"code\"\nsuccess = [0, \"OK\"]\nfield = [{ name = \"code\", type = \"int\" }]"), @r"
    error[TW103]: the values of `envelope.success` are neither all integers nor all text nor one truth value
    = help: correct them; where no value means success, leave them out: a call succeeded that has no code then
    ");
}

#[test]
fn selectors_that_nothing_can_be_told_by() {
    insta::assert_snapshot!(wire("[[selector]]\nparameter = \"action\"\nlocation = \"path\"\n"), @r"
    error[TW103]: a selector cannot be sent in the path
    = help: write `query`, `header` or `body`; values in the path are told apart by the path itself
    ");
    let statement = "[[statement]]\nstates = \"selector\"\npattern = '^Action: (?<value>.+)$'\n";
    insta::assert_snapshot!(wire(statement), @r#"
    error[TW103]: the pattern reads the value of a selector, and the dialect names no parameter that has it
    = help: name it by a `[[selector]]`: `parameter = "action"`
    "#);
    assert_eq!(wire(&format!("[[selector]]\nparameter = \"action\"\n{statement}")), "");
}

#[test]
fn parameters_that_no_client_can_fill_in() {
    let list = "[[type]]\nis = \"list\"\npattern = '^list of (?<item>.+)$'\n";
    let fill = |rest: &str| wire(&format!("{list}[[fill]]\nparameters = [\"X\"]\n{rest}"));
    let sound = fill("location = \"header\"\ntype = \"int\"\ndefault = 2\noptional = true\ndocs = \"Which.\"");
    assert_eq!(sound, "");
    insta::assert_snapshot!(fill("location = \"body\""), @r"
    error[TW103]: a parameter of every endpoint cannot be sent there
    = help: write `header` or `query`
    ");
    insta::assert_snapshot!(fill("optional = true"), @r"
    error[TW103]: `optional` has no effect in a `[[fill]]` rule without `location`
    = help: where every endpoint has the parameters, say by `location` how they are sent; else leave it out
    ");
    insta::assert_snapshot!(fill("location = \"query\"\ncookie = \"c\"\ndefault = \"d\""), @r"
    error[TW103]: a `[[fill]]` rule has a `cookie` and a `default`
    = help: leave one of them out: what a cookie fills has no other value
    ");
    insta::assert_snapshot!(fill("location = \"header\"\ntype = \"list of int\""), @r"
    error[TW103]: `X` has parts, and what a client is given once is one text
    = help: correct its type, at small/dialect.toml:10, or leave it out of `[[fill]]`
    ");
}

#[test]
fn a_credential_beside_another_that_is_none() {
    insta::assert_snapshot!(wire("[[auth]]\nid = \"a\"\nin = \"bearer\"\nwith = [\"b\", \"a\"]"), @r"
    error[TW103]: `a` is needed beside `a`, and is no other `[[auth]]` rule
    = help: correct the name in `with`, or add a rule with that `id`
    error[TW103]: `b` is needed beside `a`, and is no other `[[auth]]` rule
    = help: correct the name in `with`, or add a rule with that `id`
    ");
}

#[test]
fn what_could_never_have_an_effect() {
    insta::assert_snapshot!(wire("[[profile]]\nname = \"p\"\nasync_waits = true\nany_websocket_path = true\nconnect = { a = 1 }"), @r"
    error[TW103]: `any_websocket_path` of the profile `p` has no effect without `[frames]`
    = help: add `[frames]`, or take `any_websocket_path` out
    error[TW103]: `async_waits` of the profile `p` has no effect without `transport.async_suffix`
    = help: add `transport.async_suffix`, or take `async_waits` out
    error[TW103]: `connect` of the profile `p` has no effect without `events.connect`
    = help: add `events.connect`, or take `connect` out
    ");
    insta::assert_snapshot!(wire("[[profile]]\nname = \"p\"\n[[profile]]\nname = \"p\"\nrefusals = [{ problem = \"busy\" }, { problem = \"busy\", status = 99 }]"), @r"
    error[TW103]: two profiles are called `p`
    = help: rename one of them
    error[TW103]: 99 is not an HTTP status of an answer
    = help: give one from 200 to 599
    error[TW103]: the profile `p` refuses one problem in two ways
    = help: take one of them out
    ");
    insta::assert_snapshot!(wire("[frames]\nname = \"do\""), @r"
    error[TW103]: `[frames]` says which member names the endpoint, and not which holds the parameters
    = help: add `parameters`
    ");
    insta::assert_snapshot!(wire("[frames]\nname = \"do\"\nparameters = \"with\"\ncalls = [\"calls\"]"), @r"
    error[TW103]: the path `calls` in `[frames]` does not begin with `/`
    = help: add it
    ");
    insta::assert_snapshot!(wire("[frames]\nname = \"do\"\nparameters = \"with\"\nsilent = true"), @r"
    error[TW103]: with `frames.silent`, and no `envelope.echo` to tell calls apart, no call is answered
    = help: add `envelope.echo`, or take `silent` out
    ");
    let frames = "[frames]\nname = \"d.do\"\nparameters = \"d.do.with\"\nwith = { d.do = [1], d.echo = 1, a.b.c.d.e.f.g.h.i = 2 }\npath = \"x\"\n[envelope]\necho = \"d.echo\"\nfield = [{ name = \"d\", type = \"int\" }, { name = \"d.echo\", type = \"int\" }, { name = \"e.\", type = \"int\" }]";
    insta::assert_snapshot!(wire(frames), @r"
    error[TW103]: `d.do` and `d.do.with` of a frame cannot both be there
    = help: correct one of them
    error[TW103]: `d.do` in `frames.with` is no text, number or boolean
    = help: correct the value
    error[TW103]: the path `a.b.c.d.e.f.g.h.i` has more than 8 steps
    = help: correct it
    error[TW103]: `x` is no path to which all calls can be sent
    = help: write one that begins with `/`, such as `/rpc`
    error[TW103]: `d.echo` of a frame stands for two things
    = help: correct one of them
    error[TW103]: `d.echo` would be in `d`, which is another field of the envelope and no object
    = help: correct one of them
    error[TW103]: the path `e.` has a step without a name
    = help: write the names with one `.` between them: `a.b` is `b` in `a`
    ");
    insta::assert_snapshot!(wire("[frames]\nname = \"do\"\nparameters = \"with\"\nbatch = 1001"), @r"
    error[TW103]: `frames.batch` is a number from 1 to 1000
    = help: correct it, or take it out
    ");
    let many: Vec<_> = (0..17).map(|number| format!("c{number} = {number}")).collect();
    insta::assert_snapshot!(wire(&format!("[frames]\nname = \"do\"\nparameters = \"with\"\nwith = {{ {} }}", many.join(", "))), @r"
    error[TW103]: `frames.with` has more than 16 members
    = help: take some out
    ");
    insta::assert_snapshot!(wire("[transport]\nasync_suffix = \"_later\""), @r"
    error[TW103]: nothing says what is answered to a call with `_later` behind its name
    = help: add `envelope.accepted`
    ");
    insta::assert_snapshot!(wire("[events]\nconnect = { kind = \"x\" }"), @r"
    error[TW103]: nothing tells events from the answers to calls
    = help: add `events.marks`
    ");
    insta::assert_snapshot!(wire("[events]\nmarks = [\"kind\"]\nconnect = { sort = 1, at = \"{tme}\" }"), @r"
    error[TW103]: `events.connect` lacks `kind`, by which an event is known
    = help: add it, or take it out of the marks
    error[TW103]: `{tme}` stands for nothing that a server knows
    = help: did you mean `{time}`?
    ");
    let events = [
        "name = \"A\"\nwhen = { kind = \"a\" }\nfields = []",
        "name = \"B\"\nwhen = { kind = \"a\", more = 1 }\nfields = []",
        "name = \"A\"\nwhen = { kind = \"b\" }\nfields = []",
        "name = \"D\"\nwhen = {}\nfields = []",
        "name = \"E\"\nwhen = { kind = [1] }\nfields = []",
    ];
    insta::assert_snapshot!(wire(&format!("[events]\nmarks = [\"kind\"]\n{}", events.map(|event| format!("[[event]]\n{event}\n")).concat())), @r"
    error[TW103]: an event `B` is always taken for a `A`, which comes first
    = help: rename it, or put the one with more marks first
    error[TW103]: two events are called `A`
    = help: rename it, or put the one with more marks first
    error[TW103]: nothing says by what the event `D` is known
    = help: give `when` at least one member
    error[TW103]: `kind` in `when` is a list or a table
    = help: an event is known by text, numbers or booleans
    ");
}

/// Steps of a handshake that cannot be.
#[test]
fn handshakes_that_cannot_be_done() {
    let frames = |universal: &str, steps: &str| {
        wire(&format!(
            "[frames]\nname = \"do\"\nparameters = \"with\"\nuniversal = [{universal}]\nhandshake = [{steps}]"
        ))
    };
    for (steps, message) in [
        ("{ name = 'a', by = 'client', when = { x = 1 } }", None),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, close = 4000, fields = [{ name = 'y', type = 'text', value = '{token}' }] }",
            None,
        ),
        ("{ name = 'a', by = 'client', when = {} }", Some("nothing says by what the step `a` is known")),
        ("{ name = 'a', by = 'client', when = { x = [1] } }", Some("`x` in `when` is a list or a table")),
        ("{ name = 'a b', by = 'client', when = { x = 1 } }", Some("`a b` is no name of a step")),
        (
            "{ name = 'a', by = 'client', when = { x = 1 } }, { name = 'a', by = 'server', when = { x = 2 } }",
            Some("two steps of the handshake are called `a`"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'x.y', type = 'int' }] }",
            Some("`x` and `x.y` of a frame cannot both be there"),
        ),
        (
            "{ name = 'a', by = 'server', when = { x = 1 }, close = 4000 }",
            Some("`close` has no effect on the step `a`"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, close = 1000 }",
            Some("1000 is no code with which a server closes"),
        ),
        (
            "{ name = 'a', by = 'server', when = { x = 1 }, fields = [{ name = 'y', type = 'text', value = '{token}' }] }",
            Some("`{token}` stands for nothing that a server knows"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'int', value = '{self_id}' }] }",
            Some("`{self_id}` stands for nothing that a client knows"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'int', value = 'z' }] }",
            Some("the value of `y` in the step `a` is not of its type"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'int', value = '{token}' }] }",
            Some("the value of `y` in the step `a` is not of its type"),
        ),
        (
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'text', value = '{token}' }, { name = 'z', type = 'text', value = '{token}' }] }",
            Some("two members of the step `a` have the token"),
        ),
    ] {
        let said = frames("'/'", steps);
        assert_eq!(
            said.lines().next().map(|line| line.trim_start_matches("error[TW103]: ")).is_some(),
            message.is_some(),
            "{steps}: {said}"
        );
        assert!(message.is_none_or(|message| said.contains(message)), "{steps}: {said}");
    }
    let step = |number: usize| format!("{{ name = 's{number}', by = 'client', when = {{ x = {number} }} }}");
    let many: Vec<_> = (0..17).map(step).collect();
    assert!(frames("'/'", &many.join(", ")).contains("`frames.handshake` has more than 16 steps"));
    assert!(frames("", &step(1)).contains("there is a handshake, and no path with a WebSocket"));
    let members: Vec<_> = (0..17).map(|number| format!("x{number} = 1")).collect();
    let long = format!("{{ name = 'a', by = 'client', when = {{ {} }} }}", members.join(", "));
    assert!(frames("'/'", &long).contains("the step `a` has more than 16 members"));
    let nameless = wire(&format!("[frames]\nhandshake = [{}]", step(1)));
    assert!(nameless.contains("`[frames]` does not say which member names the endpoint"), "{nameless}");
}

/// Heartbeats of a client that cannot be.
#[test]
fn heartbeats_that_cannot_be_sent() {
    const GOOD: &str = "{ name = 'a', by = 'client', when = { x = 1 }, close = 4000, fields = [{ name = 'y', type = 'any', value = '{event.s}' }] }";
    let frames = |universal: &str, interval: &str, steps: &str| {
        wire(&format!(
            "[frames]\nname = \"do\"\nparameters = \"with\"\nuniversal = [{universal}]\n{interval}\nheartbeat = [{steps}]"
        ))
    };
    for (interval, steps, message) in [
        ("interval = 1000", GOOD, None),
        ("interval = 1000", &format!("{GOOD}, {{ name = 'b', by = 'server', when = {{ x = 2 }} }}"), None),
        (
            "interval = 1000",
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'int', optional = true }] }",
            None,
        ),
        ("", GOOD, Some("nothing says how often a client sends its heartbeat")),
        ("interval = 999", GOOD, Some("this is no interval between two heartbeats of a client")),
        ("interval = 86400001", GOOD, Some("this is no interval between two heartbeats of a client")),
        (
            "interval = 1000\nwith = { x = 1, z = 2 }",
            GOOD,
            Some("every call has by `frames.with` what `a` is known by"),
        ),
        ("interval = 1000\nwith = { x = 2 }", GOOD, None),
        ("interval = 1000", "", Some("`frames.interval` has no effect without `frames.heartbeat`")),
        (
            "interval = 1000",
            "{ name = 'a', by = 'server', when = { x = 1 } }",
            Some("`a` is the first of `frames.heartbeat`, which the client sends"),
        ),
        (
            "interval = 1000",
            &format!("{GOOD}, {{ name = 'b', by = 'client', when = {{ x = 2 }} }}"),
            Some("`b` is the second of `frames.heartbeat`, which the server sends"),
        ),
        (
            "interval = 1000",
            &format!("{GOOD}, {{ name = 'a', by = 'server', when = {{ x = 2 }} }}"),
            Some("two steps of the handshake are called `a`"),
        ),
        (
            "interval = 1000",
            &format!(
                "{GOOD}, {{ name = 'b', by = 'server', when = {{ x = 2 }} }}, {{ name = 'c', by = 'server', when = {{ x = 3 }} }}"
            ),
            Some("`frames.heartbeat` is a message and its answer"),
        ),
        (
            "interval = 1000",
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'int' }] }",
            Some("nothing says what stands in `y` of `a`"),
        ),
        (
            "interval = 1000",
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'text', value = '{token}' }] }",
            Some("`{token}` stands for nothing that a client knows"),
        ),
        (
            "interval = 1000",
            &format!(
                "{GOOD}, {{ name = 'b', by = 'server', when = {{ x = 2 }}, fields = [{{ name = 'y', type = 'any', value = '{{event.s}}' }}] }}"
            ),
            Some("`{event.s}` stands for nothing that a server knows"),
        ),
        (
            "interval = 1000",
            "{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'text', value = 7 }] }",
            Some("the value of `y` in the step `a` is not of its type"),
        ),
    ] {
        let said = frames("'/'", interval, steps);
        assert_eq!(said.is_empty(), message.is_none(), "{interval} {steps}: {said}");
        assert!(message.is_none_or(|message| said.contains(message)), "{interval} {steps}: {said}");
    }
    let nowhere = frames("", "interval = 1000", GOOD);
    assert!(nowhere.contains("there is a heartbeat, and no path with a WebSocket"), "{nowhere}");
    let in_handshake = wire(
        "[frames]\nname = \"do\"\nparameters = \"with\"\nuniversal = ['/']\nhandshake = [{ name = 'a', by = 'client', when = { x = 1 }, fields = [{ name = 'y', type = 'any', value = '{event.s}' }] }]",
    );
    assert!(in_handshake.contains("`{event.s}` stands for nothing that a client knows"), "{in_handshake}");
}

/// Helpers that are none, and what is said of each.
#[test]
fn helpers_that_make_nothing() {
    let helper = |rule: &str| {
        let define =
            "define.bulb = { name = \"Bulb\", fields = [{ name = \"kind\", type = \"text\" }], constructors = [";
        let document = DOCUMENT.replace("| bulb | text |", "| bulb | bulb |");
        let either = "type = [{ is = \"union\", pattern = ' or ', each = '(?<type>\\w+)(?: or |$)' }]";
        let dialect = format!("{DIALECT}\n{either}\n{define}{rule}] }}");
        let output = compile_to_ir(&small(&document, &dialect, None));
        let items = output.diagnostics.items().iter().filter(|item| item.code.number() == "TW103");
        (
            items.map(|item| item.message.clone()).collect::<Vec<_>>().join("\n"),
            output.api.map_or(0, |api| api.helpers.len()),
        )
    };
    let taken = "takes = [{ name = \"kind\", type = \"text\" }]";
    for (rule, said, made) in [
        (format!("{{ name = \"of\", {taken}, makes = {{ kind = \"{{kind}}\" }} }}"), "", 1),
        (
            format!("{{ name = \"Of\", {taken}, makes = {{ kind = \"{{kind}}\" }} }}"),
            "`Of` is no name of a function or an argument",
            0,
        ),
        (format!("{{ name = \"of\", {taken}, makes = {{ kind = \"x\" }} }}"), "`of` makes nothing of `kind`", 0),
        (format!("{{ name = \"of\", {taken}, makes = {{ kind = \"{{kid}}\" }} }}"), "`of` takes no `kid`", 0),
        (
            "{ name = \"of\", makes = { kind = 7 } }".to_owned(),
            "`of` makes {\"kind\":7}, which does not fit its type",
            0,
        ),
        (
            "{ name = \"of\", makes = { kind = \"x\", more = 7 } }".to_owned(),
            "`of` makes `more`, which its type does not have",
            0,
        ),
        (
            "{ name = \"of\", makes = { kind = \"x\" } }, { name = \"of\", makes = { kind = \"y\" } }".to_owned(),
            "two functions of `Bulb` are called `of`",
            2,
        ),
        (
            "{ name = \"of\", takes = [{ name = \"x\", type = \"int or text\" }], makes = { kind = \"{x}\" } }"
                .to_owned(),
            "`x` of `of` is one of several types, which have no name together",
            0,
        ),
    ] {
        assert_eq!(helper(&rule), (said.to_owned(), made), "{rule}");
    }
    let event = "events.marks = [\"kind\"]\n[[event]]\nname = \"Rings\"\nwhen = { kind = \"ring\" }\nfields = []\nanswers = [{ name = \"open\", makes = { open = true } }]";
    assert_eq!(
        wire(event),
        "error[TW103]: `open` makes an answer, and nothing says what carries answers out\n= help: add `peer.quick`, with an endpoint that takes the event as an object and needs nothing else"
    );
}
