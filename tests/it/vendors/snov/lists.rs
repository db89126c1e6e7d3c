//! Lists of prospects.

use serde_json::{Value, json};

use super::{WireCase, answered, form, no_body, parsed};
use crate::support::wire::WireSession;

const PROSPECT_LIST: &str = include_str!("examples/prospect_list.json");

pub fn cases() -> Vec<WireCase> {
    let of_list = "/v1/prospect-list";
    vec![
        no_body("snov_list_lists", json!({}), "GET", "/v1/get-user-lists"),
        form(
            "snov_list_prospects_in_list",
            json!({ "list_id": 1234567, "page": 1, "per_page": 2 }),
            of_list,
            &[("listId", "1234567"), ("page", "1"), ("perPage", "2")],
        ),
        // The documents state several limits; 100 is within all of them.
        form("snov_list_prospects_in_list", json!({ "list_id": "1234567" }), of_list, &[("listId", "1234567")]),
        form("snov_create_list", json!({ "name": "New list & more" }), "/v1/lists", &[("name", "New list & more")]),
    ]
}

#[tokio::test]
async fn lists_come_with_their_dates() {
    let mut wire = WireSession::snov().await;
    let date = |date: &str| json!({ "date": date, "timezone_type": 3, "timezone": "UTC" });
    let deleted = |key: &str| {
        json!({
            "id": 1505383, "name": "All prospects", "contacts": 10, "isDeleted": true,
            "creationDate": date("2019-12-17 15:07:30.000000"), key: date("2020-02-17 14:05:44.000000"),
        })
    };
    let there = json!({
        "id": 1818597, "name": "FirstSend", "contacts": 1, "isDeleted": false,
        "creationDate": date("2020-04-07 08:25:44.000000"), "deletionDate": null,
    });
    // The vendor's example has one name, its table the other.
    for key in ["deletionDate", "deleteDate"] {
        let envelope =
            answered(&mut wire, "snov_list_lists", &json!({ "detail": "full" }), &json!([there, deleted(key)])).await;
        let expected = json!({
            "success": true,
            "lists": [
                { "id": 1818597, "name": "FirstSend", "contacts": 1, "is_deleted": false, "creation_date": "2020-04-07T08:25:44Z" },
                {
                    "id": 1505383, "name": "All prospects", "contacts": 10, "is_deleted": true,
                    "creation_date": "2019-12-17T15:07:30Z", "deletion_date": "2020-02-17T14:05:44Z",
                },
            ],
            "count": 2,
        });
        assert_eq!(envelope, expected, "{key}");
    }
    let envelope = answered(&mut wire, "snov_list_lists", &json!({}), &json!([])).await;
    assert_eq!(envelope, json!({ "success": true, "lists": [], "count": 0 }));
}

#[tokio::test]
async fn a_list_is_read_with_its_prospects() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "list_id": 1, "page": 1, "per_page": 3, "detail": "full" });
    let envelope = answered(&mut wire, "snov_list_prospects_in_list", &inputs, &parsed(PROSPECT_LIST)).await;
    let expected = json!({
        "success": true,
        "list": { "name": "Lead LIST", "contacts": 3, "creation_date": "2020-05-19T17:34:39Z" },
        "prospects": [
            {
                "id": "226db935fc93422496fda5d5209e8cbf77cc77ec685891706028009b86608f7ce5877a3faf",
                "name": "Andrew Garfiled", "first_name": "Andrew", "last_name": "Garfiled",
                "emails": [{
                    "email": "andrew@example.com", "probability": 99, "job_status": "any", "domain_type": "linkedin_email",
                }],
            },
            {
                "id": "f20d30219b039d1408d837a748a1e2ab843c97e65080f6cf8fa7d948477d9093d87413f05f",
                "name": "John Doe", "first_name": "John", "last_name": "Doe",
                "emails": [{
                    "email": "john@example.com", "probability": 99, "job_status": "any", "domain_type": "linkedin_email",
                    "is_valid_format": true, "is_disposable": false, "is_webmail": true, "is_gibberish": false,
                    "smtp_status": "3",
                }],
            },
        ],
        "count": 2,
    });
    assert_eq!(envelope, expected);
}

#[tokio::test]
async fn counts_and_dates_are_read_in_every_form() {
    let mut wire = WireSession::snov().await;
    let date = json!({ "date": "2020-05-19 17:34:39.000000", "timezone_type": 3, "timezone": "UTC" });
    for (key, emails_count, count, smtp_status, word) in [
        ("creationDate", json!([]), Value::Null, json!(3), json!("3")),
        ("creation_date", json!(2), json!(2), json!("valid"), json!("valid")),
        ("creationDate", json!("2"), json!(2), json!(null), Value::Null),
        ("creationDate", json!(null), Value::Null, json!(0), json!("0")),
    ] {
        let answer = json!({
            "success": true,
            "list": { "name": "Lead LIST", key: date, "emailsCount": emails_count },
            "prospects": [{ "id": 7, "emails": [{ "email": "a@b.example", "smtpStatus": smtp_status }] }],
        });
        let envelope = answered(&mut wire, "snov_list_prospects_in_list", &json!({ "list_id": 1 }), &answer).await;
        let list = &envelope["list"];
        assert_eq!(list["creation_date"], "2020-05-19T17:34:39Z", "{answer}");
        assert_eq!(list.get("emails_count").cloned().unwrap_or_default(), count, "{answer}");
        let prospect = &envelope["prospects"][0];
        assert_eq!(prospect["id"], "7");
        assert_eq!(prospect["emails"][0].get("smtp_status").cloned().unwrap_or_default(), word, "{answer}");
    }
}

#[tokio::test]
async fn a_full_page_has_a_next_page() {
    let mut wire = WireSession::snov().await;
    let page = |count: usize| {
        let prospects: Vec<Value> = (0..count).map(|number| json!({ "id": format!("p{number}") })).collect();
        json!({ "success": true, "list": { "name": "L" }, "prospects": prospects })
    };
    for (inputs, count, next) in [
        (json!({ "list_id": 1, "per_page": 2 }), 2, json!(2)),
        (json!({ "list_id": 1, "per_page": 2, "page": 4 }), 2, json!(5)),
        (json!({ "list_id": 1, "per_page": 2, "page": 5 }), 1, Value::Null),
        (json!({ "list_id": 1, "page": 2 }), 20, json!(3)),
        (json!({ "list_id": 1 }), 19, Value::Null),
        (json!({ "list_id": 1 }), 0, Value::Null),
    ] {
        let envelope = answered(&mut wire, "snov_list_prospects_in_list", &inputs, &page(count)).await;
        assert_eq!(envelope["count"], count, "{inputs}");
        assert_eq!(envelope.get("next_page").cloned().unwrap_or_default(), next, "{inputs} {count}");
    }
    for per_page in [0, 101] {
        let error =
            wire.invalid_input("snov_list_prospects_in_list", &json!({ "list_id": 1, "per_page": per_page })).await;
        assert!(error.contains("`per_page` must be between 1 and 100"), "{error}");
    }
}

#[tokio::test]
async fn a_created_list_returns_its_id() {
    let mut wire = WireSession::snov().await;
    let created = |id: Value| json!({ "success": true, "data": { "id": id } });
    for answer in [json!([created(json!(1234567))]), created(json!(1234567)), created(json!("1234567"))] {
        let envelope = answered(&mut wire, "snov_create_list", &json!({ "name": "New list" }), &answer).await;
        assert_eq!(envelope, json!({ "success": true, "id": 1234567 }), "{answer}");
    }
}
