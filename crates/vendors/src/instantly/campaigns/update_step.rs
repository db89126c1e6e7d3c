use super::{
    obstacles::{self, Obstacle, Severity},
    settings::DelayUnit,
};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateCampaignStep {
    /// Id of the campaign, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// Which step, from 0 for the first email, as get_campaign_step_analytics counts
    step: u32,
    /// Which wording of the step, from 0; needed where it has several and a text or `v_disabled` is to change
    variant: Option<u32>,
    /// New subject; empty in a later step: the same thread goes on
    subject: Option<String>,
    /// New text as HTML, lines broken with <br/>; replaces the old one completely. Variables as {{firstName}}
    #[schemars(length(min = 1), extend("x-html" = true))]
    body: Option<String>,
    /// true: this wording is not sent any more; false: it is sent again
    v_disabled: Option<bool>,
    /// New wait AFTER this email before the next, in `delay_unit`
    #[schemars(range(min = 0))]
    delay: Option<Num>,
    /// Unit of `delay` from now on; left out: it stays
    delay_unit: Option<DelayUnit>,
}

/// The inputs that change a wording, and those that change the step itself.
const OF_WORDING: [&str; 3] = ["subject", "body", "v_disabled"];
const OF_STEP: [&str; 2] = ["delay", "delay_unit"];

impl Plain for UpdateCampaignStep {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "update_campaign_step",
        title: "Change one step of a campaign",
        description: "Changes one step of an Instantly campaign: subject, text, wait, or on/off of one wording. All \
            else stays; an active campaign mails by it at once. `step` and `variant` count from 0; give `variant` \
            where the step has several wordings. Give at least one change. Read get_campaign first. To add, remove or \
            reorder steps use patch_campaign.",
        why: "an active campaign mails the changed step at once",
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/patchcampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read the step with instantly_get_campaign; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/campaigns/{campaign_id}");
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        // It is read for every call, to complete it.
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| super::what_mails(campaign),
    });
    const COMPLETES: Option<Completes> = Some(complete);
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    if OF_WORDING.iter().chain(&OF_STEP).any(|input| inputs.get(*input).is_some_and(|value| !value.is_null())) {
        return Vec::new();
    }
    vec!["There is nothing to change: pass `subject`, `body`, `v_disabled`, `delay` or `delay_unit`".to_owned()]
}

fn index(inputs: &Value, input: &str) -> Option<usize> {
    inputs.get(input).and_then(Value::as_u64).and_then(|index| index.try_into().ok())
}

/// How many there are, and how they are counted.
fn there_are(what: &str, count: usize) -> String {
    match count {
        0 => format!("there are no {what}s"),
        1 => format!("there is 1 {what}, 0"),
        count => format!("there are {count} {what}s, 0 to {}", count - 1),
    }
}

/// The whole of `sequences`, with the one change.
fn complete(inputs: &Value, campaign: &Value) -> Result<Completion, String> {
    let given = |names: &[&'static str]| -> Vec<(&'static str, Value)> {
        let given =
            names.iter().filter_map(|name| Some((*name, inputs.get(*name).filter(|value| !value.is_null())?.clone())));
        given.collect()
    };
    let mut sequences = campaign.get("sequences").cloned().unwrap_or_default();
    let steps = sequences.get_mut(0).and_then(|sequence| sequence.get_mut("steps")?.as_array_mut());
    let count = steps.as_ref().map_or(0, |steps| steps.len());
    let at = index(inputs, "step").unwrap_or_default();
    let step = steps.and_then(|steps| steps.get_mut(at)).and_then(Value::as_object_mut);
    let step = step.ok_or_else(|| format!("`step` {at} does not exist: {}.", there_are("step", count)))?;
    let mut changes = Vec::new();
    let mut set = |of: &mut Map<String, Value>, path: &str, name: &'static str, value: Value| {
        let before = of.insert(name.to_owned(), value.clone()).unwrap_or_default();
        changes.push(match before == value {
            true => format!("`{path}.{name}` stays as it is."),
            false => format!("`{path}.{name}` is {before} and becomes {value}."),
        });
    };
    let mut path = format!("sequences[0].steps[{at}]");
    for (name, value) in given(&OF_STEP) {
        set(step, &path, name, value);
    }
    let of_wording = given(&OF_WORDING);
    if !of_wording.is_empty() || index(inputs, "variant").is_some() {
        let wordings = step.get_mut("variants").and_then(Value::as_array_mut);
        let count = wordings.as_ref().map_or(0, |wordings| wordings.len());
        let wording_at = match index(inputs, "variant") {
            Some(at) => at,
            None if count > 1 => {
                return Err(format!("`variant` is required: of step {at} {}. Say which.", there_are("wording", count)));
            }
            None => 0,
        };
        let wording = wordings.and_then(|wordings| wordings.get_mut(wording_at)).and_then(Value::as_object_mut);
        let wording = wording.ok_or_else(|| {
            format!("`variant` {wording_at} does not exist: of step {at} {}.", there_are("wording", count))
        })?;
        path = format!("{path}.variants[{wording_at}]");
        for (name, value) in of_wording {
            set(wording, &path, name, value);
        }
    }
    let body = json!({ "sequences": sequences });
    let wrong = obstacles::of(&body).into_iter().find(|found| found.severity == Severity::Wrong && found.is_at(&path));
    if let Some(wrong) = wrong {
        return Err(wrong.sentence());
    }
    changes.push(format!(
        "All {} are sent, the others as they are.",
        if count == 1 { "of the 1 step".to_owned() } else { format!("{count} steps") }
    ));
    Ok(Completion { body, changes })
}

/// What is the matter with the step as it is now.
fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let Some(campaign) = outputs.get("campaign").filter(|campaign| campaign.get("sequences").is_some()) else {
        return Remarks::default();
    };
    let path = format!("sequences[0].steps[{}]", inputs.get("step").and_then(Value::as_u64).unwrap_or_default());
    let found = obstacles::of(&json!({ "sequences": campaign.get("sequences") }));
    let warnings = found.iter().filter(|found| found.is_at(&path)).map(Obstacle::sentence).collect();
    Remarks { warnings, ..Remarks::default() }
}
