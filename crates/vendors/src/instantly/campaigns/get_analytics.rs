use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignAnalytics {
    /// Ids of campaigns, from list_campaigns; left out: all that have been started, without drafts
    #[schemars(length(min = 1))]
    ids: Option<Vec<CampaignId>>,
    start_date: Option<RangeStart>,
    end_date: Option<RangeEnd>,
    /// true: without `leads_count`, which makes the answer much faster
    #[schemars(extend("default" = false))]
    exclude_total_leads_count: Option<bool>,
}

#[derive(JsonSchema)]
pub struct CampaignFigures {
    /// Name of the campaign
    pub campaign_name: Option<Text>,
    /// Campaign id
    pub campaign_id: Option<Text>,
    /// Whether it runs
    pub campaign_status: Option<Named<CampaignStatus>>,
    /// Whether it is evergreen, as the app calls it
    #[schemars(extend("x-rare" = true))]
    pub campaign_is_evergreen: Option<Flag>,
    /// Leads in it, whatever the dates
    pub leads_count: Option<Int>,
    /// Leads who got at least one email
    pub contacted_count: Option<Int>,
    /// Emails sent
    pub emails_sent_count: Option<Int>,
    /// Leads who got their first email
    pub new_leads_contacted_count: Option<Int>,
    /// Opens; 0 too where opens are not tracked
    pub open_count: Option<Int>,
    /// Leads who opened one
    pub open_count_unique: Option<Int>,
    /// Leads who opened, once for each step
    #[schemars(extend("x-rare" = true))]
    pub open_count_unique_by_step: Option<Int>,
    /// Replies, without automatic ones
    pub reply_count: Option<Int>,
    /// Leads who replied, without automatic replies
    pub reply_count_unique: Option<Int>,
    /// The same, once for each step
    #[schemars(extend("x-rare" = true))]
    pub reply_count_unique_by_step: Option<Int>,
    /// Automatic replies, such as out of office
    pub reply_count_automatic: Option<Int>,
    /// Leads with an automatic reply
    #[schemars(extend("x-rare" = true))]
    pub reply_count_automatic_unique: Option<Int>,
    /// The same, once for each step
    #[schemars(extend("x-rare" = true))]
    pub reply_count_automatic_unique_by_step: Option<Int>,
    /// Clicks on links; 0 too where clicks are not tracked
    pub link_click_count: Option<Int>,
    /// Leads who clicked
    pub link_click_count_unique: Option<Int>,
    /// Leads who clicked, once for each step
    #[schemars(extend("x-rare" = true))]
    pub link_click_count_unique_by_step: Option<Int>,
    /// Leads whose mail bounced
    pub bounced_count: Option<Int>,
    /// Leads who unsubscribed
    pub unsubscribed_count: Option<Int>,
    /// Leads who are through all steps
    pub completed_count: Option<Int>,
    /// Leads who became an opportunity, as the app calls positive interest
    pub total_opportunities: Option<Int>,
    /// Worth of the opportunities, without currency: their number times the campaign's `pl_value`
    pub total_opportunity_value: Option<Num>,
    /// Leads who opened as percent of `contacted_count`; absent where nobody was contacted
    pub open_rate_percent: Option<Num>,
    /// Leads who replied as percent of `contacted_count`; absent where nobody was contacted
    pub reply_rate_percent: Option<Num>,
    /// Leads who clicked as percent of `contacted_count`; absent where nobody was contacted
    pub click_rate_percent: Option<Num>,
    /// Leads whose mail bounced as percent of `contacted_count`; absent where nobody was contacted
    pub bounce_rate_percent: Option<Num>,
}

/// The rates of a campaign and of several.
pub const RATES: &[Rate] = &[
    ("open_rate_percent", "open_count_unique", "contacted_count"),
    ("reply_rate_percent", "reply_count_unique", "contacted_count"),
    ("click_rate_percent", "link_click_count_unique", "contacted_count"),
    ("bounce_rate_percent", "bounced_count", "contacted_count"),
];

impl Plain for GetCampaignAnalytics {
    type Object = CampaignFigures;
    const SHOWN: Shown = Shown::All(ROWS);
    const ABOUT: About = About {
        name: "get_campaign_analytics",
        title: "Get the figures of campaigns",
        description: "Reads the results of Instantly campaigns, one row each: sent, opened, replied, clicked, bounced, \
            unsubscribed, opportunities, and rates in percent. Without `ids` it covers all started campaigns, without \
            dates all time. `end_date` is not included: give the day after. A campaign that sent nothing has no row. \
            For one sum use get_campaign_analytics_overview, by day get_daily_campaign_analytics, by step \
            get_campaign_step_analytics.",
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaignanalytics")
    };
    const CALL: Call = Call::get("/campaigns/analytics");
    const REMARKS: &'static [Remark] = &[Remark::Note, Remark::Missing];
    const FOLLOW_UPS: &'static [FollowUp] = &[super::covered::IN_ROWS];
    const LOOK: Look =
        Look { problems: Some(range_problems), adjust: Some(adjust), remarks: Some(remarks), ..Look::NONE };
}

const ROWS: &str = "analytics";

fn asked(inputs: &Map<String, Value>) -> Vec<&str> {
    let ids = inputs.get("ids").and_then(Value::as_array);
    ids.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The vendor has answered all campaigns whatever `ids` said, so that the others are left out here.
fn adjust(inputs: &Map<String, Value>, outputs: &mut Map<String, Value>) {
    let asked = asked(inputs);
    let mut count = None;
    if let Some(Value::Array(rows)) = outputs.get_mut(ROWS)
        && !asked.is_empty()
    {
        let is_asked =
            |row: &Value| text(row, "campaign_id").is_none_or(|id| asked.iter().any(|asked| is_same(&id, asked)));
        rows.retain(is_asked);
        count = Some(rows.len());
    }
    outputs.extend(count.map(|count| ("count".to_owned(), count.into())));
    add_rates_to_rows(outputs, ROWS, RATES);
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let rows = outputs.get(ROWS).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let missing = not_among(asked(inputs), rows.iter().filter_map(|row| row.get("campaign_id")?.as_str()));
    if !missing.is_empty() {
        let note = "A campaign is in `missing` where it has sent nothing, in this range if one is given, or where there is none of \
            this id: instantly_get_campaign tells.";
        return Remarks::missing(missing).and(Remarks::note(note));
    }
    note_if_empty(
        outputs,
        ROWS,
        "No campaign has sent anything, in this range if one is given: drafts have no figures.",
    )
}
