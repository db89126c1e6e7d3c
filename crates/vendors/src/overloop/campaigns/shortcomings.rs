//! What a campaign lacks to send anything, as its own fields, its steps, its sender and who is in it tell: Overloop starts it all the
//! same, and says nothing.

use jiff::tz::TimeZone;
use outreach_model::markup;

use super::prelude::*;
use crate::overloop::campaign_steps::{
    chain,
    config::{self, AI},
};

/// What a campaign that was read with its steps lacks, in sentences.
pub fn of_campaign(campaign: &Value) -> Vec<String> {
    let campaign = content(campaign);
    let lacks = [config::lacks_messages(campaign), config::lacks_pitch(campaign)];
    let steps = campaign.get("steps").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let lacks = lacks.into_iter().flatten().chain(empty_mails(steps)).chain(chain::breaks(steps));
    let lacks = lacks.chain(config::unclosed_in_steps(campaign));
    let lacks = lacks.chain(lacking_times(campaign)).chain(reviewed(campaign));
    lacks.map(|lack| format!("The campaign {lack}.")).collect()
}

/// What is the matter with its hours and its time zone, in sentences.
pub fn of_times(campaign: &Value) -> Vec<String> {
    lacking_times(content(campaign)).into_iter().map(|lack| format!("The campaign {lack}.")).collect()
}

/// Mails without words, as the rest of sentences that begin with the campaign.
fn empty_mails(steps: &[Value]) -> Vec<String> {
    let mails = steps.iter().filter(|step| chain::type_of(step) == Some("email"));
    let by_hand = mails.filter(|step| step.get("config").and_then(|config| config.get(AI)) != Some(&Value::Bool(true)));
    let lacking = by_hand.filter_map(|step| {
        let words = |name: &str| step.get("config").and_then(|config| text(config, name));
        let lacks = match (words("subject"), words("content").filter(|words| !markup::is_blank(words))) {
            (Some(_), Some(_)) => return None,
            (None, Some(_)) => "has no subject",
            (_, None) => "has no text: an empty mail would leave",
        };
        let set =
            "set `subject` and `content` of its `config`, or `generate_with_ai`, with overloop_update_campaign_step";
        Some(format!("has the step {}, which {lacks}; {set}", chain::called(step)))
    });
    lacking.collect()
}

/// Hours that never come and a time zone that is none, as the rest of sentences that begin with the campaign.
fn lacking_times(campaign: &Value) -> Vec<String> {
    let minutes = |name: &str| campaign.get(name).and_then(Value::as_u64);
    let mut lacks = Vec::new();
    if let (Some(start), Some(end)) = (minutes("start_sending_minutes"), minutes("end_sending_minutes"))
        && start >= end
    {
        let clock = |minutes: u64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        lacks.push(format!(
            "begins to send at {} and ends at {}: these hours never come. Set `start_sending_minutes` and `end_sending_minutes` with \
             overloop_update_campaign",
            clock(start),
            clock(end)
        ));
    }
    if campaign.get("sending_days").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        lacks.push("has no days to send on: set `sending_days` with overloop_update_campaign".to_owned());
    }
    if let Some(zone) = text(campaign, "timezone").filter(|zone| TimeZone::get(zone).is_err()) {
        lacks.push(format!(
            "has the time zone `{zone}`, which is none of the IANA's, such as Europe/Brussels; what Overloop makes of it is not documented"
        ));
    }
    lacks
}

/// That messages wait for somebody, as the rest of a sentence.
fn reviewed(campaign: &Value) -> Option<String> {
    let waits = campaign.get("automatically_send_messages") == Some(&Value::Bool(false));
    waits.then(|| {
        "sends no first message before somebody has reviewed it in the app (`automatically_send_messages` is false)"
            .to_owned()
    })
}

/// The id of the user in whose name the campaign of these outputs sends; else the one that the inputs set.
fn sender(inputs: &Value, outputs: &Map<String, Value>) -> Option<String> {
    outputs.get("campaign").and_then(|campaign| text(campaign, "sender_id")).or_else(|| text(inputs, "sender_id"))
}

/// Whether the sender can send from a mailbox.
pub const MAILBOX_OF_SENDER: FollowUp = FollowUp {
    request: |_, _| read(&["sending_addresses"]),
    remarks: |inputs, outputs, addresses| {
        let Some(addresses) = addresses.map(rows_of) else {
            return Remarks::warning("Whether a sending address is connected could not be read.");
        };
        let connect = "no mail leaves before one is, in Overloop's app under Settings, Sending Addresses.";
        if addresses.is_empty() {
            return Remarks::warning(format!("No sending address is connected: {connect}"));
        }
        let is_broken = |address: &&Value| address.get("working") == Some(&Value::Bool(false));
        let Some(sender) = sender(inputs, outputs) else {
            let all = addresses.iter().all(|address| is_broken(&address));
            return if all {
                Remarks::warning("No sending address works (`working` is false of each).")
            } else {
                Remarks::default()
            };
        };
        let tells = addresses.iter().all(|address| address.get("user_id").is_some());
        let own: Vec<&Value> =
            addresses.iter().filter(|address| text(address, "user_id").is_some_and(|user| user == sender)).collect();
        match own.as_slice() {
            [] if tells => Remarks::warning(format!(
                "The campaign's sender, the user {sender}, has no sending address: {connect} Or set another `sender_id` with \
                 overloop_update_campaign."
            )),
            [] => Remarks::default(),
            own if own.iter().all(is_broken) => Remarks::warning(format!(
                "The sending address of the campaign's sender, the user {sender}, does not work (`working` is false): no mail leaves. Connect \
                 it again in Overloop's app, or set another `sender_id` with overloop_update_campaign."
            )),
            _ => Remarks::default(),
        }
    },
};

/// Whether the sender may log in.
pub const SENDER_IS_ENABLED: FollowUp = FollowUp {
    request: |inputs, outputs| read(&["users", &sender(inputs, outputs)?]),
    remarks: |inputs, outputs, user| {
        let is_disabled = user.is_some_and(|user| content(user).get("disabled") == Some(&Value::Bool(true)));
        if !is_disabled {
            return Remarks::default();
        }
        Remarks::warning(format!(
            "The campaign's sender, the user {}, is disabled: set another `sender_id` of overloop_list_users with \
             overloop_update_campaign.",
            sender(inputs, outputs).unwrap_or_default()
        ))
    },
};

/// Whether somebody is in the campaign.
pub const SOMEBODY_IS_ENROLLED: FollowUp = FollowUp {
    request: |inputs, _| {
        read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?.with_query(&[("per_page", 100)]).ok()
    },
    remarks: |_, _, enrollments| {
        const ENDED: [&str; 4] = ["completed", "exited", "errored", "disenrolled"];
        let Some(enrollments) = enrollments else {
            return Remarks::warning("Whether somebody is in the campaign could not be read.");
        };
        let add =
            "add people with overloop_enroll_prospect or overloop_enroll_prospects, unless its sourcing finds some.";
        let rows = rows_of(enrollments);
        let is_over = |row: &Value| {
            text(row, "disenrolled_at").is_some()
                || row.get("status").and_then(Value::as_str).is_some_and(|status| ENDED.contains(&status))
        };
        if rows.is_empty() {
            Remarks::warning(format!("Nobody is in the campaign yet: {add}"))
        } else if is_whole(enrollments) && rows.iter().all(is_over) {
            Remarks::warning(format!("Nobody is in the campaign any more, all {} have left it: {add}", rows.len()))
        } else {
            Remarks::default()
        }
    },
};
