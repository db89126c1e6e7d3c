use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeleteLeads {
    /// Id of the campaign to delete from, from list_campaigns; this or `list_id` is required
    campaign_id: Option<CampaignId>,
    /// Id of the lead list to delete from, from list_lead_lists; this or `campaign_id` is required
    list_id: Option<LeadListId>,
    /// Only leads in this state: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped; left out:
    /// any state
    #[schemars(extend("x-values" = [1, 2, 3, -1, -2, -3]))]
    status: Option<i64>,
    /// Only these leads: their ids, from list_leads
    #[schemars(length(min = 1))]
    ids: Option<Vec<LeadId>>,
    /// Delete at most this many of those that `ids` and `status` select, or of all without them
    #[schemars(range(min = 1, max = 10000))]
    limit: Option<u32>,
    /// true: every lead of the campaign or list; not with `status`, `ids` or `limit`
    // The vendor deletes all leads where no other input selects some.
    #[serde(skip_serializing)]
    all: Option<bool>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Deleted {
    /// How many leads were deleted
    count: Option<Int>,
}

impl Endpoint for DeleteLeads {
    type Answer = Verbatim<Deleted>;
    const ABOUT: About = About {
        name: "delete_leads",
        title: "Delete leads",
        description: "Deletes leads of one Instantly campaign or list for good, with their history. Give `campaign_id` or \
            `list_id`, and `ids`, `status` or `limit`, which narrow each other, or `all: true`. Which leads `limit` \
            takes first is not documented; the same call again deletes further ones. Read them with list_leads \
            first; to record disinterest, use update_lead_interest_status.",
        why: "leads are gone for good, with their history",
        goes_on: true,
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

    fn request(&self) -> Result<Request, Failure> {
        if given(&self.campaign_id).or(given(&self.list_id)).is_none() {
            return Err(Failure::invalid_input(
                "`campaign_id` or `list_id` is required. Pass the one that the leads are to be deleted from.",
            ));
        }
        let is_selected = self.ids.is_some() || self.status.is_some() || self.limit.is_some();
        if is_selected == (self.all == Some(true)) {
            return Err(Failure::invalid_input(if is_selected {
                "`all` deletes every lead, and `ids`, `status` or `limit` select some. Pass one or the other; nothing was sent."
            } else {
                "Say which leads: pass `ids`, `status` or `limit`, or `all: true` for every lead of the campaign or list. \
                 Nothing was sent."
            }));
        }
        Self::CALL.request(self)
    }

    fn remarks(&self, Verbatim(Deleted { count }): &Verbatim<Deleted>, _: Received) -> Remarks {
        let asked = self.ids.as_ref().map(Vec::len);
        match (count, asked) {
            (Some(Int(count)), Some(asked)) if usize::try_from(*count).is_ok_and(|count| count < asked) => {
                Remarks::warning(format!(
                    "{asked} `ids` were given and {count} leads deleted; which, is not said. The others are no leads of this \
                     campaign or list, or not of this `status`: look with instantly_list_leads, `ids` set to them."
                ))
            }
            (Some(Int(0)), None) => Remarks::note("No lead matched, so that nothing was deleted."),
            _ => Remarks::default(),
        }
    }
}
