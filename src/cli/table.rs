//! Tables for a terminal, which fit its width.

use textwrap::{Options, WordSplitter, core::display_width, wrap};

/// The space between two columns.
const GAP: usize = 2;

/// How far a line that continues a row is indented.
const INDENT: usize = 4;

/// Fewer columns than this are too narrow for a sentence: the last cell then stands below the others.
const MIN_TEXT_WIDTH: usize = 30;

/// A narrower terminal than this is not used as such.
const MIN_WIDTH: usize = 40;

/// The width of the terminal that stdout is, or of a usual one.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).max(MIN_WIDTH)
}

/// A table with a line of heads. Columns are as wide as their widest cell, except for the last, which is wrapped. Columns that do
/// not fit stand on a further line. Those with these heads are aligned to the right.
pub(super) fn table(heads: &[&str], rows: &[Vec<String>], right: &[&str], width: usize) -> String {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let rows: Vec<&Vec<String>> = std::iter::once(&heads).chain(rows).collect();
    let widths: Vec<usize> = (0..heads.len())
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| display_width(cell)).max().unwrap_or_default())
        .collect();
    // A word is not broken where it fits on a line of its own.
    let last_cells = rows.iter().filter_map(|row| row.last()).flat_map(|cell| cell.split_whitespace());
    let longest = last_cells.map(display_width).max().unwrap_or_default();
    let mut text = String::new();
    for row in rows {
        let (mut line, mut used) = (String::new(), 0);
        for (at, cell) in row.iter().enumerate() {
            let column = widths.get(at).copied().unwrap_or_default();
            let is_last = at + 1 == row.len();
            let needed = if is_last { column.min(MIN_TEXT_WIDTH.max(longest)) } else { column };
            if at > 0 {
                (line, used) = if used + GAP + needed <= width {
                    (pad(line, used + GAP), used + GAP)
                } else {
                    text.push_str(line.trim_end());
                    text.push('\n');
                    (" ".repeat(INDENT), INDENT)
                };
            }
            if is_last {
                let indent = " ".repeat(used);
                if right.contains(&heads.get(at).map(String::as_str).unwrap_or_default()) {
                    line.push_str(&" ".repeat(column.saturating_sub(display_width(cell))));
                }
                let lines = wrap(cell, options(width.saturating_sub(used).max(1)));
                line.push_str(&lines.join(&format!("\n{indent}")));
                break;
            }
            let head = heads.get(at).map(String::as_str).unwrap_or_default();
            let space = column.saturating_sub(display_width(cell));
            if right.contains(&head) {
                line.push_str(&" ".repeat(space));
            }
            line.push_str(cell);
            used += column;
            line = pad(line, used);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Words are not split at their hyphens: many are values to be copied.
fn options<'a>(width: usize) -> Options<'a> {
    Options::new(width).word_splitter(WordSplitter::NoHyphenation)
}

fn pad(mut line: String, width: usize) -> String {
    let space = width.saturating_sub(display_width(&line));
    line.push_str(&" ".repeat(space));
    line
}

/// A paragraph, wrapped and indented.
pub(super) fn paragraph(text: &str, indent: usize, width: usize) -> String {
    let indent = " ".repeat(indent);
    textwrap::fill(text, options(width).initial_indent(&indent).subsequent_indent(&indent))
}

#[cfg(test)]
mod tests {
    use super::table;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn the_last_column_is_wrapped_to_the_width() {
        let rows = rows(&[&["a", "1", "five words in one longer sentence, wrapped"], &["löng", "20", "short"]]);
        assert_eq!(
            table(&["name", "n", "about"], &rows, &["n"], 40),
            "name   n  about\na      1  five words in one longer\n          sentence, wrapped\nlöng  20  short\n"
        );
    }

    #[test]
    fn what_does_not_fit_stands_on_a_further_line() {
        let name = "a".repeat(30);
        let rows = rows(&[&[name.as_str(), "read", "a sentence that is longer than what is left of the line"]]);
        let text = table(&["tool", "effect", "description"], &rows, &[], 40);
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(text.contains(&format!("{name}  read\n    a sentence")), "{text}");
    }
}
