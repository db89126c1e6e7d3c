use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListInboxPlacementTests {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Words to look for in the test's name
    search: Option<String>,
    /// Only tests in this state: active goes on, paused sends nothing, completed is over
    status: Option<Named<PlacementStatus>>,
    /// Oldest first (asc) or newest first (desc)
    sort_order: Option<Order>,
}

/// An order.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Order {
    Asc,
    Desc,
}

impl Plain for ListInboxPlacementTests {
    type Object = PlacementTest;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_inbox_placement_tests",
        title: "List inbox placement tests",
        description: "Finds Instantly's inbox placement tests by words of the name (`search`) or `status`, with what \
            they send, from where and when; `type` of a row says which are automated. `sort_order` goes by age; its \
            default is not documented. Brief rows cut the body. Use it to get a test's id for \
            get_inbox_placement_stats and list_inbox_placement_results; get_inbox_placement_test reads one test.",
        pages: pages("tests"),
        scope: Some("inbox_placement_tests:read"),
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementtest/listinboxplacementtest")
    };
    const CALL: Call = Call::get("/inbox-placement-tests");
}
