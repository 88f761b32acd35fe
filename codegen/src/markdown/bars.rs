//! Bars inside of cells: a row with more cells than its header, of which brackets, quotes or blanks tell which `|` stand
//! in a cell and which between two.

use std::collections::{HashMap, HashSet};

/// Over how many lines a row goes at most.
const LONGEST: usize = 40;

/// The bars that stand inside of cells, by the number of the line, as offsets in it.
pub(super) fn inside(lines: &[(usize, &str)]) -> HashMap<usize, Vec<usize>> {
    let mut found = HashMap::new();
    let mut columns = None;
    for (at, (_, line)) in lines.iter().enumerate() {
        let header = at.checked_sub(1).and_then(|before| lines.get(before)).map_or("", |(_, line)| line);
        if !line.contains('|') {
            columns = None;
        } else if columns.is_none() && is_rule(line) && header.contains('|') {
            columns = Some(count_cells(header));
        } else if let Some(columns) = columns {
            let bars = of_row(line, columns);
            if !bars.is_empty() {
                found.insert(at, bars);
            }
        }
    }
    found
}

/// The lines of rows that go on in the next line, by their numbers: a row that lacks cells and its last bar, up to the line
/// that has them. Programs write rows so whose cells have several lines.
pub(super) fn broken(lines: &[(usize, &str)]) -> HashSet<usize> {
    let text = |at: usize| lines.get(at).map_or("", |(_, line)| line.trim());
    let (mut found, mut columns, mut at) = (HashSet::new(), None, 0);
    while at < lines.len() {
        let line = text(at);
        let header = at.checked_sub(1).map_or("", text);
        if is_rule(line) && line.starts_with('|') && header.starts_with('|') && header.ends_with('|') {
            columns = Some(count_cells(header));
        } else if !line.starts_with('|') {
            columns = None;
        } else if let Some(end) = columns.and_then(|columns| row_end(at, columns, text)) {
            found.extend(at..end);
            at = end;
        }
        at += 1;
    }
    found
}

/// The line in which the row ends that begins at `at`, where it is not the same.
fn row_end<'a>(at: usize, columns: usize, text: impl Fn(usize) -> &'a str) -> Option<usize> {
    let first = text(at);
    let mut cells = count_cells(first);
    if first.ends_with('|') || cells > columns {
        return None;
    }
    for end in at + 1..at + 1 + LONGEST {
        let line = text(end);
        if line.starts_with(['|', '#', '`', '~', '<']) {
            return None;
        }
        if line.contains('|') {
            cells += count_cells(line).saturating_sub(1);
            return (line.ends_with('|') && cells == columns).then_some(end);
        }
    }
    None
}

/// How many cells the source of a row has: the parser itself drops the ones beyond the header.
pub(super) fn count_cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let mut pipes = 0;
    let mut ends_with_pipe = false;
    for character in row.chars() {
        ends_with_pipe = character == '|' && !escaped;
        pipes += usize::from(ends_with_pipe);
        escaped = character == '\\' && !escaped;
    }
    pipes + usize::from(!ends_with_pipe)
}

/// Whether a line is the one below the header of a table.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|letter| "|-: \t".contains(letter))
}

/// The bars of a row that stand inside of its cells; none where it has as many cells as its header, or where it cannot
/// be told.
fn of_row(line: &str, columns: usize) -> Vec<usize> {
    let surplus = count_cells(line).saturating_sub(columns);
    let bars = bars(line);
    let beyond = bars.get(columns.saturating_sub(1)..).unwrap_or_default();
    // Empty cells at the end are no part of the row.
    let empty =
        beyond.first().is_some_and(|at| line.get(*at..).unwrap_or_default().trim_matches(['|', ' ', '\t']).is_empty());
    if surplus == 0 || empty {
        return Vec::new();
    }
    let within = |ranges: &[(usize, usize)]| -> Vec<usize> {
        let held = |at: &&usize| ranges.iter().any(|(start, end)| (start..end).contains(at));
        bars.iter().filter(held).copied().collect()
    };
    let (code, brackets) = (code(line), brackets(line));
    let tight: Vec<(usize, usize)> = bars.iter().filter(|at| is_tight(line, **at)).map(|at| (*at, at + 1)).collect();
    let all = [code.as_slice(), &brackets].concat();
    let every = [all.as_slice(), &tight].concat();
    let ways = [code, brackets, all, tight, every];
    ways.iter().map(|ranges| within(ranges)).find(|bars| bars.len() == surplus).unwrap_or_default()
}

/// The offsets of the bars between the cells of a row, without those at its ends.
fn bars(line: &str) -> Vec<usize> {
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    let mut escaped = false;
    let mut bars: Vec<usize> = Vec::new();
    for (at, letter) in line.char_indices() {
        if letter == '|' && !escaped && at != start {
            bars.push(at);
        }
        escaped = letter == '\\' && !escaped;
    }
    if bars.last().is_some_and(|at| at + 1 == end) {
        bars.pop();
    }
    bars
}

/// Whether no blank stands beside a bar.
fn is_tight(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|text| text.chars().next_back());
    let after = line.get(at + 1..).and_then(|text| text.chars().next());
    [before, after].into_iter().all(|letter| letter.is_some_and(|letter| !letter.is_whitespace() && letter != '|'))
}

/// The code spans of a line.
fn code(line: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open) = (Vec::new(), None::<(usize, usize)>);
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let ticks = rest.get(start..).unwrap_or_default();
        let length = ticks.len() - ticks.trim_start_matches('`').len();
        let at = line.len() - rest.len() + start;
        match open {
            Some((from, wanted)) if wanted == length => {
                found.push((from, at));
                open = None;
            }
            Some(_) => {}
            None => open = Some((at, length)),
        }
        rest = ticks.get(length..).unwrap_or_default();
    }
    found
}

/// What stands between brackets that close in the order in which they open, and between straight quotes.
fn brackets(line: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open) = (Vec::new(), Vec::<(char, usize)>::new());
    for (at, letter) in line.char_indices() {
        let opening = match letter {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '>' => '<',
            '）' => '（',
            '(' | '[' | '{' | '<' | '（' => {
                open.push((letter, at));
                continue;
            }
            '"' if open.iter().all(|(mark, _)| *mark != '"') => {
                open.push((letter, at));
                continue;
            }
            '"' => '"',
            _ => continue,
        };
        if let Some(last) = open.iter().rposition(|(mark, _)| *mark == opening) {
            found.extend(open.get(last).map(|(_, from)| (*from, at)));
            open.truncate(last);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{count_cells, of_row};

    #[test]
    fn cells_are_counted_as_written() {
        let cases =
            [("| a | b |", 2), ("a | b", 2), (r"| a \| b | c |\n", 3), ("| a | | |", 3), ("|", 1), (r"| a \\| b |", 2)];
        for (row, count) in cases {
            assert_eq!(count_cells(row), count, "{row}");
        }
    }

    #[test]
    fn bars_inside_of_cells_are_told() {
        let cases = [
            ("| a | b | c |", "| a | b | c |"),
            ("| a | `x|y` | c |", r"| a | `x\|y` | c |"),
            ("| a | one of (x|y|z) | c |", r"| a | one of (x\|y\|z) | c |"),
            ("| a | {x | y} | c |", r"| a | {x \| y} | c |"),
            ("| a | \"x | y\" | c |", r#"| a | "x \| y" | c |"#),
            ("| a | text|null | c |", r"| a | text\|null | c |"),
            ("| a|b | (x|y) | c |", r"| a\|b | (x\|y) | c |"),
            (r"| a | x \| y | c |", r"| a | x \| y | c |"),
            // Nothing tells which of the bars separates cells.
            ("| a | b | c | d |", "| a | b | c | d |"),
            ("|a|b|c|d|", "|a|b|c|d|"),
            ("| a (see | b) | (c | d) |", "| a (see | b) | (c | d) |"),
            ("| a | b | c | | |", "| a | b | c | | |"),
            ("| a | b |", "| a | b |"),
        ];
        for (row, expected) in cases {
            let mut told = row.to_owned();
            of_row(row, 3).into_iter().rev().for_each(|at| told.insert(at, '\\'));
            assert_eq!(told, expected, "{row}");
        }
    }
}
