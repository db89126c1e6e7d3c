use super::ListType;
use crate::overloop::prelude::*;

/// The attributes that lists can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Filter {
    /// What the list holds
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
        description: "Finds lists of prospects or of organizations, with id and name. Use it to learn the exact name for `lists` of a create or an update, and the id for update_list and delete_list. Members are not part of it: list_prospects and list_organizations name each record's lists.",
        pages: pages("lists"),
        ..About::read("https://apidoc.overloop.ai/#list-lists")
    };
    const CALL: Call = jsonapi::list::<List>("/lists");
}
