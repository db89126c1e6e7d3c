use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListSourcings {
    #[serde(flatten)]
    page: v2::SearchInputs,
}

impl Plain for ListSourcings {
    type Object = Sourcing;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_sourcings",
        title: "List sourcings",
        description: "Lists Overloop's sourcings, its searches for people, with criteria, limit and state. `search` \
            narrows by words; `sort: -created_at` gives the newest first, 20 a page. Use it for the ids that \
            start_sourcing, pause_sourcing and create_campaign (`sourcing_id`) take. A key without API v2 gets \
            `forbidden`. For one use get_sourcing, for the people found search_prospects with `filter.sourcing_id`.",
        pages: pages("sourcings"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/sourcings");
    const LOOK: Look = v2::PAGE;
}
