//! <https://snov.io/api#DomainSearch2>

use super::{
    emails::{Email, GENERIC_CONTACTS, Outputs},
    task::{Resume, Task, get_result},
};
use crate::snov::objects::Many;
use outreach_model::{
    about::{About, Poll},
    action::Action,
    error::Failure,
    request::Request,
};

/// `GET /v2/domain-search/generic-contacts/result/{task_hash}`.
pub struct GetGenericContactsSearchResult;

impl Action for GetGenericContactsSearchResult {
    type Answer = Task<Many<Email>>;
    type Inputs = Resume;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_generic_contacts_search_result",
        title: "Get a generic contact search's result",
        description: "Waits for a search that start_generic_contacts_search began, and answers the addresses it found. Free.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };

    fn request(inputs: &Resume) -> Result<Request, Failure> {
        get_result(&GENERIC_CONTACTS, inputs)
    }

    fn follow_up(
        inputs: &Resume,
        answer: &mut Self::Answer,
        before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        answer.follow_up(before, &GENERIC_CONTACTS, Some(&inputs.task_hash), inputs.wait_seconds)
    }

    fn outputs(_: Resume, answer: Self::Answer) -> Outputs {
        answer.into()
    }
}
