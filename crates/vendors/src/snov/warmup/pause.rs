use super::resume::Changed;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct PauseWarmup {
    /// Id of the warm-up, a number, from list_warmups
    warmup_id: WarmupId,
}

impl Endpoint for PauseWarmup {
    type Answer = Framed<Changed>;

    const ABOUT: About = About {
        name: "pause_warmup",
        title: "Pause a warm-up",
        description: "Pauses the warm-up of one Snov.io mailbox, by `warmup_id` from list_warmups, until \
            resume_warmup. Campaigns still send from the mailbox, and providers may trust it less over time: use it \
            only when asked, or while the mailbox's connection is repaired. A paused one stays as it is. To stop \
            campaign mail use pause_campaign.",
        echo: Echo::renamed(&[("warmup_id", "id")]),
        why: "the mailbox loses the reputation that warm-up keeps up",
        ..About::write(
            "https://snov.io/api#UpdateWarmUp",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status` with snov_get_warmup: paused.",
        )
    };
    const READ_FIRST: Option<ReadFirst> = Some(super::LOOK_FIRST);
    const SHOWN_FIRST: Option<ShownFirst> = Some(super::MAILBOX);
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: super::read_warmup,
        find: |_, answer| super::is_already(answer, "paused"),
        skipped: "The warm-up was paused already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const CALL: Call = Call::patch("/v2/warm-up/{warmup_id}")
        .encoded(|_, request, _| request.with_json(&json!({ "status": "paused" })));
}
