//! Leads: the people a campaign writes to.

pub(crate) mod selection;

use self::list::LeadState;
use super::prelude::*;

toolset! { "leads":
    core plain list::ListLeads,
    core plain get::GetLead,
    core create::CreateLead,
    core plain delete::DeleteLeads,
    core plain update_interest_status::UpdateLeadInterestStatus,
    core plain update::UpdateLead,
    plain delete_one::DeleteLead,
    core plain add::AddLeads,
    core plain move_many::MoveLeads,
    plain merge::MergeLeads,
    plain move_to_subsequence::MoveLeadToSubsequence,
    plain remove_from_subsequence::RemoveLeadFromSubsequence,
    plain assign::AssignLeads,
}

/// The fields of a lead that are asked for most, as outputs beside it.
const LEAD_FIRST: &[(&str, &str)] = &[
    ("id", "id"),
    ("email_address", "email"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("campaign", "campaign"),
    ("status", "status"),
];

/// What a call sets off that adds leads to these places.
const fn enriching(reads: fn(&Value) -> Vec<Request>) -> SetsOff {
    SetsOff {
        effect: Effect::Spend,
        reads,
        happens: enriches,
        what: "Every lead that is added there is enriched, which spends credits.",
    }
}

/// The reads that show whether the list and the campaign in these inputs enrich what is added.
fn places(inputs: &Value, list: &str, campaign: &str) -> Vec<Request> {
    let (list, campaign) = (text(inputs, list), text(inputs, campaign));
    let list = list.and_then(|id| Request::get(["lead-lists", id.as_str()]).ok());
    let campaign = campaign.and_then(|id| Request::get(["supersearch-enrichment", id.as_str()]).ok());
    list.into_iter().chain(campaign).collect()
}

/// Whether a list or the enrichment of a campaign enriches what is added, by what is read of it.
fn enriches(place: &Value) -> Option<bool> {
    let place = place.as_object()?;
    match ["has_enrichment_task", "auto_update"].into_iter().find_map(|field| place.get(field)) {
        Some(Value::Bool(enriches)) => Some(*enriches),
        Some(Value::Null) => Some(false),
        // The vendor's other spellings of a flag are not documented, so that they may mean either.
        Some(_) => None,
        // A list has an id; of a campaign without enrichment it is said that there is none.
        None => (place.get("id").is_some_and(Value::is_string) || place.get("exists") == Some(&Value::Bool(false)))
            .then_some(false),
    }
}

/// Why a call that names two places is not sent: it would be of both, or of what is in both.
fn two_places(inputs: &Map<String, Value>, campaign: &str) -> Option<String> {
    let has = |input: &str| inputs.get(input).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    (has(campaign) && has("list_id")).then(|| {
        format!("`{campaign}` and `list_id` are both given, and a call is for one place: pass one of them, and call again for the other")
    })
}

/// A campaign that mails nobody now, though leads were added to it.
const fn if_inactive(request: fn(&Value, &Map<String, Value>) -> Option<Request>) -> FollowUp {
    FollowUp {
        request,
        remarks: |_, _, campaign| {
            let status = campaign.and_then(|campaign| campaign.get("status")?.as_i64());
            let why = match status {
                Some(0) => "is a draft",
                Some(2) => "is paused",
                Some(3) => "is completed",
                Some(-99) => "is suspended with its account",
                Some(-1) => "is held, since its mailboxes are unhealthy",
                Some(-2) => "is held, since too much of its mail bounced (status -2)",
                _ => return Remarks::default(),
            };
            Remarks::warning(format!(
                "The campaign {why}: nobody is mailed until it is active, which instantly_activate_campaign makes it."
            ))
        },
    }
}

/// How the place of the leads that an earlier call added or moved, by its inputs, stands to this campaign or list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is that one.
    Same,
    /// It is another one.
    Other,
    /// That is not known: a lead of a campaign may be on a list as well.
    Unclear,
}

fn place_of(made: &Value, campaign: Option<&str>, list: Option<&str>) -> Place {
    let named = |inputs: &[&str]| inputs.iter().find_map(|input| text(made, input));
    // What was moved is where it was moved to.
    let (moved_to, moved_into) = (named(&["to_campaign_id"]), named(&["to_list_id"]));
    let (in_campaign, in_list) = if moved_to.is_some() || moved_into.is_some() {
        (moved_to, moved_into)
    } else {
        (named(&["campaign", "campaign_id"]), named(&["list_id"]))
    };
    let compare = |asked: Option<&str>, place: Option<String>| Some(is_same(asked?, &place?));
    match (compare(campaign, in_campaign), compare(list, in_list)) {
        (Some(false), _) | (_, Some(false)) => Place::Other,
        (Some(true), None) if list.is_none() => Place::Same,
        (None, Some(true)) if campaign.is_none() => Place::Same,
        (Some(true), Some(true)) => Place::Same,
        _ => Place::Unclear,
    }
}

/// The addresses that an earlier call added; `None` where its inputs name none.
fn added(made: &Value) -> Option<Vec<String>> {
    let rows = made.get("leads").and_then(Value::as_array).into_iter().flatten();
    let added: Vec<String> = std::iter::once(made).chain(rows).filter_map(|lead| text(lead, "email")).collect();
    (!added.is_empty()).then_some(added)
}

/// The lead of a call whose input the vendor calls `id`; so did earlier versions of this program, as the journal has it.
fn lead_of(inputs: &Value) -> Option<String> {
    text(inputs, "lead_id").or(text(inputs, "id"))
}

/// Writes the lead as the vendor calls it in these calls.
fn lead_as_id(_: &Call, request: Request, mut inputs: Map<String, Value>) -> Result<Request, Failure> {
    let lead = inputs.remove("lead_id");
    let others = inputs.into_iter();
    let body: Map<String, Value> = lead.map(|lead| ("id".to_owned(), lead)).into_iter().chain(others).collect();
    request.with_json(&Value::Object(body))
}

/// Whether a write that names one lead has changed what an earlier one made.
fn changes_lead(made: Written<'_>, later: Written<'_>) -> Changed {
    later.inputs.and_then(lead_of).map_or(Changed::Unknown, |lead| made.is_among(&[&lead]))
}

/// A lead that is added to a campaign, to a list, or to none.
const ADDED: Option<Units> = Some(Units {
    kind: "lead",
    what: "leads",
    is_charged: false,
    of: |inputs| {
        let place = ["campaign", "campaign_id", "list_id"].into_iter().find_map(|input| text(inputs, input));
        units::each_within(&place.unwrap_or_default(), inputs, &["email", "leads.email"])
    },
});
