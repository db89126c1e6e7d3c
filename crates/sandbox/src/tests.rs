//! Faults, over HTTP.

use std::time::Duration;

use serde_json::json;

use crate::{fault::Fault, instantly::tests::Api};

#[tokio::test]
async fn faults_do_what_they_say() {
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
    let api = Api::with_faults(&faults).await;
    let list = |name: &str| Some(json!({ "name": name }));
    for name in ["dropped", "refused"] {
        let error = api.send("POST", "/lead-lists", list(name)).await.unwrap_err();
        assert!(error.status().is_none() && !error.is_connect() && error.is_request(), "{error:?}");
    }
    let (status, answer) = api.call("POST", "/lead-lists", list("late")).await;
    assert_eq!((status, &answer["statusCode"]), (500, &json!(500)));
    let found = async |name: &str| api.items(&format!("/lead-lists?search={name}")).await.len();
    assert_eq!([found("dropped").await, found("refused").await, found("late").await], [1, 0, 1]);
    let waited = api.send("GET", "/campaigns", None).await.unwrap();
    assert_eq!((waited.status().as_u16(), waited.headers()["retry-after"].to_str().unwrap()), (429, "7"));
    assert_eq!(api.call("GET", "/campaigns", None).await.0, 503);
    assert!(api.call("GET", "/campaigns", None).await.1.as_str().unwrap().contains("<html>"));
    assert!(api.call("GET", "/campaigns", None).await.1.is_string());
    let huge = api.send("GET", "/campaigns", None).await.unwrap().bytes().await.unwrap();
    assert!(huge.len() > 50_000_000);
    assert_eq!(api.items("/campaigns").await.len(), 10);
    api.0.sandbox.stop().await;
}

#[tokio::test]
async fn a_fault_lets_through_as_many_as_it_says() {
    let api = Api::with_faults(&["GET /campaigns=503,after:2*1"]).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(api.call("GET", "/campaigns", None).await.0);
    }
    assert_eq!(seen, [200, 200, 503, 200]);
}

#[tokio::test]
async fn a_slow_answer_starts_and_does_not_end() {
    let api = Api::with_faults(&["GET /lead-lists=slow"]).await;
    let mut answer = api.send("GET", "/lead-lists", None).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.chunk().await.unwrap().unwrap().as_ref(), b"{");
    assert!(tokio::time::timeout(Duration::from_millis(200), answer.bytes()).await.is_err());
}

#[test]
fn an_invalid_fault_is_explained() {
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
        ("GET /x=503,after:some", "is no whole number"),
        ("* snov:v3=404", "starts with no slash"),
    ] {
        let error = text.parse::<Fault>().unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
    }
    for text in ["* *=latency:200ms,late:502*3", "* snov:v1=404,after:2*3"] {
        assert!(text.parse::<Fault>().is_ok(), "{text}");
    }
}
