//! What a client of Overloop's stand-in sees, over real HTTP, held against the examples of the vendor's documents.

mod calls;
mod shapes;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::{KEY, Sandbox, Seed, start_with};

const MEDIA: &str = "application/vnd.api+json; charset=utf-8";

/// A stand-in and a client that knows the key.
struct Bench {
    sandbox: Sandbox,
    client: Client,
}

impl Bench {
    async fn new() -> Self {
        Self::with(Seed::default()).await
    }

    async fn with(seed: Seed) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let sandbox = start_with("127.0.0.1:0".parse().unwrap(), Vec::new(), seed).await.unwrap();
        Self { sandbox, client: Client::builder().no_proxy().build().unwrap() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/public/v1{path}", self.sandbox.base_url())
    }

    async fn send(&self, method: &str, url: &str, body: Option<Value>) -> Response {
        let request = self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), url);
        let request = request.header("authorization", KEY).header("content-type", MEDIA);
        let request = if let Some(body) = body { request.body(body.to_string()) } else { request };
        request.send().await.unwrap()
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.send(method, &self.url(path), body).await;
        let status = response.status().as_u16();
        assert_eq!(response.headers()["content-type"], MEDIA, "{method} {path}");
        (status, response.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("GET", path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The members of a collection that are on the first page.
    async fn list(&self, path: &str) -> Vec<Value> {
        self.get(path).await["data"].as_array().unwrap().clone()
    }

    async fn write(&self, method: &str, path: &str, kind: &str, attributes: Value) -> (u16, Value) {
        self.call(method, path, Some(json!({ "data": { "type": kind, "attributes": attributes } }))).await
    }

    /// Writes what is said to be wrong: the pointer and the detail of each.
    async fn refused(&self, method: &str, path: &str, kind: &str, attributes: Value, wrong: &[(&str, &str)]) {
        let errors: Vec<Value> = wrong
            .iter()
            .map(|(name, detail)| json!({ "source": { "pointer": format!("/data/attributes/{name}") }, "detail": detail }))
            .collect();
        let answer = self.write(method, path, kind, attributes).await;
        assert_eq!(answer, (422, json!({ "errors": errors })), "{method} {path}");
    }
}
