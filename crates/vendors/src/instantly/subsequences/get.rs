use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetSubsequence {
    /// Id of the subsequence, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
}

impl Plain for GetSubsequence {
    type Object = Subsequence;
    const SHOWN: Shown = Shown::Under("subsequence", SUBSEQUENCE_FIRST);
    const ABOUT: About = About {
        name: "get_subsequence",
        title: "Get a subsequence",
        description: "Reads all settings of one Instantly subsequence by `subsequence_id`: what starts it, steps with \
            all wordings, schedule, limits, status. Texts are never cut. Use it before update_subsequence, whose \
            `sequences`, `conditions` and `subsequence_schedule` replace what is here: change them and pass them on. \
            To find one use list_subsequences, for results get_subsequence_step_analytics, if it sends nothing \
            get_subsequence_sending_status.",
        scope: Some("subsequences:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaignsubsequence/getcampaignsubsequence")
    };
    const CALL: Call = Call::get("/subsequences/{subsequence_id}");
}
