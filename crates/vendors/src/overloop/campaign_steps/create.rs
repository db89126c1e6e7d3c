use super::{
    chain,
    config::{self, Config},
    list::ListCampaignSteps,
};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct CreateCampaignStep {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// What it does: email, delay, linkedin_visit_profile, linkedin_send_invitation, linkedin_send_message, linkedin_check_connection,
    /// condition, email_and_linkedin_condition, add_to_tags, review, note, search_email, assign_conversation, archive_conversation,
    /// enroll_campaign, goto_step, notification_email, notification_sms, notification_in_app, slack, or another of list_step_types
    #[schemars(length(min = 1))]
    r#type: String,
    /// Settings of its `type`; each begins with the types that take it
    config: Option<Config>,
    /// Settings of a type that `config` does not know, e.g. hubspot, as Overloop names them; sent within `config`
    extra_config: Option<Map<String, Value>>,
    /// Id of the step before it, from list_campaign_steps. Without it, the step hangs alone and the app's editor does not show it, unless
    /// it is the first
    previous_step_id: Option<CampaignStepId>,
    /// Branch, where the step before is a condition: 0 for yes; the other one is for no
    #[schemars(range(min = 0, max = 1))]
    position: Option<u32>,
}

impl Plain for CreateCampaignStep {
    type Object = CampaignStep;
    const SHOWN: Shown = v2::under("step");
    const ABOUT: About = About {
        name: "create_campaign_step",
        title: "Add a step to a campaign",
        description: "Adds one step to an Overloop campaign after `previous_step_id`; without it, the step is not \
            connected. `position: 0` is a condition's yes. A campaign that is on carries it out for people who reach \
            it. Add steps in order, each after the id that the last call returned. Later steps do not move: use \
            update_campaign_step. New campaigns take `steps` (create_campaign).",
        why: "a campaign that is on sends the step to people who come to it",
        within: &["campaign_id"],
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Doubles,
            "Look with overloop_list_campaign_steps for a step of this type after `previous_step_id`, before you add it again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/campaigns/{campaign_id}/steps").encoded(|_, request, mut inputs| {
        config::encode(&mut inputs);
        inputs.entry("config").or_insert_with(|| json!({}));
        request.with_json(&inputs)
    });
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_IF_ON;
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: chain::read_steps,
        is_needed: |_| true,
        forbids: |inputs, read| {
            let steps = chain::own_steps(inputs, read);
            let previous = text(inputs, "previous_step_id");
            let config = inputs.get("config").or_else(|| inputs.get("extra_config")).cloned().unwrap_or_default();
            let kind = text(inputs, "type").unwrap_or_default();
            let place = previous.and_then(|previous| chain::problem_of_place(&steps, None, &previous));
            place.or_else(|| chain::problem_of_goal(&kind, &config, None, &steps, read))
        },
        warns: |inputs, read| {
            let steps = chain::own_steps(inputs, read);
            let previous = text(inputs, "previous_step_id");
            let after = |step: &&Value| {
                text(step, "id").is_some_and(|id| previous.as_ref().is_some_and(|own| is_same(&id, own)))
            };
            let kind = steps.rows.iter().find(after).and_then(|step| text(step, "type"));
            let mut warnings = config::unclosed(inputs, "");
            if previous.is_none() && !steps.rows.is_empty() {
                warnings.push(
                    "Without `previous_step_id` the step hangs alone: the campaign has steps already, nobody comes to this one from them, and \
                     the app's editor does not show it. Set it with overloop_update_campaign_step."
                        .to_owned(),
                );
            }
            if let Some(kind) = kind {
                let is_branching = config::BRANCHING.contains(&kind.as_str());
                let has_position = inputs.get("position").is_some_and(|position| !position.is_null());
                if is_branching && !has_position {
                    warnings.push(format!(
                        "The step before is a `{kind}`, and `position` does not say which branch: 0 yes, 1 no."
                    ));
                }
            }
            warnings
        },
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "campaign_id": text(made, "campaign_id")?, "page_size": 1000 })),
        created: &["created_at"],
        matches: |made, row, _| {
            let after = match (text(made, "previous_step_id"), text(row, "previous_step_id")) {
                (one, other) if one == other => Match::Same,
                _ => Match::No,
            };
            exactly(made, "type", row, "type").and(after)
        },
        ..Lookup::in_list(&ListCampaignSteps::ABOUT)
    });
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Create),
        problems: Some(|inputs| config::problems(&Value::Object(inputs.clone()), "")),
        ..v2::ONE
    };
}
