//! Prospects, lists and the do-not-email list.

use serde_json::{Value, json};

use super::{Api, PROSPECT_MEMBERS, check_moment, names};

impl Api {
    async fn lists(&self) -> Vec<Value> {
        self.ok("/v1/get-user-lists").await.as_array().unwrap().clone()
    }

    async fn add(&self, pairs: &[(&str, &str)]) -> Value {
        let (status, answer) = self.post("/v1/add-prospect-to-list", pairs).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    async fn members(&self, list: &str, more: &[(&str, &str)]) -> Value {
        let pairs: Vec<(&str, &str)> = [("listId", list)].iter().chain(more).copied().collect();
        self.post("/v1/prospect-list", &pairs).await.1
    }
}

#[tokio::test]
async fn lists_are_listed_and_created() {
    let api = Api::start().await;
    let lists = api.lists().await;
    for list in &lists {
        assert_eq!(names(list), ["id", "name", "contacts", "isDeleted", "creationDate", "deletionDate"]);
        check_moment(&list["creationDate"]);
        assert_eq!(list["deletionDate"].is_null(), list["isDeleted"] == false);
    }
    assert_eq!(lists.iter().filter(|list| list["isDeleted"] == true).count(), 1);
    check_moment(&lists.iter().find(|list| list["isDeleted"] == true).unwrap()["deletionDate"]);
    let (status, made) = api.post("/v1/lists", &[("name", "Autumn")]).await;
    let id = made[0]["data"]["id"].as_u64().unwrap();
    assert_eq!((status, made), (200, json!([{ "success": true, "data": { "id": id } }])));
    let last = api.lists().await.pop().unwrap();
    assert_eq!((&last["id"], &last["name"], &last["contacts"]), (&json!(id), &json!("Autumn"), &json!(0)));
    assert_eq!(api.post("/v1/lists", &[]).await.0, 400);
}

#[tokio::test]
async fn a_list_is_paged_from_its_newest_prospect() {
    let api = Api::start().await;
    let list = api.lists().await[0].clone();
    let id = list["id"].to_string();
    let all = api.members(&id, &[]).await;
    assert_eq!(names(&all), ["success", "list", "prospects"]);
    assert_eq!(names(&all["list"]), ["name", "contacts", "creationDate", "emailsCount"]);
    assert_eq!((&all["list"]["name"], &all["list"]["contacts"]), (&list["name"], &list["contacts"]));
    let rows = all["prospects"].as_array().unwrap().clone();
    assert_eq!(rows.len() as u64, list["contacts"].as_u64().unwrap());
    assert!(rows.iter().all(|row| names(row) == ["id", "name", "firstName", "lastName", "emails"]));
    let email = rows.iter().find_map(|row| row["emails"].get(0)).unwrap();
    assert_eq!(names(email).len(), 10);
    let smtp: Vec<&Value> =
        rows.iter().filter_map(|row| row["emails"].get(0)).map(|email| &email["smtpStatus"]).collect();
    assert!(smtp.contains(&&json!(3)) && smtp.contains(&&Value::Null));

    let (mut paged, mut page) = (Vec::new(), 0);
    loop {
        page += 1;
        let answer = api.members(&id, &[("page", &page.to_string()), ("perPage", "7")]).await;
        let own = answer["prospects"].as_array().unwrap();
        paged.extend(own.iter().cloned());
        if own.len() < 7 {
            break;
        }
    }
    assert_eq!((paged, page), (rows.clone(), rows.len() / 7 + 1));
    let added = api.add(&[("email", "newest@example.com"), ("listId", &id)]).await;
    assert_eq!(api.members(&id, &[("perPage", "1")]).await["prospects"][0]["id"], added["id"]);
    assert_eq!(api.members("1", &[]).await["success"], false);
}

#[tokio::test]
async fn a_prospect_is_added_found_and_updated() {
    let api = Api::start().await;
    let id = api.post("/v1/lists", &[("name", "Autumn")]).await.1[0]["data"]["id"].to_string();
    let first = [
        ("email", "john.doe@new.example.com"),
        ("fullName", "John Doe"),
        ("phones[]", "+1-555-0100"),
        ("phones[]", "+1-555-0101"),
        ("country", "Belgium"),
        ("locality", "Ghent"),
        ("position", "Buyer"),
        ("companyName", "New"),
        ("companySite", "http://new.example.com"),
        ("customFields[specialization]", "Sourcing"),
        ("socialLinks[linkedIn]", "https://www.linkedin.com/in/john-doe"),
        ("listId", &id),
    ];
    let added = api.add(&first).await;
    assert_eq!((names(&added), &added["success"]), (vec!["success", "id", "added", "updated"], &json!(true)));
    assert_eq!((&added["added"], &added["updated"]), (&json!(true), &json!(false)));
    let prospect_id = added["id"].as_str().unwrap();
    let found = api.post("/v1/get-prospect-by-id", &[("id", prospect_id)]).await.1["data"].clone();
    assert_eq!(names(&found), [&PROSPECT_MEMBERS[..], &["lists", "campaigns"]].concat());
    assert_eq!((&found["firstName"], &found["lastName"]), (&json!("John"), &json!("Doe")));
    assert_eq!(found["social"], json!([{ "link": first[10].1, "type": "linkedIn" }]));
    assert_eq!(
        (&found["currentJob"][0]["position"], &found["currentJob"][0]["site"]),
        (&json!("Buyer"), &json!(first[8].1))
    );
    assert_eq!(found["lists"], json!([{ "id": id.parse::<u64>().unwrap(), "name": "Autumn" }]));
    check_moment(&found["lastUpdateDate"]);

    let again = |update: bool, locality: &str| json!({ "email": "John.Doe@new.example.com", "locality": locality, "updateContact": update });
    let send = async |mut body: Value, list: &str| {
        body["listId"] = json!(list);
        api.json("POST", "/v1/add-prospect-to-list", body).await.1
    };
    let kept = send(again(false, "Lille"), &id).await;
    assert_eq!(kept, json!({ "success": true, "id": prospect_id, "added": false, "updated": false }));
    let updated = send(again(true, "Lyon"), &id).await;
    assert_eq!(updated, json!({ "success": true, "id": prospect_id, "added": false, "updated": true }));
    let other = api.lists().await[4]["id"].to_string();
    let moved = send(again(false, "Leeds"), &other).await;
    assert_eq!(moved, json!({ "success": true, "id": prospect_id, "added": true, "updated": false }));
    let (_, found) = api.post("/v1/get-prospects-by-email", &[("email", "john.doe@new.example.com")]).await;
    let found = found["data"].as_array().unwrap();
    assert_eq!((found.len(), &found[0]["locality"], &found[0]["name"]), (1, &json!("Lyon"), &json!("John Doe")));
    assert_eq!(found[0]["lists"].as_array().unwrap().len(), 2);

    let by_link = [("socialLinks[linkedIn]", "https://www.linkedin.com/in/john-doe/"), ("listId", &id)];
    assert_eq!(api.add(&by_link).await["id"], prospect_id);
    let unknown = json!({ "success": false, "errors": "Prospect with email 'none@example.com' not found" });
    assert_eq!(api.post("/v1/get-prospects-by-email", &[("email", "none@example.com")]).await, (200, unknown));
    assert_eq!(api.post("/v1/get-prospect-by-id", &[("id", "none")]).await.1["success"], false);
}

#[tokio::test]
async fn an_invalid_prospect_is_refused() {
    let api = Api::start().await;
    let lists = api.lists().await;
    let id = lists[4]["id"].to_string();
    let deleted = lists.iter().find(|list| list["isDeleted"] == true).unwrap()["id"].to_string();
    let refused = async |pairs: &[(&str, &str)]| {
        let (status, answer) = api.post("/v1/add-prospect-to-list", pairs).await;
        assert_eq!((&answer["success"], answer["errors"].is_string()), (&json!(false), true), "{answer}");
        status
    };
    let email = ("email", "a@example.com");
    assert_eq!(refused(&[email]).await, 400);
    assert_eq!(refused(&[("listId", &id)]).await, 400);
    for wrong in [
        [email, ("listId", "1"), ("country", "Belgium")],
        [email, ("listId", &deleted), ("country", "Belgium")],
        [("email", "a"), ("listId", &id), ("country", "Belgium")],
        [email, ("listId", &id), ("customFields[none]", "x")],
        [email, ("listId", &id), ("customFields[Seats]", "many")],
    ] {
        assert_eq!(refused(&wrong).await, 200);
    }
    assert_eq!(api.lists().await, lists, "no prospect was added");
    let fields = api.ok("/v1/prospect-custom-fields").await;
    assert_eq!(names(&fields[0]), ["key", "label", "required", "type"]);
    assert_eq!(fields[1]["key"], "customFields['Project name']");
    let mut types: Vec<&str> = fields.as_array().unwrap().iter().map(|field| field["type"].as_str().unwrap()).collect();
    types.dedup();
    assert_eq!(types, ["string", "number", "date"]);
}

#[tokio::test]
async fn an_active_campaign_writes_to_prospects_added_to_its_list() {
    let api = Api::start().await;
    let (active, paused) = (api.campaign("Active").await, api.campaign("Paused").await);
    let sent = async |campaign: &Value| api.ok(&format!("/v1/emails-sent?campaignId={}", campaign["id"])).await;
    let before = sent(&active).await.as_array().unwrap().len();
    let list = active["list_id"].to_string();
    let new = [("email", "fresh@example.com"), ("fullName", "Fresh Face"), ("listId", &list)];
    let id = api.add(&new).await["id"].clone();
    let after = sent(&active).await;
    assert_eq!((after.as_array().unwrap().len(), &after[0]["userEmail"]), (before + 1, &json!("fresh@example.com")));
    api.add(&new).await;
    assert_eq!(sent(&active).await, after, "a prospect is enrolled once");
    let campaigns =
        api.post("/v1/get-prospect-by-id", &[("id", id.as_str().unwrap())]).await.1["data"]["campaigns"].clone();
    assert_eq!((&campaigns[0]["status"], &campaigns[0]["sent"]), (&json!("Active"), &json!(1)));

    let quiet = sent(&paused).await;
    api.add(&[("email", "fresh@example.com"), ("listId", &paused["list_id"].to_string())]).await;
    assert_eq!(sent(&paused).await, quiet);
    let (status, answer) = api
        .post(
            "/v1/do-not-email-list",
            &[("items[]", "left.example.com"), ("items[]", "no@example.com"), ("listId", "8")],
        )
        .await;
    assert_eq!((status, answer), (200, json!([{ "success": true, "data": { "duplicates": [] } }])));
    for email in ["no@example.com", "anybody@left.example.com"] {
        api.add(&[("email", email), ("listId", &list)]).await;
    }
    assert_eq!(sent(&active).await, after, "they are on the do-not-email list");
    let twice = json!({ "items": ["no@example.com", "other@example.com"], "listId": 8 });
    let (_, answer) = api.json("POST", "/v1/do-not-email-list", twice).await;
    assert_eq!(answer[0]["data"]["duplicates"], json!(["no@example.com"]));
    assert_eq!(api.post("/v1/do-not-email-list", &[("items[]", "a@example.com")]).await.0, 400);
    assert_eq!(api.post("/v1/do-not-email-list", &[("listId", "8")]).await.0, 400);
}
