use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct AddCampaignVariables {
    /// Id of the campaign, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// Names of variables, such as industry: {{industry}} in its emails; built-in names such as firstName are taken too
    #[schemars(length(min = 1), inner(length(min = 1)))]
    variables: Vec<String>,
}

impl Plain for AddCampaignVariables {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "add_campaign_variables",
        title: "Declare variables of a campaign",
        description: "Declares names of custom variables (`variables`) in an Instantly campaign, so that its emails \
            can use them as {{name}}. Use it before leads come. It only adds: names that get_campaign shows stay, and \
            no lead gets a value. Values are set with `custom_variables` of create_lead, add_leads or update_lead, \
            which declare new names by themselves.",
        why: "the campaign's emails can use more variables; no text and no lead changes",
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/addvariables",
            Effect::Update,
            Repeat::Harmless,
            "Read `custom_variables` and `core_variables` with instantly_get_campaign.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/variables");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { remarks: Some(missing), ..Look::NONE };
}

/// The names that the answer lacks, where it has variables at all.
fn missing(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let variables = |kind: &str| outputs.get("campaign")?.get(kind)?.as_object();
    let (custom, core) = (variables("custom_variables"), variables("core_variables"));
    if custom.or(core).is_none() {
        return Remarks::default();
    }
    let has = [custom, core].into_iter().flatten().flat_map(Map::keys).map(String::as_str);
    let asked = inputs.get("variables").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    Remarks::missing(not_among(asked, has))
}
