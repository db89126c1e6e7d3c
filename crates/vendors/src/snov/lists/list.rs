//! <https://snov.io/api#SeeUserLists>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{
    get_v1,
    objects::{Date, Many},
};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Flag, Int, Text},
    request::Request,
};

/// `GET /v1/get-user-lists`.
pub struct ListLists;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub struct List {
    id: Option<Int>,
    name: Option<Text>,
    /// Prospects
    contacts: Option<Int>,
    is_deleted: Option<Flag>,
    creation_date: Option<Date>,
    // So in the vendor's example; its table has another name.
    #[serde(alias = "deleteDate")]
    deletion_date: Option<Date>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    lists: Many<List>,
    count: usize,
}

impl Action for ListLists {
    type Answer = Many<List>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_lists",
        title: "List lists",
        description: "Lists all lists of prospects, deleted ones too: those have `is_deleted`. Free.",
        ..About::read("https://snov.io/api#SeeUserLists")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        get_v1("get-user-lists")
    }

    fn outputs(_: Inputs, lists: Self::Answer) -> Outputs {
        Outputs { count: lists.0.len(), lists }
    }
}
