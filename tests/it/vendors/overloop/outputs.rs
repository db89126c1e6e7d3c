//! Outputs for the documented examples: one flat object each.

use serde_json::{Map, Value, json};

use super::cases;
use crate::support::wire::WireSession;

const PROSPECT: &str = include_str!("examples/prospect.json");
const LEAD: &str = include_str!("examples/lead.json");
const INCLUDED: &str = include_str!("examples/included.json");
const ORGANIZATION: &str = include_str!("examples/organization.json");
const AUTOMATION: &str = include_str!("examples/automation.json");
const STEP: &str = include_str!("examples/step.json");
const ACCOUNT: &str = include_str!("examples/account.json");
const USER: &str = include_str!("examples/user.json");
const LIST: &str = include_str!("examples/list.json");
const EXCLUSION_LIST_ITEM: &str = include_str!("examples/exclusion_list_item.json");
const EXCLUSION_LIST_ITEMS: &str = include_str!("examples/exclusion_list_items.json");
const CUSTOM_FIELD: &str = include_str!("examples/custom_field.json");

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Inputs of the tool's first case.
fn inputs(tool: &str) -> Value {
    cases().into_iter().find(|case| case.tool == tool).unwrap().inputs
}

/// The expected object: attributes without nulls and custom fields, the id, and these further fields.
fn flat(example: &str, more: Value) -> Value {
    let example = parsed(example);
    let data = if example["data"].is_array() { &example["data"][0] } else { &example["data"] };
    let attributes = data["attributes"].as_object().unwrap().clone();
    let own = attributes.into_iter().filter(|(name, value)| !value.is_null() && !name.starts_with("c_"));
    let mut object: Map<String, Value> = own.collect();
    object.insert("id".to_owned(), data["id"].clone());
    object.extend(more.as_object().unwrap().clone());
    Value::Object(object)
}

fn person(example: &str) -> Value {
    flat(
        example,
        json!({
            "custom_fields": { "c_custom_field_a": "Hot lead" },
            "creator_id": "1", "owner_id": "2", "organization_id": "2",
        }),
    )
}

/// Tools, the output that holds the object, the answer, and the object.
fn examples() -> Vec<(Vec<&'static str>, &'static str, &'static str, Value)> {
    let organization =
        flat(ORGANIZATION, json!({ "custom_fields": { "c_custom_field_a": "My organization's custom field value" } }));
    let filter = json!({
        "id": "a-z0-9-abc4", "attribute_name": "email", "operator": "doesnotcontain", "option_value": "info",
        "segment_id": "a-z0-9-abc3",
    });
    let segment = json!({
        "id": "a-z0-9-abc3", "combination_operator": "and", "filters_ids": ["a-z0-9-abc4"], "filters": [filter],
    });
    let automation = flat(
        AUTOMATION,
        json!({ "steps_ids": ["a-z0-9-abc1", "a-z0-9-abc2"], "segment_id": "a-z0-9-abc3", "segment": segment }),
    );
    vec![
        (
            vec!["overloop_get_prospect", "overloop_create_prospect", "overloop_update_prospect"],
            "prospect",
            PROSPECT,
            person(PROSPECT),
        ),
        (vec!["overloop_list_prospects"], "prospects", PROSPECT, person(PROSPECT)),
        (vec!["overloop_update_lead"], "lead", LEAD, person(LEAD)),
        (vec!["overloop_list_leads"], "leads", LEAD, person(LEAD)),
        (
            vec!["overloop_get_organization", "overloop_create_organization", "overloop_update_organization"],
            "organization",
            ORGANIZATION,
            organization.clone(),
        ),
        (vec!["overloop_list_organizations"], "organizations", ORGANIZATION, organization),
        (vec!["overloop_get_automation"], "automation", AUTOMATION, automation.clone()),
        (vec!["overloop_list_automations"], "automations", AUTOMATION, automation),
        // The documents have the one step in a list.
        (vec!["overloop_get_automation_step"], "step", STEP, flat(STEP, json!({ "automation_id": "1" }))),
        (vec!["overloop_list_automation_steps"], "steps", STEP, flat(STEP, json!({ "automation_id": "1" }))),
        (vec!["overloop_get_account"], "account", ACCOUNT, flat(ACCOUNT, json!({}))),
        (vec!["overloop_list_users"], "users", USER, flat(USER, json!({ "company_id": "5" }))),
        (vec!["overloop_create_list", "overloop_update_list"], "list", LIST, flat(LIST, json!({}))),
        (vec!["overloop_list_lists"], "lists", LIST, flat(LIST, json!({}))),
        (
            vec!["overloop_create_exclusion_list_item"],
            "exclusion_list_item",
            EXCLUSION_LIST_ITEM,
            flat(EXCLUSION_LIST_ITEM, json!({})),
        ),
        (vec!["overloop_list_custom_fields"], "custom_fields", CUSTOM_FIELD, flat(CUSTOM_FIELD, json!({}))),
    ]
}

#[tokio::test]
async fn the_documents_examples_become_flat_objects() {
    let mut wire = WireSession::overloop().await;
    for (tools, under, example, object) in examples() {
        for tool in tools {
            let mut answer = parsed(example);
            let list = under.ends_with('s');
            if list && !answer["data"].is_array() {
                answer["data"] = json!([answer["data"]]);
            }
            wire.vendor.answer_with(200, &answer);
            let mut inputs = inputs(tool);
            inputs.as_object_mut().unwrap().remove("page");
            if list {
                inputs["detail"] = json!("full");
            }
            let mut envelope = wire.call(tool, &inputs).await;
            // Creates of what is years old, see `remarks`; the lists of other inputs.
            for remark in ["created", "skipped", "existing", "missing"] {
                envelope.shift_remove(remark);
            }
            let envelope = Value::Object(envelope);
            let expected = if list {
                json!({ "success": true, under: [object], "count": 1, "page": 1 })
            } else {
                json!({ "success": true, under: object })
            };
            assert_eq!(envelope, expected, "{tool}");
        }
    }
    wire.vendor.answer_with(200, parsed(EXCLUSION_LIST_ITEMS));
    let envelope = wire.call("overloop_list_exclusion_list_items", &json!({})).await;
    let expected = json!({
        "success": true, "count": 2, "page": 1, "next_page": 2, "last_page": 5,
        "exclusion_list_items": [
            { "id": "1", "value": "vincenzo@overloop.ai", "item_type": "email", "created_at": "2015-08-15T16:48:46+02:00" },
            { "id": "1", "value": "gmail.com", "item_type": "domain", "created_at": "2015-08-15T16:48:46+02:00" },
        ],
    });
    assert_eq!(Value::Object(envelope), expected);
}

/// Every documented attribute is in the output.
#[tokio::test]
async fn every_documented_attribute_comes_through() {
    let person = "email first_name last_name description jobtitle linkedin_profile phone title country state city industry \
        created_from last_emailed_at opened_at clicked_at replied_at url email_status created_at updated_at";
    let texts = [
        ("overloop_get_prospect", person),
        (
            "overloop_get_organization",
            "name website description email phone country city state address created_from created_at updated_at",
        ),
        ("overloop_get_automation", "name automation_type record_type status timezone created_at updated_at"),
        ("overloop_get_automation_step", "step_type previous_step_id created_at updated_at"),
        (
            "overloop_get_account",
            "name website phone_number billing_name address country vat plan_name plan_code created_at updated_at",
        ),
        ("overloop_list_users", "name email role phone_number timezone created_at updated_at"),
        ("overloop_list_lists", "name list_type created_at updated_at"),
        ("overloop_list_exclusion_list_items", "value item_type created_at"),
        ("overloop_list_custom_fields", "identifier name type value_type"),
    ];
    let mut wire = WireSession::overloop().await;
    for (tool, names) in texts {
        let attributes: Map<String, Value> =
            names.split_whitespace().map(|name| (name.to_owned(), format!("of next year: {name}").into())).collect();
        let mut unknown = attributes.clone();
        unknown.insert("a_field_of_next_year".to_owned(), json!({ "deep": [1, null] }));
        let relationships = json!({ "of_next_year": { "data": { "id": "1", "type": "x" } }, "odd": null, "none": {} });
        let data = json!({ "id": "9", "type": "of_next_year", "attributes": unknown, "relationships": relationships });
        wire.vendor.answer_with(200, json!({ "data": data, "meta": {}, "jsonapi": { "version": "1.0" } }));
        let mut inputs = inputs(tool);
        if tool.contains("_list_") {
            inputs["detail"] = json!("full");
        }
        let envelope = wire.call(tool, &inputs).await;
        let object = envelope.values().find_map(|value| value.get(0).or(Some(value).filter(|value| value.is_object())));
        let mut expected = attributes;
        expected.insert("id".to_owned(), "9".into());
        assert_eq!(object, Some(&Value::Object(expected)), "{tool}");
    }
    let counts = json!({
        "open_count": 3, "click_count": "2", "email_reply_count": 1.0, "linkedin_reply_count": 0, "opened": true, "clicked": 1,
        "replied": "false", "bounced": false, "excluded": 0, "lists": ["A", 1],
    });
    wire.vendor.answer_with(200, json!({ "data": { "id": 7, "type": "leads", "attributes": counts } }));
    let envelope = wire.call("overloop_update_lead", &json!({ "lead_id": "7", "city": "x" })).await;
    let expected = json!({
        "open_count": 3, "click_count": 2, "email_reply_count": 1, "linkedin_reply_count": 0, "opened": true, "clicked": true,
        "replied": false, "bounced": false, "excluded": false, "lists": ["A", "1"], "id": "7",
    });
    assert_eq!(envelope["lead"], expected);
}

#[tokio::test]
async fn an_included_object_stands_under_its_relationship() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(200, parsed(INCLUDED));
    let envelope =
        wire.call("overloop_get_prospect", &json!({ "prospect_id": "29964", "include": ["organization"] })).await;
    let organization = json!({
        "id": "1", "name": "Overloop.ai", "created_at": "2020-11-06T13:56:44Z", "updated_at": "2020-11-06T13:56:44Z",
        "updater_id": "181", "creator_id": "181", "lists": [],
    });
    let prospect = json!({
        "id": "29964", "creator_id": "181", "owner_id": "181", "organization_id": "1", "organization": organization,
    });
    assert_eq!(Value::Object(envelope), json!({ "success": true, "prospect": prospect }));

    // Types have several spellings, ids may be numbers, and related objects may refer back.
    let user = json!({ "id": 181, "type": "user", "attributes": { "name": "Ada" }, "relationships": {
        "company": { "data": { "id": "5", "type": "companies" } },
    } });
    let step = |id: &str| {
        json!({ "id": id, "type": "automations_steps", "attributes": { "step_type": "email", "position": "0" },
            "relationships": { "automation": { "data": { "id": "1", "type": "automations" } } } })
    };
    let answer = json!({
        "data": [{ "id": 1, "type": "automations", "attributes": {}, "relationships": {
            "creator": { "data": { "id": "181", "type": "users" } },
            "sender": { "data": null },
            "segment": { "links": {} },
            "steps": { "data": [{ "id": "s1", "type": "automations_step" }, { "id": "s2", "type": "automations_steps" }] },
            "filters": { "data": [] },
        } }],
        "included": [user, step("s1"), step("s3"), { "id": "1", "type": "automations", "attributes": { "name": "itself" } }],
        "links": null,
    });
    wire.vendor.answer_with(200, answer);
    let inputs = json!({ "include": ["creator", "steps"], "detail": "full" });
    let envelope = wire.call("overloop_list_automations", &inputs).await;
    let expected = json!([{
        "id": "1", "creator_id": "181", "creator": { "id": "181", "name": "Ada", "company_id": "5" },
        "steps_ids": ["s1", "s2"],
        "steps": [{ "id": "s1", "step_type": "email", "position": 0, "automation_id": "1" }],
        "filters_ids": [],
    }]);
    assert_eq!(envelope["automations"], expected);

    let company =
        json!({ "id": "5", "type": "companies", "attributes": { "name": "Overloop.ai", "remaining_credits": 249 } });
    wire.vendor.answer_with(200, json!({ "data": [parsed(USER)["data"]], "included": [company] }));
    let envelope = wire.call("overloop_list_users", &json!({ "include": ["company"] })).await;
    assert_eq!(envelope["users"][0]["company"], json!({ "id": "5", "name": "Overloop.ai", "remaining_credits": 249 }));

    let related = |name: &str| json!({ name: { "data": { "id": "181", "type": "users" } } });
    for name in ["creator", "updater", "owner"] {
        let data = json!({ "id": "1", "type": "organizations", "relationships": related(name) });
        wire.vendor.answer_with(200, json!({ "data": data, "included": [{ "id": "181", "type": "users" }] }));
        let inputs = json!({ "organization_id": "1", "include": [name] });
        let envelope = wire.call("overloop_get_organization", &inputs).await;
        let expected = json!({ "id": "1", format!("{name}_id"): "181", name: { "id": "181" } });
        assert_eq!(envelope["organization"], expected);
    }
}

/// Related objects that refer to each other are not expanded without end.
#[tokio::test]
async fn related_objects_that_refer_to_each_other_end() {
    let node = |id: &str, next: &str| {
        json!({ "id": id, "type": "organizations", "attributes": { "name": id },
            "relationships": { "organization": { "data": { "id": next, "type": "organizations" } },
                "segment": { "data": { "id": next, "type": "organizations" } } } })
    };
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(200, json!({ "data": node("1", "2"), "included": [node("1", "2"), node("2", "1")] }));
    let envelope = wire.call("overloop_get_prospect", &json!({ "prospect_id": "1" })).await;
    assert_eq!(envelope["prospect"]["organization"], json!({ "id": "2", "name": "2" }));
}

#[tokio::test]
async fn a_deletion_returns_the_deleted_id() {
    let mut wire = WireSession::overloop().await;
    for (tool, input, kind) in [
        ("overloop_delete_prospect", "prospect_id", "prospects"),
        ("overloop_delete_organization", "organization_id", "organizations"),
        ("overloop_delete_list", "list_id", "lists"),
    ] {
        for (status, body, id) in [
            (200, json!({ "data": { "id": "1", "type": kind } }).to_string(), "1"),
            (200, json!({ "data": { "id": 1, "type": kind, "attributes": { "name": "x" } } }).to_string(), "1"),
            (200, json!({ "data": null }).to_string(), "7"),
            (204, String::new(), "7"),
        ] {
            wire.vendor.answer_with(status, body);
            let envelope = Value::Object(wire.call(tool, &json!({ input: "7" })).await);
            assert_eq!(envelope, json!({ "success": true, "id": id, "deleted": true }), "{tool}");
        }
    }
}
