use super::list_reports::PlacementReport;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementReport {
    /// Id of the report, from list_inbox_placement_reports
    inbox_placement_report_id: PlacementReportId,
}

impl Plain for GetInboxPlacementReport {
    type Object = PlacementReport;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_inbox_placement_report",
        title: "Get a spam and blocklist report",
        description: "Reads one report of an inbox placement test of Instantly by `inbox_placement_report_id`: every \
            SpamAssassin rule that matched and every blocklist that was asked about a sending domain. Use it after \
            list_inbox_placement_reports, whose brief rows cut both; the id is that of a row there, not of the test. \
            Where mails arrived is in get_inbox_placement_result.",
        scope: Some("inbox_placement_reports:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementblacklistandspamassassinreport/getinboxplacementblacklistandspamassassinreport",
        )
    };
    const CALL: Call = Call::get("/inbox-placement-reports/{inbox_placement_report_id}");
}
