use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetSourcing {
    /// Id of the sourcing, a UUID, from list_sourcings
    sourcing_id: SourcingId,
}

impl Plain for GetSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "get_sourcing",
        title: "Get a sourcing",
        description: "Reads one Overloop sourcing by `sourcing_id` (a UUID from list_sourcings or a campaign): search \
            criteria, limit, whether it runs. Use it after start_sourcing or pause_sourcing, and before \
            delete_sourcing. Fields without a name here are in `other_fields`. To count matching people use \
            estimate_sourcing, to see whom it found search_prospects (`filter.sourcing_id`).",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/sourcings/{sourcing_id}");
    const LOOK: Look = v2::ONE;
}
