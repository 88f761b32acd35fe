//! The parts of a proposal that are settings and not rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::announced::Announced;
use super::refine::Learnt;
use super::survey::Survey;
use super::tables::Tables;
use super::{cells, envelope, page, pattern, rule};

/// `[page]`, with what rows of tables need.
pub fn page_lines(page: &[String], survey: &Survey) -> Vec<String> {
    let mut lines = page.to_vec();
    if survey.ragged > 0 {
        if lines.is_empty() {
            lines.push("[page]".into());
        }
        lines.push(format!("join_cells = true # {} rows have more cells than their header", survey.ragged));
    }
    lines
}

/// `[policy]`: what tables without a label are, and where examples show that fields may be missing of which nothing says so.
pub fn policy(learnt: &Learnt, tables: &Tables) -> Vec<String> {
    let mut lines = Vec::new();
    if learnt.lacking >= LACKING {
        lines.push(format!(
            "response_field = \"optional\" # {} examples lack one that nothing calls optional",
            learnt.lacking
        ));
    }
    if tables.unsaid_presence > 0 {
        lines.push(format!(
            "parameter = \"optional\" # {} rows say nothing beside some that must be there",
            tables.unsaid_presence
        ));
    } else if learnt.lacking_request >= LACKING {
        lines.push(format!(
            "parameter = \"optional\" # {} examples lack one that nothing calls optional",
            learnt.lacking_request
        ));
    }
    if !tables.fields.is_empty() {
        let line =
            "unlabelled = [\"parameters\", \"response\"] # what tables without a label are taken for, in this order";
        lines.push(line.into());
    }
    for attempt in &learnt.tried {
        lines.extend(
            attempt.policy().map(|line| format!("{line} # tried: more of the documents agrees with it than without")),
        );
    }
    if !lines.is_empty() {
        lines.insert(0, "[policy]".into());
    }
    lines
}

/// From how many examples on that lack a field it is the rule and not a slip.
const LACKING: usize = 3;

/// Adds a table of the file, unless it is empty.
pub fn block(text: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        text.push_str(&lines.join("\n"));
        text.push_str("\n\n");
    }
}

/// Documents that hold nothing, where there are several documents.
pub fn documents_block(text: &mut String, survey: &Survey, announced: &Announced, tables: &Tables, learnt: &Learnt) {
    let used: BTreeSet<usize> =
        [&announced.pieces, &tables.fields, &tables.values].into_iter().flatten().copied().collect();
    let errors: usize = learnt.unread.values().sum();
    if errors > 0 {
        let _ = writeln!(
            text,
            "# {} of them hold tables or labels that no rule explains, in {errors} places; nothing leads to them",
            learnt.unread.len()
        );
    }
    for (lines, count) in page::documents(survey, &used, &learnt.unread.keys().copied().collect()) {
        let _ = writeln!(
            text,
            "# {count} of {} documents; say `ignored` if they are not part of the API",
            survey.names.len()
        );
        block(text, &lines);
    }
}

/// How endpoints are named, so that no two have one name.
pub fn path_block(text: &mut String, announced: &Announced) {
    let mut lines = Vec::new();
    let bare = announced.calls.iter().filter(|(_, path)| !path.starts_with('/')).count() + announced.bare;
    if bare > 0 {
        lines.push(format!("add_slash = true # {bare} paths are written without it"));
    }
    let calls: BTreeSet<(String, &str)> = announced
        .calls
        .iter()
        .map(|(method, path)| (method.clone().unwrap_or_default(), path.split('?').next().unwrap_or(path)))
        .collect();
    let clashes = |segments: usize| {
        let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (_, path) in &calls {
            let words: Vec<_> =
                path.split('/').filter(|word| !word.is_empty() && !word.starts_with(['{', ':', '<'])).collect();
            let from = words.len().saturating_sub(segments);
            let name = words.get(from..).unwrap_or_default().join("_");
            names.entry(name).or_default().insert(path);
        }
        names.values().filter(|paths| paths.len() > 1).map(BTreeSet::len).sum::<usize>()
    };
    let (one, two) = (clashes(1), clashes(2));
    let parameters = calls.iter().filter(|(_, path)| path.contains(['{', '<']) || path.contains("/:")).count();
    if one > 0 && two == 0 && parameters == 0 {
        lines.push(format!("name_segments = 2 # the last segment alone is that of several paths {one} times"));
    } else if one > 0 {
        lines
            .push(format!("names = \"method-and-path\" # the last segment alone is that of several paths {one} times"));
    }
    if parameters > 0 {
        lines.push(format!(
            "# parameter_type = \"…\" # {parameters} paths have parameters; say what those without a row in a table are"
        ));
    }
    if !lines.is_empty() {
        lines.insert(0, "[path]".into());
    }
    block(text, &lines);
}

pub fn cells_blocks(
    text: &mut String,
    tables: &Tables,
    cells: &cells::Cells,
    envelope: Option<&envelope::Envelope>,
    has_table: bool,
    learnt: &Learnt,
) {
    if !tables.columns.is_empty() {
        text.push_str("# ---- tables\n\n");
        text.push_str("[columns]\n");
    }
    for (kind, headers) in &tables.columns {
        let seen: Vec<_> = headers.iter().map(|(words, count)| format!("{} {count}", rule::one_line(words))).collect();
        let list = pattern::list(headers.iter().map(|(words, _)| words.as_str()));
        let _ = writeln!(text, "# in how many tables: {}\n{kind} = {list}", seen.join(", "));
    }
    if tables.several_values > 0 {
        let _ = writeln!(text, "value_separator = '[,，、]\\s*' # {} cells have several", tables.several_values);
    }
    if !tables.columns.is_empty() {
        text.push('\n');
    }
    cells.spelled.iter().for_each(|lines| block(text, lines));
    let (mut types, shapes) = (cells.types.clone(), &cells.shapes);
    let outer = envelope.map(|envelope| envelope.toml(has_table, &mut types.lines));
    let empty = tables.empty_types;
    if empty > 0 {
        types.lines.push(format!("\"\" = \"any\" # {empty} cells say nothing"));
    }
    if types.lines.first().is_some_and(|line| !line.starts_with('[')) {
        types.lines.insert(0, "[types]".into());
    }
    if !types.lines.is_empty() {
        types.lines.insert(0, format!("# {} of {} type cells", types.known, types.all));
    }
    block(text, &types.lines);
    for (count, lines, example) in shapes {
        let _ = writeln!(text, "# {count} cells, such as {}", rule::one_line(example));
        block(text, lines);
    }
    block(text, &outer.unwrap_or_default());
    block(text, &undefined(learnt));
}

/// The types that nobody defines, as what could be said of them: what each is, the documents do not say.
fn undefined(learnt: &Learnt) -> Vec<String> {
    if learnt.undefined.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        "# No document defines these types, and `gen` says where they are used. Say what they are, or correct the headings of"
            .to_owned(),
        "# their tables.".to_owned(),
        "# [define]".to_owned(),
    ];
    let each = |(name, count): (&String, &usize)| format!("# {} = {{ type = \"…\" }} # {count}", pattern::word(name));
    lines.extend(learnt.undefined.iter().map(each));
    lines
}
