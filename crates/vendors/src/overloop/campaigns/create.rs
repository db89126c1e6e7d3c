use super::{
    list::ListCampaigns,
    prelude::*,
    settings::{self, Settings},
    shortcomings,
};
use crate::overloop::campaign_steps::{
    chain,
    config::{self, NewStep},
};

#[derive(JsonSchema)]
#[schemars(transform = say_what_is_new)]
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

/// What a new campaign is set to where the call does not say it.
#[cfg(debug_assertions)]
fn say_what_is_new(schema: &mut schemars::Schema) {
    let setting = schema.get_mut("properties").and_then(|inputs| inputs.get_mut(REENROLLS)?.as_object_mut());
    if let Some(setting) = setting {
        setting.insert("default".to_owned(), false.into());
    }
}

/// The setting that is sent in any case: what Overloop sets by itself is not documented, and who has left would be mailed again.
const REENROLLS: &str = "automatically_reenroll";

impl Plain for CreateCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates an Overloop campaign that is off: it mails nobody before start_campaign. Give `steps` in \
            order, and sender, days and hours, whose defaults are not documented. People enter by enroll_prospects, or \
            automatically with `only_allow_manual_enrollment: false` and `sourcing_id`, or `search_criteria` with \
            `sourcing_limit`; start_sourcing then spends credits. Names may repeat: look with list_campaigns first. A \
            key without API v2 gets `forbidden`.",
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
        inputs.entry(REENROLLS).or_insert(Value::Bool(false));
        with_numbers(&mut inputs, &["sender_id"]);
        request.with_json(&inputs)
    });
    const FOLLOW_ALL: Option<FollowAll> = settings::KNOWN_OPTIONS;
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| entered(inputs).next().and_then(|_| chain::read_campaigns_with_steps()),
        is_needed: |inputs| entered(inputs).next().is_some(),
        forbids: |inputs, campaigns| {
            entered(inputs)
                .find_map(|(at, config)| chain::problem_of_campaign(config, &format!("steps[{at}].config"), campaigns))
        },
        warns: |_, _| Vec::new(),
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "search": text(made, "name")?, "page_size": 100 })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::in_list(&ListCampaigns::ABOUT)
    });
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(remarks), ..v2::ONE };
}

/// The settings of the steps that enter another campaign, each with its place.
fn entered(inputs: &Value) -> impl Iterator<Item = (usize, &Value)> {
    let steps = inputs.get("steps").and_then(Value::as_array).into_iter().flatten().enumerate();
    let configs = steps.filter_map(|(at, step)| Some((at, step.get("config")?)));
    configs.filter(|(_, config)| text(config, "automation_id").is_some())
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
    if inputs.get("search_criteria").is_some_and(|criteria| !criteria.is_null())
        && inputs.get("sourcing_limit").is_none_or(Value::is_null)
    {
        warnings.push(
            "How many people the campaign's sourcing adds at most is what Overloop sets, since `sourcing_limit` is not given, and each costs \
             credits: look with overloop_get_sourcing, and set it with overloop_update_sourcing before you start it."
                .to_owned(),
        );
    }
    warnings.extend(shortcomings::of_times(&given));
    warnings.extend(config::unclosed_in_steps(&given).map(|lack| format!("The campaign {lack}.")));
    warnings.extend(config::lacks_messages(&given).map(|lack| format!("The campaign {lack}.")));
    warnings.extend(config::lacks_pitch(&given).map(|lack| format!("The campaign {lack}.")));
    Remarks { warnings, ..Remarks::default() }
}
