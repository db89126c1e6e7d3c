//! Verifying that mail to an address arrives.

toolset! { "verifier":
    verify_email::VerifyEmail,
    add_emails::AddEmailsForVerification,
}
