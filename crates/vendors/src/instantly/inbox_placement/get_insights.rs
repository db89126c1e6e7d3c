use super::{Seeds, if_empty};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetDeliverabilityInsights {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    test_id: PlacementTestId,
    /// Only from then on, RFC 3339 or YYYY-MM-DD
    date_from: Option<Day>,
    /// Only until then, RFC 3339 or YYYY-MM-DD
    date_to: Option<Day>,
    /// Start of an earlier period to compare with, RFC 3339 or YYYY-MM-DD; with `show_previous`
    previous_date_from: Option<Day>,
    /// End of that period, RFC 3339 or YYYY-MM-DD; with `show_previous`
    previous_date_to: Option<Day>,
    /// true: rows also have the shares of the period that `previous_date_from` and `previous_date_to` name
    show_previous: Option<bool>,
    #[serde(flatten)]
    seeds: Seeds,
}

/// Where the mails from one provider to another arrived.
#[derive(JsonSchema)]
pub struct Insight {
    /// Provider of the mailboxes that sent
    sender_esp: Option<Named<SeedProvider>>,
    /// Provider of the addresses
    recipient_esp: Option<Named<SeedProvider>>,
    /// Share that arrived in the inbox, 0 to 100
    inbox_percentage: Option<Num>,
    /// Share that arrived in spam, 0 to 100
    spam_percentage: Option<Num>,
    /// Share that arrived in a category such as promotions, 0 to 100
    category_percentage: Option<Num>,
    /// The first of these in the earlier period
    prev_inbox_percentage: Option<Num>,
    /// The second of these in the earlier period
    prev_spam_percentage: Option<Num>,
    /// The third of these in the earlier period
    prev_category_percentage: Option<Num>,
    /// Start of the period
    from: Option<Text>,
    /// End of the period
    to: Option<Text>,
    /// Start of the earlier period
    previous_from: Option<Text>,
    /// End of the earlier period
    previous_to: Option<Text>,
    /// Id of the test
    #[schemars(extend("x-rare" = true))]
    test_id: Option<Text>,
}

impl Plain for GetDeliverabilityInsights {
    type Object = Insight;
    const SHOWN: Shown = Shown::All("insights");
    const ABOUT: About = About {
        name: "get_deliverability_insights",
        title: "Get deliverability by provider",
        description: "Reads the shares in inbox, spam and categories for one Instantly inbox placement test, one row \
            for each pair of sending and receiving provider. Use it to see which provider takes your mail for spam. \
            Filters narrow each other. To compare two periods give `show_previous: true`, `previous_date_from` and \
            `previous_date_to` together. For sums use get_inbox_placement_stats, by day \
            get_inbox_placement_stats_by_date.",
        scope: Some("inbox_placement_analytics:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementanalytics/getinboxplacementanalyticsdeliverabilityinsights",
        )
    };
    const CALL: Call = Call::post("/inbox-placement-analytics/deliverability-insights");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(|_, outputs, _| if_empty(outputs)), ..Look::NONE };
}
