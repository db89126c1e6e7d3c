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
        description: "Lists Overloop's sourcings, the searches for people in its database, with whom they look for, \
            their limit and state; `search` narrows them by words. Use it to get ids for start_sourcing, \
            pause_sourcing and `sourcing_id` of create_campaign. Without `sort` no order is documented. get_sourcing \
            reads one; for whom it found use search_prospects with `filter.sourcing_id`.",
        pages: pages("sourcings"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/sourcings");
    const LOOK: Look = v2::PAGE;
}
