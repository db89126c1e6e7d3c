use std::collections::BTreeMap;

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetWarmupStatistics {
    /// Id of the warm-up, a number, from list_warmups
    warmup_id: WarmupId,
    /// The last two_weeks or the last month; or give both dates instead
    period: Option<Period>,
    /// First day, YYYY-MM-DD; only with `date_to`, instead of `period`
    date_from: Option<Day>,
    /// Last day, YYYY-MM-DD, not before `date_from` nor before the warm-up began
    date_to: Option<Day>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Period {
    TwoWeeks,
    Month,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Statistics {
    /// Figures by day, YYYY-MM-DD
    #[serde(default)]
    daily_statistics: Filled<BTreeMap<String, OfDay>>,
    /// Figures by the provider of who got the mails, e.g. google
    #[serde(default)]
    provider_statistics: Filled<BTreeMap<String, OfProvider>>,
    /// Where the mails arrived
    #[serde(default)]
    deliverability: Filled<Deliverability>,
    /// false: the figures are still being worked out
    is_calculated: Option<Flag>,
}

/// The figures of a day.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct OfDay {
    /// Warm-up mails sent
    emails_sent: Option<Int>,
    /// Replies to them
    replies: Option<Int>,
    /// Those that bounced
    bounces: Option<Int>,
    /// Those in spam
    spam_emails: Option<Int>,
    /// Those in the inbox
    inbox_emails: Option<Int>,
    /// Those in a category of Gmail, such as promotions
    categories_emails: Option<Int>,
    /// Those that are still to be sent
    scheduled: Option<Int>,
}

/// The figures of a provider.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct OfProvider {
    /// Number of the provider at Snov.io
    id: Option<Int>,
    /// Mails to it
    count: Option<Int>,
    /// Those in spam
    spam: Option<Int>,
    /// Share in the inbox, percent
    percent: Option<Num>,
    /// Those in a category of Gmail, where it has any
    categories: Option<Int>,
}

/// Where mails arrived.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Deliverability {
    /// In the inbox
    #[serde(default)]
    inbox: Filled<Share>,
    /// In spam
    #[serde(default)]
    spam: Filled<Share>,
    /// In a category of Gmail
    #[serde(default)]
    categories: Filled<Share>,
}

/// A part of the mails.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Share {
    /// How many
    count: Option<Int>,
    /// Percent of all
    percent: Option<Num>,
}

impl Endpoint for GetWarmupStatistics {
    type Answer = Framed<Statistics>;

    const ABOUT: About = About {
        name: "get_warmup_statistics",
        title: "Get a warm-up's statistics",
        description: "Reads where the warm-up mails of one Snov.io mailbox arrived, by day and by recipients' \
            provider: inbox, spam or category. Use it to see whether a mailbox is ready for campaigns. Give either \
            `period`, or `date_from` and `date_to`; there is no default. While `is_calculated` is false, ask again \
            later. For the settings use get_warmup.",
        ..About::read("https://snov.io/api#GetWarmUpStatistics")
    };
    const CALL: Call = Call::get("/v2/warm-up/statistics/{warmup_id}");

    fn problems(&self) -> Vec<String> {
        let problem = match (&self.period, &self.date_from, &self.date_to) {
            (Some(_), None, None) => None,
            (None, Some(from), Some(to)) => (from > to)
                .then(|| format!("`date_from` must not be after `date_to`, and {} is after {}", from.0, to.0)),
            (None, None, None) => Some("Pass `period`, or both `date_from` and `date_to`".to_owned()),
            (Some(_), _, _) => Some("Pass `period` or the two dates, not both".to_owned()),
            (None, _, _) => Some("Pass both `date_from` and `date_to`".to_owned()),
        };
        problem.into_iter().collect()
    }
}
