//! Custom tags: `/custom-tags`, `/custom-tags/toggle-resource`, `/custom-tag-mappings`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    let one = "/api/v2/custom-tags/f9cc070d-8dba-4341-b847-f083c358e460";
    let toggle = "/api/v2/custom-tags/toggle-resource";
    let all = json!({ "label": "Important", "description": "Used for marking important items" });
    let (label, cleared) = (json!({ "label": "Nordic" }), json!({ "description": null }));
    vec![
        no_body(
            "instantly_list_custom_tags",
            json!({
                "limit": 10,
                "starting_after": ID,
                "search": "Important",
                "resource_ids": "maya@example.com",
                "tag_ids": ID,
            }),
            "GET",
            "/api/v2/custom-tags?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&search=Important\
             &resource_ids=maya%40example.com&tag_ids=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_list_custom_tags", json!({}), "GET", "/api/v2/custom-tags"),
        no_body("instantly_get_custom_tag", json!({ "custom_tag_id": ID }), "GET", one),
        json_body("instantly_create_custom_tag", all.clone(), "POST", "/api/v2/custom-tags", all),
        json_body("instantly_create_custom_tag", label.clone(), "POST", "/api/v2/custom-tags", label),
        json_body(
            "instantly_update_custom_tag",
            json!({ "custom_tag_id": ID, "label": "Urgent", "description": "Today" }),
            "PATCH",
            one,
            json!({ "label": "Urgent", "description": "Today" }),
        ),
        json_body(
            "instantly_update_custom_tag",
            json!({ "custom_tag_id": ID, "description": null }),
            "PATCH",
            one,
            cleared,
        ),
        no_body("instantly_delete_custom_tag", json!({ "custom_tag_id": ID }), "DELETE", one),
        json_body(
            "instantly_add_custom_tags",
            json!({ "tag_ids": [ID], "resource_type": "account", "resource_ids": ["maya@example.com"] }),
            "POST",
            toggle,
            json!({ "tag_ids": [ID], "resource_type": 1, "resource_ids": ["maya@example.com"], "assign": true }),
        ),
        json_body(
            "instantly_remove_custom_tags",
            json!({ "tag_ids": [ID], "resource_type": 2, "resource_ids": [ID] }),
            "POST",
            toggle,
            json!({ "tag_ids": [ID], "resource_type": 2, "resource_ids": [ID], "assign": false }),
        ),
        no_body(
            "instantly_list_custom_tag_mappings",
            json!({ "limit": 10, "starting_after": ID, "resource_ids": ID }),
            "GET",
            "/api/v2/custom-tag-mappings?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &resource_ids=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_list_custom_tag_mappings", json!({}), "GET", "/api/v2/custom-tag-mappings"),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn a_label_that_another_tag_has_is_refused_with_that_tag() {
    let mut wire = WireSession::instantly().await;
    let tags = json!({ "items": [{ "id": ID, "label": "Important" }] });
    wire.vendor.answer_first_reads_with(200, tags.to_string());
    let refused = wire.call("instantly_create_custom_tag", &json!({ "label": "Important" })).await;
    assert_eq!(refused["success"], false, "{refused:?}");
    assert!(json!(refused).to_string().contains(ID), "{refused:?}");
    let own = json!({ "custom_tag_id": ID, "label": "Important" });
    let renamed = wire.call("instantly_update_custom_tag", &own).await;
    assert!(!json!(renamed).to_string().contains("has the label"), "{renamed:?}");
}

#[tokio::test]
async fn what_is_tagged_fits_its_type() {
    let mut wire = WireSession::instantly().await;
    for (kind, resource) in [("account", ID), ("campaign", "maya@example.com")] {
        let inputs = json!({ "tag_ids": [ID], "resource_type": kind, "resource_ids": [resource] });
        for tool in ["instantly_add_custom_tags", "instantly_remove_custom_tags"] {
            let refused = wire.call(tool, &inputs.clone()).await;
            assert_eq!(refused["success"], false, "{refused:?}");
            assert!(json!(refused).to_string().contains("`resource_ids` must be"), "{refused:?}");
        }
    }
}
