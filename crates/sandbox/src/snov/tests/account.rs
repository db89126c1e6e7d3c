//! Tokens, the rate limit, credits, the balance and webhooks.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Api, FORM, answer, form, names};
use crate::{
    Seed,
    snov::auth::{Auth, LIFETIME},
};

#[tokio::test]
async fn a_token_is_valid_for_both_prefixes() {
    let api = Api::start().await;
    let (status, given) = api.request_token("client_credentials", "me", "secret").await;
    assert_eq!((status, names(&given)), (200, vec!["access_token", "token_type", "expires_in"]));
    assert_eq!((&given["token_type"], &given["expires_in"]), (&json!("Bearer"), &json!(3600)));
    let token = given["access_token"].as_str().unwrap();
    let (_, other) = api.request_token("client_credentials", "me", "secret").await;
    assert_ne!(other["access_token"], token);
    let body = json!({ "grant_type": "client_credentials", "client_id": "me", "client_secret": "s" });
    assert_eq!(api.json("POST", "/v1/oauth/access_token", body).await.0, 200, "JSON is accepted too");

    let asked = async |path: &str, header: Option<String>, kind: &str, body: String| {
        answer(api.send_as(header.as_deref(), "GET", path, kind, body).await).await
    };
    for (path, header, kind, body) in [
        ("/v1/get-balance".to_owned(), Some(format!("Bearer {token}")), FORM, String::new()),
        ("/v2/webhooks".to_owned(), Some(format!("bearer {token}")), FORM, String::new()),
        (format!("/v2/webhooks?access_token={token}"), None, FORM, String::new()),
        ("/v1/get-balance".to_owned(), None, FORM, form(&[("access_token", token)])),
        ("/v2/webhooks".to_owned(), None, "application/json", json!({ "access_token": token }).to_string()),
    ] {
        assert_eq!(asked(&path, header, kind, body).await.0, 200, "{path}");
    }
    for header in [None, Some("Bearer wrong".to_owned()), Some(token.to_owned()), Some(format!("Basic {token}"))] {
        for path in ["/v1/get-balance", "/v2/webhooks"] {
            let (status, refused) = asked(path, header.clone(), FORM, String::new()).await;
            assert_eq!((status, &refused["errors"]["code"]), (401, &json!(401)), "{path} {header:?}");
        }
    }
}

#[tokio::test]
async fn refused_token_calls_say_why() {
    let api = Api::start().await;
    for secret in ["invalid", "revoked-1"] {
        let (status, refused) = api.request_token("client_credentials", "me", secret).await;
        assert_eq!((status, &refused["error"]), (401, &json!("invalid_client")));
        assert!(refused["error_description"].is_string());
    }
    let (status, refused) = api.request_token("password", "me", "secret").await;
    assert_eq!((status, &refused["error"]), (400, &json!("unsupported_grant_type")));
    assert_eq!(api.request_token("client_credentials", "", "secret").await.0, 400);
}

#[test]
fn a_token_is_valid_for_an_hour() {
    let (mut auth, now) = (Auth::new(60), Instant::now());
    let token = auth.issue("me".to_owned(), now);
    assert_eq!(auth.account(&token, now + LIFETIME - Duration::from_secs(1)), Some("me"));
    assert_eq!(auth.account(&token, now + LIFETIME), None);
}

#[tokio::test]
async fn an_account_has_sixty_requests_a_minute() {
    let mut api = Api::start().await;
    api.login("busy", "secret").await;
    // The token call was the first.
    for _ in 1..60 {
        api.ok("/v1/get-balance").await;
    }
    let (status, refused) = api.get("/v2/webhooks").await;
    assert_eq!((status, &refused["errors"]["code"]), (429, &json!(429)));
    assert_eq!(api.request_token("client_credentials", "busy", "secret").await.0, 429);
    api.login("other", "secret").await;
    api.ok("/v1/get-balance").await;
}

#[tokio::test]
async fn unknown_paths_have_the_documented_404() {
    let api = Api::start().await;
    let unknown = json!({ "errors": { "code": 404, "title": "Sorry, but url or entity not found", "source": "" } });
    for path in ["/v1/none", "/v2/campaigns", "/v2/get-balance", "/v2/webhooks/1/none", "/v2/campaigns/1/progress"] {
        assert_eq!(api.get(path).await, (404, unknown.clone()), "{path}");
    }
    assert_eq!(api.get("/v1/lists").await.0, 405);
    let (status, refused) = api.json("POST", "/v1/lists", json!([])).await;
    assert_eq!((status, &refused["success"]), (400, &json!(false)));
}

#[tokio::test]
async fn credits_run_out_and_are_refused_in_both_shapes() {
    const UNPAID: &str = "Sorry, you ran out of credits, please order more credits";
    let mut api = Api::with(Seed { snov_credits: 3, ..Seed::default() }, &[]).await;
    assert_eq!(api.balance().await, "3.00");
    let search = async |api: &Api, domain: &str| api.post("/v2/domain-search/start", &[("domain", domain)]).await;
    assert_eq!(search(&api, "one.example.com").await.0, 200);
    assert_eq!(search(&api, "one.example.com").await.0, 200);
    assert_eq!(search(&api, "nothing.example.com").await.0, 200);
    assert_eq!(api.balance().await, "2.00", "a repeated search and one that finds nothing are free");
    let name = [("firstName", "Alma"), ("lastName", "Delorme"), ("domain", "example.com")];
    assert_eq!(api.post("/v1/add-names-to-find-emails", &name).await.0, 200);
    let url = [("url", "https://www.linkedin.com/in/alma-delorme")];
    assert_eq!(api.post("/v1/add-url-for-search", &url).await.0, 200);
    assert_eq!(api.balance().await, "0.00");

    let refused = (400, json!({ "errors": [{ "user_id": UNPAID }] }));
    assert_eq!(search(&api, "two.example.com").await, refused);
    assert_eq!(search(&api, "one.example.com").await.0, 200, "paid for already");
    let refused = (400, json!({ "success": false, "message": UNPAID }));
    assert_eq!(api.post("/v1/add-names-to-find-emails", &name).await, refused);
    assert_eq!(api.post("/v1/add-url-for-search", &url).await, refused);
    assert_eq!(api.post("/v1/add-emails-to-verification", &[("emails[]", "a@example.com")]).await, refused);
    assert_eq!(api.post("/v1/get-profile-by-email", &[("email", "alma.delorme@example.com")]).await, refused);
    assert_eq!(api.balance().await, "0.00");

    api.login("fresh", "unpaid-1").await;
    assert_eq!(api.balance().await, "0.00");
    assert_eq!(search(&api, "three.example.com").await.0, 400);
    api.login("fresh", "secret").await;
    assert_eq!(api.balance().await, "3.00");
}

#[tokio::test]
async fn the_balance_has_the_documented_shape() {
    let api = Api::start().await;
    let answer = api.ok("/v1/get-balance").await;
    assert_eq!((&answer["success"], &answer["data"]["balance"]), (&json!(true), &json!("150.00")));
    let members = ["balance", "teamwork", "unique_recipients_used", "limit_resets_in", "expires_in"];
    assert_eq!(names(&answer["data"]), members);
}

#[tokio::test]
async fn webhooks_are_created_updated_and_deleted() {
    let api = Api::start().await;
    let all = api.ok("/v2/webhooks").await;
    let seeded = all["data"].as_array().unwrap();
    assert_eq!(all["meta"]["webhooks_count"], seeded.len());
    let members = ["id", "end_point", "event_object", "event_action", "created_at", "status"];
    assert!(seeded.iter().all(|own| names(own) == ["data"] && names(&own["data"]) == members));
    let statuses: Vec<&Value> = seeded.iter().map(|own| &own["data"]["status"]).collect();
    assert!(statuses.contains(&&json!("active")) && statuses.contains(&&json!("deactivated")));

    let new = |object: &str, action: &str, url: &str| json!({ "event_object": object, "event_action": action, "endpoint_url": url });
    let url = "https://hooks.example.com/new";
    let (status, made) = api.json("POST", "/v2/webhooks", new("campaign_reply", "received", url)).await;
    assert_eq!((status, names(&made), names(&made["data"])), (200, vec!["data", "meta"], members.to_vec()));
    assert_eq!((&made["data"]["end_point"], &made["data"]["status"]), (&json!(url), &json!("active")));
    assert!(made["data"]["created_at"].as_i64().unwrap() < 10_000_000_000, "seconds");
    let path = format!("/v2/webhooks/{}", made["data"]["id"]);
    let (_, changed) = api.json("PUT", &path, json!({ "status": "deactivated" })).await;
    assert_eq!((&changed["data"]["status"], &changed["meta"]), (&json!("deactivated"), &made["meta"]));
    assert_eq!(api.json("PUT", &path, json!({ "status": "off" })).await.0, 422);
    let last = api.ok("/v2/webhooks").await["data"].as_array().unwrap().last().unwrap()["data"].clone();
    assert_eq!(last, changed["data"]);
    for wrong in [
        new("campaign_reply", "sent", url),
        new("none", "sent", url),
        new("campaign_email", "sent", "hooks.example.com"),
        json!({ "event_object": "campaign_email", "event_action": "sent" }),
    ] {
        let (status, refused) = api.json("POST", "/v2/webhooks", wrong.clone()).await;
        assert_eq!((status, refused["errors"][0].is_object()), (422, true), "{wrong}");
    }
    let deleted = (200, json!({ "data": { "success": true } }));
    assert_eq!(api.json("DELETE", &path, json!({})).await, deleted);
    assert_eq!(api.json("DELETE", &path, json!({})).await.0, 404);
    assert_eq!(api.json("PUT", &path, json!({ "status": "active" })).await.0, 404);
}

#[tokio::test]
async fn an_account_has_fifty_webhooks_at_most() {
    let mut api = Api::start().await;
    let seeded = api.ok("/v2/webhooks").await["data"].as_array().unwrap().len();
    api.login("second", "secret").await;
    let body =
        json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://e.example.com" });
    for _ in seeded..50 {
        assert_eq!(api.json("POST", "/v2/webhooks", body.clone()).await.0, 200);
    }
    assert_eq!(api.json("POST", "/v2/webhooks", body).await.0, 422);
    assert_eq!(api.ok("/v2/webhooks").await["meta"]["webhooks_count"], 50);
}

#[tokio::test]
async fn faults_apply_to_both_prefixes() {
    let faults = ["GET /v1/get-balance=429:7*1", "GET /webhooks=503*1", "POST /v1/lists=late:500*1"];
    let api = Api::with(Seed::default(), &faults).await;
    let limited = api.send("GET", "/v1/get-balance", FORM, String::new()).await;
    assert_eq!(limited.headers()["retry-after"], "7");
    let (status, refused) = answer(limited).await;
    assert_eq!((status, &refused["errors"]["code"]), (429, &json!(429)));
    api.ok("/v1/get-balance").await;
    let (status, refused) = api.get("/v2/webhooks").await;
    assert_eq!((status, names(&refused["errors"])), (503, vec!["code", "title", "source"]));
    api.ok("/v2/webhooks").await;

    let before = api.ok("/v1/get-user-lists").await.as_array().unwrap().len();
    assert_eq!(api.post("/v1/lists", &[("name", "Autumn")]).await.0, 500);
    assert_eq!(api.ok("/v1/get-user-lists").await.as_array().unwrap().len(), before + 1, "the call was carried out");
}
