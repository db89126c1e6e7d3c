use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateLeadList {
    /// Id of the lead list to change, a UUID, from list_lead_lists
    lead_list_id: LeadListId,
    /// New name as the app shows it; it need not be unique
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// true: every lead that is added from now on is enriched, which spends credits each time
    has_enrichment_task: Option<Clearable<bool>>,
    /// Workspace user who is to own the list: `user_id` of list_workspace_members
    owned_by: Option<Clearable<Sender<UserId>>>,
}

impl Plain for UpdateLeadList {
    type Object = LeadList;
    const SHOWN: Shown = Shown::Under("lead_list", &[("id", "id"), ("name", "name")]);
    const ABOUT: About = About {
        name: "update_lead_list",
        title: "Change a lead list",
        description: "Renames an Instantly lead list, changes its owner, or switches its enrichment on or off. Give at \
            least one; what is left out stays. With `has_enrichment_task: true` every lead added later costs credits; \
            enrich those already there with start_enrichment. To change leads use update_lead, to move them \
            move_leads, to make a list create_lead_list.",
        why: "an enrichment task spends credits on every lead that is added later; name and owner are only overwritten",
        scope: Some("lead_lists:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlist/patchleadlist",
            Effect::Spend,
            Repeat::Harmless,
            "Read the list with instantly_get_lead_list; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/lead-lists/{lead_list_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Spend];
    const LOOK: Look = Look { effect: Some(effect), problems: Some(problems), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    if is_on(inputs.get("has_enrichment_task")) { Effect::Spend } else { Effect::Update }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    if inputs.keys().any(|input| input != "lead_list_id") {
        return Vec::new();
    }
    vec!["There is nothing to change: pass at least one field beside `lead_list_id`".to_owned()]
}
