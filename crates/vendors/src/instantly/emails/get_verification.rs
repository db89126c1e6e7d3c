use super::verification::{READ, VERIFICATION};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetEmailVerification {
    /// The address that verify_email was called with
    email: Recipients<VerifiedAddress>,
}

impl Plain for GetEmailVerification {
    type Object = EmailVerification;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_email_verification",
        title: "Get the verification of an address",
        description: "Reads, free, what Instantly's verification of one full address (`email`) found: verified, \
            invalid or pending, and whether its domain takes all mail. Use it before verify_email to save credits, and \
            after it returned `pending`. An address that was never verified is `not_found`. While pending it waits up \
            to `wait_seconds`; if the answer is still pending, call again later.",
        not_found: Some(
            "Instantly has no verification of this address: it was never verified in this workspace, or is misspelt. \
             instantly_verify_email verifies it, for credits.",
        ),
        scope: Some("email_verifications:read"),
        ..About::read("https://developer.instantly.ai/api/v2/emailverification/checkverificationstatus")
    };
    const CALL: Call = READ;
    const WAITS: Option<Waits> = VERIFICATION;
}
