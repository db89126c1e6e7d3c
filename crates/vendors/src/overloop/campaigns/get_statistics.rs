use super::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignStatistics {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
}

/// What became of a campaign.
#[derive(JsonSchema)]
pub struct Statistics {
    /// Its people
    prospects: Option<Prospects>,
    /// Their ways through it, by where they stand
    enrollments: Option<Enrollments>,
    /// Its mail
    email: Option<Email>,
    /// What replies are like
    reply_sentiment: Option<Sentiment>,
    /// Its LinkedIn actions
    linkedin: Option<LinkedIn>,
    /// Where its people came from
    enrollment_sources: Option<Sources>,
    /// When these figures were last counted, ISO 8601; they may be some minutes old
    last_updated_at: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Prospects {
    /// How many there are
    total: Option<Int>,
    /// How many are on their way
    active: Option<Int>,
    /// How many were contacted
    contacted: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Enrollments {
    /// On their way
    active: Option<Int>,
    /// At the end of the steps
    completed: Option<Int>,
    /// Left early, e.g. since they replied
    exited: Option<Int>,
    /// Stopped by an error
    errored: Option<Int>,
    /// Waiting
    waiting: Option<Int>,
    /// To begin later
    scheduled: Option<Int>,
    /// Waiting for a review
    in_review: Option<Int>,
    /// Taken out
    disenrolled: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Email {
    /// Emails sent
    sent: Option<Int>,
    /// People mailed
    contacted: Option<Int>,
    /// Opened
    opened: Option<Int>,
    /// Clicked
    clicked: Option<Int>,
    /// Replied
    replied: Option<Int>,
    /// Bounced
    bounced: Option<Int>,
    /// Opted out
    opted_out: Option<Int>,
    /// Share opened, percent
    open_rate: Option<Num>,
    /// Share replied, percent
    reply_rate: Option<Num>,
    /// Share bounced, percent
    bounce_rate: Option<Num>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Sentiment {
    /// Positive replies
    positive: Option<Int>,
    /// Neutral replies
    neutral: Option<Int>,
    /// Negative replies
    negative: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct LinkedIn {
    /// All actions
    actions_performed: Option<Int>,
    /// Profiles visited
    visited: Option<Int>,
    /// Messages sent
    messaged: Option<Int>,
    /// Invitations sent
    invited: Option<Int>,
    /// Replies
    replied: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Sources {
    /// Found by a sourcing
    overloop_database: Option<Int>,
    /// Entered by an event
    event_trigger: Option<Int>,
    /// From the LinkedIn extension
    linkedin_extension: Option<Int>,
    /// Prospects that there were
    existing_prospects: Option<Int>,
    /// From a CSV file
    csv_import: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Plain for GetCampaignStatistics {
    type Object = Statistics;
    const SHOWN: Shown = v2::under("statistics");
    const ABOUT: About = About {
        name: "get_campaign_statistics",
        title: "Get a campaign's figures",
        description: "Reads the results of one Overloop campaign since its start: mails sent, opened, clicked, \
            replied, bounced, opted out, rates in percent, how replies are meant, LinkedIn actions, where people \
            stand. It takes no period; figures may be minutes old. To compare campaigns use it for each `campaign_id`, \
            or campaign_report. For who is in it use list_enrollments, for who wrote list_conversations.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}/stats");
    const LOOK: Look = v2::ONE;
}
