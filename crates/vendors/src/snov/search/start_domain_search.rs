//! <https://snov.io/api#DomainSearch2>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    company::{Company, Outputs, RESULT},
    task::{Task, domain},
};
use outreach_model::{
    about::{About, Poll, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v2/domain-search/start`.
pub struct StartDomainSearch;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// E.g. example.com
    domain: String,
    /// 0-50, default 25
    #[schemars(range(max = 50))]
    wait_seconds: Option<u64>,
}

#[derive(Serialize)]
struct Form<'a> {
    domain: &'a str,
}

impl Action for StartDomainSearch {
    type Answer = Task<Company>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "start_domain_search",
        title: "Search a company by domain",
        description: "Finds the company behind a domain and how many contacts Snov.io has of it. Costs 1 credit, nothing if nothing is found. May answer `in_progress`: go on with get_domain_search_result.",
        price: Some("1 credit, nothing if nothing is found"),
        ..About::write(
            "https://snov.io/api#DomainSearch2",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was started has cost its credit.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let form = Form { domain: domain(&inputs.domain)? };
        Request::post(["v2", "domain-search", "start"])?.with_form(&form)
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
