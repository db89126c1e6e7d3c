use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ResumeSubsequence {
    /// Id of the subsequence to resume, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
}

impl Plain for ResumeSubsequence {
    type Object = Subsequence;
    const SHOWN: Shown = Shown::Under("subsequence", SUBSEQUENCE_FIRST);
    const ABOUT: About = About {
        name: "resume_subsequence",
        title: "Resume a subsequence",
        description: "Resumes one Instantly subsequence by `subsequence_id`, or starts a draft; an active one stays \
            as it is. It then mails leads who meet its conditions, by its schedule. Check its steps with \
            get_subsequence and that its campaign is active with get_campaign. To stop it: pause_subsequence. If it \
            sends nothing: get_subsequence_sending_status. To start a campaign: activate_campaign.",
        why: "the subsequence begins to mail leads of the campaign",
        scope: Some("subsequences:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/resumesubsequence",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_subsequence: active.",
        )
    };
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |_| None,
        whom: |_, _| None,
        instead: "It mails leads of its campaign, which are not read here: only the operator can let it through, without a rule on recipients.",
    });
    const CALL: Call = Call::post("/subsequences/{subsequence_id}/resume").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("subsequences", inputs, "subsequence_id"),
        find: |_, read| in_status(read, 1),
        skipped: "The subsequence was active already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Note];
    // A person who is to agree is told which subsequence it is.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("subsequences", inputs, "subsequence_id"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, _| Vec::new(),
    });
}
