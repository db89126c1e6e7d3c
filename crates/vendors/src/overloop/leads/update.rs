//! <https://apidoc.overloop.ai/#update-a-lead>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::overloop::{
    jsonapi::{self, One, Writable},
    objects::Prospect,
    prospects::Attributes,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `PATCH /leads/{lead_id}`.
pub struct UpdateLead;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    lead_id: String,
    #[serde(flatten)]
    lead: Writable<Attributes>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    lead: Prospect,
}

impl Action for UpdateLead {
    type Answer = One<Prospect>;
    type Inputs = Inputs;
    type Outputs = Outputs;

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

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::update("leads", ("lead_id", &inputs.lead_id), &inputs.lead.attributes()?)
    }

    fn outputs(_: Inputs, One(lead): One<Prospect>) -> Outputs {
        Outputs { lead }
    }
}
