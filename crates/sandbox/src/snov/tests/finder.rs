//! The finder and the verifier.

use serde_json::{Value, json};

use super::{Api, PROSPECT_MEMBERS, check_moment, form, names};

const JOB: [&str; 17] = [
    "companyName",
    "position",
    "socialLink",
    "site",
    "locality",
    "state",
    "city",
    "street",
    "street2",
    "postal",
    "founded",
    "startDate",
    "endDate",
    "size",
    "industry",
    "companyType",
    "country",
];

/// Checks that a value is an array of one job or more.
fn check_jobs(jobs: &Value) {
    assert!(jobs.as_array().is_some_and(|jobs| !jobs.is_empty()), "{jobs}");
    assert!(jobs.as_array().unwrap().iter().all(|job| names(job) == JOB));
}

#[tokio::test]
async fn emails_of_a_domain_are_counted() {
    let api = Api::start().await;
    let count = async |domain: &str| api.post("/v1/get-domain-emails-count", &[("domain", domain)]).await.1;
    let known = count("octagon.example.com").await;
    assert_eq!((names(&known), &known["webmail"]), (vec!["success", "domain", "webmail", "result"], &json!(false)));
    assert!(known["result"].as_u64().unwrap() > 0);
    let webmail = json!({ "success": true, "domain": "gmail.com", "webmail": true, "result": 0 });
    assert_eq!(count("gmail.com").await, webmail);
    assert_eq!(api.post("/v1/get-domain-emails-count", &[]).await.0, 400);
    assert_eq!(api.balance().await, "150.00");
}

#[tokio::test]
async fn a_name_is_found_once_it_was_queued() {
    let api = Api::start().await;
    let name = [("firstName", "Alma"), ("lastName", "Delorme"), ("domain", "octagon.example.com")];
    let find = async || api.post("/v1/get-emails-from-names", &name).await.1;
    let before = find().await;
    assert_eq!(names(&before), ["success", "data", "params", "status"]);
    assert_eq!((&before["status"]["identifier"], &before["data"]["emails"]), (&json!("not_found"), &json!([])));
    assert_eq!(find().await, before, "asking does not queue the lookup");
    let (_, pushed) = api.post("/v1/add-names-to-find-emails", &name).await;
    assert_eq!(names(&pushed), ["success", "firstName", "lastName", "domain", "userId", "sent"]);
    assert_eq!(pushed["sent"], true);
    assert_eq!(api.balance().await, "149.00");
    assert_eq!(find().await["status"]["identifier"], "in_progress");
    for _ in 0..2 {
        let found = find().await;
        assert_eq!(found["status"]["identifier"], "complete");
        assert!(found["status"]["description"].is_string());
        assert_eq!(names(&found["data"]["emails"][0]), ["email", "emailStatus"]);
        assert!(found["data"]["emails"][0]["email"].as_str().unwrap().ends_with("@octagon.example.com"));
    }
    let nobody = json!({ "firstName": "Alma", "lastName": "Delorme", "domain": "nothing.example.com" });
    api.json("POST", "/v1/add-names-to-find-emails", nobody.clone()).await;
    for identifier in ["in_progress", "not_found"] {
        let (_, found) = api.json("POST", "/v1/get-emails-from-names", nobody.clone()).await;
        assert_eq!(found["status"]["identifier"], identifier);
    }
    let (status, refused) = api.post("/v1/get-emails-from-names", &name[..2]).await;
    assert_eq!((status, &refused["success"], refused["message"].is_string()), (400, &json!(false), true));
}

#[tokio::test]
async fn a_profile_is_found_by_its_url_once_it_was_queued() {
    let api = Api::start().await;
    let url = [("url", "https://www.linkedin.com/in/gavin-eastwick-12/")];
    let find = async || api.post("/v1/get-emails-from-url", &url).await;
    let unknown = (200, json!({ "success": false, "message": "We couldn't find profile with this url" }));
    assert_eq!(find().await, unknown);
    assert_eq!(api.post("/v1/add-url-for-search", &url).await, (200, json!({ "success": true })));
    assert_eq!(api.balance().await, "149.00");
    let (array, object) = (find().await.1["data"].clone(), find().await.1["data"].clone());
    assert_eq!(array, json!([object]), "both shapes come by turns");
    assert_eq!(names(&object), [&PROSPECT_MEMBERS[..], &["sourcePage", "source", "emails"]].concat());
    assert_eq!((&object["name"], &object["source"]), (&json!("Gavin Eastwick"), &json!("linkedIn")));
    assert_eq!(names(&object["emails"][0]), ["email", "status"]);
    check_moment(&object["lastUpdateDate"]);
    check_jobs(&object["currentJob"]);
    check_jobs(&object["previousJob"]);
    let (status, refused) = api.post("/v1/add-url-for-search", &[("url", "https://example.com/me")]).await;
    assert_eq!((status, &refused["success"], refused["message"].is_string()), (200, &json!(false), true));
    assert_eq!(api.balance().await, "149.00");
}

#[tokio::test]
async fn a_profile_found_by_its_email_is_not_inside_data() {
    let api = Api::start().await;
    let find = async |email: &str| api.post("/v1/get-profile-by-email", &[("email", email)]).await;
    let (_, profile) = find("lizi.hamer@octagon.example.com").await;
    let members = [
        "success",
        "id",
        "source",
        "name",
        "firstName",
        "lastName",
        "logo",
        "industry",
        "country",
        "locality",
        "social",
        "currentJobs",
        "previousJobs",
        "lastUpdateDate",
    ];
    assert_eq!((names(&profile), &profile["name"]), (members.to_vec(), &json!("Lizi Hamer")));
    assert!(profile["id"].is_u64() && profile["lastUpdateDate"].as_str().unwrap().len() == 19);
    check_jobs(&profile["currentJobs"]);
    assert_eq!(api.balance().await, "149.00");
    let unknown = (200, json!({ "success": false, "message": "We couldn't find profile with this email" }));
    for email in ["info@octagon.example.com", "lizi.hamer@nothing.example.com", "lizi.hamer@gmail.com"] {
        assert_eq!(find(email).await, unknown, "{email}");
    }
    assert_eq!(api.balance().await, "149.00");
    assert_eq!(find("nobody").await.0, 400);
}

#[tokio::test]
async fn addresses_are_verified_once_they_were_queued() {
    let api = Api::start().await;
    let known = [
        ("gavin@octagon.example.com", "valid"),
        ("grey.list@octagon.example.com", "greylisted"),
        ("unknown@octagon.example.com", "unknown"),
        ("catchall@octagon.example.com", "unknown"),
        ("invalid@octagon.example.com", "not_valid"),
        ("no address", "not_valid"),
    ];
    let pairs: Vec<(&str, &str)> = known.iter().map(|(email, _)| ("emails[]", *email)).collect();
    let status = async || api.post("/v1/get-emails-verification-status", &pairs).await.1;
    let identifiers = |answer: &Value| {
        let found: Vec<Value> = known.iter().map(|(email, _)| answer[email]["status"]["identifier"].clone()).collect();
        assert!(found.iter().all(|one| *one == found[0]));
        found[0].as_str().unwrap().to_owned()
    };
    let before = status().await;
    assert_eq!(identifiers(&before), "not_verified");
    assert_eq!((&before["success"], &before[known[0].0]["data"]), (&json!(true), &json!([])));
    // The documents' examples have the addresses in the query.
    let query = format!("/v1/add-emails-to-verification?{}", form(&pairs));
    let (_, pushed) = api.post(&query, &[]).await;
    assert_eq!(pushed[known[1].0], json!({ "sent": true }));
    assert_eq!(api.balance().await, "145.00", "the greylisted one is free");
    assert_eq!(api.post(&query, &[]).await.0, 200);
    assert_eq!(api.balance().await, "145.00", "the same once more is free");
    assert_eq!(identifiers(&status().await), "in_progress");
    let after = status().await;
    assert_eq!(identifiers(&after), "complete");
    let members = [
        "email",
        "isValidFormat",
        "isDisposable",
        "isWebmail",
        "isGibberish",
        "smtpStatus",
        "isCatchall",
        "isGreylist",
        "isBannedError",
        "isConnectionError",
    ];
    for (email, smtp) in known {
        assert_eq!(
            (names(&after[email]["data"]), &after[email]["data"]["smtpStatus"]),
            (members.to_vec(), &json!(smtp))
        );
    }
    assert_eq!(after["no address"]["data"]["isValidFormat"], false);

    let emails: Vec<String> = (0..11).map(|number| format!("p{number}@example.com")).collect();
    let (status, _) = api.json("POST", "/v1/add-emails-to-verification", json!({ "emails": emails })).await;
    assert_eq!(status, 400, "ten at most");
    let (status, _) = api.json("POST", "/v1/add-emails-to-verification", json!({ "emails": emails[1..] })).await;
    assert_eq!((status, api.balance().await.as_str()), (200, "135.00"));
    let indexed = [("emails[0]", "gavin@octagon.example.com"), ("emails[1]", "new@example.com")];
    let (_, answer) = api.post("/v1/get-emails-verification-status", &indexed).await;
    assert_eq!(names(&answer), ["success", "gavin@octagon.example.com", "new@example.com"]);
    assert_eq!(api.post("/v1/get-emails-verification-status", &[]).await.0, 400);
}
