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
        description: "Finds prospects by their attributes.",
        pages: pages("prospects"),
        ..About::read("https://apidoc.overloop.ai/#list-prospects")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/prospects");
}
