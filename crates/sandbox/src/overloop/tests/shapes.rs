//! The shapes of answers, paging and authentication.

use serde_json::{Value, json};

use super::{Api, JSON_API};
use crate::{KEY, Seed};

/// The vendor's examples: a path and the document it is answered with.
const EXAMPLES: &str = include_str!("examples.json");

/// Checks that the answer has every member of the example, with the same type. An attribute that is `null` on one side may have
/// any type on the other; the answer may have further custom fields.
fn check_like(example: &Value, answer: &Value, at: &str) {
    match (example, answer) {
        (Value::Object(example), Value::Object(answer)) => {
            for (name, value) in example {
                let own = answer.get(name).unwrap_or_else(|| panic!("{at}/{name} is missing in {answer:?}"));
                check_like(value, own, &format!("{at}/{name}"));
            }
        }
        (Value::Array(example), Value::Array(answer)) => {
            for (example, answer) in example.iter().zip(answer) {
                check_like(example, answer, at);
            }
        }
        (Value::Null, _) | (_, Value::Null) if at.contains("/attributes/") => {}
        // Timestamps have the same format.
        (Value::String(one), Value::String(other)) if at.ends_with("_at") => {
            assert_eq!(one.len(), other.len(), "{at}: {other}");
            assert_eq!(
                (one.ends_with('Z'), one.contains('.')),
                (other.ends_with('Z'), other.contains('.')),
                "{at}: {other}"
            );
        }
        (Value::String(one), Value::String(other)) if at.ends_with("/type") => assert_eq!(one, other, "{at}"),
        (one, other) => {
            let same = std::mem::discriminant(one) == std::mem::discriminant(other);
            assert!(same, "{at}: {one} in the documents, {other} in the answer");
        }
    }
}

#[tokio::test]
async fn answers_match_the_documented_examples() {
    let api = Api::start().await;
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    let step = api.list("/automations/1/steps").await[0]["id"].as_str().unwrap().to_owned();
    for (path, example) in examples.as_object().unwrap() {
        let answer = api.get(&path.replace("{step}", &step)).await;
        check_like(example, &answer, path);
    }
    let with = api.get("/prospects/1?include=organization,creator").await;
    let kinds: Vec<&str> =
        with["included"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["organizations", "users"]);
    let (data, included) = (&with["data"]["relationships"]["organization"]["data"], &with["included"][0]);
    assert_eq!((&data["id"], included.get("relationships")), (&included["id"], None));
    assert!(api.get("/prospects/1").await.get("included").is_none());
    assert_eq!(api.get("/prospects/8").await["data"]["relationships"]["organization"], json!({ "data": null }));
    let (status, answer) = api.call("GET", "/prospects?include=deals", None).await;
    assert_eq!((status, &answer["errors"][0]["code"]), (400, &json!("bad_request")));
}

#[tokio::test]
async fn the_seeded_account_has_records_of_every_type() {
    let api = Api::start().await;
    let count = async |path: &str| api.list(path).await.len();
    assert_eq!([count("/prospects").await, count("/prospects?page[number]=2").await], [100, 50]);
    assert_eq!([count("/organizations").await, count("/lists").await, count("/automations").await], [40, 6, 4]);
    assert_eq!([count("/users").await, count("/exclusion_list_items").await, count("/leads").await], [3, 12, 100]);
    for id in 1..=4 {
        assert!((3..=5).contains(&count(&format!("/automations/{id}/steps")).await));
    }
    let fields = api.get("/custom_fields").await;
    assert!(fields.get("links").is_none());
    for value_type in
        ["numeric", "text", "text_long", "phone", "url", "boolean", "list_single", "list_multiple", "datetime", "date"]
    {
        let all = fields["data"].as_array().unwrap();
        assert!(all.iter().any(|field| field["attributes"]["value_type"] == value_type), "{value_type}");
    }
    let again = Api::start().await;
    for path in ["/prospects", "/organizations", "/automations/2/steps", "/automations/1", "/exclusion_list_items"] {
        assert_eq!(api.get(path).await["data"], again.get(path).await["data"], "{path}");
    }
    let prospects = api.list("/prospects").await;
    assert!(prospects.iter().any(|one| one["attributes"]["excluded"] == true));
    assert!(prospects.iter().any(|one| one["attributes"]["replied"] == true));
    assert!(prospects.iter().any(|one| one["attributes"]["c_fit_score"].is_number()));
}

#[tokio::test]
async fn links_lead_to_the_last_page() {
    let api = Api::start().await;
    let page =
        |number: u32, size: u32| api.url(&format!("/prospects/?page%5Bnumber%5D={number}&page%5Bsize%5D={size}"));
    let first = api.get("/prospects").await;
    assert_eq!(first["links"], json!({ "self": page(1, 100), "next": page(2, 100), "last": page(2, 100) }));
    let middle = api.get("/prospects/?page%5Bnumber%5D=2&page%5Bsize%5D=40").await;
    let links = json!({
        "self": page(2, 40), "first": page(1, 40), "prev": page(1, 40), "next": page(3, 40), "last": page(4, 40),
    });
    assert_eq!(middle["links"], links);
    let last = api.get("/prospects?page[number]=4&page[size]=40").await;
    assert_eq!(last["links"], json!({ "self": page(4, 40), "first": page(1, 40), "prev": page(3, 40) }));
    assert_eq!(last["data"].as_array().unwrap().len(), 30);
    assert_eq!(api.get("/prospects?page[number]=9").await["data"], json!([]));
    assert_eq!(api.list("/prospects?page[size]=1000").await.len(), 100);
    // Links repeat the other parameters.
    let asked = api.get("/prospects?sort=-created_at,id&filter=excluded:false&page[size]=1&include=owner").await;
    let next =
        "/prospects/?filter=excluded%3Afalse&include=owner&page%5Bnumber%5D=2&page%5Bsize%5D=1&sort=-created_at%2Cid";
    assert_eq!(asked["links"]["next"], api.url(next));
    let users = api.get("/users?page[size]=1").await;
    assert_eq!(users["links"]["last"], api.url("/users?page%5Bnumber%5D=3&page%5Bsize%5D=1"));
    assert!(api.get("/users").await.get("links").is_none(), "there is one page only");
    let steps = api.get("/automations/1/steps?page[size]=2").await;
    assert_eq!(steps["links"]["next"], api.url("/automations/1/steps?page%5Bnumber%5D=2&page%5Bsize%5D=2"));
}

#[tokio::test]
async fn ten_thousand_prospects_are_paged_through() {
    let api = Api::with(Seed { prospects: 10_000, ..Seed::default() }).await;
    let (mut ids, mut emails, mut pages) = (std::collections::HashSet::new(), std::collections::HashSet::new(), 0);
    let mut next = Some(api.url("/prospects"));
    while let Some(url) = next {
        let page: Value = api.0.authorized("GET", &url, Some(KEY)).send().await.unwrap().json().await.unwrap();
        for prospect in page["data"].as_array().unwrap() {
            assert!(ids.insert(prospect["id"].as_str().unwrap().to_owned()));
            if let Some(email) = prospect["attributes"]["email"].as_str() {
                assert!(emails.insert(email.to_owned()), "{email} twice");
            }
        }
        pages += 1;
        next = page["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!((ids.len(), pages), (10_000, 100));
}

#[tokio::test]
async fn keys_formats_and_the_rate_limit_are_checked() {
    let api = Api::start().await;
    let asked = async |key: Option<&str>| api.0.authorized("GET", &api.url("/account"), key).send().await.unwrap();
    let wrong = json!({ "errors": [{
        "code": "unauthorized",
        "message": "Your API key is wrong. More information here https://apidoc.overloop.ai/#authentication",
    }] });
    for key in [None, Some("invalid-1"), Some("revoked-1"), Some("Bearer key")] {
        let answer = asked(key).await;
        assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()), (401, JSON_API));
        assert_eq!(answer.json::<Value>().await.unwrap(), wrong, "{key:?}");
    }
    let unknown = api.0.authorized("GET", &api.url("/automations/1/enrollments"), Some(KEY)).send().await.unwrap();
    assert_eq!(unknown.status(), 200);
    assert!(unknown.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(unknown.text().await.unwrap().contains("<html>"));
    let (status, answer) = api.call("DELETE", "/account", None).await;
    assert_eq!((status, &answer["errors"][0]["code"]), (405, &json!("method_not_allowed")));
    let page = api.0.authorized("GET", &api.url("/account"), Some(KEY)).header("accept", "text/html");
    assert_eq!(page.send().await.unwrap().status(), 406);
    for _ in 0..600 {
        assert_eq!(asked(Some("busy")).await.status(), 200);
    }
    assert_eq!(
        (asked(Some("busy")).await.status(), asked(Some("other")).await.status().as_u16()),
        (http::StatusCode::TOO_MANY_REQUESTS, 200)
    );
}
