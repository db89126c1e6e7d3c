use super::{MAYBE_SOURCING, has_status, read_sourcing};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct PauseSourcing {
    /// Id of the sourcing to pause, a UUID, from list_sourcings
    sourcing_id: SourcingId,
}

impl Plain for PauseSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "pause_sourcing",
        title: "Pause a sourcing",
        description: "Pauses one Overloop sourcing by `sourcing_id` from list_sourcings: it adds nobody and uses no \
            credits until start_sourcing. A paused one stays as it is. People it added stay prospects, and campaigns \
            go on mailing those in them: stop that with pause_campaign. To see its state use get_sourcing, to remove \
            it delete_sourcing.",
        why: "the sourcing adds nobody until it is started again",
        suppresses: true,
        ..About::write(v2::DOCS, Effect::Update, Repeat::Harmless, "Read its state with overloop_get_sourcing.")
    };
    const CALL: Call = Call::post("/public/v2/sourcings/{sourcing_id}/pause").bare();
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const EXISTING: Option<Existing> = already(
        read_sourcing,
        |_, sourcing| has_status(sourcing, &["paused"]).then(|| sourcing.clone()),
        "The sourcing was paused already, by its `status`. Nothing was sent.",
    );
    const LOOK: Look = MAYBE_SOURCING;
}
