use super::{Rule, clean, restore};

/// Cleans `page`, makes sure that nothing is lost, and gives the document with the rules that were used.
fn cleaned(page: &str) -> (String, Vec<Rule>) {
    let imported = clean(page);
    assert_eq!(restore(&imported.text, &imported.changes).as_deref(), Ok(page));
    let mut rules: Vec<_> = imported.changes.iter().map(|change| change.rule).collect();
    rules.sort();
    rules.dedup();
    (imported.text, rules)
}

#[test]
fn what_is_no_part_of_the_document_is_taken_out() {
    let cases: &[(&str, &str, &[Rule])] = &[
        ("# A\n\ntext\n", "# A\n\ntext\n", &[]),
        ("\u{feff}# A\n", "# A\n", &[Rule::ByteOrderMark]),
        ("12 lines (9 loc) · 1.2 KB\nCode\nBlame\n\n# A\n", "\n# A\n", &[Rule::Banner]),
        ("# A\n\ntext\n\nEdit this page\n© 2024 Somebody\n", "# A\n\ntext\n\n", &[Rule::Banner]),
        ("Copy\n", "Copy\n", &[]),
        ("# A\n|\n||\n|\n||\ntext\n|\n||\n- b\n|\n||\n|\n||\n", "# A\n\ntext\n- b\n\n", &[Rule::Gutter]),
        ("1\n# A\n2\n3\ntext\n4\n5\n- b\n", "# A\n\ntext\n\n- b\n", &[Rule::Gutter]),
        ("1\n2\n3\n4\n5\n# A\n\ntext\n\n- b\n", "# A\n\ntext\n\n- b\n", &[Rule::Gutter]),
        (
            "1 | # A\n2 |\n3 | | a | b |\n4 | |---|---|\n5 | | 1 | 2 |\n",
            "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            &[Rule::Gutter],
        ),
        ("  8  # A\n  9\n 10  - b\n 11    - c\n 12  d\n", "# A\n\n- b\n  - c\nd\n", &[Rule::Gutter]),
        ("9\ta\n10\t\n11\tb\n12\tc\n13\td\n", "a\n\nb\nc\nd\n", &[Rule::Gutter]),
        ("1. a\n2. b\n3. c\n4. d\n5. e\n", "1. a\n2. b\n3. c\n4. d\n5. e\n", &[]),
        ("a\u{a0}b\u{200b}c\u{3000}d\u{ad}\n", "a bc\u{3000}d\n", &[Rule::Space, Rule::ZeroWidth]),
        ("👩\u{200d}💻 a\u{200d}b\n", "👩\u{200d}💻 ab\n", &[Rule::ZeroWidth]),
        ("a&nbsp;b `x`\n", "a b `x`\n", &[Rule::Space]),
        ("## A[\u{200b}](#a \"Direct link\")\n", "## A\n", &[Rule::Markup]),
        ("# A [#](#a)\n", "# A\n", &[Rule::Markup]),
        ("# [A](#a)\n", "# [A](#a)\n", &[]),
        ("＃＃ A\n＊＊b＊＊\n", "## A\n**b**\n", &[Rule::Markup]),
        ("｀｀｀json\n{“a”: “b”}\n｀｀｀\n", "```json\n{\"a\": \"b\"}\n```\n", &[Rule::Markup, Rule::Quotes]),
        ("```json\n{\"a\": \"“b”\"}\n```\n", "```json\n{\"a\": \"“b”\"}\n```\n", &[]),
    ];
    for (page, document, rules) in cases {
        assert_eq!(cleaned(page), ((*document).to_owned(), rules.to_vec()), "{page}");
    }
}

#[test]
fn wide_pipes_are_plain_where_a_table_needs_them() {
    let cases = [
        ("｜a｜b｜\n｜---｜---｜\n｜1｜2｜\n", "|a|b|\n|---|---|\n|1|2|\n"),
        ("a｜b\n—|——\n1｜2\n", "a|b\n---|---\n1|2\n"),
        ("|a|b|\n|---|---|\n|1|x｜y|\n", "|a|b|\n|---|---|\n|1|x｜y|\n"),
        ("|a|b|\n|---|---|\n|1｜`x｜y`|\n", "|a|b|\n|---|---|\n|1|`x｜y`|\n"),
        ("either｜or\n\nx\n", "either｜or\n\nx\n"),
        ("```\n｜a｜b｜\n｜---｜---｜\n```\n", "```\n｜a｜b｜\n｜---｜---｜\n```\n"),
        ("|\u{3000}a\u{3000}|b\u{3000}c|\n|---|---|\n", "| a |b\u{3000}c|\n|---|---|\n"),
    ];
    for (page, document) in cases {
        assert_eq!(cleaned(page).0, document, "{page}");
    }
}

/// Pages put together at random from what makes pages hard.
#[test]
fn nothing_is_lost_of_any_page() {
    let parts = [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "|",
        "||",
        "｜",
        "│",
        "---",
        "———",
        ":-:",
        "a",
        "字段",
        "`",
        "```",
        "```json\n",
        "｀｀｀",
        "“",
        "”",
        "{\"a\": 1}",
        "{“a”: 1}",
        "1",
        "2",
        "3\n",
        "4 | ",
        "5\t",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "\u{3000}",
        "\u{200d}",
        "👩",
        "&nbsp;",
        "# ",
        "＃ ",
        "＊＊",
        "[#](#a)",
        "¶",
        "\\",
        "Copy\n",
        "3 lines\n",
        "Edit this page\n",
        "© 2020\n",
        "> ",
        "- ",
        ":::",
        "|\n||\n",
        " ",
        "    ",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    for round in 0..3000 {
        let mut page = String::new();
        for _ in 0..next(40) {
            page.push_str(parts[next(parts.len())]);
        }
        // Every third page also has a gutter over all of its lines.
        let gutter = |(number, line): (usize, &str)| match round % 9 {
            0 => format!("{number} | {line}\n"),
            3 => format!("{number}\n{line}\n"),
            6 => format!("{line}\n|\n||\n"),
            _ => format!("{line}\n"),
        };
        if round % 3 == 0 {
            page = page.lines().enumerate().map(|(at, line)| gutter((at + 1, line))).collect();
        }
        let imported = clean(&page);
        assert_eq!(restore(&imported.text, &imported.changes).as_deref(), Ok(page.as_str()), "{page:?}");
        assert!(imported.changes.iter().all(|change| change.was != change.now && change.line > 0), "{page:?}");
        let report = serde_json::to_string(&imported.changes).unwrap();
        assert_eq!(serde_json::from_str::<Vec<super::Change>>(&report).unwrap(), imported.changes);
    }
}

#[test]
fn a_report_of_another_page_is_refused() {
    let imported = clean("a\u{a0}b\n");
    assert!(restore("a", &imported.changes).is_err());
    assert!(restore("aXb\n", &imported.changes).unwrap_err().to_string().contains("change 1"));
}
