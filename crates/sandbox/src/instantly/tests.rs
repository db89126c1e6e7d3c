//! The answers of Instantly over HTTP, checked against the vendor's OpenAPI document.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};

use crate::{
    KEY, Seed,
    test_client::{TestClient, array, send},
};

mod every_call;

/// A client of Instantly with a valid key.
pub(crate) struct Api(pub(crate) TestClient);

impl Api {
    pub(crate) async fn start() -> Self {
        Self::with_faults(&[]).await
    }

    pub(crate) async fn with_faults(faults: &[&str]) -> Self {
        Self(TestClient::start(Seed::default(), faults).await)
    }

    fn url(&self, path: &str) -> String {
        self.0.url(&format!("/api/v2{path}"))
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<Response> {
        send(self.0.request(method, &self.url(path)).bearer_auth(KEY), "application/json", body).await
    }

    /// The status and the body, as text where it is not JSON.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.send(method, path, body).await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ok("GET", path, None).await
    }

    async fn ok(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (status, body) = self.call(method, path, body).await;
        assert_eq!(status, 200, "{method} {path}: {body}");
        body
    }

    /// The items of a list's first page.
    pub(crate) async fn items(&self, path: &str) -> Vec<Value> {
        array(&self.get(path).await["items"])
    }

    async fn leads(&self, filter: Value) -> Vec<Value> {
        array(&self.ok("POST", "/leads/list", Some(filter)).await["items"])
    }

    /// The items of all pages, and the number of pages. `next` gives the call that follows a cursor.
    async fn all_pages(
        &self,
        mut next: impl FnMut(Option<&str>) -> (&'static str, String, Option<Value>),
    ) -> (Vec<Value>, usize) {
        let (mut items, mut pages, mut cursor) = (Vec::new(), 0, None);
        loop {
            let (method, path, body) = next(cursor.as_deref());
            let page = self.ok(method, &path, body).await;
            pages += 1;
            items.extend(array(&page["items"]));
            cursor = page["next_starting_after"].as_str().map(|cursor| cursor.replace('+', "%2B"));
            if cursor.is_none() {
                return (items, pages);
            }
        }
    }
}

/// Checks objects against the schema of the OpenAPI document.
fn check_schema(object: &str, values: &[Value]) {
    let contract: Value = serde_json::from_str(include_str!("contract.json")).unwrap();
    for value in values {
        let wrong = mistakes(&contract, json!({ "$ref": format!("#/objects/{object}") }), value);
        assert!(wrong.is_empty(), "{object}: {wrong:?} in {value}");
    }
}

/// How an answer differs from a schema of the contract.
fn mistakes(contract: &Value, mut schema: Value, value: &Value) -> Vec<String> {
    for part in ["objects", "enums"] {
        schema[part] = contract[part].clone();
    }
    let schema = jsonschema::validator_for(&schema).unwrap();
    schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Makes a call that must be refused with 400 and this message.
async fn check_refused(api: &Api, method: &str, path: &str, body: Value, message: &str) {
    let (status, answer) = api.call(method, path, Some(body)).await;
    assert_eq!((status, answer["message"].as_str()), (400, Some(message)), "{method} {path}: {answer}");
    assert_eq!((&answer["statusCode"], &answer["error"]), (&json!(400), &json!("Bad Request")));
}

#[tokio::test]
async fn objects_match_the_openapi_document() {
    let api = Api::start().await;
    let (leads, _) = api
        .all_pages(|cursor| {
            (
                "POST",
                "/leads/list".into(),
                Some(match cursor {
                    Some(cursor) => json!({ "limit": 100, "starting_after": cursor }),
                    None => json!({ "limit": 100 }),
                }),
            )
        })
        .await;
    assert_eq!(leads.len(), 320);
    check_schema("Lead", &leads);
    let campaigns = api.items("/campaigns").await;
    check_schema("Campaign", &campaigns);
    let mut statuses: Vec<i64> = campaigns.iter().map(|campaign| campaign["status"].as_i64().unwrap()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    assert_eq!(statuses, [-99, -2, -1, 0, 1, 2, 3, 4]);
    let emails = api.items("/emails?limit=100").await;
    check_schema("Email", &emails);
    assert!((55..=70).contains(&emails.len()), "{}", emails.len());
    check_schema("LeadList", &api.items("/lead-lists").await);
    let replied = api.leads(json!({ "filter": "FILTER_VAL_REPLIED", "limit": 100 })).await;
    assert!(replied.len() > 10 && replied.iter().all(|lead| lead["email_reply_count"].as_u64() > Some(0)));
}

#[tokio::test]
async fn lists_are_paged_to_the_end() {
    let api = Api::start().await;
    // Ten campaigns on pages of ten: the full last page has a cursor, and an empty one follows.
    let (campaigns, pages) = api
        .all_pages(|cursor| {
            ("GET", cursor.map_or("/campaigns".into(), |cursor| format!("/campaigns?starting_after={cursor}")), None)
        })
        .await;
    assert_eq!((campaigns.len(), pages), (10, 2));
    let (lists, pages) = api
        .all_pages(|cursor| ("GET", format!("/lead-lists?limit=4&starting_after={}", cursor.unwrap_or_default()), None))
        .await;
    assert_eq!((lists.len(), pages), (6, 2));
    let (contacts, _) = api
        .all_pages(|cursor| {
            (
                "POST",
                "/leads/list".into(),
                Some(json!({ "distinct_contacts": true, "limit": 100, "starting_after": cursor.unwrap_or_default() })),
            )
        })
        .await;
    assert_eq!(contacts.len(), 310);
    assert_eq!(api.leads(json!({})).await.len(), 10);
    // Unknown filters are ignored.
    assert_eq!(api.leads(json!({ "campaign_ids": ["none"] })).await.len(), 10);
}

#[tokio::test]
async fn requests_are_checked_against_the_contract() {
    let api = Api::start().await;
    let window = |zone: &str| {
        let days = json!({ "1": true });
        json!([{ "name": "W", "timing": { "from": "09:00", "to": "17:00" }, "days": days, "timezone": zone }])
    };
    let campaign = |zone: &str| json!({ "name": "N", "campaign_schedule": { "schedules": window(zone) } });
    check_refused(&api, "POST", "/campaigns", json!({}), "body must have required property 'name'").await;
    let zone = "body/campaign_schedule/schedules/0/timezone must be equal to one of the allowed values";
    check_refused(&api, "POST", "/campaigns", campaign("America/New_York"), zone).await;
    let mut days = campaign("America/Chicago");
    days["campaign_schedule"]["schedules"][0]["days"] = json!(["1"]);
    check_refused(&api, "POST", "/campaigns", days, "body/campaign_schedule/schedules/0/days must be object").await;
    check_refused(
        &api,
        "POST",
        "/lead-lists",
        json!({ "name": "N", "x": 1 }),
        "body must NOT have additional properties",
    )
    .await;
    check_refused(&api, "POST", "/lead-lists", json!({ "name": 5 }), "body/name must be string").await;
    check_refused(&api, "POST", "/leads/list", json!({ "limit": 101 }), "body/limit must be <= 100").await;
    check_refused(&api, "DELETE", "/leads/x", json!({}), "body must be null").await;
    let either = "body must have required property 'campaign_id', body must have required property 'list_id', body must \
                  match a schema in anyOf";
    check_refused(&api, "DELETE", "/leads", json!({}), either).await;
    let (status, answer) = api.call("GET", "/campaigns?limit=101", None).await;
    assert_eq!((status, &answer["message"]), (400, &json!("querystring/limit must be <= 100")));
    let (status, answer) = api.call("GET", "/leads/none", None).await;
    assert_eq!((status, &answer["message"]), (404, &json!("Resource not found")));
    let id = api.get("/campaigns?status=0").await["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/campaigns/{id}");
    check_refused(&api, "PATCH", &path, json!({}), "body must NOT have fewer than 1 properties").await;
}

#[tokio::test]
async fn keys_user_agents_and_the_rate_limit_are_checked() {
    let api = Api::start().await;
    let url = api.url("/campaigns");
    let status = async |key: Option<&str>| {
        let authorization = key.map(|key| format!("Bearer {key}"));
        api.0.authorized("GET", &url, authorization.as_deref()).send().await.unwrap().status().as_u16()
    };
    assert_eq!([status(None).await, status(Some("invalid-1")).await, status(Some("revoked-1")).await], [401; 3]);
    assert_eq!([status(Some("unpaid-1")).await, status(Some("any")).await], [402, 200]);
    let request = api.0.request("GET", &url).bearer_auth(KEY).header("user-agent", "Python-urllib/3.12");
    let edge = request.send().await.unwrap();
    assert_eq!(edge.status(), 403);
    assert!(edge.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert_eq!(edge.text().await.unwrap(), "error code: 1010");
    for _ in 0..20 {
        api.get("/emails?limit=1").await;
    }
    let limited = api.send("GET", "/emails/none", None).await.unwrap();
    assert_eq!(limited.status(), 429);
    assert!(!limited.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_campaign_goes_from_draft_to_running() {
    let api = Api::start().await;
    let schedule = json!({ "schedules": [{ "name": "W", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true }, "timezone": "America/Chicago" }] });
    let (_, campaign) =
        api.call("POST", "/campaigns", Some(json!({ "name": "New", "campaign_schedule": schedule }))).await;
    assert_eq!(campaign["status"], 0);
    let id = campaign["id"].as_str().unwrap();
    let activate = format!("/campaigns/{id}/activate");
    assert_eq!(api.call("POST", &activate, None).await.1["status"], 3, "it has no leads");
    let lead = json!({ "campaign": id, "email": "new.person@example.com", "custom_variables": { "tier": "gold" } });
    let (status, created) = api.call("POST", "/leads", Some(lead.clone())).await;
    assert_eq!((status, &created["payload"]["tier"]), (200, &json!("gold")));
    let mut again = lead;
    again["skip_if_in_workspace"] = json!(true);
    assert_eq!(api.call("POST", "/leads", Some(again)).await.1["id"], created["id"]);
    assert_eq!(api.call("POST", &activate, Some(json!({}))).await.1["status"], 1);
    assert!(api.get(&format!("/campaigns/{id}")).await["custom_variables"]["tier"].is_string());
    let sequences =
        json!([{ "steps": [{ "type": "email", "delay": 1, "variants": [{ "subject": "S", "body": "B" }] }] }]);
    let (_, patched) = api.call("PATCH", &format!("/campaigns/{id}"), Some(json!({ "sequences": sequences }))).await;
    assert_eq!(patched["sequences"], sequences);
    check_schema("Campaign", &[patched]);
    check_schema("Lead", &[created]);
    let (_, deleted) = api.call("DELETE", "/leads", Some(json!({ "campaign_id": id }))).await;
    assert_eq!(deleted, json!({ "count": 1 }));
}

#[tokio::test]
async fn a_change_of_interest_takes_effect_later() {
    let api = Api::start().await;
    let lead = api.leads(json!({ "filter": "FILTER_VAL_NOT_CONTACTED", "limit": 1 })).await.remove(0);
    let (email, path) = (lead["email"].clone(), format!("/leads/{}", lead["id"].as_str().unwrap()));
    let body = json!({ "lead_email": email, "interest_value": 2 });
    let (status, answer) = api.call("POST", "/leads/update-interest-status", Some(body)).await;
    assert_eq!((status, answer["message"].is_string()), (202, true));
    assert_eq!(api.get(&path).await["lt_interest_status"], Value::Null);
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(api.get(&path).await["lt_interest_status"], 2);
    let body = json!({ "lead_email": "nobody@example.com", "interest_value": null });
    let answer = api.call("POST", "/leads/update-interest-status", Some(body)).await;
    assert_eq!(answer, (400, json!({ "error": "Invalid lead email" })));
}

#[tokio::test]
async fn a_reply_belongs_to_the_thread() {
    let api = Api::start().await;
    let email = api.get("/emails?email_type=received&limit=1").await["items"][0].clone();
    let body = |eaccount: &Value, body: Value| json!({ "reply_to_uuid": email["id"], "eaccount": eaccount, "subject": "Re: it", "body": body });
    let (status, reply) =
        api.call("POST", "/emails/reply", Some(body(&email["eaccount"], json!({ "html": "Yes<br/>sure" })))).await;
    assert_eq!((status, &reply["ue_type"], &reply["thread_id"]), (200, &json!(3), &email["thread_id"]));
    assert_eq!(reply["to_address_email_list"], email["from_address_email"]);
    check_schema("Email", std::slice::from_ref(&reply));
    let thread = api.get(&format!("/emails?search=thread:{}", email["thread_id"].as_str().unwrap())).await;
    assert_eq!(thread["items"][0]["id"], reply["id"]);
    let no_body = "body/body must have either html or text";
    check_refused(&api, "POST", "/emails/reply", body(&email["eaccount"], json!({})), no_body).await;
    assert_eq!(
        api.call("POST", "/emails/reply", Some(body(&json!("a@example.com"), json!({ "text": "x" })))).await.0,
        400
    );
}
