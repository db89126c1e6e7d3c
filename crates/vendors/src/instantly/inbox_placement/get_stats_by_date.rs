use super::{Seeds, if_empty};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementStatsByDate {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    test_id: PlacementTestId,
    /// Only from then on, RFC 3339 or YYYY-MM-DD
    date_from: Option<Day>,
    /// Only until then, RFC 3339 or YYYY-MM-DD
    date_to: Option<Day>,
    #[serde(flatten)]
    seeds: Seeds,
    /// Only mails from this mailbox: its address, from list_accounts; left out: all
    sender_email: Option<Sender<Address>>,
}

/// Where the mails of a day arrived.
#[derive(JsonSchema)]
pub struct DayStats {
    /// The day
    timestamp_created_date: Option<Text>,
    /// How many mails were sent
    sent_count: Option<Int>,
    /// How many of them arrived
    received_count: Option<Int>,
    /// How many arrived in the inbox
    inbox_count: Option<Int>,
    /// How many arrived in spam
    spam_count: Option<Int>,
    /// How many arrived in a category such as promotions
    category_count: Option<Int>,
}

impl Plain for GetInboxPlacementStatsByDate {
    type Object = DayStats;
    const SHOWN: Shown = Shown::All("days");
    const ABOUT: About = About {
        name: "get_inbox_placement_stats_by_date",
        title: "Get inbox and spam day by day",
        description: "Counts, one row a day, where the mails of one Instantly inbox placement test (`test_id`) \
            arrived: inbox, spam or a category. Use it for automated tests. Filters such as `sender_email` narrow \
            each other. Take a missing day as one without mail. For one sum, also of several tests, use \
            get_inbox_placement_stats; by provider use get_deliverability_insights.",
        scope: Some("inbox_placement_analytics:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementanalytics/getinboxplacementanalyticsstatsbydate",
        )
    };
    const CALL: Call = Call::post("/inbox-placement-analytics/stats-by-date");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(|_, outputs, _| if_empty(outputs)), ..Look::NONE };
}
