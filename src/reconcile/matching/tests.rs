use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    Classification::{self, Found, NotThere, Unclear},
    Sought, classify,
};
use crate::reconcile::resolve::lookup_of;

const AT: &str = "2026-06-01T10:00:00Z";
const LONG_BEFORE: &str = "2026-06-01T09:00:00Z";

fn classified(vendor: &str, action: &str, arguments: &Value, items: Value, known_ids: &[&str]) -> Classification {
    let lookup = lookup_of(vendor, action).unwrap();
    let since: jiff::Timestamp = "2026-06-01T09:58:00Z".parse().unwrap();
    let known_ids: HashSet<String> = known_ids.iter().map(|id| (*id).to_owned()).collect();
    let until: jiff::Timestamp = "2026-06-01T10:15:00Z".parse().unwrap();
    let created_ms = since.as_millisecond()..=until.as_millisecond();
    let sought = Sought { arguments, created_ms, known_ids: &known_ids };
    classify(lookup, &sought, items.as_array().unwrap())
}

fn id(id: &str) -> Option<String> {
    Some(id.to_owned())
}

#[test]
fn a_record_is_matched_by_name_and_creation_time() {
    let list = |id: &str, name: &str, at: Value| json!({ "id": id, "name": name, "timestamp_created": at });
    let table = [
        (json!([]), &[][..], NotThere),
        (json!([list("a", "Fair", json!(AT))]), &[], Found(id("a"))),
        (json!([list("a", " Fair ", json!("2026-06-01T09:58:00Z"))]), &[], Found(id("a"))),
        // Times that do not fit.
        (json!([list("a", "Fair", json!("2026-06-01T09:57:59Z"))]), &[], Unclear(id("a"))),
        (json!([list("a", "Fair", json!("2026-06-01T10:15:01Z"))]), &[], Unclear(id("a"))),
        (json!([list("a", "Fair 2", json!(LONG_BEFORE))]), &[], NotThere),
        (json!([list("a", "fair", json!(AT)), list("b", "Fair 2", json!(AT))]), &[], NotThere),
        (json!([list("a", "Fair", json!(LONG_BEFORE)), list("b", "Fair", json!(AT))]), &[], Found(id("b"))),
        // Another call is known to have made it.
        (json!([list("a", "Fair", json!(AT))]), &["a"], NotThere),
        (json!([list("a", "Fair", json!(AT)), list("b", "Fair", json!(AT))]), &["a"], Found(id("b"))),
        // Two candidates; a row listed twice; rows without a usable creation time or name.
        (json!([list("a", "Fair", json!(AT)), list("b", "Fair", json!(AT))]), &[], Unclear(id("a"))),
        (json!([list("a", "Fair", json!(AT)), list("a", "Fair", json!(AT))]), &[], Found(id("a"))),
        (json!([list("a", "Fair", Value::Null)]), &[], Unclear(id("a"))),
        (json!([list("a", "Fair", json!("last spring"))]), &[], Unclear(id("a"))),
        (json!([{ "id": "a", "timestamp_created": AT }]), &[], Unclear(id("a"))),
    ];
    for (items, known_ids, expected) in table {
        let found = classified("instantly", "create_lead_list", &json!({ "name": "Fair" }), items.clone(), known_ids);
        assert_eq!(found, expected, "{items} {known_ids:?}");
    }
}

#[test]
fn a_lead_is_matched_by_address_and_campaign() {
    let lead = |email: &str, campaign: Value| json!([{ "id": "a", "email": email, "campaign": campaign, "timestamp_created": AT }]);
    let found = |arguments: Value, items| classified("instantly", "create_lead", &arguments, items, &[]);
    let to_campaign = json!({ "email": "Ada@Example.com", "campaign": "c" });
    assert_eq!(found(to_campaign.clone(), lead("ada@example.com", json!("c"))), Found(id("a")));
    assert_eq!(found(to_campaign.clone(), lead("ada@example.com", json!("d"))), NotThere);
    assert_eq!(found(to_campaign.clone(), lead("ada@example.org", json!("c"))), NotThere);
    assert_eq!(found(to_campaign, lead("ada@example.com", Value::Null)), Unclear(id("a")));
    let to_list = json!({ "email": "ada@example.com", "list_id": "l" });
    assert_eq!(found(to_list.clone(), lead("ada@example.com", Value::Null)), Found(id("a")));
    assert_eq!(
        found(to_list, lead("ada@example.com", json!("c"))),
        Unclear(id("a")),
        "it may have been moved to the campaign later"
    );
}

#[test]
fn a_row_whose_state_counts_is_matched_whatever_its_age() {
    let item =
        |id: i64, value: &str| json!({ "id": id, "value": value, "item_type": "domain", "created_at": LONG_BEFORE });
    let arguments = json!({ "value": "Example.com", "item_type": "domain" });
    let found = |items| classified("overloop", "create_exclusion_list_item", &arguments, items, &["1"]);
    assert_eq!(found(json!([item(1, "example.com")])), Found(id("1")));
    assert_eq!(found(json!([item(1, "example.com"), item(2, "example.com")])), Found(id("1")));
    assert_eq!(found(json!([item(1, "example.org")])), NotThere);
    let webhook = json!([{ "id": 7, "status": "active" }, { "id": 8, "status": "deactivated" }]);
    let found = |id, status: &str| {
        classified(
            "snov",
            "update_webhook_status",
            &json!({ "webhook_id": id, "status": status }),
            webhook.clone(),
            &[],
        )
    };
    assert_eq!((found(7, "active"), found(8, "active"), found(9, "active")), (Found(id("7")), NotThere, NotThere));
    let lists = json!([{ "id": "p", "lists": [{ "id": 1 }, { "id": 2 }] }]);
    let on = |id| {
        classified(
            "snov",
            "add_prospect_to_list",
            &json!({ "email": "a@b.example", "list_id": id }),
            lists.clone(),
            &[],
        )
    };
    assert_eq!((on(2), on(3)), (Found(id("p")), NotThere));
}

#[test]
fn a_reply_is_matched_by_text_and_thread() {
    let arguments = json!({
        "eaccount": "me@ours.example", "reply_to_uuid": "q", "subject": "Re: Hi", "body_html": "Thank you.<br/>M &amp; A",
    });
    let original = json!({ "id": "q", "thread_id": "t", "ue_type": 2, "eaccount": "me@ours.example", "subject": "Re: Hi", "timestamp_email": LONG_BEFORE });
    let right = json!({
        "id": "a", "thread_id": "t", "ue_type": 3, "eaccount": "Me@ours.example", "subject": "Re: Hi", "timestamp_email": AT,
        "body": { "text": "Thank you.\nM & A" },
    });
    let but = |field: &str, value: Value| {
        let mut mail = right.clone();
        mail[field] = value;
        mail
    };
    let table = [
        (right.clone(), true, Found(id("a"))),
        (right.clone(), false, Found(id("a"))),
        (but("body", json!({ "html": "<p>Thank you.</p>M &amp; A" })), true, Found(id("a"))),
        (but("ue_type", json!(2)), true, NotThere),
        (but("eaccount", json!("you@ours.example")), true, NotThere),
        (but("thread_id", json!("u")), true, NotThere),
        (but("timestamp_email", json!(LONG_BEFORE)), true, Unclear(id("a"))),
        (but("subject", json!("Re: Ho")), false, NotThere),
        (but("body", json!({ "text": "No." })), false, NotThere),
        // In the same thread, but with another subject or text.
        (but("body", json!({ "text": "No." })), true, Unclear(id("a"))),
        (but("subject", json!("AW: Hi")), true, Unclear(id("a"))),
        (but("body", json!({ "text": "Thank you. M & A -- Sent by ours" })), false, Unclear(id("a"))),
        (but("body", Value::Null), false, Unclear(id("a"))),
        (but("ue_type", Value::Null), false, Unclear(id("a"))),
    ];
    for (mail, with_original, expected) in table {
        let items = if with_original { json!([mail, original]) } else { json!([mail]) };
        let found = classified("instantly", "reply_to_email", &arguments, items.clone(), &[]);
        assert_eq!(found, expected, "{items}");
    }
    assert_eq!(classified("instantly", "reply_to_email", &arguments, json!([right]), &["a"]), NotThere);
}
