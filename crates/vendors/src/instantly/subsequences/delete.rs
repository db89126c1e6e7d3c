use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteSubsequence {
    /// Id of the subsequence to delete, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
}

impl Plain for DeleteSubsequence {
    type Object = Subsequence;
    const SHOWN: Shown = Shown::Under("subsequence", SUBSEQUENCE_FIRST);
    const ABOUT: About = About {
        name: "delete_subsequence",
        title: "Delete a subsequence",
        description: "Deletes one Instantly subsequence for good, by `subsequence_id`, with its steps and figures. \
            Leads in it get no more of its mails and stay in the campaign. Check it with get_subsequence: names may \
            repeat across campaigns. To stop it and keep it use pause_subsequence; to take one lead out use \
            remove_lead_from_subsequence.",
        why: "the subsequence is gone for good, with its steps and figures",
        scope: Some("subsequences:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/deletecampaignsubsequence",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with instantly_get_subsequence: `not_found` once it is deleted.",
        )
    };
    const CALL: Call = Call::delete("/subsequences/{subsequence_id}").bare();
    // A person who is to agree is told which subsequence it is.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("subsequences", inputs, "subsequence_id"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, _| Vec::new(),
    });
}
