//! The tasks of several rows.

use serde_json::{Value, json};

use super::{Api, names};
use crate::Seed;

impl Api {
    /// Starts a task and asks for its result until it has ended. Gives the start and the end.
    async fn task(&self, path: &str, body: Value) -> (Value, Value) {
        let (status, started) = self.json("POST", &format!("/v2/{path}/start"), body).await;
        assert_eq!((status, names(&started)), (200, vec!["data", "meta"]), "{started}");
        assert_eq!(names(&started["data"]), ["task_hash"]);
        let hash = started["data"]["task_hash"].as_str().unwrap();
        let result = format!("/v2/{path}/result?task_hash={hash}");
        for _ in 0..5 {
            let answer = self.ok(&result).await;
            if answer["status"] != "in_progress" {
                return (started.clone(), answer);
            }
            assert_eq!(answer["data"], json!([]));
        }
        panic!("it never ends");
    }
}

#[tokio::test]
async fn addresses_are_found_by_names() {
    let api = Api::start().await;
    let person = |first: &str, domain: &str| json!({ "first_name": first, "last_name": "Doe", "domain": domain });
    let rows = json!([
        person("Jane", "octagon.example.com"),
        person("Nobody", "octagon.example.com"),
        person("Jo", "nothing.example.com")
    ]);
    let (started, found) = api.task("emails-by-domain-by-name", json!({ "rows": rows })).await;
    assert_eq!((&started["meta"]["rows"], &found["meta"]["rows"]), (&rows, &rows));
    assert_eq!(found["status"], "completed");
    assert_eq!(found["data"][0]["people"], "Jane Doe");
    let address = found["data"][0]["result"][0]["email"].as_str().unwrap();
    assert!(address.ends_with("@octagon.example.com"), "{address}");
    assert_eq!((&found["data"][1]["result"], &found["data"][2]["result"]), (&json!([]), &json!([])));
    assert_eq!(api.balance().await, "149.00", "only what is found costs");
    api.task("emails-by-domain-by-name", json!({ "rows": rows })).await;
    assert_eq!(api.balance().await, "148.00", "the same start is charged again");
}

#[tokio::test]
async fn verifications_profiles_and_domains_come_in_another_order() {
    let api = Api::start().await;
    let emails = json!(["a@octagon.example.com", "grey@octagon.example.com", "no address"]);
    let (_, found) = api.task("email-verification", json!({ "emails": emails })).await;
    let said = |at: usize| {
        (found["data"][at]["email"].as_str().unwrap(), found["data"][at]["result"]["smtp_status"].as_str().unwrap())
    };
    assert_eq!(
        [said(2), said(1), said(0)],
        [("a@octagon.example.com", "valid"), ("grey@octagon.example.com", "unknown"), ("no address", "not_valid")]
    );
    assert_eq!(found["data"][1]["result"]["unknown_status_reason"], "greylist");
    assert_eq!(api.balance().await, "147.00");

    let urls = json!(["https://www.linkedin.com/in/jane-doe/", "https://www.linkedin.com/in/nobody-doe"]);
    let (_, found) = api.task("li-profiles-by-urls", json!({ "urls": urls })).await;
    assert_eq!((&found["data"][0]["result"], &found["data"][1]["result"]["name"]), (&json!([]), &json!("Jane Doe")));
    assert_eq!(api.balance().await, "146.00");

    let form = [("names[]", "Silverbeck Data"), ("names[]", "Nothing known")];
    let (status, started) = api.post("/v2/company-domain-by-name/start", &form).await;
    assert_eq!((status, &started["meta"]["names"]), (200, &json!(["Silverbeck Data", "Nothing known"])));
    let (_, found) = api.task("company-domain-by-name", json!({ "names": ["Silverbeck Data", "Nothing known"] })).await;
    assert_eq!(found["data"][0], json!({ "name": "Nothing known", "result": [] }));
    assert_eq!(
        found["data"][1],
        json!({ "name": "Silverbeck Data", "result": { "domain": "silverbeck-data.example.com" } })
    );
}

#[tokio::test]
async fn a_task_that_cannot_be_paid_takes_nothing() {
    let api = Api::with(Seed { snov_credits: 2, ..Seed::default() }, &[]).await;
    let three = json!({ "emails": ["a@b.example", "c@b.example", "d@b.example"] });
    let (_, ended) = api.task("email-verification", three).await;
    assert_eq!((&ended["status"], api.balance().await.as_str()), (&json!("not_enough_credits"), "2.00"));
    api.task("email-verification", json!({ "emails": ["a@b.example", "c@b.example"] })).await;
    let (status, refused) =
        api.json("POST", "/v2/email-verification/start", json!({ "emails": ["a@b.example"] })).await;
    assert_eq!((status, names(&refused["errors"][0])), (400, vec!["user_id"]));
}

#[tokio::test]
async fn an_incomplete_task_is_refused() {
    let api = Api::start().await;
    let eleven: Vec<String> = (0..11).map(|at| format!("a{at}@b.example")).collect();
    for (path, body, field) in [
        ("emails-by-domain-by-name", json!({}), "rows"),
        ("emails-by-domain-by-name", json!({ "rows": [{ "first_name": "Jane", "last_name": "Doe" }] }), "domain"),
        ("email-verification", json!({ "emails": [] }), "emails"),
        ("email-verification", json!({ "emails": eleven }), "emails"),
        ("li-profiles-by-urls", json!({}), "urls"),
        ("company-domain-by-name", json!({}), "names"),
    ] {
        let (status, refused) = api.json("POST", &format!("/v2/{path}/start"), body).await;
        assert_eq!((status, names(&refused["errors"][0])), (422, vec![field]), "{path}");
    }
    assert_eq!(api.get("/v2/email-verification/result?task_hash=none").await.0, 404);
    assert_eq!(api.get("/v2/email-verification/result").await.0, 422);
    assert_eq!(api.balance().await, "150.00");
}
