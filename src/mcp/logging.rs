//! Tells a client that asked for it (`logging/setLevel`) of calls that failed. Protocol 2026-07-28 has dropped this; older
//! clients show it to a person.
#![expect(deprecated, reason = "what older clients speak")]

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use rmcp::{
    RoleServer,
    model::{LoggingLevel, LoggingMessageNotificationParam, SetLevelRequestParams},
    service::Peer,
};
use serde_json::{Value, json};

use crate::service::envelope::Envelope;

/// `logging/setLevel`.
pub type SetLevel = SetLevelRequestParams;

/// The level that a session's client asked for. Until it asks, it hears nothing.
#[derive(Clone, Debug)]
pub struct Level(Arc<AtomicU8>);

/// More severe than any level there is.
const SILENT: u8 = u8::MAX;

impl Default for Level {
    fn default() -> Self {
        Self(Arc::new(AtomicU8::new(SILENT)))
    }
}

impl Level {
    /// Takes the level that the client asks for.
    pub fn set(&self, request: &SetLevel) {
        self.0.store(request.level as u8, Ordering::Relaxed);
    }

    /// Tells the client of a failed call, if it wants to hear of it.
    pub async fn report(&self, peer: &Peer<RoleServer>, tool: &str, envelope: &Envelope) {
        let field = |key: &str| envelope.object.get(key).cloned().unwrap_or_default();
        let kind = field("error_kind");
        let level = match kind.as_str() {
            Some("internal" | "outcome_unknown") => LoggingLevel::Error,
            _ => LoggingLevel::Warning,
        };
        if envelope.success || (level as u8) < self.0.load(Ordering::Relaxed) {
            return;
        }
        let data: Value = json!({ "tool": tool, "error_kind": kind, "error": field("error") });
        let mut message = LoggingMessageNotificationParam::new(level, data);
        message.logger = Some("outreach-mcp".to_owned());
        // A client that is gone needs no report.
        let _ = peer.notify_logging_message(message).await;
    }
}
