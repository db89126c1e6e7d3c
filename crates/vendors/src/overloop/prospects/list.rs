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
        description: "Finds Overloop prospects by address, name, job, place, or what they did (opened, replied, \
            bounced). All of `filter` must match, by exact values without comma or colon. For LinkedIn profile, \
            sourcing or free text use search_prospects; list, company and custom fields are only in the rows. Use it \
            before create_prospect; get_prospect reads one. Without `filter` it returns everybody.",
        pages: pages("prospects"),
        ..About::read("https://apidoc.overloop.ai/#list-prospects")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/public/v1/prospects");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["email"], include: &["organization"], ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/prospects"), inputs)
    });
}
