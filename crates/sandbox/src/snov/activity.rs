//! What v2 says of the recipients of a campaign: where they stand, what happened to them, what they wrote.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    campaign_status::status,
    errors,
    prospect::{Prospect, with_email},
    sending::{CAMPAIGNS, EVENTS, kind, recipient},
    shapes::{number, number_of, plain},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, Store, clock::DAY},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v2/campaigns/{id}/recipient", action: Custom(check) },
    Route { call: "GET /v2/campaigns/{id}/recipients-activity", action: Custom(activity) },
    Route { call: "GET /v2/campaigns/{id}/all-replies", action: Custom(replies) },
];

/// Addresses that are checked at once, at most.
const MAX_EMAILS: usize = 100;

/// Days of a period, at most.
const MAX_DAYS: i64 = 31;

/// Rows of a page of replies.
const REPLIES: usize = 100;

fn find<'a>(store: &'a Store, call: &Call) -> Result<&'a Record, Refusal> {
    store.find(CAMPAIGNS, &call.id).ok_or_else(errors::not_found)
}

fn check(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = find(&workspace.store, call)?;
    let emails = call.params.texts("emails");
    let is_twice = |email: &String| emails.iter().filter(|other| *other == email).count() > 1;
    if emails.is_empty() || emails.len() > MAX_EMAILS || emails.iter().any(is_twice) {
        return Err(errors::v2("emails", "The emails must be 1 to 100, each once"));
    }
    if emails.iter().any(|email| email.chars().count() > 100) {
        return Err(errors::v2("emails", "An email must have 100 characters at most"));
    }
    let rows = emails.iter().map(|email| {
        let known = with_email(&workspace.store, email)
            .find_map(|prospect| recipient(&workspace.store, &campaign.id, &prospect.id));
        let word = known.map(|known| match known.text("status") {
            _ if status(campaign) == "new" => "tocheck",
            "Active" => "active",
            "Paused" => "paused",
            "Unsubscribed" => "unsubscribe",
            "Moved" => "moved",
            _ => "finished",
        });
        json!({ "email": email, "exist": known.is_some(), "status": word })
    });
    ok(json!({ "data": rows.collect::<Vec<_>>() }))
}

/// The first moment of the day that a parameter names, UTC.
fn day(call: &Call, name: &str) -> Result<i64, Refusal> {
    let text = call.required_v2(name)?;
    let date = text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10);
    let start = date.and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok());
    start
        .map(|start| start.timestamp().as_millisecond())
        .ok_or_else(|| errors::v2(name, format!("The {name} does not match the format Y-m-d")))
}

/// The events of a campaign, the oldest first, with those that they happened to.
fn events<'a>(store: &'a Store, campaign: &'a Record) -> Vec<(i64, &'a Record)> {
    let logged = store.below(EVENTS, &campaign.id);
    let mut events: Vec<(i64, &Record)> =
        logged.map(|event| (event.integer("at").unwrap_or_default(), event)).collect();
    events.sort_by_key(|(at, _)| *at);
    events
}

fn activity(workspace: &mut Workspace, call: &Call) -> Answer {
    let store = &workspace.store;
    let campaign = find(store, call)?;
    let (from, to) = (day(call, "dateFrom")?, day(call, "dateTo")?);
    if to < from || to - from > MAX_DAYS * DAY {
        return Err(errors::v2("dateTo", "The period must have 31 days at most"));
    }
    let whole = |name: &str, otherwise: usize| call.params.number(name).unwrap_or(otherwise);
    let (offset, limit) = (whole("offset", 0), whole("limit", 100).clamp(1, 1000));
    let sender = store.find(super::senders::SENDERS.path, &campaign.get("sender_email").to_string());
    let sender = sender.map(|sender| sender.text("email_from").to_owned());
    let word = |event: &Record| match event.text("kind") {
        kind::FIRST_EMAIL | kind::FOLLOW_UP => Some("sent"),
        kind::OPEN => Some("open"),
        kind::CLICK => Some("click"),
        kind::REPLY => Some("reply"),
        kind::BOUNCE => Some("bounce"),
        kind::UNSUBSCRIBE => Some("unsubscribe"),
        _ => None,
    };
    let rows = events(store, campaign).into_iter().filter(|(at, _)| (from..to + DAY).contains(at));
    let rows: Vec<Value> = rows
        .filter_map(|(at, event)| {
            let (word, prospect) = (word(event)?, Prospect::find(store, event.text("prospect"))?);
            let job = prospect.job.as_ref();
            Some(json!({
                "event_time": plain(at),
                "event_type": word,
                "sender_email": sender,
                "email_subject": campaign.text("subject").replace("{{first_name}}", &prospect.first),
                "recipient_email": prospect.email,
                "recipient_name": prospect.name,
                "phone": prospect.phones.first(),
                "industry": prospect.industry,
                "country": prospect.country,
                "location": prospect.locality,
                "company": job.map(|job| job.company.as_str()),
                "job_position": job.and_then(|job| job.position.as_deref()),
                "hq_phone": null,
                "website": job.and_then(|job| job.site.as_deref()),
            }))
        })
        .collect();
    let total = rows.len();
    let page: Vec<Value> = rows.into_iter().skip(offset).take(limit).collect();
    let has_more = offset + page.len() < total;
    ok(json!({
        "data": page,
        "pagination": { "total": total, "offset": offset, "limit": limit, "has_more": has_more },
    }))
}

/// What people write, by chance.
const WORDS: [&str; 5] = [
    "Thanks for writing. Can you send me your prices for twenty people?",
    "Not now, please ask again in autumn.",
    "I am not the right person; my colleague in purchasing is.",
    "Please take me off your list.",
    "Sounds good. Does Thursday at ten suit you?",
];

/// How people reply, by the kind of event.
fn way(event: &Record) -> Option<&'static str> {
    match event.text("kind") {
        kind::REPLY | kind::AUTO_REPLY => Some("email"),
        kind::REQUEST_REPLY => Some("linkedinInvite"),
        kind::MESSAGE_REPLY => Some("linkedinMessage"),
        _ => None,
    }
}

/// A prospect, a way of replying, and its replies with their times.
type Replier<'a> = (&'a str, &'static str, Vec<(i64, &'a Record)>);

fn replies(workspace: &mut Workspace, call: &Call) -> Answer {
    let store = &workspace.store;
    let campaign = find(store, call)?;
    let offset: usize = match call.params.text("offset") {
        None => 0,
        Some(text) => text.parse().map_err(|_| errors::v2("offset", "The offset is no whole number"))?,
    };
    // One row for a prospect and a way of replying; its replies in their order.
    let mut rows: Vec<Replier<'_>> = Vec::new();
    for (at, event) in events(store, campaign) {
        let Some(way) = way(event) else { continue };
        let prospect = event.text("prospect");
        match rows.iter_mut().find(|(own, by, _)| *own == prospect && *by == way) {
            Some((_, _, replies)) => replies.push((at, event)),
            None => rows.push((prospect, way, vec![(at, event)])),
        }
    }
    rows.reverse();
    let rows = rows.into_iter().skip(offset).take(REPLIES).filter_map(|(id, way, replies)| {
        let prospect = Prospect::find(store, id)?;
        let first = replies.first().map(|(at, _)| plain(*at));
        let shown: Vec<Value> = replies
            .into_iter()
            .map(|(at, event)| {
                let words = usize::try_from(number_of(&event.id) % WORDS.len() as u64).unwrap_or_default();
                let message = match event.text("kind") {
                    kind::AUTO_REPLY => "I am out of office until Monday.",
                    _ => WORDS.get(words).copied().unwrap_or_default(),
                };
                let subject = campaign.text("subject").replace("{{first_name}}", &prospect.first);
                let subject = if way == "email" { format!("Re: {subject}") } else { String::new() };
                json!({ "subject": subject, "message": message, "receivedAt": plain(at) })
            })
            .collect();
        Some(json!({
            "campaignId": number(&campaign.id),
            "campaign": campaign.get("name"),
            "prospectId": prospect.id,
            "prospectName": prospect.name,
            "prospectEmail": prospect.email,
            "linkedInProfile": prospect.link("linkedIn"),
            "replyType": way,
            "receivedAt": first,
            "replies": shown,
        }))
    });
    ok(json!({ "data": rows.collect::<Vec<_>>() }))
}
