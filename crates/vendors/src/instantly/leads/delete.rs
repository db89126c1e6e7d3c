use super::selection;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteLeads {
    /// Id of the campaign to delete from, a UUID, from list_campaigns; this or `list_id` is required
    campaign_id: Option<CampaignId>,
    /// Id of the lead list to delete from, a UUID, from list_lead_lists; this or `campaign_id` is required
    list_id: Option<LeadListId>,
    /// Only leads in this state; left out: any state
    status: Option<Named<LeadStatus>>,
    /// Only these leads: their ids, from list_leads
    #[schemars(length(min = 1))]
    ids: Option<Vec<LeadId>>,
    /// Delete at most this many of those that `ids` and `status` select, or of all without them
    #[schemars(range(min = 1, max = 10000))]
    limit: Option<u32>,
    /// true: every lead of the campaign or list; not with `status`, `ids` or `limit`
    // The vendor deletes all leads where no other input selects some.
    all: Option<Unsent<bool>>,
}

#[derive(JsonSchema)]
pub struct Deleted {
    /// How many leads were deleted
    count: Option<Int>,
}

impl Plain for DeleteLeads {
    type Object = Deleted;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "delete_leads",
        title: "Delete leads",
        description: "Deletes leads of one Instantly campaign or list for good, with their history. Give `campaign_id` \
            or `list_id`. Then give `ids`, `status` or `limit`, which narrow each other, or `all: true`. Repeating a \
            call with `limit` deletes further leads. Read them with list_leads first. For one lead use delete_lead; to \
            record disinterest update_lead_interest_status; to stop mail create_block_list_entry.",
        why: "leads are gone for good, with their history",
        scope: Some("leads:delete"),
        narrowed_by: &["status", "ids", "limit"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/bulkdeleteleads",
            Effect::Delete,
            Repeat::GoesOn,
            "Look with instantly_list_leads for the campaign or list, to see which leads are left.",
        )
    };
    // The only deletion that takes a body.
    const CALL: Call = Call::delete("/leads").json();
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const CHANGES: Option<Changes> = Some(|made, deletion| {
        let count = deletion.output("count").and_then(Value::as_u64);
        let (Some(lead), Some(inputs)) = (made.inputs, deletion.inputs) else { return Changed::Unknown };
        let (campaign, list) = (text(inputs, "campaign_id"), text(inputs, "list_id"));
        let place = super::place_of(lead, campaign.as_deref(), list.as_deref());
        let ids = inputs.get("ids").and_then(Value::as_array);
        let ids: Option<Vec<&str>> = ids.map(|ids| ids.iter().filter_map(Value::as_str).collect());
        let is_named = ids.as_ref().map(|ids| made.is_among(ids));
        let are_all_gone = ids.is_none_or(|ids| count.is_some_and(|count| count >= ids.len() as u64));
        match (is_named, place) {
            _ if count == Some(0) => Changed::No,
            (Some(Changed::No), _) => Changed::No,
            (Some(Changed::Yes), _) if are_all_gone => Changed::Yes,
            (None | Some(Changed::Unknown), super::Place::Other) => Changed::No,
            (None, super::Place::Same) if is_on(inputs.get("all")) => Changed::Yes,
            // Some of those that are named or selected are gone, and which, is not said.
            _ => Changed::Unknown,
        }
    });
    const COUNTED: Option<Counted> = Some(selection::COUNTED);
    const LOOK: Look = Look {
        counts: Some(|inputs| selection::known(inputs, &["ids"]).unwrap_or(1)),
        problems: Some(problems),
        remarks: Some(remarks),
        ..Look::NONE
    };
}

/// Why it is not clear which leads are meant.
fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems: Vec<String> = Vec::new();
    let has = |input: &str| inputs.get(input).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    if !has("campaign_id") && !has("list_id") {
        problems.push(
            "`campaign_id` or `list_id` is required: pass the one that the leads are to be deleted from".to_owned(),
        );
    }
    if has("campaign_id") && has("list_id") {
        problems.push(
            "`campaign_id` and `list_id` are both given, and a call deletes from one place: pass one of them, and call again for the other"
                .to_owned(),
        );
    }
    problems.extend(selection::all_or_some(inputs, &["ids", "status", "limit"], "deletes"));
    problems
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let asked = inputs.get("ids").and_then(Value::as_array).map(Vec::len);
    let limit = inputs.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    let most = asked.into_iter().chain(limit).min();
    match (outputs.get("count").and_then(Value::as_i64), asked) {
        (Some(count), _) if count < 0 => Remarks::warning(format!(
            "The `count` of deleted leads is {count}, which says nothing: look with instantly_list_leads which are left."
        )),
        (Some(count), _) if most.is_some_and(|most| usize::try_from(count).is_ok_and(|count| count > most)) => {
            Remarks::warning(format!(
                "{count} leads were deleted, and {} at most were asked for: look with instantly_list_leads which are left.",
                most.unwrap_or_default()
            ))
        }
        (Some(count), Some(asked)) if usize::try_from(count).is_ok_and(|count| count < asked) => {
            Remarks::warning(format!(
                "{asked} `ids` were given and {count} leads deleted; which, is not said. The others are no leads of this \
                 campaign or list, or not of this `status`: look with instantly_list_leads, `ids` set to them."
            ))
        }
        (Some(0), None) => Remarks::note("No lead matched, so that nothing was deleted."),
        _ => Remarks::default(),
    }
}
