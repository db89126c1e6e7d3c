//! The settings of a step, by its type: which there are, what is wrong with them, and what a campaign lacks to send anything.

use outreach_model::variables;

use crate::overloop::campaigns::{prelude::*, settings::Personalization};

/// A step of a new campaign.
#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct NewStep {
    /// What it does: email, delay, linkedin_visit_profile, linkedin_send_invitation, linkedin_send_message, review, note, add_to_tags,
    /// search_email and others of list_step_types
    #[schemars(length(min = 1))]
    r#type: String,
    /// Settings of its `type`; each begins with the types that take it
    config: Option<Config>,
    /// Settings of a type that `config` does not know, as Overloop names them; sent within `config`
    extra_config: Option<Map<String, Value>>,
}

/// Settings of a step.
#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct Config {
    /// delay: days to wait before the next step; this, `hours_delay` or both
    days_delay: Option<u32>,
    /// delay: hours to wait before the next step; this, `days_delay` or both
    hours_delay: Option<u32>,
    /// email, linkedin_send_message, linkedin_send_invitation: true: AI writes it by the campaign's pitch_settings
    generate_with_ai: Option<bool>,
    /// email, notification_email: subject, Liquid with variables of list_merge_tags, e.g. {{ prospect_firstname | default: '' }}
    subject: Option<String>,
    /// email: body, HTML or text with Liquid; note, slack, notifications: text. No signature: Overloop adds it
    content: Option<String>,
    /// linkedin_send_message; linkedin_send_invitation, 300 characters at most: text with Liquid
    message: Option<String>,
    /// email, linkedin_send_message, linkedin_send_invitation: how AI writes this step, where other than the campaign says
    message_personalization_settings: Option<Personalization>,
    /// condition: filters as Overloop has them, {filters: {groups: [...]}}; copy one that the app made
    records_segment: Option<Map<String, Value>>,
    /// add_to_tags: ids of lists, from list_lists
    tag_ids: Option<Vec<ListId>>,
    /// review: title of the task for the team, Liquid allowed
    title: Option<String>,
    /// assign_conversation: id of the user, from list_users
    owner_id: Option<Sender<UserId>>,
    /// enroll_campaign: id of the campaign to enter, from list_campaigns
    automation_id: Option<CampaignId>,
    /// goto_step: id of the step to go on with, from list_campaign_steps; enroll_campaign: id of the step there to begin with
    node_id: Option<CampaignStepId>,
    /// enroll_campaign: true: the prospect leaves this campaign
    remove_from_original: Option<bool>,
    /// notification_email, notification_sms, notification_in_app: id of the user to tell, from list_users
    recipient_id: Option<Sender<UserId>>,
    /// slack: id of the channel, e.g. C12345
    slack_id: Option<SlackChannelId>,
}

/// A type of step: what its settings must have, and what they may have.
struct Type {
    name: &'static str,
    needs: &'static [&'static str],
    takes: &'static [&'static str],
}

const fn known(name: &'static str, needs: &'static [&'static str], takes: &'static [&'static str]) -> Type {
    Type { name, needs, takes }
}

pub const AI: &str = "generate_with_ai";
pub const STYLE: &str = "message_personalization_settings";

/// The types whose settings are known. A step of another type is sent as it is given.
const TYPES: &[Type] = &[
    known("delay", &[], &["days_delay", "hours_delay"]),
    known("email", &[], &[AI, "subject", "content", STYLE]),
    known("linkedin_visit_profile", &[], &[]),
    known("linkedin_send_invitation", &[], &[AI, "message", STYLE]),
    known("linkedin_send_message", &[], &[AI, "message", STYLE]),
    known("linkedin_check_connection", &[], &[]),
    known("condition", &["records_segment"], &[]),
    known("email_and_linkedin_condition", &[], &[]),
    known("add_to_tags", &["tag_ids"], &[]),
    known("review", &["title"], &[]),
    known("note", &["content"], &[]),
    known("search_email", &[], &[]),
    known("assign_conversation", &["owner_id"], &[]),
    known("archive_conversation", &[], &[]),
    known("enroll_campaign", &["automation_id"], &["node_id", "remove_from_original"]),
    known("goto_step", &["node_id"], &[]),
    known("notification_email", &["recipient_id", "subject", "content"], &[]),
    known("notification_sms", &["recipient_id", "content"], &[]),
    known("notification_in_app", &["recipient_id", "content"], &[]),
    known("slack", &["slack_id", "content"], &[]),
];

/// Types with a branch for yes and one for no.
pub const BRANCHING: [&str; 3] = ["condition", "email_and_linkedin_condition", "linkedin_check_connection"];

/// Types that write to the prospect.
pub const MESSAGES: [&str; 3] = ["email", "linkedin_send_invitation", "linkedin_send_message"];

/// How many characters an invitation has at most.
const MAX_INVITATION_CHARS: usize = 300;

/// What is wrong with the type and settings of a step; `at` is where its inputs are, with a full stop.
pub fn problems(step: &Value, at: &str) -> Vec<String> {
    let config = step.get("config").and_then(Value::as_object).cloned().unwrap_or_default();
    let extra = step.get("extra_config").and_then(Value::as_object).cloned().unwrap_or_default();
    let has = |name: &str| {
        let is_said = |value: &Value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty());
        config.get(name).or_else(|| extra.get(name)).is_some_and(is_said)
    };
    let mut problems = Vec::new();
    let twice = config.keys().filter(|name| extra.contains_key(*name));
    problems.extend(twice.map(|name| format!("`{at}config.{name}` stands in `{at}extra_config` too: give it once")));
    let kind = step.get("type").and_then(Value::as_str).unwrap_or_default().trim();
    let invitation = config.get("message").and_then(Value::as_str).map_or(0, |message| message.chars().count());
    if kind == "linkedin_send_invitation" && invitation > MAX_INVITATION_CHARS {
        problems.push(format!(
            "`{at}config.message` of an invitation has {invitation} characters, at most {MAX_INVITATION_CHARS} are allowed"
        ));
    }
    let Some(known) = TYPES.iter().find(|known| known.name == kind) else { return problems };
    for name in config.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str()) {
        if !known.needs.contains(&name) && !known.takes.contains(&name) {
            let instead = match (name, kind) {
                ("content", "linkedin_send_message" | "linkedin_send_invitation") => ": use `message`".to_owned(),
                ("message", "email" | "note") => ": use `content`".to_owned(),
                _ => match [known.needs, known.takes].concat().as_slice() {
                    [] => ": it has none".to_owned(),
                    names => format!(": it takes `{}`", names.join("`, `")),
                },
            };
            problems.push(format!("`{at}config.{name}` is no setting of a step of type `{kind}`{instead}"));
        }
    }
    problems.extend(
        known
            .needs
            .iter()
            .filter(|name| !has(name))
            .map(|name| format!("A step of type `{kind}` needs `{at}config.{name}`")),
    );
    let setting = |name: &str| config.get(name).or_else(|| extra.get(name));
    let amount = |name: &str| setting(name).and_then(Value::as_u64).unwrap_or_default();
    let is_ai = setting(AI) == Some(&Value::Bool(true));
    let is_known = extra.keys().all(|name| known.takes.contains(&name.as_str()));
    match kind {
        "delay" if is_known && amount("days_delay") + amount("hours_delay") == 0 => problems.push(format!(
            "A delay needs `{at}config.days_delay` or `{at}config.hours_delay`: Overloop waits 10 minutes at least"
        )),
        "email" if !(is_ai || has("subject") && has("content")) => problems.push(format!(
            "An email needs `{at}config.subject` and `{at}config.content`, or `{at}config.generate_with_ai`: true"
        )),
        _ => {}
    }
    if is_ai && (has("subject") || has("content") || has("message")) {
        problems.push(format!(
            "`{at}config.generate_with_ai` has AI write the whole message: leave out `subject`, `content` and `message`, or it"
        ));
    }
    problems
}

/// Writes the settings of a step as Overloop takes them: one object, ids of records as numbers.
pub fn encode(step: &mut Map<String, Value>) {
    let extra = step.shift_remove("extra_config");
    let mut config = match step.shift_remove("config") {
        Some(Value::Object(config)) => Some(config),
        _ => None,
    };
    if let Some(config) = &mut config {
        config.retain(|_, value| !value.is_null());
        with_numbers(config, &["tag_ids", "owner_id", "automation_id", "recipient_id"]);
    }
    if let Some(Value::Object(extra)) = extra {
        config.get_or_insert_default().extend(extra);
    }
    if let Some(config) = config {
        step.insert("config".to_owned(), Value::Object(config));
    }
}

/// The same for the steps of a new campaign, each of which has settings, if empty ones.
pub fn encode_steps(inputs: &mut Map<String, Value>) {
    let steps = inputs.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten();
    for step in steps.filter_map(Value::as_object_mut) {
        encode(step);
        step.entry("config").or_insert_with(|| json!({}));
    }
}

/// What in the texts of a step is begun as a variable and not ended, in sentences; `at` is where its inputs are, with a full stop.
pub fn unclosed(step: &Value, at: &str) -> Vec<String> {
    let settings = ["config", "extra_config"].iter().filter_map(|name| Some((*name, step.get(*name)?.as_object()?)));
    let texts = settings.flat_map(|(within, fields)| fields.iter().map(move |(name, value)| (within, name, value)));
    let unclosed = texts.filter_map(|(within, name, value)| {
        let begun = variables::unclosed(value.as_str()?)?;
        Some(format!(
            "`{at}{within}.{name}` begins a variable and does not end it: `{begun}`. What Overloop sends then is not documented: write it as \
             {{{{ name }}}}."
        ))
    });
    unclosed.collect()
}

/// The same of the steps of a campaign, as the rest of sentences that begin with it.
pub fn unclosed_in_steps(campaign: &Value) -> impl Iterator<Item = String> {
    let steps = steps(campaign).into_iter().flatten().enumerate();
    steps.filter_map(|(at, step)| {
        let texts = step.get("config")?.as_object()?.values().filter_map(Value::as_str);
        let begun = texts.filter_map(variables::unclosed).next()?;
        let step = text(step, "id").map_or_else(|| (at + 1).to_string(), |id| format!("`{id}`"));
        Some(format!(
            "has the step {step}, which begins a variable and does not end it: `{begun}`; what Overloop sends then is not documented. Write it \
             as {{{{ name }}}} with overloop_update_campaign_step"
        ))
    })
}

/// The steps of a campaign, where it tells them.
fn steps(campaign: &Value) -> Option<&Vec<Value>> {
    campaign.get("steps")?.as_array()
}

fn type_of(step: &Value) -> Option<&str> {
    // The first generation calls it `step_type`.
    step.get("type").or_else(|| step.get("step_type"))?.as_str()
}

/// That a campaign has no step that writes to anybody, as the rest of a sentence.
pub fn lacks_messages(campaign: &Value) -> Option<String> {
    let steps = steps(campaign)?;
    let writes = steps.iter().filter_map(type_of).any(|kind| MESSAGES.contains(&kind));
    (!writes).then(|| "has no email and no LinkedIn message among its steps: it writes to nobody".to_owned())
}

/// That AI is to write and is not told about what, as the rest of a sentence.
pub fn lacks_pitch(campaign: &Value) -> Option<String> {
    let has_ai = steps(campaign)?.iter().any(|step| {
        let config = step.get("config");
        let flag = config.and_then(|config| config.get(AI));
        let is_blank = config.and_then(Value::as_object).is_none_or(Map::is_empty);
        flag == Some(&Value::Bool(true)) || (type_of(step) == Some("linkedin_send_message") && is_blank)
    });
    let pitch = campaign.get("pitch_settings").and_then(|pitch| pitch.get("selling_description")?.as_str());
    let lacks = has_ai && pitch.is_none_or(|pitch| pitch.trim().is_empty());
    lacks.then(|| {
        "has AI write its messages and no `pitch_settings.selling_description`, without which AI has nothing to write about: set it with \
         overloop_update_campaign"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{encode, problems};

    fn found(step: &Value) -> String {
        problems(step, "").join("; ")
    }

    #[test]
    fn each_type_is_checked_by_its_own_settings() {
        for (step, problem) in [
            (json!({ "type": "delay", "config": { "hours_delay": 1 } }), ""),
            (json!({ "type": "delay", "config": { "days_delay": 0 } }), "10 minutes"),
            (json!({ "type": "email", "config": { "generate_with_ai": true } }), ""),
            (json!({ "type": "email", "config": { "subject": "Hi" } }), "`config.content`"),
            (json!({ "type": "email", "config": { "generate_with_ai": true, "subject": "Hi" } }), "leave out"),
            (json!({ "type": "linkedin_send_message" }), ""),
            (json!({ "type": "linkedin_send_message", "config": { "content": "Hi" } }), "use `message`"),
            (json!({ "type": "linkedin_send_invitation", "config": { "message": "x".repeat(300) } }), ""),
            (json!({ "type": "linkedin_send_invitation", "config": { "message": "x".repeat(301) } }), "at most 300"),
            (json!({ "type": "goto_step" }), "needs `config.node_id`"),
            (json!({ "type": "note", "config": { "content": " " } }), "needs `config.content`"),
            (json!({ "type": "condition", "extra_config": { "records_segment": {} } }), ""),
            (json!({ "type": "hubspot", "extra_config": { "list": 5 } }), ""),
            (json!({ "type": "hubspot", "config": { "title": "x" } }), ""),
        ] {
            let found = found(&step);
            assert!(if problem.is_empty() { found.is_empty() } else { found.contains(problem) }, "{step}: {found}");
        }
    }

    #[test]
    fn settings_are_sent_as_one_object_with_numbers_for_ids() {
        let step =
            json!({ "type": "add_to_tags", "config": { "tag_ids": ["12", "x"] }, "extra_config": { "more": "7" } });
        let mut step = step.as_object().cloned().unwrap_or_default();
        encode(&mut step);
        assert_eq!(
            Value::Object(step),
            json!({ "type": "add_to_tags", "config": { "tag_ids": [12, "x"], "more": "7" } })
        );
    }
}
