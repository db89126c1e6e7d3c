use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateLeadInterestStatus {
    /// Email address of the lead, not its id
    lead_email: Recipients<Address>,
    /// Interest from now on, null for plain lead
    interest_value: Clearable<Named<Interest>>,
    /// Campaign whose lead is meant, id from list_campaigns; give it where the address is in several
    campaign_id: Option<CampaignId>,
    /// Lead list whose lead is meant, id from list_lead_lists; give it where the address is on several
    list_id: Option<LeadListId>,
    /// AI interest value to store beside yours; usually left out
    ai_interest_value: Option<i64>,
    /// true: Instantly's AI no longer sets the interest of this lead by itself
    disable_auto_interest: Option<bool>,
}

#[derive(JsonSchema)]
pub struct Accepted {
    /// The vendor's confirmation that the change is under way, not that it is made
    message: Option<Text>,
}

impl Plain for UpdateLeadInterestStatus {
    // With status 202: the vendor makes the change later.
    type Object = Accepted;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "update_lead_interest_status",
        title: "Set a lead's interest",
        description: "Sets how interested an Instantly lead is, by email address, not id: interested, meeting booked, not \
            interested and so on. Use it to record how a conversation went; new people go in with create_lead. It \
            runs in the background: read the lead seconds later with list_leads (`contacts`). A subsequence may \
            start on the status and mail the lead.",
        why: "a subsequence may start on an interest status and mail the lead",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/updateleadintereststatus",
            Effect::Send,
            Repeat::Harmless,
            "Read `lt_interest_status` with instantly_list_leads, `contacts` set to the address; repeating is harmless.",
        )
    };
    const CALL: Call = Call::post("/leads/update-interest-status").with_nulls();
    const CHANGES: Option<Changes> = Some(|made, status| {
        if made.inputs.is_none() || status.inputs.is_none() {
            return Changed::Unknown;
        }
        let is_other = |input: &str, of_status: &str| {
            let (made, meant) = (made.input(input), status.input(of_status));
            meant.is_some_and(|meant| made.is_none_or(|made| !is_same(&made, &meant)))
        };
        let is_other = [("email", "lead_email"), ("campaign", "campaign_id"), ("list_id", "list_id")]
            .into_iter()
            .any(|(input, of_status)| is_other(input, of_status));
        (!is_other).into()
    });
}
