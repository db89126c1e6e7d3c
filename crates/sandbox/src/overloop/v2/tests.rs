//! v2 over HTTP.

use serde_json::{Value, json};

use crate::{
    KEY, Seed,
    reply::JSON,
    test_client::{TestClient, send, status_and_json},
};

struct Api(TestClient);

impl Api {
    async fn start() -> Self {
        Self(TestClient::start(Seed::default(), &[]).await)
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.0.authorized(method, &self.0.url(path), Some(KEY));
        let response = send(request, JSON, body).await.unwrap();
        if response.status().as_u16() == 204 {
            return (204, Value::Null);
        }
        let media_type = if path.starts_with("/public/v1") { crate::overloop::api::JSON_API } else { JSON };
        status_and_json(response, media_type).await
    }

    async fn ok(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer["data"].clone()
    }
}

#[tokio::test]
async fn a_campaign_of_v2_is_an_automation_of_v1_and_mails_whoever_is_in_it_once_it_is_on() {
    let api = Api::start().await;
    let new = json!({
        "name": "Autumn", "timezone": "Etc/UTC",
        "steps": [{ "type": "delay", "config": { "days_delay": 1 } }, { "type": "email", "config": { "generate_with_ai": true } }],
    });
    let made = api.ok("POST", "/public/v2/campaigns", Some(new)).await;
    assert_eq!((&made["status"], &made["only_allow_manual_enrollment"]), (&json!("off"), &json!(true)), "{made}");
    let path = format!("/public/v2/campaigns/{}", made["id"]);
    let steps = api.ok("GET", &format!("{path}/steps"), None).await;
    assert_eq!(
        (steps[0]["previous_step_id"].clone(), &steps[1]["previous_step_id"]),
        (Value::Null, &steps[0]["id"]),
        "{steps}"
    );
    let automation = api.ok("GET", &format!("/public/v1/automations/{}", made["id"]), None).await;
    assert_eq!(automation["attributes"]["name"], "Autumn", "{automation}");
    assert_eq!(automation["relationships"]["steps"]["data"].as_array().unwrap().len(), 2, "{automation}");

    let enrolled = api.ok("POST", &format!("{path}/enrollments"), Some(json!({ "prospect_id": 1 }))).await;
    assert_eq!((&enrolled["prospect_id"], &enrolled["status"]), (&json!(1), &json!("active")), "{enrolled}");
    let again = api.call("POST", &format!("{path}/enrollments"), Some(json!({ "prospect_id": 1 }))).await;
    assert_eq!(again.0, 422, "{again:?}");
    let many =
        api.ok("POST", &format!("{path}/enrollments/bulk"), Some(json!({ "prospect_ids": ["1", 2, 9999] }))).await;
    assert_eq!(many.as_array().unwrap().len(), 1, "{many}");
    let sent = async || api.ok("GET", &format!("{path}/stats"), None).await["email"]["sent"].clone();
    assert_eq!(sent().await, 0);
    api.ok("PATCH", &path, Some(json!({ "status": "on" }))).await;
    assert_eq!(sent().await, 2);
    api.ok("PATCH", &path, Some(json!({ "status": "on" }))).await;
    assert_eq!(sent().await, 2, "each is mailed once");
    let ended = format!("{path}/enrollments/{}", enrolled["id"]);
    assert_eq!(api.call("DELETE", &ended, None).await.0, 204);
    assert_eq!(api.ok("GET", &ended, None).await["status"], "disenrolled");
    assert_eq!(api.call("DELETE", &path, None).await.0, 204);
    assert_eq!(
        api.call("GET", &path, None).await,
        (404, json!({ "error": { "type": "not_found", "message": "The specified resource could not be found" } }))
    );
}

#[tokio::test]
async fn what_the_vendor_refuses_is_refused_in_its_words() {
    let api = Api::start().await;
    for (path, body, message) in [
        ("/campaigns", json!({ "name": "A" }), "Timezone can't be blank"),
        ("/campaigns", json!({ "timezone": "Etc/UTC" }), "Name can't be blank"),
        (
            "/campaigns",
            json!({ "name": "A", "timezone": "Etc/UTC", "only_allow_manual_enrollment": false }),
            "Enter triggers can't be blank",
        ),
        (
            "/sourcings",
            json!({ "name": "A", "search_criteria": { "job_titles": ["CTO"] } }),
            "Sourcing limit can't be blank",
        ),
        (
            "/sourcings",
            json!({ "name": "A", "sourcing_limit": 5, "search_criteria": { "locations": [{ "name": "Belgium" }] } }),
            "Search criteria locations is invalid",
        ),
        ("/campaigns/1/steps", json!({ "type": "delay", "config": {} }), "Delay must be at least 10 minutes"),
        ("/campaigns/1/enrollments", json!({ "prospect_id": 99_999 }), "Prospect must exist"),
    ] {
        let (status, answer) = api.call("POST", &format!("/public/v2{path}"), Some(body.clone())).await;
        let expected =
            json!({ "error": { "type": "validation_error", "message": format!("Validation failed: {message}") } });
        assert_eq!((status, answer), (422, expected), "{path} {body}");
    }
}

#[tokio::test]
async fn a_sourcing_costs_a_credit_a_person_and_feeds_the_campaign_that_takes_its_people() {
    let api = Api::start().await;
    let place = json!({ "id": 22, "name": "Belgium", "type": "Country" });
    let criteria = json!({ "job_titles": ["CTO"], "locations": [place] });
    let plain = api
        .call("POST", "/public/v2/sourcings/estimate", Some(json!({ "search_criteria": { "locations": ["Belgium"] } })))
        .await;
    assert_eq!(plain.1["estimated_count"], 0, "plain names match nobody: {plain:?}");
    let new = json!({
        "name": "A", "timezone": "Etc/UTC", "search_criteria": criteria, "sourcing_limit": 3,
        "steps": [{ "type": "email", "config": { "generate_with_ai": true } }],
    });
    let campaign = api.ok("POST", "/public/v2/campaigns", Some(new)).await;
    let sourcing = format!("/public/v2/sourcings/{}", campaign["sourcing_id"].as_str().unwrap());
    let credits =
        async || api.ok("GET", "/public/v1/account", None).await["attributes"]["remaining_credits"].as_i64().unwrap();
    let before = credits().await;
    assert_eq!(api.ok("POST", &format!("{sourcing}/start"), None).await["status"], "completed");
    assert_eq!(before - credits().await, 3);
    api.ok("POST", &format!("{sourcing}/start"), None).await;
    assert_eq!(before - credits().await, 3, "the limit holds");
    let enrolled = api.ok("GET", &format!("/public/v2/campaigns/{}/enrollments", campaign["id"]), None).await;
    assert_eq!(enrolled.as_array().unwrap().len(), 3);
    let options = api.ok("GET", "/public/v2/sourcings/search_options?field=locations&q=bel", None).await;
    assert_eq!(options, json!([{ "id": 22, "name": "Belgium", "type": "Country" }]));
}

#[tokio::test]
async fn conversations_are_archived_renamed_and_assigned() {
    let api = Api::start().await;
    let listed = api.ok("GET", "/public/v2/conversations?sort=-last_activity_at", None).await;
    let path = format!("/public/v2/conversations/{}", listed[0]["id"]);
    assert_eq!(api.ok("PATCH", &path, Some(json!({ "name": "Prices" }))).await["name"], "Prices");
    assert_eq!(api.ok("POST", &format!("{path}/assign"), Some(json!({ "owner_id": "2" }))).await["owner_id"], 2);
    api.ok("POST", &format!("{path}/archive"), None).await;
    let ids = async |query: &str| {
        let rows = api.ok("GET", &format!("/public/v2/conversations{query}"), None).await;
        rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<Value>>()
    };
    assert!(!ids("").await.contains(&listed[0]["id"]) && ids("?archived=true").await.contains(&listed[0]["id"]));
    api.ok("POST", &format!("{path}/unarchive"), None).await;
    assert!(ids("").await.contains(&listed[0]["id"]));
}
