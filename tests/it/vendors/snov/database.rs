//! The search of the whole database: companies, people, and what reveals one of them.

use serde_json::{Value, json};

use super::{WireCase, answered, json_body, no_body};
use crate::support::wire::WireSession;

const HASH: &str = "832c2ae36ca4e80fcbddeae0dea70efd";
const PEOPLE: &str = "snov_get_people_database_search_result";
const COMPANIES: &str = "snov_get_company_database_search_result";

/// Every filter of companies but places, in the vendor's form, which is that of the inputs.
fn company() -> Value {
    json!({
        "name": { "include": ["Snov.io"], "exclude": ["Sendpulse"] },
        "industries": { "include": ["Computer Software"], "exclude": ["Internet"] },
        "size": ["Self", "51-200", "10001+"],
        "revenue": { "min": 500_000, "max": 1_000_000_000_000_u64 },
        "specialities": ["outreach"],
        "founded": { "from": 2010, "till": 2020 },
    })
}

fn locations() -> Value {
    json!({
        "include": { "locality": "London", "location_type": "city" },
        "exclude": { "locality": "Atlanta", "location_type": "subregion" },
    })
}

pub fn cases() -> Vec<WireCase> {
    let resume = || json!({ "task_hash": HASH, "wait_seconds": 0 });
    let mut with_places = company();
    with_places["locations"] = locations();
    let prospect = json!({
        "job_titles": { "include": ["CEO"], "exclude": ["CTO"] },
        "management_levels": { "include": ["c_level", "vp_level"], "exclude": ["staff"] },
        "departments": { "include": ["it_is"], "exclude": ["other"] },
        "locations": locations(),
        "skills": { "include": ["sales"], "exclude": ["law"] },
        "first_name": "John",
        "last_name": "Doe",
    });
    let john = json!({ "first_name": "John", "last_name": "Doe" });
    vec![
        json_body(
            "snov_start_people_database_search",
            json!({ "prospect": prospect, "company": with_places, "page": 2, "wait_seconds": 0 }),
            "POST",
            "/v2/database-search/prospects/start",
            json!({ "filters": { "prospect": prospect, "company": with_places }, "page": 2 }),
        ),
        json_body(
            "snov_start_people_database_search",
            json!({ "prospect": john, "wait_seconds": 0 }),
            "POST",
            "/v2/database-search/prospects/start",
            json!({ "filters": { "prospect": { "first_name": "John", "last_name": "Doe" } } }),
        ),
        json_body(
            "snov_start_company_database_search",
            json!({ "company": with_places, "page": 3, "wait_seconds": 0 }),
            "POST",
            "/v2/database-search/companies/start",
            json!({ "filters": { "company": company(), "locations": locations() }, "page": 3 }),
        ),
        json_body(
            "snov_start_company_database_search",
            json!({ "company": { "name": { "include": ["Snov.io"] } }, "wait_seconds": 0 }),
            "POST",
            "/v2/database-search/companies/start",
            json!({ "filters": { "company": { "name": { "include": ["Snov.io"] } } } }),
        ),
        no_body(PEOPLE, resume(), "GET", "/v2/database-search/prospects/result/832c2ae36ca4e80fcbddeae0dea70efd"),
        no_body(COMPANIES, resume(), "GET", "/v2/database-search/companies/result/832c2ae36ca4e80fcbddeae0dea70efd"),
        no_body(
            "snov_start_database_email_search",
            json!({ "reveal_hash": "5e84/6a==", "wait_seconds": 0 }),
            "POST",
            "/v2/database-search/prospects/search-emails/start/5e84%2F6a%3D%3D",
        ),
        no_body(
            "snov_get_database_email_search_result",
            resume(),
            "GET",
            "/v2/database-search/prospects/search-emails/result/832c2ae36ca4e80fcbddeae0dea70efd",
        ),
    ]
}

async fn result(wire: &mut WireSession, tool: &str, data: Value) -> Value {
    let answer = json!({ "data": data, "meta": { "task_hash": HASH, "page": 1 }, "links": [], "status": "completed" });
    answered(wire, tool, &json!({ "task_hash": HASH, "wait_seconds": 0 }), &answer).await
}

#[tokio::test]
async fn the_documents_examples_are_read() {
    let mut wire = WireSession::snov().await;
    let company = json!({
        "name": "Snov.io", "domain": "snov.io", "location": "New York, New York, United States",
        "industry": "Computer Software", "size": "51-200",
    });
    let mut person = json!({
        "first_name": "John", "last_name": "Sm***", "job_title": "linkbuilder", "location": "Kyiv, Kyiv, Ukraine",
        "linkedin_url": "https://linkedin.com/in/jo******", "industry": "Computer Software", "list_id": 123,
        "email_and_hidden_info_reveal": "https://api.snov.io/v2/database-search/prospects/search-emails/start/f1e2",
        "company": company,
    });
    let data = json!({ "total": 162, "page": 1, "total_pages": 4, "prospects": [person] });
    let envelope = result(&mut wire, PEOPLE, data).await;
    let fields = person.as_object_mut().unwrap();
    fields.shift_remove("email_and_hidden_info_reveal");
    fields.insert("reveal_hash".to_owned(), json!("f1e2"));
    assert_eq!(envelope["prospects"], json!([person]), "{envelope}");
    assert_eq!(
        (&envelope["total"], &envelope["page"], &envelope["total_pages"], &envelope["next_page"]),
        (&json!(162), &json!(1), &json!(4), &json!(2))
    );

    let mut found = company.clone();
    found["revenue"] = json!({ "min": 20_000_000, "max": 50_000_000, "reported": 0 });
    let data = json!({ "total": 1, "page": 1, "total_pages": 1, "companies": [found] });
    let envelope = result(&mut wire, COMPANIES, data).await;
    assert_eq!((&envelope["companies"], envelope.get("next_page")), (&json!([found]), None), "{envelope}");

    let data = json!({
        "searching_date": "2026-07-09 10:07:39", "first_name": "John", "last_name": "Doe",
        "linkedin_url": "https://www.linkedin.com/in/john-doe",
        "emails": [{ "email": "john.doe@snov.io", "smtp_status": "valid" }],
    });
    let envelope = result(&mut wire, "snov_get_database_email_search_result", data.clone()).await;
    let mut expected = data;
    expected["searching_date"] = json!("2026-07-09T10:07:39Z");
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&envelope[name], value, "{envelope}");
    }
}

/// The documents do not say where the options stand.
#[tokio::test]
async fn similar_places_and_industries_are_no_rows() {
    let mut wire = WireSession::snov().await;
    let options = json!(["London, England, United Kingdom", "London, Ontario, Canada"]);
    for (tool, rows) in [(PEOPLE, "prospects"), (COMPANIES, "companies")] {
        for data in [
            json!({ "total": 0, "page": 1, "total_pages": 0, rows: [], "similar": options }),
            json!({ "total": 0, "page": 1, "total_pages": 0, rows: [], "options": { "locations": options } }),
            json!({ "suggestions": [
                { "locality": "London, England", "country": "United Kingdom" }, { "locality": "London, Ontario", "country": "Canada" },
            ] }),
            options.clone(),
        ] {
            let envelope = result(&mut wire, tool, data.clone()).await;
            assert_eq!((&envelope["similar"], &envelope[rows]), (&options, &json!([])), "{data}: {envelope}");
            assert!(envelope["note"].as_str().unwrap().contains("`similar`"), "{envelope}");
        }
        let found =
            json!({ "total": 1, "page": 1, "total_pages": 1, rows: [{ "industry": "Internet" }], "filters": ["x"] });
        let envelope = result(&mut wire, tool, found).await;
        assert_eq!((envelope.get("similar"), envelope.get("note")), (None, None), "{envelope}");
    }
}

#[tokio::test]
async fn filters_that_find_nothing_are_refused_before_they_cost_anything() {
    let mut wire = WireSession::snov().await;
    let (people, companies) = ("snov_start_people_database_search", "snov_start_company_database_search");
    for (tool, inputs, words) in [
        (people, json!({}), "A search needs a filter"),
        (people, json!({ "prospect": { "skills": { "include": [] } }, "company": {} }), "is no filter"),
        (companies, json!({ "company": {} }), "A search needs a filter"),
        (companies, json!({ "company": { "domain": { "include": ["snov.io"] } } }), "domain"),
        (companies, json!({ "company": { "size": ["12"] } }), "10001+"),
        (
            companies,
            json!({ "company": { "revenue": { "min": 7 } } }),
            "`company.revenue.min` must be one of 0, 1, 500000",
        ),
        (companies, json!({ "company": { "revenue": { "min": 1_000_000_000_000_u64 } } }), "`company.revenue.min`"),
        (companies, json!({ "company": { "revenue": { "min": 500_000, "max": 1 } } }), "must not be more than"),
        (people, json!({ "company": { "founded": { "from": 2020, "till": 2010 } } }), "must not be later than"),
        (people, json!({ "prospect": { "management_levels": { "include": ["boss"] } } }), "vp_level"),
        (people, json!({ "prospect": { "locations": { "include": { "location_type": "city" } } } }), "locality"),
    ] {
        let error = wire.invalid_input(tool, &inputs).await;
        assert!(error.contains(words), "{tool} {inputs}: {error}");
    }
}

#[tokio::test]
async fn a_refused_filter_is_told_in_the_vendors_words() {
    let mut wire = WireSession::snov().await;
    let words = "The selected filters.prospect.job_titles.include.0 is invalid.";
    wire.vendor.answer_with(422, json!({ "errors": { "filters.prospect.job_titles.include.0": [words] } }));
    let inputs = json!({ "prospect": { "job_titles": { "include": ["Digital PR Manager"] } } });
    let envelope = wire.call("snov_start_people_database_search", &inputs).await;
    assert_eq!(envelope["error_kind"], "invalid_input", "{envelope:?}");
    assert!(envelope["error"].as_str().unwrap().contains(words), "{envelope:?}");
}
