//! <https://snov.io/api#DomainSearch2>

use super::{
    prospects::{Outputs, Profile, RESULT},
    task::{Resume, Task, get_result},
};
use crate::snov::objects::Many;
use outreach_model::{
    about::{About, Poll},
    action::Action,
    error::Failure,
    request::Request,
};

/// `GET /v2/domain-search/prospects/result/{task_hash}`.
pub struct GetProspectsSearchResult;

impl Action for GetProspectsSearchResult {
    type Answer = Task<Many<Profile>>;
    type Inputs = Resume;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_prospects_search_result",
        title: "Get a prospects search's result",
        description: "Waits for a search that start_prospects_search began, and answers the people it found. Free.",
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
