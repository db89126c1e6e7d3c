//! The five searches of a domain: how they are started and resumed, and what they find.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{WireCase, form, no_body};
use crate::support::wire::WireSession;

const HASH: &str = "6f15de14db954c761f8e7507547b3bd7";

/// Starts, the results they lead to, inputs of the start, and the path of the result.
const SEARCHES: [(&str, &str, &str, &str); 5] = [
    ("snov_start_domain_search", "snov_get_domain_search_result", "domain", "result"),
    ("snov_start_prospects_search", "snov_get_prospects_search_result", "domain", "prospects/result"),
    (
        "snov_start_prospect_email_search",
        "snov_get_prospect_email_search_result",
        "prospect_hash",
        "prospects/search-emails/result",
    ),
    ("snov_start_domain_emails_search", "snov_get_domain_emails_search_result", "domain", "domain-emails/result"),
    (
        "snov_start_generic_contacts_search",
        "snov_get_generic_contacts_search_result",
        "domain",
        "generic-contacts/result",
    ),
];

pub fn cases() -> Vec<WireCase> {
    let resume = || json!({ "task_hash": HASH, "wait_seconds": 0 });
    vec![
        form(
            "snov_start_domain_search",
            json!({ "domain": "snov.io", "wait_seconds": 0 }),
            "/v2/domain-search/start",
            &[("domain", "snov.io")],
        ),
        no_body(
            "snov_get_domain_search_result",
            resume(),
            "GET",
            "/v2/domain-search/result/6f15de14db954c761f8e7507547b3bd7",
        ),
        form(
            "snov_start_prospects_search",
            json!({ "domain": "snov.io", "positions": ["Web developer", "QA Engineer"], "page": 2, "wait_seconds": 0 }),
            "/v2/domain-search/prospects/start",
            &[("domain", "snov.io"), ("positions[]", "Web developer"), ("positions[]", "QA Engineer"), ("page", "2")],
        ),
        form(
            "snov_start_prospects_search",
            json!({ "domain": "snov.io", "wait_seconds": 0 }),
            "/v2/domain-search/prospects/start",
            &[("domain", "snov.io")],
        ),
        no_body(
            "snov_get_prospects_search_result",
            resume(),
            "GET",
            "/v2/domain-search/prospects/result/6f15de14db954c761f8e7507547b3bd7",
        ),
        // Everything is in the path, so there is no body.
        no_body(
            "snov_start_prospect_email_search",
            json!({ "prospect_hash": "a1b2/c3==", "wait_seconds": 0 }),
            "POST",
            "/v2/domain-search/prospects/search-emails/start/a1b2%2Fc3%3D%3D",
        ),
        no_body(
            "snov_get_prospect_email_search_result",
            resume(),
            "GET",
            "/v2/domain-search/prospects/search-emails/result/6f15de14db954c761f8e7507547b3bd7",
        ),
        form(
            "snov_start_domain_emails_search",
            json!({ "domain": "snov.io", "next": "4ae6ca51c056c584", "wait_seconds": 0 }),
            "/v2/domain-search/domain-emails/start",
            &[("domain", "snov.io"), ("next", "4ae6ca51c056c584")],
        ),
        form(
            "snov_start_domain_emails_search",
            json!({ "domain": "snov.io", "wait_seconds": 0 }),
            "/v2/domain-search/domain-emails/start",
            &[("domain", "snov.io")],
        ),
        no_body(
            "snov_get_domain_emails_search_result",
            resume(),
            "GET",
            "/v2/domain-search/domain-emails/result/6f15de14db954c761f8e7507547b3bd7",
        ),
        form(
            "snov_start_generic_contacts_search",
            json!({ "domain": "snov.io", "next": "4ae6ca51c056c584", "wait_seconds": 0 }),
            "/v2/domain-search/generic-contacts/start",
            &[("domain", "snov.io"), ("next", "4ae6ca51c056c584")],
        ),
        form(
            "snov_start_generic_contacts_search",
            json!({ "domain": "snov.io", "wait_seconds": 0 }),
            "/v2/domain-search/generic-contacts/start",
            &[("domain", "snov.io")],
        ),
        no_body(
            "snov_get_generic_contacts_search_result",
            resume(),
            "GET",
            "/v2/domain-search/generic-contacts/result/6f15de14db954c761f8e7507547b3bd7",
        ),
    ]
}

/// The envelope of a result that is polled once.
async fn result(wire: &mut WireSession, tool: &str, answer: &Value) -> Value {
    wire.vendor.answer_with(200, answer);
    Value::Object(wire.call(tool, &json!({ "task_hash": HASH, "wait_seconds": 0 })).await)
}

/// The outputs of a search that has ended.
fn completed(outputs: Value) -> Value {
    let mut expected = json!({ "success": true, "status": "completed", "task_hash": HASH });
    expected.as_object_mut().unwrap().extend(outputs.as_object().unwrap().clone());
    expected
}

#[tokio::test]
async fn the_documents_examples_are_read() {
    let company = json!({
        "company_name": "Snov.io", "city": "New York", "founded": "2017", "website": "https://snov.io",
        "hq_phone": "13477050819", "industry": "Computer Software", "size": "51-200", "related_domains": ["snov.me"],
    });
    let person = json!({
        "first_name": "John", "last_name": "Doe", "position": "Web developer", "source_page": "https://www.linkedin.com/in/john",
    });
    let mut profile = person.clone();
    profile["search_emails_start"] = json!("https://api.snov.io/v2/domain-search/prospects/search-emails/start/f1e2");
    let mut prospect = person;
    prospect["prospect_hash"] = json!("f1e2");
    let addresses = json!([{ "email": "jane@snov.io" }, { "email": "joe@snov.io" }]);
    let next = "4ae6ca51c056c584db03c618dfe80dedb82ec37ab4667fa1";
    let emails = |tab: &str, next: &str| {
        let link = format!("https://api.snov.io/v2/domain-search/domain-emails/start?domain=snov.io&next={next}");
        json!({
            "data": addresses, "links": { "next": if next.is_empty() { "" } else { &link } }, "status": "completed",
            "meta": { "domain": "snov.io", "tab": tab, "task_hash": HASH, "next": next, "total_count": 108 },
        })
    };
    let table = [
        (
            "snov_get_domain_search_result",
            json!({
                "data": company, "status": "completed",
                "meta": {
                    "domain": "snov.io", "task_hash": HASH,
                    "prospects_count": 196, "emails_count": 108, "generic_contacts_count": 9,
                },
                "links": { "prospects": "https://api.snov.io/v2/domain-search/prospects/start?domain=snov.io" },
            }),
            json!({ "company": company, "prospects_count": 196, "emails_count": 108, "generic_contacts_count": 9 }),
        ),
        (
            "snov_get_prospects_search_result",
            json!({
                "data": [profile], "links": { "next": "" }, "status": "completed",
                "meta": {
                    "domain": "snov.io", "tab": "prospects", "task_hash": HASH, "page": 1,
                    "positions": ["Web developer", "QA Engineer"], "total_count": 18,
                },
            }),
            json!({ "prospects": [prospect], "total_count": 18, "page": 1 }),
        ),
        (
            "snov_get_prospect_email_search_result",
            json!({
                "data": {
                    "searching_date": "2025-01-01 11:11:11", "emails": [{ "email": "jane@snov.io", "smtp_status": "valid" }],
                },
                "meta": { "task_hash": HASH }, "links": [], "status": "completed",
            }),
            json!({
                "searching_date": "2025-01-01T11:11:11Z", "emails": [{ "email": "jane@snov.io", "smtp_status": "valid" }],
            }),
        ),
        (
            "snov_get_domain_emails_search_result",
            emails("emails", next),
            json!({ "emails": addresses, "total_count": 108, "next": next }),
        ),
        (
            "snov_get_generic_contacts_search_result",
            emails("service", ""),
            json!({ "emails": addresses, "total_count": 108 }),
        ),
    ];
    let mut wire = WireSession::snov().await;
    for (tool, answer, outputs) in table {
        assert_eq!(result(&mut wire, tool, &answer).await, completed(outputs), "{tool}");
    }
}

#[tokio::test]
async fn the_task_hash_is_read_from_every_place() {
    let link = |path: &str, hash: &str| format!("https://api.snov.io/v2/domain-search/{path}/{hash}");
    let mut wire = WireSession::snov().await;
    for (start, _, input, path) in SEARCHES {
        let starts = [
            json!({ "data": [], "meta": { "task_hash": HASH }, "links": { "result": link(path, HASH) } }),
            json!({ "data": [], "meta": { "task_hash": "another" }, "links": { "result": link(path, HASH) } }),
            json!({ "data": [], "meta": [], "links": { "result": link(path, HASH) } }),
            json!({ "data": [], "links": { "result": format!("/v2/domain-search/{path}/{HASH}") } }),
            json!({ "data": [], "links": { "result": format!("https://api.snov.io/v2/x/result?task_hash={HASH}") } }),
            json!({ "data": [], "meta": { "task_hash": HASH }, "links": { "result": "" } }),
            json!({ "data": [], "meta": { "task_hash": HASH }, "links": {} }),
            json!({ "data": [], "meta": { "task_hash": HASH }, "links": [] }),
            json!({ "meta": { "task_hash": HASH }, "links": null }),
            json!({ "data": { "task_hash": HASH }, "meta": { "domain": "snov.io" } }),
            json!({ "data": { "task_hash": HASH }, "links": [], "status": "in_progress" }),
            json!({ "data": { "task_hash": HASH }, "meta": { "task_hash": "" } }),
        ];
        for answer in starts {
            wire.vendor.answer_with(200, &answer);
            let mut envelope = wire.call(start, &json!({ input: "snov.io", "wait_seconds": 0 })).await;
            assert!(envelope.remove("credits_hint").is_some(), "{start}");
            let expected = json!({ "success": true, "status": "in_progress", "task_hash": HASH });
            assert_eq!(Value::Object(envelope), expected, "{start} {answer}");
        }
    }
}

#[tokio::test]
async fn every_spelling_of_a_running_search_is_in_progress() {
    let mut wire = WireSession::snov().await;
    for (_, tool, ..) in SEARCHES {
        for status in ["in progress", "in_progress", "In Progress", " IN_PROGRESS ", "queued", ""] {
            for (data, links) in [(json!([]), json!([])), (json!({}), json!({})), (json!(null), json!(null))] {
                let answer = json!({ "data": data, "meta": { "task_hash": HASH }, "links": links, "status": status });
                let expected = json!({ "success": true, "status": "in_progress", "task_hash": HASH });
                assert_eq!(result(&mut wire, tool, &answer).await, expected, "{tool} {answer}");
            }
        }
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_is_a_success() {
    let table = [
        ("snov_get_domain_search_result", json!({ "company": {} })),
        ("snov_get_prospects_search_result", json!({ "prospects": [], "page": 1 })),
        ("snov_get_prospect_email_search_result", json!({ "emails": [] })),
        ("snov_get_domain_emails_search_result", json!({ "emails": [] })),
        ("snov_get_generic_contacts_search_result", json!({ "emails": [] })),
    ];
    let mut wire = WireSession::snov().await;
    for (tool, outputs) in table {
        for answer in [
            json!({ "data": [], "meta": { "task_hash": HASH }, "links": [], "status": "completed" }),
            json!({ "data": {}, "meta": [], "links": { "next": "" }, "status": "Completed" }),
            json!({ "status": "completed" }),
        ] {
            assert_eq!(result(&mut wire, tool, &answer).await, completed(outputs.clone()), "{tool} {answer}");
        }
    }
}

#[tokio::test]
async fn pages_of_prospects_are_numbered() {
    let link = "https://api.snov.io/v2/domain-search/prospects/start?domain=snov.io&page=2";
    let mut wire = WireSession::snov().await;
    for (meta, links, found, expected) in [
        (json!({ "page": 1, "total_count": 41 }), json!({ "next": "" }), 20, json!({ "page": 1, "next_page": 2 })),
        (json!({ "page": 2, "total_count": 41 }), json!([]), 20, json!({ "page": 2, "next_page": 3 })),
        (json!({ "page": 3, "total_count": 41 }), json!({ "next": "" }), 1, json!({ "page": 3 })),
        (json!({ "page": 2, "total_count": 40 }), json!([]), 20, json!({ "page": 2 })),
        (json!({ "page": "2", "total_count": "41" }), json!([]), 20, json!({ "page": 2, "next_page": 3 })),
        (json!({ "page": 1 }), json!({ "next": link }), 20, json!({ "page": 1, "next_page": 2 })),
        (json!({ "total_count": 41 }), json!([]), 20, json!({ "page": 1, "next_page": 2 })),
        // Past the last page there is no next one.
        (json!({ "page": 9, "total_count": 999 }), json!({ "next": link }), 0, json!({ "page": 9 })),
    ] {
        let data = vec![json!({ "first_name": "John" }); found];
        let answer = json!({ "data": data, "meta": meta, "links": links, "status": "completed" });
        let envelope = result(&mut wire, "snov_get_prospects_search_result", &answer).await;
        assert_eq!(envelope["prospects"], answer["data"], "{meta}");
        assert_eq!(
            (&envelope["page"], envelope.get("next_page")),
            (&expected["page"], expected.get("next_page")),
            "{meta}"
        );
    }
}

#[tokio::test]
async fn the_prospect_hash_is_cut_from_the_search_link() {
    let start = "/v2/domain-search/prospects/search-emails/start";
    let mut wire = WireSession::snov().await;
    for (link, hash) in [
        (json!(format!("https://api.snov.io{start}/f1e2")), Some("f1e2")),
        (json!(format!("https://api.snov.io{start}/f1e2/")), Some("f1e2")),
        (json!(format!("{start}/f1e2")), Some("f1e2")),
        (json!(format!("{start}/xusD3-T_K5I%3D%3D?x=1")), Some("xusD3-T_K5I==")),
        (json!(""), None),
        (json!(" "), None),
        (json!(null), None),
    ] {
        let answer = json!({ "data": [{ "last_name": "Doe", "search_emails_start": link }], "status": "completed" });
        let mut prospect = json!({ "last_name": "Doe" });
        if let Some(hash) = hash {
            prospect["prospect_hash"] = json!(hash);
        }
        let envelope = result(&mut wire, "snov_get_prospects_search_result", &answer).await;
        assert_eq!(envelope["prospects"], json!([prospect]), "{link}");
    }
}

#[tokio::test]
async fn pages_of_addresses_have_a_cursor() {
    let link = "https://api.snov.io/v2/domain-search/domain-emails/start?domain=snov.io&next=a%2Bb";
    let relative = "/v2/domain-search/domain-emails/start?domain=snov.io&next=a%2Bb";
    let mut wire = WireSession::snov().await;
    for tool in ["snov_get_domain_emails_search_result", "snov_get_generic_contacts_search_result"] {
        for (meta, links, next) in [
            (json!({ "next": "4ae6" }), json!({ "next": link }), Some("4ae6")),
            (json!({ "next": "4ae6" }), json!([]), Some("4ae6")),
            (json!({ "next": "" }), json!({ "next": link }), Some("a+b")),
            (json!({}), json!({ "next": link }), Some("a+b")),
            (json!({}), json!({ "next": relative }), Some("a+b")),
            (json!({ "next": null }), json!({ "next": "" }), None),
            (json!({ "next": "" }), json!([]), None),
        ] {
            let answer =
                json!({ "data": [{ "email": "a@snov.io" }], "meta": meta, "links": links, "status": "completed" });
            let envelope = result(&mut wire, tool, &answer).await;
            let mut outputs = json!({ "emails": [{ "email": "a@snov.io" }] });
            if let Some(next) = next {
                outputs["next"] = json!(next);
            }
            assert_eq!(envelope, completed(outputs), "{tool} {meta} {links}");
        }
    }
}

#[tokio::test]
async fn each_start_polls_its_own_result() {
    join_all(SEARCHES.map(async |(start, _, input, path)| {
        let mut wire = WireSession::snov().await;
        wire.vendor.answer_next_json(&json!({ "data": { "task_hash": HASH } }));
        wire.vendor.answer_with(200, json!({ "data": [], "status": "completed" }));
        let envelope = wire.call(start, &json!({ input: "snov.io", "wait_seconds": 10 })).await;
        assert_eq!((&envelope["status"], &envelope["task_hash"]), (&json!("completed"), &json!(HASH)), "{start}");
        let asked: Vec<String> =
            wire.vendor.requests().iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert_eq!(asked[1], format!("GET /v2/domain-search/{path}/{HASH}"), "{start}");
    }))
    .await;
}
