use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementTest {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    inbox_placement_test_id: PlacementTestId,
    /// true: with the names of its campaign and tags, as `metadata`
    #[schemars(extend("default" = false))]
    with_metadata: Option<bool>,
}

/// A test with the names of what it belongs to.
#[derive(JsonSchema)]
pub struct TestWithNames {
    #[serde(flatten)]
    test: PlacementTest,
    /// Names of its campaign and tags, by their ids; with `with_metadata` only
    metadata: Option<Map<String, Value>>,
}

impl Plain for GetInboxPlacementTest {
    type Object = TestWithNames;
    const SHOWN: Shown = Shown::Under("test", super::TEST_FIRST);
    const ABOUT: About = About {
        name: "get_inbox_placement_test",
        title: "Get an inbox placement test",
        description: "Reads one Instantly inbox placement test by `inbox_placement_test_id`: what it sends, from \
            which mailboxes, to which providers, when it runs next. Use it to see whether a test is completed. It \
            starts no run. `with_metadata: true` adds names of its campaign and tags. For where its mails arrived use \
            get_inbox_placement_stats, to pause or rename it update_inbox_placement_test, to find one \
            list_inbox_placement_tests.",
        scope: Some("inbox_placement_tests:read"),
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementtest/getinboxplacementtest")
    };
    const CALL: Call = Call::get("/inbox-placement-tests/{inbox_placement_test_id}");
}
