//! <https://snov.io/api#AddUrlForSearch>

use schemars::JsonSchema;
use serde::Serialize;

use super::Url;
use crate::snov::post_v1;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v1/add-url-for-search`.
pub struct AddUrlForSearch;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    queued: bool,
}

impl Action for AddUrlForSearch {
    // It says that it was done and no more.
    type Answer = serde::de::IgnoredAny;
    type Inputs = Url;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "add_url_for_search",
        title: "Search the person behind a profile",
        description: "Queues a search for the person behind a LinkedIn or X profile; get_prospect_by_url gives the result, seconds later. Costs 1 credit a call. The vendor's newest page no longer lists it.",
        price: Some("1 credit a call"),
        ..About::write(
            "https://snov.io/api#AddUrlForSearch",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_get_prospect_by_url, which is free, before you queue it again.",
        )
    };

    fn request(inputs: &Url) -> Result<Request, Failure> {
        post_v1("add-url-for-search")?.with_form(inputs)
    }

    fn outputs(_: Url, _: serde::de::IgnoredAny) -> Outputs {
        Outputs { queued: true }
    }
}
