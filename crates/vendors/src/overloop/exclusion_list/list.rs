//! <https://apidoc.overloop.ai/#list-exclusion-list-items>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::ItemType;
use crate::overloop::{
    jsonapi::{Many, Page},
    objects::ExclusionListItem,
    pages,
    query::List,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /exclusion_list_items`.
pub struct ListExclusionListItems;

/// What the exclusion list can be filtered by.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    value: Option<String>,
    item_type: Option<ItemType>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    exclusion_list_items: Vec<ExclusionListItem>,
    #[serde(flatten)]
    page: Page,
}

impl Action for ListExclusionListItems {
    type Answer = Many<ExclusionListItem>;
    type Inputs = List<Filter, String>;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_exclusion_list_items",
        title: "List exclusion list items",
        description: "Finds addresses and domains that are never mailed.",
        pages: pages("exclusion_list_items"),
        ..About::read("https://apidoc.overloop.ai/#list-exclusion-list-items")
    };

    fn request(inputs: &Self::Inputs) -> Result<Request, Failure> {
        inputs.request::<ExclusionListItem>("exclusion_list_items")
    }

    fn outputs(inputs: Self::Inputs, answer: Many<ExclusionListItem>) -> Outputs {
        let (exclusion_list_items, page) = answer.into_parts(inputs.page());
        Outputs { exclusion_list_items, page }
    }
}
