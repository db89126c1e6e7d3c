//! The calls of v2, as the vendor's command line sends them, and the shapes in which it may answer.

use serde_json::{Value, json};

use super::{WireCase, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    let none = json!({});
    vec![
        no_body(
            "overloop_search_prospects",
            json!({
                "search": "head of sales", "page": 2, "page_size": 50, "sort": "-created_at",
                "filter": {
                    "email": "joe@theirs.example", "linkedin_profile": "https://www.linkedin.com/in/joe", "sourcing_id": "s-1",
                },
                "expand": ["organization", "enrollments"],
            }),
            "GET",
            "/public/v2/prospects?search=head+of+sales&page=2&per_page=50&sort=-created_at\
             &filter%5Bemail%5D=joe%40theirs.example&filter%5Blinkedin_profile%5D=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjoe\
             &filter%5Bsourcing_id%5D=s-1&expand=organization%2Cenrollments",
        ),
        no_body("overloop_search_prospects", none.clone(), "GET", "/public/v2/prospects"),
        no_body(
            "overloop_get_prospect_by_email",
            json!({ "email": "joe@theirs.example", "expand": ["enrollments"] }),
            "GET",
            "/public/v2/prospects/joe%40theirs.example?expand=enrollments",
        ),
        no_body(
            "overloop_get_prospect_by_email",
            json!({ "email": "joe@theirs.example" }),
            "GET",
            "/public/v2/prospects/joe%40theirs.example",
        ),
        no_body(
            "overloop_search_organizations",
            json!({ "search": "acme", "page": 1, "page_size": 1000, "sort": "name", "filter": { "country": "US" } }),
            "GET",
            "/public/v2/organizations?search=acme&page=1&per_page=1000&sort=name&filter%5Bcountry%5D=US",
        ),
        no_body("overloop_search_organizations", none.clone(), "GET", "/public/v2/organizations"),
        no_body("overloop_get_user", json!({ "user_id": 12 }), "GET", "/public/v2/users/12"),
        no_body("overloop_get_me", none.clone(), "GET", "/public/v2/me"),
        no_body("overloop_get_list", json!({ "list_id": "9" }), "GET", "/public/v2/lists/9"),
        no_body(
            "overloop_delete_exclusion_list_item",
            json!({ "exclusion_list_item_id": "41" }),
            "DELETE",
            "/public/v2/exclusion_list/41",
        ),
        no_body("overloop_list_merge_tags", none.clone(), "GET", "/public/v2/merge_tags"),
        no_body("overloop_list_sending_addresses", none, "GET", "/public/v2/sending_addresses"),
    ]
}

#[tokio::test]
async fn an_object_of_v2_is_read_bare_or_under_data_and_keeps_what_is_not_documented() {
    let mut wire = WireSession::overloop().await;
    let list = json!({ "id": 9, "name": "CEO", "color": "red" });
    for answer in [list.clone(), json!({ "data": list })] {
        wire.vendor.answer_with(200, answer.to_string());
        let got = Value::Object(wire.call("overloop_get_list", &json!({ "list_id": 9 })).await);
        let read = json!({ "id": "9", "name": "CEO", "other_fields": { "color": "red" } });
        assert_eq!((&got["id"], &got["list"]), (&json!("9"), &read), "{got}");
    }
    for answer in ["<!DOCTYPE html><html></html>", "{}", "null", r#"{"data":null}"#] {
        wire.vendor.answer_with(200, answer);
        let got = Value::Object(wire.call("overloop_get_list", &json!({ "list_id": 9 })).await);
        assert_eq!(got["success"], false, "{answer}: {got}");
    }
}

#[tokio::test]
async fn a_deletion_of_v2_is_read_from_whatever_comes() {
    let mut wire = WireSession::overloop().await;
    for (status, answer) in [(204, ""), (200, ""), (200, r#"{"data":{"id":41}}"#), (200, "{}")] {
        wire.vendor.answer_with(status, answer);
        let inputs = json!({ "exclusion_list_item_id": "41" });
        let mut got = wire.call("overloop_delete_exclusion_list_item", &inputs).await;
        // What the list shows before it.
        got.shift_remove("warnings");
        assert_eq!(Value::Object(got), json!({ "success": true, "id": "41", "deleted": true }), "{status} {answer}");
    }
}

#[tokio::test]
async fn errors_of_v2_are_read_in_both_shapes() {
    let mut wire = WireSession::overloop().await;
    let table = [
        (422, json!({ "error": { "type": "validation_error", "message": "Validation failed: Name is too long" } })),
        (422, json!({ "errors": [{ "field": "name", "message": "is too long" }] })),
    ];
    for (status, body) in table {
        wire.vendor.answer_with(status, body.to_string());
        let got = Value::Object(wire.call("overloop_search_prospects", &json!({})).await);
        let error: &Value = &got["error"];
        assert!(error.as_str().unwrap().to_lowercase().contains("name is too long"), "{body}: {got}");
    }
}
