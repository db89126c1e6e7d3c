use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListInboxPlacementResults {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    test_id: PlacementTestId,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only from then on, RFC 3339 or YYYY-MM-DD
    date_from: Option<Day>,
    /// Only until then, RFC 3339 or YYYY-MM-DD
    date_to: Option<Day>,
    /// Only mails to seed addresses in this country
    recipient_geo: Option<NamedText<SeedCountry>>,
    /// Only mails to this kind of seed address
    recipient_type: Option<NamedText<SeedType>>,
    /// Only mails to seed addresses at this provider
    recipient_esp: Option<NamedText<SeedProvider>>,
    /// Only mails from this mailbox: its address, from list_accounts; left out: all
    sender_email: Option<Sender<Address>>,
}

/// A mail of a test.
#[derive(JsonSchema)]
pub struct PlacementResult {
    /// Id of the result, for get_inbox_placement_result
    id: Option<Text>,
    /// Id of the test
    test_id: Option<Text>,
    /// Whether it is about a mail that was sent, or one that arrived
    record_type: Option<Named<PlacementRecord>>,
    /// Mailbox that sent it
    sender_email: Option<Text>,
    /// Provider of that mailbox
    sender_esp: Option<Named<SeedProvider>>,
    /// Seed address that it was sent to
    recipient_email: Option<Text>,
    /// Provider of that address
    recipient_esp: Option<Named<SeedProvider>>,
    /// Country of that address
    recipient_geo: Option<Named<SeedCountry>>,
    /// Kind of that address
    recipient_type: Option<Named<SeedType>>,
    /// Whether it arrived in spam; null where that is not known
    is_spam: Option<Flag>,
    /// Whether it arrived in a category such as promotions; null where that is not known
    has_category: Option<Flag>,
    /// Whether it passed SPF
    spf_pass: Option<Flag>,
    /// Whether it passed DKIM
    dkim_pass: Option<Flag>,
    /// Whether it passed DMARC
    dmarc_pass: Option<Flag>,
    /// Blocklists that the sending server's address is on
    #[schemars(extend("x-rare" = true))]
    smtp_ip_blacklist_report: Option<Map<String, Value>>,
    /// Headers of the mail on what failed of SPF, DKIM and DMARC
    #[schemars(extend("x-rare" = true))]
    authentication_failure_results: Option<Untrusted<Map<String, Value>>>,
    /// When it was recorded, RFC 3339
    timestamp_created: Option<Text>,
    /// Day on which it was recorded
    #[schemars(extend("x-rare" = true))]
    timestamp_created_date: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    organization_id: Option<Text>,
}

impl Plain for ListInboxPlacementResults {
    type Object = PlacementResult;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_inbox_placement_results",
        title: "List results of an inbox placement test",
        description: "Lists, mail by mail, where one Instantly inbox placement test arrived: inbox or spam, SPF, DKIM, \
            DMARC. Filters narrow each other: `sender_email` with `recipient_esp` shows one mailbox at one provider. \
            Rows are unsorted and of two kinds, sent and arrived (`record_type`), so for counts use \
            get_inbox_placement_stats. For spam scores use list_inbox_placement_reports, for headers \
            get_inbox_placement_result.",
        pages: pages("results"),
        scope: Some("inbox_placement_analytics:read"),
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementanalytics/listinboxplacementanalytics")
    };
    const CALL: Call = Call::get("/inbox-placement-analytics");
}
