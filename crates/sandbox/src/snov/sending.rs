//! Campaigns at work: their recipients, the emails they send and the events that are logged.
//!
//! A campaign is a record of [`CAMPAIGNS`]. Its recipients and events lie below it: a recipient has the prospect's id and a
//! `status`, an event has a `kind`, a `prospect` and the moment `at`.

use super::{
    do_not_email_list::is_forbidden,
    shapes::{hash, number},
    workspace::Workspace,
};
use crate::store::{Record, Store};

pub(super) const CAMPAIGNS: &str = "/campaigns";
pub(super) const RECIPIENTS: &str = "/campaigns/{id}/recipients";
pub(super) const EVENTS: &str = "/campaigns/{id}/events";

/// The kinds of events.
pub(super) mod kind {
    pub(in crate::snov) const FIRST_EMAIL: &str = "first email";
    pub(in crate::snov) const FOLLOW_UP: &str = "follow-up";
    pub(in crate::snov) const BOUNCE: &str = "bounce";
    pub(in crate::snov) const OPEN: &str = "open";
    pub(in crate::snov) const CLICK: &str = "click";
    pub(in crate::snov) const REPLY: &str = "reply";
    pub(in crate::snov) const AUTO_REPLY: &str = "automatic reply";
    pub(in crate::snov) const UNSUBSCRIBE: &str = "unsubscribe";
    pub(in crate::snov) const INTERESTED: &str = "interested";
    pub(in crate::snov) const MAYBE: &str = "maybe";
    pub(in crate::snov) const NOT_INTERESTED: &str = "not interested";
    pub(in crate::snov) const PROFILE_VIEW: &str = "profile view";
    pub(in crate::snov) const REQUEST: &str = "connection request";
    pub(in crate::snov) const ACCEPTED: &str = "accepted request";
    pub(in crate::snov) const REQUEST_REPLY: &str = "reply to request";
    pub(in crate::snov) const MESSAGE: &str = "message";
    pub(in crate::snov) const MESSAGE_REPLY: &str = "reply to message";
}

/// The recipient of a campaign who is this prospect.
pub(super) fn recipient<'a>(store: &'a Store, campaign: &'a str, prospect: &str) -> Option<&'a Record> {
    store.below(RECIPIENTS, campaign).find(|recipient| recipient.id == prospect)
}

/// Adds a recipient to a campaign.
pub(super) fn add_recipient(store: &mut Store, campaign: &str, prospect: &str, status: &str) {
    let recipient = Record::new(prospect, serde_json::json!({ "status": status })).below(campaign);
    store.insert(RECIPIENTS, recipient);
}

/// Logs an event.
pub(super) fn log_event(store: &mut Store, campaign: &str, kind: &str, prospect: &str, at: i64) {
    let count = store.below(EVENTS, campaign).count() as u64;
    let event = serde_json::json!({ "kind": kind, "prospect": prospect, "at": at });
    store.insert(EVENTS, Record::new(hash(number(campaign), count), event).below(campaign));
}

/// Sends a recipient the campaign's next email.
pub(super) fn send_next(store: &mut Store, campaign: &str, prospect: &str, at: i64) {
    let is_first = |event: &Record| event.text("prospect") == prospect && event.text("kind") == kind::FIRST_EMAIL;
    let contacted = store.below(EVENTS, campaign).any(is_first);
    let kind = if contacted { kind::FOLLOW_UP } else { kind::FIRST_EMAIL };
    log_event(store, campaign, kind, prospect, at);
}

/// Makes a prospect who was added to a list a recipient of the active campaigns on that list, unless nothing may be sent to
/// the address.
pub(super) fn enroll(workspace: &mut Workspace, list: &str, prospect: &str, email: Option<&str>) {
    if email.is_none_or(|email| is_forbidden(&workspace.store, email)) {
        return;
    }
    let now = workspace.store.clock.now();
    let campaigns = workspace.store.all(CAMPAIGNS).iter();
    let active = campaigns.filter(|campaign| campaign.text("list") == list && campaign.text("status") == "Active");
    let active: Vec<String> = active.map(|campaign| campaign.id.clone()).collect();
    for campaign in active {
        if recipient(&workspace.store, &campaign, prospect).is_none() {
            add_recipient(&mut workspace.store, &campaign, prospect, "Active");
            send_next(&mut workspace.store, &campaign, prospect, now);
        }
    }
}
