//! <https://snov.io/api#GetcampaignAnalytics>

use jiff::{Timestamp, civil::Date as Day, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::snov::objects::Framed;
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Int, Text},
    request::Request,
};

/// `GET /v2/statistics/campaign-analytics`.
pub struct GetCampaignAnalytics;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// From list_campaigns; none: all that were active
    campaign_ids: Option<Vec<u64>>,
    /// Ids of email accounts
    sender_emails: Option<Vec<u64>>,
    /// Ids of LinkedIn accounts
    sender_linkedin: Option<Vec<u64>>,
    /// Teammates' addresses (Pro plan)
    #[schemars(inner(length(min = 1)))]
    campaign_owners: Option<Vec<String>>,
    /// yyyy-mm-dd, default: the beginning
    date_from: Option<String>,
    /// yyyy-mm-dd, default: today
    date_to: Option<String>,
}

#[skip_serializing_none]
#[derive(Serialize)]
struct Query {
    campaign_id: Option<String>,
    sender_email: Option<String>,
    sender_linkedin: Option<String>,
    campaign_owner: Option<String>,
    date_from: String,
    date_to: String,
}

// Every key that is documented.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Analytics {
    /// By email or LinkedIn
    total_contacted: Option<Int>,
    emails_sent: Option<Int>,
    first_emails: Option<Int>,
    /// Of emails sent
    first_emails_rate: Option<Text>,
    follow_ups: Option<Int>,
    follow_ups_rate: Option<Text>,
    /// Did not bounce
    delivered: Option<Int>,
    delivered_rate: Option<Text>,
    bounced: Option<Int>,
    bounced_rate: Option<Text>,
    /// At least one email did not bounce
    contacted_by_email: Option<Int>,
    /// Recipients, not opens
    email_opens: Option<Int>,
    email_opens_rate: Option<Text>,
    /// Recipients, not clicks
    link_clicks: Option<Int>,
    link_clicks_rate: Option<Text>,
    /// Recipients, not replies
    email_replies: Option<Int>,
    email_replies_rate: Option<Text>,
    unsubscribed: Option<Int>,
    unsubscribed_rate: Option<Text>,
    auto_replied: Option<Int>,
    auto_replied_rate: Option<Text>,
    contacted_by_linkedin: Option<Int>,
    linkedin_total_replies: Option<Int>,
    linkedin_total_replies_rate: Option<Text>,
    connection_request_replies: Option<Int>,
    connection_request_replies_rate: Option<Text>,
    message_replies: Option<Int>,
    message_replies_rate: Option<Text>,
    in_mail_replies: Option<Int>,
    in_mail_replies_rate: Option<Text>,
    connection_requests: Option<Int>,
    accepted_requests: Option<Int>,
    accepted_requests_rate: Option<Text>,
    /// No such profile, pending or connected already
    failed_connection_requests: Option<Int>,
    messages_sent: Option<Int>,
    linkedin_views: Option<Int>,
    linkedin_likes: Option<Int>,
    linkedin_follows: Option<Int>,
    in_mail_sent: Option<Int>,
    interested: Option<Int>,
    interested_rate: Option<Text>,
    maybe: Option<Int>,
    maybe_rate: Option<Text>,
    not_interested: Option<Int>,
    not_interested_rate: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    /// Counts, and rates such as 77%
    analytics: Analytics,
}

impl Action for GetCampaignAnalytics {
    type Answer = Framed<Analytics>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_campaign_analytics",
        title: "Get campaign analytics",
        description: "Counts and rates of what campaigns sent by email and LinkedIn and what came back, for a period, campaigns, senders or owners.",
        ..About::read("https://snov.io/api#GetcampaignAnalytics")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let (date_from, date_to) = period(inputs.date_from.as_deref(), inputs.date_to.as_deref())?;
        let query = Query {
            campaign_id: csv(inputs.campaign_ids.as_deref()),
            sender_email: csv(inputs.sender_emails.as_deref()),
            sender_linkedin: csv(inputs.sender_linkedin.as_deref()),
            campaign_owner: csv(inputs.campaign_owners.as_deref()),
            date_from: date_from.to_string(),
            date_to: date_to.to_string(),
        };
        Request::get(["v2", "statistics", "campaign-analytics"])?.with_query(&query)
    }

    fn outputs(_: Inputs, Framed(analytics): Framed<Analytics>) -> Outputs {
        Outputs { analytics }
    }
}

/// One text with commas and no blanks.
fn csv(items: Option<&[impl ToString]>) -> Option<String> {
    let items: Vec<String> = items?.iter().map(|item| item.to_string().trim().to_owned()).collect();
    (!items.is_empty()).then(|| items.join(","))
}

/// Both ends of the period. The vendor's older page has all time where they are missing, the newer one requires both; so
/// both are always sent, and all time is a period from before the vendor's first campaign until today, which both allow.
fn period(from: Option<&str>, to: Option<&str>) -> Result<(Day, Day), Failure> {
    const BEGINNING: Day = jiff::civil::date(2015, 1, 1);
    let from = from.map(|given| day("date_from", given)).transpose()?.unwrap_or(BEGINNING);
    let today = || Timestamp::now().to_zoned(TimeZone::UTC).date();
    let to = to.map(|given| day("date_to", given)).transpose()?.unwrap_or_else(today);
    if from > to {
        return Err(Failure::invalid_input(format!(
            "`date_from` must not be after `date_to`, and {from} is after {to}. Nothing was sent."
        )));
    }
    Ok((from, to))
}

fn day(name: &str, given: &str) -> Result<Day, Failure> {
    // The parser takes more than the vendor does.
    given.trim().parse().ok().filter(|day: &Day| day.to_string() == given.trim()).ok_or_else(|| {
        let given = outreach_model::arguments::truncate(given, 80);
        Failure::invalid_input(format!("`{name}` must be a day such as `2024-06-15`, not `{given}`. Nothing was sent."))
    })
}
