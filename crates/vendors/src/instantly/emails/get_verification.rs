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
        description: "Reads, free, what Instantly's verification of an address found, for one full `email`: verified, \
            invalid or pending, and whether the domain takes all mail. Use it after verify_email returned `pending`, \
            and before it, to save credits; an address that was never verified is `not_found`. It waits up to \
            `wait_seconds` while pending; if it still is then, call again later.",
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
