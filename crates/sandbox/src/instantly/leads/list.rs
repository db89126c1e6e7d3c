//! `POST /leads/list`: the filters. One that is not known is passed over in silence, as the vendor does.

use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::Value;

use super::Lead;
use crate::{
    instantly::{Call, Refusal, Workspace, decode, encode},
    page::{Wanted, page},
};

#[derive(Deserialize)]
struct Filter {
    search: Option<String>,
    filter: Option<String>,
    campaign: Option<String>,
    list_id: Option<String>,
    in_campaign: Option<bool>,
    in_list: Option<bool>,
    ids: Option<Vec<String>>,
    #[serde(default)]
    excluded_ids: Vec<String>,
    contacts: Option<Vec<String>>,
    organization_user_ids: Option<Vec<String>>,
    is_website_visitor: Option<bool>,
    distinct_contacts: Option<bool>,
    enrichment_status: Option<f64>,
    esg_code: Option<String>,
    interest_status: Option<f64>,
    #[serde(default)]
    queries: Vec<Query>,
    limit: Option<f64>,
    starting_after: Option<String>,
}

/// A condition of a smart view.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Query {
    action_type: String,
    values: Values,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Values {
    occurrence_days: Option<f64>,
    occurrence_count: Option<Count>,
    lead_status: Option<Status>,
}

#[derive(Deserialize)]
struct Count {
    condition: Option<String>,
    count: Option<f64>,
}

#[derive(Deserialize)]
struct Status {
    status: Option<f64>,
    condition: Option<String>,
}

/// With `distinct_contacts` a page goes by address, otherwise by id.
pub fn list(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let filter: Filter = decode(call.body)?;
    let wanted = Wanted {
        // The contract has seen to 1 to 100.
        limit: filter.limit.map(|limit| limit as usize),
        after: filter.starting_after.as_deref(),
        ..Wanted::default()
    };
    let found = workspace.leads.iter().filter(|lead| filter.admits(lead));
    if filter.distinct_contacts != Some(true) {
        return Ok(page(found.map(|lead| (lead.id.clone(), lead)), &wanted, encode));
    }
    let mut contacts: Vec<(String, &Lead)> =
        found.filter_map(|lead| Some((lead.email.as_ref()?.to_lowercase(), lead))).collect();
    contacts.sort_by(|(one, _), (other, _)| one.cmp(other));
    contacts.dedup_by(|(one, _), (other, _)| one == other);
    Ok(page(contacts.into_iter(), &wanted, encode))
}

impl Filter {
    fn admits(&self, lead: &Lead) -> bool {
        let flag = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        lead.is_in(self.campaign.as_ref(), self.list_id.as_ref())
            && flag(self.in_campaign, lead.campaign.is_some())
            && flag(self.in_list, lead.list_id.is_some())
            && flag(self.is_website_visitor, lead.is_website_visitor == Some(true))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&lead.id))
            && !self.excluded_ids.contains(&lead.id)
            && self.contacts.as_ref().is_none_or(|contacts| contacts.iter().any(|address| lead.is_at(address)))
            && self.organization_user_ids.as_ref().is_none_or(|users| {
                lead.assigned_to.as_ref().or(lead.uploaded_by_user.as_ref()).is_some_and(|user| users.contains(user))
            })
            && self.search.as_ref().is_none_or(|search| names(lead, search))
            && self.filter.as_ref().is_none_or(|filter| state(lead, filter))
            && self.enrichment_status.is_none_or(|wanted| lead.enrichment_status.map(|has| has as f64) == Some(wanted))
            && self.interest_status.is_none_or(|wanted| lead.lt_interest_status == Some(wanted))
            && self.esg_code.as_ref().is_none_or(|wanted| match (wanted.as_str(), lead.esg_code) {
                ("all", has) => has.is_some(),
                ("none", has) => has.is_none(),
                (wanted, has) => has.is_some_and(|has| has.to_string() == wanted),
            })
            && self.queries.iter().all(|query| query.admits(lead))
    }
}

/// First name, last name, both or the address.
fn names(lead: &Lead, search: &str) -> bool {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().to_lowercase();
    let search = search.trim().to_lowercase();
    let name = format!("{} {}", text(&lead.first_name), text(&lead.last_name));
    name.contains(&search) || text(&lead.email).contains(&search)
}

/// The documented values of `filter`. They are described, not enforced: any other admits every lead.
fn state(lead: &Lead, filter: &str) -> bool {
    let contacted = lead.timestamp_last_contact.is_some();
    let interest = |wanted: f64| lead.lt_interest_status == Some(wanted);
    match filter {
        "FILTER_VAL_CONTACTED" => contacted,
        "FILTER_VAL_NOT_CONTACTED" => !contacted,
        "FILTER_VAL_ACTIVE" => lead.status == 1,
        "FILTER_VAL_COMPLETED" => lead.status == 3,
        "FILTER_VAL_BOUNCED" => lead.status == -1,
        "FILTER_VAL_UNSUBSCRIBED" => lead.status == -2,
        "FILTER_VAL_SKIPPED" => lead.status == -3,
        "FILTER_VAL_VALID" => lead.verification_status == Some(1),
        "FILTER_VAL_INVALID" => lead.verification_status == Some(-1),
        "FILTER_VAL_RISKY" => lead.verification_status == Some(-2),
        "FILTER_VAL_IN_SUBSEQUENCE" => lead.subsequence_id.is_some(),
        "FILTER_VAL_OPENED_NO_REPLY" => lead.email_open_count > 0 && lead.email_reply_count == 0,
        "FILTER_VAL_COMPLETED_NO_REPLY" => lead.status == 3 && lead.email_reply_count == 0,
        "FILTER_VAL_NO_OPENS" => contacted && lead.email_open_count == 0,
        "FILTER_VAL_REPLIED" => lead.email_reply_count > 0,
        "FILTER_VAL_LINK_CLICKED" => lead.email_click_count > 0,
        "FILTER_LEAD_OUT_OF_OFFICE" => interest(0.0),
        "FILTER_LEAD_INTERESTED" => interest(1.0),
        "FILTER_LEAD_MEETING_BOOKED" => interest(2.0),
        "FILTER_LEAD_MEETING_COMPLETED" => interest(3.0),
        "FILTER_LEAD_CLOSED" => interest(4.0),
        "FILTER_LEAD_NOT_INTERESTED" => interest(-1.0),
        "FILTER_LEAD_WRONG_PERSON" => interest(-2.0),
        "FILTER_LEAD_LOST" => interest(-3.0),
        "FILTER_LEAD_NO_SHOW" => interest(-4.0),
        "FILTER_LEAD_CUSTOM_LABEL_POSITIVE" => lead.lt_interest_status.is_some_and(|status| status > 4.0),
        "FILTER_LEAD_CUSTOM_LABEL_NEGATIVE" => lead.lt_interest_status.is_some_and(|status| status < -4.0),
        _ => true,
    }
}

impl Query {
    fn admits(&self, lead: &Lead) -> bool {
        let (count, last) = match self.action_type.as_str() {
            "reply" => (lead.email_reply_count, &lead.timestamp_last_reply),
            "email-open" => (lead.email_open_count, &lead.timestamp_last_open),
            "link-click" => (lead.email_click_count, &lead.timestamp_last_click),
            "last-contacted" => (u32::from(lead.timestamp_last_contact.is_some()), &lead.timestamp_last_contact),
            "lead-status-change" => {
                (u32::from(lead.timestamp_last_interest_change.is_some()), &lead.timestamp_last_interest_change)
            }
            _ => return self.values.lead_status.as_ref().is_none_or(|status| status.admits(lead)),
        };
        let recent = self.values.occurrence_days.is_none_or(|days| {
            let since = Timestamp::now().checked_sub((24 * days as i64).hours());
            last.as_deref().is_some_and(|last| since.is_ok_and(|since| last >= format!("{since:.3}").as_str()))
        });
        recent
            && self.values.occurrence_count.as_ref().is_none_or(|wanted| {
                let (count, wanted_count) = (f64::from(count), wanted.count.unwrap_or_default());
                match wanted.condition.as_deref() {
                    Some("less") => count < wanted_count,
                    Some("equal") => count == wanted_count,
                    _ => count > wanted_count,
                }
            })
            && self.values.lead_status.as_ref().is_none_or(|status| status.admits(lead))
    }
}

impl Status {
    fn admits(&self, lead: &Lead) -> bool {
        let is = lead.lt_interest_status == self.status;
        is != (self.condition.as_deref() == Some("is-not"))
    }
}
