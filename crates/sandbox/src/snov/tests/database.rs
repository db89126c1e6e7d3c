//! The search of the whole database.

use serde_json::{Value, json};

use super::{Api, names};

impl Api {
    /// Starts a search of the database and asks for its result until it is there.
    async fn in_database(&self, kind: &str, body: Value) -> Value {
        let (status, started) = self.json("POST", &format!("/v2/database-search/{kind}/start"), body.clone()).await;
        assert_eq!((status, names(&started)), (200, vec!["data", "meta", "links"]), "{body}: {started}");
        self.result_at(&started).await
    }

    async fn result_at(&self, started: &Value) -> Value {
        let result = started["links"]["result"].as_str().unwrap().strip_prefix(&self.url("")).unwrap().to_owned();
        for _ in 0..5 {
            let answer = self.ok(&result).await;
            if answer["status"] == "completed" {
                return answer;
            }
        }
        panic!("it never ends");
    }
}

#[tokio::test]
async fn people_are_found_masked_and_free() {
    let api = Api::start().await;
    let body = json!({ "filters": { "prospect": { "job_titles": { "include": ["CEO"] } }, "company": { "industries": { "include": ["IT"] } } } });
    let found = api.in_database("prospects", body).await;
    assert_eq!(names(&found["data"]), ["total", "page", "total_pages", "prospects"]);
    let person = &found["data"]["prospects"][0];
    assert_eq!((&person["job_title"], &person["company"]["industry"]), (&json!("CEO"), &json!("IT")));
    assert!(person["last_name"].as_str().unwrap().ends_with("***"), "{person}");
    let all = json!({ "filters": { "prospect": { "departments": { "exclude": ["support"] } } }, "page": 2 });
    let second = api.in_database("prospects", all).await;
    assert_eq!((&second["data"]["page"], second["data"]["prospects"].as_array().unwrap().len()), (&json!(2), 50));
    assert_eq!(api.balance().await, "150.00", "free");

    let reveal =
        person["email_and_hidden_info_reveal"].as_str().unwrap().strip_prefix(&api.url("")).unwrap().to_owned();
    for _ in 0..2 {
        let (_, started) = api.post(&reveal, &[]).await;
        let revealed = api.result_at(&started).await;
        let members = ["searching_date", "first_name", "last_name", "linkedin_url", "emails"];
        assert_eq!(names(&revealed["data"]), members);
        assert!(!revealed["data"]["last_name"].as_str().unwrap().contains('*'), "{revealed}");
    }
    assert!(api.balance().await.parse::<f64>().unwrap() >= 149.0, "a person is charged for once");
    assert_eq!(api.post("/v2/database-search/prospects/search-emails/start/none", &[]).await.0, 404);
}

#[tokio::test]
async fn companies_cost_a_credit_for_each_new_search_that_finds_some() {
    let api = Api::start().await;
    let body = |industry: &str| json!({ "filters": { "company": { "industries": { "include": [industry] } }, "locations": { "include": { "locality": "Belgium", "location_type": "country" } } } });
    let found = api.in_database("companies", body("Logistics")).await;
    let company = &found["data"]["companies"][0];
    assert_eq!(names(company), ["name", "domain", "location", "industry", "size", "revenue", "logo_url"]);
    assert!(company["location"].as_str().unwrap().ends_with("Belgium"), "{company}");
    assert_eq!(api.in_database("companies", body("Logistics")).await["data"], found["data"]);
    assert_eq!(api.balance().await, "149.00");
    let unknown = api.in_database("companies", body("Alchemy")).await;
    assert_eq!(unknown["data"]["companies"], json!([]));
    assert!(unknown["data"]["similar"].as_array().unwrap().contains(&json!("Logistics")), "{unknown}");
    assert_eq!(api.balance().await, "149.00", "nothing is found");
}

#[tokio::test]
async fn filters_that_are_none_are_refused() {
    let api = Api::start().await;
    for (kind, filters, field) in [
        ("prospects", json!({}), "filters"),
        ("prospects", json!({ "company": { "domain": { "include": ["example.com"] } } }), "filters.company.domain"),
        (
            "prospects",
            json!({ "prospect": { "departments": { "include": ["magic"] } } }),
            "filters.prospect.departments",
        ),
        ("companies", json!({ "prospect": { "first_name": "Jane" } }), "filters.prospect"),
        ("companies", json!({ "company": { "size": ["12"] } }), "filters.company.size"),
        ("companies", json!({ "company": { "revenue": { "min": 500_000, "max": 1 } } }), "filters.company.revenue.min"),
    ] {
        let (status, refused) =
            api.json("POST", &format!("/v2/database-search/{kind}/start"), json!({ "filters": filters })).await;
        assert_eq!((status, names(&refused["errors"][0])), (422, vec![field]), "{filters}");
    }
    assert_eq!(api.get("/v2/database-search/companies/result/none").await.0, 404);
}
