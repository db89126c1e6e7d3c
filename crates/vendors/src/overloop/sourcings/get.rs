use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetSourcing {
    /// Id of the sourcing, from list_sourcings
    sourcing_id: SourcingId,
}

impl Plain for GetSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "get_sourcing",
        title: "Get a sourcing",
        description: "Reads one Overloop sourcing by `sourcing_id`: whom it looks for, its limit, whether it runs. \
            Which fields Overloop returns is not documented: others come in `other_fields`. Use it to check \
            start_sourcing or pause_sourcing, and before delete_sourcing. The id is from list_sourcings or a campaign. \
            Count matching people with estimate_sourcing; whom it found is in search_prospects.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/sourcings/{sourcing_id}");
    const LOOK: Look = v2::ONE;
}
