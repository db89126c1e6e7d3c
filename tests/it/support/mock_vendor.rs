//! A vendor that records requests and answers what the test sets.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};

use super::program::TIMEOUT;

/// A request that was received. Clones share it: a test with thousands of calls asks again and again for those so far.
#[derive(Clone, Debug)]
pub struct RecordedRequest(Arc<Received>);

impl Deref for RecordedRequest {
    type Target = Received;

    fn deref(&self) -> &Received {
        &self.0
    }
}

impl DerefMut for RecordedRequest {
    fn deref_mut(&mut self) -> &mut Received {
        Arc::make_mut(&mut self.0)
    }
}

/// A request as it was received.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    /// Path and query, as on the wire.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// The names and values of a form body, in order.
    pub fn form(&self) -> Vec<(String, String)> {
        serde_html_form::from_bytes(&self.body).expect("a form")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Makes an answer.
pub type Answer = Box<dyn FnOnce() -> Response + Send>;

#[derive(Clone, Default)]
struct Shared {
    seen: Arc<Mutex<Vec<RecordedRequest>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    usual: Arc<Mutex<(u16, String)>>,
    granted: Arc<Mutex<Vec<RecordedRequest>>>,
    grants: Arc<Mutex<VecDeque<Answer>>>,
    stale: Arc<Mutex<Option<String>>>,
    first_reads: Arc<Mutex<Vec<RecordedRequest>>>,
    first_read: Arc<Mutex<Option<(u16, String)>>>,
    is_read_called: Arc<Mutex<Option<bool>>>,
    has_fields: Arc<Mutex<bool>>,
    tells_account: Arc<Mutex<bool>>,
    account: Arc<Mutex<Option<(u16, String)>>>,
    account_reads: Arc<Mutex<Vec<RecordedRequest>>>,
}

/// The custom fields of the account, where a test says that it has some: at Overloop on every object, and at Snov.io.
const OVERLOOP_FIELDS: [&str; 15] = [
    "c_custom_field_a",
    "c_numeric",
    "c_numeric_whole",
    "c_text",
    "c_text_long",
    "c_phone",
    "c_url",
    "c_boolean",
    "c_list_single",
    "c_list_multiple",
    "c_datetime",
    "c_date",
    "c_a",
    "c_b",
    "c_tier",
];
const SNOV_FIELDS: [&str; 6] = ["specialization", "Age", "Rate", "VIP", "nothing", "Project name"];

/// The answer to a read of the account's custom fields.
fn fields_at(target: &str) -> Option<Value> {
    if target == "/public/v1/custom_fields" {
        let field = |kind: &str, name: &str| json!({ "id": name, "type": "custom_fields", "attributes": { "identifier": name, "type": kind, "value_type": "text" } });
        let of = |kind: &'static str| OVERLOOP_FIELDS.iter().map(move |name| field(kind, name));
        return Some(json!({ "data": of("prospects").chain(of("organizations")).collect::<Vec<_>>() }));
    }
    (target == "/v1/prospect-custom-fields")
        .then(|| SNOV_FIELDS.iter().map(|name| json!({ "key": name, "label": name, "type": "string" })).collect())
}

/// Snov.io's token endpoint. Requests to it are recorded apart from the calls.
const TOKEN_PATH: &str = "/v1/oauth/access_token";

/// What the program reads before it sends a write: one email, one campaign, one lead list, what enriches leads, the first page of
/// the lists in an order of its own. They are recorded apart from the calls, unless a tool is called that reads.
fn is_first_read(method: &str, target: &str, is_write: bool) -> bool {
    if target == "/public/v1/lists?page%5Bsize%5D=100&sort=-id" {
        return true;
    }
    // A campaign of Overloop's, its steps, and who is in it: what a write sets off there, and what it lacks.
    let of_campaigns = target.starts_with("/public/v2/campaigns") || target == "/public/v2/sending_addresses";
    if method == "GET" && of_campaigns {
        return true;
    }
    // Which state a change would bring about, and what else excludes whom a deleted item excludes.
    const STATES: [&str; 3] =
        ["/public/v2/sourcings/", "/public/v2/conversations/", "/public/v2/exclusion_list?per_page=1000"];
    if method == "GET" && STATES.iter().any(|read| target.starts_with(read)) && !target.contains("search_options") {
        return true;
    }
    // Whom a call reaches, in whose name a campaign sends, and what there is to search for.
    const OF_OVERLOOP: [&str; 3] =
        ["/public/v2/prospects/", "/public/v2/users/", "/public/v2/sourcings/search_options"];
    if method == "GET" && is_write && OF_OVERLOOP.iter().any(|read| target.starts_with(read)) {
        return true;
    }
    // Whether a tag has the label that is given to one.
    if target.starts_with("/api/v2/custom-tags?search=") && target.ends_with("&limit=100") {
        return method == "GET";
    }
    // A campaign of Snov.io, which is read after its state was changed, too.
    let snov = target.strip_prefix("/v2/campaigns/").is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
    if snov && method == "GET" {
        return true;
    }
    // A warm-up whose state is changed, and the lists of which one is shown to a person.
    let warmup = target.strip_prefix("/v2/warm-up/").is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
    if is_write && method == "GET" && (warmup || ["/v1/get-user-lists", "/v2/sender-accounts/emails"].contains(&target))
    {
        return true;
    }
    // Whether what is to be blocked is blocked.
    if target.starts_with("/api/v2/block-lists-entries?") && target.ends_with("limit=100") {
        return method == "GET";
    }
    if method == "GET" && target.starts_with("/public/v1/exclusion_list_items?filter=value") {
        return true;
    }
    // What there is of ids, blocked addresses and labels, which a write is compared with after it.
    const COMPARED: [&str; 4] =
        ["workspace-members?limit=100", "accounts?limit=100", "block-lists-entries?search=", "lead-labels?limit=100"];
    if method == "GET"
        && COMPARED.iter().any(|read| target.strip_prefix("/api/v2/").is_some_and(|rest| rest.starts_with(read)))
    {
        return true;
    }
    const PATHS: [&str; 6] =
        ["emails", "campaigns", "accounts", "lead-lists", "subsequences", "supersearch-enrichment"];
    // These are read to show a person what a write is about; most tests read them by tools.
    const SHOWN: [&str; 6] =
        ["leads", "webhooks", "custom-tags", "lead-labels", "block-lists-entries", "inbox-placement-tests"];
    let path = target.strip_prefix("/api/v2/").and_then(|path| path.split_once('/'));
    let id =
        path.filter(|(object, _)| PATHS.contains(object) || (is_write && SHOWN.contains(object))).map(|(_, id)| id);
    method == "GET" && id.is_some_and(|id| !id.contains(['/', '?']))
}

/// Whether a request asks which leads have the address, or the ids, that a change names. It is one of the reads around a
/// write.
fn is_of_named_leads(seen: &RecordedRequest) -> bool {
    let body = serde_json::from_slice::<Value>(&seen.body).unwrap_or_default();
    let keys = || body.as_object().into_iter().flat_map(|body| body.keys().map(String::as_str));
    let is_named = (body["limit"] == 50 && keys().eq(["contacts", "limit"]))
        || (body["limit"] == 100 && keys().eq(["ids", "limit"]));
    seen.target == "/api/v2/leads/list" && is_named
}

/// Whether a request asks which campaigns analytics cover. It is made after a read.
fn is_of_covered(seen: &RecordedRequest) -> bool {
    let query = seen.target.strip_prefix("/api/v2/campaigns?limit=100");
    seen.method == "GET" && query.is_some_and(|rest| rest.is_empty() || rest.starts_with("&status="))
}

/// Whether a request asks whether a campaign that was activated has leads. It is answered yes and not recorded.
fn is_probe(seen: &RecordedRequest) -> bool {
    let body = || serde_json::from_slice::<Value>(&seen.body).unwrap_or_default();
    seen.target == "/api/v2/leads/list"
        && body().as_object().is_some_and(|body| body.len() == 2 && body.contains_key("campaign") && body["limit"] == 1)
}

/// Its answer where a test sets none: an email of a lead, which is also a campaign with one step.
fn usual_first_read() -> (u16, String) {
    let read = json!({
        "id": "0189c2f4-8d1e-7c53-9a6b-3f5d2e1c4b7a", "ue_type": 2, "from_address_email": "lead@example.com",
        "eaccount": "me@example.com",
        "sequences": [{ "steps": [{ "type": "email", "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
    });
    (200, read.to_string())
}

/// The same of Overloop's campaigns: one that is off, without anybody in it.
fn usual_campaign() -> (u16, String) {
    (200, json!({ "id": 7, "status": "off", "data": [] }).to_string())
}

/// The same of the steps of a campaign: one whose type the program does not know.
fn usual_steps() -> (u16, String) {
    (
        200,
        json!({ "data": [{ "id": "01994c2c-5d80-7220-a839-7b1dcdaf61b1", "type": "zapier", "config": {} }] })
            .to_string(),
    )
}

/// The token it grants, which no output may show.
pub const TOKEN: &str = "planted-token-9f8e7d6c5b4a39281706f5e4d3c2b1a0";

/// The vendor; it ends with the test's runtime.
pub struct MockVendor {
    pub address: SocketAddr,
    shared: Shared,
}

impl MockVendor {
    pub async fn start() -> Self {
        let shared = Shared::default();
        *shared.usual.lock().unwrap() = (200, json!({ "items": [] }).to_string());
        let app = Router::new().fallback(answer).with_state(shared.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the answer to every further request.
    pub fn answer_with(&self, status: u16, body: impl ToString) -> &Self {
        *self.shared.usual.lock().unwrap() = (status, body.to_string());
        self
    }

    /// Queues an answer to one request; queued answers come before the one of [`Self::answer_with`].
    pub fn answer_next(&self, answer: impl FnOnce() -> Response + Send + 'static) -> &Self {
        self.shared.answers.lock().unwrap().push_back(Box::new(answer));
        self
    }

    /// Queues a 200 with this body.
    pub fn answer_next_json(&self, body: &Value) -> &Self {
        let body = body.to_string();
        self.answer_next(move || reply(200, "application/json", body))
    }

    /// Queues an answer to one token request; without one it grants [`TOKEN`] for an hour.
    pub fn grant_next(&self, answer: impl FnOnce() -> Response + Send + 'static) -> &Self {
        self.shared.grants.lock().unwrap().push_back(Box::new(answer));
        self
    }

    /// Whether the account has the custom fields of the tests. Reads of them are then answered and not recorded.
    pub fn has_fields(&self, has_fields: bool) -> &Self {
        *self.shared.has_fields.lock().unwrap() = has_fields;
        self
    }

    /// Answers 401 to every further request with this token.
    pub fn reject_token(&self, token: &str) -> &Self {
        *self.shared.stale.lock().unwrap() = Some(format!("Bearer {token}"));
        self
    }

    /// Whether a read of the account is the program's own, before its first write, and no tool's: then it is recorded apart.
    pub fn tells_account(&self, tells_account: bool) -> &Self {
        *self.shared.tells_account.lock().unwrap() = tells_account;
        self
    }

    /// Sets the answer to every further read of the account: 404 where none is set.
    pub fn answer_account_with(&self, status: u16, body: impl ToString) -> &Self {
        *self.shared.account.lock().unwrap() = Some((status, body.to_string()));
        self.tells_account(true)
    }

    /// The account of every key from now on, at Instantly and Overloop alike.
    pub fn account_is(&self, id: &str) -> &Self {
        self.answer_account_with(200, json!({ "id": id, "data": { "id": id, "type": "companies" } }))
    }

    /// The reads of the account so far.
    pub fn account_reads(&self) -> Vec<RecordedRequest> {
        self.shared.account_reads.lock().unwrap().clone()
    }

    /// Whether the next call is of a tool that reads: then no read comes before a write. Where a test does not say, it may be either.
    pub fn expects_read(&self, is_read: bool) {
        *self.shared.is_read_called.lock().unwrap() = Some(is_read);
    }

    /// Sets the answer to every further read that comes before a write.
    pub fn answer_first_reads_with(&self, status: u16, body: impl ToString) -> &Self {
        *self.shared.first_read.lock().unwrap() = Some((status, body.to_string()));
        self
    }

    /// The reads that came before writes so far.
    pub fn first_reads(&self) -> Vec<RecordedRequest> {
        self.shared.first_reads.lock().unwrap().clone()
    }

    /// The token requests so far.
    pub fn token_requests(&self) -> Vec<RecordedRequest> {
        self.shared.granted.lock().unwrap().clone()
    }

    /// The requests so far, without those for a token and without the reads before writes.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// Waits until it has received exactly so many requests.
    pub async fn wait_for_requests(&self, requests: usize) {
        let seen = async {
            while self.requests().len() < requests {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(TIMEOUT, seen).await.expect("the requests arrive in time");
        assert_eq!(self.requests().len(), requests);
    }

    /// The request, where there was exactly one.
    pub fn only_request(&self) -> RecordedRequest {
        let mut seen = self.requests();
        assert_eq!(seen.len(), 1, "one request, got {seen:#?}");
        seen.remove(0)
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let target = parts.uri.path_and_query().unwrap().to_string();
    let seen = Received { method: parts.method.to_string(), target, headers: parts.headers, body: body.to_vec() };
    let seen = RecordedRequest(Arc::new(seen));
    if seen.target == TOKEN_PATH {
        shared.granted.lock().unwrap().push(seen);
        let next = shared.grants.lock().unwrap().pop_front();
        return next.map_or_else(|| grant(TOKEN, 3600), |answer| answer());
    }
    if *shared.is_read_called.lock().unwrap() == Some(true) && is_of_covered(&seen) {
        return reply(200, "application/json", r#"{"items":[]}"#);
    }
    if is_probe(&seen) {
        return reply(200, "application/json", r#"{"items":[{"id":"1"}]}"#);
    }
    let is_account_read = match seen.target.as_str() {
        "/api/v2/workspaces/current" => seen.method == "GET" && *shared.is_read_called.lock().unwrap() != Some(true),
        "/public/v1/account" | "/public/v2/account" => *shared.tells_account.lock().unwrap(),
        _ => false,
    };
    if is_account_read {
        shared.account_reads.lock().unwrap().push(seen);
        let account = shared.account.lock().unwrap().clone();
        let (status, body) = account.unwrap_or_else(|| (404, json!({ "message": "Not Found" }).to_string()));
        return reply(status, "application/json", body);
    }
    let is_read = *shared.is_read_called.lock().unwrap();
    let is_write = is_read == Some(false);
    if is_read != Some(true) && (is_first_read(&seen.method, &seen.target, is_write) || is_of_named_leads(&seen)) {
        let usual = match seen.target.as_str() {
            target if target.starts_with("/public/v2/campaigns/") && target.contains("/steps") => usual_steps,
            target if target.starts_with("/public/v2/") => usual_campaign,
            _ => usual_first_read,
        };
        shared.first_reads.lock().unwrap().push(seen);
        let (status, body) = shared.first_read.lock().unwrap().clone().unwrap_or_else(usual);
        return reply(status, "application/json", body);
    }
    if *shared.has_fields.lock().unwrap()
        && let Some(fields) = fields_at(&seen.target)
    {
        return reply(200, "application/json", fields.to_string());
    }
    let is_stale =
        seen.header("authorization").is_some_and(|given| shared.stale.lock().unwrap().as_deref() == Some(given));
    shared.seen.lock().unwrap().push(seen);
    if is_stale {
        return reply(401, "application/json", json!({ "error": "invalid_token" }).to_string());
    }
    let next = shared.answers.lock().unwrap().pop_front();
    if let Some(answer) = next {
        return answer();
    }
    let (status, body) = shared.usual.lock().unwrap().clone();
    reply(status, "application/json", body)
}

/// An answer that grants this token for so many seconds.
pub fn grant(token: &str, expires_in: i64) -> Response {
    let granted = json!({ "access_token": token, "token_type": "Bearer", "expires_in": expires_in });
    reply(200, "application/json", granted.to_string())
}

/// An answer whose body never ends.
pub fn unending_answer() -> Response {
    Response::new(Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>()))
}

/// An answer whose head is sent at once and whose body when the test sends it.
pub fn answer_when_told(body: oneshot::Receiver<String>) -> Response {
    let body = futures_util::stream::once(body).map_ok(Bytes::from);
    let mut response = Response::new(Body::from_stream(body));
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    response
}

/// An answer of this status, content type and body.
pub fn reply(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Response {
    (StatusCode::from_u16(status).unwrap(), [("content-type", content_type)], Body::from(body.into())).into_response()
}
