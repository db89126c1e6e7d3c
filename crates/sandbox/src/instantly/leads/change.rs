//! The calls that change leads, one or many at a time.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{GIVEN_FIELDS, check_exists, list::Filter};
use crate::{
    instantly::{
        api::{self, Call, Route, decode},
        block_list,
        campaigns::{CAMPAIGNS, add_variables},
        errors, jobs,
        lead::{LEADS, derive_fields, has_email},
        lead_lists::LEAD_LISTS,
        subsequences::SUBSEQUENCES,
        workspace::Workspace,
    },
    reply::{Answer, Reply, ok},
    route::Action::Custom,
    schema_check::is_address,
    store::Record,
};

pub(in crate::instantly) const ROUTES: &[Route] = &[
    Route { call: "PATCH /leads/{id}", action: Custom(update) },
    Route { call: "POST /leads/add", action: Custom(add) },
    Route { call: "POST /leads/merge", action: Custom(merge) },
    Route { call: "POST /leads/move", action: Custom(move_many) },
    Route { call: "POST /leads/bulk-assign", action: Custom(assign) },
    Route { call: "POST /leads/subsequence/move", action: Custom(to_subsequence) },
    Route { call: "POST /leads/subsequence/remove", action: Custom(from_subsequence) },
];

/// The custom variables of a lead: what its payload has beside its fields.
fn variables(lead: &Record) -> Map<String, Value> {
    const FIELDS: [&str; 7] =
        ["firstName", "lastName", "companyName", "jobTitle", "website", "phone", "personalization"];
    let payload = lead.get("payload").as_object().into_iter().flatten();
    payload
        .filter(|(name, _)| !FIELDS.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// `custom_variables` replaces all of them.
fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut fields = call.body.as_object().cloned().unwrap_or_default();
    let given = fields.remove("custom_variables").and_then(|variables| variables.as_object().cloned());
    let now = workspace.now();
    LEADS.change(workspace, &call.id, |lead| {
        let variables = given.unwrap_or_else(|| variables(lead));
        if fields.contains_key("lt_interest_status") {
            lead.set("timestamp_last_interest_change", now);
        }
        lead.assign(Value::Object(fields));
        derive_fields(lead, &variables);
    })
}

#[derive(Deserialize)]
struct Add {
    campaign_id: Option<String>,
    list_id: Option<String>,
    leads: Vec<Value>,
    assigned_to: Option<String>,
    #[serde(default)]
    verify_leads_on_import: bool,
    #[serde(default)]
    skip_if_in_workspace: bool,
    #[serde(default)]
    skip_if_in_campaign: bool,
    #[serde(default)]
    skip_if_in_list: bool,
}

/// Rows without a usable address, on the block list, twice in the call or there already are left out, and counted.
fn add(workspace: &mut Workspace, call: &Call) -> Answer {
    let wanted: Add = decode(&call.body)?;
    if wanted.campaign_id.is_some() == wanted.list_id.is_some() {
        return Err(errors::bad_request("Either campaign_id or list_id must be provided, not both"));
    }
    check_exists(workspace, &CAMPAIGNS, &json!(wanted.campaign_id))?;
    check_exists(workspace, &LEAD_LISTS, &json!(wanted.list_id))?;
    let (mut invalid, mut incomplete, mut blocked, mut twice, mut there, mut skipped) = (0, 0, 0, 0, 0, 0);
    let mut seen: Vec<String> = Vec::new();
    let mut created: Vec<Value> = Vec::new();
    for (index, row) in wanted.leads.iter().enumerate() {
        let text = |name: &str| api::text(row, name).map(str::trim).filter(|text| !text.is_empty());
        let email = text("email").map(str::to_lowercase);
        let has_name = text("first_name").or_else(|| text("last_name")).is_some();
        match &email {
            Some(email) if !is_address(email) => {
                invalid += 1;
                continue;
            }
            None if wanted.campaign_id.is_some() || !has_name => {
                incomplete += 1;
                continue;
            }
            _ => {}
        }
        if let Some(email) = &email {
            if seen.contains(email) {
                twice += 1;
                continue;
            }
            seen.push(email.clone());
            if is_blocked(workspace, email) {
                blocked += 1;
                continue;
            }
            let leads = || workspace.store.all(LEADS.path).iter().filter(|lead| has_email(lead, email));
            let is_there =
                |lead: &Record| wanted.campaign_id.is_some() && lead.get("campaign") == &json!(wanted.campaign_id);
            if leads().any(is_there) {
                there += 1;
                continue;
            }
            let is_skipped = |lead: &Record| {
                wanted.skip_if_in_workspace
                    || (wanted.skip_if_in_campaign && lead.has("campaign"))
                    || (wanted.skip_if_in_list && lead.has("list_id"))
            };
            if leads().any(is_skipped) {
                skipped += 1;
                continue;
            }
        }
        let (id, now) = workspace.new_id();
        let mut lead = LEADS.blank(workspace, &id, &now);
        for name in GIVEN_FIELDS {
            if let Some(value) = row.get(name) {
                lead.set(name, value.clone());
            }
        }
        lead.assign(json!({ "campaign": wanted.campaign_id, "list_id": wanted.list_id, "email": email }));
        if let Some(user) = &wanted.assigned_to {
            lead.set("assigned_to", user.as_str());
        }
        if let Some(interest) = row.get("lt_interest_status") {
            lead.set("lt_interest_status", interest.clone());
        }
        if wanted.verify_leads_on_import {
            lead.set("verification_status", 12);
        }
        let variables = row.get("custom_variables").and_then(Value::as_object).cloned().unwrap_or_default();
        derive_fields(&mut lead, &variables);
        if let Some(campaign) = workspace.store.find_mut(CAMPAIGNS.path, lead.text("campaign")) {
            add_variables(campaign, &variables);
        }
        created.push(json!({
            "index": index, "id": id, "email": email, "first_name": lead.get("first_name"),
            "last_name": lead.get("last_name"), "phone": lead.get("phone"),
        }));
        workspace.store.insert(LEADS.path, lead);
    }
    ok(json!({
        "status": "success",
        "total_sent": wanted.leads.len(),
        "leads_uploaded": created.len(),
        "in_blocklist": blocked,
        "blocklist_used": null,
        "duplicated_leads": there,
        "skipped_count": skipped,
        "invalid_email_count": invalid,
        "incomplete_count": incomplete,
        "duplicate_email_count": twice,
        "remaining_in_plan": 25_000 - i64::try_from(workspace.store.all(LEADS.path).len()).unwrap_or_default(),
        "created_leads": created,
    }))
}

fn is_blocked(workspace: &Workspace, email: &str) -> bool {
    let domain = email.rsplit('@').next().unwrap_or_default();
    let mut entries = workspace.store.all(block_list::ENTRIES.path).iter();
    entries.any(|entry| entry.text("bl_value") == if entry.is_true("is_domain") { domain } else { email })
}

/// The lead `lead_id` goes into the other one, which keeps what it has.
fn merge(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = |name: &str| api::text(&call.body, name).unwrap_or_default().to_owned();
    let (from, into) = (id("lead_id"), id("destination_lead_id"));
    LEADS.find(workspace, &into)?;
    if from == into {
        return Err(errors::bad_request("lead_id and destination_lead_id must differ"));
    }
    let gone = LEADS.find(workspace, &from)?.clone();
    workspace.store.remove(LEADS.path, &from);
    LEADS.change(workspace, &into, |lead| {
        for (name, value) in gone.fields {
            if !lead.has(&name) {
                lead.set(&name, value);
            }
        }
    })
}

/// Where leads go.
#[derive(Deserialize)]
struct Target {
    to_campaign_id: Option<String>,
    to_list_id: Option<String>,
    #[serde(default)]
    copy_leads: bool,
    #[serde(default)]
    check_duplicates: bool,
    #[serde(default)]
    check_duplicates_in_campaigns: bool,
    #[serde(default)]
    reset_interest_status: bool,
    limit: Option<f64>,
}

/// Moves or copies leads as a job. With `ids` their campaign or list has to be named too.
fn move_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let (filter, target): (Filter, Target) = (decode(&call.body)?, decode(&call.body)?);
    let has = |name: &str| call.body.get(name).is_some_and(|value| !value.is_null());
    if target.to_campaign_id.is_some() == target.to_list_id.is_some() {
        return Err(errors::bad_request("Either to_campaign_id or to_list_id must be provided"));
    }
    if has("ids") && !has("campaign") && !has("list_id") {
        return Err(errors::bad_request("campaign or list_id must be provided together with ids"));
    }
    check_exists(workspace, &CAMPAIGNS, &json!(target.to_campaign_id))?;
    check_exists(workspace, &LEAD_LISTS, &json!(target.to_list_id))?;
    let entity = match (&target.to_campaign_id, &target.to_list_id) {
        (Some(id), _) => ("campaign", Some(id.clone())),
        (None, id) => ("list", id.clone()),
    };
    jobs::start(workspace, "move-leads", (entity.0, entity.1.as_deref()), move |workspace| {
        let most = target.limit.map_or(usize::MAX, |limit| limit as usize);
        let ids: Vec<String> = workspace
            .store
            .all(LEADS.path)
            .iter()
            .filter(|lead| filter.matches(lead))
            .map(|lead| lead.id.clone())
            .take(most)
            .collect();
        let mut moved = Vec::new();
        for id in ids {
            moved.extend(move_one(workspace, &id, &target));
        }
        json!({ "moved_lead_emails": moved })
    })
}

/// Moves a lead and gives its address; nothing where it is there already.
fn move_one(workspace: &mut Workspace, id: &str, target: &Target) -> Option<Value> {
    let mut lead = workspace.store.find(LEADS.path, id)?.clone();
    let email = lead.get("email").clone();
    let is_there = workspace.store.all(LEADS.path).iter().any(|other| {
        other.id != id
            && other.get("email") == &email
            && ((target.check_duplicates
                && other.get("campaign") == &json!(target.to_campaign_id)
                && other.get("list_id") == &json!(target.to_list_id))
                || (target.check_duplicates_in_campaigns && other.has("campaign")))
    });
    if is_there {
        return None;
    }
    let now = workspace.now();
    lead.assign(json!({ "campaign": target.to_campaign_id, "list_id": target.to_list_id, "timestamp_updated": now, "status": 1 }));
    if target.reset_interest_status {
        lead.set("lt_interest_status", Value::Null);
    }
    if target.copy_leads {
        let (id, at) = workspace.new_id();
        lead.assign(json!({ "id": id, "timestamp_created": at }));
        lead.id = id;
        workspace.store.insert(LEADS.path, lead);
    } else {
        workspace.store.replace(LEADS.path, &lead);
    }
    Some(email)
}

/// The leads are shared out among the users in turn.
fn assign(workspace: &mut Workspace, call: &Call) -> Answer {
    let filter: Filter = decode(&call.body.as_object().map_or(Value::Null, |fields| {
        let mut fields = fields.clone();
        fields.remove("organization_user_ids");
        Value::Object(fields)
    }))?;
    let users: Vec<Value> =
        call.body.get("organization_user_ids").and_then(Value::as_array).cloned().unwrap_or_default();
    let most = call.body.get("limit").and_then(Value::as_f64).map_or(usize::MAX, |limit| limit as usize);
    let chosen = workspace.store.all_mut(LEADS.path).iter_mut().filter(|lead| filter.matches(lead)).take(most);
    for (lead, user) in chosen.zip(users.iter().cycle()) {
        lead.set("assigned_to", user.clone());
    }
    let body = json!({ "status": "success", "message": "Leads are being assigned" });
    Ok(Reply { status: http::StatusCode::ACCEPTED, body })
}

fn to_subsequence(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = |name: &str| api::text(&call.body, name).unwrap_or_default().to_owned();
    let (lead, subsequence) = (id("id"), id("subsequence_id"));
    SUBSEQUENCES.find(workspace, &subsequence)?;
    let now = workspace.now();
    LEADS.change(workspace, &lead, |lead| {
        lead.assign(json!({ "subsequence_id": subsequence, "timestamp_added_subsequence": now }));
    })
}

fn from_subsequence(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = api::text(&call.body, "id").unwrap_or_default().to_owned();
    LEADS.change(workspace, &id, |lead| {
        lead.assign(json!({ "subsequence_id": null, "timestamp_added_subsequence": null }));
    })
}
