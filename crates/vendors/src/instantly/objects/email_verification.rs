use crate::instantly::prelude::*;

/// What is found out of an address.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct EmailVerification {
    /// The address
    pub email: Option<Text>,
    /// The finding: verified (mail arrives), invalid (it bounces) or pending (not known yet)
    pub verification_status: Option<Text>,
    /// Whether its domain takes mail for every name, so that verified proves little: true, false or pending
    pub catch_all: Option<Scalar>,
    /// Verification credits that are left
    pub credits: Option<Num>,
    /// Verification credits that it cost
    pub credits_used: Option<Num>,
    /// Whether the request itself succeeded, success or error; it says nothing of the address
    pub status: Option<Text>,
}
