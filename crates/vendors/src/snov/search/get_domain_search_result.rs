//! <https://snov.io/api#DomainSearch2>

use super::{
    company::{Company, Outputs, RESULT},
    task::{Resume, Task, get_result},
};
use outreach_model::{
    about::{About, Poll},
    action::Action,
    error::Failure,
    request::Request,
};

/// `GET /v2/domain-search/result/{task_hash}`.
pub struct GetDomainSearchResult;

impl Action for GetDomainSearchResult {
    type Answer = Task<Company>;
    type Inputs = Resume;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_domain_search_result",
        title: "Get a company search's result",
        description: "Waits for a search that start_domain_search began, and answers what it found. Free.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };

    fn request(inputs: &Resume) -> Result<Request, Failure> {
        get_result(&RESULT, inputs)
    }

    fn follow_up(
        inputs: &Resume,
        answer: &mut Self::Answer,
        before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        answer.follow_up(before, &RESULT, Some(&inputs.task_hash), inputs.wait_seconds)
    }

    fn outputs(_: Resume, answer: Self::Answer) -> Outputs {
        answer.into()
    }
}
