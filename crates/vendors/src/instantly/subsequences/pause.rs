use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PauseSubsequence {
    /// Id of the subsequence to pause, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
}

impl Plain for PauseSubsequence {
    type Object = Subsequence;
    const SHOWN: Shown = Shown::Under("subsequence", SUBSEQUENCE_FIRST);
    const ABOUT: About = About {
        name: "pause_subsequence",
        title: "Pause a subsequence",
        description: "Pauses one Instantly subsequence by `subsequence_id`; it mails nobody until resume_subsequence. \
            Use it before update_subsequence changes its steps, or right after duplicate_subsequence. Mail that has \
            left is not called back, and its leads stay in it. A paused one stays as it is. The campaign itself goes \
            on: stop that with pause_campaign.",
        why: "the subsequence stops mailing until it is resumed",
        suppresses: true,
        scope: Some("subsequences:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/pausesubsequence",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_subsequence: paused.",
        )
    };
    const CALL: Call = Call::post("/subsequences/{subsequence_id}/pause").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("subsequences", inputs, "subsequence_id"),
        find: |_, read| in_status(read, 2),
        skipped: "The subsequence was paused already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Note];
}
