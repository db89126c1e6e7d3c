//! <https://apidoc.overloop.ai/#list-lists>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::ListType;
use crate::overloop::{
    jsonapi::{Many, Page},
    objects::List,
    pages, query,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /lists`.
pub struct ListLists;

/// What lists can be filtered by.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    list_type: Option<ListType>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    lists: Vec<List>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListLists {
    type Answer = Many<List>;
    type Inputs = query::List<Filter, String>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_lists",
        title: "List lists",
        description: "Finds lists of prospects or organizations. Members: each prospect names its `lists`.",
        pages: pages("lists"),
        ..About::read("https://apidoc.overloop.ai/#list-lists")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<List>("lists")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<List>) -> Outputs {
        let (lists, page) = answer.into_parts(inputs.page());
        Outputs { lists, page }
    }
}
