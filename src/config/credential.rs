//! Reads a key as people and clients pass it on: in quotes, after `Bearer `, as a placeholder, with a character too many.

use secrecy::SecretString;

/// What a setting that holds a key was found to hold.
pub(super) enum Credential {
    /// A key, and what was left out around it, in words.
    Key(SecretString, Vec<&'static str>),
    /// Nothing.
    Missing,
    /// A text that was made to be replaced by a key.
    Placeholder(String),
    /// A damaged key; what is wrong with it, in words that follow the name of the setting.
    Damaged(String),
}

/// Pairs of quotation marks that come with a copied key.
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

impl Credential {
    /// Reads a setting's text.
    pub(super) fn read(text: &str) -> Self {
        // Editors put a byte order mark before the text of a file.
        let (key, left_out) = bare(text.trim_start_matches('\u{feff}'));
        if key.is_empty() {
            return Self::Missing;
        }
        if is_unfilled(key) {
            return Self::Placeholder(key.to_owned());
        }
        match key.chars().enumerate().find(|(_, c)| !c.is_ascii_graphic()) {
            None => Self::Key(SecretString::from(key), left_out),
            Some((at, c)) => Self::Damaged(odd(at + 1, c)),
        }
    }
}

/// What is wrong with a key that holds this character. The key itself is not shown.
fn odd(position: usize, c: char) -> String {
    let what = match c {
        ' ' => "a space".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        c => format!("the character U+{:04X}", u32::from(c)),
    };
    format!("contains {what} at position {position}, which cannot be part of a key: copy the key again")
}

/// A text without white space, quotation marks and `Bearer ` around it, and what was left out.
pub(super) fn bare(text: &str) -> (&str, Vec<&'static str>) {
    let (mut text, mut left_out) = (text.trim(), Vec::new());
    loop {
        let unquoted = QUOTES.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
        let scheme = text.get(..7).filter(|start| start.eq_ignore_ascii_case("bearer "));
        (text, left_out) = match (unquoted, scheme) {
            (Some(inner), _) => (inner.trim(), [left_out, vec!["quotation marks"]].concat()),
            (None, Some(scheme)) => {
                (text.strip_prefix(scheme).unwrap_or(text).trim(), [left_out, vec!["`Bearer `"]].concat())
            }
            (None, None) => return (text, left_out),
        };
    }
}

/// Whether a value was made to be replaced by a person: `<your Instantly API key>`, `your_api_key`, `YOUR-KEY`.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let yours = lower.strip_prefix("your").is_some_and(|rest| rest.starts_with(['_', '-', ' ']));
    let is_filler = value.chars().all(|c| matches!(c, '.' | '…' | '*' | 'x' | 'X')) && !value.is_empty();
    let usual = ["api_key", "api-key", "apikey", "changeme", "change_me", "change-me", "replace_me", "replace-me"];
    (value.starts_with('<') && value.ends_with('>')) || yours || is_filler || usual.contains(&lower.as_str())
}

/// Whether a value was made to be replaced, and has not been.
pub(crate) fn is_unfilled(value: &str) -> bool {
    is_placeholder(value) || is_reference(value)
}

/// Whether a value was made to be replaced by a client or shell, which has not done it: `${INSTANTLY_API_KEY}`, `${input:key}`,
/// `$INSTANTLY_API_KEY`, `%INSTANTLY_API_KEY%`, `{env:INSTANTLY_API_KEY}`, `{{ key }}`.
fn is_reference(value: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let within = |open: &str, close: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    within("${", "}").is_some()
        || within("{", "}").is_some()
        || within("[", "]").is_some()
        || within("%", "%").is_some_and(is_name)
        || value.strip_prefix('$').is_some_and(is_name)
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::{Credential, is_placeholder};

    #[test]
    fn quotation_marks_and_bearer_are_left_out() {
        for (text, left_out) in [
            ("the-key", 0),
            (" the-key\r\n", 0),
            ("\u{feff}the-key", 0),
            ("\"the-key\"", 1),
            ("'the-key'", 1),
            ("“the-key”", 1),
            ("Bearer the-key", 1),
            ("\"bearer the-key\"", 2),
            ("Bearer \"the-key\"", 2),
        ] {
            let Credential::Key(key, removed) = Credential::read(text) else { panic!("{text}") };
            assert_eq!((key.expose_secret(), removed.len()), ("the-key", left_out), "{text}");
        }
    }

    #[test]
    fn placeholders_are_found_in_every_usual_form() {
        for (text, placeholder) in [
            ("${INSTANTLY_API_KEY}", "${INSTANTLY_API_KEY}"),
            ("\"${input:instantly-key}\"", "${input:instantly-key}"),
            ("Bearer ${KEY}", "${KEY}"),
            ("<your Instantly API key>", "<your Instantly API key>"),
            ("your_api_key", "your_api_key"),
            ("YOUR_INSTANTLY_KEY", "YOUR_INSTANTLY_KEY"),
            ("$INSTANTLY_API_KEY", "$INSTANTLY_API_KEY"),
            ("%INSTANTLY_API_KEY%", "%INSTANTLY_API_KEY%"),
            ("{env:INSTANTLY_API_KEY}", "{env:INSTANTLY_API_KEY}"),
            ("…", "…"),
            ("xxxxxxxx", "xxxxxxxx"),
        ] {
            let Credential::Placeholder(found) = Credential::read(text) else { panic!("{text}") };
            assert_eq!(found, placeholder, "{text}");
        }
        assert!(matches!(Credential::read(" '' "), Credential::Missing));
    }

    #[test]
    fn a_damaged_key_is_described_without_showing_it() {
        for (text, words) in [
            ("the-\u{200b}key", "U+200B at position 5"),
            ("the key", "a space at position 4"),
            ("the-key\nx", "a line break"),
        ] {
            let Credential::Damaged(why) = Credential::read(text) else { panic!("{text}") };
            assert!(why.contains(words) && !why.contains("the-"), "{text:?}: {why}");
        }
    }

    #[test]
    fn a_key_is_no_placeholder() {
        for key in ["MTIzNDU2Nzg5MA==", "0a1b2c3d4e5f", "yourself-0123456789", "k<>", "x1x"] {
            assert!(!is_placeholder(key), "{key}");
            assert!(matches!(Credential::read(key), Credential::Key(..)), "{key}");
        }
    }
}
