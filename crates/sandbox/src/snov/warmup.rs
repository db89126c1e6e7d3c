//! The warm-up of mailboxes.

use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route, enumerate},
    errors,
    schedules::{self, SCHEDULES},
    senders::SENDERS,
    shapes::number,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, Store, clock::DAY, page::Numbered},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v2/warm-up", action: Custom(list) },
    Route { call: "GET /v2/warm-up/{id}", action: Custom(get) },
    Route { call: "PATCH /v2/warm-up/{id}", action: Custom(update) },
    Route { call: "GET /v2/warm-up/statistics/{id}", action: Custom(statistics) },
];

const WARMUPS: &str = "/warm-up";

fn show(store: &Store, warmup: &Record) -> Value {
    let mailbox = store.find(SENDERS.path, warmup.text("mailbox"));
    let mailbox = mailbox.map(|mailbox| {
        json!({
            "id": number(&mailbox.id),
            "email_from": mailbox.get("email_from"),
            "type": if mailbox.text("provider") == "gmail" { "google" } else { mailbox.text("provider") },
            "delay": 30,
            "limit": 15,
            "per_day": 50,
            "schedule_required": false,
            "provider": mailbox.get("provider"),
            "custom_tracking_domain": null,
        })
    });
    let status = warmup.text("status");
    json!({
        "id": number(&warmup.id),
        "status": status,
        "reply_rate": 30,
        "send_to_paid_domain": false,
        "start_date": "2026-03-26",
        "campaign_deadline": warmup.get("deadline"),
        "strategy": "progressive",
        "per_day": 20,
        "from": 2,
        "increase": 2,
        "subject": null,
        "body": null,
        "template_name": null,
        "enable_ctd": false,
        "schedule": store.all(SCHEDULES.path).first().filter(|_| status == "active").map(schedules::show),
        "email_account": mailbox,
        "enable_proxy": false,
        "sent_today": if status == "active" { 12 } else { 0 },
        "daily_limit": 20,
        "total_saved_from_spam": 106,
        "deliverability": 88,
        "warm_up_error": (status == "error").then_some("Authentication failed"),
    })
}

fn find<'a>(store: &'a Store, call: &Call) -> Result<&'a Record, Refusal> {
    store.find(WARMUPS, &call.id).ok_or_else(errors::not_found)
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    const STATUSES: [&str; 4] = ["active", "paused", "completed", "error"];
    let status = call.params.text("status");
    if status.as_ref().is_some_and(|status| !STATUSES.contains(&status.as_str())) {
        return Err(errors::v2("status", format!("The status is none of {}", enumerate(&STATUSES))));
    }
    let size = call.params.number::<usize>("per_page").unwrap_or(20);
    if ![20, 50, 100].contains(&size) {
        return Err(errors::v2("per_page", "The per_page is none of 20, 50 and 100"));
    }
    let page = Numbered { number: call.params.number("page").unwrap_or(1), size };
    let all = workspace.store.all(WARMUPS).iter();
    let all = all.filter(|warmup| status.as_ref().is_none_or(|status| warmup.text("status") == status));
    let total = all.clone().count();
    let rows: Vec<Value> = page.page(all).map(|warmup| show(&workspace.store, warmup)).collect();
    let meta = json!({ "total_items": total, "page": page.number, "per_page": size, "total_pages": page.last(total) });
    ok(json!({ "data": rows, "success": true, "meta": meta }))
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    ok(json!({ "data": show(&workspace.store, find(&workspace.store, call)?), "success": true }))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    const STATUSES: [&str; 4] = ["active", "paused", "completed", "deleted"];
    find(&workspace.store, call)?;
    let status = call.required_v2("status")?;
    if !STATUSES.contains(&status.as_str()) {
        return Err(errors::v2("status", format!("The status is none of {}", enumerate(&STATUSES))));
    }
    if status == "deleted" {
        workspace.store.remove(WARMUPS, &call.id);
    } else if let Some(warmup) = workspace.store.find_mut(WARMUPS, &call.id) {
        warmup.set("status", status);
    }
    ok(json!({ "data": { "id": number(&call.id) }, "success": true }))
}

fn statistics(workspace: &mut Workspace, call: &Call) -> Answer {
    find(&workspace.store, call)?;
    let day = |name: &str| call.params.text(name).and_then(|text| text.parse::<jiff::civil::Date>().ok());
    let today = jiff::Timestamp::from_millisecond(workspace.store.clock.now()).unwrap_or_default();
    let back = |days: i64| {
        let at = jiff::Timestamp::from_millisecond(today.as_millisecond() - days * DAY).unwrap_or_default();
        at.to_zoned(jiff::tz::TimeZone::UTC).date()
    };
    let (from, to) = match (call.params.text("period").as_deref(), day("date_from"), day("date_to")) {
        (Some("two_weeks"), ..) => (back(14), back(0)),
        (Some("month"), ..) => (back(30), back(0)),
        (None, Some(from), Some(to)) if from <= to => (from, to),
        _ => return Err(errors::v2("period", "The period is missing, or date_from and date_to")),
    };
    let days = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to).take(92).map(|day| {
        let figures = json!({
            "emails_sent": 14, "replies": 4, "bounces": 0, "spam_emails": 2, "inbox_emails": 12, "categories_emails": 0,
            "scheduled": 0,
        });
        (day.to_string(), figures)
    });
    let days: Map<String, Value> = days.collect();
    let share = |count: usize, percent: u32| json!({ "count": count * days.len(), "percent": percent });
    ok(json!({
        "data": {
            "daily_statistics": days,
            "provider_statistics": {
                "google": { "id": 1, "count": 8 * days.len(), "spam": 2 * days.len(), "percent": 75, "categories": 0 },
                "outlook": { "id": 2, "count": 6 * days.len(), "spam": 0, "percent": 100 },
            },
            "deliverability": { "inbox": share(12, 86), "spam": share(2, 14), "categories": share(0, 0) },
            "is_calculated": true,
        },
        "success": true,
    }))
}

/// Adds the warm-ups of the seeded workspace.
pub(super) fn seed(store: &mut Store) {
    for (id, mailbox, status, deadline) in
        [(501, "11980", "active", None), (502, "11981", "paused", Some("2027-12-21")), (503, "12355", "error", None)]
    {
        let warmup = json!({ "mailbox": mailbox, "status": status, "deadline": deadline });
        store.insert(WARMUPS, Record::new(id, warmup));
    }
}
