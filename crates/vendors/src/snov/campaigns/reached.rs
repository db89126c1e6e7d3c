//! Whom a campaign reaches: the people on its list, which are read where the operator has rules on recipients.

use outreach_model::lookup::Trace;

use super::state::{campaign_in, read_campaign};
use crate::snov::prelude::*;

/// Rows of a page, the most that the older of the vendor's documents allow.
const PAGE: usize = 100;

/// So many pages are read at most. The vendor takes 60 requests a minute.
const MAX_PAGES: usize = 10;

/// For a call by which a campaign mails its list, by `campaign_id`.
///
/// The vendor has no call that lists the recipients of a campaign. Whether it goes on mailing somebody who was taken off the list after the
/// start is not documented.
pub(super) const OF_CAMPAIGN: Option<Traces> = Some(Traces {
    is_place: false,
    is_needed: |_| true,
    next: |inputs, reads| match reads {
        [] => read_campaign(inputs).map_or(Trace::Unknown, |read| Trace::Read(vec![read])),
        [Some(campaign), pages @ ..] => match campaign_in(campaign) {
            Some(campaign) => on_list(inputs, &campaign, pages).unwrap_or(Trace::Unknown),
            None => Trace::Unknown,
        },
        [None, ..] => Trace::Unknown,
    },
    instead: "Either more than 1,000 people are on the campaign's list, or somebody on it has no mail address and the campaign has LinkedIn \
              steps, or the campaign or its list cannot be read: look with snov_get_campaign and snov_list_prospects_in_list. Use a list \
              of fewer people with addresses; else only the operator can let it through, without a rule on recipients.",
});

/// What follows from the pages of the campaign's list that were read so far; `None` where not all of it can be known.
fn on_list(inputs: &Value, campaign: &Campaign, pages: &[Option<Value>]) -> Option<Trace> {
    let pages: Vec<&Value> = pages.iter().map(Option::as_ref).collect::<Option<_>>()?;
    let list = text(inputs.get("recipients").unwrap_or(&Value::Null), "list_id");
    let list = list.or_else(|| campaign.list_id().map(|id| id.to_string()))?;
    let read = |page: usize| {
        Form::post("/v1/prospect-list").request(&json!({ "listId": list, "page": page, "perPage": PAGE })).ok()
    };
    let Some(first) = pages.first() else { return Some(Trace::Read(vec![read(1)?])) };
    let rows = |page: &Value| page.get("prospects").and_then(Value::as_array).map(Vec::len);
    let people: usize = pages.iter().map(|page| rows(page)).sum::<Option<_>>()?;
    let contacts = first.get("list").and_then(|list| text(list, "contacts")?.parse::<usize>().ok());
    let is_last_full = pages.last().and_then(|page| rows(page))? >= PAGE;
    let wanted = match contacts {
        Some(contacts) if contacts >= people => contacts.div_ceil(PAGE).max(1),
        _ => pages.len() + usize::from(is_last_full),
    };
    if wanted > MAX_PAGES {
        return None;
    }
    if pages.len() < wanted {
        return (pages.len() + 1..=wanted).map(read).collect::<Option<_>>().map(Trace::Read);
    }
    // The list has more people than were answered.
    if contacts.is_some_and(|contacts| people < contacts) {
        return None;
    }
    let is_linkedin = campaign.sequence.0.is_none() || campaign.steps().iter().any(|step| step.is("linkedin"));
    let mut reached = Vec::new();
    for person in pages.iter().filter_map(|page| page.get("prospects")?.as_array()).flatten() {
        let addresses: Vec<Value> = match person.get("emails")? {
            Value::Null => Vec::new(),
            emails => {
                emails.as_array()?.iter().map(|email| text(email, "email").map(Value::from)).collect::<Option<_>>()?
            }
        };
        if addresses.is_empty() && is_linkedin {
            return None;
        }
        reached.extend(addresses);
    }
    Some(Trace::Reached(reached))
}
