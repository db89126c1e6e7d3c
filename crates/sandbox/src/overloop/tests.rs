//! The answers of Overloop over HTTP, checked against the examples of the vendor's documents.

mod calls;
mod shapes;

use axum::body::Bytes;
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use serde_json::{Value, json};

use super::{
    api::{Call, JSON_API},
    attributes::Rule,
    plain::Resource,
    seed,
};
use crate::{
    KEY, Seed,
    request::Request,
    route::PlainCalls,
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

#[test]
fn records_are_created_below_their_parent() {
    const NOTES: Resource = Resource {
        kind: "notes",
        path: "/automations/{id}/notes",
        parent: Some("/automations"),
        body_types: &["notes"],
        attributes: &[("text", Rule::Required)],
        new: |new| json!({ "text": null, "created_at": new.at }),
        unique: &["text"],
        ..Resource::PLAIN
    };
    let mut workspace = seed::workspace(&Seed::default());
    let call = |ids: &[&str], text: &str| {
        let body = json!({ "data": { "type": "notes", "attributes": { "text": text } } }).to_string();
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(JSON_API))]);
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Call::read("", &Request { ids, query: String::new(), headers, body: Bytes::from(body) })
    };
    let mut create = |parent: &str, text: &str| match workspace.create(&NOTES, &call(&[parent], text)) {
        Ok(reply) => reply.status.as_u16(),
        Err(refusal) => refusal.0.status.as_u16(),
    };
    assert_eq!([create("1", "one"), create("2", "one"), create("2", "two")], [201; 3]);
    assert_eq!([create("1", "one"), create("1", " "), create("9", "one")], [422, 422, 404]);
    let count = |parent: &str| workspace.store.below(NOTES.path, parent).count();
    assert_eq!((count("1"), count("2")), (1, 2));
    assert!(workspace.get(&NOTES, &call(&["1", "1"], "")).is_ok());
    assert!(workspace.get(&NOTES, &call(&["1", "2"], "")).is_err(), "it lies below another parent");
    assert!(workspace.delete(&NOTES, &call(&["2", "2"], "")).is_ok());
}
