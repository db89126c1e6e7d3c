use super::ListType;
use crate::overloop::prelude::*;

/// The attributes that lists can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Filter {
    /// Only lists that hold these: prospects (people) or organizations (companies)
    list_type: Option<ListType>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListLists(FilterInputs<Filter>);

impl Endpoint for ListLists {
    type Answer = Many<List>;

    const ABOUT: About = About {
        name: "list_lists",
        title: "List lists",
        description: "Lists Overloop's lists of prospects or organizations: id and exact name. `filter.list_type` \
            narrows to one kind. It has no search by name: read all (`max_items: 1000`) and compare. Use it for the \
            names that `lists` of a create or update takes, and for the ids of update_list and delete_list. Members \
            are only in `lists` of list_prospects and list_organizations.",
        pages: pages("lists"),
        ..About::read("https://apidoc.overloop.ai/#list-lists")
    };
    const CALL: Call = jsonapi::list::<List>("/public/v1/lists");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::list("/public/v2/lists"), inputs));
}
