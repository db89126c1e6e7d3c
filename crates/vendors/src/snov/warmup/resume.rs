use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ResumeWarmup {
    /// Id of the warm-up, a number, from list_warmups
    warmup_id: WarmupId,
}

/// What was changed.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Changed {
    /// Id of the warm-up
    id: Option<Int>,
}

impl Endpoint for ResumeWarmup {
    type Answer = Framed<Changed>;

    const ABOUT: About = About {
        name: "resume_warmup",
        title: "Resume a warm-up",
        description: "Resumes the paused warm-up of one Snov.io mailbox, by `warmup_id` from list_warmups: it sends \
            warm-up mails again with its present settings, to no prospect. One that is completed or in error may not \
            resume: check with get_warmup, and the mailbox's connection with check_sender_account. To stop it use \
            pause_warmup.",
        echo: Echo::renamed(&[("warmup_id", "id")]),
        why: "the mailbox mails the network of warm-up again",
        ..About::write(
            "https://snov.io/api#UpdateWarmUp",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status` with snov_get_warmup: active.",
        )
    };
    const READ_FIRST: Option<ReadFirst> = Some(super::LOOK_FIRST);
    const SHOWN_FIRST: Option<ShownFirst> = Some(super::MAILBOX);
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: super::read_warmup,
        find: |_, answer| super::is_already(answer, "active"),
        skipped: "The warm-up was active already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const CALL: Call = Call::patch("/v2/warm-up/{warmup_id}")
        .encoded(|_, request, _| request.with_json(&json!({ "status": "active" })));
}
