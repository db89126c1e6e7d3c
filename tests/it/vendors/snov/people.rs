//! Prospects and profiles, in every shape in which the vendor answers them.

use serde_json::{Value, json};

use super::{answered, parsed, refused_by_the_vendor};
use crate::support::wire::WireSession;

const PROSPECT: &str = include_str!("examples/prospect.json");
const FOUND: &str = include_str!("examples/found.json");
const PROFILE: &str = include_str!("examples/profile.json");

fn current_job() -> Value {
    json!({
        "company_name": "Octagon", "position": "Senior Brand Director",
        "social_link": "https://www.linkedin.com/company/659333", "site": "http://octagon.com/",
        "locality": "United States", "start_date": "2018-07-31", "size": "1-10", "industry": "Entertainment",
        "company_type": "Public Company", "country": "United States",
    })
}

fn previous_job() -> Value {
    json!({
        "company_name": "UPS", "position": "Manager, Sponsorships and Events",
        "social_link": "https://www.linkedin.com/company/152322", "site": "http://www.ups.com/",
        "locality": "United States", "state": "GA", "city": "Atlanta", "street": "55 Glenlake Parkway, NE",
        "postal": "30328", "founded": "1907", "size": "10001+", "industry": "Logistics and Supply Chain",
        "company_type": "Public Company", "country": "United States",
    })
}

fn prospect() -> Value {
    json!({
        "id": "xusD3-T_K5IktGoaa8Jc8A==", "name": "Gavin Vanrooyen", "first_name": "Gavin", "last_name": "Vanrooyen",
        "industry": "Entertainment", "country": "United States", "locality": "Greater Atlanta Area",
        "social": [{ "link": "https://www.linkedin.com/in/gavin-vanrooyen-8090738/", "type": "linkedIn" }],
        "last_update_date": "2019-09-11T12:37:58Z", "current_jobs": [current_job()],
        "previous_jobs": [previous_job()], "lists": [{ "id": 1250344, "name": "People List" }], "campaigns": [],
    })
}

/// The same with the jobs under the names of the vendor's tables.
fn with_plural_jobs(text: &str) -> Value {
    parsed(&text.replace("\"currentJob\"", "\"currentJobs\"").replace("\"previousJob\"", "\"previousJobs\""))
}

#[tokio::test]
async fn a_prospect_is_found_by_its_id() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "prospect_id": "xusD3-T_K5IktGoaa8Jc8A==" });
    for data in [parsed(PROSPECT), with_plural_jobs(PROSPECT), json!([parsed(PROSPECT)])] {
        let answer = json!({ "success": true, "data": data });
        let envelope = answered(&mut wire, "snov_find_prospect_by_id", &inputs, &answer).await;
        assert_eq!(envelope, json!({ "success": true, "prospect": prospect() }));
    }
    for data in [json!([]), json!({}), json!(null)] {
        let answer = json!({ "success": true, "data": data });
        let envelope = answered(&mut wire, "snov_find_prospect_by_id", &inputs, &answer).await;
        assert_eq!(envelope, json!({ "success": true }), "{data}");
    }
}

#[tokio::test]
async fn prospects_are_found_by_their_address() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "email": "gavin@octagon.com" });
    for (data, prospects) in [
        (json!([parsed(PROSPECT), with_plural_jobs(PROSPECT)]), json!([prospect(), prospect()])),
        (parsed(PROSPECT), json!([prospect()])),
        (json!([]), json!([])),
        (json!(null), json!([])),
    ] {
        let answer = json!({ "success": true, "data": data });
        let envelope = answered(&mut wire, "snov_find_prospect_by_email", &inputs, &answer).await;
        assert_eq!(envelope, json!({ "success": true, "prospects": prospects }), "{data}");
    }
    let answer = json!({ "success": false, "errors": "Prospect with email 'gavin@octagon.com' not found" });
    refused_by_the_vendor(
        &mut wire,
        "snov_find_prospect_by_email",
        &inputs,
        &answer,
        "not_found",
        "Prospect with email 'gavin@octagon.com' not found",
    )
    .await;
}

/// The shape of a prospect's campaigns is not documented: what can be read is given, and the prospect is never lost.
#[tokio::test]
async fn a_prospects_campaigns_are_read_in_every_shape() {
    let mut wire = WireSession::snov().await;
    let whole = json!({ "id": 7, "name": "Spring", "status": "Active", "sent": 2, "opens": "1", "replies": 0 });
    let table = [
        (whole, json!({ "id": 7, "name": "Spring", "status": "Active", "sent": 2, "opens": 1, "replies": 0 })),
        (json!({ "campaignId": "7", "campaign": "Spring" }), json!({ "id": 7, "name": "Spring" })),
        (
            json!({ "id": 7, "status": { "code": 1 }, "sent": { "count": 2 }, "opens": [], "replies": null, "more": 1 }),
            json!({ "id": 7 }),
        ),
        (json!("Spring"), json!(null)),
    ];
    for (given, read) in table {
        let mut data = parsed(PROSPECT);
        data["campaigns"] = json!([given]);
        let answer = json!({ "success": true, "data": data });
        let envelope = answered(&mut wire, "snov_find_prospect_by_id", &json!({ "prospect_id": "x" }), &answer).await;
        assert_eq!(envelope["prospect"]["campaigns"], json!([read]), "{given}");
        assert_eq!(envelope["prospect"]["name"], "Gavin Vanrooyen", "{given}");
    }
}

#[tokio::test]
async fn the_prospect_of_a_profile_url_comes_in_a_list() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "url": "https://www.linkedin.com/in/john-doe/" });
    let person = json!({
        "id": "xusD3-T_K5IktGoaa8Jc8A==", "name": "Gavin Vanrooyen", "first_name": "John", "last_name": "Doe",
        "source_page": "https://www.linkedin.com/in/john-doe/", "source": "linkedIn", "industry": "Entertainment",
        "country": "United States", "locality": "Greater Atlanta Area", "last_update_date": "2019-09-11T12:37:58Z",
        "current_jobs": [current_job()], "previous_jobs": [previous_job()], "social": [],
        "emails": [{ "email": "john.doe@octagon.com", "status": "valid" }],
    });
    let mut skilled = parsed(FOUND);
    skilled["skills"] = json!(["Sponsorship", "Golf"]);
    skilled["links"] = json!({ "of": "no known shape" });
    let mut skilled_person = person.clone();
    skilled_person["skills"] = json!(["Sponsorship", "Golf"]);
    for (data, prospects) in [
        (json!([parsed(FOUND)]), json!([person])),
        (parsed(FOUND), json!([person])),
        (with_plural_jobs(FOUND), json!([person])),
        (skilled, json!([skilled_person])),
        (json!([]), json!([])),
        (json!({}), json!([])),
    ] {
        let answer = json!({ "success": true, "data": data });
        let envelope = answered(&mut wire, "snov_get_prospect_by_url", &inputs, &answer).await;
        assert_eq!(envelope, json!({ "success": true, "prospects": prospects }), "{data}");
    }
    let envelope = answered(&mut wire, "snov_get_prospect_by_url", &inputs, &json!({ "success": true })).await;
    assert_eq!(envelope, json!({ "success": true, "prospects": [] }));

    let answer = json!({ "success": false, "message": "We couldn't find profile with this url" });
    let words = "We couldn't find profile with this url";
    refused_by_the_vendor(&mut wire, "snov_get_prospect_by_url", &inputs, &answer, "not_found", words).await;
}

#[tokio::test]
async fn the_profile_of_an_address_says_what_it_costs() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "email": "lizi.hamer@octagon.com" });
    let profile = json!({
        "id": "301592", "source": "linkedIn", "name": "Lizi Hamer", "first_name": "Lizi", "last_name": "Hamer",
        "logo": "https://media.example.com/lizi.jpg", "country": "Singapore", "locality": "Singapore",
        "social": [
            { "link": "https://www.linkedin.com/in/lizihamer/", "type": "linkedIn" },
            { "link": "https://twitter.com/lizihamer", "type": "twitter" },
        ],
        "current_jobs": [{
            "company_name": "Octagon", "position": "Regional Creative Director", "state": "Connecticut", "city": "Stamford",
            "street": "290 Harbor Dr", "street2": "2nd Floor", "postal": "06902", "founded": "1983",
            "start_date": "2016-01-31", "size": "1-10", "hq_phone": "1 203-354-7400",
        }],
        "previous_jobs": [{
            "company_name": "Russell Commission", "position": "Youth Advisory Board Member", "start_date": "2004-06-30",
            "end_date": "2006-06-30",
        }],
        "last_update_date": "2018-02-07T10:12:28Z",
    });
    let singular = PROFILE.replace("\"currentJobs\"", "\"currentJob\"").replace("\"previousJobs\"", "\"previousJob\"");
    for answer in [parsed(PROFILE), parsed(&singular)] {
        let envelope = answered(&mut wire, "snov_get_profile_by_email", &inputs, &answer).await;
        let hint = "1 credit, nothing if nothing is found";
        assert_eq!(envelope, json!({ "success": true, "profile": profile, "credits_hint": hint }));
    }
    // The reason has two names.
    for key in ["message", "result"] {
        let answer = json!({ "success": false, key: "We couldn't find profile with this email" });
        let words = "We couldn't find profile with this email";
        refused_by_the_vendor(&mut wire, "snov_get_profile_by_email", &inputs, &answer, "not_found", words).await;
    }
}
