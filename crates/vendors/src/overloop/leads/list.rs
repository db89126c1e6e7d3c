use crate::overloop::{
    prelude::*,
    prospects::{Filter, Include},
};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListLeads(ListInputs<Filter, Include>);

impl Endpoint for ListLeads {
    type Answer = Many<Prospect>;

    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds Overloop prospects under their older name, lead, with the filters and fields of \
            list_prospects. Overloop calls it deprecated, so it may fail with `not_found`: prefer list_prospects. Use \
            it only for the ids that update_lead takes. All of `filter` must match, by exact values; without it every \
            lead is returned, 20 a page.",
        pages: pages("leads"),
        ..About::read("https://apidoc.overloop.ai/#list-leads")
    };
    const CALL: Call = jsonapi::list::<Prospect>("/public/v1/leads");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["email"], include: &["organization"], ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/prospects"), inputs)
    });
}
