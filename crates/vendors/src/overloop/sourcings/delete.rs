use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteSourcing {
    /// Id of the sourcing to delete, a UUID, from list_sourcings
    sourcing_id: SourcingId,
}

impl Plain for DeleteSourcing {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "delete_sourcing",
        title: "Delete a sourcing",
        description: "Deletes one Overloop sourcing for good, by `sourcing_id`. Stop a running one with \
            pause_sourcing first, which is enough if you need it again later. Check who uses it: `sourcing_id` in \
            list_campaigns, triggers in list_automations. Take the people it found for lost: read them with \
            search_prospects (`filter.sourcing_id`) before, and check there afterwards. For one person use \
            delete_prospect.",
        why: "the sourcing is gone for good; a campaign may get no more people",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Read it with overloop_get_sourcing: where it is not found, it is gone.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/sourcings/{sourcing_id}");
    // A person who is to agree is told what it is of.
    const READ_FIRST: Option<ReadFirst> = super::CAMPAIGNS;
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "sourcing_id", outputs)), ..v2::GONE };
}
