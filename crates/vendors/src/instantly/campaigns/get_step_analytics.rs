use super::covered::SUMMED;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignStepAnalytics {
    /// Id of the campaign, a UUID, from list_campaigns; left out: all campaigns, their steps added up by number
    campaign_id: Option<CampaignId>,
    start_date: Option<RangeStart>,
    end_date: Option<RangeEnd>,
    /// true: with `opportunities`, `unique_opportunities`, `meetings_booked` and `won`
    #[schemars(extend("default" = false))]
    include_opportunities_count: Option<bool>,
}

#[derive(JsonSchema)]
pub struct CampaignStepFigures {
    #[serde(flatten)]
    pub figures: StepFigures,
    /// Times a lead became an opportunity; with `include_opportunities_count`
    pub opportunities: Option<Int>,
    /// Leads who became an opportunity; with `include_opportunities_count`
    pub unique_opportunities: Option<Int>,
    /// Meetings booked; with `include_opportunities_count`
    pub meetings_booked: Option<Int>,
    /// Deals won; with `include_opportunities_count`
    pub won: Option<Int>,
}

impl Plain for GetCampaignStepAnalytics {
    type Object = CampaignStepFigures;
    const SHOWN: Shown = Shown::All("steps");
    const ABOUT: About = About {
        name: "get_campaign_step_analytics",
        title: "Get the figures of a campaign's steps",
        description: "Reads the results of an Instantly campaign by step and wording: sent, opened, replied, clicked, \
            rates in percent. Both count from 0, as in update_campaign_step. Use it to see which email or A/B variant \
            works. Give `campaign_id`: without it, steps of all campaigns are added up by number. For texts use \
            get_campaign, for whole campaigns get_campaign_analytics, for subsequences get_subsequence_step_analytics.",
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaignstepsanalytics")
    };
    const CALL: Call = Call::get("/campaigns/analytics/steps");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[SUMMED];
    const LOOK: Look = Look {
        problems: Some(range_problems),
        adjust: Some(|_, outputs| add_rates_to_rows(outputs, "steps", STEP_RATES)),
        remarks: Some(|_, outputs, _| {
            note_if_empty(
                outputs,
                "steps",
                "Nothing was sent, in this range if one is given; an id of no campaign reads the same: instantly_get_campaign tells.",
            )
        }),
        ..Look::NONE
    };
}
