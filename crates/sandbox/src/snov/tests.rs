//! The answers of Snov over HTTP, checked against the shapes of the vendor's documents.

mod account;
mod campaigns;
mod database;
mod drips;
mod finder;
mod prospects;
mod searches;
mod tasks;

use reqwest::Response;
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::{
    KEY, Seed,
    reply::JSON,
    test_client::{TestClient, array, status_and_json},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// The members of a prospect in answers, up to those that differ.
const PROSPECT_MEMBERS: [&str; 11] = [
    "id",
    "name",
    "firstName",
    "lastName",
    "industry",
    "country",
    "locality",
    "social",
    "lastUpdateDate",
    "currentJob",
    "previousJob",
];

/// A client of Snov with a token.
struct Api {
    client: TestClient,
    token: String,
}

/// The text of a form or a query.
fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl Api {
    async fn start() -> Self {
        Self::with(Seed::default(), &[]).await
    }

    async fn with(seed: Seed, faults: &[&str]) -> Self {
        let mut api = Self { client: TestClient::start(seed, faults).await, token: String::new() };
        api.login(KEY, KEY).await;
        api
    }

    fn url(&self, path: &str) -> String {
        self.client.url(path)
    }

    /// The answer to the token call.
    async fn request_token(&self, kind: &str, id: &str, secret: &str) -> (u16, Value) {
        let body = form(&[("grant_type", kind), ("client_id", id), ("client_secret", secret)]);
        answer(self.send_as(None, "POST", "/v1/oauth/access_token", FORM, body).await).await
    }

    /// Continues as another account. Each account has its own rate limit, so a long test uses several.
    async fn login(&mut self, id: &str, secret: &str) {
        let (status, answer) = self.request_token("client_credentials", id, secret).await;
        assert_eq!(status, 200, "{answer}");
        self.token = answer["access_token"].as_str().unwrap().to_owned();
    }

    async fn send_as(
        &self,
        authorization: Option<&str>,
        method: &str,
        path: &str,
        kind: &str,
        body: String,
    ) -> Response {
        let request = self.client.authorized(method, &self.url(path), authorization);
        request.header("content-type", kind).body(body).send().await.unwrap()
    }

    async fn send(&self, method: &str, path: &str, kind: &str, body: String) -> Response {
        self.send_as(Some(&format!("Bearer {}", self.token)), method, path, kind, body).await
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.send("GET", path, FORM, String::new()).await).await
    }

    /// The answer to a call that must succeed.
    async fn ok(&self, path: &str) -> Value {
        let (status, answer) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
        answer(self.send("POST", path, FORM, form(pairs)).await).await
    }

    async fn json(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        answer(self.send(method, path, JSON, body.to_string()).await).await
    }

    async fn balance(&self) -> String {
        self.ok("/v1/get-balance").await["data"]["balance"].as_str().unwrap().to_owned()
    }

    /// The campaign with this status.
    async fn campaign(&self, status: &str) -> Value {
        let campaigns = array(&self.ok("/v1/get-user-campaigns").await);
        campaigns.into_iter().find(|campaign| campaign["status"] == status).unwrap()
    }
}

async fn answer(response: Response) -> (u16, Value) {
    status_and_json(response, JSON).await
}

/// The names of an object's members.
fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("{value} is no object")).keys().map(String::as_str).collect()
}

/// Checks that a value is a moment as PHP serializes it.
fn check_moment(value: &Value) {
    assert_eq!((&value["timezone_type"], &value["timezone"]), (&json!(3), &json!("UTC")), "{value}");
    let date = value["date"].as_str().unwrap();
    assert!(date.len() == 26 && date.ends_with(".000000") && date.as_bytes()[10] == b' ', "{date}");
}
