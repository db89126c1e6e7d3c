//! <https://developer.instantly.ai/api/v2/lead/createlead>

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::LeadOutputs;
use crate::instantly::objects::Lead;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Scalar,
    request::Request,
};

/// `POST /leads`.
pub struct CreateLead;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    campaign: Option<String>,
    /// Its id
    list_id: Option<String>,
    /// Needed with campaign
    email: Option<String>,
    /// Given name
    first_name: Option<String>,
    /// Surname
    last_name: Option<String>,
    /// Company
    company_name: Option<String>,
    /// Position
    job_title: Option<String>,
    /// Number
    phone: Option<String>,
    /// URL
    website: Option<String>,
    /// Opener
    personalization: Option<String>,
    /// E.g. 1 interested
    lt_interest_status: Option<i64>,
    /// Value
    pl_value_lead: Option<String>,
    /// Owner
    assigned_to: Option<String>,
    /// Skip
    skip_if_in_workspace: Option<bool>,
    /// In any: skip
    skip_if_in_campaign: Option<bool>,
    /// In any: skip
    skip_if_in_list: Option<bool>,
    /// Its id
    blocklist_id: Option<String>,
    /// Verify it
    verify_leads_for_lead_finder: Option<bool>,
    /// Verify it
    verify_leads_on_import: Option<bool>,
    /// Plain values
    custom_variables: Option<BTreeMap<String, Scalar>>,
}

fn given(field: Option<&String>) -> bool {
    field.is_some_and(|text| !text.trim().is_empty())
}

impl Action for CreateLead {
    type Answer = Lead;
    type Inputs = Inputs;
    type Outputs = LeadOutputs;

    const ABOUT: About = About {
        name: "create_lead",
        title: "Create a lead",
        description: "Adds a lead; an active `campaign` mails it. Without a skip_if flag it can be added twice.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/createlead",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_leads, `contacts` set to the address, before you add it again.",
        )
    };
    const MIN_EFFECT: Effect = Effect::Create;

    fn effect(inputs: &Inputs) -> Effect {
        if given(inputs.campaign.as_ref()) { Effect::Send } else { Effect::Create }
    }

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let email = given(inputs.email.as_ref());
        if given(inputs.campaign.as_ref()) && !email {
            return Err(Failure::invalid_input("`email` is required with `campaign`. Pass the lead's address."));
        }
        if !email && !given(inputs.first_name.as_ref()) && !given(inputs.last_name.as_ref()) {
            return Err(Failure::invalid_input(
                "A lead needs one of `email`, `first_name` and `last_name`. Pass at least one.",
            ));
        }
        Request::post(["leads"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, answer: Lead) -> LeadOutputs {
        answer.into()
    }
}
