use super::list::ListLeadLists;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateLeadList {
    /// Name as the app shows it; it need not be unique
    #[schemars(length(min = 1))]
    name: String,
    /// true: every lead that is added later is enriched, which spends credits each time
    #[schemars(extend("default" = false))]
    has_enrichment_task: Option<bool>,
    /// Id of the workspace user who owns the list: `user_id` of list_workspace_members. Left out: the user of the API key
    owned_by: Option<Sender<UserId>>,
}

impl Plain for CreateLeadList {
    type Object = LeadList;
    const SHOWN: Shown = Shown::Under("lead_list", &[("id", "id"), ("name", "name")]);
    const ABOUT: About = About {
        name: "create_lead_list",
        title: "Create a lead list",
        description: "Creates an empty Instantly lead list; only `name` is needed. Nobody on a list is mailed. Use it \
            to keep people apart from campaigns, then fill it with create_lead or add_leads. For people to be mailed \
            use create_campaign. Names may repeat, so look with list_lead_lists first. With `has_enrichment_task: \
            true` every lead added later costs credits. update_lead_list changes it.",
        why: "an enrichment task spends credits on every lead that is added; without it an empty list is added",
        scope: Some("lead_lists:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlist/createleadlist",
            Effect::Spend,
            Repeat::Doubles,
            "Look with instantly_list_lead_lists, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/lead-lists");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Spend];
    const LOOKUP: Option<Lookup> = Some(by_name::<100>(&ListLeadLists::ABOUT));
    const LOOK: Look = Look { effect: Some(effect), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    if is_on(inputs.get("has_enrichment_task")) { Effect::Spend } else { Effect::Create }
}
