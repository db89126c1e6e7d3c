//! <https://snov.io/api#DomainSearch2>

use super::{
    emails::{Email, GENERIC_CONTACTS, Inputs, Outputs, start},
    task::Task,
};
use crate::snov::objects::Many;
use outreach_model::{
    about::{About, Poll, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v2/domain-search/generic-contacts/start`.
pub struct StartGenericContactsSearch;

impl Action for StartGenericContactsSearch {
    type Answer = Task<Many<Email>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "start_generic_contacts_search",
        title: "Search the generic contacts of a domain",
        description: "Finds a domain's addresses of departments, such as info@, 50 a page, not verified. Costs 1 credit a page, nothing if nothing is found. May answer `in_progress`: go on with get_generic_contacts_search_result.",
        price: Some("1 credit a page, nothing if nothing is found"),
        ..About::write(
            "https://snov.io/api#DomainSearch2",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was started has cost its credit.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        start("generic-contacts", inputs)
    }

    fn follow_up(
        inputs: &Inputs,
        answer: &mut Self::Answer,
        before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        answer.follow_up(before, &GENERIC_CONTACTS, None, inputs.wait_seconds)
    }

    fn outputs(_: Inputs, answer: Self::Answer) -> Outputs {
        answer.into()
    }
}
