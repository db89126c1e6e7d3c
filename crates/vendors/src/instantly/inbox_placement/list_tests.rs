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
        description: "Finds Instantly's inbox placement tests by words of the name (`search`) or `status`: what they \
            send, from where, when. `type` of a row says which are automated. Set `sort_order` to `desc` for the \
            newest first. Brief rows cut the body. Use it for the id that get_inbox_placement_stats and \
            list_inbox_placement_results take; for one test use get_inbox_placement_test.",
        pages: pages("tests"),
        scope: Some("inbox_placement_tests:read"),
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementtest/listinboxplacementtest")
    };
    const CALL: Call = Call::get("/inbox-placement-tests");
}
