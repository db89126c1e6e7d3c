//! <https://apidoc.overloop.ai/#update-a-lead>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    overloop::{
        jsonapi::{self, One, Writable},
        objects::Prospect,
        prospects::Attributes,
    },
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
        effect: Effect::Update,
        pages: None,
        price: None,
        verify: Some("Look with overloop_list_leads, `filter` set to the id; repeating the same change is harmless."),
        docs: "https://apidoc.overloop.ai/#update-a-lead",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::update("leads", ("lead_id", &inputs.lead_id), &inputs.lead.attributes()?)
    }

    fn outputs(_: Inputs, One(lead): One<Prospect>) -> Outputs {
        Outputs { lead }
    }
}
