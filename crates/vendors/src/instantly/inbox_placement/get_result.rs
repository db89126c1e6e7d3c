use super::list_results::PlacementResult;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementResult {
    /// Id of the result, a UUID, from list_inbox_placement_results
    inbox_placement_analytics_id: PlacementResultId,
}

impl Plain for GetInboxPlacementResult {
    type Object = PlacementResult;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_inbox_placement_result",
        title: "Get a result of an inbox placement test",
        description: "Reads one mail of an Instantly inbox placement test: its headers on what failed of SPF, DKIM and \
            DMARC, and the blocklists of the sending server. Use it for a mail that went to spam. \
            `inbox_placement_analytics_id` is the `id` of a row of list_inbox_placement_results, not of the test. For \
            reports on a sending domain use get_inbox_placement_report.",
        scope: Some("inbox_placement_analytics:read"),
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementanalytics/getinboxplacementanalytics")
    };
    const CALL: Call = Call::get("/inbox-placement-analytics/{inbox_placement_analytics_id}");
}
