//! <https://snov.io/api#EmailsSent>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::events::{Inputs, pages};
use crate::snov::objects::Date;
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{List, Text},
    request::Request,
    untrusted::Untrusted,
};

/// `GET /v1/emails-sent`.
pub struct ListSentEmails;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Email {
    id: Option<Text>,
    sent_date: Option<Date>,
    /// The recipient
    user_name: Option<Untrusted<Text>>,
    user_email: Option<Text>,
    campaign: Option<Text>,
    hash: Option<Text>,
}

/// The emails of a page.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Answer(List<Email>);

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    emails: Vec<Email>,
    /// Emails on this page
    count: usize,
    /// Pass as offset for the next page
    next_offset: Option<u64>,
}

impl Action for ListSentEmails {
    type Answer = Answer;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_sent_emails",
        title: "List a campaign's sent emails",
        description: "Which recipients of a campaign were mailed and when, newest first.",
        pages: pages("emails"),
        ..About::read("https://snov.io/api#EmailsSent")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        inputs.request("emails-sent")
    }

    fn outputs(inputs: Inputs, Answer(List(emails)): Answer) -> Outputs {
        let count = emails.len();
        Outputs { emails, count, next_offset: inputs.next_offset(count) }
    }
}
