use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetSubsequenceAnalytics {
    /// Id of the campaign, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

#[derive(JsonSchema)]
pub struct SubsequenceFigures {
    /// Subsequence id; list_subsequences has its name
    pub subsequence_id: Option<Text>,
    /// Emails sent
    pub emails_sent: Option<Num>,
    /// Leads who opened one
    pub unique_opens: Option<Num>,
    /// Leads who replied
    pub unique_replies: Option<Num>,
}

impl Plain for GetSubsequenceAnalytics {
    type Object = SubsequenceFigures;
    const SHOWN: Shown = Shown::All("analytics");
    const ABOUT: About = About {
        name: "get_subsequence_analytics",
        title: "Get the figures of subsequences",
        description: "Reads the results of all subsequences of one Instantly campaign since they began, one row each: \
            sent, opened, replied. Use it to compare them. `campaign_id` is the campaign's id, not a subsequence's; it \
            takes no period. Rows have only ids: names are in list_subsequences. By step, or within dates, use \
            get_subsequence_step_analytics; for the campaign itself use get_campaign_analytics.",
        scope: Some("subsequences:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaignsubsequence/getsubsequenceanalytics")
    };
    const CALL: Call = Call::get("/subsequences/analytics");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look {
        remarks: Some(|_, outputs, _| {
            note_if_empty(
                outputs,
                "analytics",
                "The campaign has no subsequences, or they have sent nothing: instantly_list_subsequences tells.",
            )
        }),
        ..Look::NONE
    };
}
