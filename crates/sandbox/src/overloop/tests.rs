//! The answers of Overloop over HTTP, checked against the examples of the vendor's documents.

mod calls;
mod shapes;

use serde_json::{Value, json};

use super::api::JSON_API;
use crate::{
    KEY, Seed,
    test_client::{TestClient, array, send, status_and_json},
};

/// A client of Overloop with a valid key.
struct Api(TestClient);

impl Api {
    async fn start() -> Self {
        Self::with(Seed::default()).await
    }

    async fn with(seed: Seed) -> Self {
        Self(TestClient::start(seed, &[]).await)
    }

    fn url(&self, path: &str) -> String {
        self.0.url(&format!("/public/v1{path}"))
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.0.authorized(method, &self.url(path), Some(KEY));
        status_and_json(send(request, JSON_API, body).await.unwrap(), JSON_API).await
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("GET", path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The records on the first page of a collection.
    async fn list(&self, path: &str) -> Vec<Value> {
        array(&self.get(path).await["data"])
    }

    async fn write(&self, method: &str, path: &str, kind: &str, attributes: Value) -> (u16, Value) {
        self.call(method, path, Some(json!({ "data": { "type": kind, "attributes": attributes } }))).await
    }

    /// Writes attributes that must be refused, with the name and the detail of each invalid one.
    async fn check_refused(&self, method: &str, path: &str, kind: &str, attributes: Value, invalid: &[(&str, &str)]) {
        let error = |(name, detail): &(&str, &str)| json!({ "source": { "pointer": format!("/data/attributes/{name}") }, "detail": detail });
        let errors: Vec<Value> = invalid.iter().map(error).collect();
        let answer = self.write(method, path, kind, attributes).await;
        assert_eq!(answer, (422, json!({ "errors": errors })), "{method} {path}");
    }
}
