use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListLists {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct List {
    id: Option<Int>,
    name: Option<Text>,
    /// Prospects
    contacts: Option<Int>,
    is_deleted: Option<Flag>,
    creation_date: Option<Date>,
    // The vendor's example has one name, its table the other.
    #[serde(alias = "deleteDate")]
    deletion_date: Option<Date>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(from = "Many<List>")]
pub(crate) struct Lists {
    lists: Many<List>,
    count: usize,
}

impl From<Many<List>> for Lists {
    fn from(lists: Many<List>) -> Self {
        Self { count: lists.0.len(), lists }
    }
}

impl Endpoint for ListLists {
    type Answer = Bare<Lists>;

    const ABOUT: About = About {
        name: "list_lists",
        title: "List lists",
        description: "Lists all lists of prospects at once, with sizes; deleted ones are among them, with `is_deleted`. Use it to get the id for list_prospects_in_list and add_prospect_to_list, and before create_list. Do-not-email lists are not among them. Free.",
        ..About::read("https://snov.io/api#SeeUserLists")
    };
    const CALL: Call = Call::get("/v1/get-user-lists");
}
