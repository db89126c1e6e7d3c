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
];
