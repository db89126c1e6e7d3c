use crate::instantly::prelude::*;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UpdateLeadInterestStatus {
    /// Lead's address
    lead_email: Recipients<Address>,
    /// 0 out of office, 1 interested, 2 meeting booked, 3 meeting completed, 4 won, -1 not interested, -2 wrong person, -3 lost, -4 no show; null: reset to lead
    interest_value: Clearable<i64>,
    /// Its id
    campaign_id: Option<CampaignId>,
    /// Its id
    list_id: Option<LeadListId>,
    /// AI's value
    ai_interest_value: Option<i64>,
    /// Keep the AI out
    disable_auto_interest: Option<bool>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Accepted {
    message: Option<Text>,
}

impl Endpoint for UpdateLeadInterestStatus {
    // With status 202: the vendor makes the change later.
    type Answer = Verbatim<Accepted>;
    const ABOUT: About = About {
        name: "update_lead_interest_status",
        title: "Set a lead's interest",
        description: "Sets a lead's interest, in the background: read the lead again later. A subsequence may start on it and mail the lead.",
        why: "a subsequence may start on an interest status and mail the lead",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/updateleadintereststatus",
            Effect::Send,
            Repeat::Harmless,
            "Read `lt_interest_status` with instantly_list_leads, `contacts` set to the address; repeating is harmless.",
        )
    };
    const CALL: Call = Call::post("/leads/update-interest-status").with_nulls();
}
