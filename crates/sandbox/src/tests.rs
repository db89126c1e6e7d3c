//! What a client of the stand-in sees, over real HTTP.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use super::{KEY, Sandbox, fault::Fault, start};

/// A stand-in and a client that knows the key.
struct Bench {
    sandbox: Sandbox,
    client: Client,
}

impl Bench {
    async fn new(faults: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let sandbox = start("127.0.0.1:0".parse().unwrap(), faults).await.unwrap();
        Self { sandbox, client: Client::builder().no_proxy().user_agent("tests").build().unwrap() }
    }

    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Result<Response, reqwest::Error> {
        let url = format!("{}/api/v2{path}", self.sandbox.base_url());
        let request = self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), url).bearer_auth(KEY);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        };
        request.send().await
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.send(method, path, body).await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("GET", path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    async fn leads(&self, filter: Value) -> Vec<Value> {
        let (status, body) = self.call("POST", "/leads/list", Some(filter)).await;
        assert_eq!(status, 200, "{body}");
        body["items"].as_array().unwrap().clone()
    }

    /// Every page of a list, and how many pages there were.
    async fn all(
        &self,
        mut next: impl FnMut(Option<&str>) -> (&'static str, String, Option<Value>),
    ) -> (Vec<Value>, usize) {
        let (mut items, mut pages, mut cursor) = (Vec::new(), 0, None);
        loop {
            let (method, path, body) = next(cursor.as_deref());
            let (status, page) = self.call(method, &path, body).await;
            assert_eq!(status, 200, "{page}");
            pages += 1;
            items.extend(page["items"].as_array().unwrap().clone());
            cursor = page["next_starting_after"].as_str().map(|cursor| cursor.replace('+', "%2B"));
            if cursor.is_none() {
                return (items, pages);
            }
        }
    }
}

fn holds(object: &str, values: &[Value]) {
    let contract: Value = serde_json::from_str(include_str!("instantly/contract.json")).unwrap();
    let mut schema = contract["objects"][object].clone();
    schema["timezone"] = contract["timezone"].clone();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for value in values {
        let wrong: Vec<String> = schema.iter_errors(value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{object}: {wrong:?} in {value}");
    }
}

async fn refused(bench: &Bench, method: &str, path: &str, body: Value, message: &str) {
    let (status, answer) = bench.call(method, path, Some(body)).await;
    assert_eq!((status, answer["message"].as_str()), (400, Some(message)), "{method} {path}: {answer}");
    assert_eq!((&answer["statusCode"], &answer["error"]), (&json!(400), &json!("Bad Request")));
}

#[tokio::test]
async fn every_object_agrees_with_the_vendors_description() {
    let bench = Bench::new(&[]).await;
    let (leads, _) = bench
        .all(|cursor| {
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
    holds("Lead", &leads);
    let campaigns = bench.get("/campaigns").await["items"].as_array().unwrap().clone();
    holds("Campaign", &campaigns);
    let mut statuses: Vec<i64> = campaigns.iter().map(|campaign| campaign["status"].as_i64().unwrap()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    assert_eq!(statuses, [-99, -2, -1, 0, 1, 2, 3, 4]);
    let emails = bench.get("/emails?limit=100").await["items"].as_array().unwrap().clone();
    holds("Email", &emails);
    assert!((55..=70).contains(&emails.len()), "{}", emails.len());
    holds("LeadList", bench.get("/lead-lists").await["items"].as_array().unwrap());
    let replied = bench.leads(json!({ "filter": "FILTER_VAL_REPLIED", "limit": 100 })).await;
    assert!(replied.len() > 10 && replied.iter().all(|lead| lead["email_reply_count"].as_u64() > Some(0)));
}

#[tokio::test]
async fn lists_are_paged_to_the_end() {
    let bench = Bench::new(&[]).await;
    // Ten campaigns on pages of ten: the full last page has a cursor, and an empty one follows.
    let (campaigns, pages) = bench
        .all(|cursor| {
            ("GET", cursor.map_or("/campaigns".into(), |cursor| format!("/campaigns?starting_after={cursor}")), None)
        })
        .await;
    assert_eq!((campaigns.len(), pages), (10, 2));
    let (lists, pages) = bench
        .all(|cursor| ("GET", format!("/lead-lists?limit=4&starting_after={}", cursor.unwrap_or_default()), None))
        .await;
    assert_eq!((lists.len(), pages), (6, 2));
    let (contacts, _) = bench
        .all(|cursor| {
            (
                "POST",
                "/leads/list".into(),
                Some(json!({ "distinct_contacts": true, "limit": 100, "starting_after": cursor.unwrap_or_default() })),
            )
        })
        .await;
    assert_eq!(contacts.len(), 310);
    assert_eq!(bench.leads(json!({})).await.len(), 10);
    // A filter that is not known is passed over.
    assert_eq!(bench.leads(json!({ "campaign_ids": ["none"] })).await.len(), 10);
}

#[tokio::test]
async fn requests_are_held_against_the_contract() {
    let bench = Bench::new(&[]).await;
    let window = |zone: &str| {
        let days = json!({ "1": true });
        json!([{ "name": "W", "timing": { "from": "09:00", "to": "17:00" }, "days": days, "timezone": zone }])
    };
    let campaign = |zone: &str| json!({ "name": "N", "campaign_schedule": { "schedules": window(zone) } });
    refused(&bench, "POST", "/campaigns", json!({}), "body must have required property 'name'").await;
    let zone = "body/campaign_schedule/schedules/0/timezone must be equal to one of the allowed values";
    refused(&bench, "POST", "/campaigns", campaign("America/New_York"), zone).await;
    let mut days = campaign("America/Chicago");
    days["campaign_schedule"]["schedules"][0]["days"] = json!(["1"]);
    refused(&bench, "POST", "/campaigns", days, "body/campaign_schedule/schedules/0/days must be object").await;
    refused(&bench, "POST", "/lead-lists", json!({ "name": "N", "x": 1 }), "body must NOT have additional properties")
        .await;
    refused(&bench, "POST", "/lead-lists", json!({ "name": 5 }), "body/name must be string").await;
    refused(&bench, "POST", "/leads/list", json!({ "limit": 101 }), "body/limit must be <= 100").await;
    refused(&bench, "DELETE", "/leads/x", json!({}), "body must be null").await;
    let either = "body must have required property 'campaign_id', body must have required property 'list_id', body must \
                  match a schema in anyOf";
    refused(&bench, "DELETE", "/leads", json!({}), either).await;
    let (status, answer) = bench.call("GET", "/campaigns?limit=101", None).await;
    assert_eq!((status, &answer["message"]), (400, &json!("querystring/limit must be <= 100")));
    let (status, answer) = bench.call("GET", "/leads/none", None).await;
    assert_eq!((status, &answer["message"]), (404, &json!("Resource not found")));
    let id = bench.get("/campaigns?status=0").await["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/campaigns/{id}");
    refused(&bench, "PATCH", &path, json!({}), "body must NOT have fewer than 1 properties").await;
}

#[tokio::test]
async fn the_door_is_kept_as_the_vendor_keeps_it() {
    let bench = Bench::new(&[]).await;
    let url = format!("{}/api/v2/campaigns", bench.sandbox.base_url());
    let status = async |key: Option<&str>| {
        let request = bench.client.get(&url);
        let request = if let Some(key) = key { request.bearer_auth(key) } else { request };
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!([status(None).await, status(Some("invalid-1")).await, status(Some("revoked-1")).await], [401; 3]);
    assert_eq!([status(Some("unpaid-1")).await, status(Some("any")).await], [402, 200]);
    let edge = bench.client.get(&url).header("user-agent", "Python-urllib/3.12").bearer_auth(KEY).send().await.unwrap();
    assert_eq!(edge.status(), 403);
    assert!(edge.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert_eq!(edge.text().await.unwrap(), "error code: 1010");
    for _ in 0..20 {
        bench.get("/emails?limit=1").await;
    }
    let limited = bench.send("GET", "/emails/none", None).await.unwrap();
    assert_eq!(limited.status(), 429);
    assert!(!limited.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_campaign_goes_from_draft_to_running() {
    let bench = Bench::new(&[]).await;
    let schedule = json!({ "schedules": [{ "name": "W", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true }, "timezone": "America/Chicago" }] });
    let (_, campaign) =
        bench.call("POST", "/campaigns", Some(json!({ "name": "New", "campaign_schedule": schedule }))).await;
    assert_eq!(campaign["status"], 0);
    let id = campaign["id"].as_str().unwrap();
    let activate = format!("/campaigns/{id}/activate");
    assert_eq!(bench.call("POST", &activate, None).await.1["status"], 3, "nobody to write to");
    let lead = json!({ "campaign": id, "email": "new.person@example.com", "custom_variables": { "tier": "gold" } });
    let (status, created) = bench.call("POST", "/leads", Some(lead.clone())).await;
    assert_eq!((status, &created["payload"]["tier"]), (200, &json!("gold")));
    let mut again = lead;
    again["skip_if_in_workspace"] = json!(true);
    assert_eq!(bench.call("POST", "/leads", Some(again)).await.1["id"], created["id"]);
    assert_eq!(bench.call("POST", &activate, Some(json!({}))).await.1["status"], 1);
    assert!(bench.get(&format!("/campaigns/{id}")).await["custom_variables"]["tier"].is_string());
    let sequences =
        json!([{ "steps": [{ "type": "email", "delay": 1, "variants": [{ "subject": "S", "body": "B" }] }] }]);
    let (_, patched) = bench.call("PATCH", &format!("/campaigns/{id}"), Some(json!({ "sequences": sequences }))).await;
    assert_eq!(patched["sequences"], sequences);
    holds("Campaign", &[patched]);
    holds("Lead", &[created]);
    let (_, deleted) = bench.call("DELETE", "/leads", Some(json!({ "campaign_id": id }))).await;
    assert_eq!(deleted, json!({ "count": 1 }));
}

#[tokio::test]
async fn an_interest_takes_effect_later() {
    let bench = Bench::new(&[]).await;
    let lead = bench.leads(json!({ "filter": "FILTER_VAL_NOT_CONTACTED", "limit": 1 })).await.remove(0);
    let (email, path) = (lead["email"].clone(), format!("/leads/{}", lead["id"].as_str().unwrap()));
    let body = json!({ "lead_email": email, "interest_value": 2 });
    let (status, answer) = bench.call("POST", "/leads/update-interest-status", Some(body)).await;
    assert_eq!((status, answer["message"].is_string()), (202, true));
    assert_eq!(bench.get(&path).await["lt_interest_status"], Value::Null);
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(bench.get(&path).await["lt_interest_status"], 2);
    let body = json!({ "lead_email": "nobody@example.com", "interest_value": null });
    let answer = bench.call("POST", "/leads/update-interest-status", Some(body)).await;
    assert_eq!(answer, (400, json!({ "error": "Invalid lead email" })));
}

#[tokio::test]
async fn a_reply_lands_in_its_thread() {
    let bench = Bench::new(&[]).await;
    let email = bench.get("/emails?email_type=received&limit=1").await["items"][0].clone();
    let body = |eaccount: &Value, body: Value| json!({ "reply_to_uuid": email["id"], "eaccount": eaccount, "subject": "Re: it", "body": body });
    let (status, reply) =
        bench.call("POST", "/emails/reply", Some(body(&email["eaccount"], json!({ "html": "Yes<br/>sure" })))).await;
    assert_eq!((status, &reply["ue_type"], &reply["thread_id"]), (200, &json!(3), &email["thread_id"]));
    assert_eq!(reply["to_address_email_list"], email["from_address_email"]);
    holds("Email", std::slice::from_ref(&reply));
    let thread = bench.get(&format!("/emails?search=thread:{}", email["thread_id"].as_str().unwrap())).await;
    assert_eq!(thread["items"][0]["id"], reply["id"]);
    let no_body = "body/body must have either html or text";
    refused(&bench, "POST", "/emails/reply", body(&email["eaccount"], json!({})), no_body).await;
    assert_eq!(
        bench.call("POST", "/emails/reply", Some(body(&json!("a@example.com"), json!({ "text": "x" })))).await.0,
        400
    );
}

#[tokio::test]
async fn faults_strike_as_they_are_written() {
    let faults = [
        "POST /lead-lists=drop*1",
        "POST /lead-lists=refuse*1",
        "POST /lead-lists=late:500*1",
        "GET /campaigns=429:7*1",
        "GET /campaigns=503,latency:50ms*1",
        "GET /campaigns=html*1",
        "GET /api/v2/campaigns=garbage*1",
        "GET /camp*=huge*1",
    ];
    let bench = Bench::new(&faults).await;
    let list = |name: &str| Some(json!({ "name": name }));
    for name in ["dropped", "refused"] {
        let error = bench.send("POST", "/lead-lists", list(name)).await.unwrap_err();
        assert!(error.status().is_none() && !error.is_connect() && error.is_request(), "{error:?}");
    }
    let (status, answer) = bench.call("POST", "/lead-lists", list("late")).await;
    assert_eq!((status, &answer["statusCode"]), (500, &json!(500)));
    let found =
        async |name: &str| bench.get(&format!("/lead-lists?search={name}")).await["items"].as_array().unwrap().len();
    assert_eq!([found("dropped").await, found("refused").await, found("late").await], [1, 0, 1]);
    let waited = bench.send("GET", "/campaigns", None).await.unwrap();
    assert_eq!((waited.status().as_u16(), waited.headers()["retry-after"].to_str().unwrap()), (429, "7"));
    assert_eq!(bench.call("GET", "/campaigns", None).await.0, 503);
    assert!(bench.call("GET", "/campaigns", None).await.1.as_str().unwrap().contains("<html>"));
    assert!(bench.call("GET", "/campaigns", None).await.1.is_string());
    let huge = bench.send("GET", "/campaigns", None).await.unwrap().bytes().await.unwrap();
    assert!(huge.len() > 50_000_000);
    assert_eq!(bench.get("/campaigns").await["items"].as_array().unwrap().len(), 10);
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn a_slow_answer_starts_and_does_not_end() {
    let bench = Bench::new(&["GET /lead-lists=slow"]).await;
    let mut answer = bench.send("GET", "/lead-lists", None).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.chunk().await.unwrap().unwrap().as_ref(), b"{");
    assert!(tokio::time::timeout(Duration::from_millis(200), answer.bytes()).await.is_err());
}

#[test]
fn a_fault_that_cannot_be_read_says_why() {
    for (text, part) in [
        ("GET", "has no path"),
        ("GET /x", "has no kind"),
        ("FETCH /x=drop", "is no method"),
        ("GET x=drop", "starts with no slash"),
        ("GET /x=oops", "`oops` is no kind"),
        ("GET /x=drop*0", "is no count"),
        ("GET /x=200", "none of 300 to 599"),
        ("GET /x=latency:soon", "is no duration"),
        ("GET /x=drop,503", "a request ends one way"),
    ] {
        let error = text.parse::<Fault>().unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
    }
    assert!("* *=latency:200ms,late:502*3".parse::<Fault>().is_ok());
}
