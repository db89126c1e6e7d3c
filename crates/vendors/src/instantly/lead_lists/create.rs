//! <https://developer.instantly.ai/api/v2/leadlist/createleadlist>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::instantly::objects::LeadList;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Text,
    request::Request,
};

/// `POST /lead-lists`.
pub struct CreateLeadList;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its name
    #[schemars(length(min = 1))]
    name: String,
    /// Enrich leads; costs credits
    has_enrichment_task: Option<bool>,
    /// Owner
    owned_by: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    id: Option<Text>,
    name: Option<Text>,
    lead_list: LeadList,
}

impl Action for CreateLeadList {
    type Answer = LeadList;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_lead_list",
        title: "Create a lead list",
        description: "Creates an empty lead list. Names may repeat: look first.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/leadlist/createleadlist",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_lead_lists, `search` set to the name, before you create it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["lead-lists"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, lead_list: LeadList) -> Outputs {
        Outputs { id: lead_list.id.clone(), name: lead_list.name.clone(), lead_list }
    }
}
