use super::covered::SUMMED;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetDailyCampaignAnalytics {
    /// Id of the campaign, a UUID, from list_campaigns; left out: all campaigns, added up
    campaign_id: Option<CampaignId>,
    start_date: Option<RangeStart>,
    end_date: Option<RangeEnd>,
    /// Only campaigns that have this status now
    campaign_status: Option<Named<CampaignStatus>>,
}

#[derive(JsonSchema)]
pub struct DayFigures {
    /// Day, YYYY-MM-DD
    pub date: Option<Text>,
    /// Emails sent
    pub sent: Option<Int>,
    /// Leads who got an email
    pub contacted: Option<Int>,
    /// Leads who got their first email
    pub new_leads_contacted: Option<Int>,
    /// Opens; 0 too where opens are not tracked
    pub opened: Option<Int>,
    /// Leads who opened for the first time
    pub unique_opened: Option<Int>,
    /// Replies, without automatic ones
    pub replies: Option<Int>,
    /// Leads who replied for the first time, without automatic replies
    pub unique_replies: Option<Int>,
    /// Automatic replies, such as out of office
    pub replies_automatic: Option<Int>,
    /// Leads with their first automatic reply
    pub unique_replies_automatic: Option<Int>,
    /// Clicks on links; 0 too where clicks are not tracked
    pub clicks: Option<Int>,
    /// Leads who clicked for the first time
    pub unique_clicks: Option<Int>,
    /// Times a lead became an opportunity, as the app calls positive interest
    pub opportunities: Option<Int>,
    /// Leads who became an opportunity for the first time
    pub unique_opportunities: Option<Int>,
}

impl Plain for GetDailyCampaignAnalytics {
    type Object = DayFigures;
    const SHOWN: Shown = Shown::All("days");
    const ABOUT: About = About {
        name: "get_daily_campaign_analytics",
        title: "Get the figures of campaigns by day",
        description: "Reads the results of one Instantly campaign, one row a day: sent, contacted, opened, replied, \
            clicked, opportunities. Use it for trends and weekly reports. Without `campaign_id` all campaigns are \
            added up; without dates it covers all time. `end_date` is not included: give the day after. Take a \
            missing day as zero. To compare campaigns use get_campaign_analytics, mailboxes \
            get_daily_account_analytics.",
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getdailycampaignanalytics")
    };
    const CALL: Call = Call::get("/campaigns/analytics/daily");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[SUMMED];
    const LOOK: Look = Look {
        problems: Some(range_problems),
        remarks: Some(|_, outputs, _| {
            note_if_empty(
                outputs,
                "days",
                "Nothing happened, in this range if one is given; an id of no campaign reads the same: instantly_get_campaign tells.",
            )
        }),
        ..Look::NONE
    };
}
