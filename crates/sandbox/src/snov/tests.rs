//! What a client of Snov's stand-in sees, over real HTTP, held against the shapes of the vendor's documents.

mod account;
mod campaigns;
mod finder;
mod prospects;
mod searches;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::{KEY, Sandbox, Seed, start_with};

const FORM: &str = "application/x-www-form-urlencoded";

/// A stand-in and a client with a token.
struct Bench {
    sandbox: Sandbox,
    client: Client,
    token: String,
}

/// A form's or a query's text.
fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl Bench {
    async fn new() -> Self {
        Self::with(Seed::default()).await
    }

    async fn with(seed: Seed) -> Self {
        Self::spoilt(seed, &[]).await
    }

    async fn spoilt(seed: Seed, faults: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let sandbox = start_with("127.0.0.1:0".parse().unwrap(), faults, seed).await.unwrap();
        let mut bench = Self { sandbox, client: Client::builder().no_proxy().build().unwrap(), token: String::new() };
        bench.login(KEY, KEY).await;
        bench
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    /// The answer to the token call.
    async fn ask_token(&self, kind: &str, id: &str, secret: &str) -> (u16, Value) {
        let body = form(&[("grant_type", kind), ("client_id", id), ("client_secret", secret)]);
        let request = self.client.post(self.url("/v1/oauth/access_token")).header("content-type", FORM).body(body);
        answer(request.send().await.unwrap()).await
    }

    /// Goes on as this one. Every account has a limit of its own, so a long test takes several.
    async fn login(&mut self, id: &str, secret: &str) {
        let (status, answer) = self.ask_token("client_credentials", id, secret).await;
        assert_eq!(status, 200, "{answer}");
        self.token = answer["access_token"].as_str().unwrap().to_owned();
    }

    async fn send(&self, method: &str, path: &str, kind: &str, body: String) -> Response {
        let request = self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), self.url(path));
        request.bearer_auth(&self.token).header("content-type", kind).body(body).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.send("GET", path, FORM, String::new()).await).await
    }

    /// The answer to a call that is no refusal.
    async fn ok(&self, path: &str) -> Value {
        let (status, answer) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
        answer(self.send("POST", path, FORM, form(pairs)).await).await
    }

    async fn json(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        answer(self.send(method, path, "application/json", body.to_string()).await).await
    }

    async fn balance(&self) -> String {
        self.ok("/v1/get-balance").await["data"]["balance"].as_str().unwrap().to_owned()
    }

    /// The campaign with this status.
    async fn campaign(&self, status: &str) -> Value {
        let campaigns = self.ok("/v1/get-user-campaigns").await;
        campaigns.as_array().unwrap().iter().find(|campaign| campaign["status"] == status).unwrap().clone()
    }
}

async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("application/json"));
    (status, response.json().await.unwrap())
}

/// The names of an object's members.
fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("{value} is no object")).keys().map(String::as_str).collect()
}

/// Whether it is a moment the way PHP writes one.
fn is_moment(value: &Value) {
    assert_eq!((&value["timezone_type"], &value["timezone"]), (&json!(3), &json!("UTC")), "{value}");
    let date = value["date"].as_str().unwrap();
    assert!(date.len() == 26 && date.ends_with(".000000") && date.as_bytes()[10] == b' ', "{date}");
}
