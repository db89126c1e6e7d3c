//! Figures of campaigns, counted from their leads: each contacted lead got the mails of the steps up to its last one.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object by a key that it lacks gives null, or adds it")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    api::{self, Call, Route},
    campaigns::CAMPAIGNS,
    errors,
    lead::LEADS,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns/analytics", action: Custom(by_campaign) },
    Route { call: "GET /campaigns/analytics/overview", action: Custom(overview) },
    Route { call: "GET /campaigns/analytics/daily", action: Custom(daily) },
    Route { call: "GET /campaigns/analytics/steps", action: Custom(campaign_steps) },
    Route { call: "GET /campaigns/{id}/sending-status", action: Custom(campaign_sending_status) },
    Route { call: "GET /campaigns/count-launched", action: Custom(count_launched) },
    Route { call: "GET /campaigns/search-by-contact", action: Custom(search_by_contact) },
];

/// What happened with some leads.
#[derive(Default, Clone, Copy)]
struct Counts {
    leads: i64,
    contacted: i64,
    sent: i64,
    opened: i64,
    unique_opened: i64,
    replies: i64,
    unique_replies: i64,
    clicks: i64,
    unique_clicks: i64,
    bounced: i64,
    unsubscribed: i64,
    completed: i64,
    interested: i64,
    booked: i64,
    met: i64,
    closed: i64,
}

/// The day a lead was contacted last.
fn day(lead: &Record) -> &str {
    lead.text("timestamp_last_contact").get(..10).unwrap_or_default()
}

/// Whether a lead was contacted within `start_date` and `end_date`.
fn is_within(lead: &Record, query: &Value) -> bool {
    let day = day(lead);
    api::text(query, "start_date").is_none_or(|start| day >= start.get(..10).unwrap_or(start))
        && api::text(query, "end_date").is_none_or(|end| day <= end.get(..10).unwrap_or(end))
}

impl Counts {
    fn add(&mut self, lead: &Record) {
        let count = |name: &str| lead.integer(name).unwrap_or_default();
        let any = |name: &str| i64::from(count(name) > 0);
        self.leads += 1;
        if !lead.has("timestamp_last_contact") {
            return;
        }
        self.contacted += 1;
        self.sent += 1 + lead.text("last_step_id").parse::<i64>().unwrap_or_default();
        self.opened += count("email_open_count");
        self.unique_opened += any("email_open_count");
        self.replies += count("email_reply_count");
        self.unique_replies += any("email_reply_count");
        self.clicks += count("email_click_count");
        self.unique_clicks += any("email_click_count");
        self.bounced += i64::from(lead.integer("status") == Some(-1));
        self.unsubscribed += i64::from(lead.integer("status") == Some(-2));
        self.completed += i64::from(lead.integer("status") == Some(3));
        match lead.integer("lt_interest_status") {
            Some(1) => self.interested += 1,
            Some(2) => self.booked += 1,
            Some(3) => self.met += 1,
            Some(4) => self.closed += 1,
            _ => {}
        }
    }

    fn opportunities(&self) -> i64 {
        self.interested + self.booked + self.met + self.closed
    }
}

fn is_of(lead: &Record, campaign: &str) -> bool {
    lead.get("campaign") == campaign
}

/// The campaigns that `id` and `ids` name; all where they name none.
fn chosen<'a>(workspace: &'a Workspace, query: &Value) -> Vec<&'a Record> {
    let ids: Vec<&str> = match query.get("ids") {
        Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(id)) => vec![id],
        _ => Vec::new(),
    };
    let ids: Vec<&str> = ids.into_iter().chain(api::text(query, "id")).filter(|id| !id.is_empty()).collect();
    let status = query.get("campaign_status").and_then(Value::as_f64);
    let campaigns = workspace.store.all(CAMPAIGNS.path).iter();
    campaigns
        .filter(|campaign| ids.is_empty() || ids.contains(&campaign.id.as_str()))
        .filter(|campaign| status.is_none_or(|status| campaign.number("status") == Some(status)))
        .collect()
}

fn counts(workspace: &Workspace, campaign: &str, query: &Value) -> Counts {
    let mut counts = Counts::default();
    for lead in workspace.store.all(LEADS.path).iter().filter(|lead| is_of(lead, campaign)) {
        if is_within(lead, query) || !lead.has("timestamp_last_contact") {
            counts.add(lead);
        }
    }
    counts
}

/// A campaign that has sent nothing has no row.
fn by_campaign(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut rows = Vec::new();
    for campaign in chosen(workspace, &call.query) {
        let counts = counts(workspace, &campaign.id, &call.query);
        if counts.sent == 0 {
            continue;
        }
        let mut row = json!({
            "campaign_name": campaign.get("name"),
            "campaign_id": campaign.id,
            "campaign_status": campaign.get("status"),
            "campaign_is_evergreen": campaign.get("is_evergreen"),
            "leads_count": counts.leads,
            "completed_count": counts.completed,
            "total_opportunities": counts.opportunities(),
            "total_opportunity_value": campaign.number("pl_value").unwrap_or(0.0) * counts.opportunities() as f64,
        });
        if call.query.get("exclude_total_leads_count") == Some(&Value::Bool(true)) {
            row["leads_count"] = 0.into();
        }
        if let Some(row) = row.as_object_mut() {
            row.extend(sums(&counts));
        }
        rows.push(row);
    }
    ok(Value::Array(rows))
}

/// The fields that a campaign's row and the overview share.
fn sums(counts: &Counts) -> Map<String, Value> {
    let fields = json!({
        "contacted_count": counts.contacted,
        "emails_sent_count": counts.sent,
        "new_leads_contacted_count": counts.contacted,
        "open_count": counts.opened,
        "open_count_unique": counts.unique_opened,
        "open_count_unique_by_step": counts.unique_opened,
        "reply_count": counts.replies,
        "reply_count_unique": counts.unique_replies,
        "reply_count_unique_by_step": counts.unique_replies,
        "reply_count_automatic": 0,
        "reply_count_automatic_unique": 0,
        "reply_count_automatic_unique_by_step": 0,
        "link_click_count": counts.clicks,
        "link_click_count_unique": counts.unique_clicks,
        "link_click_count_unique_by_step": counts.unique_clicks,
        "bounced_count": counts.bounced,
        "unsubscribed_count": counts.unsubscribed,
        "completed_count": counts.completed,
    });
    fields.as_object().cloned().unwrap_or_default()
}

fn overview(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut all = Counts::default();
    let campaigns: Vec<&str> =
        chosen(workspace, &call.query).into_iter().map(|campaign| campaign.id.as_str()).collect();
    let mut value = 0.0;
    for campaign in campaigns {
        let own = counts(workspace, campaign, &call.query);
        let worth = workspace.store.find(CAMPAIGNS.path, campaign).and_then(|campaign| campaign.number("pl_value"));
        value += worth.unwrap_or(0.0) * own.opportunities() as f64;
        for lead in workspace.store.all(LEADS.path).iter().filter(|lead| is_of(lead, campaign)) {
            if is_within(lead, &call.query) {
                all.add(lead);
            }
        }
    }
    let mut row = sums(&all);
    row.insert("total_opportunities".to_owned(), all.opportunities().into());
    row.insert("total_opportunity_value".to_owned(), value.into());
    row.insert("total_interested".to_owned(), all.interested.into());
    row.insert("total_meeting_booked".to_owned(), all.booked.into());
    row.insert("total_meeting_completed".to_owned(), all.met.into());
    row.insert("total_closed".to_owned(), all.closed.into());
    ok(Value::Object(row))
}

/// The leads of the campaign that is asked for, or of all, as far as they were contacted within the dates.
fn contacted<'a>(workspace: &'a Workspace, query: &Value) -> Vec<&'a Record> {
    let campaign = api::text(query, "campaign_id").filter(|id| !id.is_empty());
    let statuses: Vec<&str> = chosen(workspace, query).into_iter().map(|campaign| campaign.id.as_str()).collect();
    let leads = workspace.store.all(LEADS.path).iter();
    leads
        .filter(|lead| lead.has("timestamp_last_contact") && lead.has("campaign") && is_within(lead, query))
        .filter(|lead| {
            campaign.is_none_or(|campaign| is_of(lead, campaign)) && statuses.contains(&lead.text("campaign"))
        })
        .collect()
}

fn daily(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut days: BTreeMap<&str, Counts> = BTreeMap::new();
    for lead in contacted(workspace, &call.query) {
        days.entry(day(lead)).or_default().add(lead);
    }
    ok(days
        .into_iter()
        .map(|(date, counts)| {
            json!({
                "date": date,
                "sent": counts.sent,
                "contacted": counts.contacted,
                "new_leads_contacted": counts.contacted,
                "opened": counts.opened,
                "unique_opened": counts.unique_opened,
                "replies": counts.replies,
                "unique_replies": counts.unique_replies,
                "replies_automatic": 0,
                "unique_replies_automatic": 0,
                "clicks": counts.clicks,
                "unique_clicks": counts.unique_clicks,
                "opportunities": counts.opportunities(),
                "unique_opportunities": counts.opportunities(),
            })
        })
        .collect())
}

/// A row for each step and variant. `step` and `variant` count from 0, as text.
pub(super) fn steps(leads: &[&Record], query: &Value) -> Value {
    let mut steps: BTreeMap<i64, Counts> = BTreeMap::new();
    for lead in leads.iter().filter(|lead| lead.has("timestamp_last_contact") && is_within(lead, query)) {
        let last = lead.text("last_step_id").parse::<i64>().unwrap_or_default();
        for step in 0..=last {
            let counts = steps.entry(step).or_default();
            counts.sent += 1;
            let happened = |name: &str| lead.integer(name) == Some(step);
            counts.opened += i64::from(happened("email_opened_step"));
            counts.replies += i64::from(happened("email_replied_step"));
            counts.clicks += i64::from(happened("email_clicked_step"));
        }
    }
    steps
        .into_iter()
        .map(|(step, counts)| {
            json!({
                "step": step.to_string(),
                "variant": "0",
                "sent": counts.sent,
                "opened": counts.opened,
                "unique_opened": counts.opened,
                "replies": counts.replies,
                "unique_replies": counts.replies,
                "replies_automatic": 0,
                "unique_replies_automatic": 0,
                "clicks": counts.clicks,
                "unique_clicks": counts.clicks,
            })
        })
        .collect()
}

fn campaign_steps(workspace: &mut Workspace, call: &Call) -> Answer {
    let leads = contacted(workspace, &call.query);
    let mut rows = steps(&leads, &call.query);
    if call.query.get("include_opportunities_count") == Some(&Value::Bool(true)) {
        for row in rows.as_array_mut().into_iter().flatten() {
            row["opportunities"] = row["replies"].clone();
            row["unique_opportunities"] = row["replies"].clone();
        }
    }
    ok(rows)
}

/// Why a campaign sends or does not; `diagnostics` is there for running ones only.
pub(super) fn sending_status(campaign: &str, subsequence: Option<&str>, status: i64, query: &Value) -> Value {
    let code = match status {
        0 => "campaign_draft",
        2 => "campaign_paused",
        3 => "campaign_completed",
        4 => "campaign_running_subsequences",
        -1 => "campaign_accounts_unhealthy",
        -2 => "campaign_bounce_protect",
        -99 => "campaign_account_suspended",
        _ => "healthy",
    };
    let issue = (code != "healthy").then_some(code);
    let diagnostics = json!({
        "campaign_id": campaign,
        "subsequence_id": subsequence.unwrap_or_default(),
        "last_updated": "2026-06-01T12:00:00.000Z",
        "status": code,
        "issue_tracking": {
            "current_status_code": issue, "issue_first_seen_at": null, "consecutive_loops_with_issue": 0,
            "last_healthy_send_at": "2026-06-01T11:30:00.000Z",
        },
        "accounts_summary": { "total_connected": 3, "available": 3, "unavailable": {} },
        "campaign_daily_limit": { "limit": 40, "sent": 12, "limit_hit": false },
        "new_lead_limit": { "enabled": false, "limit": null, "contacted": 0, "limit_hit": false },
        "schedule_status": { "in_schedule": true },
        "send_one_by_one": { "enabled": false, "single_account_per_wait_gap": false },
        "follow_ups_waiting": { "count": 0, "earliest_wait_time_seconds": null },
        "esp_routing_status": { "enabled": false, "waiting_for_match": false, "connected_esps": [] },
        "domain_limiter": { "active": false, "domains_at_limit": 0 },
        "leads_status": { "no_leads_ready": false, "account_unavailable_skips": 0, "delay_not_met_skips": 0 },
    });
    let ai = query.get("with_ai_summary") == Some(&Value::Bool(true));
    json!({
        "diagnostics": if matches!(status, 0 | 2) { Value::Null } else { diagnostics },
        "summary": {
            "status": code,
            "status_message": if issue.is_some() { "The campaign is not sending." } else { "The campaign is sending." },
            "issue_started_at": null,
            "last_healthy_send_at": "2026-06-01T11:30:00.000Z",
            "ai_summary": ai.then_some("Nothing stands out."),
        },
    })
}

fn campaign_sending_status(workspace: &mut Workspace, call: &Call) -> Answer {
    let status = CAMPAIGNS.find(workspace, &call.id)?.integer("status").unwrap_or_default();
    ok(sending_status(&call.id, None, status, &call.query))
}

fn count_launched(workspace: &mut Workspace, _: &Call) -> Answer {
    let campaigns = workspace.store.all(CAMPAIGNS.path).iter();
    ok(json!({ "count": campaigns.filter(|campaign| campaign.integer("status") != Some(0)).count() }))
}

fn search_by_contact(workspace: &mut Workspace, call: &Call) -> Answer {
    let address = api::text(&call.query, "search").unwrap_or_default().trim().to_lowercase();
    if address.is_empty() {
        return Err(errors::bad_request("querystring must have required property 'search'"));
    }
    let leads = workspace.store.all(LEADS.path).iter();
    let of: Vec<&str> =
        leads.filter(|lead| lead.text("email").to_lowercase() == address).map(|lead| lead.text("campaign")).collect();
    let mut found: Vec<&Record> =
        workspace.store.all(CAMPAIGNS.path).iter().filter(|campaign| of.contains(&campaign.id.as_str())).collect();
    if api::text(&call.query, "sort_order") == Some("desc") {
        found.reverse();
    }
    ok(json!({ "items": found.into_iter().map(|campaign| CAMPAIGNS.show(campaign)).collect::<Vec<_>>() }))
}
