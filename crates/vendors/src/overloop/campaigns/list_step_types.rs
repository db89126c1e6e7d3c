use super::prelude::*;

#[derive(JsonSchema)]
pub struct ListStepTypes {}

/// A type of step.
#[derive(JsonSchema)]
pub struct StepType {
    /// Its name, for `type` of create_campaign_step
    r#type: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

impl Plain for ListStepTypes {
    type Object = StepType;
    const SHOWN: Shown = Shown::AllOf("data", "step_types");
    const ABOUT: About = About {
        name: "list_step_types",
        title: "List the types of steps",
        description: "Lists the types of steps that an Overloop campaign can have: emails, LinkedIn messages, delays, \
            conditions, notifications, integrations. It takes no filter. Use it before create_campaign_step or \
            create_campaign (`steps`) for a type whose settings are not named there: put those into `extra_config`. \
            For the steps that a campaign has use list_campaign_steps.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/step_types");
    const LOOK: Look = v2::ALL;
}
