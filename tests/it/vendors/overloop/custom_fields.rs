//! Custom fields of all ten types, sent and read.

use serde_json::{Value, json};

use crate::support::wire::WireSession;

/// A value of each type.
fn values() -> Value {
    json!({
        "c_numeric": 12.5,
        "c_numeric_whole": 9007199254740993_i64,
        "c_text": "Hot, \"lead\": \u{e9}",
        "c_text_long": "a\nb",
        "c_phone": "+32-481-754-301",
        "c_url": "https://overloop.com/?a=b",
        "c_boolean": true,
        "c_list_single": "Gold",
        "c_list_multiple": ["Gold", "Silver"],
        "c_datetime": "2019-11-14T09:45:30Z",
        "c_date": "2019-11-14",
    })
}

#[tokio::test]
async fn custom_fields_of_all_ten_types_are_sent_and_read() {
    let mut wire = WireSession::overloop().await;
    for (tool, id, kind, under) in [
        ("overloop_create_prospect", Some("first_name"), "prospects", "prospect"),
        ("overloop_update_prospect", Some("prospect_id"), "prospects", "prospect"),
        ("overloop_create_organization", Some("name"), "organizations", "organization"),
        ("overloop_update_organization", Some("organization_id"), "organizations", "organization"),
        ("overloop_update_lead", Some("lead_id"), "leads", "lead"),
    ] {
        wire.vendor.answer_with(200, json!({ "data": { "id": "1", "type": kind, "attributes": values() } }));
        let mut inputs = json!({ "custom_fields": values() });
        if let Some(id) = id {
            inputs[id] = json!("1");
        }
        let seen = wire.request_of(tool, &inputs).await;
        let mut attributes = values();
        if let Some(known_by) = id.filter(|id| !id.ends_with("_id")) {
            attributes[known_by] = json!("1");
        }
        assert_eq!(seen.json(), json!({ "data": { "type": kind, "attributes": attributes } }), "{tool}");
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope[under], json!({ "id": "1", "custom_fields": values() }), "{tool}");
    }
}

#[tokio::test]
async fn a_custom_field_may_be_cleared_and_all_may_come_as_text() {
    let mut wire = WireSession::overloop().await;
    wire.vendor
        .answer_with(200, json!({ "data": { "id": "1", "attributes": { "c_a": null, "c_new": { "kind": [1] } } } }));
    let inputs = json!({ "prospect_id": "1", "custom_fields": "{\"c_a\": null, \"c_b\": []}" });
    let seen = wire.request_of("overloop_update_prospect", &inputs).await;
    assert_eq!(seen.json()["data"]["attributes"], json!({ "c_a": null, "c_b": [] }));
    // A value of an unknown type is passed on.
    let envelope = wire.call("overloop_update_prospect", &inputs).await;
    assert_eq!(envelope["prospect"], json!({ "id": "1", "custom_fields": { "c_new": { "kind": [1] } } }));
    wire.vendor.answer_with(200, json!({ "data": { "id": "1", "attributes": { "c_a": null } } }));
    assert_eq!(wire.call("overloop_update_prospect", &inputs).await["prospect"], json!({ "id": "1" }));
}

#[tokio::test]
async fn an_invalid_custom_field_is_refused() {
    let mut wire = WireSession::overloop().await;
    for name in ["email", "custom_field_a", "id", "owner_id", ""] {
        let error = wire
            .invalid_input(
                "overloop_create_prospect",
                &json!({ "email": "a@b.example", "custom_fields": { name: "x" } }),
            )
            .await;
        assert!(error.contains(&format!("`custom_fields.{name}`")) && error.contains("`c_`"), "{name}: {error}");
    }
    for value in [json!({ "a": 1 }), json!([1]), json!([["x"]]), json!([null])] {
        let error = wire
            .invalid_input(
                "overloop_create_prospect",
                &json!({ "email": "a@b.example", "custom_fields": { "c_a": value } }),
            )
            .await;
        assert!(error.contains("`custom_fields.c_a`") && error.contains("list of texts"), "{value}: {error}");
    }
}
