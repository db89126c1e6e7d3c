//! The figures of campaigns, counted from what happened in them.

use std::collections::HashSet;

use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value};

use super::{
    Answer, Call, Refusal, Route,
    events::{Event, Kind},
    workspace::{Campaign, Workspace},
};

pub const ROUTES: &[Route] = &[Route { call: "GET /v2/statistics/campaign-analytics", run: analytics }];

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Without a campaign all active ones count, as the documents say.
fn analytics(workspace: &mut Workspace, call: &Call) -> Answer {
    let (campaigns, emails) = (numbers(call, "campaign_id")?, numbers(call, "sender_email")?);
    let profiles = numbers(call, "sender_linkedin")?;
    let owners = call.params.parts("campaign_owner");
    if campaigns.iter().any(|id| workspace.campaigns.iter().all(|campaign| campaign.id != *id)) {
        return Err(Refusal::not_found());
    }
    let (from, to) = (day(call, "date_from")?, day(call, "date_to")?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Refusal::v2("date_to", "The date_to is before the date_from"));
    }
    let within = |event: &&Event| from.is_none_or(|from| event.at >= from) && to.is_none_or(|to| event.at < to + DAY);
    let counted = |campaign: &&Campaign| {
        (if campaigns.is_empty() { campaign.status == "Active" } else { campaigns.contains(&campaign.id) })
            && (emails.is_empty() || emails.contains(&campaign.senders.0))
            && (profiles.is_empty() || profiles.contains(&campaign.senders.1))
            && (owners.is_empty() || owners.iter().any(|owner| owner == campaign.owner))
    };
    let events = workspace.campaigns.iter().filter(counted).flat_map(|campaign| campaign.events.iter().filter(within));
    Ok(Value::Object(figures(&Tally(events.collect()))))
}

fn numbers(call: &Call, name: &str) -> Result<Vec<u64>, Refusal> {
    let numbers = call.params.parts(name).into_iter().map(|part| part.parse());
    numbers.collect::<Result<_, _>>().map_err(|_| Refusal::v2(name, format!("The {name} is no list of ids")))
}

/// The first moment of a day.
fn day(call: &Call, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = call.params.text(name) else { return Ok(None) };
    let date = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
    let start = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    match start {
        Some(start) => Ok(Some(start.timestamp().as_millisecond())),
        None => Err(Refusal::v2(name, format!("The {name} does not match the format yyyy-mm-dd"))),
    }
}

struct Tally<'a>(Vec<&'a Event>);

impl Tally<'_> {
    /// How often this happened.
    fn times(&self, kinds: &[Kind]) -> usize {
        self.0.iter().filter(|event| kinds.contains(&event.kind)).count()
    }

    /// To how many people.
    fn people(&self, kinds: &[Kind]) -> usize {
        let met = self.0.iter().filter(|event| kinds.contains(&event.kind));
        met.map(|event| event.prospect.as_str()).collect::<HashSet<_>>().len()
    }
}

fn figures(tally: &Tally) -> Map<String, Value> {
    use Kind::{
        Accepted, AutoReply, Bounce, Click, FirstEmail, FollowUp, Interested, Maybe, Message, MessageReply,
        NotInterested, Open, Reply, Request, RequestReply, Unsubscribe, Viewed,
    };
    let sent = tally.times(&[FirstEmail, FollowUp]);
    let bounced = tally.times(&[Bounce]);
    // Nobody gets a second email after one that bounced.
    let by_email = tally.people(&[FirstEmail, FollowUp]).saturating_sub(tally.people(&[Bounce]));
    let by_linkedin = tally.people(&[Request, Message]);
    let contacted = tally.people(&[FirstEmail, FollowUp, Request, Message]);
    let requests = tally.times(&[Request]);
    let email_replies = tally.people(&[Reply]);
    let linkedin_replies = tally.people(&[RequestReply, MessageReply]);
    let replies = email_replies + linkedin_replies;
    // A name, a count, and of how many it is a share.
    let rows = [
        ("total_contacted", contacted, None),
        ("emails_sent", sent, None),
        ("first_emails", tally.times(&[FirstEmail]), Some(sent)),
        ("follow_ups", tally.times(&[FollowUp]), Some(sent)),
        ("delivered", sent.saturating_sub(bounced), Some(sent)),
        ("bounced", bounced, Some(sent)),
        ("contacted_by_email", by_email, None),
        ("email_opens", tally.people(&[Open]), Some(by_email)),
        ("link_clicks", tally.people(&[Click]), Some(by_email)),
        ("email_replies", email_replies, Some(by_email)),
        ("unsubscribed", tally.people(&[Unsubscribe]), Some(by_email)),
        ("auto_replied", tally.people(&[AutoReply]), Some(by_email)),
        ("contacted_by_linkedin", by_linkedin, None),
        ("linkedin_total_replies", linkedin_replies, Some(by_linkedin)),
        ("connection_request_replies", tally.people(&[RequestReply]), Some(linkedin_replies)),
        ("message_replies", tally.people(&[MessageReply]), Some(linkedin_replies)),
        ("in_mail_replies", 0, Some(linkedin_replies)),
        ("connection_requests", requests, None),
        ("accepted_requests", tally.times(&[Accepted]), Some(requests)),
        ("failed_connection_requests", 0, None),
        ("messages_sent", tally.times(&[Message]), None),
        ("linkedin_views", tally.times(&[Viewed]), None),
        ("linkedin_likes", 0, None),
        ("linkedin_follows", 0, None),
        ("in_mail_sent", 0, None),
        ("interested", tally.people(&[Interested]), Some(replies)),
        ("maybe", tally.people(&[Maybe]), Some(replies)),
        ("not_interested", tally.people(&[NotInterested]), Some(replies)),
    ];
    let mut figures = Map::new();
    for (name, count, whole) in rows {
        figures.insert(name.to_owned(), count.into());
        if let Some(whole) = whole {
            let share = (count * 200 + whole).checked_div(whole * 2).unwrap_or(0);
            figures.insert(format!("{name}_rate"), format!("{share}%").into());
        }
    }
    figures
}
