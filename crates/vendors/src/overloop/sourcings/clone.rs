use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct CloneSourcing {
    /// Id of the sourcing to copy, a UUID, from list_sourcings
    sourcing_id: SourcingId,
}

impl Plain for CloneSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "clone_sourcing",
        title: "Copy a sourcing",
        description: "Copies one Overloop sourcing (`sourcing_id`), with its search criteria and limit, and returns \
            the copy's id. Nobody is added and no credit used before start_sourcing. Each call makes another copy. Use \
            it to search for the same people again; then change name and limit with update_sourcing. The criteria \
            cannot change: for other people use create_sourcing.",
        why: "adds a copy, which finds nobody and costs nothing before start_sourcing",
        ..About::write(
            v2::DOCS,
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_sourcings for a second one like it, before you copy it again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/sourcings/{sourcing_id}/clone").bare();
    const LOOK: Look = v2::ONE;
}
