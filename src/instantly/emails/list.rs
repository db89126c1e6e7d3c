//! <https://developer.instantly.ai/api/v2/email/listemail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    instantly::{
        objects::{Email, Page},
        pages,
    },
    request::Request,
};

/// `GET /emails`.
pub struct ListEmails;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Emails a page
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// next_starting_after of the page before
    starting_after: Option<String>,
    /// A lead's address, or thread:<thread_id>
    search: Option<String>,
    /// Campaign id
    campaign_id: Option<String>,
    /// Lead list id
    list_id: Option<String>,
    /// Interest status, e.g. 1 interested
    i_status: Option<i64>,
    /// Mailbox of the workspace; comma-separated for several
    eaccount: Option<String>,
    /// The lead's address
    lead: Option<String>,
    /// Only unread, or only read
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
        description: "Reads sent and received emails, newest first, a page at a time. Bodies come whole, so keep `limit` small. The vendor allows 20 calls a minute.",
        effect: Effect::Read,
        pages: pages("emails"),
        verify: None,
        docs: "https://developer.instantly.ai/api/v2/email/listemail",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["emails"])?.with_query(inputs)
    }

    fn outputs(_: Inputs, answer: Page<Email>) -> Outputs {
        let (emails, count, next_starting_after) = answer.into_parts();
        Outputs { emails, count, next_starting_after }
    }
}
