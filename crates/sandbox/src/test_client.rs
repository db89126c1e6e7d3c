//! An HTTP client of a running sandbox, for the tests of all vendors.

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

use crate::{Sandbox, Seed, start_with};

/// A sandbox of its own and a client for it.
pub(crate) struct TestClient {
    pub(crate) sandbox: Sandbox,
    client: Client,
}

impl TestClient {
    /// Starts a sandbox.
    pub(crate) async fn start(seed: Seed, faults: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let sandbox = start_with("127.0.0.1:0".parse().unwrap(), faults, seed).await.unwrap();
        Self { sandbox, client: Client::builder().no_proxy().user_agent("tests").build().unwrap() }
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    /// A request to a URL.
    pub(crate) fn request(&self, method: &str, url: &str) -> RequestBuilder {
        self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), url)
    }

    /// A request to a URL with this `Authorization`, or without one.
    pub(crate) fn authorized(&self, method: &str, url: &str, authorization: Option<&str>) -> RequestBuilder {
        let request = self.request(method, url);
        match authorization {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        }
    }
}

/// Sends a request with this body, or without one.
pub(crate) async fn send(
    request: RequestBuilder,
    content_type: &str,
    body: Option<Value>,
) -> reqwest::Result<Response> {
    match body {
        Some(body) => request.header("content-type", content_type).body(body.to_string()).send().await,
        None => request.send().await,
    }
}

/// The status and the JSON of a response, which must have this content type.
pub(crate) async fn status_and_json(response: Response, content_type: &str) -> (u16, Value) {
    let status = response.status().as_u16();
    assert_eq!(response.headers()["content-type"], content_type, "content type of {}", response.url());
    (status, response.json().await.unwrap())
}

/// The elements of an array.
pub(crate) fn array(value: &Value) -> Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no array")).clone()
}
