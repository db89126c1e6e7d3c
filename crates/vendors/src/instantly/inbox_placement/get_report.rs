use super::list_reports::PlacementReport;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementReport {
    /// Id of the report, a UUID, from list_inbox_placement_reports
    inbox_placement_report_id: PlacementReportId,
}

impl Plain for GetInboxPlacementReport {
    type Object = PlacementReport;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_inbox_placement_report",
        title: "Get a spam and blocklist report",
        description: "Reads one report of an Instantly inbox placement test: every SpamAssassin rule that matched, and \
            every blocklist asked about a sending domain. Use it after list_inbox_placement_reports, whose brief rows \
            cut both. `inbox_placement_report_id` is the `id` of a row there, not of the test. To see where mails \
            arrived use list_inbox_placement_results, for shares get_inbox_placement_stats.",
        scope: Some("inbox_placement_reports:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementblacklistandspamassassinreport/getinboxplacementblacklistandspamassassinreport",
        )
    };
    const CALL: Call = Call::get("/inbox-placement-reports/{inbox_placement_report_id}");
}
