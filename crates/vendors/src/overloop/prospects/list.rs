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
        description: "Finds Overloop prospects by exact address, name, job or place, or by what they did (opened, \
            replied, bounced). All of `filter` must match; no value may hold a comma or colon. Without it: everybody, \
            20 a page. Use it before create_prospect. For free text, LinkedIn profile or sourcing use \
            search_prospects, for an id get_prospect. Lists are no filter.",
        pages: pages("prospects"),
        ..About::read("https://apidoc.overloop.ai/#list-prospects")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/public/v1/prospects");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["email"], include: &["organization"], ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/prospects"), inputs)
    });
}
