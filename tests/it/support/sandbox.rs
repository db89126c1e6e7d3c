//! The sandbox as a library, for tests that need another seed than the binary's `--sandbox` has.

pub use outreach_mcp::sandbox::{Sandbox, Seed, start_with};
