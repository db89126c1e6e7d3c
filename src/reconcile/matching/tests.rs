use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    Classification::{self, Found, NotThere, Unclear},
    Sought, classify,
};
use crate::reconcile::resolve::lookup_of;

const AT: &str = "2026-06-01T10:00:00Z";
const LONG_BEFORE: &str = "2026-06-01T09:00:00Z";

fn judged(vendor: &str, action: &str, arguments: &Value, items: Value, taken: &[&str]) -> Classification {
    let lookup = lookup_of(vendor, action).unwrap();
    let since: jiff::Timestamp = "2026-06-01T09:58:00Z".parse().unwrap();
    let taken: HashSet<String> = taken.iter().map(|id| (*id).to_owned()).collect();
    let sought = Sought { arguments, since_ms: since.as_millisecond(), known_ids: &taken };
    classify(lookup, &sought, items.as_array().unwrap())
}

fn it(id: &str) -> Option<String> {
    Some(id.to_owned())
}

#[test]
fn a_thing_is_known_by_its_name_and_when_it_was_made() {
    let list = |id: &str, name: &str, at: Value| json!({ "id": id, "name": name, "timestamp_created": at });
    let table = [
        (json!([]), &[][..], NotThere),
        (json!([list("a", "Fair", json!(AT))]), &[], Found(it("a"))),
        (json!([list("a", " Fair ", json!("2026-06-01T09:58:00Z"))]), &[], Found(it("a"))),
        (json!([list("a", "Fair", json!("2026-06-01T09:57:59Z"))]), &[], NotThere),
        (json!([list("a", "fair", json!(AT)), list("b", "Fair 2", json!(AT))]), &[], NotThere),
        (json!([list("a", "Fair", json!(LONG_BEFORE)), list("b", "Fair", json!(AT))]), &[], Found(it("b"))),
        // One that another call is known to have made.
        (json!([list("a", "Fair", json!(AT))]), &["a"], NotThere),
        (json!([list("a", "Fair", json!(AT)), list("b", "Fair", json!(AT))]), &["a"], Found(it("b"))),
        // Two that it could be, the same twice, and one that does not say when.
        (json!([list("a", "Fair", json!(AT)), list("b", "Fair", json!(AT))]), &[], Unclear(it("a"))),
        (json!([list("a", "Fair", json!(AT)), list("a", "Fair", json!(AT))]), &[], Found(it("a"))),
        (json!([list("a", "Fair", Value::Null)]), &[], Unclear(it("a"))),
        (json!([list("a", "Fair", json!("last spring"))]), &[], Unclear(it("a"))),
        (json!([{ "id": "a", "timestamp_created": AT }]), &[], Unclear(it("a"))),
    ];
    for (items, taken, expected) in table {
        let said = judged("instantly", "create_lead_list", &json!({ "name": "Fair" }), items.clone(), taken);
        assert_eq!(said, expected, "{items} {taken:?}");
    }
}

#[test]
fn a_lead_is_known_by_its_address_and_where_it_was_added() {
    let lead = |email: &str, campaign: Value| json!([{ "id": "a", "email": email, "campaign": campaign, "timestamp_created": AT }]);
    let said = |arguments: Value, items| judged("instantly", "create_lead", &arguments, items, &[]);
    let to_campaign = json!({ "email": "Ada@Example.com", "campaign": "c" });
    assert_eq!(said(to_campaign.clone(), lead("ada@example.com", json!("c"))), Found(it("a")));
    assert_eq!(said(to_campaign.clone(), lead("ada@example.com", json!("d"))), NotThere);
    assert_eq!(said(to_campaign.clone(), lead("ada@example.org", json!("c"))), NotThere);
    assert_eq!(said(to_campaign, lead("ada@example.com", Value::Null)), Unclear(it("a")));
    let to_list = json!({ "email": "ada@example.com", "list_id": "l" });
    assert_eq!(said(to_list.clone(), lead("ada@example.com", Value::Null)), Found(it("a")));
    assert_eq!(said(to_list, lead("ada@example.com", json!("c"))), Unclear(it("a")), "it may have been moved since");
}

#[test]
fn where_the_state_counts_it_does_not_matter_since_when() {
    let item =
        |id: i64, value: &str| json!({ "id": id, "value": value, "item_type": "domain", "created_at": LONG_BEFORE });
    let arguments = json!({ "value": "Example.com", "item_type": "domain" });
    let said = |items| judged("overloop", "create_exclusion_list_item", &arguments, items, &["1"]);
    assert_eq!(said(json!([item(1, "example.com")])), Found(it("1")));
    assert_eq!(said(json!([item(1, "example.com"), item(2, "example.com")])), Found(it("1")));
    assert_eq!(said(json!([item(1, "example.org")])), NotThere);
    let webhook = json!([{ "id": 7, "status": "active" }, { "id": 8, "status": "deactivated" }]);
    let said = |id, status: &str| {
        judged("snov", "update_webhook_status", &json!({ "webhook_id": id, "status": status }), webhook.clone(), &[])
    };
    assert_eq!((said(7, "active"), said(8, "active"), said(9, "active")), (Found(it("7")), NotThere, NotThere));
    let lists = json!([{ "id": "p", "lists": [{ "id": 1 }, { "id": 2 }] }]);
    let on = |id| {
        judged("snov", "add_prospect_to_list", &json!({ "email": "a@b.example", "list_id": id }), lists.clone(), &[])
    };
    assert_eq!((on(2), on(3)), (Found(it("p")), NotThere));
}

#[test]
fn a_reply_is_known_by_its_words_and_its_thread() {
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
        (right.clone(), true, Found(it("a"))),
        (right.clone(), false, Found(it("a"))),
        (but("body", json!({ "html": "<p>Thank you.</p>M &amp; A" })), true, Found(it("a"))),
        (but("ue_type", json!(2)), true, NotThere),
        (but("eaccount", json!("you@ours.example")), true, NotThere),
        (but("thread_id", json!("u")), true, NotThere),
        (but("timestamp_email", json!(LONG_BEFORE)), true, NotThere),
        (but("subject", json!("Re: Ho")), false, NotThere),
        (but("body", json!({ "text": "No." })), false, NotThere),
        // In the same thread, and neither surely it nor surely not.
        (but("body", json!({ "text": "No." })), true, Unclear(it("a"))),
        (but("subject", json!("AW: Hi")), true, Unclear(it("a"))),
        (but("body", json!({ "text": "Thank you. M & A -- Sent by ours" })), false, Unclear(it("a"))),
        (but("body", Value::Null), false, Unclear(it("a"))),
        (but("ue_type", Value::Null), false, Unclear(it("a"))),
    ];
    for (mail, with_original, expected) in table {
        let items = if with_original { json!([mail, original]) } else { json!([mail]) };
        let said = judged("instantly", "reply_to_email", &arguments, items.clone(), &[]);
        assert_eq!(said, expected, "{items}");
    }
    assert_eq!(judged("instantly", "reply_to_email", &arguments, json!([right]), &["a"]), NotThere);
}
