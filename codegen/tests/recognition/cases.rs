//! The documents, with what is made of them.

use super::Case;

const BULLET: &str = r"[[bullet]]
pattern = '^`(?<name>\w+)` \((?<type>\w+)\): (?<description>.+)$'";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "words below a label",
        rules: "",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n## Parameters\n\nname\n: the name, as text\n",
        expected: &[
            "POST /a (A): -> none",
            "TW204:7 no table or list follows the label `Parameters`, and no rule reads its words; they are kept as prose",
        ],
    },
    Case {
        name: "words between a label and its table",
        rules: "",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n**Parameters**\n\nAll of them:\n\n- one\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n\nThat is all.\n",
        expected: &["POST /a (A): x -> none"],
    },
    Case {
        name: "a list below a label, and no rule for bullets",
        rules: "",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n**Parameters**\n\n- x (int): y\n",
        expected: &[
            "POST /a (A): -> none",
            "TW204:7 no rule reads the list below the label `Parameters`; it is kept as prose",
        ],
    },
    Case {
        name: "a heading beside a label, above labels of its own",
        rules: "",
        document: "# A\n\n`POST /a`\n\n## Parameters\n\nname: the name, as text\n\n## Other\n\n### Response\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n",
        expected: &[
            "POST /a (A): -> data",
            "TW204:5 no table or list follows the label `Parameters`, and no rule reads its words; they are kept as prose",
        ],
    },
    Case {
        name: "what reads like an announcement, beside one",
        rules: "[[ignore]]\npattern = '^GET /old$'\nreason = \"gone\"",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n# B\n\n**GET** `/b`\n\n# D\n\n\
                   GET /old\n\nGET /a is gone.\n",
        expected: &["POST /a (A): -> none", "TW204:9 `GET /b` looks like an endpoint, but no rule announces one here"],
    },
    Case {
        name: "a command line over several lines, that calls below the base URL",
        rules: "[api]\nservers = [\"https://h.example/api/v4\"]\n\
                [[section]]\nrole = \"example\"\nmark = \"line\"\npattern = '^Sample:$'",
        document: "# A\n\n`POST /a/{id}`\n\nNo answer.\n\nSample:\n\n```sh\ncurl \\\n  -H \"X: y\" \\\n  -X POST \\\n  \
                   https://h.example/api/v4/a/7\n```\n\nSample:\n\n```sh\ncurl -X POST https://h.example/api/v3/a/7\n```\n",
        expected: &[
            "POST /a/{id} (A): id X? -> none",
            "TW406:19 the command line calls `/api/v3/a/7`, which is another endpoint, in an example of `post_a_by_id`",
        ],
    },
    Case {
        name: "several addresses in one code block",
        rules: "policy.unlabelled = [\"parameters\"]\n[[endpoint]]\nin = \"fence\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)'",
        document: "# A\n\n```\nGET /a/(id)\nPOST /b HTTP/1.1\nHost: x/y\n```\n\nNo answer.\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n",
        expected: &[
            "GET /a/{id} (A): id x -> none",
            "POST /b (A): x -> none",
            "TW213:5 `/b` is under the same heading as `/a/{id}`; what is below the heading is taken to describe both",
        ],
    },
    Case {
        name: "a sentence about several parameters that names none",
        rules: "[[prose]]\nmeans = \"one-of\"\npattern = 'Give one of them'\non = \"note\"",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n## Parameters\n\nGive one of them.\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n",
        expected: &[
            "POST /a (A): x -> none",
            "TW309:9 this is read as a sentence about several parameters, and names fewer than two",
        ],
    },
    Case {
        name: "a heading above labels",
        rules: "[[section]]\nrole = \"parameters\"\nmark = \"heading\"\npattern = '^Query$'\nlocation = \"query\"",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n## Parameters\n\nThey go into the query.\n\n### Query\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n",
        expected: &["POST /a (A): x -> none"],
    },
    Case {
        name: "one item that is no row",
        rules: BULLET,
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n**Parameters**\n\n- `x` (int): y\n- z\n",
        expected: &[
            "POST /a (A): x -> none",
            "TW218:10 no `[[bullet]]` rule reads the item `z`, and the items beside it are rows; it is kept as prose, with all in it",
        ],
    },
    Case {
        name: "marks inside backticks",
        rules: "[names]\noptional = '\\?$'\nrequired = '^\\*'\n[policy]\nparameter = \"optional\"",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n**Parameters**\n\n| Field | Type | About |\n|---|---|---|\n\
                   | `*x` | int | y |\n| *`y` | int | y |\n| z | int | y |\n",
        expected: &["POST /a (A): x y z? -> none"],
    },
    Case {
        name: "a mark for what may be left out inside backticks",
        rules: "[names]\noptional = '\\?$'",
        document: "# A\n\n`POST /a`\n\nNo answer.\n\n**Parameters**\n\n| Field | Type | About |\n|---|---|---|\n\
                   | `x?` | int | y |\n| y? | int | y |\n| `z` | int | y |\n",
        expected: &["POST /a (A): x? y? z -> none"],
    },
    Case {
        name: "methods as headings",
        rules: "[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>GET|PUT)$'\nabove = '^(?<path>/\\S+)$'",
        document: "# Pets\n\n## /pets\n\n### GET\n\nNo answer.\n\n#### Parameters\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n\n### PUT\n\nNo answer.\n",
        expected: &["GET /pets (GET): x -> none", "PUT /pets (PUT): -> none"],
    },
    Case {
        name: "methods as headings that no rule reads",
        rules: "",
        document: "# Pets\n\n`GET /pets`\n\nNo answer.\n\n## DELETE\n\nIt is gone.\n",
        expected: &[
            "GET /pets (Pets): -> none",
            "TW215:7 the heading `DELETE` is a method, and what is below it is taken for one endpoint with the rest",
        ],
    },
    Case {
        name: "paths in cells",
        rules: "[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Verb\"]\nsplit = '\\n'",
        document: "# A\n\n| Path | Verb |\n|---|---|\n| `/a`<br>`/b` | POST |\n| `https://x.example/c` | GET |\n\
                   | `/d`, `/e` | GET |\n",
        expected: &[
            "POST /a /b (): -> unknown",
            "GET /c (): -> unknown",
            "GET /`/d`, `/e` (): -> unknown",
            "TW215:7 `/d , /e` is more than one path",
            "TW215:7 the path ``/d`, `/e`` does not begin with `/`",
        ],
    },
    Case {
        name: "queries and braces of a path",
        rules: "",
        document: "# A\n\n`GET /q{?page,limit}`\n\nNo answer.\n\n# B\n\n`GET /x/{b`\n\nNo answer.\n",
        expected: &[
            "GET /q (A): page? limit? -> none",
            "GET /x/{b (B): -> none",
            "TW215:9 a brace of the path `/x/{b` belongs to no parameter",
        ],
    },
    Case {
        name: "an announcement in a list",
        rules: "[[endpoint]]\nin = \"item\"\npattern = '^`(?<url>https://\\S+)`$'\nmethods = [\"PUT\"]",
        document: "# A\n\nThe address:\n\n- `https://x.example/a`\n- not this\n\nNo answer.\n",
        expected: &["PUT /a (A): -> none"],
    },
    Case {
        name: "none of what a label announces",
        rules: "[[statement]]\nstates = \"nothing\"\npattern = '^None$'",
        document: "# A\n\n`GET /a`\n\n**Parameters**\n\nNone\n\n# B\n\n`GET /b`\n\n**Response**\n\nNone\n\n\
                   # C\n\n`GET /c`\n\nNone\n",
        expected: &["GET /a (A): none -> unknown", "GET /b (B): -> none", "GET /c (C): none -> none"],
    },
    Case {
        name: "no parameters but for those of the path",
        rules: "[[statement]]\nstates = \"no-parameters\"\npattern = '^No parameters'",
        document: "# A\n\n`GET /a/{id}`\n\nNo parameters.\n\nNo answer.\n",
        expected: &["GET /a/{id} (A): id none -> none"],
    },
    Case {
        name: "headings that are written in HTML",
        rules: "",
        document: "<h1 id=\"a\">List <em>lamps</em></h1>\n\n`GET /a`\n\nNo answer.\n\n<h3 id=\"p\">Parameters</h3>\n\n\
                   | Field | Type | About |\n|---|---|---|\n| x | int | y |\n",
        expected: &["GET /a (List lamps): x -> none"],
    },
    Case {
        name: "a label that can never be",
        rules: "[[section]]\nrole = \"codes\"\nmark = \"row\"\npattern = '^Codes$'",
        document: "# A\n\n`GET /a`\n\nNo answer.\n",
        expected: &["TW103:4 a row is no label, so this rule never matches"],
    },
    Case {
        name: "an id in a title",
        rules: "",
        document: "# List {#all}\n\n`GET /a`\n\nNo answer.\n\n# One `{#not}`\n\n`GET /b/{id}`\n\nNo answer.\n",
        expected: &["GET /a (List): -> none", "GET /b/{id} (One `{#not}`): id -> none"],
    },
    Case {
        name: "an overview and sections",
        rules: "[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Verb\"]",
        document: "# Lamps\n\n## Overview\n\n| Path | Verb |\n|---|---|\n| `/a` | GET |\n| `/b` | PUT |\n\n\
                   ## One\n\n`GET /a`\n\nNo answer.\n",
        expected: &["GET /a (One): -> none", "PUT /b (): -> unknown"],
    },
    Case {
        name: "the end of a code block",
        rules: "[[endpoint]]\nin = \"fence\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'",
        document: "# A\n\n```\nGET /a\n```\n\nNo answer.\n",
        expected: &["GET /a (A): -> none"],
    },
    Case {
        name: "lines that look like a table",
        rules: "",
        document: "# A\n\n`GET /a`\n\nNo answer.\n\nThe fields:\nField | Type\n---|---\nx | int\n",
        expected: &["GET /a (A): -> none", "TW206:7 these lines look like a table, and are a paragraph"],
    },
];
