//! Prospects, leads and organizations.

use serde_json::{Value, json};

use super::{WireCase, json_body, no_body};

fn document(kind: &str, attributes: Value) -> Value {
    json!({ "data": { "type": kind, "attributes": attributes } })
}

/// All of a prospect's inputs, and the attributes they become.
fn prospect() -> (Value, Value) {
    let own = json!({
        "email": "vincenzo@overloop.com", "first_name": "Vincenzo", "last_name": "Ruggiero", "description": "Met, at \"X\"",
        "jobtitle": "CEO", "linkedin_profile": "https://www.linkedin.com/in/vincenzor", "phone": "+32-481-754-301",
        "title": "Mr.", "country": "Belgium", "state": "Brussels Region", "city": "Brussels", "industry": "IT",
        "lists": ["CEO", "BE"],
    });
    let with = |more: Value| {
        let mut object = own.as_object().unwrap().clone();
        object.extend(more.as_object().unwrap().clone());
        Value::Object(object)
    };
    (
        with(json!({ "owner_id": 2, "organization_id": "7", "custom_fields": { "c_custom_field_a": "Hot lead" } })),
        // The documents have these ids as integers.
        with(json!({ "owner_id": 2, "organization_id": 7, "c_custom_field_a": "Hot lead" })),
    )
}

fn organization() -> (Value, Value) {
    let own = json!({
        "name": "Overloop", "website": "https://overloop.com", "description": "d", "email": "contact@overloop.com",
        "phone": "+32-481-754-301", "country": "Belgium", "city": "Brussels", "state": "Brussels Region",
        "address": "Rue des P\u{e8}res Blancs 4", "lists": ["Belgium", "IT"], "owner_id": 2,
    });
    let (mut inputs, mut attributes) = (own.clone(), own);
    inputs["custom_fields"] = json!({ "c_custom_field_a": "v" });
    attributes["c_custom_field_a"] = json!("v");
    (inputs, attributes)
}

fn with_fields(inputs: &Value, name: &str, value: Value) -> Value {
    let mut inputs = inputs.clone();
    inputs[name] = value;
    inputs
}

pub fn cases() -> Vec<WireCase> {
    let (prospect, prospect_attributes) = prospect();
    let (organization, organization_attributes) = organization();
    let of_people = json!({
        "page": 2, "page_size": 1, "sort": "-created_at,first_name",
        "filter": { "first_name": "john", "last_name": "doe" }, "include": ["organization", "creator"],
    });
    vec![
        no_body(
            "overloop_list_prospects",
            of_people.clone(),
            "GET",
            "/public/v1/prospects?page%5Bnumber%5D=2&page%5Bsize%5D=1&sort=-created_at%2Cfirst_name\
             &filter=first_name%3Ajohn%2Clast_name%3Adoe&include=organization%2Ccreator",
        ),
        no_body("overloop_list_prospects", json!({}), "GET", "/public/v1/prospects"),
        no_body("overloop_list_prospects", json!({ "include": [], "sort": null }), "GET", "/public/v1/prospects"),
        no_body(
            "overloop_list_prospects",
            json!({ "page": "3", "include": "[\"owner\"]", "filter": "{\"id\": 29646}" }),
            "GET",
            "/public/v1/prospects?page%5Bnumber%5D=3&filter=id%3A29646&include=owner",
        ),
        no_body(
            "overloop_get_prospect",
            json!({ "prospect_id": 1, "include": ["organization", "creator", "owner"] }),
            "GET",
            "/public/v1/prospects/1?include=organization%2Ccreator%2Cowner",
        ),
        no_body("overloop_get_prospect", json!({ "prospect_id": "1" }), "GET", "/public/v1/prospects/1"),
        json_body(
            "overloop_create_prospect",
            with_fields(&prospect, "return_existing", json!(true)),
            "POST",
            "/public/v1/prospects?return_existing=true",
            document("prospects", prospect_attributes.clone()),
        ),
        json_body(
            "overloop_create_prospect",
            json!({ "first_name": "Jane" }),
            "POST",
            "/public/v1/prospects",
            document("prospects", json!({ "first_name": "Jane" })),
        ),
        json_body(
            "overloop_create_prospect",
            json!({ "email": "a@b.example", "owner_id": "0181", "return_existing": false }),
            "POST",
            "/public/v1/prospects?return_existing=false",
            document("prospects", json!({ "email": "a@b.example", "owner_id": "0181" })),
        ),
        json_body(
            "overloop_update_prospect",
            with_fields(&prospect, "prospect_id", json!("1")),
            "PATCH",
            "/public/v1/prospects/1",
            document("prospects", prospect_attributes.clone()),
        ),
        json_body(
            "overloop_update_prospect",
            json!({ "prospect_id": 1, "first_name": "Vincent", "description": "", "lists": [] }),
            "PATCH",
            "/public/v1/prospects/1",
            document("prospects", json!({ "first_name": "Vincent", "description": "", "lists": [] })),
        ),
        json_body(
            "overloop_update_prospect",
            json!({ "prospect_id": "1", "owner_id": "007" }),
            "PATCH",
            "/public/v1/prospects/1",
            document("prospects", json!({ "owner_id": "007" })),
        ),
        no_body("overloop_delete_prospect", json!({ "prospect_id": "1" }), "DELETE", "/public/v1/prospects/1"),
        no_body(
            "overloop_list_organizations",
            json!({
                "page": 1, "page_size": 100, "sort": "name", "filter": { "name": "Overloop.ai" },
                "include": ["creator", "updater", "owner"],
            }),
            "GET",
            "/public/v1/organizations?page%5Bnumber%5D=1&page%5Bsize%5D=100&sort=name&filter=name%3AOverloop.ai\
             &include=creator%2Cupdater%2Cowner",
        ),
        no_body("overloop_list_organizations", json!({}), "GET", "/public/v1/organizations"),
        no_body(
            "overloop_get_organization",
            json!({ "organization_id": "1", "include": ["updater"] }),
            "GET",
            "/public/v1/organizations/1?include=updater",
        ),
        no_body("overloop_get_organization", json!({ "organization_id": 1 }), "GET", "/public/v1/organizations/1"),
        json_body(
            "overloop_create_organization",
            with_fields(&organization, "return_existing", json!(true)),
            "POST",
            "/public/v1/organizations?return_existing=true",
            document("organizations", organization_attributes.clone()),
        ),
        json_body(
            "overloop_create_organization",
            json!({ "name": "Overloop" }),
            "POST",
            "/public/v1/organizations",
            document("organizations", json!({ "name": "Overloop" })),
        ),
        json_body(
            "overloop_update_organization",
            with_fields(&organization, "organization_id", json!(1)),
            "PATCH",
            "/public/v1/organizations/1",
            document("organizations", organization_attributes),
        ),
        json_body(
            "overloop_update_organization",
            json!({ "organization_id": "1", "custom_fields": { "c_custom_field_a": null } }),
            "PATCH",
            "/public/v1/organizations/1",
            document("organizations", json!({ "c_custom_field_a": null })),
        ),
        no_body(
            "overloop_delete_organization",
            json!({ "organization_id": "1" }),
            "DELETE",
            "/public/v1/organizations/1",
        ),
        no_body(
            "overloop_list_leads",
            of_people,
            "GET",
            "/public/v1/leads?page%5Bnumber%5D=2&page%5Bsize%5D=1&sort=-created_at%2Cfirst_name\
             &filter=first_name%3Ajohn%2Clast_name%3Adoe&include=organization%2Ccreator",
        ),
        no_body("overloop_list_leads", json!({}), "GET", "/public/v1/leads"),
        json_body(
            "overloop_update_lead",
            with_fields(&prospect, "lead_id", json!("1")),
            "PATCH",
            "/public/v1/leads/1",
            document("leads", prospect_attributes),
        ),
        json_body(
            "overloop_update_lead",
            json!({
                "lead_id": "1", "email": "vincenzo@overloop.ai", "first_name": "Vincent",
                "custom_fields": { "c_custom_field_a": "Hot lead" },
            }),
            "PATCH",
            "/public/v1/leads/1",
            document(
                "leads",
                json!({ "email": "vincenzo@overloop.ai", "first_name": "Vincent", "c_custom_field_a": "Hot lead" }),
            ),
        ),
        json_body(
            "overloop_update_lead",
            json!({ "lead_id": "1", "city": "Wavre" }),
            "PATCH",
            "/public/v1/leads/1",
            document("leads", json!({ "city": "Wavre" })),
        ),
    ]
}
