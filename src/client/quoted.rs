//! A vendor's own words within this program's sentences.

use outreach_model::arguments::truncate;

/// The most characters that are quoted of a vendor.
const MAX_QUOTED_CHARS: usize = 400;

/// Third-party text, safe to quote: one line of at most [`MAX_QUOTED_CHARS`], without tags and control characters.
pub(super) fn quotable(text: &str) -> String {
    let mut untagged = String::with_capacity(text.len().min(4 * MAX_QUOTED_CHARS));
    let mut rest = text.get(..text.floor_char_boundary(16 * MAX_QUOTED_CHARS)).unwrap_or(text);
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        untagged.push_str(before);
        let tag_like =
            tag.chars().nth(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        match tag.find('>').filter(|_| tag_like) {
            Some(end) => {
                untagged.push(' ');
                rest = tag.get(end + 1..).unwrap_or_default();
            }
            None => {
                untagged.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    untagged.push_str(rest);
    let words: Vec<&str> =
        untagged.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    let line = line.trim_end_matches(['.', ' ']);
    if line.chars().count() <= MAX_QUOTED_CHARS {
        line.to_owned()
    } else {
        format!("{}…", truncate(line, MAX_QUOTED_CHARS))
    }
}

/// Removes the full stop after a question or exclamation mark that ends a vendor's words.
pub(super) fn single_stops(message: &str) -> String {
    message.replace("!. ", "! ").replace("?. ", "? ")
}

#[cfg(test)]
mod tests {
    use super::quotable;

    #[test]
    fn a_quote_is_one_line_of_plain_text() {
        let table = [
            ("body must have required property 'name'", "body must have required property 'name'"),
            ("limit must be <= 100.", "limit must be <= 100"),
            ("<html><body><h1>502</h1>Bad\nGateway</body></html>", "502 Bad Gateway"),
            ("a\u{0}b\u{1b}[31mred", "a b [31mred"),
            ("  \n ", ""),
            ("a < b and c > d", "a < b and c > d"),
            ("<b", "<b"),
        ];
        for (text, quoted) in table {
            assert_eq!(quotable(text), quoted, "{text:?}");
        }
        assert!(quotable(&"é".repeat(10_000)).chars().count() <= 401);
    }
}
