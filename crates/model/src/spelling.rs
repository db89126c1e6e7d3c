//! Inputs that mean the same in several spellings: names of people and companies, URLs of profiles. What is sent is as the caller wrote
//! it; what is compared, for a duplicate or for a start that is known already, is the canonical spelling. It is declared once, with
//! the input's type.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::{arguments::truncate, characters::seen, text_input::says};

/// In a schema: of what kind a text is that has several spellings. It is not published.
pub const SPELLING: &str = "x-spelling";

const NAME: &str = "name";
const PROFILE: &str = "profile";
const SET: &str = "set";

/// The canonical spelling of a text of the kind that the schema of its input gives it; `None` where it gives none.
pub fn canonical(schema: &Map<String, Value>, given: &str) -> Option<String> {
    match schema.get(SPELLING)?.as_str()? {
        NAME => Some(name(given)),
        PROFILE => Some(profile(given)),
        _ => None,
    }
}

/// Whether the order of a list, and what it holds twice, means nothing.
pub fn is_set(schema: &Map<String, Value>) -> bool {
    schema.get(SPELLING).is_some_and(|kind| kind == SET)
}

/// A name in small letters, with one blank between its words, in Unicode's normal form KC, where full-width letters are plain ones. The
/// apostrophes, hyphens and dots that a keyboard or a word processor puts for one another are one each.
pub fn name(given: &str) -> String {
    let plain: String = seen(given).nfkc().flat_map(char::to_lowercase).flat_map(plain).collect();
    let plain: String = plain.nfc().collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter as it is written on any keyboard, where it has another form.
fn plain(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '`' => ('\'', None),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => ('-', None),
        // In capitals it is two letters.
        'ß' => ('s', Some('s')),
        c => (c, None),
    };
    std::iter::once(first).chain(second)
}

// Networks whose profiles are told apart by the path alone, whatever its case. The last two are one.
const LINKEDIN: &str = "linkedin.com";
const X: &str = "x.com";
const TWITTER: &str = "twitter.com";

/// The URL of a profile without its scheme, `www.`, fragment and final slash, the host in small letters, what is percent-encoded without
/// need plain.
///
/// LinkedIn and X show a profile below several hosts (`m.`, `mobile.`, the code of a country), in several languages and with several
/// pages; there a profile is `linkedin.com/in/name` and `x.com/name`. What is no URL is only put in small letters.
pub fn profile(given: &str) -> String {
    let Some(url) = parsed(given) else { return name(given) };
    let host = bare_host(&url);
    let query = url.query().filter(|query| !query.is_empty()).map(|query| format!("?{query}")).unwrap_or_default();
    match host.as_str() {
        LINKEDIN => format!("{host}{}", linkedin(&segments(url.path()), &query)),
        X => format!("{host}{}", x(&url, &query)),
        _ => format!("{host}{}{query}", unescaped(url.path()).trim_end_matches('/')),
    }
}

/// The parts of a path in their canonical spelling.
fn segments(path: &str) -> Vec<String> {
    let parts = path.split('/').map(|part| name(&percent_decode_str(part).decode_utf8_lossy()));
    parts.filter(|part| !part.is_empty()).collect()
}

/// What of a path at LinkedIn tells a profile from others.
fn linkedin(parts: &[String], query: &str) -> String {
    match parts {
        [small, parts @ ..] if small == "mwlite" => linkedin(parts, query),
        // What follows is a language or a part of the profile.
        [kind, name, ..] if matches!(kind.as_str(), "in" | "company" | "school") => format!("/{kind}/{name}"),
        // An old address of a profile, which its query names.
        [kind, ..] if kind == "profile" => format!("/{}{query}", parts.join("/")),
        parts => parts.iter().flat_map(|part| ["/", part]).collect(),
    }
}

/// What of the URL of a profile at X tells it from others.
fn x(url: &Url, query: &str) -> String {
    let parts = segments(url.path());
    match parts.as_slice() {
        // The page of a user by their number, or one that names the user in its query.
        [kind, ..] if matches!(kind.as_str(), "i" | "intent") => format!("/{}{query}", parts.join("/")),
        [handle, ..] => format!("/{}", handle.trim_start_matches('@')),
        // An old form: `twitter.com/#!/name`.
        [] => {
            let old = url.fragment().and_then(|fragment| fragment.strip_prefix("!/")).unwrap_or_default();
            segments(old).first().map(|handle| format!("/{}", handle.trim_start_matches('@'))).unwrap_or_default()
        }
    }
}

/// A path in which what is percent-encoded without need is plain.
fn unescaped(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let code = after.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()).map(char::from);
        match code {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') => plain.push(c),
            Some(_) => plain.extend(['%'].into_iter().chain(after[..2].to_ascii_uppercase().chars())),
            None => plain.push('%'),
        }
        rest = if code.is_some() { &after[2..] } else { after };
    }
    plain.push_str(rest);
    plain
}

/// The network that the URL of a profile leads to, as `linkedin.com`, or `x.com` for Twitter as well; `None` for what is no URL.
pub fn network(given: &str) -> Option<String> {
    parsed(given).map(|url| bare_host(&url))
}

/// A URL of a profile with its scheme, which vendors may need; what has one stays as it is.
pub fn with_scheme(given: &str) -> String {
    let given = given.trim();
    if given.contains("://") { given.to_owned() } else { format!("https://{given}") }
}

/// Reads http and https, and a URL without its scheme.
fn parsed(given: &str) -> Option<Url> {
    let given = with_scheme(given);
    let url = Url::parse(&given).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.host_str().is_some_and(|host| host.contains('.')).then_some(url)
}

/// The host without `www.`; of LinkedIn and X without what they put before it.
fn bare_host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let host = host.trim_end_matches('.');
    for (network, known) in [(LINKEDIN, LINKEDIN), (X, X), (TWITTER, X)] {
        let before = host.strip_suffix(network).map(|before| before.strip_suffix('.').unwrap_or(before));
        // `notx.com` is another host.
        let is_own = host.len() == network.len() || host.ends_with(&format!(".{network}"));
        if is_own && before.is_some_and(|before| before.is_empty() || before.split('.').all(is_view)) {
            return known.to_owned();
        }
    }
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Whether a label before a network's domain leads to the same profiles: a form for small screens, a country or a language.
fn is_view(label: &str) -> bool {
    let is_code = |code: &str| code.len() == 2 && code.chars().all(|c| c.is_ascii_alphabetic());
    matches!(label, "www" | "m" | "mobile" | "touch") || label.split('-').all(is_code)
}

/// The name of a person or a company: neither its case nor the white space in it tells two apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AnyCase(pub String);

impl<'de> Deserialize<'de> for AnyCase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(String::deserialize(deserializer)?.trim().to_owned()))
    }
}

/// The URL of a person's profile, with or without its scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ProfileUrl(pub String);

impl<'de> Deserialize<'de> for ProfileUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = String::deserialize(deserializer)?;
        let given = given.trim();
        match parsed(given) {
            Some(_) => Ok(Self(given.to_owned())),
            None => Err(D::Error::custom(format!(
                "must be the URL of a profile such as `https://www.linkedin.com/in/name`, not `{}`",
                truncate(given, 80)
            ))),
        }
    }
}

/// The URL of a person's profile; `None` for an empty text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OptionalProfile(pub Option<ProfileUrl>);

impl<'de> Deserialize<'de> for OptionalProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Value::deserialize(deserializer)?;
        if given.as_str().is_some_and(|given| given.trim().is_empty()) {
            return Ok(Self(None));
        }
        serde_json::from_value(given).map(|url| Self(Some(url))).map_err(D::Error::custom)
    }
}

impl AsRef<str> for ProfileUrl {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

says!(AnyCase, SPELLING => NAME);
says!(ProfileUrl, SPELLING => PROFILE);
says!(OptionalProfile, SPELLING => PROFILE);

#[cfg(test)]
mod tests {
    use super::{name, network, profile};

    #[test]
    fn a_profile_has_one_spelling_and_another_profile_another() {
        let ada = profile("https://www.linkedin.com/in/ada-abelmann");
        for same in [
            "https://www.linkedin.com/in/ada-abelmann/",
            "http://linkedin.com/in/ada-abelmann?utm=1",
            "HTTPS://WWW.LinkedIn.com/in/Ada-Abelmann#top",
            "linkedin.com/in/ada-abelmann",
            "https://uk.linkedin.com/in/ada-abelmann",
            "https://pt-br.linkedin.com/in/ada-abelmann",
            "https://m.linkedin.com/in/ada-abelmann",
            "https://touch.www.linkedin.com./in/ada-abelmann",
            "https://www.linkedin.com//in/ada-abelmann/en",
            "https://www.linkedin.com/in/ada-abelmann/de/",
            "https://www.linkedin.com/in/ada-abelmann/details/experience/",
            "https://www.linkedin.com/mwlite/in/ada-abelmann",
            "https://www.linkedin.com/in/ada%2Dabelmann",
            "https://www.linkedin.com/in/\u{ff41}da-abelmann",
            "https://www.linkedin.com/%69n/%41da-abelmann",
        ] {
            assert_eq!(profile(same), ada, "{same}");
            assert_eq!(network(same).as_deref(), Some("linkedin.com"), "{same}");
        }
        for other in [
            "https://www.linkedin.com/in/ada",
            "https://www.linkedin.com/company/ada-abelmann",
            "https://x.com/ada-abelmann",
            "https://linkedin.example/in/ada-abelmann",
            "https://notlinkedin.com/in/ada-abelmann",
            "https://business.linkedin.com/in/ada-abelmann",
        ] {
            assert_ne!(profile(other), ada, "{other}");
        }
        let ada = profile("https://x.com/ada");
        for same in [
            "https://twitter.com/Ada",
            "https://mobile.twitter.com/ada?lang=de",
            "x.com/@ada",
            "https://www.x.com/ada/with_replies",
            "https://twitter.com/#!/ada",
            "https://x.com/%40ada",
        ] {
            assert_eq!(profile(same), ada, "{same}");
            assert_eq!(network(same).as_deref(), Some("x.com"), "{same}");
        }
        for other in ["https://x.com/adah", "https://netflix.com/ada", "https://x.com/i/user/1", "https://x.com/#ada"] {
            assert_ne!(profile(other), ada, "{other}");
        }
        for (one, other) in [
            ("https://x.com/i/user/1", "https://x.com/i/user/2"),
            ("https://twitter.com/#!/ada", "https://twitter.com/#!/bea"),
            ("https://x.com/intent/user?screen_name=ada", "https://x.com/intent/user?screen_name=bea"),
            ("https://www.linkedin.com/profile/view?id=1", "https://www.linkedin.com/profile/view?id=2"),
            ("https://www.linkedin.com/pub/ada/1/2/3", "https://www.linkedin.com/pub/ada/1/2/4"),
            ("https://www.linkedin.com/in/ade", "https://www.linkedin.com/in/ad%C3%A9"),
            // Elsewhere the query may say whose profile it is, and the path is as it is written.
            ("https://people.example/profile.php?id=1", "https://people.example/profile.php?id=2"),
            ("https://people.example/Ada", "https://people.example/ada"),
            ("https://people.example/a%2Fda", "https://people.example/a/da"),
        ] {
            assert_ne!(profile(one), profile(other), "{one} {other}");
        }
        for (one, other) in [
            ("https://www.linkedin.com/in/ad\u{e9}", "https://www.linkedin.com/in/ad%c3%a9"),
            ("https://www.linkedin.com/in/ad\u{e9}", "https://www.linkedin.com/in/ade%CC%81"),
            ("https://people.example/a%2Dda%2f", "https://www.people.example/a-da%2F"),
        ] {
            assert_eq!(profile(one), profile(other), "{one} {other}");
        }
        assert_eq!(network("x"), None);
    }

    #[test]
    fn a_name_has_one_spelling() {
        for (one, other) in [
            (" Abelmann  Partners ", "abelmann partners"),
            ("\u{ff21}da", "ada"),
            ("Zo\u{eb}", "ZOE\u{308}"),
            ("O\u{2019}Neil\u{2010}Smith", "o'neil-smith"),
            ("Stra\u{df}e", "STRASSE"),
            ("A\u{a0}B", "a b"),
            ("A\u{200b}da", "Ada"),
            ("\u{fb01}ona", "Fiona"),
        ] {
            assert_eq!(name(one), name(other), "{one} {other}");
        }
        for (one, other) in [("Ada", "Adah"), ("Zo\u{eb}", "Zoe"), ("A B", "AB"), ("O'Neil", "ONeil"), ("1", "2")] {
            assert_ne!(name(one), name(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_url_is_read_too() {
        for odd in
            ["", "%", "%4", "%zz", "a%", "https://x.com/%", "https://linkedin.com/in/%ff%", "https://a.example/%4"]
        {
            assert_eq!(profile(odd), profile(odd), "{odd}");
        }
    }
}
