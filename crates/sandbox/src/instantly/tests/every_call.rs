//! Every call that is played: it stands in the vendor's description, and its answer is as described.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Api, mistakes};
use crate::instantly::ROUTES;

fn contract() -> Value {
    serde_json::from_str(include_str!("../contract.json")).unwrap()
}

/// An answer of a call with these ids in its path, checked against the description.
struct Checked {
    api: Api,
    contract: Value,
    seen: BTreeSet<&'static str>,
    wrong: Vec<String>,
}

impl Checked {
    async fn call(&mut self, call: &'static str, path: &str, body: Option<Value>) -> Value {
        let method = call.split(' ').next().unwrap();
        let (status, answer) = self.api.call(method, path, body).await;
        let schema = &self.contract["calls"][call]["answer"];
        if !(200..300).contains(&status) {
            self.wrong.push(format!("{method} {path}: {status} {answer}"));
        } else if schema.is_object() {
            let wrong = mistakes(&self.contract, schema.clone(), &answer);
            self.wrong.extend(wrong.into_iter().map(|wrong| format!("{call}: {wrong} in {answer:.300}")));
        }
        self.seen.insert(call);
        answer
    }

    async fn first(&mut self, call: &'static str) -> Value {
        let path = call.split(' ').nth(1).unwrap();
        self.call(call, path, None).await["items"][0].clone()
    }
}

fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_call_stands_in_the_description() {
    let contract = contract();
    for route in ROUTES.iter().copied().flatten() {
        assert!(contract["calls"].get(route.call).is_some(), "{}", route.call);
    }
}

/// Calls of the sandbox's plain kinds and flows, one after the other. The calls that are left are named, so that none is forgotten.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line or two for each call")]
async fn answers_are_as_described() {
    let mut of = Checked { api: Api::start().await, contract: contract(), seen: BTreeSet::new(), wrong: Vec::new() };
    let campaign = id(&of.first("GET /campaigns").await);
    let list = id(&of.first("GET /lead-lists").await);
    let leads = of.call("POST /leads/list", "/leads/list", Some(json!({ "campaign": campaign }))).await;
    let lead = id(&leads["items"][0]);
    of.call("GET /leads/{id}", &format!("/leads/{lead}"), None).await;
    let changed = json!({ "first_name": "New", "custom_variables": { "a": 1 } });
    let answer = of.call("PATCH /leads/{id}", &format!("/leads/{lead}"), Some(changed)).await;
    assert_eq!((&answer["first_name"], &answer["payload"]["a"]), (&json!("New"), &json!(1)));
    let rows = json!([
        { "email": "one@example.net", "first_name": "One" }, { "email": "one@example.net" }, { "email": "wrong" }, {},
        { "email": "x@competitor.example" },
    ]);
    let added = of.call("POST /leads/add", "/leads/add", Some(json!({ "campaign_id": campaign, "leads": rows }))).await;
    let counts = ["leads_uploaded", "duplicate_email_count", "invalid_email_count", "incomplete_count", "in_blocklist"];
    assert_eq!(counts.map(|count| added[count].as_u64()), [Some(1); 5], "{added}");
    let new = of.call("POST /leads", "/leads", Some(json!({ "list_id": list, "email": "two@example.net" }))).await;
    let first = added["created_leads"][0]["id"].clone();
    let merge = json!({ "lead_id": new["id"], "destination_lead_id": first });
    of.call("POST /leads/merge", "/leads/merge", Some(merge)).await;
    let job = json!({ "ids": [first], "campaign": campaign, "to_list_id": list });
    let job = of.call("POST /leads/move", "/leads/move", Some(job)).await;
    assert_eq!(job["status"], "pending");
    let job_path = format!("/background-jobs/{}", id(&job));
    tokio::time::sleep(crate::instantly::jobs::DURATION * 2).await;
    let job = of.call("GET /background-jobs/{id}", &job_path, None).await;
    assert_eq!((&job["status"], &job["data"]["moved_lead_emails"]), (&json!("success"), &json!(["one@example.net"])));
    of.first("GET /background-jobs").await;
    let users = json!({ "ids": [lead], "organization_user_ids": [id(&of.first("GET /workspace-members").await)] });
    of.call("POST /leads/bulk-assign", "/leads/bulk-assign", Some(users)).await;

    let subsequence = of.first("GET /subsequences").await;
    let path = format!("/subsequences/{}", id(&subsequence));
    of.call("GET /subsequences/{id}", &path, None).await;
    of.call("PATCH /subsequences/{id}", &path, Some(json!({ "name": "Other" }))).await;
    of.call("POST /subsequences/{id}/pause", &format!("{path}/pause"), None).await;
    of.call("POST /subsequences/{id}/resume", &format!("{path}/resume"), None).await;
    of.call("GET /subsequences/{id}/analytics/steps", &format!("{path}/analytics/steps"), None).await;
    of.call("GET /subsequences/{id}/sending-status", &format!("{path}/sending-status"), None).await;
    let of_campaign =
        format!("/subsequences/analytics?campaign_id={}", subsequence["parent_campaign"].as_str().unwrap());
    of.call("GET /subsequences/analytics", &of_campaign, None).await;
    let copy = json!({ "parent_campaign": campaign });
    let copy = of.call("POST /subsequences/{id}/duplicate", &format!("{path}/duplicate"), Some(copy)).await;
    of.call("DELETE /subsequences/{id}", &format!("/subsequences/{}", id(&copy)), None).await;
    let made = json!({ "parent_campaign": campaign, "name": "N", "conditions": { "lead_activity": [2] },
        "subsequence_schedule": subsequence["subsequence_schedule"], "sequences": subsequence["sequences"] });
    of.call("POST /subsequences", "/subsequences", Some(made)).await;
    let into = json!({ "id": lead, "subsequence_id": id(&subsequence) });
    of.call("POST /leads/subsequence/move", "/leads/subsequence/move", Some(into)).await;
    of.call("POST /leads/subsequence/remove", "/leads/subsequence/remove", Some(json!({ "id": lead }))).await;
    of.call("DELETE /leads/{id}", &format!("/leads/{lead}"), None).await;
    of.call("DELETE /leads", "/leads", Some(json!({ "campaign_id": campaign, "limit": 1 }))).await;
    let interest = json!({ "lead_email": "one@example.net", "interest_value": 1 });
    of.call("POST /leads/update-interest-status", "/leads/update-interest-status", Some(interest)).await;

    let path = format!("/campaigns/{campaign}");
    let whole = of.call("GET /campaigns/{id}", &path, None).await;
    of.call("PATCH /campaigns/{id}", &path, Some(json!({ "daily_limit": 11 }))).await;
    of.call("POST /campaigns/{id}/pause", &format!("{path}/pause"), None).await;
    of.call("POST /campaigns/{id}/activate", &format!("{path}/activate"), None).await;
    of.call("POST /campaigns/{id}/variables", &format!("{path}/variables"), Some(json!({ "variables": ["v"] }))).await;
    of.call("POST /campaigns/{id}/share", &format!("{path}/share"), None).await;
    of.call("POST /campaigns/{id}/export", &format!("{path}/export"), None).await;
    of.call("POST /campaigns/{id}/from-export", &format!("{path}/from-export"), None).await;
    of.call("GET /campaigns/{id}/sending-status", &format!("{path}/sending-status?with_ai_summary=true"), None).await;
    let copy = of.call("POST /campaigns/{id}/duplicate", &format!("{path}/duplicate"), Some(json!({}))).await;
    assert_eq!((&copy["status"], copy["id"] == campaign), (&json!(0), false));
    of.call("DELETE /campaigns/{id}", &format!("/campaigns/{}", id(&copy)), None).await;
    let new = json!({ "name": "N", "campaign_schedule": whole["campaign_schedule"] });
    of.call("POST /campaigns", "/campaigns", Some(new)).await;
    for call in ["GET /campaigns/analytics", "GET /campaigns/analytics/overview", "GET /campaigns/count-launched"] {
        let answer = of.call(call, call.split(' ').nth(1).unwrap(), None).await;
        assert!(!answer.is_null() && answer != json!([]), "{call}");
    }
    for (call, path) in [
        ("GET /campaigns/analytics/daily", format!("/campaigns/analytics/daily?campaign_id={campaign}")),
        ("GET /campaigns/analytics/steps", format!("/campaigns/analytics/steps?campaign_id={campaign}")),
    ] {
        assert!(!of.call(call, &path, None).await.as_array().unwrap().is_empty(), "{call}");
    }
    let address = leads["items"][5]["email"].as_str().unwrap();
    let path = format!("/campaigns/search-by-contact?search={address}");
    let found = of.call("GET /campaigns/search-by-contact", &path, None).await;
    assert_eq!(found["items"][0]["id"], campaign);

    let path = format!("/lead-lists/{list}");
    of.call("GET /lead-lists/{id}", &path, None).await;
    of.call("PATCH /lead-lists/{id}", &path, Some(json!({ "name": "Other" }))).await;
    of.call("GET /lead-lists/{id}/verification-stats", &format!("{path}/verification-stats"), None).await;
    of.call("DELETE /lead-lists/{id}", &path, None).await;
    let list = id(&of.call("POST /lead-lists", "/lead-lists", Some(json!({ "name": "N" }))).await);

    let mail = of.first("GET /emails").await;
    let (path, thread) = (format!("/emails/{}", id(&mail)), mail["thread_id"].as_str().unwrap());
    of.call("GET /emails/{id}", &path, None).await;
    of.call("PATCH /emails/{id}", &path, Some(json!({ "is_unread": 1 }))).await;
    assert!(of.call("GET /emails/unread/count", "/emails/unread/count", None).await["count"].as_u64() > Some(0));
    let read = format!("/emails/threads/{thread}/mark-as-read");
    of.call("POST /emails/threads/{thread_id}/mark-as-read", &read, None).await;
    let reply =
        json!({ "eaccount": mail["eaccount"], "reply_to_uuid": mail["id"], "subject": "Re", "body": { "text": "x" } });
    of.call("POST /emails/reply", "/emails/reply", Some(reply.clone())).await;
    let mut forward = reply;
    forward["to_address_email_list"] = json!("boss@example.com");
    let forwarded = of.call("POST /emails/forward", "/emails/forward", Some(forward)).await;
    of.call("DELETE /emails/{id}", &format!("/emails/{}", id(&forwarded)), None).await;
    let test = json!({ "eaccount": mail["eaccount"], "to_address_email_list": "boss@example.com", "subject": "S", "body": { "html": "x" } });
    of.call("POST /emails/test", "/emails/test", Some(test)).await;

    let mailbox = of.first("GET /accounts").await["email"].as_str().unwrap().to_owned();
    let path = format!("/accounts/{mailbox}");
    of.call("GET /accounts/{email}", &path, None).await;
    of.call("PATCH /accounts/{email}", &path, Some(json!({ "daily_limit": 5, "remove_tracking_domain": true }))).await;
    of.call("POST /accounts/pause", "/accounts/pause", Some(json!({ "emails": [mailbox, "no@example.com"] }))).await;
    of.call("POST /accounts/{email}/pause", &format!("{path}/pause"), None).await;
    of.call("POST /accounts/{email}/resume", &format!("{path}/resume"), None).await;
    of.call("POST /accounts/{email}/mark-fixed", &format!("{path}/mark-fixed"), None).await;
    of.call("GET /accounts/ctd/status", "/accounts/ctd/status?host=a.example.com", None).await;
    of.call("POST /accounts/test/vitals", "/accounts/test/vitals", Some(json!({ "accounts": [mailbox] }))).await;
    let all = json!({ "include_all_emails": true });
    of.call("POST /accounts/warmup/disable", "/accounts/warmup/disable", Some(all)).await;
    of.call("POST /accounts/warmup/enable", "/accounts/warmup/enable", Some(json!({ "emails": [mailbox] }))).await;
    of.call("POST /accounts/warmup-analytics", "/accounts/warmup-analytics", Some(json!({ "emails": [mailbox] })))
        .await;
    let daily = format!("/accounts/analytics/daily?emails={mailbox}");
    of.call("GET /accounts/analytics/daily", &daily, None).await;
    let used = format!("/account-campaign-mappings/{mailbox}");
    let used = of.call("GET /account-campaign-mappings/{email}", &used, None).await;
    assert!(!used["items"].as_array().unwrap().is_empty());

    let entry =
        of.call("POST /block-lists-entries", "/block-lists-entries", Some(json!({ "bl_value": "a.example" }))).await;
    let path = format!("/block-lists-entries/{}", id(&entry));
    of.call("GET /block-lists-entries/{id}", &path, None).await;
    of.call("PATCH /block-lists-entries/{id}", &path, Some(json!({ "bl_value": "b@example.com" }))).await;
    of.call("DELETE /block-lists-entries/{id}", &path, None).await;
    of.first("GET /block-lists-entries").await;
    let many = json!({ "bl_values": ["c.example", "nothing"] });
    let many = of.call("POST /block-lists-entries/bulk-create", "/block-lists-entries/bulk-create", Some(many)).await;
    let ids = json!({ "ids": [many["items"][0]["id"]] });
    of.call("POST /block-lists-entries/bulk-delete", "/block-lists-entries/bulk-delete", Some(ids)).await;

    let tag = of.call("POST /custom-tags", "/custom-tags", Some(json!({ "label": "New" }))).await;
    let (status, _) = of.api.call("POST", "/custom-tags", Some(json!({ "label": "new" }))).await;
    assert_eq!(status, 409);
    let path = format!("/custom-tags/{}", id(&tag));
    of.call("GET /custom-tags/{id}", &path, None).await;
    of.call("PATCH /custom-tags/{id}", &path, Some(json!({ "label": "Newer" }))).await;
    let toggle = json!({ "tag_ids": [tag["id"]], "resource_type": 1, "resource_ids": [mailbox], "assign": true });
    of.call("POST /custom-tags/toggle-resource", "/custom-tags/toggle-resource", Some(toggle)).await;
    let tagged = of.api.items(&format!("/accounts?tag_ids={}&include_tags=true", id(&tag))).await;
    assert_eq!(tagged.len(), 1, "{tagged:?}");
    of.first("GET /custom-tag-mappings").await;
    of.call("DELETE /custom-tags/{id}", &path, None).await;
    of.first("GET /custom-tags").await;

    let label = json!({ "label": "Later", "interest_status_label": "negative" });
    let label = of.call("POST /lead-labels", "/lead-labels", Some(label)).await;
    assert!(label["interest_status"].as_i64() < Some(-4));
    let path = format!("/lead-labels/{}", id(&label));
    of.call("GET /lead-labels/{id}", &path, None).await;
    of.call("PATCH /lead-labels/{id}", &path, Some(json!({ "label": "Sooner" }))).await;
    of.call("DELETE /lead-labels/{id}", &path, Some(json!({ "reassigned_status": 0 }))).await;
    of.first("GET /lead-labels").await;
    let text = json!({ "reply_text": "Not interested" });
    of.call("POST /lead-labels/ai-reply-label", "/lead-labels/ai-reply-label", Some(text)).await;

    let hook = json!({ "target_hook_url": "https://hooks.example.com/x", "event_type": "email_sent" });
    let hook = of.call("POST /webhooks", "/webhooks", Some(hook)).await;
    let path = format!("/webhooks/{}", id(&hook));
    of.call("GET /webhooks/{id}", &path, None).await;
    of.call("PATCH /webhooks/{id}", &path, Some(json!({ "name": "N" }))).await;
    of.call("POST /webhooks/{id}/test", &format!("{path}/test"), None).await;
    of.call("POST /webhooks/{id}/resume", &format!("{path}/resume"), None).await;
    of.call("DELETE /webhooks/{id}", &path, None).await;
    of.first("GET /webhooks").await;
    of.call("GET /webhooks/event-types", "/webhooks/event-types", None).await;
    let event = id(&of.first("GET /webhook-events").await);
    of.call("GET /webhook-events/{id}", &format!("/webhook-events/{event}"), None).await;
    let dates = "from=2026-05-01&to=2026-06-30";
    of.call("GET /webhook-events/summary", &format!("/webhook-events/summary?{dates}"), None).await;
    of.call("GET /webhook-events/summary-by-date", &format!("/webhook-events/summary-by-date?{dates}"), None).await;

    of.call("GET /workspaces/current", "/workspaces/current", None).await;
    of.call("PATCH /workspaces/current", "/workspaces/current", Some(json!({ "name": "N" }))).await;
    of.call("GET /workspace-billing/plan-details", "/workspace-billing/plan-details", None).await;
    let member = id(&of.first("GET /workspace-members").await);
    of.call("GET /workspace-members/{id}", &format!("/workspace-members/{member}"), None).await;
    of.call("GET /workspace-group-members", "/workspace-group-members", None).await;
    of.call("GET /workspace-group-members/admin", "/workspace-group-members/admin", None).await;
    of.first("GET /audit-logs").await;

    let check = json!({ "email": "slow@example.com" });
    let checked = of.call("POST /email-verification", "/email-verification", Some(check)).await;
    assert_eq!(checked["verification_status"], "pending");
    tokio::time::sleep(crate::instantly::jobs::DURATION * 2).await;
    let checked = of.call("GET /email-verification/{email}", "/email-verification/slow@example.com", None).await;
    assert_eq!(checked["verification_status"], "verified");

    let test = of.first("GET /inbox-placement-tests").await;
    let path = format!("/inbox-placement-tests/{}", id(&test));
    of.call("GET /inbox-placement-tests/{id}", &path, None).await;
    of.call("PATCH /inbox-placement-tests/{id}", &path, Some(json!({ "name": "N" }))).await;
    let options = "/inbox-placement-tests/email-service-provider-options";
    of.call("GET /inbox-placement-tests/email-service-provider-options", options, None).await;
    let new = json!({ "name": "N", "type": 1, "sending_method": 1, "email_subject": "S", "email_body": "B", "emails": [mailbox] });
    let new = of.call("POST /inbox-placement-tests", "/inbox-placement-tests", Some(new)).await;
    let rows = format!("/inbox-placement-analytics?test_id={}", id(&new));
    let rows = of.call("GET /inbox-placement-analytics", &rows, None).await;
    let row = format!("/inbox-placement-analytics/{}", id(&rows["items"][0]));
    of.call("GET /inbox-placement-analytics/{id}", &row, None).await;
    let stats = Some(json!({ "test_ids": [new["id"]], "recipient_esp": [1] }));
    let path = "/inbox-placement-analytics/stats-by-test-id";
    of.call("POST /inbox-placement-analytics/stats-by-test-id", path, stats).await;
    let of_test = json!({ "test_id": new["id"] });
    let path = "/inbox-placement-analytics/deliverability-insights";
    of.call("POST /inbox-placement-analytics/deliverability-insights", path, Some(of_test.clone())).await;
    let path = "/inbox-placement-analytics/stats-by-date";
    of.call("POST /inbox-placement-analytics/stats-by-date", path, Some(of_test)).await;
    let reports = format!("/inbox-placement-reports?test_id={}", id(&new));
    let reports = of.call("GET /inbox-placement-reports", &reports, None).await;
    let report = format!("/inbox-placement-reports/{}", id(&reports["items"][0]));
    of.call("GET /inbox-placement-reports/{id}", &report, None).await;
    of.call("DELETE /inbox-placement-tests/{id}", &format!("/inbox-placement-tests/{}", id(&new)), None).await;

    let search = json!({ "search_filters": { "level": ["C-Level"] } });
    let path = "/supersearch-enrichment/count-leads-from-supersearch";
    of.call("POST /supersearch-enrichment/count-leads-from-supersearch", path, Some(search.clone())).await;
    let path = "/supersearch-enrichment/preview-leads-from-supersearch";
    of.call("POST /supersearch-enrichment/preview-leads-from-supersearch", path, Some(search)).await;
    let path = "/supersearch-enrichment/enrich-leads-from-supersearch";
    let search = json!({ "search_filters": { "level": ["C-Level"] }, "limit": 3, "resource_id": list });
    of.call("POST /supersearch-enrichment/enrich-leads-from-supersearch", path, Some(search)).await;
    let (status, _) = of.api.call("POST", "/supersearch-enrichment/run", Some(json!({ "resource_id": list }))).await;
    assert_eq!(status, 409, "one runs already");
    tokio::time::sleep(crate::instantly::jobs::DURATION * 2).await;
    of.call("POST /supersearch-enrichment/run", "/supersearch-enrichment/run", Some(json!({ "resource_id": list })))
        .await;
    tokio::time::sleep(crate::instantly::jobs::DURATION * 2).await;
    of.call("POST /supersearch-enrichment/", "/supersearch-enrichment/", Some(json!({ "resource_id": list }))).await;
    tokio::time::sleep(crate::instantly::jobs::DURATION * 2).await;
    let ai = json!({ "resource_id": list, "output_column": "c", "resource_type": 2, "model_version": "gpt-4o" });
    of.call("POST /supersearch-enrichment/ai", "/supersearch-enrichment/ai", Some(ai)).await;
    let path = format!("/supersearch-enrichment/ai/{list}/in-progress");
    of.call("GET /supersearch-enrichment/ai/{resource_id}/in-progress", &path, None).await;
    let path = format!("/supersearch-enrichment/{list}");
    of.call("GET /supersearch-enrichment/{resource_id}", &path, None).await;
    let settings = format!("{path}/settings");
    let on = json!({ "auto_update": true });
    of.call("PATCH /supersearch-enrichment/{resource_id}/settings", &settings, Some(on)).await;
    let path = format!("/supersearch-enrichment/history/{list}");
    of.call("GET /supersearch-enrichment/history/{resource_id}", &path, None).await;
    let keywords = json!({ "category": "news", "field": "title", "prefix": "hi" });
    let path = "/supersearch-enrichment/signal-keywords-facet";
    of.call("POST /supersearch-enrichment/signal-keywords-facet", path, Some(keywords)).await;

    assert!(of.wrong.is_empty(), "{}", of.wrong.join("\n"));
    let left: Vec<&str> =
        ROUTES.iter().copied().flatten().map(|route| route.call).filter(|call| !of.seen.contains(call)).collect();
    assert_eq!(left, ["GET /workspace-group-members/{id}"], "calls that nothing here makes");
}
