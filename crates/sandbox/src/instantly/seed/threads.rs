//! The inbox: twenty threads with leads.

use serde_json::json;

use super::leads::mark_replied;
use crate::{
    instantly::{
        emails::{Content, EMAILS, RECEIVED, SCHEDULED, SENT_BY_CAMPAIGN, SENT_BY_HAND, address_json, message_id},
        lead::LEADS,
        workspace::Workspace,
    },
    store::{
        Record,
        clock::{DAY, HOUR, MINUTE, nth, stamp},
    },
};

/// An email of a thread: who wrote it, and its text.
#[derive(Clone, Copy)]
enum Turn {
    /// The campaign's step of this number.
    Step(u8),
    /// The lead.
    Answer(&'static str),
    /// The lead; the email is unread.
    Unread(&'static str),
    /// An automatic reply of the lead's mailbox.
    Auto(&'static str),
    /// A user of the workspace.
    Hand(&'static str),
    /// A user of the workspace; the email is scheduled.
    Later(&'static str),
}

use Turn::{Answer, Auto, Hand, Later, Step, Unread};

/// A thread: the lead's interest in the end, and the emails in order.
type Script = (Option<i64>, &'static [Turn]);

#[rustfmt::skip]
const SCRIPTS: [Script; 20] = [
    (Some(1), &[Step(0), Step(1), Unread("Thanks for the nudge. Could you send the two pages? We look at this in the next planning round.")]),
    (Some(2), &[Step(0), Answer("Timing is good. Does Thursday at 14:00 suit you?"), Hand("Thursday at 14:00 it is. I will send an invitation."), Answer("Accepted, see you then.")]),
    (Some(0), &[Step(0), Auto("I am out of the office until the 28th with no access to mail. In urgent cases please write to the front desk.")]),
    (Some(-1), &[Step(0), Step(1), Answer("Not for us, we have just signed for three years.")]),
    (Some(-2), &[Step(0), Unread("You want our head of procurement, not me. I left that team last year.")]),
    (None, &[Step(0), Step(1)]),
    (Some(3), &[Step(0), Answer("Happy to talk. What does it cost for 40 people?"), Hand("For 40 people it is 18 a seat. Shall we go through it together on Monday?"), Answer("Monday works. Good talk, thank you. I will take it to the board.")]),
    (Some(4), &[Step(0), Step(1), Answer("Signed, see the attachment. When do we start?"), Hand("Wonderful! Kick-off is on the first; the plan follows tomorrow.")]),
    (Some(-3), &[Step(0), Answer("We went with somebody else in the end. Thanks for your patience."), Hand("Thank you for telling me. All the best with it!")]),
    (Some(-4), &[Step(0), Answer("Let us speak on Tuesday at 10."), Hand("I waited for you today at 10. Shall we find another time?")]),
    (Some(1), &[Step(0), Unread("Interesting. Who else in our industry uses it?")]),
    (None, &[Step(0), Step(1)]),
    (Some(0), &[Step(0), Auto("Thank you for your message. I am on parental leave until January.")]),
    (Some(1), &[Step(0), Answer("Send the video, please."), Hand("Here it is. The part from minute two is about firms of your size."), Unread("Watched it. Two questions: does it work with our ERP, and where is the data kept?")]),
    (Some(2), &[Step(0), Step(1), Answer("Can you do next Wednesday?"), Hand("Yes: Wednesday, 11:00?"), Answer("Booked.")]),
    (Some(-1), &[Step(0), Unread("Please take me off your list.")]),
    (Some(1), &[Step(0), Step(1), Answer("In principle yes, but not before autumn."), Later("As promised, I am writing again in autumn. Is it a good time now?")]),
    (None, &[Step(0)]),
    (Some(1), &[Step(0), Unread("My colleague handles this, I have put her in copy.")]),
    (Some(0), &[Step(0), Step(1), Auto("This mailbox is read on Mondays only.")]),
];

/// Adds the threads and updates their leads.
pub(super) fn add(workspace: &mut Workspace) {
    let contacted = |lead: &&Record| lead.has("timestamp_last_contact") && lead.integer("status") > Some(0);
    let leads: Vec<Record> = workspace.store.all(LEADS.path).iter().filter(contacted).cloned().collect();
    let apart = (leads.len() / SCRIPTS.len()).max(1);
    for (number, (lead, script)) in leads.into_iter().step_by(apart).zip(&SCRIPTS).enumerate() {
        add_thread(workspace, lead, number, script);
    }
    workspace.store.sort_by_id(EMAILS.path);
}

fn add_thread(workspace: &mut Workspace, mut lead: Record, number: usize, (interest, turns): &Script) {
    let created = lead.text("timestamp_created").parse::<jiff::Timestamp>();
    let mut at = created.map(|at| at.as_millisecond()).unwrap_or_default();
    at = nth(at + DAY, number, 11 * MINUTE);
    let thread = workspace.store.clock.uuid(at);
    for turn in *turns {
        let email = email(workspace, &lead, *turn, at, &thread, *interest);
        if email.integer("ue_type") == Some(RECEIVED) {
            mark_replied(&mut lead, at, *interest);
        }
        workspace.store.insert(EMAILS.path, email);
        at += if matches!(turn, Step(_)) { 2 * DAY + 3 * HOUR } else { 9 * HOUR };
    }
    workspace.store.replace(LEADS.path, &lead);
}

fn email(workspace: &mut Workspace, lead: &Record, turn: Turn, at: i64, thread: &str, interest: Option<i64>) -> Record {
    let id = workspace.store.clock.uuid(at);
    let mut email = EMAILS.blank(workspace, &id, &stamp(at));
    let (mailbox, address) = (lead.text("last_contacted_from"), lead.text("email"));
    let received = matches!(turn, Answer(_) | Unread(_) | Auto(_));
    let (from, to) = if received { (address, mailbox) } else { (mailbox, address) };
    let text = text(lead, turn);
    let html = format!("<div>{}</div>", text.replace('\n', "<br/>"));
    let body = Content { text: Some(text), html: Some(html) };
    email.assign(json!({
        "message_id": message_id(&id, from),
        "subject": subject(lead, turn),
        "from_address_email": from,
        "to_address_email_list": to,
        "reply_to": received.then_some(address),
        "body": { "text": body.text, "html": body.html },
        "campaign_id": lead.get("campaign"),
        "list_id": lead.get("list_id"),
        "lead": lead.get("email"),
        "lead_id": lead.id,
        "eaccount": mailbox,
        "ue_type": match turn {
            Step(_) => SENT_BY_CAMPAIGN,
            Hand(_) => SENT_BY_HAND,
            Later(_) => SCHEDULED,
            _ => RECEIVED,
        },
        "step": if let Step(step) = turn { Some(format!("0_{step}_0")) } else { None },
        "is_unread": i64::from(matches!(turn, Unread(_))),
        "is_auto_reply": i64::from(matches!(turn, Auto(_))),
        "ai_interest_value": received.then_some(if interest > Some(0) { 0.9 } else { 0.1 }),
        "is_focused": i64::from(!matches!(turn, Auto(_))),
        "i_status": interest,
        "thread_id": thread,
        "content_preview": body.preview(),
        "from_address_json": address_json([from]),
        "to_address_json": address_json([to]),
    }));
    email
}

fn subject(lead: &Record, turn: Turn) -> String {
    let subject = format!("Quick question, {}", lead.text("first_name"));
    match turn {
        Step(0) => subject,
        Auto(_) => format!("Automatic reply: {subject}"),
        _ => format!("Re: {subject}"),
    }
}

fn text(lead: &Record, turn: Turn) -> String {
    let name = lead.text("first_name");
    match turn {
        Step(0) => {
            let company = lead.get("company_name").as_str().unwrap_or("your firm");
            format!("Hi {name},\n\nWho looks after outbound at {company} these days?")
        }
        Step(_) => {
            format!("Hi {name}, did my note reach you at a bad time?\n\nHappy to send a two-page summary instead.")
        }
        Answer(text) | Unread(text) | Auto(text) | Hand(text) | Later(text) => text.to_owned(),
    }
}
