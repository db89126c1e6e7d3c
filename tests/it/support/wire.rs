//! A mock vendor and one session of the binary that calls it, for many calls in a row.

use serde_json::{Map, Value, json};
use tokio::process::Command;

use super::{
    catalogue::actions,
    mock_vendor::{MockVendor, RecordedRequest},
    names::take_names,
    program::{StdioSession, with_account, with_overloop, with_snov},
};

/// The inputs that set the size of a page, as they are sent.
const SIZES: [(&str, &str); 4] =
    [("limit", "limit"), ("page_size", "page%5Bsize%5D"), ("page_size", "per_page"), ("per_page", "perPage")];

/// The request without the size of a page that no input gave.
fn without_default_size(tool: &str, inputs: &Value, mut request: RecordedRequest) -> RecordedRequest {
    if !tool.contains("list_") && !tool.contains("search_") {
        return request;
    }
    for (input, sent) in SIZES.into_iter().filter(|(input, _)| inputs.get(input).is_none_or(Value::is_null)) {
        let default = format!("{sent}=20");
        let parted = |text: &str| {
            let kept: Vec<&str> = text.split('&').filter(|pair| *pair != default).collect();
            kept.join("&")
        };
        if let Some((path, query)) = request.target.clone().split_once('?') {
            let kept = parted(query);
            request.target = if kept.is_empty() { path.to_owned() } else { format!("{path}?{kept}") };
        }
        match serde_json::from_slice(&request.body) {
            Ok(Value::Object(mut body)) => {
                if body.shift_remove(input) == Some(json!(20)) {
                    let body = serde_json::to_vec(&body).unwrap();
                    request.headers.insert("content-length", body.len().into());
                    request.body = body;
                }
            }
            _ => {
                if let Ok(form) = String::from_utf8(request.body.clone()) {
                    request.body = parted(&form).into_bytes();
                }
            }
        }
    }
    request
}

/// Whether a warning says that an answer differs from what was sent.
pub fn is_of_echo(warning: &str) -> bool {
    warning.starts_with("Sent ") || warning.starts_with("The answer differs from what was sent in ")
}

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

    /// The envelope of a call, after checks of the result around it; without `untrusted_fields`, without the names of numbers, and
    /// without what says where a list goes on, which have tests of their own.
    pub async fn call(&mut self, tool: &str, inputs: &Value) -> Map<String, Value> {
        self.vendor.has_fields(!tool.ends_with("list_custom_fields"));
        self.vendor.expects_read(
            actions().iter().any(|action| (action.tool == tool || action.name == tool) && action.is_read()),
        );
        let result = self.session.call(tool, inputs.clone()).await;
        let mut envelope =
            result["structuredContent"].as_object().unwrap_or_else(|| panic!("{tool}: {result}")).clone();
        let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
        assert_eq!(text, Value::Object(envelope.clone()), "{tool}: text and structured content are equal");
        for name in ["untrusted_fields", "has_more", "cursor"] {
            envelope.shift_remove(name);
        }
        // Most answers of the tests are to other inputs; that they say so is tested in `vendors::echo`.
        if let Some(Value::Array(warnings)) = envelope.get_mut("warnings") {
            warnings.retain(|warning| !is_of_echo(warning.as_str().unwrap()));
            if warnings.is_empty() {
                envelope.shift_remove("warnings");
            }
        }
        if let Some(action) = actions().iter().find(|action| action.tool == tool) {
            let mut outputs = Value::Object(envelope);
            take_names(&action.output_schema, &mut outputs);
            envelope = outputs.as_object().unwrap().clone();
        }
        assert_eq!(result["content"].as_array().unwrap().len(), 1, "{tool}");
        assert_eq!(result["isError"], json!(!envelope["success"].as_bool().unwrap()), "{tool}");
        envelope
    }

    /// The one request of a call that succeeds, without the size of a page that each list asks for by itself.
    pub async fn request_of(&mut self, tool: &str, inputs: &Value) -> RecordedRequest {
        let before = self.vendor.requests().len();
        let envelope = self.call(tool, inputs).await;
        assert_eq!(envelope["success"], true, "{tool} {inputs}: {envelope:?}");
        let mut seen = self.vendor.requests().split_off(before);
        // What such a call is followed by, where it names no campaign.
        seen.retain(|seen| tool != "snov_get_campaign_analytics" || seen.target != "/v1/get-user-campaigns");
        seen.retain(|seen| {
            !seen.target.starts_with("/public/v2/sourcings/search_options") || tool.ends_with("options")
        });
        assert_eq!(seen.len(), 1, "{tool} {inputs}: one request, got {seen:#?}");
        without_default_size(tool, inputs, seen.remove(0))
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
