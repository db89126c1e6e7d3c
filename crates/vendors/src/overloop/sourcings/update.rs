use super::MAYBE_SOURCING;
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateSourcing {
    /// Id of the sourcing to change, a UUID, from list_sourcings
    sourcing_id: SourcingId,
    /// New name of the sourcing, in plain characters; left out: it stays
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// How many people it adds at most; a higher one lets a sourcing that runs find more, for credits
    #[schemars(range(min = 1))]
    sourcing_limit: Option<u32>,
}

impl Plain for UpdateSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "update_sourcing",
        title: "Change a sourcing",
        description: "Changes `name` or `sourcing_limit` of one Overloop sourcing (`sourcing_id`). Give at least one; \
            what is left out stays. A higher limit lets a running one find more people, each for credits. The search \
            criteria cannot change: for others use create_sourcing; clone_sourcing copies this one as it is. To stop \
            it use pause_sourcing, to start it start_sourcing.",
        price: Some("credits for each further person that a sourcing which runs finds, where the limit is raised"),
        why: "a sourcing that runs finds more people under a higher limit, for credits",
        ..About::write(
            v2::DOCS,
            Effect::Spend,
            Repeat::Harmless,
            "Read it with overloop_get_sourcing; repeating the same change is harmless.",
        )
    };
    const CALL: Call = v2::update("/public/v2/sourcings/{sourcing_id}");
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Spend];
    const LOOK: Look = Look {
        effect: Some(|inputs| match inputs.get("sourcing_limit") {
            None | Some(Value::Null) => Effect::Update,
            Some(_) => Effect::Spend,
        }),
        counts: Some(|inputs| {
            let limit = inputs.get("sourcing_limit").and_then(Value::as_u64).unwrap_or(1);
            usize::try_from(limit).unwrap_or(usize::MAX)
        }),
        problems: Some(|inputs| nothing_to_change(inputs, &["sourcing_id"]).into_iter().collect()),
        ..MAYBE_SOURCING
    };
}
