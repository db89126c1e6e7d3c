//! <https://snov.io/api#DomainSearch2>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{
    prospects::{Outputs, Profile, RESULT},
    task::{Task, domain},
};
use crate::snov::objects::Many;
use outreach_model::{
    about::{About, Poll, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v2/domain-search/prospects/start`.
pub struct StartProspectsSearch;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// E.g. example.com
    domain: String,
    /// Job titles, at most 10
    #[schemars(length(max = 10))]
    positions: Option<Vec<String>>,
    /// From 1
    #[schemars(range(min = 1))]
    page: Option<u32>,
    /// 0-50, default 25
    #[schemars(range(max = 50))]
    wait_seconds: Option<u64>,
}

#[skip_serializing_none]
#[derive(Serialize)]
struct Form<'a> {
    domain: &'a str,
    #[serde(rename = "positions[]")]
    positions: Option<&'a [String]>,
    page: Option<u32>,
}

impl Action for StartProspectsSearch {
    type Answer = Task<Many<Profile>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "start_prospects_search",
        title: "Search prospects of a domain",
        description: "Finds people at a company, 20 a page, without their addresses: start_prospect_email_search finds those. Costs 1 credit a page, nothing if nothing is found. May answer `in_progress`: go on with get_prospects_search_result.",
        price: Some("1 credit a page, nothing if nothing is found"),
        ..About::write(
            "https://snov.io/api#DomainSearch2",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was started has cost its credit.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let form = Form { domain: domain(&inputs.domain)?, positions: inputs.positions.as_deref(), page: inputs.page };
        Request::post(["v2", "domain-search", "prospects", "start"])?.with_form(&form)
    }

    fn follow_up(
        inputs: &Inputs,
        answer: &mut Self::Answer,
        before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        answer.follow_up(before, &RESULT, None, inputs.wait_seconds)
    }

    fn outputs(_: Inputs, answer: Self::Answer) -> Outputs {
        answer.into()
    }
}
