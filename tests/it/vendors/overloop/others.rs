//! Automations and their steps, the account, users, lists, the exclusion list and custom fields.

use serde_json::json;

use super::{WireCase, json_body, no_body};

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body(
            "overloop_list_automations",
            json!({
                "page": 1, "page_size": 100, "sort": "-updated_at,name",
                "filter": { "automation_type": "campaign", "record_type": "prospects", "status": "on" },
                "include": ["steps", "segment", "creator", "sender"],
            }),
            "GET",
            "/public/v1/automations?page%5Bnumber%5D=1&page%5Bsize%5D=100&sort=-updated_at%2Cname\
             &filter=automation_type%3Acampaign%2Crecord_type%3Aprospects%2Cstatus%3Aon\
             &include=steps%2Csegment%2Ccreator%2Csender",
        ),
        no_body("overloop_list_automations", json!({}), "GET", "/public/v1/automations"),
        no_body(
            "overloop_get_automation",
            json!({ "automation_id": 1, "include": ["steps"] }),
            "GET",
            "/public/v1/automations/1?include=steps",
        ),
        no_body("overloop_get_automation", json!({ "automation_id": "1" }), "GET", "/public/v1/automations/1"),
        no_body(
            "overloop_list_automation_steps",
            json!({ "automation_id": 1, "page": 2, "page_size": 50, "sort": "position,-created_at" }),
            "GET",
            "/public/v1/automations/1/steps?page%5Bnumber%5D=2&page%5Bsize%5D=50&sort=position%2C-created_at",
        ),
        no_body(
            "overloop_list_automation_steps",
            json!({ "automation_id": "1" }),
            "GET",
            "/public/v1/automations/1/steps",
        ),
        no_body(
            "overloop_get_automation_step",
            json!({ "automation_id": "1", "step_id": "a-z0-9-abc1" }),
            "GET",
            "/public/v1/automations/1/steps/a-z0-9-abc1",
        ),
        no_body("overloop_get_account", json!({}), "GET", "/public/v1/account"),
        no_body(
            "overloop_list_users",
            json!({ "page": 1, "page_size": 1, "sort": "name", "filter": { "disabled": false }, "include": ["company"] }),
            "GET",
            "/public/v1/users?page%5Bnumber%5D=1&page%5Bsize%5D=1&sort=name&filter=disabled%3Afalse&include=company",
        ),
        no_body("overloop_list_users", json!({}), "GET", "/public/v1/users"),
        no_body(
            "overloop_list_lists",
            json!({
                "page": 1, "page_size": 1, "sort": "-name", "filter": { "list_type": "organizations" },
            }),
            "GET",
            "/public/v1/lists?page%5Bnumber%5D=1&page%5Bsize%5D=1&sort=-name&filter=list_type%3Aorganizations",
        ),
        no_body("overloop_list_lists", json!({}), "GET", "/public/v1/lists"),
        json_body(
            "overloop_create_list",
            json!({ "name": "A list name", "list_type": "prospects" }),
            "POST",
            "/public/v1/lists",
            json!({ "data": { "type": "lists", "attributes": { "name": "A list name", "list_type": "prospects" } } }),
        ),
        json_body(
            "overloop_update_list",
            json!({ "list_id": 1, "name": "LinkedIn bis" }),
            "PATCH",
            "/public/v1/lists/1",
            json!({ "data": { "type": "lists", "attributes": { "name": "LinkedIn bis" } } }),
        ),
        no_body("overloop_delete_list", json!({ "list_id": "1" }), "DELETE", "/public/v1/lists/1"),
        no_body(
            "overloop_list_exclusion_list_items",
            json!({
                "page": 1, "page_size": 1, "sort": "value", "filter": { "value": "gmail.com", "item_type": "domain" },
            }),
            "GET",
            "/public/v1/exclusion_list_items?page%5Bnumber%5D=1&page%5Bsize%5D=1&sort=value\
             &filter=value%3Agmail.com%2Citem_type%3Adomain",
        ),
        no_body("overloop_list_exclusion_list_items", json!({}), "GET", "/public/v1/exclusion_list_items"),
        json_body(
            "overloop_create_exclusion_list_item",
            json!({ "value": "vincenzo@overloop.ai", "item_type": "email" }),
            "POST",
            "/public/v1/exclusion_list_items",
            json!({ "data": {
                "type": "exclusion_list_item",
                "attributes": { "value": "vincenzo@overloop.ai", "item_type": "email" },
            } }),
        ),
        no_body("overloop_list_custom_fields", json!({}), "GET", "/public/v1/custom_fields"),
    ]
}
