use super::{MAYBE_SOURCING, has_status, read_sourcing};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct StartSourcing {
    /// Id of the sourcing to start, a UUID, from list_sourcings or a campaign's `sourcing_id`
    sourcing_id: SourcingId,
}

impl Plain for StartSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "start_sourcing",
        title: "Start a sourcing",
        description: "Starts one Overloop sourcing by `sourcing_id`: it adds people of Overloop's database as \
            prospects, up to its `sourcing_limit`, each for credits. The price is not documented: compare get_account \
            before and after. A campaign that takes its people from it and is on mails them. It runs on by itself; \
            get_sourcing shows its state. Use estimate_sourcing first, pause_sourcing to stop it.",
        price: Some("credits for each person that it adds, at most its sourcing_limit"),
        why: "each person found costs credits, and a campaign that is on and takes its people from the sourcing mails them",
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Doubles,
            "Read its state with overloop_get_sourcing before you start it again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/sourcings/{sourcing_id}/start").bare();
    const EFFECTS: &'static [Effect] = &[Effect::Spend, Effect::Send];
    // Which campaigns take people from a sourcing is not told of one that is only their trigger: any that is on may.
    const SETS_OFF: Option<SetsOff> = Some(SetsOff {
        effect: Effect::Send,
        reads: |_| {
            let on = read(&["campaigns"])
                .and_then(|read| read.with_query(&[("filter[status]", "on"), ("per_page", "1000")]).ok());
            on.into_iter().collect()
        },
        happens: |campaigns| {
            let takes = |campaign: &Value| {
                is_on(campaign) != Some(false)
                    && campaign.get("only_allow_manual_enrollment") != Some(&Value::Bool(true))
            };
            match rows_of(campaigns).iter().any(takes) {
                true => Some(true),
                false => is_whole(campaigns).then_some(false),
            }
        },
        what: "There are campaigns that are on and take people by themselves: one that takes them from this sourcing mails them.",
    });
    // A person who is to agree is told who mails those that it finds.
    const READ_FIRST: Option<ReadFirst> = super::CAMPAIGNS;
    const COUNTED: Option<Counted> = Some(Counted {
        is_needed: |_| true,
        request: read_sourcing,
        count: |sourcing| sourcing.pointer("/data/sourcing_limit").or_else(|| sourcing.get("sourcing_limit"))?.as_u64(),
        what: "people",
        instead: "set the sourcing's `sourcing_limit` with overloop_update_sourcing",
    });
    const REMARKS: &'static [Remark] = &[Remark::Note];
    // Which words Overloop has for the state is not documented: another one is none of these.
    const EXISTING: Option<Existing> = already(
        read_sourcing,
        |_, sourcing| has_status(sourcing, &["active", "running", "started", "in_progress"]).then(|| sourcing.clone()),
        "The sourcing runs already, by its `status`. Nothing was sent: to start it anew, pause it first.",
    );
    const LOOK: Look = Look { effect: Some(|_| Effect::Spend), ..MAYBE_SOURCING };
}
