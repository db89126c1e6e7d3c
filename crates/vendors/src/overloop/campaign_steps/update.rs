use super::config::{self, Config};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
#[schemars(transform = say_what_null_does)]
pub struct UpdateCampaignStep {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the step to change, from list_campaign_steps
    step_id: CampaignStepId,
    /// Type of the step, as it is or new; with it, `config` is checked by the type
    #[schemars(length(min = 1))]
    r#type: Option<String>,
    /// New settings of its type, whole: what becomes of settings left out is not documented. Take them from
    /// get_campaign_step
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
}

impl Plain for UpdateCampaignStep {
    type Object = CampaignStep;
    const SHOWN: Shown = v2::under("step");
    const ABOUT: About = About {
        name: "update_campaign_step",
        title: "Change a step of a campaign",
        description: "Changes one step of an Overloop campaign: its texts, wait, or place; one that is on sends by it \
            at once. Read it with get_campaign_step first, and give `config` whole: whether settings left out of it \
            stay is not documented. With `type` it is checked. Add a step with create_campaign_step, remove one with \
            delete_campaign_step; sender and hours are in update_campaign.",
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
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Update),
        problems: Some(problems),
        adjust: Some(|inputs, outputs| add_id(inputs, "step_id", outputs)),
        ..MAYBE
    };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let ids = ["campaign_id", "step_id"];
    let sets = inputs.iter().any(|(name, value)| !value.is_null() && name != "type" && !ids.contains(&name.as_str()));
    // The type alone says what the step is.
    let of_config = if sets && inputs.contains_key("config") {
        config::problems(&Value::Object(inputs.clone()), "")
    } else {
        Vec::new()
    };
    nothing_to_change(inputs, &ids).into_iter().chain(of_config).collect()
}
