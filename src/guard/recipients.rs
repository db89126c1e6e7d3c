//! Checks recipients: every argument that is an address, a domain, or a list of them, against the operator's rules.

use std::str::FromStr;

use serde_json::Value;

/// The operator's rules on recipients.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// No call may reach these.
    pub denied: Vec<Pattern>,
    /// Where there are any, calls may reach only these.
    pub allowed: Vec<Pattern>,
}

/// An address, or a domain with its subdomains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `jane@example.com`.
    Address(String),
    /// `@example.com` or `example.com`.
    Domain(String),
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let domain = |text: &str| is_domain(text).then(|| Self::Domain(ascii(text)));
        let pattern = match lower.split_once('@') {
            None => domain(&lower),
            Some(("" | "*", rest)) => domain(rest),
            Some(_) => address(&lower).map(Self::Address),
        };
        pattern
            .ok_or_else(|| format!("`{text}` is neither an address (`jane@example.com`) nor a domain (`@example.com`)"))
    }
}

impl Pattern {
    fn matches(&self, recipient: &str) -> bool {
        match self {
            Self::Address(address) => address == recipient,
            Self::Domain(domain) => {
                let host = recipient.rsplit('@').next().unwrap_or(recipient);
                host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
            }
        }
    }
}

impl Recipients {
    /// Whether there are no rules.
    pub(super) fn is_empty(&self) -> bool {
        self.denied.is_empty() && self.allowed.is_empty()
    }

    /// The rule that forbids a recipient in `value`, in words; `None` where all are allowed.
    pub(super) fn violation(&self, value: &Value) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let mut found = Vec::new();
        collect(value, &mut found);
        found.into_iter().find_map(|recipient| {
            let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(&recipient));
            if matches(&self.denied) {
                Some(format!("`--deny-recipient` forbids `{recipient}`"))
            } else if !self.allowed.is_empty() && !matches(&self.allowed) {
                Some(format!("`--allow-recipient` does not include `{recipient}`"))
            } else {
                None
            }
        })
    }
}

/// The arguments without these inputs, which name the account's own mailboxes and users. Any other may name a recipient.
pub(super) fn without(arguments: &Value, senders: &[String]) -> Value {
    let arguments = arguments.as_object().into_iter().flatten();
    arguments.filter(|(name, _)| !senders.contains(name)).map(|(_, value)| value.clone()).collect()
}

/// Adds every address and domain that a value is or lists.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(listed(text)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(object) => object.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// The addresses and domains of a text that consists of them: `jane@example.com, Joe <joe@example.org>`. A text that only mentions
/// an address is prose, not a list of recipients.
fn listed(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let found: Option<Vec<String>> = parts.map(recipient).collect();
    found.unwrap_or_default()
}

/// The address or domain that a text is: `jane@example.com`, `Joe <joe@example.org>`, `mailto:…`, `https://example.com/…`.
fn recipient(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let bare = match lower.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>')?.trim(),
        None => lower.strip_prefix("mailto:").unwrap_or(&lower),
    };
    if let Some(address) = address(bare) {
        return Some(address);
    }
    let host = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
    let host = host.strip_prefix('@').unwrap_or(host);
    is_domain(host).then(|| ascii(host))
}

/// The address in canonical form; `None` where the text is not an address.
fn address(text: &str) -> Option<String> {
    let (name, host) = text.rsplit_once('@')?;
    let is_address = !name.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ','));
    (is_address && is_domain(host)).then(|| format!("{name}@{}", ascii(host)))
}

fn is_domain(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let labels = || text.split('.');
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.len() <= 253
        && labels().count() >= 2
        && labels().all(label)
        && labels().next_back().is_some_and(|last| last.chars().any(char::is_alphabetic))
}

/// A domain in its ASCII form (IDNA), so that each name has one spelling.
fn ascii(domain: &str) -> String {
    let domain = domain.trim_end_matches('.');
    url::Host::parse(domain).map_or_else(|_| domain.to_owned(), |host| host.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Pattern, Recipients};

    fn rules(denied: &[&str], allowed: &[&str]) -> Recipients {
        let read = |patterns: &[&str]| patterns.iter().map(|pattern| pattern.parse::<Pattern>().unwrap()).collect();
        Recipients { denied: read(denied), allowed: read(allowed) }
    }

    #[test]
    fn every_recipient_in_the_arguments_is_checked() {
        let rules = rules(&["@competitor.com", "joe@example.org"], &[]);
        for reaches in [
            json!({ "email": "jane@competitor.com" }),
            json!({ "email": "JANE@Competitor.COM" }),
            json!({ "email": " jane@mail.competitor.com " }),
            json!({ "email": "jane@competitor.com." }),
            json!({ "cc": "a@example.com, Jane <jane@competitor.com>" }),
            json!({ "cc": "a@example.com;jane@competitor.com" }),
            json!({ "emails": ["a@example.com", "joe@example.org"] }),
            json!({ "items": ["competitor.com"] }),
            json!({ "items": ["@competitor.com"] }),
            json!({ "website": "https://www.competitor.com/about" }),
            json!({ "a": { "b": [{ "c": "mailto:jane@competitor.com" }] } }),
            json!({ "domain": "competitor.com" }),
        ] {
            assert!(rules.violation(&reaches).is_some(), "{reaches}");
        }
        for harmless in [
            json!({ "email": "jane@notcompetitor.com" }),
            json!({ "email": "jane@competitor.com.example.org" }),
            json!({ "body_text": "Better than jane@competitor.com, says everyone." }),
            json!({ "email": "jane.joe@example.org" }),
            json!({ "name": "competitor", "limit": 3, "flag": true, "nothing": null }),
            json!({}),
        ] {
            assert_eq!(rules.violation(&harmless), None, "{harmless}");
        }
    }

    #[test]
    fn senders_are_not_recipients() {
        let rules = rules(&[], &["theirs.com"]);
        let reply = json!({ "eaccount": "me@ours.com", "email_list": ["me@ours.com"], "cc": "you@theirs.com" });
        let senders = ["eaccount".to_owned(), "email_list".to_owned()];
        assert_eq!(rules.violation(&super::without(&reply, &senders)), None);
        let copied = json!({ "eaccount": "me@ours.com", "cc_address_email_list": "boss@ours.com" });
        assert!(rules.violation(&super::without(&copied, &senders)).is_some());
    }

    #[test]
    fn an_allow_list_excludes_everybody_else() {
        let rules = rules(&["boss@ours.com"], &["ours.com", "friend@theirs.com"]);
        let violation = |email: &str| rules.violation(&json!({ "email": email, "name": "x" }));
        assert_eq!(violation("a@ours.com"), None);
        assert_eq!(violation("friend@theirs.com"), None);
        assert!(violation("other@theirs.com").unwrap().contains("--allow-recipient"));
        assert!(
            violation("boss@ours.com").unwrap().contains("--deny-recipient"),
            "a denied address stays denied in an allowed domain"
        );
        assert_eq!(rules.violation(&json!({ "name": "No address at all" })), None);
    }

    #[test]
    fn every_spelling_of_a_domain_matches() {
        let rules = rules(&["@bücher.example"], &[]);
        for spelling in ["a@bücher.example", "a@BÜCHER.example", "a@xn--bcher-kva.example"] {
            assert!(rules.violation(&json!([spelling])).is_some(), "{spelling}");
        }
        for wrong in ["", "@", "jane", "jane@", "@localhost", "a b@example.com", "-x.com", "1.2.3.4"] {
            assert!(wrong.parse::<Pattern>().is_err(), "{wrong:?}");
        }
    }
}
