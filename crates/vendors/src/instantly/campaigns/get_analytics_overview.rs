use super::{covered::SUMMED, get_analytics::RATES};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignAnalyticsOverview {
    /// Ids of campaigns, from list_campaigns; left out: all
    #[schemars(length(min = 1))]
    ids: Option<Vec<CampaignId>>,
    start_date: Option<RangeStart>,
    end_date: Option<RangeEnd>,
    /// Only campaigns that have this status now
    campaign_status: Option<Named<CampaignStatus>>,
    /// true: count every change of a lead's interest; false: only the first of each lead. Concerns the fields total_…
    #[schemars(extend("default" = false))]
    expand_crm_events: Option<bool>,
}

#[derive(JsonSchema)]
pub struct Overview {
    /// Opens; 0 too where opens are not tracked
    pub open_count: Option<Int>,
    /// Leads who opened one
    pub open_count_unique: Option<Int>,
    /// Leads who opened, once for each step
    pub open_count_unique_by_step: Option<Int>,
    /// Clicks on links; 0 too where clicks are not tracked
    pub link_click_count: Option<Int>,
    /// Leads who clicked
    pub link_click_count_unique: Option<Int>,
    /// Leads who clicked, once for each step
    pub link_click_count_unique_by_step: Option<Int>,
    /// Replies, without automatic ones
    pub reply_count: Option<Int>,
    /// Leads who replied, without automatic replies
    pub reply_count_unique: Option<Int>,
    /// The same, once for each step
    pub reply_count_unique_by_step: Option<Int>,
    /// Automatic replies, such as out of office
    pub reply_count_automatic: Option<Int>,
    /// Leads with an automatic reply
    pub reply_count_automatic_unique: Option<Int>,
    /// The same, once for each step
    pub reply_count_automatic_unique_by_step: Option<Int>,
    /// Leads whose mail bounced
    pub bounced_count: Option<Int>,
    /// Leads who unsubscribed
    pub unsubscribed_count: Option<Int>,
    /// Leads who are through all steps
    pub completed_count: Option<Int>,
    /// Emails sent
    pub emails_sent_count: Option<Int>,
    /// Leads who got an email
    pub contacted_count: Option<Int>,
    /// Leads who got their first email
    pub new_leads_contacted_count: Option<Int>,
    /// Leads who became an opportunity, as the app calls positive interest
    pub total_opportunities: Option<Int>,
    /// Worth of the opportunities, without currency
    pub total_opportunity_value: Option<Num>,
    /// Leads set to interested
    pub total_interested: Option<Int>,
    /// Leads set to meeting booked
    pub total_meeting_booked: Option<Int>,
    /// Leads set to meeting completed
    pub total_meeting_completed: Option<Int>,
    /// Leads set to won
    pub total_closed: Option<Int>,
    /// Leads who opened as percent of `contacted_count`; absent where nobody was contacted
    pub open_rate_percent: Option<Num>,
    /// Leads who replied as percent of `contacted_count`; absent where nobody was contacted
    pub reply_rate_percent: Option<Num>,
    /// Leads who clicked as percent of `contacted_count`; absent where nobody was contacted
    pub click_rate_percent: Option<Num>,
    /// Leads whose mail bounced as percent of `contacted_count`; absent where nobody was contacted
    pub bounce_rate_percent: Option<Num>,
}

impl Plain for GetCampaignAnalyticsOverview {
    type Object = Overview;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_campaign_analytics_overview",
        title: "Get the totals of campaigns",
        description: "Adds up the results of Instantly campaigns into one set of totals: sent, opened, replied, \
            clicked, bounced, interested, meetings, won, and rates in percent. Without inputs it covers all campaigns \
            and all time. `ids` and `campaign_status` narrow each other. `end_date` is not included: give the day \
            after. For one row a campaign use get_campaign_analytics, for one row a day get_daily_campaign_analytics.",
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaignanalyticsoverview")
    };
    const CALL: Call = Call::get("/campaigns/analytics/overview");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[SUMMED];
    const LOOK: Look = Look {
        problems: Some(range_problems),
        adjust: Some(|_, outputs| add_rates(outputs, RATES)),
        remarks: Some(|_, outputs, _| match outputs.get("emails_sent_count").and_then(Value::as_i64) {
            Some(0) => Remarks::note(
                "Nothing was sent, in this range and by these campaigns; ids of no campaign read the same: \
                     instantly_get_campaign tells.",
            ),
            _ => Remarks::default(),
        }),
        ..Look::NONE
    };
}
