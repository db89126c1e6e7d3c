//! `POST /leads/list`: its filters. A filter that is not known is ignored, as the vendor does.

use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    instantly::{
        api::{Call, decode},
        lead::{LEADS, has_email, is_in},
        plain,
        workspace::Workspace,
    },
    reply::Answer,
    store::Record,
};

#[derive(Deserialize)]
pub(super) struct Filter {
    search: Option<String>,
    filter: Option<String>,
    campaign: Option<Value>,
    list_id: Option<Value>,
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

/// Lists leads by id, or with `distinct_contacts` by address with one lead each.
pub(super) fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let filter: Filter = decode(&call.body)?;
    let cursor = plain::cursor(&call.body);
    let found = workspace.store.all(LEADS.path).iter().filter(|lead| filter.matches(lead));
    if filter.distinct_contacts != Some(true) {
        return plain::page(&cursor, found.map(|lead| (lead.id.clone(), lead)), |lead| LEADS.show(lead));
    }
    let with_email = found.filter(|lead| lead.has("email"));
    let mut contacts: Vec<(String, &Record)> =
        with_email.map(|lead| (lead.text("email").to_lowercase(), lead)).collect();
    contacts.sort_by(|(one, _), (other, _)| one.cmp(other));
    contacts.dedup_by(|(one, _), (other, _)| one == other);
    plain::page(&cursor, contacts.into_iter(), |lead| LEADS.show(lead))
}

impl Filter {
    pub(super) fn matches(&self, lead: &Record) -> bool {
        let flag = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        let number = |wanted: Option<f64>, field: &str| wanted.is_none() || lead.number(field) == wanted;
        is_in(lead, self.campaign.as_ref(), self.list_id.as_ref())
            && flag(self.in_campaign, lead.has("campaign"))
            && flag(self.in_list, lead.has("list_id"))
            && flag(self.is_website_visitor, lead.is_true("is_website_visitor"))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&lead.id))
            && !self.excluded_ids.contains(&lead.id)
            && self.contacts.as_ref().is_none_or(|contacts| contacts.iter().any(|address| has_email(lead, address)))
            && self.organization_user_ids.as_ref().is_none_or(|users| {
                let field = if lead.has("assigned_to") { "assigned_to" } else { "uploaded_by_user" };
                users.iter().any(|user| user == lead.text(field))
            })
            && self.search.as_ref().is_none_or(|search| name_contains(lead, search))
            && self.filter.as_ref().is_none_or(|filter| has_state(lead, filter))
            && number(self.enrichment_status, "enrichment_status")
            && number(self.interest_status, "lt_interest_status")
            && self.esg_code.as_ref().is_none_or(|wanted| match (wanted.as_str(), lead.integer("esg_code")) {
                ("all", has) => has.is_some(),
                ("none", has) => has.is_none(),
                (wanted, has) => has.is_some_and(|has| has.to_string() == wanted),
            })
            && self.queries.iter().all(|query| query.matches(lead))
    }
}

/// Searches first name, last name, full name and address.
fn name_contains(lead: &Record, search: &str) -> bool {
    let search = search.trim().to_lowercase();
    let name = format!("{} {}", lead.text("first_name"), lead.text("last_name"));
    name.to_lowercase().contains(&search) || lead.text("email").to_lowercase().contains(&search)
}

/// The documented values of `filter`. The vendor describes but does not enforce them: any other value matches every lead.
fn has_state(lead: &Record, filter: &str) -> bool {
    let contacted = lead.has("timestamp_last_contact");
    let status = lead.integer("status").unwrap_or_default();
    let verified = |wanted: i64| lead.integer("verification_status") == Some(wanted);
    let counted = |kind: &str| count(lead, &format!("email_{kind}_count")) > 0;
    let interest = lead.number("lt_interest_status");
    match filter {
        "FILTER_VAL_CONTACTED" => contacted,
        "FILTER_VAL_NOT_CONTACTED" => !contacted,
        "FILTER_VAL_ACTIVE" => status == 1,
        "FILTER_VAL_COMPLETED" => status == 3,
        "FILTER_VAL_BOUNCED" => status == -1,
        "FILTER_VAL_UNSUBSCRIBED" => status == -2,
        "FILTER_VAL_SKIPPED" => status == -3,
        "FILTER_VAL_VALID" => verified(1),
        "FILTER_VAL_INVALID" => verified(-1),
        "FILTER_VAL_RISKY" => verified(-2),
        "FILTER_VAL_IN_SUBSEQUENCE" => lead.has("subsequence_id"),
        "FILTER_VAL_OPENED_NO_REPLY" => counted("open") && !counted("reply"),
        "FILTER_VAL_COMPLETED_NO_REPLY" => status == 3 && !counted("reply"),
        "FILTER_VAL_NO_OPENS" => contacted && !counted("open"),
        "FILTER_VAL_REPLIED" => counted("reply"),
        "FILTER_VAL_LINK_CLICKED" => counted("click"),
        "FILTER_LEAD_OUT_OF_OFFICE" => interest == Some(0.0),
        "FILTER_LEAD_INTERESTED" => interest == Some(1.0),
        "FILTER_LEAD_MEETING_BOOKED" => interest == Some(2.0),
        "FILTER_LEAD_MEETING_COMPLETED" => interest == Some(3.0),
        "FILTER_LEAD_CLOSED" => interest == Some(4.0),
        "FILTER_LEAD_NOT_INTERESTED" => interest == Some(-1.0),
        "FILTER_LEAD_WRONG_PERSON" => interest == Some(-2.0),
        "FILTER_LEAD_LOST" => interest == Some(-3.0),
        "FILTER_LEAD_NO_SHOW" => interest == Some(-4.0),
        "FILTER_LEAD_CUSTOM_LABEL_POSITIVE" => interest.is_some_and(|status| status > 4.0),
        "FILTER_LEAD_CUSTOM_LABEL_NEGATIVE" => interest.is_some_and(|status| status < -4.0),
        _ => true,
    }
}

fn count(lead: &Record, field: &str) -> i64 {
    lead.integer(field).unwrap_or_default()
}

impl Query {
    fn matches(&self, lead: &Record) -> bool {
        let (count, last) = match self.action_type.as_str() {
            "reply" => (count(lead, "email_reply_count"), "timestamp_last_reply"),
            "email-open" => (count(lead, "email_open_count"), "timestamp_last_open"),
            "link-click" => (count(lead, "email_click_count"), "timestamp_last_click"),
            "last-contacted" => (lead.has("timestamp_last_contact").into(), "timestamp_last_contact"),
            "lead-status-change" => {
                (lead.has("timestamp_last_interest_change").into(), "timestamp_last_interest_change")
            }
            _ => return self.status_matches(lead),
        };
        let recent = self.values.occurrence_days.is_none_or(|days| {
            let since = Timestamp::now().checked_sub((24 * days as i64).hours());
            lead.has(last) && since.is_ok_and(|since| lead.text(last) >= format!("{since:.3}").as_str())
        });
        recent
            && self.values.occurrence_count.as_ref().is_none_or(|wanted| wanted.matches(count))
            && self.status_matches(lead)
    }

    fn status_matches(&self, lead: &Record) -> bool {
        self.values.lead_status.as_ref().is_none_or(|wanted| {
            let is = lead.number("lt_interest_status") == wanted.status;
            is != (wanted.condition.as_deref() == Some("is-not"))
        })
    }
}

impl Count {
    fn matches(&self, count: i64) -> bool {
        let (count, wanted) = (count as f64, self.count.unwrap_or_default());
        match self.condition.as_deref() {
            Some("less") => count < wanted,
            Some("equal") => count == wanted,
            _ => count > wanted,
        }
    }
}
