use super::Expand;
use crate::overloop::{objects::ProspectV2, prelude::*};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GetProspectByEmail {
    /// Email address of the prospect, as it is stored
    email: ProspectAddress,
    /// Related objects to return in full; without it, only their ids
    expand: Option<Vec<Expand>>,
}

impl Plain for GetProspectByEmail {
    type Object = ProspectV2;
    const SHOWN: Shown = v2::under("prospect");
    const LOOK: Look = v2::ONE;
    const ABOUT: About = About {
        name: "get_prospect_by_email",
        title: "Get a prospect by address",
        description: "Reads one Overloop prospect by full email address. `expand: [\"enrollments\"]` adds the \
            campaigns that the person is in. Use it before create_prospect. An address that nobody has is `not_found`; \
            fields without a name here are in `other_fields`. With an id use get_prospect, for several people \
            search_prospects, for a key without API v2 (`forbidden`) list_prospects.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/prospects/{email}");
}
