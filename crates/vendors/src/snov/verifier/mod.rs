//! Verifying that mail to an address arrives.

/// For the calls that verify addresses.
const RETIRED: &str = "Snov.io answers so where a call is gone. Its newer one is `POST /v2/email-verification/start`, which this server does not offer; of its tools, snov_start_prospect_email_search alone verifies: the address that it finds of a person.";

toolset! { "verifier":
    core verify_email::VerifyEmail,
    core add_emails::AddEmailsForVerification,
}
