//! <https://apidoc.overloop.ai/#list-users>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::overloop::{
    jsonapi::{Many, Page},
    objects::UserWithRelated,
    pages,
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /users`.
pub struct ListUsers;

/// What users can be filtered by.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    disabled: Option<bool>,
}

/// What users are related to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    Company,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    users: Vec<UserWithRelated>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListUsers {
    type Answer = Many<UserWithRelated>;
    type Inputs = List<Filter, Include>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_users",
        title: "List users",
        description: "Lists the people with a login; their ids are owners of prospects and organizations.",
        pages: pages("users"),
        ..About::read("https://apidoc.overloop.ai/#list-users")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<UserWithRelated>("users")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<UserWithRelated>) -> Outputs {
        let (users, page) = answer.into_parts(inputs.page());
        Outputs { users, page }
    }
}
