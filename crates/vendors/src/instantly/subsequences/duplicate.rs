use super::settings::IN_CAMPAIGN;
use crate::instantly::{leads::selection, prelude::*};

#[derive(JsonSchema)]
pub struct DuplicateSubsequence {
    /// Id of the subsequence to copy, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
    /// Id of the campaign that gets the copy, from list_campaigns
    parent_campaign: CampaignId,
    /// Name of the copy; left out: that of the subsequence
    #[schemars(length(min = 1))]
    name: Option<String>,
}

impl Plain for DuplicateSubsequence {
    type Object = Subsequence;
    const SHOWN: Shown = Shown::Under("subsequence", SUBSEQUENCE_FIRST);
    const ABOUT: About = About {
        name: "duplicate_subsequence",
        title: "Copy (duplicate) a subsequence",
        description: "Copies an Instantly subsequence with its conditions into `parent_campaign`, the same or another \
            one. Each call makes another copy. The copy may be active at once: call pause_subsequence right away \
            unless leads who meet its conditions should be mailed. Then use update_subsequence and resume_subsequence. \
            Find sources with list_subsequences (`parent_campaign_not`). To copy a whole campaign use \
            duplicate_campaign.",
        why: "leads of the campaign who meet the conditions are mailed, if the copy runs at once",
        scope: Some("subsequences:create"),
        within: &["parent_campaign"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/duplicatesubsequence",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_subsequences, `parent_campaign` set, before you copy it again.",
        )
    };
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |inputs| selection::leads(json!({ "campaign": inputs.get("parent_campaign")? })),
        whom: selection::addresses,
        instead: "The campaign has more than 100 leads, or they cannot be read: only the operator can let it through, without a rule on recipients.",
    });
    const CALL: Call = Call::post("/subsequences/{subsequence_id}/duplicate");
    // Without a `name`, the copy is called as the subsequence is.
    const LOOKUP: Option<Lookup> = Some(IN_CAMPAIGN);
}
