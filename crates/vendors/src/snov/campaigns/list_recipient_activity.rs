use jiff::civil::Date as Civil;
use outreach_model::{endpoint::Rows, response};
use serde::{Deserializer, de::Error};

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListRecipientActivity {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// First day, YYYY-MM-DD in UTC, this one included
    #[serde(rename(serialize = "dateFrom"))]
    date_from: Day,
    /// Last day, YYYY-MM-DD in UTC, 31 days after `date_from` at most
    #[serde(rename(serialize = "dateTo"))]
    date_to: Day,
    /// Rows per page; `max_items` reads several pages
    #[schemars(range(min = 1, max = 1000), extend("default" = 100))]
    limit: Option<u32>,
    /// How many rows to skip; `next_offset` of the last answer goes on
    #[schemars(extend("default" = 0))]
    offset: Option<u64>,
}

/// The longest period that the vendor takes.
const MAX_DAYS: i32 = 31;

/// Something that happened to a recipient.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Activity {
    /// When it happened, RFC 3339
    event_time: Option<Date>,
    /// sent, open, click, reply, bounce or unsubscribe
    event_type: Option<Text>,
    /// Mailbox that sent the mail
    sender_email: Option<Text>,
    /// Subject of the mail
    email_subject: Option<Untrusted<Text>>,
    /// Address of the recipient
    recipient_email: Option<Text>,
    /// Full name of the recipient
    recipient_name: Option<Untrusted<Text>>,
    /// Phone number of the recipient
    #[schemars(extend("x-rare" = true))]
    phone: Option<Untrusted<Text>>,
    /// Industry of the recipient
    #[schemars(extend("x-rare" = true))]
    industry: Option<Untrusted<Text>>,
    /// Country of the recipient
    #[schemars(extend("x-rare" = true))]
    country: Option<Untrusted<Text>>,
    /// Place of the recipient
    #[schemars(extend("x-rare" = true))]
    location: Option<Untrusted<Text>>,
    /// Company of the recipient
    company: Option<Untrusted<Text>>,
    /// Job title of the recipient
    job_position: Option<Untrusted<Text>>,
    /// Phone number of the company
    #[schemars(extend("x-rare" = true))]
    hq_phone: Option<Untrusted<Text>>,
    /// Website of the company
    #[schemars(extend("x-rare" = true))]
    website: Option<Untrusted<Text>>,
}

/// A page of what happened.
#[derive(Debug)]
pub(crate) struct ActivityPage {
    rows: Vec<Activity>,
    pagination: Pagination,
}

impl<'de> Deserialize<'de> for ActivityPage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        // Beside the list, which has a frame of its own.
        let pagination = answer.get("pagination").and_then(|pages| response::decode_value(pages).ok());
        let rows: Framed<Many<Activity>> = response::decode_value(&answer).map_err(D::Error::custom)?;
        Ok(Self { rows: rows.into_inner().0, pagination: pagination.unwrap_or_default() })
    }
}

#[derive(Debug, Default, Deserialize)]
struct Pagination {
    total: Option<Int>,
    has_more: Option<Flag>,
}

impl Endpoint for ListRecipientActivity {
    type Answer = ActivityPage;

    const ABOUT: About = About {
        name: "list_recipient_activity",
        title: "Recipients' events",
        description: "Lists all events of one Snov.io campaign in a period: sent, opened, clicked, replied, bounced, \
            unsubscribed, with the recipient's address, company and job. Free. Use it for bounces and unsubscribes, \
            which no other tool lists. `date_from` and `date_to` are both included and at most 31 days apart: call \
            again for more. For totals use get_campaign_analytics, for words list_all_replies.",
        pages: Some(Pages {
            items: "activities",
            next: "next_offset",
            cursor: "offset",
            size: Some("limit"),
            first: Some(0),
        }),
        ..About::read("https://snov.io/api#GetCampaignRecipientsActivityReport")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}/recipients-activity");

    fn problems(&self) -> Vec<String> {
        let (Ok(from), Ok(to)) = (self.date_from.0.parse::<Civil>(), self.date_to.0.parse::<Civil>()) else {
            return Vec::new();
        };
        let days = from.until(to).map(|span| span.get_days()).unwrap_or_default();
        if from > to {
            return vec![format!("`date_from` must not be after `date_to`, and {from} is after {to}")];
        }
        if days <= MAX_DAYS {
            return Vec::new();
        }
        vec![format!(
            "`date_to` is {days} days after `date_from`, and Snov.io takes {MAX_DAYS} at most: ask for one part after the other"
        )]
    }
}

impl Answer<ListRecipientActivity> for ActivityPage {
    type Output = Rows<ListRecipientActivity, Activity, u64>;

    fn output(self, inputs: ListRecipientActivity) -> Self::Output {
        let Self { rows, pagination } = self;
        let next = inputs.offset.unwrap_or_default().saturating_add(rows.len() as u64);
        let said = match (pagination.has_more, pagination.total) {
            (Some(Flag(has_more)), _) => Some(has_more),
            (None, Some(Int(total))) => Some(i64::try_from(next).is_ok_and(|next| next < total)),
            (None, None) => None,
        };
        let is_full = || inputs.limit.is_some_and(|limit| rows.len() >= limit as usize);
        let has_more = !rows.is_empty() && said.unwrap_or_else(is_full);
        Rows::new(rows, has_more.then_some(next))
    }
}
