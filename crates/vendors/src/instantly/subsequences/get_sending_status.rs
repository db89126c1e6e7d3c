use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetSubsequenceSendingStatus {
    /// Id of the subsequence, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
    /// true: with `ai_summary`, words of the vendor's AI on it
    #[schemars(extend("default" = false))]
    with_ai_summary: Option<bool>,
}

impl Plain for GetSubsequenceSendingStatus {
    type Object = SendingStatus;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_subsequence_sending_status",
        title: "Get why a subsequence sends nothing",
        description: "Diagnoses why an Instantly subsequence sends nothing or little: outside its schedule, limits \
            reached, mailboxes unavailable, leads not yet due. Use it when a resumed one does not mail as expected. \
            Outside its schedule some fields are missing, which is no error. `with_ai_summary: true` adds a sentence. \
            For a campaign use get_campaign_sending_status, for results get_subsequence_step_analytics, for settings \
            get_subsequence.",
        scope: Some("subsequences:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaignsubsequence/getsubsequencesendingstatus")
    };
    const CALL: Call = Call::get("/subsequences/{subsequence_id}/sending-status");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(|_, outputs, _| note_without_diagnostics(outputs)), ..Look::NONE };
}
