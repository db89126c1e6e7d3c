//! Characters that show nothing, and texts in which they are made visible.

use std::fmt::Write as _;

/// Whether a character shows nothing of itself: control and format characters (Unicode's Cc and Cf), those that change the
/// direction of text or break lines, fillers, and selectors other than those of emoji.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}'
            | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text without invisible characters. White space stays, and so do joiners, which change how the characters beside them look.
pub fn seen(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c) || c.is_whitespace() || is_joiner(c)).collect()
}

/// A text as a reader sees it: as [`seen`], without white space and joiners around it.
pub fn shown(text: &str) -> String {
    seen(text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)))
}

/// A text in quotes, whole, on one line, with its invisible characters made visible, so that none can pass for another.
pub fn quoted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 2);
    quote(text, &mut shown);
    shown
}

/// Adds a text to `shown` as [`quoted`] has it.
pub fn quote(text: &str, shown: &mut String) {
    shown.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => shown.extend(['\\', c]),
            '\n' => shown.push_str("\\n"),
            // Writing to a String cannot fail.
            c if is_invisible(c) => drop(write!(shown, "\\u{{{:x}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    shown.push('"');
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_shows_nothing_is_left_out() {
        for (text, seen) in [
            ("Hi\u{200b}", "Hi"),
            ("\u{feff} Hi \u{200d}\u{2060}\n", "Hi"),
            ("a\u{ad}b\u{0}c\n\td", "abc\n\td"),
            ("👨\u{200d}👩 ❤\u{fe0f}", "👨\u{200d}👩 ❤\u{fe0f}"),
            ("\u{200b}", ""),
        ] {
            assert_eq!(shown(text), seen, "{text:?}");
        }
    }
}
