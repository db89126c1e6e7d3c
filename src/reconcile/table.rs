//! Lookups that have not yet moved onto their actions.

use outreach_model::lookup::{Lookup, Match, address, any_of, exactly, text};
use serde_json::{Value, json};

use super::matching::reply;

pub(super) fn lookup(vendor: &str, action: &str) -> Option<&'static Lookup> {
    LOOKS.iter().find(|(of, name, _)| *of == vendor && *name == action).map(|(.., lookup)| lookup)
}

const MADE: Lookup = Lookup {
    read: "",
    items: "",
    inputs: |_| None,
    created: &["timestamp_created"],
    newest_first: false,
    absence_tells: true,
    matches: |_, _, _| Match::No,
};

const LOOKS: &[(&str, &str, Lookup)] = &[
    (
        "instantly",
        "reply_to_email",
        Lookup {
            read: "list_emails",
            inputs: |made| Some(json!({ "eaccount": text(made, "eaccount")?, "limit": 50 })),
            items: "emails",
            created: &["timestamp_email", "timestamp_created"],
            newest_first: true,
            matches: reply,
            ..MADE
        },
    ),
    (
        "instantly",
        "create_lead",
        Lookup {
            read: "list_leads",
            inputs: |made| {
                let (email, limit) = (text(made, "email")?, 100);
                let (campaign, list_id) = (text(made, "campaign"), text(made, "list_id"));
                Some(json!({ "contacts": [email], "campaign": campaign, "list_id": list_id, "limit": limit }))
            },
            items: "leads",
            // That it is on the list that was asked for, the read has seen to.
            matches: |made, item, _| {
                address(made, "email", item, "email").and(any_of(made, "campaign", item, "campaign"))
            },
            ..MADE
        },
    ),
    (
        "instantly",
        "create_campaign",
        Lookup {
            read: "list_campaigns",
            inputs: |made| Some(json!({ "search": text(made, "name")?, "limit": 20 })),
            items: "campaigns",
            matches: |made, item, _| exactly(made, "name", item, "name"),
            ..MADE
        },
    ),
    (
        "instantly",
        "activate_campaign",
        Lookup {
            read: "list_campaigns",
            inputs: |_| Some(json!({ "status": 1, "limit": 100 })),
            items: "campaigns",
            created: &[],
            // One that was started may be done by now.
            absence_tells: false,
            matches: |made, item, _| {
                exactly(made, "campaign_id", item, "id").and(exactly(&json!({ "status": 1 }), "status", item, "status"))
            },
            ..MADE
        },
    ),
    (
        "instantly",
        "create_lead_list",
        Lookup {
            read: "list_lead_lists",
            inputs: |made| Some(json!({ "search": text(made, "name")?, "limit": 100 })),
            items: "lead_lists",
            matches: |made, item, _| exactly(made, "name", item, "name"),
            ..MADE
        },
    ),
    (
        "snov",
        "create_list",
        Lookup {
            read: "list_lists",
            inputs: |made| text(made, "name").map(|_| json!({})),
            items: "lists",
            created: &["creation_date"],
            matches: |made, item, _| exactly(made, "name", item, "name"),
            ..MADE
        },
    ),
    (
        "snov",
        "add_prospect_to_list",
        Lookup {
            read: "find_prospect_by_email",
            // One with a profile may be known to the vendor by another address, and is not found by this one.
            inputs: |made| {
                let profile = made.get("social_links").and_then(|links| text(links, "linkedin"));
                Some(json!({ "email": text(made, "email").filter(|_| profile.is_none())? }))
            },
            items: "prospects",
            created: &[],
            matches: |made, item, _| {
                let lists = item.get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                lists.iter().map(|list| exactly(made, "list_id", list, "id")).max().unwrap_or(Match::No)
            },
            ..MADE
        },
    ),
    (
        "snov",
        "create_webhook",
        Lookup {
            read: "list_webhooks",
            inputs: |made| text(made, "endpoint_url").map(|_| json!({})),
            items: "webhooks",
            created: &["created_at"],
            matches: |made, item, _| {
                let event = |name| exactly(made, name, item, name);
                exactly(made, "endpoint_url", item, "end_point").and(event("event_object")).and(event("event_action"))
            },
            ..MADE
        },
    ),
    (
        "snov",
        "update_webhook_status",
        Lookup {
            read: "list_webhooks",
            inputs: |_| Some(json!({})),
            items: "webhooks",
            created: &[],
            matches: |made, item, _| {
                exactly(made, "webhook_id", item, "id").and(exactly(made, "status", item, "status"))
            },
            ..MADE
        },
    ),
];
