use super::{
    chain,
    config::{self, AI, Config, STYLE},
};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
#[schemars(transform = say_what_null_does)]
pub struct UpdateCampaignStep {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the step to change, from list_campaign_steps
    step_id: CampaignStepId,
    /// New type of the step, where it is to be another; then the settings of the old type go
    #[schemars(length(min = 1))]
    r#type: Option<String>,
    /// New settings of its type; those that are left out stay
    config: Option<Config>,
    /// New settings that `config` does not know, as Overloop names them; sent within `config`
    extra_config: Option<Map<String, Value>>,
    /// Id of the step that it is to follow, from list_campaign_steps
    previous_step_id: Option<CampaignStepId>,
    /// Branch, where the step before is a condition: 0 for yes; the other one is for no
    #[schemars(range(min = 0, max = 1))]
    position: Option<u32>,
}

/// What null does in a map of a change.
#[cfg(debug_assertions)]
fn say_what_null_does(schema: &mut schemars::Schema) {
    fn say(value: &mut Value) {
        match value {
            Value::Object(object) => object.iter_mut().for_each(|(name, value)| {
                let text = value
                    .get_mut("description")
                    .filter(|_| ["records_segment", "extra_config"].contains(&name.as_str()));
                if let Some(Value::String(text)) = text {
                    text.push_str("; a null in it is sent");
                } else {
                    say(value);
                }
            }),
            Value::Array(values) => values.iter_mut().for_each(say),
            _ => {}
        }
    }
    schema.as_object_mut().into_iter().flat_map(|schema| schema.values_mut()).for_each(say);
    merged(schema, &["config"]);
}

impl Plain for UpdateCampaignStep {
    type Object = CampaignStep;
    const SHOWN: Shown = v2::under("step");
    const ABOUT: About = About {
        name: "update_campaign_step",
        title: "Change a step of a campaign",
        description: "Changes one step of an Overloop campaign: texts, wait or place. A campaign that is on sends by \
            it at once. Read get_campaign_step first. What is left out of `config` stays, but a new `type` drops the \
            old settings. `previous_step_id` and `position` move it. To add or remove steps use create_campaign_step \
            and delete_campaign_step, for sender and hours update_campaign.",
        why: "a campaign that is on sends the changed step at once",
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Harmless,
            "Read it with overloop_get_campaign_step; repeating the same change is harmless.",
        )
    };
    const CALL: Call =
        Call::patch("/public/v2/campaigns/{campaign_id}/steps/{step_id}").encoded(|_, request, mut inputs| {
            config::encode(&mut inputs);
            request.with_json(&inputs)
        });
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_IF_ON;
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: chain::read_steps,
        // It is read for every call, to complete it.
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |inputs, _| config::unclosed(inputs, ""),
    });
    const COMPLETES: Option<Completes> = Some(complete);
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Update),
        problems: Some(problems),
        remarks: Some(|inputs, _, _| Remarks {
            warnings: config::unclosed(&Value::Object(inputs.clone()), ""),
            ..Remarks::default()
        }),
        adjust: Some(|inputs, outputs| add_id(inputs, "step_id", outputs)),
        ..MAYBE
    };
}

const IDS: [&str; 2] = ["campaign_id", "step_id"];

/// The words of a message.
const WORDS: [&str; 3] = ["subject", "content", "message"];

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    // By its type it is checked once the whole is known.
    let mut untyped = inputs.clone();
    untyped.shift_remove("type");
    nothing_to_change(inputs, &IDS).into_iter().chain(config::problems(&Value::Object(untyped), "")).collect()
}

/// The change with the settings that are to stay.
fn complete(inputs: &Value, read: &Value) -> Result<Completion, String> {
    let steps = chain::own_steps(inputs, read);
    let id = text(inputs, "step_id").unwrap_or_default();
    let step = chain::with_id(steps.rows, &id);
    if step.is_none() && steps.is_whole {
        return Err(format!(
            "`step_id` {id} is no step of this campaign: take it from overloop_list_campaign_steps of this `campaign_id`."
        ));
    }
    let previous = text(inputs, "previous_step_id");
    if let Some(problem) = previous.and_then(|previous| chain::problem_of_place(&steps, Some(&id), &previous)) {
        return Err(problem);
    }
    let mut body = inputs.as_object().cloned().unwrap_or_default();
    body.retain(|name, value| !IDS.contains(&name.as_str()) && !value.is_null());
    config::encode(&mut body);
    let given = body.shift_remove("config").map(|config| config.as_object().cloned().unwrap_or_default());
    let was = step.and_then(chain::type_of).map(str::to_owned);
    let kind = text(inputs, "type").or_else(|| was.clone());
    let becomes_another = text(inputs, "type").is_some() && text(inputs, "type") != was;
    if given.is_none() && !becomes_another {
        return Ok(Completion { body: Value::Object(body), changes: Vec::new() });
    }
    let mut given = given.unwrap_or_default();
    let now = step.and_then(|step| step.get("config")?.as_object());
    let mut changes = Vec::new();
    let mut whole = match (becomes_another, now) {
        (true, now) => {
            let lost = now
                .filter(|now| !now.is_empty())
                .map(|now| format!(" Its settings go: {}", Value::Object(now.clone())));
            changes.push(format!(
                "The step is of type `{}` now and becomes one of type `{}`.{}",
                was.unwrap_or_default(),
                kind.as_deref().unwrap_or_default(),
                lost.unwrap_or_default()
            ));
            Map::new()
        }
        (false, Some(now)) => now.clone(),
        (false, None) => {
            return Err("What the step is set to now cannot be read, so that what `config` leaves out would be lost: look with \
                        overloop_get_campaign_step."
                .to_owned());
        }
    };
    // An object within stays but for what is given of it.
    for (name, value) in &mut given {
        if let (Some(Value::Object(before)), Value::Object(value)) = (whole.get(name).filter(|_| name == STYLE), value)
        {
            let mut both = before.clone();
            both.extend(value.clone());
            *value = both;
        }
    }
    let by_ai = given.get(AI) == Some(&Value::Bool(true));
    if by_ai || WORDS.iter().any(|name| given.contains_key(*name)) {
        // Either AI writes the message, or somebody did.
        let dropped = if by_ai { &WORDS[..] } else { &[AI][..] };
        for name in dropped.iter().filter(|name| !given.contains_key(**name)) {
            if let Some(value) = whole.shift_remove(*name).filter(|value| value != &Value::Bool(false)) {
                changes.push(format!("`config.{name}` is {value} and goes."));
            }
        }
    }
    for (name, value) in &given {
        match whole.get(name) {
            Some(before) if before == value => {}
            Some(before) => changes.push(format!("`config.{name}` is {before} and becomes {value}.")),
            None => changes.push(format!("`config.{name}` becomes {value}.")),
        }
    }
    let kept: Map<String, Value> = whole
        .iter()
        .filter(|(name, _)| !given.contains_key(*name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let named: Vec<String> = kept.keys().map(|name| format!("`{name}`")).collect();
    if !named.is_empty() {
        changes.push(format!("Sent as they are: {}.", named.join(", ")));
    }
    whole.extend(given.clone());
    let kind = kind.unwrap_or_default();
    let problems = config::problems(&json!({ "type": kind, "config": given, "extra_config": kept }), "");
    let whole = Value::Object(whole);
    let goal = chain::problem_of_goal(&kind, &whole, Some(&id), &steps, read);
    if !problems.is_empty() || goal.is_some() {
        let sentences = problems.into_iter().map(|problem| format!("{problem}.")).chain(goal);
        return Err(sentences.collect::<Vec<String>>().join(" "));
    }
    let empty = json!({ "type": kind, "config": whole });
    if chain::is_empty_mail(&empty) {
        return Err(
            "An email needs `config.subject` and `config.content` with words, or `config.generate_with_ai`: true."
                .to_owned(),
        );
    }
    body.insert("config".to_owned(), whole);
    Ok(Completion { body: Value::Object(body), changes })
}
