//! The inbox: what twenty leads were written, and what they answered.

use serde_json::{Value, json};

use super::{DAY, HOUR, MINUTE, leads::answered};
use crate::{
    ids::stamp,
    instantly::{
        emails::{Content, Email, RECEIVED, SCHEDULED, SENT_BY_CAMPAIGN, SENT_BY_HAND},
        leads::Lead,
        workspace::Workspace,
    },
};

/// A mail in a thread: who wrote it and what.
#[derive(Clone, Copy)]
enum Turn {
    /// The campaign, with this step.
    Step(u8),
    /// The lead.
    Answer(&'static str),
    /// The lead, and nobody has read it.
    Unread(&'static str),
    /// The lead's mailbox.
    Auto(&'static str),
    /// Somebody of the workspace, by hand.
    Hand(&'static str),
    /// Somebody of the workspace, for later.
    Later(&'static str),
}

use Turn::{Answer, Auto, Hand, Later, Step, Unread};

/// A thread: the interest it led to, and its mails in order.
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

/// Adds them, and marks their leads.
pub fn plant(workspace: &mut Workspace) {
    let written: Vec<usize> = workspace
        .leads
        .iter()
        .enumerate()
        .filter(|(_, lead)| lead.timestamp_last_contact.is_some() && lead.status > 0)
        .map(|(index, _)| index)
        .collect();
    let apart = (written.len() / SCRIPTS.len()).max(1);
    for (number, (index, script)) in written.iter().step_by(apart).zip(&SCRIPTS).enumerate() {
        thread(workspace, *index, number, script);
    }
    workspace.emails.sort_by(|one, other| one.id.cmp(&other.id));
}

fn thread(workspace: &mut Workspace, index: usize, number: usize, (interest, turns): &Script) {
    let Some(mut lead) = workspace.leads.get(index).cloned() else { return };
    let mut at = lead.timestamp_created.parse::<jiff::Timestamp>().map(|at| at.as_millisecond()).unwrap_or_default();
    at += DAY + i64::try_from(number).unwrap_or_default() * 11 * MINUTE;
    let thread = workspace.clock.id(at);
    let subject = format!("Quick question, {}", lead.first_name.as_deref().unwrap_or_default());
    for turn in *turns {
        let email = mail(workspace, &lead, *turn, at, &thread, &subject, *interest);
        if email.ue_type == Some(RECEIVED) {
            answered(&mut lead, at, *interest);
        }
        workspace.emails.push(email);
        at += if matches!(turn, Step(_)) { 2 * DAY + 3 * HOUR } else { 9 * HOUR };
    }
    if let Some(kept) = workspace.leads.get_mut(index) {
        *kept = lead;
    }
}

fn mail(
    workspace: &mut Workspace,
    lead: &Lead,
    turn: Turn,
    at: i64,
    thread: &str,
    subject: &str,
    interest: Option<i64>,
) -> Email {
    let id = workspace.clock.id(at);
    let mailbox = lead.last_contacted_from.clone().unwrap_or_default();
    let address = lead.email.clone().unwrap_or_default();
    let name = lead.first_name.clone().unwrap_or_default();
    let text = match turn {
        Step(0) => format!(
            "Hi {name},\n\nWho looks after outbound at {} these days?",
            lead.company_name.as_deref().unwrap_or("your firm")
        ),
        Step(_) => {
            format!("Hi {name}, did my note reach you at a bad time?\n\nHappy to send a two-page summary instead.")
        }
        Answer(text) | Unread(text) | Auto(text) | Hand(text) | Later(text) => text.to_owned(),
    };
    let received = matches!(turn, Answer(_) | Unread(_) | Auto(_));
    let (from, to) = if received { (&address, &mailbox) } else { (&mailbox, &address) };
    let body = Content { html: Some(format!("<div>{}</div>", text.replace('\n', "<br/>"))), text: Some(text) };
    let people = |address: &str| -> Option<Vec<Value>> { Some(vec![json!({ "address": address, "name": "" })]) };
    Email {
        timestamp_created: stamp(at),
        timestamp_email: stamp(at),
        message_id: format!("<{id}@{}>", from.rsplit('@').next().unwrap_or_default()),
        subject: match turn {
            Step(0) => subject.to_owned(),
            Auto(_) => format!("Automatic reply: {subject}"),
            _ => format!("Re: {subject}"),
        },
        from_address_email: Some(from.clone()),
        to_address_email_list: to.clone(),
        reply_to: received.then(|| address.clone()),
        content_preview: Some(body.preview()),
        body,
        organization_id: workspace.id.clone(),
        campaign_id: lead.campaign.clone(),
        list_id: lead.list_id.clone(),
        lead: lead.email.clone(),
        lead_id: Some(lead.id.clone()),
        ue_type: Some(match turn {
            Step(_) => SENT_BY_CAMPAIGN,
            Hand(_) => SENT_BY_HAND,
            Later(_) => SCHEDULED,
            _ => RECEIVED,
        }),
        step: if let Step(step) = turn { Some(format!("0_{step}_0")) } else { None },
        is_unread: Some(i64::from(matches!(turn, Unread(_)))),
        is_auto_reply: Some(i64::from(matches!(turn, Auto(_)))),
        ai_interest_value: received.then_some(if interest.is_some_and(|value| value > 0) { 0.9 } else { 0.1 }),
        is_focused: Some(i64::from(!matches!(turn, Auto(_)))),
        i_status: interest.map(|interest| interest as f64),
        thread_id: Some(thread.to_owned()),
        from_address_json: people(from),
        to_address_json: people(to),
        eaccount: mailbox,
        id,
        ..Email::default()
    }
}
