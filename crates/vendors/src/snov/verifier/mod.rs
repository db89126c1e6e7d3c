//! Verifying that mail to an address arrives.

toolset! { "verifier":
    core verify_email::VerifyEmail,
    core add_emails::AddEmailsForVerification,
}
