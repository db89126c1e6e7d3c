//! On whose behalf a call is made. Today one caller a process, from the settings; every call carries its caller, so that
//! credentials that come with a request change nothing else.

use crate::{client::accounts::Accounts, guard::policy::Policy};

/// The accounts a caller may use, and what it may do with them.
#[derive(Default)]
pub struct Caller {
    /// Its accounts at the vendors.
    pub accounts: Accounts,
    /// Which tools and effects are enabled for it.
    pub policy: Policy,
}
