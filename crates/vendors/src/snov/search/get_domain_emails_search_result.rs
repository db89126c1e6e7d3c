//! <https://snov.io/api#DomainSearch2>

use super::{
    emails::{DOMAIN_EMAILS, Email, Outputs},
    task::{Resume, Task, get_result},
};
use crate::snov::objects::Many;
use outreach_model::{
    about::{About, Poll},
    action::Action,
    error::Failure,
    request::Request,
};

/// `GET /v2/domain-search/domain-emails/result/{task_hash}`.
pub struct GetDomainEmailsSearchResult;

impl Action for GetDomainEmailsSearchResult {
    type Answer = Task<Many<Email>>;
    type Inputs = Resume;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_domain_emails_search_result",
        title: "Get a domain address search's result",
        description: "Waits for a search that start_domain_emails_search began, and answers the addresses it found. Free.",
        ..About::read("https://snov.io/api#DomainSearch2")
    };

    fn request(inputs: &Resume) -> Result<Request, Failure> {
        get_result(&DOMAIN_EMAILS, inputs)
    }

    fn follow_up(
        inputs: &Resume,
        answer: &mut Self::Answer,
        before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        answer.follow_up(before, &DOMAIN_EMAILS, Some(&inputs.task_hash), inputs.wait_seconds)
    }

    fn outputs(_: Resume, answer: Self::Answer) -> Outputs {
        answer.into()
    }
}
