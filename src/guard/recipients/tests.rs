use proptest::{collection::vec, prelude::*, sample};
use serde_json::{Map, Value, json};

use super::{Pattern, Recipients, Violation};

fn rules(denied: &[&str], allowed: &[&str]) -> Recipients {
    let read = |patterns: &[&str]| patterns.iter().map(|pattern| pattern.parse::<Pattern>().unwrap()).collect();
    Recipients { denied: read(denied), allowed: read(allowed) }
}

/// A schema with inputs of each role, at several depths.
fn schema() -> Map<String, Value> {
    let of = |role: &str| json!({ "type": "string", "x-role": role });
    let schema = json!({ "properties": {
        "from": of("sender"),
        "mailboxes": { "type": "array", "items": { "type": "string" }, "x-role": "sender" },
        "to": of("recipients"),
        "list": { "type": "array", "items": { "type": "string" }, "x-role": "recipients" },
        "url": of("url"),
        "links": { "type": "object", "properties": { "site": of("url") } },
        "people": { "type": "array", "items": { "type": "object", "properties": { "email": of("recipients") } } },
        "by_name": { "type": "object", "additionalProperties": of("recipients") },
        "words": { "type": "string" },
        "variables": { "type": "object", "additionalProperties": { "type": "string" } },
    } });
    schema.as_object().unwrap().clone()
}

fn violation(rules: &Recipients, arguments: &Value) -> Option<String> {
    rules.in_arguments(&schema(), arguments).map(|violation| match violation {
        Violation::Forbidden(words) => format!("forbidden: {words}"),
        Violation::Unreadable(words) => format!("unreadable: {words}"),
        Violation::Unknown(words) => format!("unknown: {words}"),
    })
}

#[test]
fn recipients_are_found_by_role_at_any_depth() {
    let rules = rules(&["@competitor.com", "joe@example.org"], &[]);
    for (arguments, place) in [
        (json!({ "to": "jane@competitor.com" }), "`to`"),
        (json!({ "to": "JANE@Competitor.COM" }), "`to`"),
        (json!({ "to": " jane@mail.competitor.com " }), "`to`"),
        (json!({ "to": "jane@competitor.com." }), "`to`"),
        (json!({ "to": "a@example.com, Jane <jane@competitor.com>" }), "`to`"),
        (json!({ "to": "a@example.com;jane@competitor.com" }), "`to`"),
        (json!({ "to": "joe+news@example.org" }), "`to`"),
        (json!({ "list": ["a@example.com", "joe@example.org"] }), "`list[1]`"),
        (json!({ "list": ["competitor.com"] }), "`list[0]`"),
        (json!({ "list": ["@competitor.com"] }), "`list[0]`"),
        (json!({ "list": ["https://www.competitor.com/about"] }), "`list[0]`"),
        (json!({ "url": "https://www.competitor.com/about" }), "`url`"),
        (json!({ "url": "competitor.com:8080/about" }), "`url`"),
        (json!({ "links": { "site": "www.competitor.com" } }), "`links.site`"),
        (json!({ "people": [{ "email": "a@example.com" }, { "email": "jane@competitor.com" }] }), "`people[1].email`"),
        (json!({ "by_name": { "jane": "jane@competitor.com" } }), "`by_name.jane`"),
        (json!({ "unknown": { "deep": ["jane@competitor.com"] } }), "`unknown.deep[0]`"),
    ] {
        let words = violation(&rules, &arguments).unwrap_or_default();
        assert!(words.starts_with("forbidden: `--deny-recipient`") && words.contains(place), "{arguments}: {words}");
    }
    for harmless in [
        json!({ "to": "jane@notcompetitor.com" }),
        json!({ "to": "jane@competitor.com.example.org" }),
        json!({ "to": "jane.joe@example.org, Joe <joey@example.org>" }),
        json!({ "from": "jane@competitor.com", "mailboxes": ["jane@competitor.com"] }),
        json!({ "from": "no address" }),
        json!({ "words": "Better than jane@competitor.com, says everyone." }),
        json!({ "name": "competitor.com", "limit": 3, "flag": true, "nothing": null }),
        json!({ "to": "", "url": " ", "list": [] }),
        json!({}),
    ] {
        assert_eq!(violation(&rules, &harmless), None, "{harmless}");
    }
}

/// A custom variable can be the address that a mail goes to, however it is spelled.
#[test]
fn every_address_under_a_name_that_the_caller_chooses_counts() {
    let rules = rules(&["@competitor.com"], &[]);
    for spelling in [
        "jane@competitor.com",
        "Jane <jane@competitor.com>",
        "please cc jane@competitor.com.",
        "cc: JANE@COMPETITOR.COM, thanks",
        "jane＠competitor.com",
        "jane﹫competitor.com",
        "jane@competitor。com, and more",
        "ja\u{200b}ne@compe\u{ad}titor.com",
        "jane@competitor.com\r\nBcc: x@example.com",
        "jane&#64;competitor.com",
        "jane&commat;competitor.com",
        "jane%40competitor.com",
        "mailto:jane@competitor.com?subject=x",
        "<a href=\"mailto:jane%40competitor.com\">write</a>",
        "<a href='mailto:jane@competitor.com'>write</a>",
        "[\"jane@competitor.com\"]",
        "(jane@competitor.com)",
        "jane@mail.competitor.com/",
        "\"jane\"@competitor.com",
        "x%competitor.com@competitor.com",
        "a@b@competitor.com",
    ] {
        for arguments in
            [json!({ "variables": { "anything": spelling } }), json!({ "variables": { "deep": [{ "x": spelling }] } })]
        {
            let words = violation(&rules, &arguments).unwrap_or_default();
            assert!(words.contains("`variables."), "{spelling:?}: {words:?}");
        }
    }
    for harmless in [
        "",
        "@jane",
        "5 @ 10",
        "Booking.com",
        "see https://competitor.com/",
        "jane@example.com or joe@example.org",
        "a@b",
        "@competitor.com says",
    ] {
        assert_eq!(violation(&rules, &json!({ "variables": { "anything": harmless } })), None, "{harmless}");
    }
}

#[test]
fn an_allow_list_excludes_everybody_else() {
    let rules = rules(&["boss@ours.com"], &["ours.com", "friend@theirs.com"]);
    let to = |email: &str| violation(&rules, &json!({ "to": email, "name": "x" }));
    assert_eq!(to("a@ours.com"), None);
    assert_eq!(to("friend@theirs.com"), None);
    assert!(to("other@theirs.com").unwrap().contains("--allow-recipient"));
    assert!(to("friend+tag@theirs.com").unwrap().contains("--allow-recipient"), "a tag can be another mailbox");
    assert!(
        to("boss@ours.com").unwrap().contains("--deny-recipient"),
        "a denied address stays denied in an allowed domain"
    );
    assert_eq!(violation(&rules, &json!({ "name": "No address at all", "company": "Booking.com" })), None);
}

#[test]
fn every_spelling_of_a_domain_matches() {
    let rules = rules(&["@bücher.example"], &[]);
    for spelling in ["a@bücher.example", "a@BÜCHER.example", "a@xn--bcher-kva.example", "a@bu\u{308}cher。example"] {
        assert!(violation(&rules, &json!({ "to": spelling })).unwrap().starts_with("forbidden"), "{spelling}");
    }
    for wrong in ["", "@", "jane", "jane@", "@localhost", "a b@example.com", "-x.com", "1.2.3.4"] {
        assert!(wrong.parse::<Pattern>().is_err(), "{wrong:?}");
    }
}

#[test]
fn what_two_programs_may_read_differently_is_unreadable() {
    let rules = rules(&[], &["ok.example"]);
    for address in [
        "jane",
        "a@ok.example b@ok.example",
        "Doe, Jane <jane@ok.example>",
        "<a@ok.example> <b@ok.example>",
        "<a@ok.example, b@ok.example>",
        "\"a@rival.example, x\" <a@ok.example>",
        "jane(x@rival.example)@ok.example",
        "\"jane\"@ok.example",
        "<\"a@rival.example\"@ok.example>",
        "a@ok.example\r\nBcc: x@rival.example",
        "a@ok\u{200b}.example",
        "a\u{ad}b@ok.example",
        "jane＠ok.example",
        "jane＠rival.example <a@ok.example>",
        "[\"a@ok.example\"]",
        "x%rival.example@ok.example",
        "rival.example!x@ok.example",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@localhost",
        "<@rival.example:a@ok.example>",
        "team: a@ok.example",
        "a@ok.example?cc=x@rival.example",
        "a@ok.example, jane",
        "a@ok%2eexample",
        "jäne@ok.example",
        "a@ok..example",
        "a @ ok.example",
        "(a) b@",
    ] {
        let words = violation(&rules, &json!({ "to": address })).unwrap_or_default();
        assert!(words.starts_with("unreadable: `to` has "), "{address}: {words:?}");
    }
    for url in [
        "https://user@ok.example/",
        "https://user:word@ok.example",
        "https:ok.example",
        "https:/ok.example",
        "https:///ok.example",
        "https://rival.example\\@ok.example",
        "ftp://ok.example",
        "javascript:alert(1)",
        "https://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "https://localhost/",
        "https://ok.example:port/",
        "https:// ok.example",
        "//ok.example",
        "http:ok.example/https://rival.example",
        "ok.example/https://rival.example",
        "https://ok.exam\tple/",
        "mailto:jane@ok.example",
        "https://ok\u{200b}.example",
        "ok",
        "https://",
    ] {
        let words = violation(&rules, &json!({ "url": url })).unwrap_or_default();
        assert!(words.starts_with("unreadable: `url` has "), "{url}: {words:?}");
    }
    for (input, value) in [
        ("to", "Jane Doe <jane+news@mail.ok.example>"),
        ("to", "\"Doe, Jane\" <jane@ok.example>, b@OK.example,"),
        ("to", "jane@ok.example <jane@ok.example>"),
        ("to", "team: a@ok.example, b@ok.example;"),
        ("to", "a@ok.example (Jane)"),
        ("to", "ok.example"),
        ("to", "<o'hara.x-y_z@ok.example>"),
        ("url", "https://www.ok.example:8443/a?b=c@d#e"),
        ("url", "ok.example"),
        ("url", "HTTPS://OK.example."),
        ("url", "https://%6fk.example/"),
        ("url", "ok.example:80/x"),
    ] {
        assert_eq!(violation(&rules, &json!({ input: value })), None, "{value}");
    }
}

/// A text made of these parts.
fn text_of(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(sample::select(parts), 1..12).prop_map(|parts| parts.concat())
}

const ADDRESS_PARTS: &[&str] = &[
    "joe@ok.example",
    "jane@rival.example",
    "rival.example",
    "ok.example",
    "jane",
    "@",
    "＠",
    ",",
    ";",
    ":",
    "<",
    ">",
    "\"",
    "\\",
    "(",
    ")",
    "[",
    "]",
    " ",
    ".",
    "。",
    "%",
    "!",
    "\u{ad}",
    "\r\n",
    "//",
];

const URL_PARTS: &[&str] = &[
    "https://",
    "http:",
    "ok.example",
    "rival.example",
    "/",
    "\\",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "%40",
    ".",
    "。",
    "[",
    "127.0.0.1",
    " ",
    "\t",
    "443",
];

fn is_allowed(host: &str) -> bool {
    let host = host.to_lowercase();
    host == "ok.example" || host.ends_with(".ok.example")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    /// Programs that only search a text for addresses find none that the rules do not allow.
    #[test]
    fn no_search_finds_another_address_in_what_is_allowed(text in text_of(ADDRESS_PARTS)) {
        if violation(&rules(&[], &["ok.example"]), &json!({ "to": text })).is_none() {
            for (at, sign) in text.match_indices(['@', '＠']) {
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '。' | '-');
                let host: String = text[at + sign.len()..].chars().take_while(|&c| is_part(c)).collect();
                prop_assert!(is_allowed(host.replace('。', ".").trim_end_matches('.')), "{:?}: {}", text, host);
            }
        }
    }

    /// Programs that split a URL at its punctuation find the same host.
    #[test]
    fn no_split_finds_another_host_in_a_url_that_is_allowed(text in text_of(URL_PARTS)) {
        if !text.trim().is_empty() && violation(&rules(&[], &["ok.example"]), &json!({ "url": text })).is_none() {
            let rest = text.trim().split_once("://").map_or(text.trim(), |(_, rest)| rest);
            for ends in [&['/', '?', '#'][..], &['/', '?', '#', '\\'][..]] {
                let authority = rest.split(ends).next().unwrap();
                let host = authority.rsplit('@').next().unwrap().split(':').next().unwrap();
                let host = host.replace('。', ".");
                prop_assert!(is_allowed(host.trim_end_matches('.')), "{:?}: {}", text, host);
            }
        }
    }
}
