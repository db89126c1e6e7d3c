//! Reports failed calls to clients that have set a log level (`logging/setLevel`).
//!
//! Protocol version 2026-07-28 removed this; older clients show it to their users.
#![expect(deprecated, reason = "older clients use it")]

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

/// The parameters of `logging/setLevel`.
pub(super) type SetLevel = SetLevelRequestParams;

/// The level that a session's client has set. By default nothing is reported.
#[derive(Clone, Debug)]
pub(super) struct Level(Arc<AtomicU8>);

/// Above every level.
const SILENT: u8 = u8::MAX;

impl Default for Level {
    fn default() -> Self {
        Self(Arc::new(AtomicU8::new(SILENT)))
    }
}

impl Level {
    pub(super) fn set(&self, request: &SetLevel) {
        self.0.store(request.level as u8, Ordering::Relaxed);
    }

    /// Reports a failed call if its severity is at least the level that the client has set.
    pub(super) async fn report(&self, peer: &Peer<RoleServer>, tool: &str, envelope: &Envelope) {
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
        // Fails only if the client has disconnected.
        let _ = peer.notify_logging_message(message).await;
    }
}
