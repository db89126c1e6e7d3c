//! Inputs that mean the same in several spellings: names of people and companies, URLs of profiles. What is sent is as the caller wrote
//! it; what is compared, for a duplicate or for a start that is known already, is the canonical spelling. It is declared once, with
//! the input's type.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::{Map, Value};
use url::Url;

use crate::{arguments::truncate, text_input::says};

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

/// A name in small letters, with one blank between its words.
pub fn name(given: &str) -> String {
    given.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Networks whose profiles are told apart by the path alone, whatever its case.
const BY_PATH: [&str; 3] = ["linkedin.com", "x.com", "twitter.com"];

/// The URL of a profile without its scheme, `www.`, fragment and final slash, the host in small letters. At LinkedIn and X the query
/// tells no two profiles apart, nor does the case of the path; LinkedIn shows a profile also below the code of a country. What is no URL
/// is only put in small letters.
pub fn profile(given: &str) -> String {
    let Some(url) = parsed(given) else { return given.trim().to_lowercase() };
    let host = bare_host(&url);
    let path = url.path().trim_end_matches('/');
    if BY_PATH.contains(&host.as_str()) {
        return format!("{host}{}", path.to_lowercase());
    }
    let query = url.query().filter(|query| !query.is_empty()).map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{path}{query}")
}

/// The network that the URL of a profile leads to, as `linkedin.com`; `None` for what is no URL.
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

fn bare_host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    match host.split_once('.') {
        Some((country, "linkedin.com")) if country.len() == 2 => "linkedin.com".to_owned(),
        _ => host.to_owned(),
    }
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
        ] {
            assert_eq!(profile(same), ada, "{same}");
            assert_eq!(network(same).as_deref(), Some("linkedin.com"), "{same}");
        }
        for other in [
            "https://www.linkedin.com/in/ada",
            "https://x.com/ada-abelmann",
            "https://linkedin.example/in/ada-abelmann",
        ] {
            assert_ne!(profile(other), ada, "{other}");
        }
        // Elsewhere the query may say whose profile it is.
        assert_ne!(
            profile("https://people.example/profile.php?id=1"),
            profile("https://people.example/profile.php?id=2")
        );
        assert_eq!(network("x"), None);
    }

    #[test]
    fn a_name_has_one_spelling() {
        assert_eq!(name(" Abelmann  Partners "), name("abelmann partners"));
        assert_ne!(name("Ada"), name("Adah"));
    }
}
