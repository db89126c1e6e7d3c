//! <https://developer.instantly.ai/api/v2/lead/getlead>

use schemars::JsonSchema;
use serde::Deserialize;

use super::LeadOutputs;
use crate::instantly::objects::Lead;
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `GET /leads/{lead_id}`.
pub struct GetLead;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Lead id
    lead_id: String,
}

impl Action for GetLead {
    type Answer = Lead;
    type Inputs = Inputs;
    type Outputs = LeadOutputs;

    const ABOUT: About = About {
        name: "get_lead",
        title: "Get a lead",
        description: "Reads a lead. By address: list_leads with `contacts`.",
        ..About::read("https://developer.instantly.ai/api/v2/lead/getlead")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["leads", &inputs.lead_id])
    }

    fn outputs(_: Inputs, answer: Lead) -> LeadOutputs {
        answer.into()
    }
}
