//! The envelopes of calls that are not made, and the failure of one that met a defect.

use std::time::Duration;

use outreach_model::{
    error::{ErrorKind, Failure},
    tool::ToolFacts,
    vendor::Vendor,
};

use super::Dispatch;
use crate::service::caller::Caller;
use crate::service::envelope::Envelope;

impl Dispatch {
    /// The envelope of a call that cannot be made at all.
    pub fn fail(&self, failure: Failure) -> Envelope {
        Envelope::new(Err(failure), &self.redactor).capped(self.limits.max_result_bytes, None)
    }

    /// The envelope of a call to a vendor that is not set up.
    pub fn not_configured(&self, caller: &Caller, vendor: &Vendor) -> Envelope {
        self.fail(caller.accounts.not_configured(vendor))
    }

    /// The envelope of a call that is refused before it runs, such as that of a tool that is not enabled. It is counted: an operator wants to know what is tried.
    pub fn denied(&self, tool: &ToolFacts, failure: Failure) -> Envelope {
        self.ended(tool, failure.kind.word(), Duration::ZERO, &tracing::info_span!("call"));
        self.fail(failure)
    }
}

/// What the caller is told of a defect: what the call did is not known.
pub(super) fn defect(tool: &str) -> Failure {
    let message = format!(
        "`{tool}` met a defect of this server, and what it did is not known. Do not repeat it blindly; report it with the server's log.",
    );
    Failure::new(ErrorKind::Internal, message)
}
