use jiff::{Timestamp, tz::TimeZone};
use outreach_model::arguments::truncate;

use crate::snov::prelude::*;

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetCampaignAnalytics {
    /// Ids of campaigns (OR), from list_campaigns; without any, all that were active in the period
    #[serde(rename(serialize = "campaign_id"))]
    campaign_ids: Option<Csv<CampaignId>>,
    /// Ids of email sender accounts (OR), from list_sender_accounts: numbers, not addresses
    #[serde(rename(serialize = "sender_email"))]
    sender_emails: Option<Csv<SenderId>>,
    /// Ids of LinkedIn sender accounts (OR): the numbers in their URLs in Snov.io
    sender_linkedin: Option<Csv<LinkedinSenderId>>,
    /// Email addresses of team members who own campaigns (OR); needs a Pro plan and the right to view their records
    #[serde(rename(serialize = "campaign_owner"))]
    #[schemars(inner(length(min = 1)))]
    campaign_owners: Option<Sender<Csv<String>>>,
    /// First day, YYYY-MM-DD; without it, from the beginning
    date_from: Option<Day>,
    /// Last day, YYYY-MM-DD, not before `date_from`; without it, today in UTC
    date_to: Option<Day>,
}

/// Counts, and rates such as 77%
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Analytics {
    /// Recipients contacted, by email or LinkedIn
    total_contacted: Option<Int>,
    /// Emails sent by campaigns
    emails_sent: Option<Int>,
    /// First emails sent
    first_emails: Option<Int>,
    /// First emails, percent of emails sent, e.g. 77%
    first_emails_rate: Option<Text>,
    /// Follow-up emails sent
    follow_ups: Option<Int>,
    /// Follow-ups, percent of emails sent
    follow_ups_rate: Option<Text>,
    /// Emails that did not bounce
    delivered: Option<Int>,
    /// Delivered, percent of emails sent
    delivered_rate: Option<Text>,
    /// Emails that bounced
    bounced: Option<Int>,
    /// Bounced, percent of emails sent
    bounced_rate: Option<Text>,
    /// Recipients of at least one email that did not bounce
    contacted_by_email: Option<Int>,
    /// Recipients who opened, each counted once
    email_opens: Option<Int>,
    /// Openers, percent of recipients contacted
    email_opens_rate: Option<Text>,
    /// Recipients who clicked, each counted once
    link_clicks: Option<Int>,
    /// Clickers, percent of recipients contacted
    link_clicks_rate: Option<Text>,
    /// Recipients who replied by email, each counted once
    email_replies: Option<Int>,
    /// Repliers, percent of recipients contacted
    email_replies_rate: Option<Text>,
    /// Recipients who unsubscribed
    unsubscribed: Option<Int>,
    /// Unsubscribed, percent of recipients contacted
    unsubscribed_rate: Option<Text>,
    /// Recipients whose mailbox replied by itself
    auto_replied: Option<Int>,
    /// Auto-replied, percent of recipients contacted
    auto_replied_rate: Option<Text>,
    /// Recipients of a LinkedIn message or connection request
    contacted_by_linkedin: Option<Int>,
    /// Recipients who replied on LinkedIn
    linkedin_total_replies: Option<Int>,
    /// Repliers on LinkedIn, percent
    linkedin_total_replies_rate: Option<Text>,
    /// Recipients who replied to a connection request
    connection_request_replies: Option<Int>,
    /// Repliers to a connection request, percent
    connection_request_replies_rate: Option<Text>,
    /// Recipients who replied to a LinkedIn message
    message_replies: Option<Int>,
    /// Repliers to a LinkedIn message, percent
    message_replies_rate: Option<Text>,
    /// Recipients who replied to an InMail
    in_mail_replies: Option<Int>,
    /// Repliers to an InMail, percent
    in_mail_replies_rate: Option<Text>,
    /// Connection requests sent
    connection_requests: Option<Int>,
    /// Connection requests accepted
    accepted_requests: Option<Int>,
    /// Accepted, percent of requests sent
    accepted_requests_rate: Option<Text>,
    /// Connection requests not sent: no such profile, pending or connected already
    failed_connection_requests: Option<Int>,
    /// LinkedIn messages sent
    messages_sent: Option<Int>,
    /// LinkedIn profiles viewed
    linkedin_views: Option<Int>,
    /// LinkedIn posts liked
    linkedin_likes: Option<Int>,
    /// LinkedIn profiles followed
    linkedin_follows: Option<Int>,
    /// InMails sent
    in_mail_sent: Option<Int>,
    /// Recipients whose replies show interest
    interested: Option<Int>,
    /// Interested, percent
    interested_rate: Option<Text>,
    /// Recipients whose replies leave it open
    maybe: Option<Int>,
    /// Undecided, percent
    maybe_rate: Option<Text>,
    /// Recipients whose replies show no interest
    not_interested: Option<Int>,
    /// Not interested, percent
    not_interested_rate: Option<Text>,
}

impl Endpoint for GetCampaignAnalytics {
    type Answer = Framed<One<Analytics>>;

    const ABOUT: About = About {
        name: "get_campaign_analytics",
        title: "Get campaign analytics",
        description: "Adds up how Snov.io campaigns performed by email and LinkedIn, as one set of counts and rates: \
            sent, open rate, click rate, reply rate, bounces. Free. Filters narrow each other, any value within one. \
            For one campaign give it alone in `campaign_ids`; without filters: all ever active. Dates are whole days. \
            For people use list_campaign_opens, list_campaign_clicks or list_campaign_replies.",
        ..About::read("https://snov.io/api#GetcampaignAnalytics")
    };
    const CALL: Call = Call::get("/v2/statistics/campaign-analytics");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[FollowUp {
        request: |inputs, _| {
            let is_given = inputs.get("campaign_ids").and_then(Value::as_array).is_some_and(|ids| !ids.is_empty());
            if is_given { None } else { Request::get(["v1", "get-user-campaigns"]).ok() }
        },
        remarks: |_, _, campaigns| Remarks::note(covered(campaigns)),
    }];

    // One page of the vendor's documents requires both dates, another takes missing ones as all time. So both are always
    // sent, and all time begins before the vendor's first campaign.
    fn request(&self) -> Result<Request, Failure> {
        let from = self.date_from.clone().unwrap_or_else(|| Day("2015-01-01".to_owned()));
        let today = || Day(Timestamp::now().to_zoned(TimeZone::UTC).date().to_string());
        let to = self.date_to.clone().unwrap_or_else(today);
        if from > to {
            return Err(Failure::invalid_input(format!(
                "`date_from` must not be after `date_to`, and {} is after {}. Nothing was sent.",
                from.0, to.0
            )));
        }
        Self::CALL.request(&Self { date_from: Some(from), date_to: Some(to), ..self.clone() })
    }
}

/// Which campaigns the figures cover where none were asked for, with those that the account has.
fn covered(campaigns: Option<&Value>) -> String {
    const MAX_NAMED: usize = 20;
    let covered = "No `campaign_ids` were given: this covers every campaign that was active in the period";
    let Some(campaigns) = campaigns.and_then(Value::as_array) else { return format!("{covered}.") };
    let names = campaigns.iter().filter_map(|campaign| {
        let id = text(campaign, "id")?;
        let name = text(campaign, "campaign").map(|name| format!(" ({})", truncate(&name, 60))).unwrap_or_default();
        Some(format!("{id}{name}"))
    });
    let names: Vec<String> = names.take(MAX_NAMED).collect();
    let more = if campaigns.len() > MAX_NAMED { ", …" } else { "" };
    match campaigns.len() {
        0 => format!("{covered}. The account has none."),
        count => format!("{covered}. The account has {count}: {}{more}.", names.join(", ")),
    }
}

impl Named for Analytics {
    const NAME: &str = "analytics";
}
