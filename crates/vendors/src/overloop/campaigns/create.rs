use super::{
    list::ListCampaigns,
    prelude::*,
    settings::{self, Settings},
};
use crate::overloop::campaign_steps::config::{self, NewStep};

#[derive(JsonSchema)]
pub struct CreateCampaign {
    /// Name as the app shows it
    #[schemars(length(min = 1))]
    name: String,
    /// Time zone of the sending hours, e.g. Europe/Brussels or Etc/UTC
    #[schemars(length(min = 1))]
    timezone: String,
    #[serde(flatten)]
    settings: Settings,
    /// What it does, in this order, each step after the one before; branches are added with create_campaign_step
    steps: Option<Vec<NewStep>>,
}

impl Plain for CreateCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates an Overloop campaign that is off: nothing is sent before start_campaign. Give `steps` here, which keeps their \
            order. People enter by enroll_prospect or enroll_prospects, or by a sourcing (`search_criteria`, or `sourcing_id` with \
            `only_allow_manual_enrollment: false`), which start_sourcing starts for credits. Change it with update_campaign. Names may \
            repeat: look with list_campaigns first.",
        why: "adds a campaign that is off and mails nobody before start_campaign",
        narrowed_by: &["search_criteria", "sourcing_limit"],
        ..About::write(
            v2::DOCS,
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_campaigns, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/campaigns").encoded(|_, request, mut inputs| {
        config::encode_steps(&mut inputs);
        with_numbers(&mut inputs, &["sender_id"]);
        request.with_json(&inputs)
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "search": text(made, "name")?, "page_size": 100 })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::in_list(&ListCampaigns::ABOUT)
    });
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(remarks), ..v2::ONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = settings::problems_of_settings(inputs);
    let steps = inputs.get("steps").and_then(Value::as_array).into_iter().flatten().enumerate();
    problems.extend(steps.flat_map(|(at, step)| config::problems(step, &format!("steps[{at}]."))));
    problems
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let mut warnings = Vec::new();
    let given = Value::Object(inputs.clone());
    if outputs.get("campaign").and_then(is_on) == Some(true) {
        warnings
            .push("The new campaign is on: it mails whoever enters. Stop it with overloop_pause_campaign.".to_owned());
    }
    warnings.extend(config::lacks_messages(&given).map(|lack| format!("The campaign {lack}.")));
    warnings.extend(config::lacks_pitch(&given).map(|lack| format!("The campaign {lack}.")));
    Remarks { warnings, ..Remarks::default() }
}
