//! Finding people's addresses, and what is known of who has one, beside the searches of a domain.

pub mod add_names;
pub mod add_url;
pub mod email_count;
pub mod find_email;
pub mod profile_by_email;
pub mod prospect_by_url;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{post_v1, search::domain};
use outreach_model::{error::Failure, request::Request};

/// Whose address, and where.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Names {
    /// Given name
    first_name: String,
    /// Surname
    last_name: String,
    /// Employer's, e.g. example.com
    domain: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NamesForm<'a> {
    first_name: &'a str,
    last_name: &'a str,
    domain: &'a str,
}

impl Names {
    /// `POST` of them.
    ///
    /// # Errors
    ///
    /// Where the domain is none.
    fn request(&self, method: &str) -> Result<Request, Failure> {
        let Self { first_name, last_name, domain: at } = self;
        post_v1(method)?.with_form(&NamesForm { first_name, last_name, domain: domain(at)? })
    }
}

/// A person's profile on a social network.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Url {
    /// LinkedIn or X profile
    url: String,
}
