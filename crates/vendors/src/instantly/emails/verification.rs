//! Verifications that take the vendor longer than ten seconds.

use outreach_model::{
    endpoint::Call,
    waiting::{Found, Stand, Waits},
};

/// The read that answers a verification.
pub(super) const READ: Call = Call::get("/email-verification/{email}");

/// The answer is a verification, which may be pending.
pub(super) const VERIFICATION: Option<Waits> = Some(Waits {
    found: Found::Whole,
    what: "verification",
    read: Call::get("/email-verification/{id}"),
    id: "email",
    status: "verification_status",
    progress: None,
    stand: |status| if status == "pending" { Stand::Running } else { Stand::Done },
    later: ("instantly_get_email_verification", "email"),
});
