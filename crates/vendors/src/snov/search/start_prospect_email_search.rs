//! <https://snov.io/api#DomainSearch2>

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    prospect_email::{Found, Outputs, RESULT},
    task::Task,
};
use outreach_model::{
    about::{About, Poll, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v2/domain-search/prospects/search-emails/start/{prospect_hash}`.
pub struct StartProspectEmailSearch;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// From a prospects search
    prospect_hash: String,
    /// 0-50, default 25
    #[schemars(range(max = 50))]
    wait_seconds: Option<u64>,
}

impl Action for StartProspectEmailSearch {
    type Answer = Task<Found>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "start_prospect_email_search",
        title: "Search a prospect's address",
        description: "Finds and verifies the address of a person that a prospects search found. Costs 1 credit, nothing if there is none. May answer `in_progress`: go on with get_prospect_email_search_result.",
        price: Some("1 credit a prospect with an address"),
        ..About::write(
            "https://snov.io/api#DomainSearch2",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was started has cost its credit.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["v2", "domain-search", "prospects", "search-emails", "start", inputs.prospect_hash.trim()])
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
