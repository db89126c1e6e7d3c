use crate::overloop::{prelude::*, prospects::Attributes};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UpdateLead {
    /// Its id
    lead_id: String,
    #[serde(flatten)]
    lead: Attributes,
}

impl Endpoint for UpdateLead {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "update_lead",
        title: "Change a lead",
        description: "Changes what is given. Leads are the older name of prospects: prefer update_prospect.",
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-lead",
            Effect::Update,
            Repeat::Harmless,
            "Look with overloop_list_leads, `filter` set to the id; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/leads/{lead_id}");
}
