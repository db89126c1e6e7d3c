//! Webhooks and what was delivered to them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    api::{self, Call, Route},
    labels::LABELS,
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Create, Custom, Delete, Get, List, Update},
    store::{Filter, Record, filter::Test, page::Order},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /webhooks", action: List(&WEBHOOKS) },
    Route { call: "POST /webhooks", action: Create(&WEBHOOKS) },
    Route { call: "GET /webhooks/{id}", action: Get(&WEBHOOKS) },
    Route { call: "PATCH /webhooks/{id}", action: Update(&WEBHOOKS) },
    Route { call: "DELETE /webhooks/{id}", action: Delete(&WEBHOOKS) },
    Route { call: "GET /webhooks/event-types", action: Custom(event_types) },
    Route { call: "POST /webhooks/{id}/test", action: Custom(test) },
    Route { call: "POST /webhooks/{id}/resume", action: Custom(resume) },
    Route { call: "GET /webhook-events", action: Custom(events) },
    Route { call: "GET /webhook-events/{id}", action: Get(&EVENTS) },
    Route { call: "GET /webhook-events/summary", action: Custom(summary) },
    Route { call: "GET /webhook-events/summary-by-date", action: Custom(summary_by_date) },
];

/// The events that webhooks can be made for, with their names.
const EVENT_TYPES: [(&str, &str); 17] = [
    ("all_events", "All Events"),
    ("email_sent", "Email Sent"),
    ("email_opened", "Email Opened"),
    ("email_link_clicked", "Email Link Clicked"),
    ("reply_received", "Reply Received"),
    ("email_bounced", "Email Bounced"),
    ("lead_unsubscribed", "Lead Unsubscribed"),
    ("campaign_completed", "Campaign Completed"),
    ("account_error", "Account Error"),
    ("lead_neutral", "Lead Neutral"),
    ("lead_interested", "Lead Interested"),
    ("lead_not_interested", "Lead Not Interested"),
    ("lead_meeting_booked", "Lead Meeting Booked"),
    ("lead_meeting_completed", "Lead Meeting Completed"),
    ("lead_closed", "Lead Closed"),
    ("lead_out_of_office", "Lead Out of Office"),
    ("lead_wrong_person", "Lead Wrong Person"),
];

pub(super) const WEBHOOKS: Resource = Resource {
    path: "/webhooks",
    new: |new| {
        json!({
            "id": new.id,
            "organization": new.organization,
            "campaign": null,
            "name": null,
            "target_hook_url": "",
            "event_type": null,
            "custom_interest_value": null,
            "headers": null,
            "timestamp_created": new.at,
            "status": 1,
            "timestamp_error": null,
        })
    },
    filters: &[Filter::on("campaign", Test::Equals), Filter::on("event_type", Test::Equals)],
    updated: None,
    ..Resource::PLAIN
};

pub(super) const EVENTS: Resource = Resource {
    path: "/webhook-events",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_created_date": new.at.get(..10),
            "organization_id": new.organization,
            "payload": {},
            "success": true,
            "retry_count": 0,
            "will_retry": false,
            "webhook_url": "",
            "status_code": 200,
            "error_message": null,
            "timestamp_next_retry": null,
            "retry_group_id": null,
            "retry_successful": null,
            "lead_email": null,
            "response_time_ms": 120,
        })
    },
    filters: &[Filter::on("success", Test::Equals)],
    updated: None,
    ..Resource::PLAIN
};

fn event_types(workspace: &mut Workspace, _: &Call) -> Answer {
    let own = EVENT_TYPES.iter().map(|(id, label)| json!({ "id": id, "label": label, "type": "default" }));
    let labels = workspace.store.all(LABELS.path).iter();
    let custom = labels.map(|label| {
        json!({ "id": label.get("interest_status").to_string(), "label": label.get("label"), "type": "custom_label" })
    });
    ok(json!({ "event_types": own.chain(custom).collect::<Vec<_>>() }))
}

/// Nothing leaves this machine: an address with `fail` in it refuses the event, any other takes it.
fn test(workspace: &mut Workspace, call: &Call) -> Answer {
    let webhook = WEBHOOKS.find(workspace, &call.id)?;
    let url = webhook.text("target_hook_url").to_owned();
    let fails = url.contains("fail");
    let (id, at) = workspace.new_id();
    let mut event = EVENTS.blank(workspace, &id, &at);
    let (status, message) = if fails { (500, Some("Request failed with status code 500")) } else { (200, None) };
    event.assign(json!({
        "webhook_url": url, "success": !fails, "status_code": status, "error_message": message,
        "payload": { "event_type": "test", "timestamp": at },
    }));
    workspace.store.insert(EVENTS.path, event);
    ok(match message {
        Some(error) => {
            json!({ "success": false, "message": "Webhook test failed", "response_time_ms": 120, "status_code": status, "error": error })
        }
        None => {
            json!({ "success": true, "message": "Webhook test sent", "response_time_ms": 120, "status_code": status })
        }
    })
}

fn resume(workspace: &mut Workspace, call: &Call) -> Answer {
    WEBHOOKS.change(workspace, &call.id, |webhook| {
        webhook.assign(json!({ "status": 1, "timestamp_error": null }));
    })
}

/// Whether an event lies within `from` and `to`, both days included.
fn is_within(event: &Record, query: &Value) -> bool {
    let date = event.text("timestamp_created_date");
    let text = |name: &str| api::text(query, name);
    text("from").is_none_or(|from| date >= from) && text("to").is_none_or(|to| date <= to)
}

fn events(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut cursor = plain::cursor(&call.query);
    cursor.order = Order::Descending;
    let events = workspace.store.all(EVENTS.path).iter();
    // A search finds what it names to the letter.
    let search = api::text(&call.query, "search");
    let is_sought = |event: &Record| {
        search.is_none_or(|search| ["webhook_url", "lead_email"].into_iter().any(|field| event.text(field) == search))
    };
    let found = events.filter(|event| {
        Filter::all_pass(EVENTS.filters, event, &call.query) && is_within(event, &call.query) && is_sought(event)
    });
    plain::page(&cursor, found.map(|event| (event.id.clone(), event)), |event| EVENTS.show(event))
}

fn percent(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { (part as f64 * 10_000.0 / of as f64).round() / 100.0 }
}

fn summary(workspace: &mut Workspace, call: &Call) -> Answer {
    let events = workspace.store.all(EVENTS.path).iter().filter(|event| is_within(event, &call.query));
    let (good, bad): (Vec<&Record>, Vec<&Record>) = events.partition(|event| event.is_true("success"));
    let all = good.len() + bad.len();
    ok(json!({
        "total_events": all,
        "successful_events": good.len(),
        "failed_events": bad.len(),
        "success_rate": percent(good.len(), all),
        "failure_rate": percent(bad.len(), all),
    }))
}

fn summary_by_date(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut days: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for event in workspace.store.all(EVENTS.path).iter().filter(|event| is_within(event, &call.query)) {
        let (all, good) = days.entry(event.text("timestamp_created_date")).or_default();
        *all += 1;
        *good += usize::from(event.is_true("success"));
    }
    let items: Vec<Value> = days
        .into_iter()
        .map(|(date, (all, good))| {
            json!({
                "date": date, "total_events": all, "successful_events": good, "failed_events": all - good,
                "success_rate": percent(good, all),
            })
        })
        .collect();
    ok(json!({ "items": items }))
}
