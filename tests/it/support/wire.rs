//! A mock vendor and one session of the binary that calls it, for many calls in a row.

use serde_json::{Map, Value, json};
use tokio::process::Command;

use super::{
    mock_vendor::{MockVendor, RecordedRequest},
    program::{StdioSession, with_account, with_overloop, with_snov},
};

/// A mock vendor and a session of the binary that calls it.
pub struct WireSession {
    pub vendor: MockVendor,
    session: StdioSession,
}

impl WireSession {
    /// With an Instantly account.
    pub async fn instantly() -> Self {
        Self::with(with_account).await
    }

    /// With an Overloop account.
    pub async fn overloop() -> Self {
        Self::with(with_overloop).await
    }

    /// With a Snov.io account.
    pub async fn snov() -> Self {
        Self::with(with_snov).await
    }

    /// With an account at the vendor of this id.
    pub async fn of(vendor: &str) -> Self {
        match vendor {
            "instantly" => Self::instantly().await,
            "overloop" => Self::overloop().await,
            "snov" => Self::snov().await,
            other => panic!("no account at `{other}`"),
        }
    }

    async fn with(account: fn(&str) -> Command) -> Self {
        let vendor = MockVendor::start().await;
        let session = StdioSession::initialized(account(&vendor.url()), "2025-06-18").await;
        Self { vendor, session }
    }

    /// The envelope of a call, after checks of the result around it; without `untrusted_fields`, which have tests of their
    /// own.
    pub async fn call(&mut self, tool: &str, inputs: &Value) -> Map<String, Value> {
        self.vendor.has_fields(!tool.ends_with("list_custom_fields"));
        let result = self.session.call(tool, inputs.clone()).await;
        let mut envelope =
            result["structuredContent"].as_object().unwrap_or_else(|| panic!("{tool}: {result}")).clone();
        let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
        assert_eq!(text, Value::Object(envelope.clone()), "{tool}: text and structured content are equal");
        let listed = envelope.remove("untrusted_fields").is_some();
        assert_eq!(
            result["content"].as_array().unwrap().len(),
            1 + usize::from(listed),
            "{tool}: a note where fields are untrusted"
        );
        assert_eq!(result["isError"], json!(!envelope["success"].as_bool().unwrap()), "{tool}");
        envelope
    }

    /// The one request of a call that succeeds.
    pub async fn request_of(&mut self, tool: &str, inputs: &Value) -> RecordedRequest {
        let before = self.vendor.requests().len();
        let envelope = self.call(tool, inputs).await;
        assert_eq!(envelope["success"], true, "{tool} {inputs}: {envelope:?}");
        let mut seen = self.vendor.requests().split_off(before);
        // What such a call is followed by, where it names no campaign.
        seen.retain(|seen| tool != "snov_get_campaign_analytics" || seen.target != "/v1/get-user-campaigns");
        assert_eq!(seen.len(), 1, "{tool} {inputs}: one request, got {seen:#?}");
        seen.remove(0)
    }

    /// The error text of a call that is refused as `invalid_input`, with nothing sent.
    pub async fn invalid_input(&mut self, tool: &str, inputs: &Value) -> String {
        let before = self.vendor.requests().len();
        let envelope = self.call(tool, inputs).await;
        assert_eq!(envelope["success"], false, "{tool} {inputs} fails");
        assert_eq!(envelope["error_kind"], "invalid_input", "{tool} {inputs}: {envelope:?}");
        assert_eq!(envelope["retryable"], false, "{tool} {inputs}: {envelope:?}");
        assert_eq!(self.vendor.requests().len(), before, "{tool} {inputs}: nothing is sent");
        envelope["error"].as_str().unwrap().to_owned()
    }
}
