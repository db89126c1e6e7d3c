use super::{Filter, Include};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListProspects(ListInputs<Filter, Include>);

impl Endpoint for ListProspects {
    type Answer = Many<Prospect>;

    const ABOUT: About = About {
        name: "list_prospects",
        title: "List prospects",
        description: "Finds people by address, name, job, place, or what they did (opened, clicked, replied, bounced), in pages. Use it before create_prospect, and to get an id for update_prospect. When you have the id, use get_prospect. Without `filter` it reads the whole CRM. Blocked addresses are in list_exclusion_list_items.",
        pages: pages("prospects"),
        ..About::read("https://apidoc.overloop.ai/#list-prospects")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/prospects");
}
