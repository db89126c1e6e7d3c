//! Whether mail to an address arrives.

pub mod add_emails;
mod by_email;
pub mod verify_email;

use serde::Serialize;

use super::post_v1;
use outreach_model::{arguments::truncate, error::Failure, request::Request};

#[derive(Serialize)]
struct Form<'a> {
    #[serde(rename = "emails[]")]
    emails: Vec<&'a str>,
}

/// `POST` of addresses.
///
/// # Errors
///
/// Where one is none: the vendor would leave it out without a word, or take a credit for it.
fn post(method: &str, emails: &[String]) -> Result<Request, Failure> {
    let address = |(at, given): (usize, &'_ String)| {
        let address = given.trim();
        if !address.contains('@') || address.contains(char::is_whitespace) {
            return Err(format!(
                "`emails[{at}]` must be an address, not `{}`. Nothing was sent.",
                truncate(address, 80)
            ));
        }
        Ok(())
    };
    emails.iter().enumerate().try_for_each(address).map_err(Failure::invalid_input)?;
    post_v1(method)?.with_form(&Form { emails: emails.iter().map(|email| email.trim()).collect() })
}
