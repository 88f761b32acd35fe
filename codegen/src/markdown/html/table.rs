//! Tables that are written in HTML.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Token, attribute, linked, tokens};
use crate::markdown::link::Link;

/// How many rows and columns a cell goes over at most.
const WIDEST: usize = 200;

/// A cell of an HTML table: where its content is in the HTML, and its words.
#[derive(Clone)]
pub struct HtmlCell {
    /// Where the content is.
    pub range: Range<usize>,
    /// The words: tags left out, `<br>` as a line break, entities resolved.
    pub words: String,
    /// The links in the words.
    pub links: Vec<Link>,
    /// Over how many rows it goes.
    rows: usize,
    /// Over how many columns it goes.
    columns: usize,
}

/// The rows of the HTML if it is one table and nothing else, comments aside. At least one row has a cell. A cell that goes
/// over several rows stands in each of them, and what a cell covers that goes over several columns is empty.
pub fn table(html: &str) -> Option<Vec<Vec<HtmlCell>>> {
    let mut rows: Vec<Vec<HtmlCell>> = Vec::new();
    let (mut inside, mut cell) = (false, None::<Range<usize>>);
    for token in tokens(html) {
        match token {
            Token::Text(range) if !inside && !html.get(range.clone())?.trim().is_empty() => return None,
            Token::Tag { name, closing, range } => {
                if cell.is_some() && ends_cell(&name, closing) {
                    let tag = cell.take()?;
                    let content = tag.end..range.start;
                    let (words, links) = indented(html.get(content.clone())?);
                    let tag = html.get(tag)?;
                    let over = |name: &str| attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(1);
                    let (rows_over, columns) = (over("rowspan").min(WIDEST), over("colspan").clamp(1, WIDEST));
                    rows.last_mut()?.push(HtmlCell { words, links, range: content, rows: rows_over, columns });
                }
                match (name.as_str(), closing) {
                    ("table", false) if inside || !rows.is_empty() => return None,
                    ("table", closing) => inside = !closing,
                    _ if !inside => return None,
                    ("tr", false) => rows.push(Vec::new()),
                    ("td" | "th", false) if !rows.is_empty() => cell = Some(range),
                    _ => {}
                }
            }
            Token::Text(_) | Token::Comment => {}
        }
    }
    let mut rows = laid_out(rows);
    rows.retain(|row| !row.is_empty());
    (!inside && !rows.is_empty()).then_some(rows)
}

/// The words of a cell and their links. What its style sets them in by stands before them, two blanks that do not break for
/// every 20 pixels: tables show with it how deep a row stands.
fn indented(html: &str) -> (String, Vec<Link>) {
    let (words, mut links) = linked(html);
    let blanks = "\u{a0}".repeat(set_in(html));
    if words.is_empty() {
        return (words, links);
    }
    for link in &mut links {
        link.range = link.range.start + blanks.len()..link.range.end + blanks.len();
    }
    (blanks + &words, links)
}

/// How far the first words are set in, in steps of ten pixels.
fn set_in(html: &str) -> usize {
    let blank = |token: &Token| match token {
        Token::Text(range) => html.get(range.clone()).is_none_or(|text| text.trim().is_empty()),
        _ => true,
    };
    let pixels = tokens(html).take_while(blank).filter_map(|token| {
        let Token::Tag { closing: false, range, .. } = token else { return None };
        let style = attribute(html.get(range)?, "style")?;
        let (_, width) = style.split_once("padding-left:")?;
        width.split_once("px")?.0.trim().parse::<usize>().ok()
    });
    pixels.sum::<usize>().min(WIDEST * 10) / 10
}

/// The first words of a table that stand in none of its cells.
pub fn stray(html: &str) -> Option<&str> {
    let mut cell = false;
    tokens(html).find_map(|token| match token {
        Token::Text(range) if !cell => html.get(range).map(str::trim).filter(|words| !words.is_empty()),
        Token::Tag { name, closing, .. } => {
            cell = (cell && !ends_cell(&name, closing)) || (!closing && matches!(name.as_str(), "td" | "th"));
            None
        }
        _ => None,
    })
}

/// The cells of each row by their columns.
fn laid_out(rows: Vec<Vec<HtmlCell>>) -> Vec<Vec<HtmlCell>> {
    // The cells that go on in the rows below, by their columns, each with the number of these rows.
    let mut open: BTreeMap<usize, (usize, HtmlCell)> = BTreeMap::new();
    let mut laid = Vec::new();
    for row in rows {
        let (mut own, mut cells): (Vec<HtmlCell>, _) = (Vec::new(), row.into_iter());
        loop {
            let at = own.len();
            if let Some((left, cell)) = open.remove(&at) {
                own.push(cell.clone());
                if left > 1 {
                    open.insert(at, (left - 1, cell));
                }
                continue;
            }
            let Some(cell) = cells.next() else {
                // What goes on stands further to the right than the row's own cells.
                let Some((_, (_, below))) = open.range(at..).next() else { break };
                own.push(below.empty());
                continue;
            };
            for column in 0..cell.columns {
                let part = if column == 0 { cell.clone() } else { cell.empty() };
                if cell.rows > 1 {
                    open.insert(own.len(), (cell.rows - 1, part.clone()));
                }
                own.push(part);
            }
        }
        laid.push(own);
    }
    laid
}

impl HtmlCell {
    /// A cell in its place that says nothing.
    fn empty(&self) -> Self {
        Self { range: self.range.clone(), words: String::new(), links: Vec::new(), rows: 1, columns: 1 }
    }
}

fn ends_cell(name: &str, closing: bool) -> bool {
    matches!((name, closing), ("td" | "th" | "tr", _) | ("table" | "thead" | "tbody", true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_cell_by_cell() {
        let html = "<table>\n<tr><th colspan=\"2\">Basic</th></tr>\n<!-- <tr><td>no</td></tr> -->\n\
                    <tr><td>URL<td>/a/{b}<br/>1&lt;2</td></tr>\n</table>\n";
        let rows: Vec<Vec<_>> =
            table(html).unwrap().into_iter().map(|row| row.into_iter().map(|cell| cell.words).collect()).collect();
        assert_eq!(rows, [vec!["Basic", ""], vec!["URL", "/a/{b}\n1<2"]]);
        let html = "<table><tr><th>a<th>b<th>c</tr><tr><td>1<td rowspan=\"2\">2<td>One of:<ul><li>x</li><li>y</li></ul></tr>\
                    <tr><td>3<td>4</tr><tr><td colspan='2'>5<td>6<p>7</tr></table>";
        let rows: Vec<Vec<_>> =
            table(html).unwrap().into_iter().map(|row| row.into_iter().map(|cell| cell.words).collect()).collect();
        assert_eq!(rows[1..], [["1", "2", "One of:\n- x\n- y"], ["3", "2", "4"], ["5", "", "6\n7"]]);
        let html = "<table><tr><td> A <a class='x' href=\"#lamp\">lamp</a>, <a>none</a></td></tr></table>";
        let cell = table(html).unwrap().remove(0).remove(0);
        let links: Vec<_> =
            cell.links.iter().map(|link| (&cell.words[link.range.clone()], link.url.as_str())).collect();
        assert_eq!((cell.words.as_str(), links), ("A lamp, none", vec![("lamp", "#lamp")]));
        assert_eq!(stray("<table>\n<tr>\n<td>a <b>b</b></td> c\n</tr></table>"), Some("c"));
        assert_eq!(stray("<table><tr><th>a<td>b</td></tr>\n</table>"), None);
        for other in ["<p>a</p>", "<table></table>", "text", "<table><tr><td>a", "<table><tr><td>a</table><p>"] {
            assert!(table(other).is_none(), "{other}");
        }
    }
}
