//! Campaigns.

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Call, Refusal, Route, Workspace, decode};
use crate::page::{Wanted, page};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns", status: StatusCode::OK, run: list },
    Route { call: "POST /campaigns", status: StatusCode::OK, run: create },
    Route { call: "GET /campaigns/{id}", status: StatusCode::OK, run: get },
    Route { call: "PATCH /campaigns/{id}", status: StatusCode::OK, run: patch },
    Route { call: "DELETE /campaigns/{id}", status: StatusCode::OK, run: delete },
    Route { call: "POST /campaigns/{id}/activate", status: StatusCode::OK, run: activate },
    Route { call: "POST /campaigns/{id}/pause", status: StatusCode::OK, run: pause },
];

/// The numbers of a campaign's status that are set here.
pub const DRAFT: i64 = 0;
const ACTIVE: i64 = 1;
const PAUSED: i64 = 2;
const COMPLETED: i64 = 3;
const SUSPENDED: i64 = -99;

/// A campaign. Its fields are the vendor's: most are only kept.
#[derive(Clone)]
pub struct Campaign {
    pub fields: Map<String, Value>,
    /// The ids of its tags, which no object shows.
    pub tags: Vec<String>,
}

#[derive(Deserialize)]
struct Filter {
    limit: Option<usize>,
    starting_after: Option<String>,
    search: Option<String>,
    tag_ids: Option<String>,
    ai_sales_agent_id: Option<String>,
    status: Option<f64>,
    exclude_status: Option<f64>,
}

impl Campaign {
    /// A draft with nothing said but when it was made.
    pub fn new(id: &str, at: &str, workspace: &Workspace) -> Self {
        let fields = json!({
            "id": id,
            "name": "",
            "pl_value": null,
            "status": DRAFT,
            "is_evergreen": false,
            "campaign_schedule": null,
            "sequences": [],
            "timestamp_created": at,
            "timestamp_updated": at,
            "email_gap": 10,
            "random_wait_max": 10,
            "text_only": false,
            "first_email_text_only": false,
            "email_list": [],
            "daily_limit": 30,
            "stop_on_reply": true,
            "email_tag_list": [],
            "link_tracking": false,
            "open_tracking": false,
            "stop_on_auto_reply": false,
            "daily_max_leads": null,
            "prioritize_new_leads": false,
            "auto_variant_select": null,
            "match_lead_esp": false,
            "not_sending_status": null,
            "stop_for_company": false,
            "core_variables": null,
            "custom_variables": null,
            "insert_unsubscribe_header": false,
            "allow_risky_contacts": false,
            "disable_bounce_protect": false,
            "limit_emails_per_company_override": null,
            "cc_list": [],
            "bcc_list": [],
            "organization": workspace.id,
            "owned_by": workspace.owner,
            "ai_sdr_id": null,
            "provider_routing_rules": [],
        });
        let Value::Object(fields) = fields else { return Self { fields: Map::new(), tags: Vec::new() } };
        Self { fields, tags: Vec::new() }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// Its status.
    pub fn status(&self) -> i64 {
        self.fields.get("status").and_then(Value::as_i64).unwrap_or(DRAFT)
    }

    /// A field that is text.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    /// Takes these fields over, each as a whole: nothing is merged.
    pub fn assign(&mut self, fields: Value) {
        if let Value::Object(fields) = fields {
            self.fields.extend(fields);
        }
    }

    /// Lets all its leads have these variables.
    pub fn widen(&mut self, variables: &Map<String, Value>) {
        if variables.is_empty() {
            return;
        }
        let known = self.fields.entry("custom_variables").or_insert(Value::Null);
        if !known.is_object() {
            *known = json!({});
        }
        if let Value::Object(known) = known {
            for name in variables.keys() {
                known.entry(name.clone()).or_insert_with(|| Value::from(name.clone()));
            }
        }
    }

    fn answer(&self) -> Value {
        let mut fields = self.fields.clone();
        // The description says it may be null and, in the same breath, that it is one of five numbers.
        fields.retain(|name, value| name != "not_sending_status" || !value.is_null());
        Value::Object(fields)
    }
}

fn list(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let filter: Filter = decode(call.query)?;
    let search = filter.search.unwrap_or_default().to_lowercase();
    let tags: Option<Vec<&str>> = filter.tag_ids.as_deref().map(|tags| tags.split(',').map(str::trim).collect());
    let campaigns = workspace.campaigns.iter().filter(|campaign| {
        let status = campaign.status() as f64;
        campaign.text("name").to_lowercase().contains(&search)
            && filter.status.is_none_or(|wanted| status == wanted)
            && filter.exclude_status.is_none_or(|unwanted| status != unwanted)
            && filter.ai_sales_agent_id.as_ref().is_none_or(|agent| campaign.text("ai_sdr_id") == agent)
            && tags.as_ref().is_none_or(|tags| campaign.tags.iter().any(|tag| tags.contains(&tag.as_str())))
    });
    let wanted = Wanted { limit: filter.limit, after: filter.starting_after.as_deref(), ..Wanted::default() };
    Ok(page(campaigns.map(|campaign| (campaign.id().to_owned(), campaign)), &wanted, Campaign::answer))
}

fn create(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let (id, at) = workspace.new_id();
    let mut campaign = Campaign::new(&id, &at, workspace);
    campaign.assign(call.body);
    let answer = campaign.answer();
    workspace.campaigns.push(campaign);
    Ok(answer)
}

fn get(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    find(workspace, &call.id).map(|campaign| campaign.answer())
}

/// `sequences`, `email_list` and every other field that is given replace what was there.
fn patch(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    change(workspace, &call.id, |campaign| campaign.assign(call.body))
}

/// Its leads go with it.
fn delete(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let answer = find(workspace, &call.id)?.answer();
    workspace.campaigns.retain(|campaign| campaign.id() != call.id);
    workspace.leads.retain(|lead| lead.campaign.as_ref() != Some(&call.id));
    Ok(answer)
}

/// Starts or resumes; with nobody to write to it is over at once.
fn activate(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let has_leads = workspace.leads.iter().any(|lead| lead.campaign.as_ref() == Some(&call.id));
    change(workspace, &call.id, |campaign| {
        let status = match campaign.status() {
            // Nothing but a new account at the provider mends it.
            SUSPENDED => SUSPENDED,
            _ if has_leads => ACTIVE,
            _ => COMPLETED,
        };
        campaign.set("status", status);
        campaign.set("not_sending_status", Value::Null);
    })
}

fn pause(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    change(workspace, &call.id, |campaign| campaign.set("status", PAUSED))
}

fn find<'a>(workspace: &'a mut Workspace, id: &str) -> Result<&'a mut Campaign, Refusal> {
    workspace.campaigns.iter_mut().find(|campaign| campaign.id() == id).ok_or_else(Refusal::not_found)
}

fn change(workspace: &mut Workspace, id: &str, how: impl FnOnce(&mut Campaign)) -> Result<Value, Refusal> {
    let now = workspace.now();
    let campaign = find(workspace, id)?;
    how(campaign);
    campaign.set("timestamp_updated", now);
    Ok(campaign.answer())
}
