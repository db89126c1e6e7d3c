//! Inbox placement: tests that show whether mails reach the inbox, and what they found.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object by a key that it lacks gives null, or adds it")]

use serde_json::{Map, Value, json};

use super::{
    api::{self, Call, Route},
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::{
        Action::{Custom, Delete, Get, List, Update},
        PlainCalls,
    },
    store::{Filter, Record, filter::Test},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /inbox-placement-tests", action: List(&TESTS) },
    Route { call: "POST /inbox-placement-tests", action: Custom(create) },
    Route { call: "GET /inbox-placement-tests/{id}", action: Custom(get) },
    Route { call: "PATCH /inbox-placement-tests/{id}", action: Update(&TESTS) },
    Route { call: "DELETE /inbox-placement-tests/{id}", action: Delete(&TESTS) },
    Route { call: "GET /inbox-placement-tests/email-service-provider-options", action: Custom(options) },
    Route { call: "GET /inbox-placement-analytics", action: Custom(list_analytics) },
    Route { call: "GET /inbox-placement-analytics/{id}", action: Get(&ANALYTICS) },
    Route { call: "POST /inbox-placement-analytics/stats-by-test-id", action: Custom(by_test) },
    Route { call: "POST /inbox-placement-analytics/deliverability-insights", action: Custom(insights) },
    Route { call: "POST /inbox-placement-analytics/stats-by-date", action: Custom(by_date) },
    Route { call: "GET /inbox-placement-reports", action: Custom(list_reports) },
    Route { call: "GET /inbox-placement-reports/{id}", action: Get(&REPORTS) },
];

const ACTIVE: i64 = 1;
const COMPLETED: i64 = 3;

/// The mailboxes that a test mails: their provider's number, and what they are called as an option.
const PROVIDERS: [(i64, &str); 2] = [(1, "Google"), (2, "Microsoft")];

pub(super) const TESTS: Resource = Resource {
    path: "/inbox-placement-tests",
    new: |new| {
        json!({
            "id": new.id,
            "organization_id": new.organization,
            "name": "",
            "delivery_mode": null,
            "description": null,
            "type": 1,
            "sending_method": 1,
            "campaign_id": null,
            "email_subject": "",
            "email_body": "",
            "emails": [],
            "tags": null,
            "text_only": null,
            "recipients": [],
            "timestamp_created": new.at,
            "timestamp_next_run": null,
            "automations": null,
            "status": ACTIVE,
            "not_sending_status": null,
        })
    },
    omit_null: &["not_sending_status", "delivery_mode"],
    filters: &[Filter { parameter: "search", field: "name", test: Test::Contains }, Filter::on("status", Test::Equals)],
    updated: None,
    ..Resource::PLAIN
};

pub(super) const ANALYTICS: Resource = Resource {
    path: "/inbox-placement-analytics",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_created_date": new.at.get(..10),
            "organization_id": new.organization,
            "test_id": "",
            "is_spam": false,
            "has_category": false,
            "sender_email": null,
            "sender_esp": 1,
            "recipient_email": null,
            "recipient_esp": 1,
            "recipient_geo": 1,
            "recipient_type": 1,
            "spf_pass": true,
            "dkim_pass": true,
            "dmarc_pass": true,
            "record_type": 2,
        })
    },
    updated: None,
    ..Resource::PLAIN
};

pub(super) const REPORTS: Resource = Resource {
    path: "/inbox-placement-reports",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_created_date": new.at.get(..10),
            "organization_id": new.organization,
            "test_id": "",
            "domain_blacklist_count": 0,
            "domain": "example.com",
            "domain_ip": "192.0.2.20",
            "domain_ip_blacklist_count": 0,
            "spam_assassin_score": 1.2,
            "spam_assassin_report": {
                "is_spam": false,
                "report": [{ "description": "Message has no HTML", "name": "TEXT_ONLY", "score": "0.4" }],
                "spam_score": 1,
            },
            "blacklist_report": {
                "address": "example.com", "blacklisted_count": 0, "details": [], "ip": "192.0.2.20",
                "is_blacklisted": false, "is_domain": true,
            },
        })
    },
    updated: None,
    ..Resource::PLAIN
};

/// A test from the vendor's own mailboxes is done at once here; its mails arrive in every inbox but Microsoft's.
fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.create(&TESTS, call)?;
    let id = answer.body["id"].as_str().unwrap_or_default().to_owned();
    let seeds: Vec<String> =
        PROVIDERS.iter().map(|(_, name)| format!("seed.{}@example.net", name.to_lowercase())).collect();
    let senders: Vec<String> =
        answer.body["emails"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    record(workspace, &id, &senders);
    let is_once = answer.body["type"] == 1;
    TESTS.change(workspace, &id, |test| {
        test.fields.remove("run_immediately");
        test.set("recipients", seeds);
        test.set("status", if is_once { COMPLETED } else { ACTIVE });
    })
}

/// Adds what a test found.
pub(super) fn record(workspace: &mut Workspace, test: &str, senders: &[String]) {
    for sender in senders {
        for (provider, name) in PROVIDERS {
            let (id, at) = workspace.new_id();
            let mut row = ANALYTICS.blank(workspace, &id, &at);
            row.assign(json!({
                "test_id": test, "sender_email": sender, "recipient_esp": provider, "is_spam": name == "Microsoft",
                "recipient_email": format!("seed.{}@example.net", name.to_lowercase()),
            }));
            workspace.store.insert(ANALYTICS.path, row);
        }
    }
    let (id, at) = workspace.new_id();
    let mut report = REPORTS.blank(workspace, &id, &at);
    report.set("test_id", test);
    workspace.store.insert(REPORTS.path, report);
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    let test = TESTS.find(workspace, &call.id)?;
    let mut shown = TESTS.show(test);
    if call.query.get("with_metadata") == Some(&Value::Bool(true)) {
        shown["metadata"] = json!({ "tags": {} });
    }
    ok(shown)
}

fn options(_: &mut Workspace, _: &Call) -> Answer {
    let options = PROVIDERS
        .iter()
        .map(|(_, name)| json!({ "region": "North America", "sub_region": "US", "type": "Professional", "esp": name }));
    ok(options.collect())
}

/// Whether what a test found is asked for. The filters are a number, a text of numbers or a list of them.
fn is_asked_for(row: &Record, asked: &Value) -> bool {
    let text = |name: &str| api::text(asked, name).filter(|text| !text.is_empty());
    let at = row.text("timestamp_created");
    let is_one_of = |name: &str| match asked.get(name) {
        None | Some(Value::Null) => true,
        Some(Value::Array(wanted)) => {
            wanted.is_empty() || wanted.iter().any(|wanted| wanted.as_f64() == row.number(name))
        }
        Some(wanted) => {
            let has = row.get(name).to_string();
            wanted.to_string().trim_matches('"').split(',').any(|one| one.trim() == has)
        }
    };
    text("test_id").is_none_or(|test| row.text("test_id") == test)
        && text("date_from").is_none_or(|from| at >= from)
        && text("date_to").is_none_or(|to| at.get(..to.len()).unwrap_or(at) <= to)
        && text("sender_email").is_none_or(|sender| row.text("sender_email") == sender)
        && ["recipient_geo", "recipient_type", "recipient_esp"].iter().all(|name| is_one_of(name))
}

fn found<'a>(workspace: &'a Workspace, asked: &'a Value) -> impl Iterator<Item = &'a Record> {
    workspace.store.all(ANALYTICS.path).iter().filter(move |row| is_asked_for(row, asked))
}

fn list_analytics(workspace: &mut Workspace, call: &Call) -> Answer {
    let rows = found(workspace, &call.query).map(|row| (row.id.clone(), row));
    plain::page(&plain::cursor(&call.query), rows, |row| ANALYTICS.show(row))
}

fn list_reports(workspace: &mut Workspace, call: &Call) -> Answer {
    let reports = workspace.store.all(REPORTS.path).iter().filter(|report| is_asked_for(report, &call.query));
    let skips = |name: &str| call.query.get(name) == Some(&Value::Bool(true));
    plain::page(&plain::cursor(&call.query), reports.map(|report| (report.id.clone(), report)), |report| {
        let mut shown = REPORTS.show(report);
        if let Some(fields) = shown.as_object_mut() {
            fields.retain(|name, _| {
                !(name == "spam_assassin_report" && skips("skip_spam_assassin_report")
                    || name == "blacklist_report" && skips("skip_blacklist_report"))
            });
        }
        shown
    })
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 * 100.0 / of as f64 }
}

fn by_test(workspace: &mut Workspace, call: &Call) -> Answer {
    let tests = api::texts(&call.body, "test_ids");
    let rows = tests.map(|test| {
        let rows: Vec<&Record> = found(workspace, &call.body).filter(|row| row.text("test_id") == test).collect();
        let (all, spam) = (rows.len(), rows.iter().filter(|row| row.is_true("is_spam")).count());
        json!({
            "test_id": test, "count": all, "spam_count": spam, "spam_percent": share(spam, all),
            "inbox_count": all - spam, "inbox_percent": share(all - spam, all), "category_count": 0,
            "category_percent": 0,
        })
    });
    ok(rows.collect())
}

fn insights(workspace: &mut Workspace, call: &Call) -> Answer {
    let rows = PROVIDERS.iter().filter_map(|(provider, _)| {
        let own: Vec<&Record> =
            found(workspace, &call.body).filter(|row| row.integer("recipient_esp") == Some(*provider)).collect();
        let (all, spam) = (own.len(), own.iter().filter(|row| row.is_true("is_spam")).count());
        let mut row = Map::from_iter([
            ("test_id".to_owned(), call.body.get("test_id").cloned().unwrap_or_default()),
            ("sender_esp".to_owned(), 1.into()),
            ("recipient_esp".to_owned(), (*provider).into()),
            ("spam_percentage".to_owned(), share(spam, all).into()),
            ("inbox_percentage".to_owned(), share(all - spam, all).into()),
            ("category_percentage".to_owned(), 0.into()),
        ]);
        if call.body.get("show_previous") == Some(&Value::Bool(true)) {
            for name in ["prev_spam_percentage", "prev_inbox_percentage", "prev_category_percentage"] {
                row.insert(name.to_owned(), Value::Null);
            }
        }
        (all > 0).then_some(Value::Object(row))
    });
    ok(rows.collect())
}

fn by_date(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut days: std::collections::BTreeMap<&str, (usize, usize)> = Default::default();
    for row in found(workspace, &call.body) {
        let (all, spam) = days.entry(row.text("timestamp_created_date")).or_default();
        *all += 1;
        *spam += usize::from(row.is_true("is_spam"));
    }
    ok(days
        .into_iter()
        .map(|(date, (all, spam))| {
            json!({
                "timestamp_created_date": date, "sent_count": all, "received_count": all, "spam_count": spam,
                "inbox_count": all - spam, "category_count": 0,
            })
        })
        .collect())
}
