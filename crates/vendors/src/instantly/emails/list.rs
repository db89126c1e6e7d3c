//! <https://developer.instantly.ai/api/v2/email/listemail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::{
    objects::{Email, Page},
    pages,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /emails`.
pub struct ListEmails;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// 1-100
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// Cursor
    starting_after: Option<String>,
    /// Lead's address or thread:<id>
    search: Option<String>,
    /// Its id
    campaign_id: Option<String>,
    /// Its id
    list_id: Option<String>,
    /// E.g. 1
    i_status: Option<i64>,
    /// Comma-separated
    eaccount: Option<String>,
    /// Lead's address
    lead: Option<String>,
    /// Unread only
    is_unread: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    emails: Vec<Email>,
    /// Emails on this page
    count: usize,
    /// Pass as starting_after for the next page
    next_starting_after: Option<String>,
}

impl Action for ListEmails {
    type Answer = Page<Email>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_emails",
        title: "List emails",
        description: "Reads mails, newest first, whole: keep `limit` small. 20 calls a minute.",
        pages: pages("emails"),
        ..About::read("https://developer.instantly.ai/api/v2/email/listemail")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["emails"])?.with_query(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Email>) -> Outputs {
        let (emails, count, next_starting_after) = answer.into_parts();
        Outputs { emails, count, next_starting_after }
    }
}
