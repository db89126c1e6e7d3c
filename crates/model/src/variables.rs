//! Variables in the texts of messages: `{{ name }}`, and the tags of Liquid, `{% if … %}`.

use crate::arguments::truncate;

/// How much of a text is repeated.
const MAX_CHARS: usize = 40;

/// What a text begins as a variable, or as a tag, and does not end: the text from there on. One may stand within another, as in
/// `{{RANDOM | {{firstName}} | you}}`.
pub fn unclosed(text: &str) -> Option<String> {
    let at =
        [("{{", "}}"), ("{%", "%}")].into_iter().filter_map(|(open, close)| first_open(text, open, close)).min()?;
    let begun = text.get(at..)?.lines().next()?;
    Some(truncate(begun.trim(), MAX_CHARS).to_string())
}

/// Where the text has an opening that is not closed.
fn first_open(text: &str, open: &str, close: &str) -> Option<usize> {
    let mut opened = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let next = |mark: &str| rest.find(mark);
        match (next(open), next(close)) {
            (Some(begin), end) if end.is_none_or(|end| begin < end) => {
                opened.push(at + begin);
                at += begin + open.len();
            }
            (_, Some(end)) => {
                // Braces of something else, such as a style sheet.
                opened.pop();
                at += end + close.len();
            }
            _ => break,
        }
    }
    opened.pop()
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn what_is_begun_and_not_ended_is_found() {
        for (text, begun) in [
            ("Hi {{ prospect_firstname | default: 'you' }}, {% if is_monday %}good Monday{% endif %}", None),
            ("Hi {{RANDOM | {{firstName}} | you}}", None),
            ("a { b } } c", None),
            ("<style>@media x { a { b } }}</style>{{ a }}", None),
            ("", None),
            ("Hi {{ prospect_firstname", Some("{{ prospect_firstname")),
            ("Hi {{ prospect_firstname }, how", Some("{{ prospect_firstname }, how")),
            ("Hi {{ first, from {{ city }}", Some("{{ first, from {{ city }}")),
            ("{% if is_monday }Good Monday", Some("{% if is_monday }Good Monday")),
            ("Hi {{ a\nB", Some("{{ a")),
        ] {
            assert_eq!(unclosed(text).as_deref(), begun, "{text}");
        }
    }
}
