//! Reads a key as people and clients pass it on: in quotes, after `Bearer `, as a placeholder, with a character too many.

use outreach_vendors::catalogue;
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
            // What follows the scheme may be a password.
            return Self::Placeholder(scheme_of(key).map_or_else(|| key.to_owned(), |scheme| format!("{scheme}://…")));
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
    format!("contains {what} at position {position}, which cannot be part of it")
}

/// A text without white space, quotation marks, `Bearer ` and the name of a variable around it, and what was left out.
pub(super) fn bare(text: &str) -> (&str, Vec<&'static str>) {
    let (mut text, mut left_out) = (text.trim(), Vec::new());
    loop {
        let unquoted = QUOTES.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
        let scheme = text.get(..7).filter(|start| start.eq_ignore_ascii_case("bearer "));
        // A line of a file of variables.
        let assigned =
            text.strip_prefix("export ").unwrap_or(text).split_once('=').filter(|(name, _)| is_variable(name));
        let (inner, what) = match (unquoted, scheme, assigned) {
            (Some(inner), _, _) => (inner, "quotation marks"),
            (None, Some(scheme), _) => (text.strip_prefix(scheme).unwrap_or(text), "`Bearer `"),
            (None, None, Some((_, value))) => (value, "the variable's name and `=`"),
            (None, None, None) => return (text, left_out),
        };
        text = inner.trim();
        left_out.push(what);
    }
}

/// Whether this is the name of a variable that holds a key or a token.
fn is_variable(name: &str) -> bool {
    let credentials = catalogue::VENDORS.iter().flat_map(|vendor| vendor.credentials);
    credentials
        .map(|setting| setting.variable)
        .chain(["OUTREACH_AUTH_TOKEN"])
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// What stands for a key in examples, or for none in the languages of clients, in lower case without its separators.
const WORDS: [&str; 16] = [
    "apikey",
    "changeme",
    "replaceme",
    "fixme",
    "todo",
    "tbd",
    "null",
    "undefined",
    "none",
    "nil",
    "nan",
    "key",
    "secret",
    "token",
    "password",
    "placeholder",
];

/// What begins a text such as `insert_key_here`.
const ASKS: [&str; 7] = ["insert", "paste", "enter", "put", "add", "replace", "my"];

/// Whether a value was made to be replaced by a person: `<your Instantly API key>`, `your_api_key`, `YOUR-KEY`, `INSTANTLY_API_KEY`,
/// `null`.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let is_separator = |c| matches!(c, '_' | '-' | ' ');
    let begins = |word: &str| lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(is_separator));
    let ends = |word: &str| lower.strip_suffix(word).is_some_and(|rest| rest.ends_with(is_separator));
    let asks = ASKS.into_iter().any(begins) && ["here", "key", "token", "secret", "id", "me"].into_iter().any(ends);
    let is_filler = value.chars().all(|c| matches!(c, '.' | '…' | '*' | '_' | '-' | 'x' | 'X')) && !value.is_empty();
    (value.starts_with('<') && value.ends_with('>'))
        || begins("your")
        || asks
        || is_filler
        || WORDS.contains(&lower.replace(is_separator, "").as_str())
        || is_variable(value)
}

/// Whether a value was made to be replaced, and has not been.
fn is_unfilled(value: &str) -> bool {
    is_placeholder(value) || is_reference(value)
}

/// Whether a value was made to be replaced by a client or shell, which has not done it: `${INSTANTLY_API_KEY}`, `${input:key}`,
/// `$INSTANTLY_API_KEY`, `$(pass show key)`, `%INSTANTLY_API_KEY%`, `{env:INSTANTLY_API_KEY}`, `{{ key }}`, `op://vault/item/field`.
fn is_reference(value: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let within = |open: &str, close: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    within("${", "}").is_some()
        || within("$(", ")").is_some()
        || within("{", "}").is_some()
        || within("[", "]").is_some()
        || within("%", "%").is_some_and(is_name)
        || value.strip_prefix('$').is_some_and(is_name)
        || scheme_of(value).is_some()
}

/// The scheme of an address where a manager of secrets has the key, such as `op`.
fn scheme_of(value: &str) -> Option<&str> {
    let (scheme, _) = value.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
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
            ("INSTANTLY_API_KEY=the-key", 1),
            ("export INSTANTLY_API_KEY=\"the-key\"\n", 2),
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
            ("xxx", "xxx"),
            ("xxxx-xxxx-XXXX", "xxxx-xxxx-XXXX"),
            ("INSTANTLY_API_KEY", "INSTANTLY_API_KEY"),
            ("snov_client_secret", "snov_client_secret"),
            ("null", "null"),
            ("undefined", "undefined"),
            ("None", "None"),
            ("API KEY", "API KEY"),
            ("insert-your-key-here", "insert-your-key-here"),
            ("MY_API_KEY", "MY_API_KEY"),
            ("$(cat key.txt)", "$(cat key.txt)"),
            ("op://Private/Instantly/credential", "op://…"),
            ("vault+https://user:password@host/key", "vault+https://…"),
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
        for key in [
            "MTIzNDU2Nzg5MA==",
            "0a1b2c3d4e5f",
            "yourself-0123456789",
            "k<>",
            "x1x",
            "my-0a1b2c3d",
            "nullable-0123",
            "INSTANTLY_API_KEYS",
        ] {
            assert!(!is_placeholder(key), "{key}");
            assert!(matches!(Credential::read(key), Credential::Key(..)), "{key}");
        }
    }
}
