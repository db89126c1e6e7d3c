//! Pages, numbered by the links of an answer.

use serde_json::{Value, json};

use super::cases;
use crate::support::wire::WireSession;

/// The list tools and the outputs that hold their items.
const LISTS: [(&str, &str, &str); 8] = [
    ("overloop_list_prospects", "prospects", "prospects/"),
    ("overloop_list_organizations", "organizations", "organizations/"),
    ("overloop_list_automations", "automations", "automations/"),
    ("overloop_list_automation_steps", "steps", "automations/1/steps"),
    ("overloop_list_users", "users", "users"),
    ("overloop_list_lists", "lists", "lists/"),
    ("overloop_list_exclusion_list_items", "exclusion_list_items", "exclusion_list_items/"),
    ("overloop_list_leads", "leads", "leads/"),
];

fn fewest(tool: &str) -> Value {
    let of_tool = cases().into_iter().filter(|case| case.tool == tool);
    of_tool.map(|case| case.inputs).min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap()
}

#[tokio::test]
async fn a_list_is_read_to_its_last_page() {
    const LAST: u64 = 5;
    let mut wire = WireSession::overloop().await;
    for (tool, items, path) in LISTS {
        let mut page = 1;
        loop {
            let link = |page: u64| {
                format!("https://api.overloop.ai/public/v1/{path}?page%5Bnumber%5D={page}&page%5Bsize%5D=2")
            };
            let mut links = json!({ "self": link(page), "last": link(LAST), "first": link(1), "prev": null });
            if page < LAST {
                links["next"] = json!(link(page + 1));
            }
            let data =
                json!([{ "id": page * 2, "type": items }, { "id": page * 2 + 1, "type": items, "attributes": {} }]);
            wire.vendor.answer_with(200, json!({ "data": data, "links": links }));
            let mut inputs = fewest(tool);
            inputs["page"] = json!(page);
            inputs["page_size"] = json!(2);
            let envelope = wire.call(tool, &inputs).await;
            let mut expected = json!({
                "success": true, "count": 2, "page": page, "last_page": LAST,
                items: [{ "id": (page * 2).to_string() }, { "id": (page * 2 + 1).to_string() }],
            });
            if page < LAST {
                expected["next_page"] = json!(page + 1);
            }
            assert_eq!(Value::Object(envelope.clone()), expected, "{tool}");
            let seen = wire.vendor.requests();
            let target = &seen.last().unwrap().target;
            assert!(target.contains(&format!("page%5Bnumber%5D={page}&page%5Bsize%5D=2")), "{target}");
            match envelope.get("next_page") {
                Some(next) => page = next.as_u64().unwrap(),
                None => break,
            }
        }
        assert_eq!(page, LAST, "{tool}");
    }
}

#[tokio::test]
async fn page_links_are_read_in_every_shape() {
    let mut wire = WireSession::overloop().await;
    let link = "https://api.overloop.ai/public/v1/leads?page[number]=2203&page[size]=1";
    for (links, inputs, expected) in [
        (json!(null), json!({}), json!({ "page": 1 })),
        (json!({}), json!({ "page": 7 }), json!({ "page": 7 })),
        (json!({ "next": null, "last": null, "self": null }), json!({}), json!({ "page": 1 })),
        (json!({ "next": link }), json!({}), json!({ "page": 1, "next_page": 2203 })),
        (
            json!({ "last": { "href": link }, "next": { "href": null } }),
            json!({}),
            json!({ "page": 1, "last_page": 2203 }),
        ),
        (json!({ "next": "/leads?page%5bnumber%5d=3" }), json!({ "page": 2 }), json!({ "page": 2, "next_page": 3 })),
        (json!({ "next": "/leads", "self": "" }), json!({ "page": 2 }), json!({ "page": 2 })),
    ] {
        wire.vendor.answer_with(200, json!({ "data": [{ "id": "1" }], "links": links, "meta": { "x": 1 } }));
        let mut expected = expected;
        expected["success"] = json!(true);
        expected["prospects"] = json!([{ "id": "1" }]);
        expected["count"] = json!(1);
        let mut envelope = wire.call("overloop_list_prospects", &inputs).await;
        envelope.shift_remove("note");
        assert_eq!(Value::Object(envelope), expected, "{links}");
    }
    wire.vendor.answer_with(200, json!({ "data": [{ "id": "1", "type": "custom_fields" }] }));
    let envelope = wire.call("overloop_list_custom_fields", &json!({})).await;
    let expected = json!({ "success": true, "custom_fields": [{ "id": "1" }], "count": 1, "page": 1 });
    assert_eq!(Value::Object(envelope), expected);
}
