//! What the name of a tool means, so that one that is spelt otherwise is known: `deleteApiKey`, `remove_api_keys` and
//! `DELETE /api-keys/{id}` mean the same.

/// What is done to what.
#[derive(Debug, PartialEq, Eq)]
pub struct Meaning {
    verb: String,
    /// The words of the object, in the singular, without a gap between them: vendors spell `AIAgent` and `ai_agent`.
    object: String,
}

/// Verbs that say the same, under the first of them.
const VERBS: &[&[&str]] = &[
    &["delete", "remove", "destroy", "del"],
    &["update", "patch", "edit", "change", "set", "put", "modify"],
    &["get", "list", "read", "fetch", "retrieve", "show"],
    &["create", "add", "post", "new", "make", "insert", "connect", "register"],
    &["start", "init", "initiate", "begin"],
];

/// Words that say nothing of what the object is.
const FILLERS: &[&str] = &["by", "id", "the", "a", "an", "of", "for", "to", "at", "in", "current", "api", "v1", "v2"];

impl Meaning {
    /// Of a tool's name, or of an operation's in any spelling.
    pub fn of(name: &str) -> Self {
        let words = words(name);
        let (verb, object) = words.split_first().map_or(("", &[][..]), |(verb, object)| (verb.as_str(), object));
        // `deleteallX` is a name of Instantly's.
        let (verb, all) =
            verb.strip_suffix("all").filter(|verb| verb.len() > 2).map_or((verb, ""), |verb| (verb, "all"));
        Self::new(verb, all, object)
    }

    /// Of method and path: `POST /oauth/google/init`.
    pub fn of_call(call: &str) -> Self {
        let (method, path) = call.split_once(' ').unwrap_or(("", call));
        let named: Vec<&str> = path.split('/').filter(|segment| !segment.starts_with('{')).collect();
        Self::new(&method.to_ascii_lowercase(), "", &words(&named.join("_")))
    }

    fn new(verb: &str, all: &str, object: &[String]) -> Self {
        let same = VERBS.iter().find(|verbs| verbs.contains(&verb)).and_then(|verbs| verbs.first());
        let mut of_object = all.to_owned();
        // An API key is no key of anything.
        let is_key = object.windows(2).any(|pair| pair == ["api", "key"]);
        for word in object.iter().filter(|word| !FILLERS.contains(&word.as_str()) || (is_key && *word == "api")) {
            of_object.push_str(word);
        }
        Self { verb: (*same.unwrap_or(&verb)).to_owned(), object: of_object }
    }
}

/// The words of a name in small letters, in the singular.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        if begins || !letter.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphanumeric()) {
            word.push(letter.to_ascii_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| singular(word)).collect()
}

fn singular(word: &str) -> String {
    if ["ss", "analytics", "status", "us"].iter().any(|end| word.ends_with(end)) {
        return word.to_owned();
    }
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// Whether a text names this call: its path, with or without the method, with ids or names of ids in it.
pub(super) fn is_call(text: &str, call: &str) -> bool {
    let (method, path) = call.split_once(' ').unwrap_or(("", call));
    let text = text.trim();
    let (asked, at) = text.split_once(char::is_whitespace).unwrap_or(("", text));
    let at = at.trim().trim_end_matches('/');
    let (at, path) = (without_version(at), without_version(path));
    let (asked_segments, segments) = (at.split('/'), path.trim_end_matches('/').split('/'));
    let is_one = |(asked, segment): (&str, &str)| asked == segment || (segment.starts_with('{') && !asked.is_empty());
    (asked.is_empty() || asked.eq_ignore_ascii_case(method))
        && asked_segments.clone().count() == segments.clone().count()
        && asked_segments.zip(segments).all(is_one)
}

/// The path below the API's prefix and version.
fn without_version(path: &str) -> &str {
    let below = |start: &str| path.strip_prefix(start).filter(|rest| rest.starts_with('/'));
    ["/api/v2", "/api/v1", "/api", "/v2", "/v1"].iter().find_map(|start| below(start)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{Meaning, is_call};

    #[test]
    fn one_call_has_many_names() {
        for names in [
            &["delete_api_key", "deleteAPIKey", "remove_api_keys", "delete_apikey"][..],
            &["start_google_oauth", "initGoogleOAuth", "init_google_o_auth"],
            &["delete_all_block_list_entries", "deleteallBlockListEntry"],
            &["create_warmup", "create_warm_up"],
        ] {
            for name in names {
                assert_eq!(Meaning::of(name), Meaning::of(names[0]), "{name}");
            }
        }
        for (one, other) in
            [("delete_lead", "delete_lead_list"), ("delete_api_key", "delete_key"), ("get_a", "delete_a")]
        {
            assert_ne!(Meaning::of(one), Meaning::of(other), "{one}");
        }
        assert_eq!(Meaning::of_call("DELETE /api-keys/{id}"), Meaning::of("delete_api_key"));
    }

    #[test]
    fn a_call_is_known_by_its_path() {
        for text in ["DELETE /api-keys/{id}", "/api-keys/7", "delete /api/v2/api-keys/{key}"] {
            assert!(is_call(text, "DELETE /api-keys/{id}"), "{text}");
        }
        for text in ["GET /api-keys/{id}", "/api-keys", "/api-keys/", "/api-keys/7/x"] {
            assert!(!is_call(text, "DELETE /api-keys/{id}"), "{text}");
        }
    }
}
