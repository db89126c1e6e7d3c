//! What calls do, and what they refuse.

use serde_json::{Value, json};

use super::Api;
use crate::test_client::send;

#[tokio::test]
async fn lists_are_filtered_and_sorted() {
    let api = Api::start().await;
    let found = api.list("/prospects?filter=first_name:john").await;
    assert!(!found.is_empty() && found.iter().all(|one| one["attributes"]["first_name"] == "John"));
    let last = found[0]["attributes"]["last_name"].as_str().unwrap();
    let both = api.list(&format!("/prospects/?filter=first_name:john,last_name:{last}")).await;
    assert_eq!((both.len(), &both[0]["id"]), (1, &found[0]["id"]));
    assert_eq!(api.list("/prospects?filter=id%3A29").await[0]["id"], "29");
    let replied = api.list("/prospects?filter=replied:true").await;
    assert!(!replied.is_empty() && replied.iter().all(|one| one["attributes"]["replied"] == true));
    // A filter by anything else is ignored, so everything comes back.
    for query in ["filter=nickname:john", "filter=description:x", "filter[email]=nobody@example.com", "filter=oops"] {
        assert_eq!(api.list(&format!("/prospects?{query}")).await.len(), 100, "{query}");
    }
    assert_eq!(api.list("/prospects?filter=email:nobody@example.com").await.len(), 0);
    assert_eq!(api.list("/automations?filter=automation_type:campaign,status:on").await.len(), 2);
    assert_eq!(api.list("/lists?filter=list_type:organizations").await.len(), 2);
    assert_eq!(api.list("/users?filter=disabled:true").await.len(), 1);
    assert_eq!(api.list("/exclusion_list_items?filter=item_type:domain").await.len(), 4);
    assert_eq!(api.list("/automations/1/steps?filter=step_type:delay").await.len(), 3);

    let sorted = api.list("/prospects?sort=-created_at").await;
    assert_eq!((&sorted[0]["id"], &sorted[99]["id"]), (&json!("150"), &json!("51")));
    let sorted = api.list("/prospects?sort=country,-id").await;
    let keys: Vec<(String, i64)> = sorted
        .iter()
        .map(|one| {
            let id: i64 = one["id"].as_str().unwrap().parse().unwrap();
            (one["attributes"]["country"].as_str().unwrap().to_lowercase(), -id)
        })
        .collect();
    assert!(keys.is_sorted());
    let (status, answer) = api.call("GET", "/prospects?sort=nonsense", None).await;
    assert_eq!((status, &answer["errors"][0]["code"]), (400, &json!("bad_request")));
}

#[tokio::test]
async fn a_prospect_is_created_updated_and_deleted() {
    let api = Api::start().await;
    let body = json!({
        "email": "vincenzo@example.com",
        "first_name": "Vincenzo",
        "last_name": "Ruggiero",
        "lists": ["CEO", "BE"],
        "c_custom_field_a": "Hot lead",
        "nobody_knows_this": 1,
    });
    let (status, created) = api.write("POST", "/prospects", "prospects", body.clone()).await;
    assert_eq!(status, 201, "{created}");
    let (data, id) = (&created["data"], created["data"]["id"].as_str().unwrap());
    assert_eq!(
        (&data["attributes"]["lists"], &data["attributes"]["created_from"]),
        (&json!(["CEO", "BE"]), &json!("api"))
    );
    assert_eq!(data["relationships"]["owner"]["data"], json!({ "id": "1", "type": "users" }));
    assert!(data["attributes"].get("nobody_knows_this").is_none());
    let made: Vec<Value> = api.list("/lists?sort=-id").await;
    assert_eq!((made.len(), &made[0]["attributes"]["name"]), (7, &json!("BE")));
    assert_eq!(made[0]["attributes"]["list_type"], "prospects");

    let taken = [("email", "has already been taken")];
    api.check_refused("POST", "/prospects", "prospects", body.clone(), &taken).await;
    api.check_refused("POST", "/prospects?return_existing=false", "prospects", body.clone(), &taken).await;
    api.check_refused("PATCH", "/prospects/1", "prospects", json!({ "email": "VINCENZO@example.com" }), &taken).await;
    let (status, existing) = api.write("POST", "/prospects?return_existing=true", "prospects", body).await;
    assert_eq!((status, &existing), (200, &created));
    // A LinkedIn profile identifies a prospect as well as an address.
    let profile = api.get("/prospects/1").await["data"]["attributes"]["linkedin_profile"].clone();
    let body = json!({ "linkedin_profile": profile });
    let taken = [("linkedin_profile", "has already been taken")];
    api.check_refused("POST", "/prospects", "prospects", body.clone(), &taken).await;
    assert_eq!(api.write("POST", "/prospects?return_existing=true", "prospects", body).await.1["data"]["id"], "1");

    let path = format!("/prospects/{id}");
    let body = json!({ "first_name": "Vincent", "owner_id": 2, "organization_id": "3", "lists": ["Belgium"] });
    let (status, updated) = api.write("PATCH", &path, "prospects", body).await;
    let (attributes, related) = (&updated["data"]["attributes"], &updated["data"]["relationships"]);
    assert_eq!(
        (status, &attributes["first_name"], &attributes["last_name"]),
        (200, &json!("Vincent"), &json!("Ruggiero"))
    );
    assert_eq!((&attributes["lists"], &attributes["c_custom_field_a"]), (&json!(["Belgium"]), &json!("Hot lead")));
    assert_eq!((&related["owner"]["data"]["id"], &related["organization"]["data"]["id"]), (&json!("2"), &json!("3")));
    assert_eq!(api.get(&path).await, updated);
    let nobody = json!({ "owner_id": 99, "organization_id": 99, "email": "none", "city": 5 });
    let wrong = [
        ("email", "is invalid"),
        ("city", "is invalid"),
        ("owner_id", "must exist"),
        ("organization_id", "must exist"),
    ];
    api.check_refused("PATCH", &path, "prospects", nobody, &wrong).await;

    assert_eq!(api.call("DELETE", "/organizations/3", None).await.0, 200);
    assert_eq!(api.get(&path).await["data"]["relationships"]["organization"]["data"], Value::Null);
    let answer = api.call("DELETE", &path, None).await;
    assert_eq!(answer, (200, json!({ "data": { "id": id, "type": "prospects" } })));
    let gone = json!({ "errors": [{ "code": "not_found", "message": "The specified resource could not be found" }] });
    for method in ["GET", "DELETE"] {
        assert_eq!(api.call(method, &path, None).await, (404, gone.clone()));
    }
    assert_eq!(api.write("PATCH", &path, "prospects", json!({ "city": "Ghent" })).await, (404, gone));
}

#[tokio::test]
async fn leads_are_prospects_under_another_type() {
    let api = Api::start().await;
    let (lead, prospect) = (api.list("/leads").await[4].clone(), api.list("/prospects").await[4].clone());
    assert_eq!((&lead["type"], &lead["attributes"]["url"]), (&json!("leads"), &json!("https://overloop.ai/leads/5")));
    assert_eq!(lead["attributes"]["first_name"], prospect["attributes"]["first_name"]);
    let (status, updated) = api.write("PATCH", "/leads/5", "leads", json!({ "first_name": "Vincent" })).await;
    assert_eq!((status, &updated["data"]["type"]), (200, &json!("leads")));
    assert_eq!(api.get("/prospects/5").await["data"]["attributes"]["first_name"], "Vincent");
    assert_eq!(api.call("GET", "/leads/5", None).await.0, 405);
    assert_eq!(api.write("PATCH", "/leads/5", "prospects", json!({ "city": "Ghent" })).await.0, 400);
}

#[tokio::test]
async fn organizations_lists_and_exclusions_are_written() {
    let api = Api::start().await;
    let body = json!({ "name": "Overloop", "lists": ["Belgium", "IT"], "c_custom_field_a": "Mine", "owner_id": 2 });
    let (status, created) = api.write("POST", "/organizations", "organizations", body.clone()).await;
    assert_eq!((status, &created["data"]["id"]), (201, &json!("41")), "{created}");
    // The existing list of that name is a list of prospects.
    let made = api.list("/lists?sort=-id").await;
    assert_eq!((made.len(), &made[0]["attributes"]["list_type"]), (7, &json!("organizations")));
    let taken = [("name", "has already been taken")];
    api.check_refused("POST", "/organizations", "organizations", body.clone(), &taken).await;
    assert_eq!(api.write("POST", "/organizations?return_existing=true", "organizations", body).await, (200, created));
    let (_, updated) = api.write("PATCH", "/organizations/41", "organizations", json!({ "city": "Wavre" })).await;
    assert_eq!(
        (&updated["data"]["attributes"]["city"], &updated["data"]["attributes"]["name"]),
        (&json!("Wavre"), &json!("Overloop"))
    );
    let answer = api.call("DELETE", "/organizations/41", None).await;
    assert_eq!(answer, (200, json!({ "data": { "id": "41", "type": "organizations" } })));

    let (status, list) = api.write("POST", "/lists", "lists", json!({ "name": "New", "list_type": "prospects" })).await;
    assert_eq!((status, &list["data"]["type"]), (201, &json!("lists")));
    let blank = [("name", "can't be blank"), ("list_type", "is not included in the list")];
    api.check_refused("POST", "/lists", "lists", json!({ "list_type": "deals" }), &blank).await;
    let ceos = api.list("/prospects?filter=jobtitle:ceo").await;
    let path = format!("/prospects/{}", ceos[0]["id"].as_str().unwrap());
    let (_, renamed) = api.write("PATCH", "/lists/1", "lists", json!({ "name": "Chiefs" })).await;
    assert_eq!(renamed["data"]["attributes"]["name"], "Chiefs");
    assert_eq!(api.get(&path).await["data"]["attributes"]["lists"][0], "Chiefs");
    let answer = api.call("DELETE", "/lists/1", None).await;
    assert_eq!(answer, (200, json!({ "data": { "id": "1", "type": "lists" } })));
    assert_ne!(api.get(&path).await["data"]["attributes"]["lists"][0], "Chiefs");
    assert_eq!(api.call("GET", "/lists/2", None).await.0, 405);

    let email = api.get("/prospects/1").await["data"]["attributes"]["email"].clone();
    let body = json!({ "value": email, "item_type": "email" });
    let (status, item) = api.write("POST", "/exclusion_list_items", "exclusion_list_item", body).await;
    assert_eq!(
        (status, &item["data"]["type"], &item["data"]["id"]),
        (201, &json!("exclusion_list_item"), &json!("13"))
    );
    assert_eq!(api.get("/prospects/1").await["data"]["attributes"]["excluded"], true);
    let wrong = [("value", "can't be blank"), ("item_type", "is not included in the list")];
    api.check_refused("POST", "/exclusion_list_items", "exclusion_list_item", json!({}), &wrong).await;
}

#[tokio::test]
async fn custom_fields_are_validated_by_their_type() {
    let api = Api::start().await;
    for (name, good, bad, detail) in [
        ("c_custom_field_a", json!("Cold"), json!(5), "is invalid"),
        ("c_fit_score", json!(12.5), json!("12.5"), "is not a number"),
        ("c_call_notes", json!("One\nTwo"), json!(["One"]), "is invalid"),
        ("c_assistant_phone", json!("+1-555-0100"), json!(15_550_100), "is invalid"),
        ("c_portfolio", json!("https://example.com"), json!({}), "is invalid"),
        ("c_newsletter", json!(false), json!("no"), "is invalid"),
        ("c_stage", json!("New"), json!("new"), "is not included in the list"),
        ("c_interests", json!(["CRM", "Email"]), json!(["CRM", "email"]), "is not included in the list"),
        ("c_interests", json!([]), json!("CRM"), "is invalid"),
        ("c_next_call", json!("2019-11-14T09:45:30Z"), json!("tomorrow"), "is invalid"),
        ("c_contract_end", json!("2019-11-14"), json!("14/11/2019"), "is invalid"),
    ] {
        let (status, answer) = api.write("PATCH", "/prospects/3", "prospects", json!({ name: good })).await;
        assert_eq!((status, &answer["data"]["attributes"][name]), (200, &good), "{name}");
        api.check_refused("PATCH", "/prospects/3", "prospects", json!({ name: bad }), &[(name, detail)]).await;
        let (status, answer) = api.write("PATCH", "/prospects/3", "prospects", json!({ name: null })).await;
        assert_eq!((status, &answer["data"]["attributes"][name]), (200, &Value::Null), "{name}");
    }
    // Organizations have custom fields of their own.
    let (_, answer) =
        api.write("PATCH", "/organizations/1", "organizations", json!({ "c_stage": 5, "c_tier": "B" })).await;
    assert_eq!(
        (answer["data"]["attributes"].get("c_stage"), &answer["data"]["attributes"]["c_tier"]),
        (None, &json!("B"))
    );
}

#[tokio::test]
async fn invalid_documents_are_refused() {
    let api = Api::start().await;
    for body in [
        json!({}),
        json!({ "data": [] }),
        json!({ "data": { "type": "deals", "attributes": {} } }),
        json!({ "name": "x" }),
    ] {
        let (status, answer) = api.call("POST", "/lists", Some(body.clone())).await;
        assert_eq!((status, &answer["errors"][0]["code"]), (400, &json!("bad_request")), "{body}");
    }
    let plain = api.0.authorized("POST", &api.url("/lists"), Some("key"));
    let body = json!({ "data": { "type": "lists", "attributes": { "name": "x", "list_type": "prospects" } } });
    assert_eq!(send(plain, "application/json", Some(body)).await.unwrap().status(), 400);
    let unknown = api.call("GET", "/automations/9/steps", None).await.0;
    assert_eq!([unknown, api.call("GET", "/automations/1/steps/none", None).await.0], [404, 404]);
    let other = api.list("/automations/2/steps").await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(api.call("GET", &format!("/automations/1/steps/{other}"), None).await.0, 404);
}
