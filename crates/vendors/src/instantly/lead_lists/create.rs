use super::list::ListLeadLists;
use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateLeadList {
    /// Its name
    #[schemars(length(min = 1))]
    name: String,
    /// Enrich leads; costs credits
    #[schemars(extend("default" = false))]
    has_enrichment_task: Option<bool>,
    /// Owner
    owned_by: Option<Sender<UserId>>,
}

impl Endpoint for CreateLeadList {
    type Answer = LeadList;
    const ABOUT: About = About {
        name: "create_lead_list",
        title: "Create a lead list",
        description: "Creates an empty lead list. Names may repeat: look first.",
        why: "an enrichment task spends credits on every lead that is added; without it an empty list is added",
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlist/createleadlist",
            Effect::Spend,
            Repeat::Doubles,
            "Look with instantly_list_lead_lists, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/lead-lists");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Spend];
    const LOOKUP: Option<Lookup> = Some(by_name::<ListLeadLists, 100>());

    fn effect(&self) -> Effect {
        if self.has_enrichment_task == Some(true) { Effect::Spend } else { Effect::Create }
    }
}
