//! The caller: on whose behalf a call is made, with its accounts and its policy.
//! Today a process has one caller, from the settings. Every call names its caller, so that other callers can be added.

use crate::{client::accounts::Accounts, guard::policy::Policy};

/// The accounts a caller may use, and what it may do with them.
#[derive(Default)]
pub struct Caller {
    /// Its accounts at the vendors.
    pub accounts: Accounts,
    /// Which tools and effects are enabled for it.
    pub policy: Policy,
}
