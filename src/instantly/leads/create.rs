//! <https://developer.instantly.ai/api/v2/lead/createlead>

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::LeadOutputs;
use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    instantly::objects::Lead,
    lenient::Scalar,
    request::Request,
};

/// `POST /leads`.
pub struct CreateLead;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Campaign id: an active campaign will mail the lead
    campaign: Option<String>,
    /// Lead list id
    list_id: Option<String>,
    /// Email address; required with campaign
    email: Option<String>,
    /// First name
    first_name: Option<String>,
    /// Last name
    last_name: Option<String>,
    /// Company
    company_name: Option<String>,
    /// Job title
    job_title: Option<String>,
    /// Phone number
    phone: Option<String>,
    /// Website
    website: Option<String>,
    /// Personal line for templates
    personalization: Option<String>,
    /// 0 out of office, 1 interested, 2 meeting booked, 3 meeting completed, 4 won, -1 not interested, -2 wrong person, -3 lost, -4 no show, or a custom label's number
    lt_interest_status: Option<i64>,
    /// Potential value
    pl_value_lead: Option<String>,
    /// User id of the owner
    assigned_to: Option<String>,
    /// Skip if anywhere in the workspace
    skip_if_in_workspace: Option<bool>,
    /// Skip if in any campaign
    skip_if_in_campaign: Option<bool>,
    /// Skip if in any list
    skip_if_in_list: Option<bool>,
    /// Blocklist id to check
    blocklist_id: Option<String>,
    /// Verify for the lead finder
    verify_leads_for_lead_finder: Option<bool>,
    /// Verify the address
    verify_leads_on_import: Option<bool>,
    /// Template variables: text, number, boolean or null each
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
        description: "Adds one lead to a campaign or list. With `campaign` it may be mailed soon. Without a skip_if flag the same address can be added twice.",
        effect: Effect::Send,
        pages: None,
        verify: Some("Look with instantly_list_leads, `contacts` set to the address, before you add it again."),
        docs: "https://developer.instantly.ai/api/v2/lead/createlead",
    };
    const LEAST: Effect = Effect::Create;

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
