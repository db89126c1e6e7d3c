//! Counters and timings, for Prometheus.

use std::{sync::Arc, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

/// Counters and timings.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    calls: Family<CallLabels, Counter>,
    seconds: Family<ToolLabels, Histogram>,
    /// Open sessions by transport.
    pub sessions: Family<TransportLabels, Gauge>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct CallLabels {
    vendor: &'static str,
    tool: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ToolLabels {
    vendor: &'static str,
    tool: &'static str,
}

/// The transport of a session.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct TransportLabels {
    /// `streamable_http` or `sse`.
    pub transport: &'static str,
}

/// In seconds: from an answer on the same machine to the longest call there may be.
const BUCKETS: [f64; 12] = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];

impl Default for Metrics {
    fn default() -> Self {
        let calls = Family::default();
        let seconds: Family<ToolLabels, Histogram> = Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let sessions = Family::default();
        let mut registry = Registry::with_prefix("outreach");
        registry.register("calls", "Tool calls by outcome: ok, or the error kind", calls.clone());
        registry.register_with_unit("call", "Time a tool call took", Unit::Seconds, seconds.clone());
        registry.register("sessions", "Open sessions", sessions.clone());
        Self { registry: Arc::new(registry), calls, seconds, sessions }
    }
}

impl Metrics {
    /// Counts a call.
    pub fn ended(&self, vendor: &'static str, tool: &'static str, outcome: &'static str, took: Duration) {
        self.calls.get_or_create(&CallLabels { vendor, tool, outcome }).inc();
        self.seconds.get_or_create(&ToolLabels { vendor, tool }).observe(took.as_secs_f64());
    }

    /// All of them, in the OpenMetrics text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
