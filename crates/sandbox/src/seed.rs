//! How much the workspaces hold at the start.

/// The sizes of the workspaces every start begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Prospects in the Overloop account.
    pub prospects: usize,
    /// Credits of each Snov account.
    pub snov_credits: u32,
    /// Requests that Snov takes of an account a minute.
    pub snov_requests: usize,
}

impl Default for Seed {
    /// 150 prospects and 150 credits; the vendor's limit on requests.
    fn default() -> Self {
        Self { prospects: 150, snov_credits: 150, snov_requests: 60 }
    }
}
