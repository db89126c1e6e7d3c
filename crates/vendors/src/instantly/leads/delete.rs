use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteLeads {
    /// Campaign to delete from: id from list_campaigns. This or `list_id` is required
    campaign_id: Option<CampaignId>,
    /// Lead list to delete from: id from list_lead_lists. This or `campaign_id` is required
    list_id: Option<LeadListId>,
    /// Only leads in this state: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped; left out:
    /// any state
    #[schemars(extend("x-values" = [1, 2, 3, -1, -2, -3]))]
    status: Option<i64>,
    /// Only these leads: their ids, from list_leads
    #[schemars(length(min = 1))]
    ids: Option<Vec<LeadId>>,
    /// Delete at most this many; given alone, it deletes leads of any kind up to that number
    #[schemars(range(min = 1, max = 10000))]
    limit: Option<u32>,
    /// true: every lead of the campaign or list, instead of `status`, `ids` and `limit`
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
        description: "Deletes leads of one campaign or list for good, with their history. Give `campaign_id` or `list_id`, and \
            which leads: `ids`, `status`, `limit`, or `all: true` for every one. Read them with list_leads first; to \
            record that somebody is not interested, use update_lead_interest_status instead.",
        why: "leads are gone for good, with their history",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/bulkdeleteleads",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_leads for the campaign or list, to see which leads are left.",
        )
    };
    // The only deletion that takes a body.
    const CALL: Call = Call::delete("/leads").json();
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const LOOK: Look = Look { refuses: Some(refuses), remarks: Some(remarks), ..Look::NONE };
}

/// Why it is not clear which leads are meant.
fn refuses(inputs: &Map<String, Value>) -> Option<String> {
    let has = |input: &str| inputs.get(input).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    if !has("campaign_id") && !has("list_id") {
        return Some(
            "`campaign_id` or `list_id` is required. Pass the one that the leads are to be deleted from.".to_owned(),
        );
    }
    let is_selected = ["ids", "status", "limit"].iter().any(|input| inputs.contains_key(*input));
    let is_all = inputs.get("all") == Some(&Value::Bool(true));
    let why = match (is_selected, is_all) {
        (true, true) => {
            "`all` deletes every lead, and `ids`, `status` or `limit` select some. Pass one or the other; nothing was sent."
        }
        (false, false) => {
            "Say which leads: pass `ids`, `status` or `limit`, or `all: true` for every lead of the campaign or list. \
             Nothing was sent."
        }
        _ => return None,
    };
    Some(why.to_owned())
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let asked = inputs.get("ids").and_then(Value::as_array).map(Vec::len);
    match (outputs.get("count").and_then(Value::as_i64), asked) {
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
