//! Prospects that are written, and the do-not-email list.

use serde_json::{Value, json};

use super::{WireCase, answered, form, no_body, refused_by_the_vendor};
use crate::support::wire::WireSession;

const ADD: &str = "/v1/add-prospect-to-list";

pub fn cases() -> Vec<WireCase> {
    let all = json!({
        "email": "john.doe@octagon.com", "full_name": "John Doe", "first_name": "John", "last_name": "Doe",
        "phones": ["+18882073333", "+18882074444"], "country": "United States", "locality": "Woodbridge, New Jersey",
        "position": "Vice President of Sales", "company_name": "GoldenRule", "company_site": "http://goldenrule.com",
        "update_contact": true, "create_duplicates": false,
        "custom_fields": {
            "specialization": "Software Engineering", "Age": 42, "Rate": 0.5, "VIP": false, "nothing": null,
            "customFields['Project name']": "A & B",
        },
        "social_links": {
            "linkedin": "https://www.linkedin.com/in/johndoe/&x=1", "facebook": "https://facebook.com/jd",
            "twitter": "https://x.com/jd",
        },
        "list_id": 12345,
    });
    vec![
        form(
            "snov_add_prospect_to_list",
            all,
            ADD,
            &[
                ("email", "john.doe@octagon.com"),
                ("fullName", "John Doe"),
                ("firstName", "John"),
                ("lastName", "Doe"),
                ("phones[]", "+18882073333"),
                ("phones[]", "+18882074444"),
                ("country", "United States"),
                ("locality", "Woodbridge, New Jersey"),
                ("position", "Vice President of Sales"),
                ("companyName", "GoldenRule"),
                ("companySite", "http://goldenrule.com"),
                ("updateContact", "true"),
                ("createDuplicates", "false"),
                ("customFields[Age]", "42"),
                ("customFields[Rate]", "0.5"),
                ("customFields[VIP]", "false"),
                ("customFields[Project name]", "A & B"),
                ("customFields[specialization]", "Software Engineering"),
                ("socialLinks[linkedIn]", "https://www.linkedin.com/in/johndoe/&x=1"),
                ("socialLinks[facebook]", "https://facebook.com/jd"),
                ("socialLinks[twitter]", "https://x.com/jd"),
                ("listId", "12345"),
            ],
        ),
        form(
            "snov_add_prospect_to_list",
            json!({ "email": " a@b.example ", "list_id": "12345" }),
            ADD,
            &[("email", "a@b.example"), ("listId", "12345")],
        ),
        form(
            "snov_add_prospect_to_list",
            json!({
                "email": "", "social_links": { "linkedin": "https://www.linkedin.com/in/jd", "twitter": " " },
                "update_contact": "false", "phones": [], "custom_fields": {}, "list_id": 1,
            }),
            ADD,
            &[("updateContact", "false"), ("socialLinks[linkedIn]", "https://www.linkedin.com/in/jd"), ("listId", "1")],
        ),
        form(
            "snov_find_prospect_by_id",
            json!({ "prospect_id": "xusD3-T_K5IktGoaa8Jc8A==" }),
            "/v1/get-prospect-by-id",
            &[("id", "xusD3-T_K5IktGoaa8Jc8A==")],
        ),
        form(
            "snov_find_prospect_by_email",
            json!({ "email": "gavin@octagon.com" }),
            "/v1/get-prospects-by-email",
            &[("email", "gavin@octagon.com")],
        ),
        no_body("snov_list_custom_fields", json!({}), "GET", "/v1/prospect-custom-fields"),
        form(
            "snov_add_to_do_not_email_list",
            json!({ "items": ["gavin@octagon.com", "octagon.com"], "list_id": 8 }),
            "/v1/do-not-email-list",
            &[("items[]", "gavin@octagon.com"), ("items[]", "octagon.com"), ("listId", "8")],
        ),
    ]
}

#[tokio::test]
async fn a_prospect_without_an_address_or_a_profile_is_refused() {
    let mut wire = WireSession::snov().await;
    for inputs in [
        json!({ "list_id": 1 }),
        json!({ "list_id": 1, "email": " ", "full_name": "John Doe" }),
        json!({ "list_id": 1, "social_links": { "twitter": "https://x.com/jd", "linkedin": "" } }),
    ] {
        let error = wire.invalid_input("snov_add_prospect_to_list", &inputs).await;
        assert!(error.contains("`email` or `social_links.linkedin`"), "{inputs}: {error}");
    }
}

#[tokio::test]
async fn custom_fields_need_names_and_plain_values() {
    let mut wire = WireSession::snov().await;
    for (fields, words) in [
        (json!({ "": "x" }), "without a name"),
        (json!({ "customFields['']": "x" }), "without a name"),
        (json!({ "tags": ["a"] }), "must be a text, a number, a boolean or null"),
    ] {
        let inputs = json!({ "list_id": 1, "email": "a@b.example", "custom_fields": fields });
        let error = wire.invalid_input("snov_add_prospect_to_list", &inputs).await;
        assert!(error.contains(words) && error.contains("custom_fields"), "{fields}: {error}");
    }
}

#[tokio::test]
async fn an_added_prospect_says_whether_it_was_added_or_updated() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "email": "a@b.example", "list_id": 1 });
    let answer = json!({ "success": true, "id": "0Y2QzowWL1rHpIptwaRp0Q==", "added": true, "updated": false });
    let mut expected = answer.clone();
    expected["created"] = json!(true);
    assert_eq!(answered(&mut wire, "snov_add_prospect_to_list", &inputs, &answer).await, expected);
    for errors in [json!("Wrong list"), json!(["Wrong list"]), json!({ "listId": ["Wrong list"] })] {
        let answer = json!({ "success": false, "errors": errors });
        refused_by_the_vendor(&mut wire, "snov_add_prospect_to_list", &inputs, &answer, "invalid_input", "Wrong list")
            .await;
    }
}

#[tokio::test]
async fn custom_fields_are_listed() {
    let mut wire = WireSession::snov().await;
    let fields = json!([
        { "key": "customFields['company']", "label": "company", "required": false, "type": "string" },
        { "key": "customFields['Project name']", "label": "Project name", "required": true, "type": "date" },
    ]);
    for (answer, listed) in [(fields.clone(), fields), (json!([]), json!([])), (Value::Null, json!([]))] {
        let envelope = answered(&mut wire, "snov_list_custom_fields", &json!({}), &answer).await;
        let count = listed.as_array().unwrap().len();
        assert_eq!(envelope, json!({ "success": true, "custom_fields": listed, "count": count }), "{answer}");
    }
}

#[tokio::test]
async fn items_already_on_the_do_not_email_list_are_named() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "items": ["gavin@octagon.com"], "list_id": 8 });
    let tool = "snov_add_to_do_not_email_list";
    let answer = |duplicates: Value| json!({ "success": true, "data": { "duplicates": duplicates } });
    let one = json!(["gavin@octagon.com"]);
    for (answer, duplicates) in [
        (json!([answer(json!([]))]), json!([])),
        (json!([answer(one.clone())]), one.clone()),
        (answer(one.clone()), one.clone()),
        (answer(json!({ "1": "gavin@octagon.com" })), one),
        (json!({ "success": true, "data": {} }), json!([])),
    ] {
        let envelope = answered(&mut wire, tool, &inputs, &answer).await;
        assert_eq!(envelope["duplicates"], duplicates, "{answer}");
        assert_eq!(envelope["created"], json!(duplicates == json!([])), "{envelope}");
    }
    let refusal = json!([{ "success": false, "errors": ["No such list"] }]);
    refused_by_the_vendor(&mut wire, tool, &inputs, &refusal, "not_found", "No such list").await;
    for items in [json!([]), json!([" "])] {
        wire.invalid_input(tool, &json!({ "items": items, "list_id": 8 })).await;
    }
}
