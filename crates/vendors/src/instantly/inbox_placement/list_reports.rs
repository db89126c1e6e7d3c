use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListInboxPlacementReports {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    test_id: PlacementTestId,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only from then on, RFC 3339 or YYYY-MM-DD
    date_from: Option<Day>,
    /// Only until then, RFC 3339 or YYYY-MM-DD
    date_to: Option<Day>,
    /// true: rows come without `spam_assassin_report`, which is long, also with `detail: full`
    #[schemars(extend("default" = false))]
    skip_spam_assassin_report: Option<bool>,
    /// true: rows come without `blacklist_report`, which is long, also with `detail: full`
    #[schemars(extend("default" = false))]
    skip_blacklist_report: Option<bool>,
}

/// A report on a domain that a test sent from.
#[derive(JsonSchema)]
pub struct PlacementReport {
    /// Id of the report, for get_inbox_placement_report
    id: Option<Text>,
    /// Id of the test
    test_id: Option<Text>,
    /// Domain that the mail was sent from
    domain: Option<Text>,
    /// IP address of the domain
    domain_ip: Option<Text>,
    /// How many blocklists the domain is on
    domain_blacklist_count: Option<Int>,
    /// How many blocklists its IP address is on
    domain_ip_blacklist_count: Option<Int>,
    /// SpamAssassin's score of the mail: the higher, the more like spam
    spam_assassin_score: Option<Num>,
    /// SpamAssassin's rules that matched: `is_spam`, `spam_score` and `report` with name, description and score of each
    #[schemars(extend("x-long" = true))]
    spam_assassin_report: Option<Map<String, Value>>,
    /// The blocklists that were asked: `is_blacklisted`, `blacklisted_count` and `details` with the name of each
    #[schemars(extend("x-long" = true))]
    blacklist_report: Option<Map<String, Value>>,
    /// When it was made, RFC 3339
    timestamp_created: Option<Text>,
    /// Day on which it was made
    #[schemars(extend("x-rare" = true))]
    timestamp_created_date: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    organization_id: Option<Text>,
}

impl Plain for ListInboxPlacementReports {
    type Object = PlacementReport;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_inbox_placement_reports",
        title: "List spam and blocklist reports",
        description: "Lists the reports on the sending domains of one Instantly inbox placement test (`test_id`): \
            SpamAssassin's score, and the blocklists that domain and IP address are on. Use it to see why mail goes to \
            spam. For scores and counts alone set `skip_spam_assassin_report` and `skip_blacklist_report`. For one \
            report in full use get_inbox_placement_report, for where mails arrived list_inbox_placement_results.",
        pages: pages("reports"),
        scope: Some("inbox_placement_reports:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementblacklistandspamassassinreport/listinboxplacementblacklistandspamassassinreport",
        )
    };
    const CALL: Call = Call::get("/inbox-placement-reports");
}
