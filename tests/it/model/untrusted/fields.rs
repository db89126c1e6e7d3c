//! Which outputs hold third-party text, tool by tool.

use serde_json::{Value, json};

use super::{Both, HOSTILE, email};
use crate::support::program::{with_account, with_overloop, with_snov};

const OF_AN_EMAIL: [&str; 6] = [
    "subject",
    "body.text",
    "body.html",
    "content_preview",
    "attachment_json.files[*].filename",
    "attachment_json.files[*].type",
];

fn lead() -> Value {
    json!({
        "id": "l1", "campaign": crate::vendors::ID, "email": "eve@evil.example", "company_domain": "evil.example", "status": 1,
        "first_name": HOSTILE, "last_name": HOSTILE, "company_name": HOSTILE, "job_title": HOSTILE, "phone": HOSTILE,
        "website": HOSTILE, "personalization": HOSTILE, "payload": { "note": HOSTILE, "deep": { "er": [1, HOSTILE] } },
    })
}

#[tokio::test]
async fn third_party_text_in_instantlys_answers_is_marked() {
    let mut both = Both::with(with_account).await;
    let page = json!({ "items": [email()], "next_starting_after": "cursor" });
    let emails = both.untrusted("list_emails", json!({ "detail": "full" }), page).await;
    assert_eq!(emails, json!(OF_AN_EMAIL.map(|of| format!("$.emails[*].{of}"))));
    let reply = json!({ "eaccount": "me@example.com", "reply_to_uuid": crate::vendors::ID, "subject": "Re", "body_text": "Hi" });
    let paths = both.untrusted("reply_to_email", reply, email()).await;
    let of_one = OF_AN_EMAIL.map(|of| format!("$.email.{of}"));
    assert_eq!(paths, json!(["$.subject".to_owned()].into_iter().chain(of_one).collect::<Vec<_>>()));

    let of_a_lead =
        ["personalization", "website", "last_name", "first_name", "company_name", "job_title", "phone", "payload..*"];
    let page = json!({ "items": [lead()] });
    let leads = both.untrusted("list_leads", json!({}), page).await;
    assert_eq!(leads, json!(of_a_lead.map(|of| format!("$.leads[*].{of}"))));
    let one =
        ["first_name".to_owned(), "last_name".to_owned()].into_iter().chain(of_a_lead.map(|of| format!("lead.{of}")));
    let one = json!(one.map(|of| format!("$.{of}")).collect::<Vec<_>>());
    assert_eq!(both.untrusted("get_lead", json!({ "lead_id": crate::vendors::ID }), lead()).await, one);
    assert_eq!(both.untrusted("create_lead", json!({ "email": "eve@evil.example" }), lead()).await, one);

    let names = ["firstName", "lastName", "fullName", "jobTitle", "location", "companyName"];
    let mut person = json!({ "linkedIn": "linkedin.com/in/eve", "isOwned": false });
    names.iter().for_each(|name| person[*name] = json!(HOSTILE));
    let search = json!({ "search_filters": { "name": ["Eve"] } });
    let preview = both.untrusted("preview_supersearch_leads", search, json!({ "leads": [person] })).await;
    assert_eq!(preview, json!(names.map(|name| format!("$.leads[*].{name}"))));
    let result = json!({
        "id": "r1", "sender_email": "me@example.com", "authentication_failure_results": { "received_spf": HOSTILE },
    });
    let of_result = both
        .untrusted("get_inbox_placement_result", json!({ "inbox_placement_analytics_id": crate::vendors::ID }), result)
        .await;
    assert_eq!(of_result, json!(["$.authentication_failure_results..*"]));
    let event = json!({
        "id": "e1", "success": false, "webhook_url": "https://hook.example/x", "status_code": 500,
        "payload": { "reply_text": HOSTILE }, "error_message": HOSTILE,
    });
    let events = both.untrusted("list_webhook_events", json!({}), json!({ "items": [event] })).await;
    assert_eq!(events, json!(["$.webhook_events[*].payload..*", "$.webhook_events[*].error_message"]));
    let one = both.untrusted("get_webhook_event", json!({ "webhook_event_id": crate::vendors::ID }), event).await;
    assert_eq!(one, json!(["$.error_message", "$.webhook_event.payload..*", "$.webhook_event.error_message"]));
    let tried = json!({ "success": false, "message": "Webhook test failed", "status_code": 500, "error": HOSTILE });
    let tried = both.untrusted("test_webhook", json!({ "webhook_id": crate::vendors::ID }), tried).await;
    assert_eq!(tried, json!(["$.delivery_error"]));
    let account = json!({
        "email": "me@ours.example", "status": -1, "signature": "Ours",
        "status_message": { "code": "EENVELOPE", "response": HOSTILE, "e_message": HOSTILE },
    });
    let of_an_account = ["response", "e_message"].map(|of| format!("status_message.{of}"));
    let paths = both.untrusted("get_account", json!({ "email": "me@ours.example" }), account.clone()).await;
    assert_eq!(paths, json!(of_an_account.clone().map(|of| format!("$.account.{of}"))));
    let paths = both.untrusted("list_accounts", json!({}), json!({ "items": [account] })).await;
    assert_eq!(paths, json!(of_an_account.map(|of| format!("$.accounts[*].{of}"))));
    let entry = json!({ "id": "1", "user_name": "Ours", "user_agent": HOSTILE, "audit_metadata": { "name": HOSTILE } });
    let paths = both.untrusted("list_audit_logs", json!({ "detail": "full" }), json!({ "items": [entry] })).await;
    assert_eq!(paths, json!(["$.audit_logs[*].audit_metadata..*", "$.audit_logs[*].user_agent"]));
    let admin = json!({ "workspace_name": HOSTILE, "has_admin_workspace": true });
    assert_eq!(both.untrusted("get_admin_workspace", json!({}), admin).await, json!(["$.workspace_name"]));
}

#[tokio::test]
async fn third_party_text_in_overloops_answers_is_marked() {
    let person = [
        "first_name",
        "last_name",
        "description",
        "jobtitle",
        "phone",
        "title",
        "country",
        "state",
        "city",
        "industry",
    ];
    let company = ["name", "website", "description", "phone", "country", "city", "state", "address"];
    let hostile = |kind: &str, names: &[&str]| {
        let mut attributes = json!({
            "email": "eve@evil.example", "linkedin_profile": "https://linkedin.example/in/eve", "lists": ["Ours"], "c_note": HOSTILE, "c_tags": ["", HOSTILE],
        });
        for name in names {
            attributes[*name] = json!(HOSTILE);
        }
        json!({ "id": "7", "type": kind, "attributes": attributes })
    };
    let mut prospect = hostile("prospects", &person);
    prospect["relationships"] = json!({ "organization": { "data": { "id": "7", "type": "organizations" } } });
    let organization = hostile("organizations", &company);
    let paths = |at: &str, names: &[&str]| {
        names.iter().chain(&["custom_fields..*"]).map(|name| format!("{at}.{name}")).collect::<Vec<String>>()
    };

    let mut both = Both::with(with_overloop).await;
    let many = json!({ "data": [prospect], "included": [organization] });
    for (tool, at) in [("list_prospects", "$.prospects[*]"), ("list_leads", "$.leads[*]")] {
        let all = [paths(at, &person), paths(&format!("{at}.organization"), &company)].concat();
        assert_eq!(both.untrusted(tool, json!({ "detail": "full" }), many.clone()).await, json!(all), "{tool}");
    }
    let one = |resource: &Value| json!({ "data": resource });
    for (tool, under, inputs) in [
        ("get_prospect", "prospect", json!({ "prospect_id": "7" })),
        ("create_prospect", "prospect", json!({ "email": "eve@evil.example" })),
        ("update_prospect", "prospect", json!({ "prospect_id": "7", "phone": "1" })),
        ("update_lead", "lead", json!({ "lead_id": "7", "phone": "1" })),
    ] {
        let got = both.untrusted(tool, inputs, one(&prospect)).await;
        assert_eq!(got, json!(paths(&format!("$.{under}"), &person)), "{tool}");
    }
    let got = both.untrusted("get_organization", json!({ "organization_id": "7" }), one(&organization)).await;
    assert_eq!(got, json!(paths("$.organization", &company)));
    let got =
        both.untrusted("list_organizations", json!({ "detail": "full" }), json!({ "data": [organization] })).await;
    assert_eq!(got, json!(paths("$.organizations[*]", &company)));
}

#[tokio::test]
async fn third_party_text_in_snovs_search_answers_is_marked() {
    let mut both = Both::with(with_snov).await;
    let company = json!({
        "company_name": HOSTILE, "city": HOSTILE, "website": HOSTILE, "hq_phone": HOSTILE, "industry": HOSTILE, "founded": "2017",
        "size": "51-200", "related_domains": ["evil.example"],
    });
    let found =
        |data: Value| json!({ "data": data, "meta": { "task_hash": "h1", "total_count": 1 }, "status": "completed" });
    for (tool, inputs) in [
        ("start_domain_search", json!({ "domain": "evil.example" })),
        ("get_domain_search_result", json!({ "task_hash": "h1" })),
    ] {
        let got = both.untrusted(tool, inputs, found(company.clone())).await;
        let names = ["company_name", "city", "website", "hq_phone", "industry"];
        assert_eq!(got, json!(names.map(|name| format!("$.company.{name}"))), "{tool}");
    }
    let profile = json!({
        "first_name": HOSTILE, "last_name": HOSTILE, "position": HOSTILE, "source_page": "https://linkedin.example/in/eve",
        "search_emails_start": "https://api.snov.io/v2/domain-search/prospects/search-emails/start/p1",
    });
    let got =
        both.untrusted("get_prospects_search_result", json!({ "task_hash": "h1" }), found(json!([profile]))).await;
    assert_eq!(got, json!(["first_name", "last_name", "position"].map(|name| format!("$.prospects[*].{name}"))));
    let position = json!({
        "name": HOSTILE, "title": HOSTILE, "linkedin_url": "https://linkedin.example/company/1", "url": HOSTILE,
        "industry": HOSTILE, "country": HOSTILE, "location": HOSTILE, "specializations": [HOSTILE],
    });
    let result = json!({
        "name": HOSTILE, "first_name": HOSTILE, "last_name": HOSTILE, "industry": HOSTILE, "location": HOSTILE,
        "country": HOSTILE, "skills": [HOSTILE], "positions": [position],
    });
    let profiles = found(json!([{ "url": "https://linkedin.example/in/eve", "result": result }]));
    let own = ["name", "first_name", "last_name", "industry", "location", "country", "skills[*]"];
    let of_a_job = ["name", "title", "url", "industry", "country", "location", "specializations[*]"];
    let of_a_job = of_a_job.map(|name| format!("positions[*].{name}"));
    let paths: Vec<String> = own.map(str::to_owned).into_iter().chain(of_a_job).collect();
    let paths: Vec<String> = paths.iter().map(|path| format!("$.results[*].profile.{path}")).collect();
    let url = json!({ "urls": ["https://www.linkedin.com/in/eve"] });
    for (tool, inputs) in
        [("start_linkedin_profiles_search", url), ("get_linkedin_profiles_search_result", json!({ "task_hash": "h1" }))]
    {
        assert_eq!(both.untrusted(tool, inputs, profiles.clone()).await, json!(paths), "{tool}");
    }
    let company = json!({
        "name": HOSTILE, "domain": "evil.example", "location": HOSTILE, "industry": HOSTILE, "size": "1-10",
    });
    let person = json!({
        "first_name": HOSTILE, "last_name": HOSTILE, "job_title": HOSTILE, "location": HOSTILE, "industry": HOSTILE,
        "linkedin_url": "https://linkedin.example/in/e***", "company": company,
    });
    let of_a_company = ["name", "location", "industry"];
    let of_a_person = ["first_name", "last_name", "job_title", "location", "industry"];
    let people = of_a_person.map(str::to_owned).into_iter().chain(of_a_company.map(|name| format!("company.{name}")));
    let people: Vec<String> = people.map(|path| format!("$.prospects[*].{path}")).collect();
    let companies = of_a_company.map(|name| format!("$.companies[*].{name}"));
    for (kind, inputs, rows, row, paths) in [
        ("people", json!({ "prospect": { "first_name": "Ada" } }), "prospects", person, json!(people)),
        ("company", json!({ "company": { "size": ["1-10"] } }), "companies", company, json!(companies)),
    ] {
        let page = found(json!({ "total": 1, rows: [row] }));
        let start = format!("start_{kind}_database_search");
        assert_eq!(both.untrusted(&start, inputs, page.clone()).await, paths, "{start}");
        let result = format!("get_{kind}_database_search_result");
        assert_eq!(both.untrusted(&result, json!({ "task_hash": "h1" }), page).await, paths, "{result}");
    }
    let revealed =
        found(json!({ "first_name": HOSTILE, "last_name": HOSTILE, "emails": [{ "email": "eve@evil.example" }] }));
    for (tool, inputs) in [
        ("start_database_email_search", json!({ "reveal_hash": "p1" })),
        ("get_database_email_search_result", json!({ "task_hash": "h1" })),
    ] {
        let got = both.untrusted(tool, inputs, revealed.clone()).await;
        assert_eq!(got, json!(["$.first_name", "$.last_name"]), "{tool}");
    }
    let name = json!({ "firstName": HOSTILE, "lastName": HOSTILE, "emails": [{ "email": "eve@evil.example" }] });
    let who = json!({ "first_name": "Eve", "last_name": "Evil", "domain": "evil.example" });
    let got = both.untrusted("find_email", who, json!({ "success": true, "data": name })).await;
    assert_eq!(got, json!(["$.first_name", "$.last_name"]));
    let emails = found(json!([{ "email": "eve@evil.example" }]));
    let got = both.untrusted("get_domain_emails_search_result", json!({ "task_hash": "h1" }), emails).await;
    assert_eq!(got, Value::Null, "an address is not wrapped, callers pass it back");
}

#[tokio::test]
async fn third_party_text_in_snovs_people_is_marked() {
    let mut both = Both::with(with_snov).await;
    let job = json!({
        "companyName": HOSTILE, "position": HOSTILE, "site": HOSTILE, "hqPhone": HOSTILE, "locality": HOSTILE, "state": HOSTILE,
        "city": HOSTILE, "street": HOSTILE, "street2": HOSTILE, "postal": HOSTILE, "industry": HOSTILE, "companyType": HOSTILE,
        "country": HOSTILE, "socialLink": "https://linkedin.example/company/evil", "founded": "1999", "size": "1-10",
    });
    let person = json!({
        "id": "p1==", "name": HOSTILE, "firstName": HOSTILE, "lastName": HOSTILE, "industry": HOSTILE, "country": HOSTILE,
        "locality": HOSTILE, "social": [{ "link": "https://linkedin.example/in/eve", "type": "linkedIn" }], "currentJob": [job],
        "previousJob": [job], "source": "linkedIn", "sourcePage": "https://linkedin.example/in/eve", "skills": ["", HOSTILE],
        "emails": [{ "email": "eve@evil.example", "status": "valid" }], "lists": [{ "id": 1, "name": "Ours" }], "campaigns": [],
    });
    let of_a_job = [
        "company_name",
        "position",
        "site",
        "hq_phone",
        "locality",
        "state",
        "city",
        "street",
        "street2",
        "postal",
        "industry",
        "company_type",
        "country",
    ];
    let of_a_person = |at: &str| {
        let own =
            ["name", "first_name", "last_name", "industry", "country", "locality"].map(|name| format!("{at}.{name}"));
        let jobs = ["current_jobs", "previous_jobs"].map(|jobs| of_a_job.map(|name| format!("{at}.{jobs}[*].{name}")));
        own.into_iter().chain(jobs.into_iter().flatten()).collect::<Vec<String>>()
    };
    let one = json!({ "success": true, "data": person });
    let id = json!({ "prospect_id": "p1==" });
    assert_eq!(both.untrusted("find_prospect_by_id", id, one.clone()).await, json!(of_a_person("$.prospect")));
    let email = json!({ "email": "eve@evil.example" });
    let many = json!({ "success": true, "data": [person] });
    assert_eq!(
        both.untrusted("find_prospect_by_email", email.clone(), many).await,
        json!(of_a_person("$.prospects[*]"))
    );
    assert_eq!(both.untrusted("get_profile_by_email", email, person.clone()).await, json!(of_a_person("$.profile")));
    let url = json!({ "url": "https://linkedin.example/in/eve" });
    let skills = vec!["$.prospects[*].skills[*]".to_owned()];
    let paths = [of_a_person("$.prospects[*]"), skills].concat();
    assert_eq!(both.untrusted("get_prospect_by_url", url, one).await, json!(paths));

    let member = json!({ "id": "p1==", "name": HOSTILE, "firstName": HOSTILE, "lastName": HOSTILE, "emails": [{ "email": "eve@evil.example" }] });
    let list = json!({ "success": true, "list": { "name": "Ours", "contacts": 1 }, "prospects": [member] });
    let got = both.untrusted("list_prospects_in_list", json!({ "list_id": 7 }), list).await;
    assert_eq!(got, json!(["name", "first_name", "last_name"].map(|name| format!("$.prospects[*].{name}"))));
}

#[tokio::test]
async fn third_party_text_in_snovs_campaign_events_is_marked() {
    let mut both = Both::with(with_snov).await;
    let event = json!({
        "id": "1", "campaignId": 7, "campaign": crate::vendors::ID, "prospectId": "p1==", "prospectName": HOSTILE, "prospectFirstName": HOSTILE,
        "prospectLastName": HOSTILE, "prospectEmail": "eve@evil.example", "emailSubject": HOSTILE, "emailBody": HOSTILE,
        "source": "linkedIn", "sourcePage": "https://linkedin.example/in/eve", "industry": HOSTILE, "country": HOSTILE,
        "locality": HOSTILE, "skills": [HOSTILE], "links": ["https://linkedin.example/in/eve"], "hash": "h", "customField_note": HOSTILE,
    });
    let names = [
        "prospect_name",
        "prospect_first_name",
        "prospect_last_name",
        "email_subject",
        "email_body",
        "industry",
        "country",
        "locality",
        "skills..*",
        "custom_fields..*",
    ];
    for (tool, items) in
        [("list_campaign_replies", "replies"), ("list_campaign_opens", "opens"), ("list_campaign_clicks", "clicks")]
    {
        let got = both.untrusted(tool, json!({ "campaign_id": 1, "detail": "full" }), json!([event])).await;
        assert_eq!(got, json!(names.map(|name| format!("$.{items}[*].{name}"))), "{tool}");
    }
    let recipient = json!([{ "id": "1", "userName": HOSTILE, "userEmail": "eve@evil.example", "campaign": crate::vendors::ID, "hash": "h" }]);
    for (tool, items) in [("list_sent_emails", "emails"), ("list_completed_prospects", "prospects")] {
        let got = both.untrusted(tool, json!({ "campaign_id": 1 }), recipient.clone()).await;
        assert_eq!(got, json!([format!("$.{items}[*].user_name")]), "{tool}");
    }
}

#[tokio::test]
async fn third_party_text_in_snovs_replies_and_activity_is_marked() {
    let mut both = Both::with(with_snov).await;
    let replier = json!({
        "campaignId": 7, "campaign": "Ours", "prospectId": "p1==", "prospectName": HOSTILE, "prospectEmail": "eve@evil.example",
        "linkedInProfile": "https://linkedin.example/in/eve", "replyType": "email", "receivedAt": "2026-04-29 10:09:42",
        "replies": [{ "subject": HOSTILE, "message": HOSTILE, "receivedAt": "2026-04-29 10:09:42" }],
    });
    let got = both.untrusted("list_all_replies", json!({ "campaign_id": 1 }), json!({ "data": [replier] })).await;
    assert_eq!(
        got,
        json!(["prospect_name", "replies[*].subject", "replies[*].message"].map(|of| format!("$.repliers[*].{of}")))
    );
    let names = [
        "email_subject",
        "recipient_name",
        "phone",
        "industry",
        "country",
        "location",
        "company",
        "job_position",
        "hq_phone",
        "website",
    ];
    let mut event = json!({
        "event_time": "2025-12-15 10:58:52", "event_type": "sent", "sender_email": "me@ours.example", "recipient_email": "eve@evil.example",
    });
    names.iter().for_each(|name| event[*name] = json!(HOSTILE));
    let period = json!({ "campaign_id": 1, "date_from": "2025-12-01", "date_to": "2025-12-02", "detail": "full" });
    let got = both.untrusted("list_recipient_activity", period, json!({ "data": [event] })).await;
    assert_eq!(got, json!(names.map(|name| format!("$.activities[*].{name}"))));
    let refused = json!({ "data": { "smtp": { "status": "invalid", "errors": [HOSTILE] }, "imap": null } });
    let got = both.untrusted("check_sender_account", json!({ "sender_account_id": 1 }), refused).await;
    assert_eq!(got, json!(["$.smtp.errors..*"]));
    let warmup = json!({ "id": 1, "status": "error", "subject": "Ours", "warm_up_error": HOSTILE });
    let got = both.untrusted("get_warmup", json!({ "warmup_id": 1 }), json!({ "data": warmup })).await;
    assert_eq!(got, json!(["$.warmup.warm_up_error"]));
    let got = both.untrusted("list_warmups", json!({}), json!({ "data": [warmup] })).await;
    assert_eq!(got, json!(["$.warmups[*].warm_up_error"]));
}

/// Campaigns, sequences, lists, users and field definitions are written by the account.
#[tokio::test]
async fn text_that_the_account_wrote_is_not_marked() {
    let mut both = Both::with(with_account).await;
    let step = json!({ "type": "email", "delay": 1, "variants": [{ "subject": HOSTILE, "body": HOSTILE }] });
    let campaign = json!({ "id": "c1", "name": HOSTILE, "sequences": [{ "steps": [step] }] });
    for (tool, inputs, answer) in [
        ("list_campaigns", json!({}), json!({ "items": [campaign] })),
        ("activate_campaign", json!({ "campaign_id": crate::vendors::ID }), campaign.clone()),
        ("list_lead_lists", json!({}), json!({ "items": [{ "id": "1", "name": HOSTILE }] })),
        (
            "update_lead_interest_status",
            json!({ "lead_email": "a@b.example", "interest_value": 1 }),
            json!({ "message": HOSTILE }),
        ),
        (
            "delete_leads",
            json!({ "campaign_id": crate::vendors::ID, "ids": [crate::vendors::ID] }),
            json!({ "count": 1 }),
        ),
    ] {
        assert_eq!(both.untrusted(tool, inputs, answer).await, Value::Null, "{tool}");
    }
    let mut both = Both::with(with_overloop).await;
    let named = json!({ "data": [{ "id": "1", "type": "any", "attributes": { "name": HOSTILE, "config": { "subject": HOSTILE } } }] });
    for (tool, inputs) in [
        ("list_automations", json!({})),
        ("list_automation_steps", json!({ "automation_id": "1" })),
        ("list_users", json!({})),
        ("list_lists", json!({})),
        ("list_exclusion_list_items", json!({})),
        ("list_custom_fields", json!({})),
        ("get_account", json!({})),
    ] {
        assert_eq!(both.untrusted(tool, inputs, named.clone()).await, Value::Null, "{tool}");
    }
    let mut both = Both::with(with_snov).await;
    for (tool, answer) in [
        ("list_lists", json!([{ "id": 1, "name": HOSTILE }])),
        ("list_custom_fields", json!([{ "key": "customFields[Note]", "label": HOSTILE }])),
        ("list_campaigns", json!([{ "id": 1, "campaign": HOSTILE }])),
        ("list_webhooks", json!({ "data": [{ "data": { "id": 1, "end_point": HOSTILE } }] })),
    ] {
        assert_eq!(both.untrusted(tool, json!({}), answer).await, Value::Null, "{tool}");
    }
}
