//! The five searches of a domain.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Api, form, names};

impl Api {
    /// Starts a search by its URL and asks for the result until it is there. Gives all answers.
    async fn search(&self, url: &str) -> Vec<Value> {
        let path = |url: &str| url.strip_prefix(&self.url("")).unwrap().to_owned();
        let (status, started) = self.post(&path(url), &[]).await;
        assert_eq!(status, 200, "{url}: {started}");
        assert_eq!((names(&started), &started["data"]), (vec!["data", "meta", "links"], &json!([])));
        let result = path(started["links"]["result"].as_str().unwrap());
        assert!(result.ends_with(started["meta"]["task_hash"].as_str().unwrap()));
        let mut answers = vec![started];
        while answers.last().unwrap()["status"] != "completed" {
            assert!(answers.len() < 9, "it never ends");
            answers.push(self.ok(&result).await);
        }
        answers
    }

    /// The result of a search.
    async fn found(&self, kind: &str, pairs: &[(&str, &str)]) -> Value {
        self.search(&self.url(&format!("/v2/{kind}/start?{}", form(pairs)))).await.pop().unwrap()
    }
}

/// The statuses of answers.
fn states(answers: &[Value]) -> Vec<&str> {
    answers.iter().filter_map(|answer| answer["status"].as_str()).collect()
}

#[tokio::test]
async fn a_company_is_found() {
    let api = Api::start().await;
    let answers = api.search(&api.url("/v2/domain-search/start?domain=alderway.example.com")).await;
    assert_eq!(states(&answers), ["in progress", "in progress", "completed"]);
    assert_eq!(names(&answers[0]["meta"]), ["domain", "task_hash"]);
    assert_eq!(answers[1]["data"], json!([]));
    let found = answers.last().unwrap();
    let members = ["company_name", "city", "founded", "website", "hq_phone", "industry", "size", "related_domains"];
    assert_eq!(names(&found["data"]), members);
    assert_eq!(found["data"]["company_name"], "Alderway");
    assert!(found["data"]["founded"].is_string() && found["data"]["related_domains"][0].is_string());
    let counts = ["domain", "task_hash", "prospects_count", "emails_count", "generic_contacts_count"];
    assert_eq!(names(&found["meta"]), counts);
    // Each link starts a search with as many results as were counted.
    for (link, count) in [
        ("prospects", "prospects_count"),
        ("domain_emails", "emails_count"),
        ("generic_contacts", "generic_contacts_count"),
    ] {
        let answers = api.search(found["links"][link].as_str().unwrap()).await;
        assert_eq!(answers.last().unwrap()["meta"]["total_count"], found["meta"][count], "{link}");
    }
    let count = api.post("/v1/get-domain-emails-count", &[("domain", "alderway.example.com")]).await.1;
    assert_eq!(count["result"], found["meta"]["emails_count"]);
    let again = api.found("domain-search", &[("domain", "https://www.Alderway.example.com/about")]).await;
    assert_eq!(again["data"], found["data"]);
}

#[tokio::test]
async fn prospects_are_paged_and_filtered() {
    let api = Api::start().await;
    let (mut people, mut pages) = (HashSet::new(), 0);
    let mut next = api.url("/v2/domain-search/prospects/start?domain=big.example.com");
    while !next.is_empty() {
        let answers = api.search(&next).await;
        assert_eq!(states(&answers), ["in progress", "in progress", "completed"]);
        let found = answers.last().unwrap();
        pages += 1;
        assert_eq!((&found["meta"]["tab"], &found["meta"]["page"]), (&json!("prospects"), &json!(pages)));
        for prospect in found["data"].as_array().unwrap() {
            let members = ["first_name", "last_name", "position", "source_page", "search_emails_start"];
            assert_eq!(names(prospect), members);
            assert!(people.insert(prospect["search_emails_start"].as_str().unwrap().to_owned()));
        }
        next = found["links"]["next"].as_str().unwrap().to_owned();
    }
    assert_eq!((people.len(), pages), (130, 7));
    assert_eq!(api.balance().await, "143.00", "a credit a page");
    let start = api.url("/v2/domain-search/prospects/search-emails/start/");
    assert!(people.iter().all(|url| url.starts_with(&start)));

    let body = json!({ "domain": "big.example.com", "positions": ["ceo", "Marketing"], "page": 1 });
    let (_, started) = api.json("POST", "/v2/domain-search/prospects/start", body).await;
    assert_eq!(names(&started["meta"]), ["domain", "tab", "task_hash", "page", "positions"]);
    assert_eq!(started["meta"]["positions"], json!(["ceo", "Marketing"]));
    let pairs = [("domain", "big.example.com"), ("positions[]", "ceo"), ("positions[]", "Marketing")];
    let found = api.found("domain-search/prospects", &pairs).await;
    assert_eq!(api.balance().await, "142.00", "the same search is charged once");
    let total = found["meta"]["total_count"].as_u64().unwrap();
    assert!((1..130).contains(&total), "{total}");
    for prospect in found["data"].as_array().unwrap() {
        assert!(["CEO", "Marketing Director"].contains(&prospect["position"].as_str().unwrap()), "{prospect}");
    }
}

#[tokio::test]
async fn a_prospects_email_costs_a_credit_where_there_is_one() {
    let api = Api::start().await;
    let found = api.found("domain-search/prospects", &[("domain", "alderway.example.com")]).await;
    let people = found["data"].as_array().unwrap();
    let start = |number: usize| people[number]["search_emails_start"].as_str().unwrap();
    let before = api.balance().await;
    let answers = api.search(start(0)).await;
    assert_eq!((before.as_str(), api.balance().await.as_str()), ("149.00", "148.00"));
    assert_eq!(names(&answers[0]["meta"]), ["task_hash"]);
    let with = answers.last().unwrap();
    assert_eq!((names(&with["data"]), &with["links"]), (vec!["searching_date", "emails"], &json!([])));
    assert_eq!(with["data"]["searching_date"].as_str().unwrap().len(), 19);
    assert_eq!(with["data"]["emails"][0]["smtp_status"], "valid");
    assert!(with["data"]["emails"][0]["email"].as_str().unwrap().ends_with("@alderway.example.com"));
    let emails = async |number| api.search(start(number)).await.pop().unwrap()["data"]["emails"].clone();
    assert_eq!(emails(0).await, with["data"]["emails"]);
    assert_eq!(emails(3).await[0]["smtp_status"], "unknown");
    assert_eq!(emails(5).await, json!([]));
    assert_eq!(api.balance().await, "147.00", "a repeated search and one without result are free");
    assert_eq!(api.post("/v2/domain-search/prospects/search-emails/start/none", &[]).await.0, 404);
}

#[tokio::test]
async fn addresses_are_paged_by_cursor() {
    let api = Api::start().await;
    for (kind, tab, total, pages) in [("domain-emails", "emails", 230, 5), ("generic-contacts", "service", 60, 2)] {
        let (mut emails, mut met) = (HashSet::new(), 0);
        let mut next = api.url(&format!("/v2/domain-search/{kind}/start?domain=big.example.com"));
        while !next.is_empty() {
            let answers = api.search(&next).await;
            assert_eq!(states(&answers), ["in_progress", "in_progress", "completed"]);
            assert_eq!(names(&answers[0]["meta"]), ["domain", "tab", "task_hash", "next"]);
            let found = answers.last().unwrap();
            assert_eq!((&found["meta"]["tab"], &found["meta"]["total_count"]), (&json!(tab), &json!(total)));
            for row in found["data"].as_array().unwrap() {
                assert_eq!(names(row), ["email"]);
                assert!(emails.insert(row["email"].as_str().unwrap().to_owned()), "{row} twice");
            }
            next = found["links"]["next"].as_str().unwrap().to_owned();
            assert_eq!(next.is_empty(), found["meta"]["next"] == "");
            assert!(next.ends_with(found["meta"]["next"].as_str().unwrap()));
            met += 1;
        }
        assert_eq!((emails.len(), met), (total, pages), "{kind}");
        let unknown = [("domain", "big.example.com"), ("next", "none")];
        assert_eq!(api.post(&format!("/v2/domain-search/{kind}/start"), &unknown).await.0, 422);
    }
}

#[tokio::test]
async fn unknown_domains_are_empty_and_free() {
    let api = Api::start().await;
    for domain in ["nothing.example.com", "empty.example.org", "gmail.com"] {
        let company = api.found("domain-search", &[("domain", domain)]).await;
        assert_eq!((&company["data"], &company["meta"]["prospects_count"]), (&json!([]), &json!(0)));
        for kind in ["prospects", "domain-emails", "generic-contacts"] {
            let found = api.found(&format!("domain-search/{kind}"), &[("domain", domain)]).await;
            assert_eq!((&found["data"], &found["meta"]["total_count"]), (&json!([]), &json!(0)), "{kind}");
            assert_eq!(found["links"]["next"], "");
        }
    }
    assert_eq!(api.balance().await, "150.00");
}

#[tokio::test]
async fn an_incomplete_search_is_refused() {
    let mut api = Api::start().await;
    api.login("other", "secret").await;
    let start = "/v2/domain-search/prospects/start";
    let eleven: Vec<(&str, &str)> =
        std::iter::once(("domain", "example.com")).chain(std::iter::repeat_n(("positions[]", "CEO"), 11)).collect();
    for (pairs, field) in [
        (&[][..], "domain"),
        (&[("domain", "example")], "domain"),
        (&[("domain", "example.com"), ("page", "0")], "page"),
        (&eleven, "positions"),
    ] {
        let (status, refused) = api.post(start, pairs).await;
        assert_eq!((status, names(&refused["errors"][0])), (422, vec![field]), "{pairs:?}");
    }
    // A result belongs to its own kind of search.
    let (_, started) = api.post("/v2/domain-search/start", &[("domain", "example.com")]).await;
    let hash = started["meta"]["task_hash"].as_str().unwrap();
    assert_eq!(api.get(&format!("/v2/domain-search/prospects/result/{hash}")).await.0, 404);
    assert_eq!(api.get("/v2/domain-search/result/none").await.0, 404);
}
