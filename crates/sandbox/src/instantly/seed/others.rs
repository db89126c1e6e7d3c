//! What the workspace has beside campaigns, leads and mails: mailboxes, tags, labels, a subsequence, blocked addresses,
//! webhooks with their events, members, a log, a placement test and an enrichment.

use serde_json::{Value, json};

use super::common::{MAILBOXES, START};
use crate::{
    fixtures::pick,
    instantly::{
        account::ACCOUNTS,
        block_list::ENTRIES,
        campaigns::CAMPAIGNS,
        labels::LABELS,
        placement::{self, TESTS},
        plain::Resource,
        settings::{GROUP_MEMBERS, LOG, MEMBERS, SETTINGS},
        subsequences::SUBSEQUENCES,
        supersearch,
        tags::{MAPPINGS, TAGS},
        webhooks::{EVENTS, WEBHOOKS},
        workspace::Workspace,
    },
    store::clock::{DAY, HOUR, nth, stamp},
};

/// Adds a record with these fields and gives its id.
fn add(workspace: &mut Workspace, resource: &'static Resource, at: i64, fields: Value) -> String {
    let id = workspace.store.clock.uuid(at);
    let mut record = resource.blank(workspace, &id, &stamp(at));
    record.assign(fields);
    workspace.store.insert(resource.path, record);
    id
}

/// Adds all of them.
pub(super) fn add_all(workspace: &mut Workspace) {
    let id = workspace.id.clone();
    let settings = SETTINGS.blank(workspace, &id, &stamp(START));
    workspace.store.insert(SETTINGS.path, settings);
    mailboxes(workspace);
    tags_and_labels(workspace);
    subsequence(workspace);
    for (index, value) in ["competitor.example", "unsubscribed@example.net", "spamtrap.example"].into_iter().enumerate()
    {
        let is_domain = !value.contains('@');
        add(workspace, &ENTRIES, nth(START, index, DAY), json!({ "bl_value": value, "is_domain": is_domain }));
    }
    webhooks(workspace);
    for (index, (first, last)) in [("Maya", "Lindqvist"), ("Leo", "Marchetti")].into_iter().enumerate() {
        let role = if index == 0 { "owner" } else { "editor" };
        let email = format!("{}.{}@example.com", first.to_lowercase(), last.to_lowercase());
        add(
            workspace,
            &MEMBERS,
            nth(START, index, DAY),
            json!({ "email": email, "name": { "first": first, "last": last }, "role": role }),
        );
    }
    let client = json!({ "sub_workspace_id": workspace.id, "sub_workspace_name": "Fjordlight Studio" });
    add(workspace, &GROUP_MEMBERS, START, client);
    for (index, activity) in [1, 9, 4, 11, 5, 2].into_iter().enumerate() {
        add(workspace, &LOG, nth(START, index, 2 * DAY), json!({ "activity_type": activity }));
    }
    let [first, ..] = MAILBOXES;
    let test = add(
        workspace,
        &TESTS,
        START + 20 * DAY,
        json!({
            "name": "Before the summer campaign", "email_subject": "A short question", "email_body": "<p>Hello</p>",
            "emails": [first], "recipients": ["seed.google@example.net", "seed.microsoft@example.net"], "status": 3,
        }),
    );
    placement::record(workspace, &test, &[first.to_owned()]);
    let draft = json!({
        "name": "Before the autumn campaign", "email_subject": "Another question", "email_body": "<p>Hello again</p>",
        "emails": [first], "type": 2, "status": 2,
    });
    add(workspace, &TESTS, START + 21 * DAY, draft);
    if let Some(campaign) = workspace.store.all(CAMPAIGNS.path).last().map(|campaign| campaign.id.clone()) {
        supersearch::set_up(workspace, &campaign, &stamp(START + 21 * DAY));
    }
}

/// The third mailbox cannot connect.
fn mailboxes(workspace: &mut Workspace) {
    for (index, address) in MAILBOXES.into_iter().enumerate() {
        let at = stamp(nth(START, index, HOUR));
        let mut account = ACCOUNTS.blank(workspace, address, &at);
        let (first, last) = address.split('@').next().and_then(|name| name.split_once('.')).unwrap_or_default();
        account.assign(json!({
            "first_name": capital(first), "last_name": capital(last), "status": if index == 2 { -1 } else { 1 },
            "stat_warmup_score": 100 - 7 * index, "provider_code": 1 + index,
        }));
        if index == 2 {
            account.set(
                "status_message",
                json!({ "code": "EAUTH", "command": "AUTH", "response": "535", "e_message": "Invalid login", "responseCode": 535 }),
            );
        }
        workspace.store.insert(ACCOUNTS.path, account);
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn tags_and_labels(workspace: &mut Workspace) {
    let first = workspace.store.all(CAMPAIGNS.path).first().map(|campaign| campaign.id.clone()).unwrap_or_default();
    let [mailbox, ..] = MAILBOXES;
    for (index, label) in ["DACH", "Partner", "Pilot"].into_iter().enumerate() {
        let tag = add(workspace, &TAGS, nth(START, index, DAY), json!({ "label": label }));
        let (kind, resource) = if index == 0 { (2, first.as_str()) } else { (1, mailbox) };
        add(
            workspace,
            &MAPPINGS,
            nth(START, index, DAY),
            json!({ "tag_id": tag, "resource_id": resource, "resource_type": kind }),
        );
    }
    for (index, (label, kind, number)) in
        [("Asked for prices", "positive", 5), ("Call in autumn", "neutral", -6)].into_iter().enumerate()
    {
        add(
            workspace,
            &LABELS,
            nth(START, index, DAY),
            json!({ "label": label, "interest_status_label": kind, "interest_status": number, "use_with_ai": index == 0 }),
        );
        workspace.store.next_number("labels");
    }
}

/// The subsequence that some leads of the fifth campaign are in.
fn subsequence(workspace: &mut Workspace) {
    let parent = workspace.store.all(CAMPAIGNS.path).get(4).map(|campaign| campaign.id.clone()).unwrap_or_default();
    let id = "0196c02e-4f80-7b3d-8a44-91d20c6e7f10";
    let mut record = SUBSEQUENCES.blank(workspace, id, &stamp(START + 6 * DAY));
    record.assign(json!({
        "name": "Opened, no reply", "parent_campaign": parent, "status": 1, "conditions": { "lead_activity": [2] },
        "sequences": [{ "steps": [{
            "type": "email", "delay": 2, "pre_delay": 1,
            "variants": [{ "subject": "One more thought", "body": "<p>Hi {{firstName}}, did you see my note?</p>" }],
        }] }],
    }));
    workspace.store.insert(SUBSEQUENCES.path, record);
}

/// The second webhook was switched off after failures.
fn webhooks(workspace: &mut Workspace) {
    let (working, broken) = ("https://hooks.example.com/instantly", "https://hooks.example.com/fail");
    for (index, url) in [working, broken].into_iter().enumerate() {
        let at = nth(START, index, DAY);
        let failed = index == 1;
        add(
            workspace,
            &WEBHOOKS,
            at,
            json!({
                "name": if failed { "Old CRM" } else { "CRM" }, "target_hook_url": url,
                "event_type": if failed { "email_bounced" } else { "reply_received" }, "status": if failed { -1 } else { 1 },
                "timestamp_error": failed.then(|| stamp(at + 9 * DAY)),
            }),
        );
    }
    for number in 0..24 {
        let failed = pick(number, 31, 5) == 0;
        add(
            workspace,
            &EVENTS,
            nth(START + 3 * DAY, number, 9 * HOUR),
            json!({
                "webhook_url": if failed { broken } else { working }, "success": !failed, "status_code": if failed { 500 } else { 200 },
                "error_message": failed.then_some("Request failed with status code 500"),
                "lead_email": format!("lead{number}@example.net"),
                "payload": { "event_type": if failed { "email_bounced" } else { "reply_received" } },
            }),
        );
    }
}
