//! The block list: `/block-lists-entries`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    let path = "/api/v2/block-lists-entries";
    let one = "/api/v2/block-lists-entries/f9cc070d-8dba-4341-b847-f083c358e460";
    let value = json!({ "bl_value": "jane@example.com" });
    let values = json!({ "bl_values": ["jane@example.com", "example.com"] });
    let ids = json!({ "ids": [ID] });
    vec![
        no_body(
            "instantly_list_block_list_entries",
            json!({ "limit": 10, "starting_after": ID, "domains_only": true, "search": "example" }),
            "GET",
            "/api/v2/block-lists-entries?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&domains_only=true\
             &search=example",
        ),
        no_body("instantly_list_block_list_entries", json!({}), "GET", path),
        json_body("instantly_create_block_list_entry", value.clone(), "POST", path, value.clone()),
        json_body(
            "instantly_add_block_list_entries",
            values.clone(),
            "POST",
            "/api/v2/block-lists-entries/bulk-create",
            values,
        ),
        no_body("instantly_get_block_list_entry", json!({ "block_list_entry_id": ID }), "GET", one),
        json_body(
            "instantly_update_block_list_entry",
            json!({ "block_list_entry_id": ID, "bl_value": "jane@example.com" }),
            "PATCH",
            one,
            value,
        ),
        no_body("instantly_delete_block_list_entry", json!({ "block_list_entry_id": ID }), "DELETE", one),
        json_body(
            "instantly_delete_block_list_entries",
            ids.clone(),
            "POST",
            "/api/v2/block-lists-entries/bulk-delete",
            ids,
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn values_and_ids_that_are_not_answered_are_told() {
    let mut wire = WireSession::instantly().await;
    let entry =
        json!({ "id": ID, "bl_value": "example.com", "is_domain": true, "timestamp_created": "2020-01-01T00:00:00Z" });
    let answer = json!({ "items": [entry.clone()], "valid_count": 1, "invalid_count": 1 });
    wire.vendor.answer_with(200, answer.to_string());
    let inputs = json!({ "bl_values": ["example.com", "other.example.org"] });
    let added = wire.call("instantly_add_block_list_entries", &inputs).await;
    assert_eq!(added["missing"], json!(["other.example.org"]), "{added:?}");
    assert!(added["warnings"].to_string().contains("Blocked before this call: example.com"), "{added:?}");
    wire.vendor.answer_with(200, json!([entry]).to_string());
    let other = "019e92a3-f840-7099-8e78-5e79eaccb099";
    let deleted = wire.call("instantly_delete_block_list_entries", &json!({ "ids": [ID, other] })).await;
    assert_eq!(deleted["missing"], json!([other]), "{deleted:?}");
}
