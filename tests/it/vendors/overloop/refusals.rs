//! Overloop's error answers, in both shapes and with every documented status.

use serde_json::{Value, json};

use crate::support::{mock_vendor::reply, program::KEY, wire::WireSession};

const TAKEN: &str = r#"{"errors":[{"source":{"pointer":"/data/attributes/email"},"detail":"has already been taken"}]}"#;
const WRONG_KEY: &str = r#"{"errors":[{"code":"unauthorized","message":"Your API key is wrong. More information here https://apidoc.overloop.ai/#authentication"}]}"#;

#[tokio::test]
async fn every_documented_status_becomes_its_error_kind_and_next_step() {
    let errors = |code: &str, message: &str| json!({ "errors": [{ "code": code, "message": message }] }).to_string();
    let attribute = |name: &str, detail: &str| {
        json!({ "errors": [{ "source": { "pointer": format!("/data/attributes/{name}") }, "detail": detail }] })
            .to_string()
    };
    let two = json!({ "errors": [
        { "source": { "pointer": "/data/attributes/email" }, "detail": "has already been taken" },
        { "source": { "pointer": "/data/attributes/phone" }, "detail": "is invalid" },
    ] });
    let relationship =
        json!({ "errors": [{ "source": { "pointer": "/data/relationships/owner" }, "detail": "must exist" }] });
    let table = [
        (422, TAKEN.to_owned(), "conflict", "email has already been taken"),
        (422, TAKEN.to_owned(), "conflict", "`return_existing`"),
        (422, attribute("name", "already exists"), "conflict", "name already exists"),
        (409, attribute("value", "is a duplicate"), "conflict", "value is a duplicate"),
        (422, attribute("list_type", "can't be blank"), "invalid_input", "list_type can't be blank"),
        (422, attribute("email", "email is invalid"), "invalid_input", "(422): email is invalid."),
        (422, attribute("base", "Owner is wrong"), "invalid_input", "(422): Owner is wrong."),
        (422, two.to_string(), "invalid_input", "email has already been taken; phone is invalid"),
        (422, relationship.to_string(), "invalid_input", "owner must exist"),
        (422, relationship.to_string(), "invalid_input", "overloop_list_users"),
        (422, attribute("owner_id", "must exist"), "invalid_input", "overloop_list_users"),
        (422, r#"{"errors":[]}"#.to_owned(), "invalid_input", "(422). Correct the inputs"),
        (422, r#"{"errors":["one","two"]}"#.to_owned(), "invalid_input", "one; two"),
        (422, r#"{"errors":null,"message":"no"}"#.to_owned(), "invalid_input", "(422): no."),
        (400, errors("bad_request", "Malformed sort"), "invalid_input", "Malformed sort"),
        (400, String::new(), "invalid_input", "(400). Correct the inputs"),
        (401, WRONG_KEY.to_owned(), "unauthorized", "Your API key is wrong"),
        (401, WRONG_KEY.to_owned(), "unauthorized", "OVERLOOP_API_KEY"),
        (401, format!("bad key {KEY}"), "unauthorized", "OVERLOOP_API_KEY"),
        (403, errors("forbidden", "Hidden"), "forbidden", "administrator"),
        (
            404,
            errors("not_found", "Record not found"),
            "not_found",
            "Record not found. There is nothing under what the inputs name",
        ),
        (
            404,
            "<!DOCTYPE html><title>404</title>".to_owned(),
            "not_found",
            "There is nothing under what the inputs name",
        ),
        (405, errors("method_not_allowed", "No"), "vendor_error", "OVERLOOP_BASE_URL"),
        (406, String::new(), "vendor_error", "OVERLOOP_BASE_URL"),
        (410, errors("gone", "Removed"), "not_found", "Removed"),
        (429, r#"{"error":{"type":"rate_limit","message":"Slow down"}}"#.to_owned(), "rate_limited", "Slow down"),
    ];
    let mut wire = WireSession::overloop().await;
    for (status, body, kind, words) in table {
        let attempts = if status == 429 { 6 } else { 1 };
        for _ in 0..attempts {
            let body = body.clone();
            wire.vendor.answer_next(move || reply(status, "application/vnd.api+json", body));
        }
        let tool = if status == 429 { "overloop_get_account" } else { "overloop_create_prospect" };
        let before = wire.vendor.requests().len();
        let envelope =
            wire.call(tool, &if status == 429 { json!({}) } else { json!({ "email": "a@b.example" }) }).await;
        let error = envelope["error"].as_str().unwrap();
        assert_eq!(envelope["error_kind"], kind, "{status} {body}: {envelope:?}");
        assert_eq!(envelope["http_status"], status, "{envelope:?}");
        assert!(error.contains(words), "{status} {body}: {error}");
        assert!(error.starts_with("Overloop refused the request"), "{error}");
        assert!(!error.contains(KEY) && !error.contains('<'), "{error}");
        if status != 429 {
            assert_eq!(sent_after(&wire, before), 1, "{status}: sent once");
        }
    }
}

/// How many calls were sent after so many requests, without the reads that tell which generations the key opens.
fn sent_after(wire: &WireSession, before: usize) -> usize {
    let sent = wire.vendor.requests().split_off(before);
    sent.iter().filter(|request| !request.target.ends_with("/account")).count()
}

#[tokio::test]
async fn a_503_is_retried_for_reads_and_unknown_for_writes() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_next(|| reply(503, "text/html", "<h1>Maintenance</h1>"));
    wire.vendor.answer_with(200, json!({ "data": { "id": "1", "type": "companies" } }));
    let envelope = wire.call("overloop_get_account", &json!({})).await;
    assert_eq!(Value::Object(envelope), json!({ "success": true, "account": { "id": "1" } }));

    wire.vendor.answer_next(|| reply(503, "text/html", "<h1>Maintenance</h1>"));
    let before = wire.vendor.requests().len();
    let envelope = wire.call("overloop_create_prospect", &json!({ "email": "a@b.example" })).await;
    assert_eq!(
        (envelope["error_kind"].as_str(), envelope["http_status"].as_u64()),
        (Some("outcome_unknown"), Some(503))
    );
    assert!(envelope["error"].as_str().unwrap().contains("overloop_list_prospects"), "{envelope:?}");
    assert_eq!(sent_after(&wire, before), 1, "sent once");
}

/// An unknown route is answered with a web page and status 200.
#[tokio::test]
async fn a_2xx_that_is_no_success_is_a_failure() {
    let page = "<!DOCTYPE html><html><body>Overloop</body></html>";
    let mut wire = WireSession::overloop().await;
    for (body, words) in [
        (page, "web page"),
        (r#"{"data":{"id":{},"type":"prospects"}}"#, "at `data.id`"),
        (r#"{"data":{"id":"1","attributes":{"email":{}}}}"#, "in `data[0]` at `email`"),
        (r#"{"data":[{"id":"1"},{"id":"2","attributes":{"open_count":"many"}}]}"#, "in `data[1]` at `open_count`"),
        (r#"{"links":{}}"#, "no `data`"),
        ("{}", "no `data`"),
        ("", "cannot be read"),
        ("[1]", "cannot be read"),
        (TAKEN, "email has already been taken"),
        (r#"{"success":false,"errors":[{"code":"x","message":"Not today"}]}"#, "Not today"),
    ] {
        let content_type = if body == page { "text/html" } else { "application/vnd.api+json" };
        for (tool, inputs, kind) in [
            ("overloop_list_prospects", json!({}), "vendor_error"),
            ("overloop_create_prospect", json!({ "email": "a@b.example" }), "outcome_unknown"),
        ] {
            let owned = body.to_owned();
            wire.vendor.answer_next(move || reply(200, content_type, owned));
            let envelope = wire.call(tool, &inputs).await;
            assert_eq!(envelope["success"], false, "{tool} {body}");
            // What the vendor says in so many words is no unknown outcome.
            if !body.contains("success") && !body.contains("errors") {
                assert_eq!(envelope["error_kind"], kind, "{tool} {body}: {envelope:?}");
            }
            assert!(envelope["error"].as_str().unwrap().contains(words), "{tool} {body}: {envelope:?}");
        }
    }
    wire.vendor.answer_with(200, json!({ "data": [] }));
    let envelope = wire.call("overloop_get_prospect", &json!({ "prospect_id": "1" })).await;
    assert!(envelope["error"].as_str().unwrap().contains("`data` is empty"), "{envelope:?}");
}

#[tokio::test]
async fn a_hint_names_an_input_or_an_id_only_where_the_call_has_one() {
    let mut wire = WireSession::overloop().await;
    for (tool, inputs, has_input) in [
        ("overloop_create_prospect", json!({ "email": "a@theirs.example" }), true),
        ("overloop_create_organization", json!({ "name": "A" }), true),
        ("overloop_create_list", json!({ "name": "A", "list_type": "prospects" }), false),
        ("overloop_update_prospect", json!({ "prospect_id": "7", "email": "a@theirs.example" }), false),
        ("overloop_create_exclusion_list_item", json!({ "value": "theirs.example", "item_type": "domain" }), false),
    ] {
        wire.vendor.answer_next(|| reply(422, "application/vnd.api+json", TAKEN));
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope["error_kind"], "conflict", "{tool}: {envelope:?}");
        let error = envelope["error"].as_str().unwrap();
        assert_eq!(error.contains("`return_existing`"), has_input, "{tool}: {error}");
        assert!(error.contains("find it with a list call"), "{tool}: {error}");
    }
    for (tool, inputs, hint) in [
        (
            "overloop_get_prospect",
            json!({ "prospect_id": "7" }),
            "Check `prospect_id`: overloop_list_prospects gives the ids",
        ),
        ("overloop_list_prospects", json!({ "filter": { "email": "a@theirs.example" } }), "check them"),
        ("overloop_list_prospects", json!({}), "Check that `OVERLOOP_BASE_URL`"),
    ] {
        wire.vendor.answer_next(|| reply(404, "application/vnd.api+json", "{}"));
        let envelope = wire.call(tool, &inputs).await;
        let error = envelope["error"].as_str().unwrap();
        assert!(error.contains(hint), "{tool} {inputs}: {error}");
        assert_eq!(error.contains("id"), hint.contains("id"), "{tool} {inputs}: {error}");
    }
}
