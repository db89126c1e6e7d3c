//! The statistics of campaigns, counted from their events.

use std::collections::HashSet;

use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value};

use super::{
    api::{Call, Route},
    errors,
    sending::{CAMPAIGNS, EVENTS, kind},
    shapes::number,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, clock::DAY},
};

pub(super) const ROUTES: &[Route] =
    &[Route { call: "GET /v2/statistics/campaign-analytics", action: Custom(analytics) }];

/// Without a campaign the active ones count, as the documents say.
fn analytics(workspace: &mut Workspace, call: &Call) -> Answer {
    let (campaigns, emails) = (numbers(call, "campaign_id")?, numbers(call, "sender_email")?);
    let profiles = numbers(call, "sender_linkedin")?;
    let owners = call.params.parts("campaign_owner");
    if campaigns.iter().any(|id| workspace.store.find(CAMPAIGNS, &id.to_string()).is_none()) {
        return Err(errors::not_found());
    }
    let (from, to) = (day(call, "date_from")?, day(call, "date_to")?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(errors::v2("date_to", "The date_to is before the date_from"));
    }
    let within = |event: &&Record| {
        let at = event.integer("at").unwrap_or_default();
        from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to + DAY)
    };
    let sends_from = |campaign: &Record, field: &str, accounts: &[u64]| {
        accounts.is_empty() || campaign.get(field).as_u64().is_some_and(|account| accounts.contains(&account))
    };
    let is_counted = |campaign: &&Record| {
        let active = campaign.text("status") == "Active";
        (if campaigns.is_empty() { active } else { campaigns.contains(&number(&campaign.id)) })
            && sends_from(campaign, "sender_email", &emails)
            && sends_from(campaign, "sender_linkedin", &profiles)
            && (owners.is_empty() || owners.iter().any(|owner| owner == campaign.text("owner")))
    };
    let counted = workspace.store.all(CAMPAIGNS).iter().filter(is_counted);
    let events = counted.flat_map(|campaign| workspace.store.below(EVENTS, &campaign.id)).filter(within);
    ok(Value::Object(figures(&Tally(events.collect()))))
}

fn numbers(call: &Call, name: &str) -> Result<Vec<u64>, Refusal> {
    let numbers = call.params.parts(name).into_iter().map(|part| part.parse());
    numbers.collect::<Result<_, _>>().map_err(|_| errors::v2(name, format!("The {name} is no list of ids")))
}

/// The first moment of the day that a parameter names, UTC.
fn day(call: &Call, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = call.params.text(name) else { return Ok(None) };
    let date = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
    let start = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    match start {
        Some(start) => Ok(Some(start.timestamp().as_millisecond())),
        None => Err(errors::v2(name, format!("The {name} does not match the format yyyy-mm-dd"))),
    }
}

/// The events to count.
struct Tally<'a>(Vec<&'a Record>);

impl Tally<'_> {
    fn of<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a Record> {
        self.0.iter().copied().filter(|event| kinds.contains(&event.text("kind")))
    }

    /// The number of events of these kinds.
    fn times(&self, kinds: &[&str]) -> usize {
        self.of(kinds).count()
    }

    /// The number of prospects with events of these kinds.
    fn people(&self, kinds: &[&str]) -> usize {
        self.of(kinds).map(|event| event.text("prospect")).collect::<HashSet<_>>().len()
    }
}

fn figures(tally: &Tally) -> Map<String, Value> {
    use kind::{
        ACCEPTED, AUTO_REPLY, BOUNCE, CLICK, FIRST_EMAIL, FOLLOW_UP, INTERESTED, MAYBE, MESSAGE, MESSAGE_REPLY,
        NOT_INTERESTED, OPEN, PROFILE_VIEW, REPLY, REQUEST, REQUEST_REPLY, UNSUBSCRIBE,
    };
    let sent = tally.times(&[FIRST_EMAIL, FOLLOW_UP]);
    let bounced = tally.times(&[BOUNCE]);
    // A prospect is sent no second email after one that bounced.
    let by_email = tally.people(&[FIRST_EMAIL, FOLLOW_UP]).saturating_sub(tally.people(&[BOUNCE]));
    let by_linkedin = tally.people(&[REQUEST, MESSAGE]);
    let contacted = tally.people(&[FIRST_EMAIL, FOLLOW_UP, REQUEST, MESSAGE]);
    let requests = tally.times(&[REQUEST]);
    let email_replies = tally.people(&[REPLY]);
    let linkedin_replies = tally.people(&[REQUEST_REPLY, MESSAGE_REPLY]);
    let replies = email_replies + linkedin_replies;
    // A name, a count, and the total it is a share of.
    let rows = [
        ("total_contacted", contacted, None),
        ("emails_sent", sent, None),
        ("first_emails", tally.times(&[FIRST_EMAIL]), Some(sent)),
        ("follow_ups", tally.times(&[FOLLOW_UP]), Some(sent)),
        ("delivered", sent.saturating_sub(bounced), Some(sent)),
        ("bounced", bounced, Some(sent)),
        ("contacted_by_email", by_email, None),
        ("email_opens", tally.people(&[OPEN]), Some(by_email)),
        ("link_clicks", tally.people(&[CLICK]), Some(by_email)),
        ("email_replies", email_replies, Some(by_email)),
        ("unsubscribed", tally.people(&[UNSUBSCRIBE]), Some(by_email)),
        ("auto_replied", tally.people(&[AUTO_REPLY]), Some(by_email)),
        ("contacted_by_linkedin", by_linkedin, None),
        ("linkedin_total_replies", linkedin_replies, Some(by_linkedin)),
        ("connection_request_replies", tally.people(&[REQUEST_REPLY]), Some(linkedin_replies)),
        ("message_replies", tally.people(&[MESSAGE_REPLY]), Some(linkedin_replies)),
        ("in_mail_replies", 0, Some(linkedin_replies)),
        ("connection_requests", requests, None),
        ("accepted_requests", tally.times(&[ACCEPTED]), Some(requests)),
        ("failed_connection_requests", 0, None),
        ("messages_sent", tally.times(&[MESSAGE]), None),
        ("linkedin_views", tally.times(&[PROFILE_VIEW]), None),
        ("linkedin_likes", 0, None),
        ("linkedin_follows", 0, None),
        ("in_mail_sent", 0, None),
        ("interested", tally.people(&[INTERESTED]), Some(replies)),
        ("maybe", tally.people(&[MAYBE]), Some(replies)),
        ("not_interested", tally.people(&[NOT_INTERESTED]), Some(replies)),
    ];
    let mut figures = Map::new();
    for (name, count, total) in rows {
        figures.insert(name.to_owned(), count.into());
        if let Some(total) = total {
            let share = (count * 200 + total).checked_div(total * 2).unwrap_or(0);
            figures.insert(format!("{name}_rate"), format!("{share}%").into());
        }
    }
    figures
}
