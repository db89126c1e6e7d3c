//! How each kind of call is looked up: which read, asked what, and what in its outputs is what the call made. A call that is
//! not in here cannot be looked up: no read shows what it did.

use serde_json::{Value, json};

use super::same::{Match, address, any_of, exactly, reply, text};

/// How a kind of call is looked up.
pub struct Look {
    /// Whose.
    pub vendor: &'static str,
    /// The call, without its vendor.
    pub action: &'static str,
    /// The read that shows what it made.
    pub read: &'static str,
    /// The read's inputs for the call's; none where these do not say enough.
    pub inputs: fn(&Value) -> Option<Value>,
    /// The read's output that lists it.
    pub items: &'static str,
    /// Where an item says when it was made, the first that is there. None where that does not matter: that it is as the call
    /// would have had it is all there is to it.
    pub created: &'static [&'static str],
    /// Whether the vendor documents that the newest come first.
    pub newest_first: bool,
    /// Whether what is not there was not made.
    pub absence_tells: bool,
    /// How much an item is what these inputs make, among all items.
    pub likeness: fn(&Value, &Value, &[Value]) -> Match,
}

/// How this kind of call is looked up; none where it cannot be.
pub fn look(vendor: &str, action: &str) -> Option<&'static Look> {
    LOOKS.iter().find(|look| look.vendor == vendor && look.action == action)
}

/// The usual: a thing with a name or an address that the vendor says when it was made.
const MADE: Look = Look {
    vendor: "",
    action: "",
    read: "",
    inputs: |_| None,
    items: "",
    created: &["timestamp_created"],
    newest_first: false,
    absence_tells: true,
    likeness: |_, _, _| Match::No,
};

const LOOKS: &[Look] = &[
    Look {
        vendor: "instantly",
        action: "reply_to_email",
        read: "list_emails",
        inputs: |made| Some(json!({ "eaccount": text(made, "eaccount")?, "limit": 50 })),
        items: "emails",
        created: &["timestamp_email", "timestamp_created"],
        newest_first: true,
        likeness: reply,
        ..MADE
    },
    Look {
        vendor: "instantly",
        action: "create_lead",
        read: "list_leads",
        inputs: |made| {
            let (email, limit) = (text(made, "email")?, 100);
            let (campaign, list_id) = (text(made, "campaign"), text(made, "list_id"));
            Some(json!({ "contacts": [email], "campaign": campaign, "list_id": list_id, "limit": limit }))
        },
        items: "leads",
        // That it is on the list that was asked for, the read has seen to.
        likeness: |made, item, _| address(made, "email", item, "email").and(any_of(made, "campaign", item, "campaign")),
        ..MADE
    },
    Look {
        vendor: "instantly",
        action: "create_campaign",
        read: "list_campaigns",
        inputs: |made| Some(json!({ "search": text(made, "name")?, "limit": 20 })),
        items: "campaigns",
        likeness: |made, item, _| exactly(made, "name", item, "name"),
        ..MADE
    },
    Look {
        vendor: "instantly",
        action: "activate_campaign",
        read: "list_campaigns",
        inputs: |_| Some(json!({ "status": 1, "limit": 100 })),
        items: "campaigns",
        created: &[],
        // One that was started may be done by now.
        absence_tells: false,
        likeness: |made, item, _| {
            exactly(made, "campaign_id", item, "id").and(exactly(&json!({ "status": 1 }), "status", item, "status"))
        },
        ..MADE
    },
    Look {
        vendor: "instantly",
        action: "create_lead_list",
        read: "list_lead_lists",
        inputs: |made| Some(json!({ "search": text(made, "name")?, "limit": 100 })),
        items: "lead_lists",
        likeness: |made, item, _| exactly(made, "name", item, "name"),
        ..MADE
    },
    Look {
        vendor: "overloop",
        action: "create_prospect",
        read: "list_prospects",
        inputs: |made| filtered(json!({ "email": text(made, "email")? })),
        items: "prospects",
        created: &["created_at"],
        likeness: |made, item, _| address(made, "email", item, "email"),
        ..MADE
    },
    Look {
        vendor: "overloop",
        action: "create_organization",
        read: "list_organizations",
        inputs: |made| filtered(json!({ "name": text(made, "name")? })),
        items: "organizations",
        created: &["created_at"],
        likeness: |made, item, _| exactly(made, "name", item, "name"),
        ..MADE
    },
    Look {
        vendor: "overloop",
        action: "create_list",
        read: "list_lists",
        inputs: |made| filtered(json!({ "list_type": text(made, "list_type")? })),
        items: "lists",
        created: &["created_at"],
        likeness: |made, item, _| {
            exactly(made, "name", item, "name").and(exactly(made, "list_type", item, "list_type"))
        },
        ..MADE
    },
    Look {
        vendor: "overloop",
        action: "create_exclusion_list_item",
        read: "list_exclusion_list_items",
        inputs: |made| filtered(json!({ "value": text(made, "value")? })),
        items: "exclusion_list_items",
        created: &[],
        likeness: |made, item, _| {
            address(made, "value", item, "value").and(any_of(made, "item_type", item, "item_type"))
        },
        ..MADE
    },
    Look {
        vendor: "snov",
        action: "create_list",
        read: "list_lists",
        inputs: |made| text(made, "name").map(|_| json!({})),
        items: "lists",
        created: &["creation_date"],
        likeness: |made, item, _| exactly(made, "name", item, "name"),
        ..MADE
    },
    Look {
        vendor: "snov",
        action: "add_prospect_to_list",
        read: "find_prospect_by_email",
        // One with a profile may be known to the vendor by another address, and is not found by this one.
        inputs: |made| {
            let profile = made.get("social_links").and_then(|links| text(links, "linkedin"));
            Some(json!({ "email": text(made, "email").filter(|_| profile.is_none())? }))
        },
        items: "prospects",
        created: &[],
        likeness: |made, item, _| {
            let lists = item.get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            lists.iter().map(|list| exactly(made, "list_id", list, "id")).max().unwrap_or(Match::No)
        },
        ..MADE
    },
    Look {
        vendor: "snov",
        action: "create_webhook",
        read: "list_webhooks",
        inputs: |made| text(made, "endpoint_url").map(|_| json!({})),
        items: "webhooks",
        created: &["created_at"],
        likeness: |made, item, _| {
            let event = |name| exactly(made, name, item, name);
            exactly(made, "endpoint_url", item, "end_point").and(event("event_object")).and(event("event_action"))
        },
        ..MADE
    },
    Look {
        vendor: "snov",
        action: "update_webhook_status",
        read: "list_webhooks",
        inputs: |_| Some(json!({})),
        items: "webhooks",
        created: &[],
        likeness: |made, item, _| exactly(made, "webhook_id", item, "id").and(exactly(made, "status", item, "status")),
        ..MADE
    },
];

/// Overloop's way to look for something. It cannot look for a value with a comma or a colon, nor for what it does not know:
/// then everything is looked through.
fn filtered(filter: Value) -> Option<Value> {
    let plain = |value: &Value| value.as_str().is_some_and(|value| !value.contains([',', ':']));
    let can = filter.as_object().is_some_and(|filter| filter.values().all(plain));
    let (page_size, sort) = (100, "-created_at");
    Some(if can {
        json!({ "filter": filter, "page_size": page_size, "sort": sort })
    } else {
        json!({ "page_size": page_size, "sort": sort })
    })
}

#[cfg(test)]
mod tests {
    use super::LOOKS;
use outreach_vendors::catalogue;

    #[test]
    fn every_look_is_one_of_a_write_by_a_read() {
        for look in LOOKS {
            let named = |name: &str| {
                let found = catalogue::actions()
                    .find(|(vendor, _, entry)| vendor.id == look.vendor && entry.about.name == name);
                found.unwrap_or_else(|| panic!("{}: no {name}", look.vendor)).2
            };
            assert!(!named(look.action).about.effect.is_read(), "{}", look.action);
            let read = named(look.read);
            assert!(read.about.effect.is_read(), "{}", look.read);
            let outputs = (read.output_schema)();
            let items = &outputs.as_object().unwrap()["properties"][look.items];
            assert_eq!(items["type"], "array", "{}: {}", look.read, look.items);
            for created in look.created {
                assert!(items["items"]["properties"].get(created).is_some(), "{}: {created}", look.read);
            }
            assert_eq!(
                LOOKS.iter().filter(|other| (other.vendor, other.action) == (look.vendor, look.action)).count(),
                1
            );
        }
    }
}
