//! The calls on mailboxes.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object by a key that it lacks gives null, or adds it")]

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{
    account::{ACCOUNTS, ACTIVE, PAUSED},
    api::{self, Call, Route},
    campaigns::CAMPAIGNS,
    errors, jobs,
    lead::LEADS,
    plain, tags,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Custom, Get},
    store::{Filter, Record},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /accounts", action: Custom(list) },
    Route { call: "GET /accounts/{email}", action: Get(&ACCOUNTS) },
    Route { call: "PATCH /accounts/{email}", action: Custom(update) },
    Route { call: "POST /accounts/pause", action: Custom(pause_many) },
    Route { call: "POST /accounts/{email}/pause", action: Custom(pause) },
    Route { call: "POST /accounts/{email}/resume", action: Custom(resume) },
    Route { call: "POST /accounts/{email}/mark-fixed", action: Custom(resume) },
    Route { call: "GET /accounts/ctd/status", action: Custom(tracking_domain) },
    Route { call: "POST /accounts/test/vitals", action: Custom(vitals) },
    Route { call: "POST /accounts/warmup/enable", action: Custom(enable_warmup) },
    Route { call: "POST /accounts/warmup/disable", action: Custom(disable_warmup) },
    Route { call: "POST /accounts/warmup-analytics", action: Custom(warmup_analytics) },
    Route { call: "GET /accounts/analytics/daily", action: Custom(daily) },
    Route { call: "GET /account-campaign-mappings/{email}", action: Custom(campaigns_of) },
];

/// A list shows of the warm-up its limit only.
fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| api::text(&call.query, name);
    let any_tag = text("tag_ids").map(|list| tags::tagged(workspace, list, false));
    let all_tags = text("tag_ids_all").map(|list| tags::tagged(workspace, list, true));
    let mut found: Vec<&Record> = workspace
        .store
        .all(ACCOUNTS.path)
        .iter()
        .filter(|account| {
            Filter::all_pass(ACCOUNTS.filters, account, &call.query)
                && any_tag.as_ref().is_none_or(|ids| ids.contains(&account.id))
                && all_tags.as_ref().is_none_or(|ids| ids.contains(&account.id))
                && text("filter").is_none_or(|filter| has_state(account, filter))
        })
        .collect();
    let by = text("sort_by").unwrap_or("timestamp_created");
    found.sort_by(|one, other| {
        let order = match (one.number(by), other.number(by)) {
            (Some(one), Some(other)) => one.partial_cmp(&other).unwrap_or(Ordering::Equal),
            _ => one.text(by).cmp(other.text(by)),
        };
        if text("sort_order") == Some("desc") { order.reverse() } else { order }
    });
    let skip = call.query.get("skip").and_then(Value::as_u64).unwrap_or(0) as usize;
    let cursor = plain::cursor(&call.query);
    // The key only has to keep the order that was asked for.
    let keyed = found
        .into_iter()
        .skip(skip)
        .enumerate()
        .map(|(at, account)| (if text("sort_by").is_some() { format!("{at:06}") } else { key(account) }, account));
    plain::page(&cursor, keyed, |account| {
        let mut shown = ACCOUNTS.show(account);
        shown["warmup"] = json!({ "limit": account.get("warmup").get("limit") });
        if call.query.get("include_tags") == Some(&Value::Bool(true)) {
            shown["tags"] = tags::of(workspace, &account.id);
        }
        shown
    })
}

fn key(account: &Record) -> String {
    format!("{}&{}", account.text("timestamp_created"), account.id)
}

fn has_state(account: &Record, filter: &str) -> bool {
    let status = account.integer("status").unwrap_or_default();
    let warmup = account.integer("warmup_status").unwrap_or_default();
    match filter {
        "ACC_FILTER_PAUSED" => status == PAUSED,
        "ACC_FILTER_ERROR" => status < 0,
        "ACC_FILTER_NO_CTD" => !account.has("tracking_domain_name"),
        "ACC_FILTER_PW_ACCOUNTS" | "ACC_FILTER_DFY" => account.is_true("is_managed_account"),
        "ACC_FILTER_DFY_SETUP_PENDING" => account.is_true("setup_pending"),
        "ACC_FILTER_W_ACTIVE" => warmup == 1,
        "ACC_FILTER_W_PAUSED" => warmup == 0,
        "ACC_FILTER_W_ERROR" => warmup < 0,
        _ => true,
    }
}

/// `remove_tracking_domain` clears the domain; every other field is set as a whole, the warm-up too.
fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut fields = call.body.as_object().cloned().unwrap_or_default();
    fields.remove("skip_cname_check");
    if fields.remove("remove_tracking_domain") == Some(Value::Bool(true)) {
        fields.insert("tracking_domain_name".to_owned(), Value::Null);
        fields.insert("tracking_domain_status".to_owned(), Value::Null);
    }
    ACCOUNTS.change(workspace, &call.id, |account| account.assign(Value::Object(fields)))
}

fn set_status(workspace: &mut Workspace, address: &str, status: i64) -> Answer {
    ACCOUNTS.change(workspace, address, |account| account.set("status", status))
}

fn pause(workspace: &mut Workspace, call: &Call) -> Answer {
    set_status(workspace, &call.id, PAUSED)
}

fn resume(workspace: &mut Workspace, call: &Call) -> Answer {
    set_status(workspace, &call.id, ACTIVE)
}

fn pause_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let (mut paused, mut failed) = (Vec::new(), Vec::new());
    for address in api::texts(&call.body, "emails") {
        match set_status(workspace, address, PAUSED) {
            Ok(_) => paused.push(address),
            Err(_) => failed.push(address),
        }
    }
    ok(json!({ "paused_emails": paused, "failed_emails": failed }))
}

fn tracking_domain(_: &mut Workspace, call: &Call) -> Answer {
    let host = api::text(&call.query, "host").unwrap_or_default();
    let good = host.ends_with(".example.com");
    ok(json!({ "success": good, "ssl": good, "cname": good, "host": host }))
}

/// Domains of `example.org` lack DMARC.
fn vitals(_: &mut Workspace, call: &Call) -> Answer {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for address in api::texts(&call.body, "accounts") {
        let domain = address.rsplit('@').next().unwrap_or_default();
        let dmarc = !domain.ends_with("example.org");
        let row = json!({ "domain": domain, "allPass": dmarc, "mx": true, "spf": true, "dkim": true, "dmarc": dmarc });
        if dmarc { good.push(row) } else { bad.push(row) }
    }
    ok(json!({ "status": "success", "success_list": good, "failure_list": bad }))
}

fn enable_warmup(workspace: &mut Workspace, call: &Call) -> Answer {
    set_warmup(workspace, call, 1)
}

fn disable_warmup(workspace: &mut Workspace, call: &Call) -> Answer {
    set_warmup(workspace, call, 0)
}

fn set_warmup(workspace: &mut Workspace, call: &Call, status: i64) -> Answer {
    let all = call.body.get("include_all_emails") == Some(&Value::Bool(true));
    let named: Vec<String> = api::texts(&call.body, "emails").map(str::to_owned).collect();
    if !all && named.is_empty() {
        return Err(errors::bad_request("Either emails or include_all_emails must be given"));
    }
    let excluded: Vec<String> = api::texts(&call.body, "excluded_emails").map(str::to_owned).collect();
    let search = api::text(&call.body, "search").unwrap_or_default().to_owned();
    let filter = &call.body["filter"];
    let tagged = api::text(filter, "tag_id").map(|tag| tags::tagged(workspace, tag, false));
    let state = api::text(filter, "filter").map(str::to_owned);
    jobs::start(workspace, "update-warmup-accounts", ("workspace", None), move |workspace| {
        let now = workspace.now();
        for account in workspace.store.all_mut(ACCOUNTS.path) {
            let is_selected = account.id.contains(&search)
                && tagged.as_ref().is_none_or(|ids| ids.contains(&account.id))
                && state.as_ref().is_none_or(|state| has_state(account, state));
            let meant = if all { is_selected } else { named.contains(&account.id) };
            if meant && !excluded.contains(&account.id) {
                account.assign(json!({ "warmup_status": status, "timestamp_updated": now }));
            }
        }
        json!({})
    })
}

fn warmup_analytics(workspace: &mut Workspace, call: &Call) -> Answer {
    let (mut by_date, mut sums) = (Map::new(), Map::new());
    for address in api::texts(&call.body, "emails") {
        if workspace.store.find(ACCOUNTS.path, address).is_none() {
            continue;
        }
        let days: Map<String, Value> = (1..=7)
            .map(|day| {
                (
                    format!("2026-06-{day:02}"),
                    json!({ "sent": 20, "landed_inbox": 19, "landed_spam": 1, "received": 18 }),
                )
            })
            .collect();
        by_date.insert(address.to_owned(), Value::Object(days));
        sums.insert(
            address.to_owned(),
            json!({
                "sent": 140, "landed_inbox": 133, "landed_spam": 7, "received": 126,
                "health_score_label": "95%", "health_score": 95,
            }),
        );
    }
    ok(json!({ "email_date_data": by_date, "aggregate_data": sums }))
}

/// What each mailbox sent a day, from the leads that it contacted last.
fn daily(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| api::text(&call.query, name);
    let wanted: Vec<&str> = api::texts(&call.query, "emails").collect();
    let (from, to) = (text("start_date").unwrap_or("0000"), text("end_date").unwrap_or("9999"));
    let mut rows: std::collections::BTreeMap<(String, String), [i64; 4]> = Default::default();
    for lead in workspace.store.all(LEADS.path).iter().filter(|lead| lead.has("timestamp_last_contact")) {
        let (mailbox, date) = (lead.text("last_contacted_from"), lead.text("timestamp_last_contact"));
        let date = date.get(..10).unwrap_or_default();
        if !wanted.contains(&mailbox) || date < from || date > to {
            continue;
        }
        let row = rows.entry((date.to_owned(), mailbox.to_owned())).or_default();
        let count = |name: &str| lead.integer(name).unwrap_or_default();
        for (sum, add) in row.iter_mut().zip([
            1,
            count("email_open_count"),
            count("email_reply_count"),
            i64::from(lead.integer("status") == Some(-1)),
        ]) {
            *sum += add;
        }
    }
    ok(rows
        .into_iter()
        .map(|((date, mailbox), [sent, opened, replies, bounced])| {
            json!({
                "date": date, "email_account": mailbox, "sent": sent, "bounced": bounced, "contacted": sent,
                "new_leads_contacted": sent, "opened": opened, "unique_opened": opened.min(sent), "replies": replies,
                "unique_replies": replies.min(sent), "replies_automatic": 0, "unique_replies_automatic": 0, "clicks": 0,
                "unique_clicks": 0,
            })
        })
        .collect())
}

fn campaigns_of(workspace: &mut Workspace, call: &Call) -> Answer {
    ACCOUNTS.find(workspace, &call.id)?;
    let campaigns = workspace.store.all(CAMPAIGNS.path).iter();
    let used =
        campaigns.filter(|campaign| campaign.items("email_list").iter().any(|address| address == call.id.as_str()));
    plain::page(&plain::cursor(&call.query), used.map(|campaign| (campaign.id.clone(), campaign)), |campaign| {
        json!({
            "campaign_id": campaign.id,
            "campaign_name": campaign.get("name"),
            "timestamp_created": campaign.get("timestamp_created"),
            "status": campaign.get("status"),
        })
    })
}
