//! <https://developer.instantly.ai/api/v2/lead/bulkdeleteleads>

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Int,
    request::Request,
};

/// `DELETE /leads`, the one deletion that takes a body.
pub struct DeleteLeads;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    campaign_id: Option<String>,
    /// Or its id
    list_id: Option<String>,
    /// 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped
    status: Option<i64>,
    /// Only these
    #[schemars(length(min = 1))]
    ids: Option<Vec<String>>,
    /// 1-10000
    #[schemars(range(min = 1, max = 10000))]
    limit: Option<u32>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// Leads deleted
    count: Option<Int>,
}

impl Action for DeleteLeads {
    type Answer = Outputs;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "delete_leads",
        title: "Delete leads",
        description: "Deletes leads of a campaign or list for good. Without `ids` and `limit`: all that match.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/bulkdeleteleads",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_leads for the campaign or list, to see which leads are left.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let given = |id: &Option<String>| id.as_ref().is_some_and(|id| !id.trim().is_empty());
        if !given(&inputs.campaign_id) && !given(&inputs.list_id) {
            return Err(Failure::invalid_input(
                "`campaign_id` or `list_id` is required. Pass the one that the leads are to be deleted from.",
            ));
        }
        if let Some(at) = inputs.ids.iter().flatten().position(|id| id.trim().is_empty()) {
            return Err(Failure::invalid_input(format!(
                "`ids[{at}]` is not an id. Pass the ids of leads, none blank."
            )));
        }
        Request::new(Method::DELETE, ["leads"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, answer: Outputs) -> Outputs {
        answer
    }
}
