//! The calls on leads.

pub(super) mod change;
mod list;

use std::time::{Duration, Instant};

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route, decode, number},
    campaigns::{CAMPAIGNS, add_variables},
    emails::EMAILS,
    errors,
    lead::{LEADS, derive_fields, has_email, is_in},
    lead_lists::LEAD_LISTS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, Reply, ok},
    route::Action::{Custom, Delete, Get},
    schema_check::is_address,
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /leads/list", action: Custom(list::list) },
    Route { call: "GET /leads/{id}", action: Get(&LEADS) },
    Route { call: "POST /leads", action: Custom(create) },
    Route { call: "DELETE /leads", action: Custom(delete_many) },
    Route { call: "DELETE /leads/{id}", action: Delete(&LEADS) },
    Route { call: "POST /leads/update-interest-status", action: Custom(update_interest_status) },
];

/// How long a change of interest stays a background job.
const JOB_DURATION: Duration = Duration::from_millis(500);

/// The fields of a new lead that are taken from the body as they are.
const GIVEN_FIELDS: [&str; 11] = [
    "campaign",
    "list_id",
    "personalization",
    "website",
    "last_name",
    "first_name",
    "company_name",
    "job_title",
    "phone",
    "pl_value_lead",
    "assigned_to",
];

/// `skip_if_in_campaign` looks at all campaigns, `skip_if_in_list` at all lists. A lead that is skipped is answered as it is.
/// Without these flags two leads may have the same address.
fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = |name: &str| call.body.get(name).unwrap_or(&Value::Null);
    let flag = |name: &str| given(name) == &Value::Bool(true);
    let email = given("email").as_str().map(str::trim).filter(|email| !email.is_empty());
    check_identity(email, &call.body)?;
    for (field, resource) in [("campaign", &CAMPAIGNS), ("list_id", &LEAD_LISTS)] {
        check_exists(workspace, resource, given(field))?;
    }
    let skipped = |lead: &&Record| {
        email.is_some_and(|email| has_email(lead, email))
            && (flag("skip_if_in_workspace")
                || (flag("skip_if_in_campaign") && lead.has("campaign"))
                || (flag("skip_if_in_list") && lead.has("list_id")))
    };
    if let Some(existing) = workspace.store.all(LEADS.path).iter().find(skipped) {
        return ok(LEADS.show(existing));
    }
    let (id, now) = workspace.new_id();
    let mut lead = LEADS.blank(workspace, &id, &now);
    for name in GIVEN_FIELDS {
        lead.set(name, given(name).clone());
    }
    lead.set("email", email);
    if flag("verify_leads_on_import") || flag("verify_leads_for_lead_finder") {
        lead.set("verification_status", 11);
    }
    if let Some(interest) = given("lt_interest_status").as_f64() {
        lead.set("lt_interest_status", number(Some(interest)));
        lead.set("timestamp_last_interest_change", now);
    }
    let no_variables = Map::new();
    let variables = given("custom_variables").as_object().unwrap_or(&no_variables);
    derive_fields(&mut lead, variables);
    if let Some(campaign) = workspace.store.find_mut(CAMPAIGNS.path, lead.text("campaign")) {
        add_variables(campaign, variables);
    }
    LEADS.insert(workspace, lead)
}

/// A lead needs an address in a campaign, and an address or a name in a list.
fn check_identity(email: Option<&str>, body: &Value) -> Result<(), Refusal> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let has_name =
        ["first_name", "last_name"].iter().any(|name| text(name).is_some_and(|name| !name.trim().is_empty()));
    match email {
        Some(email) if !is_address(email) => Err(errors::bad_request("Invalid email")),
        Some(_) => Ok(()),
        None if text("list_id").is_none() || text("campaign").is_some() => {
            Err(errors::bad_request("email is required to add a lead to a campaign"))
        }
        None if !has_name => {
            Err(errors::bad_request("one of email, first_name, last_name is required to add a lead to a list"))
        }
        None => Ok(()),
    }
}

fn check_exists(workspace: &Workspace, resource: &Resource, id: &Value) -> Result<(), Refusal> {
    id.as_str().map_or(Ok(()), |id| resource.find(workspace, id).map(drop))
}

#[derive(Deserialize)]
struct DeleteMany {
    campaign_id: Option<Value>,
    list_id: Option<Value>,
    status: Option<f64>,
    ids: Option<Vec<String>>,
    limit: Option<f64>,
}

/// Without `ids` and `limit` this empties the campaign or the list.
fn delete_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let wanted: DeleteMany = decode(&call.body)?;
    let mut left = wanted.limit.map_or(usize::MAX, |limit| limit as usize);
    let count = workspace.store.retain(LEADS.path, |lead| {
        let delete = left > 0
            && is_in(lead, wanted.campaign_id.as_ref(), wanted.list_id.as_ref())
            && wanted.status.is_none_or(|status| lead.number("status") == Some(status))
            && wanted.ids.as_ref().is_none_or(|ids| ids.contains(&lead.id));
        left -= usize::from(delete);
        !delete
    });
    ok(json!({ "count": count }))
}

/// A change of interest.
#[derive(Deserialize)]
struct Interest {
    lead_email: String,
    interest_value: Option<f64>,
    campaign_id: Option<Value>,
    list_id: Option<Value>,
    ai_interest_value: Option<f64>,
}

/// Accepts the change as a background job; it takes effect after [`JOB_DURATION`].
fn update_interest_status(workspace: &mut Workspace, call: &Call) -> Answer {
    let interest: Interest = decode(&call.body)?;
    if !workspace.store.all(LEADS.path).iter().any(|lead| interest.concerns(lead)) {
        // This call has an error body of its own.
        return Err(Refusal::new(StatusCode::BAD_REQUEST, json!({ "error": "Invalid lead email" })));
    }
    workspace.schedule(Instant::now() + JOB_DURATION, move |workspace| interest.apply(workspace));
    let body = json!({ "message": "Lead interest status update background job submitted" });
    Ok(Reply { status: StatusCode::ACCEPTED, body })
}

impl Interest {
    fn concerns(&self, lead: &Record) -> bool {
        has_email(lead, &self.lead_email) && is_in(lead, self.campaign_id.as_ref(), self.list_id.as_ref())
    }

    /// Sets the interest on all leads it concerns and on their emails. Without a value it is reset to "Lead".
    fn apply(&self, workspace: &mut Workspace) {
        let now = workspace.now();
        let value = number(self.interest_value);
        let mut changed: Vec<String> = Vec::new();
        for lead in workspace.store.all_mut(LEADS.path).iter_mut().filter(|lead| self.concerns(lead)) {
            lead.assign(json!({
                "lt_interest_status": value,
                "timestamp_last_interest_change": now,
                "timestamp_updated": now,
            }));
            changed.push(lead.id.clone());
        }
        for email in workspace.store.all_mut(EMAILS.path) {
            if changed.iter().any(|lead| email.get("lead_id") == lead.as_str()) {
                email.set("i_status", value.clone());
                if self.ai_interest_value.is_some() {
                    email.set("ai_interest_value", number(self.ai_interest_value));
                }
            }
        }
    }
}
