//! Leads.

mod list;
mod object;

use std::time::{Duration, Instant};

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub use self::object::Lead;
use super::{Call, Refusal, Route, Workspace, decode, encode};
use crate::ajv::is_address;

pub const ROUTES: &[Route] = &[
    Route { call: "POST /leads/list", status: StatusCode::OK, run: list::list },
    Route { call: "GET /leads/{id}", status: StatusCode::OK, run: get },
    Route { call: "POST /leads", status: StatusCode::OK, run: create },
    Route { call: "DELETE /leads", status: StatusCode::OK, run: delete_many },
    Route { call: "DELETE /leads/{id}", status: StatusCode::OK, run: delete },
    Route { call: "POST /leads/update-interest-status", status: StatusCode::ACCEPTED, run: update_interest_status },
];

/// How long the vendor takes over an interest.
const BACKGROUND: Duration = Duration::from_millis(500);

#[derive(Deserialize)]
struct New {
    campaign: Option<String>,
    list_id: Option<String>,
    email: Option<String>,
    personalization: Option<String>,
    website: Option<String>,
    last_name: Option<String>,
    first_name: Option<String>,
    company_name: Option<String>,
    job_title: Option<String>,
    phone: Option<String>,
    lt_interest_status: Option<f64>,
    pl_value_lead: Option<String>,
    assigned_to: Option<String>,
    #[serde(default)]
    skip_if_in_workspace: bool,
    #[serde(default)]
    skip_if_in_campaign: bool,
    #[serde(default)]
    skip_if_in_list: bool,
    #[serde(default)]
    verify_leads_on_import: bool,
    #[serde(default)]
    verify_leads_for_lead_finder: bool,
    #[serde(default)]
    custom_variables: Map<String, Value>,
}

#[derive(Deserialize)]
struct Doomed {
    campaign_id: Option<String>,
    list_id: Option<String>,
    status: Option<f64>,
    ids: Option<Vec<String>>,
    limit: Option<f64>,
}

/// An interest that is to be set.
#[derive(Deserialize)]
pub struct Interest {
    lead_email: String,
    interest_value: Option<f64>,
    campaign_id: Option<String>,
    list_id: Option<String>,
    ai_interest_value: Option<f64>,
}

fn get(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    workspace.leads.iter().find(|lead| lead.id == call.id).map(encode).ok_or_else(Refusal::not_found)
}

/// `skip_if_in_campaign` means any campaign, `skip_if_in_list` any list; a lead that is skipped is answered as it is.
/// Without them the same address may come twice.
fn create(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let new: New = decode(call.body)?;
    let email = new.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
    let named = [&new.first_name, &new.last_name].into_iter().flatten().any(|name| !name.trim().is_empty());
    if email.is_none() && (new.list_id.is_none() || new.campaign.is_some()) {
        return Err(Refusal::bad_request("email is required to add a lead to a campaign"));
    }
    if email.is_none() && !named {
        return Err(Refusal::bad_request("one of email, first_name, last_name is required to add a lead to a list"));
    }
    if email.is_some_and(|email| !is_address(email)) {
        return Err(Refusal::bad_request("Invalid email"));
    }
    let no_campaign =
        new.campaign.as_ref().is_some_and(|id| workspace.campaigns.iter().all(|campaign| campaign.id() != id));
    let no_list = new.list_id.as_ref().is_some_and(|id| workspace.lead_lists.iter().all(|list| list.id != *id));
    if no_campaign || no_list {
        return Err(Refusal::not_found());
    }
    let same = email.and_then(|email| {
        workspace.leads.iter().find(|lead| {
            lead.is_at(email)
                && (new.skip_if_in_workspace
                    || (new.skip_if_in_campaign && lead.campaign.is_some())
                    || (new.skip_if_in_list && lead.list_id.is_some()))
        })
    });
    if let Some(same) = same {
        return Ok(encode(same));
    }
    let email = email.map(str::to_owned);
    let (id, now) = workspace.new_id();
    let mut lead = Lead::new(id, now.clone(), workspace.id.clone(), workspace.owner.clone());
    if let Some(campaign) = &new.campaign
        && let Some(campaign) = workspace.campaigns.iter_mut().find(|other| other.id() == campaign)
    {
        campaign.widen(&new.custom_variables);
    }
    let verify = new.verify_leads_on_import || new.verify_leads_for_lead_finder;
    lead.verification_status = verify.then_some(11);
    lead.timestamp_last_interest_change = new.lt_interest_status.map(|_| now);
    lead.lt_interest_status = new.lt_interest_status;
    lead.campaign = new.campaign;
    lead.list_id = new.list_id;
    lead.email = email;
    lead.personalization = new.personalization;
    lead.website = new.website;
    lead.last_name = new.last_name;
    lead.first_name = new.first_name;
    lead.company_name = new.company_name;
    lead.job_title = new.job_title;
    lead.phone = new.phone;
    lead.pl_value_lead = new.pl_value_lead;
    lead.assigned_to = new.assigned_to;
    lead.complete(&new.custom_variables);
    workspace.leads.push(lead.clone());
    Ok(encode(lead))
}

/// Without `ids` and `limit` this empties the campaign or the list.
fn delete_many(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let doomed: Doomed = decode(call.body)?;
    let mut left = doomed.limit.map_or(usize::MAX, |limit| limit as usize);
    let before = workspace.leads.len();
    workspace.leads.retain(|lead| {
        let meant = left > 0
            && lead.is_in(doomed.campaign_id.as_ref(), doomed.list_id.as_ref())
            && doomed.status.is_none_or(|status| lead.status as f64 == status)
            && doomed.ids.as_ref().is_none_or(|ids| ids.contains(&lead.id));
        left -= usize::from(meant);
        !meant
    });
    Ok(json!({ "count": before - workspace.leads.len() }))
}

fn delete(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let index = workspace.leads.iter().position(|lead| lead.id == call.id).ok_or_else(Refusal::not_found)?;
    Ok(encode(workspace.leads.remove(index)))
}

/// Accepts it; see [`Interest::take_effect`].
fn update_interest_status(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let interest: Interest = decode(call.body)?;
    if !workspace.leads.iter().any(|lead| interest.is_about(lead)) {
        return Err(Refusal::only_error("Invalid lead email"));
    }
    workspace.jobs.push((Instant::now() + BACKGROUND, interest));
    Ok(json!({ "message": "Lead interest status update background job submitted" }))
}

impl Interest {
    fn is_about(&self, lead: &Lead) -> bool {
        lead.is_at(&self.lead_email) && lead.is_in(self.campaign_id.as_ref(), self.list_id.as_ref())
    }

    /// Sets it on every lead that is meant and on its mails; no value puts the lead back to "Lead".
    pub fn take_effect(&self, workspace: &mut Workspace) {
        let now = workspace.now();
        for lead in workspace.leads.iter_mut().filter(|lead| self.is_about(lead)) {
            lead.lt_interest_status = self.interest_value;
            lead.timestamp_last_interest_change = Some(now.clone());
            lead.timestamp_updated = now.clone();
            for email in workspace.emails.iter_mut().filter(|email| email.lead_id.as_ref() == Some(&lead.id)) {
                email.i_status = self.interest_value;
                email.ai_interest_value = self.ai_interest_value.or(email.ai_interest_value);
            }
        }
    }
}
