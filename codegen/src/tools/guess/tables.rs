//! Tables: what their columns hold, by the words of the headers and by the cells.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers;
use super::survey::{Survey, What};
use super::words::{self, WORDS, plain};
use crate::markdown::{Row, Table};
use crate::recognise::status;

/// The columns of all tables with one header text.
#[derive(Debug, Default)]
pub struct Header {
    /// In how many tables it stands.
    pub tables: usize,
    /// The cells below it, without empty ones.
    pub cells: Vec<String>,
    /// How often it is the first column.
    pub leads: usize,
    /// How often a column of types stands in the same table.
    pub typed: usize,
    /// How often the first column of the same table holds values.
    pub valued: usize,
    /// How often the first column of the same table is called that of names.
    pub named: usize,
}

/// Headers for what must be there that stand above other demands as often.
const AMBIGUOUS: [&str; 2] = ["要求", "m/o"];

impl Header {
    /// Whether it stands above words, behind the names of fields. What a header for presence says there cannot be a mere
    /// description: a cell that is not understood is reported then, and the field is not required in silence.
    fn is_of_rows(&self) -> bool {
        let fields = self.typed * 2 >= self.tables || self.named * 2 >= self.tables;
        fields && self.leads == 0 && !self.cells.is_empty()
    }
}

/// What was found out about tables.
#[derive(Debug, Default)]
pub struct Tables {
    /// The headers by what they hold, the key of `[columns]`, in the order of how often they occur.
    pub columns: BTreeMap<&'static str, Vec<(String, usize)>>,
    /// The cells of each kind of column.
    pub cells: BTreeMap<&'static str, Vec<String>>,
    /// The tables of fields, and those of values.
    pub fields: BTreeSet<usize>,
    /// The tables of values.
    pub values: BTreeSet<usize>,
    /// Items of lists that stand for rows.
    pub bullets: BTreeSet<usize>,
    /// Those of them that are HTTP statuses.
    pub statuses: BTreeSet<usize>,
    /// Rows whose presence is not said where others say that they must be there.
    pub unsaid_presence: usize,
    /// Cells with several values.
    pub several_values: usize,
    /// How many cells of type columns are empty.
    pub empty_types: usize,
    /// Of type cells, how many rows show numbers with a fraction, and how many show others.
    pub fractions: BTreeMap<String, (usize, usize)>,
    /// How many descriptions have a link beside a type that leaves open what it is.
    pub typed_links: usize,
}

/// The kinds of columns, in the order in which one is tried.
const KINDS: [&str; 9] =
    ["type", "optional", "presence", "location", "default", "name", "value", "item", "description"];

/// Looks at the tables that announce nothing.
pub fn tables(survey: &Survey, announcing: &BTreeSet<usize>) -> Tables {
    let all = || {
        survey.pieces.iter().enumerate().filter(|(at, _)| !announcing.contains(at)).filter_map(|(at, piece)| {
            match &piece.what {
                What::Table(table) => Some((at, table)),
                _ => None,
            }
        })
    };
    let headers = headers(all().map(|(_, table)| table));
    let mut found = Tables::default();
    let unknown = found.sort(headers);
    found.describe(unknown, all().map(|(_, table)| table));
    let members = numbers::shown(survey);
    for (at, table) in all() {
        found.note_numbers(table, &members);
        found.empty_types += empty_types(table);
        found.typed_links += typed_links(table);
        let has = |kind: &str| table.header.iter().any(|cell| found.is(cell.text.text.trim(), kind));
        let of_values = has("value") && !has("type") && !has("presence");
        if (has("name") || has("item") && has("type")) && !of_values {
            found.fields.insert(at);
        } else if has("value") {
            found.values.insert(at);
        }
    }
    found
}

/// The columns of tables by the text of their headers.
fn headers<'t>(tables: impl Iterator<Item = &'t Table>) -> BTreeMap<String, Header> {
    let mut headers: BTreeMap<String, Header> = BTreeMap::new();
    for table in tables {
        let typed = (0..table.header.len()).any(|column| is_type(table, column));
        let first = table.header.first().map_or("", |cell| cell.text.text.as_str());
        let valued = !typed && (named("value", first) || numbers(&cells(table, 0).collect::<Vec<_>>()));
        for (column, cell) in table.header.iter().enumerate() {
            let header = headers.entry(cell.text.text.trim().to_owned()).or_default();
            header.tables += 1;
            header.leads += usize::from(column == 0);
            header.typed += usize::from(typed);
            header.valued += usize::from(valued);
            header.named += usize::from(named("name", first));
            header.cells.extend(cells(table, column).map(str::to_owned));
        }
    }
    headers
}

impl Tables {
    /// Whether a column says what must be there.
    pub fn has_presence(&self) -> bool {
        ["presence", "optional"].iter().any(|kind| self.columns.contains_key(kind))
    }

    /// Whether a column with this header is of this kind.
    fn is(&self, header: &str, kind: &str) -> bool {
        self.columns.get(kind).is_some_and(|known| known.iter().any(|(words, _)| words == header))
    }

    /// Sorts columns by what they hold. Gives back those of which nothing tells it, with how often they occur.
    fn sort(&mut self, headers: BTreeMap<String, Header>) -> Vec<(String, usize)> {
        let mut by_count: Vec<_> = headers.into_iter().filter(|(words, _)| !words.is_empty()).collect();
        by_count.sort_by(|(a, x), (b, y)| y.tables.cmp(&x.tables).then_with(|| a.cmp(b)));
        let mut unknown = Vec::new();
        for (words, header) in by_count {
            let Some(kind) = KINDS.into_iter().find(|kind| holds(kind, &words, &header)) else {
                unknown.push((words, header.tables));
                continue;
            };
            if kind == "value" {
                self.several_values += header.cells.iter().filter(|cell| several(cell)).count();
            }
            self.columns.entry(kind).or_default().push((words, header.tables));
            self.cells.entry(kind).or_default().extend(header.cells);
        }
        unknown
    }

    /// Takes columns of which nothing tells what they hold for descriptions, where they stand beside those of rows.
    fn describe<'t>(&mut self, unknown: Vec<(String, usize)>, tables: impl Iterator<Item = &'t Table>) {
        let beside: BTreeSet<&str> = tables
            .map(|table| table.header.iter().map(|cell| cell.text.text.trim()).collect::<Vec<_>>())
            .filter(|header| header.iter().any(|words| self.is(words, "name") || self.is(words, "value")))
            .flatten()
            .collect();
        let more = unknown.into_iter().filter(|(words, _)| beside.contains(words.as_str()));
        self.columns.entry("description").or_default().extend(more);
        self.columns.retain(|_, known| !known.is_empty());
    }

    /// Makes documentation of tables that are an index, by the header above their paths.
    pub fn indexes(&mut self, survey: &Survey, indexes: &[(String, usize)]) {
        for (term, at) in indexes {
            let Some(What::Table(table)) = survey.pieces.get(*at).map(|piece| &piece.what) else { continue };
            for cell in &table.header {
                let words = cell.text.text.trim();
                if self.columns.values().flatten().any(|(known, _)| known == words) {
                    continue;
                }
                let kind = if words == term { "term" } else { "description" };
                self.columns.entry(kind).or_default().push((words.to_owned(), 1));
            }
        }
    }
}

impl Tables {
    /// Whether rows with this type cell show numbers with a fraction, and not once by chance.
    pub fn has_fractions(&self, cell: &str) -> bool {
        self.fractions.get(cell).is_some_and(|(fractions, others)| *fractions > 0 && fractions * 3 >= *others)
    }

    /// Whether a row with this type cell shows a number with a fraction.
    pub fn has_fraction(&self, cell: &str) -> bool {
        self.fractions.get(cell).is_some_and(|(fractions, _)| *fractions > 0)
    }

    /// Notes whether a row with a type cell shows a fraction, or a number without one.
    pub fn note_number(&mut self, cell: String, fraction: bool) {
        let (fractions, others) = self.fractions.entry(cell).or_default();
        *(if fraction { fractions } else { others }) += 1;
    }

    /// Notes which numbers the rows of a table show: in a cell, or in JSON under their name.
    fn note_numbers(&mut self, table: &Table, members: &BTreeMap<&str, bool>) {
        let column = |kind: &str| table.header.iter().position(|cell| self.is(cell.text.text.trim(), kind));
        let (Some(types), name) = (column("type"), column("name")) else { return };
        let text = |row: &Row, at: usize| row.cells.get(at).map(|cell| cell.text.text.trim().to_owned());
        for row in &table.rows {
            let name = name.and_then(|at| text(row, at));
            let cells = row.cells.iter().map(|cell| cell.text.text.as_str());
            let Some(fraction) = numbers::fraction(name.as_deref(), cells, members) else { continue };
            if let Some(cell) = text(row, types) {
                self.note_number(cell, fraction);
            }
        }
    }
}

/// Whether a cell has several numbers.
fn several(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split([',', '，', '、']).collect();
    parts.len() > 1 && parts.iter().all(|part| part.trim().trim_matches('`').parse::<i64>().is_ok())
}

/// How many cells of the column of types are empty, in rows that have others.
fn empty_types(table: &Table) -> usize {
    let Some(column) = (0..table.header.len()).find(|column| is_type(table, *column)) else { return 0 };
    let text = |cell: &crate::markdown::Cell| cell.text.text.trim().is_empty();
    let empty =
        |row: &&crate::markdown::Row| row.cells.get(column).is_some_and(text) && !row.cells.first().is_some_and(text);
    table.rows.iter().filter(empty).count()
}

/// How many rows have a type that leaves open what it is, or one number of several, and a link to a place in another cell.
fn typed_links(table: &Table) -> usize {
    let Some(column) = (0..table.header.len()).find(|column| is_type(table, *column)) else { return 0 };
    let open = |row: &&crate::markdown::Row| {
        let words = row.cells.get(column).map_or("", |cell| cell.text.text.as_str());
        matches!(words::find(&WORDS.types, words), Some("object" | "array" | "any" | "int32" | "int64"))
    };
    let leads = |row: &&crate::markdown::Row| {
        let cells = row.cells.iter().enumerate().filter(|(at, _)| *at != column);
        cells.flat_map(|(_, cell)| &cell.text.links).any(|link| link.url.contains('#'))
    };
    table.rows.iter().filter(open).filter(leads).count()
}

/// The cells below the header of a column that are not empty.
pub fn cells(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    let cells = table.rows.iter().filter_map(move |row| row.cells.get(column));
    // A blank that does not break is a step of depth before a name.
    cells.map(|cell| cell.text.text.trim_end().trim_ascii_start()).filter(|cell| !cell.is_empty())
}

fn is_type(table: &Table, column: usize) -> bool {
    let header = table.header.get(column).map_or("", |cell| cell.text.text.as_str());
    named("type", header)
        || mostly(&cells(table, column).collect::<Vec<_>>(), 8, |cell| words::find(&WORDS.types, cell).is_some())
}

fn named(kind: &str, header: &str) -> bool {
    words::list(&WORDS.columns, kind).contains(&plain(header))
}

/// Whether a header says that its column holds `kind`, and its cells do not say otherwise; or its cells say so alone.
fn holds(kind: &str, words: &str, header: &Header) -> bool {
    let cells: Vec<&str> = header.cells.iter().map(String::as_str).collect();
    let by_name = named(kind, words);
    let leads = header.leads * 2 >= header.tables;
    let fields = header.typed * 2 >= header.tables;
    // A few short words can look like those of another kind.
    let elsewhere = KINDS.iter().any(|other| *other != kind && named(other, words));
    match kind {
        "type" => {
            (by_name && !cells.iter().all(|cell| cell.parse::<i64>().is_ok()) && !speaks_of_presence(&cells)) && fields
                || mostly(&cells, 8, |cell| words::find(&WORDS.types, cell).is_some())
        }
        "presence" => {
            let known = |cell: &str| words::find(&WORDS.presence, cell).is_some();
            let alone = fields && cells.len() >= 2 && mostly(&cells, 10, known) && !leads && !elsewhere;
            // "Required, but for …" says as much of the column as "required" does.
            let speaks = |cell: &str| known(cell) || words::mentions(cell, words::list(&WORDS.presence, "required"));
            by_name && (mostly(&cells, 5, speaks) || header.is_of_rows() && !AMBIGUOUS.contains(&plain(words).as_str()))
                || alone
                || named("type", words) && speaks_of_presence(&cells)
        }
        "optional" => {
            let known = |cell: &str| words::find(&WORDS.presence, cell).is_some();
            by_name && (mostly(&cells, 5, known) || header.is_of_rows())
        }
        "location" => {
            let known = |cell: &str| words::find(&WORDS.locations, cell).is_some();
            let alone = cells.len() >= 2 && mostly(&cells, 9, known) && !leads && !elsewhere;
            by_name && mostly(&cells, 5, known) || alone
        }
        "name" => {
            (by_name || leads && fields)
                && mostly(&cells, 6, is_name)
                && (fields || by_name && leads && !numbers(&cells))
        }
        "value" => {
            let statuses = named("status", words) && leads && mostly(&cells, 10, |cell| status::read(cell).is_some());
            // A value of the field in the first column.
            let of_field = by_name && !fields && !leads && header.named * 2 >= header.tables;
            statuses
                || of_field
                || by_name
                    && (leads && !fields || mostly(&cells, 8, |cell| cell.trim_matches('`').parse::<i64>().is_ok()))
                || leads && !fields && numbers(&cells)
        }
        "item" => by_name && leads,
        "description" => by_name || (fields || header.valued * 2 >= header.tables) && !leads,
        _ => by_name,
    }
}

/// Whether cells have words for what must be there and nothing else, as a column that is called `type` beside one for the
/// data type has.
fn speaks_of_presence(cells: &[&str]) -> bool {
    mostly(cells, 10, |cell| cell.chars().count() > 1 && words::find(&WORDS.presence, cell).is_some())
}

fn numbers(cells: &[&str]) -> bool {
    !cells.is_empty() && mostly(cells, 9, |cell| cell.trim_matches('`').parse::<i64>().is_ok())
}

/// Whether at least `tenths` of ten cells fit.
fn mostly(cells: &[&str], tenths: usize, fits: impl Fn(&str) -> bool) -> bool {
    let good = cells.iter().filter(|cell| fits(cell)).count();
    !cells.is_empty() && good * 10 >= cells.len() * tenths
}

/// Whether a cell can be the name of a field, with the marks that some documents put around names.
pub fn is_name(cell: &str) -> bool {
    let name = cell.trim_start_matches(['»', '>', '-', '└', '├', '*', ' ', '\u{a0}']).trim_matches('`');
    let first = name.split([' ', '\n', '或', '/']).next().unwrap_or_default().trim_end_matches(['?', '*', '`']);
    first.starts_with(|c: char| c.is_ascii_alphabetic() || "_{$".contains(c))
        && first.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]{}$".contains(c))
}

/// The kind of column that a header is most like, for tables that no rule explains.
#[must_use]
pub fn nearest(header: &str) -> Option<&'static str> {
    KINDS
        .into_iter()
        .find(|kind| named(kind, header))
        .or_else(|| KINDS.into_iter().find(|kind| words::mentions(header, words::list(&WORDS.columns, kind))))
}
