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
        description: "Reads one Overloop prospect by full email address, where get_prospect needs an id; `expand: \
            [\"enrollments\"]` adds the campaigns that the person is in. It needs an account with API v2. An address \
            that nobody has is `not_found`. For several people, or by name or profile, use search_prospects; unknown \
            fields are in `other_fields`.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/prospects/{email}");
}
