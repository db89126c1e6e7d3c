use outreach_model::response;

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListLists {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct List {
    /// Id of the list
    id: Option<Int>,
    /// Name of the list
    name: Option<Text>,
    /// How many prospects are on it
    contacts: Option<Int>,
    /// true: the list is deleted
    is_deleted: Option<Flag>,
    /// When it was created, RFC 3339
    creation_date: Option<Date>,
    // The vendor's example has one name, its table the other.
    /// When it was deleted, RFC 3339
    #[serde(alias = "deleteDate")]
    #[schemars(extend("x-rare" = true))]
    deletion_date: Option<Date>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(from = "Many<List>")]
pub(crate) struct Lists {
    /// All lists, deleted ones too
    lists: Many<List>,
    /// How many lists are answered
    count: usize,
}

impl From<Many<List>> for Lists {
    fn from(lists: Many<List>) -> Self {
        Self { count: lists.0.len(), lists }
    }
}

impl ListLists {
    /// The list with this id as a person reads it, from an answer to the call: with its name and size.
    pub(crate) fn described(answer: Option<&Value>, id: i64) -> String {
        let lists = answer.and_then(|answer| response::decode_value::<Many<List>>(answer).ok());
        let Many(lists) = lists.unwrap_or_default();
        let list = lists.into_iter().find(|list| list.id.as_ref().is_some_and(|Int(own)| *own == id));
        match list.map(|list| (list.name, list.contacts)) {
            Some((Some(Text(name)), Some(Int(people)))) => {
                format!("the list {id}, {}, of {people} prospects", on_one_line(&name))
            }
            Some((Some(Text(name)), None)) => format!("the list {id}, {}", on_one_line(&name)),
            _ => format!("the list {id}, whose name and size could not be read"),
        }
    }
}

impl Endpoint for ListLists {
    type Answer = Bare<Lists>;

    const ABOUT: About = About {
        name: "list_lists",
        title: "List the prospect lists",
        description: "Lists Snov.io's prospect lists with their sizes. Free. Use it for the `list_id` of \
            list_prospects_in_list, add_prospect_to_list and create_campaign, and before create_list, since names may \
            repeat. Deleted lists are among them, marked `is_deleted`: add nobody to those. It has no filter: raise \
            `max_items` over 20 to read all. For do-not-email lists use list_do_not_email_lists.",
        ..About::read("https://snov.io/api#SeeUserLists")
    };
    const CALL: Call = Call::get("/v1/get-user-lists");
}
