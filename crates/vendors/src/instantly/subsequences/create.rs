use super::settings::{Conditions, Findings, IN_CAMPAIGN, Settings};
use crate::instantly::{campaigns::settings::Schedule, lead_labels::IF_NO_LABEL, leads::selection, prelude::*};

#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct CreateSubsequence {
    /// Id of the campaign whose leads it takes, from list_campaigns
    parent_campaign: CampaignId,
    /// Name as the app shows it
    #[schemars(length(min = 1))]
    name: String,
    /// What starts it for a lead; any one that is named
    conditions: Conditions,
    /// Left out: the schedule of the campaign. When mail may leave
    subsequence_schedule: Option<Schedule>,
    #[serde(flatten)]
    settings: Settings,
}

impl CreateSubsequence {
    fn findings(&self) -> Findings {
        let mut findings = Findings::of(&self.settings, Some(&self.conditions), self.subsequence_schedule.as_ref());
        if self.settings.lacks_limit() {
            findings
                .problems
                .push("`daily_limit_mode` custom needs `daily_limit`: pass the most emails a day".to_owned());
        }
        let has_steps = self.settings.sequences.as_ref().is_some_and(|sequences| !sequences.is_empty());
        if !has_steps {
            let open =
                "`sequences` has no steps: there is nothing to send. Set them with instantly_update_subsequence.";
            findings.remarks.warnings.push(open.to_owned());
        }
        findings
    }
}

impl Endpoint for CreateSubsequence {
    type Answer = Subsequence;
    const ABOUT: About = About {
        name: "create_subsequence",
        title: "Create a subsequence",
        description: "Creates an Instantly subsequence, which mails leads of a campaign who meet any of `conditions`: \
            a click, words in a reply, an interest. `sequences` is one item whose `steps` hold all emails; \
            `daily_limit` needs `daily_limit_mode: custom`. See list_subsequences first. Then read its status with \
            get_subsequence: an active one mails, resume_subsequence starts a draft. To copy one use \
            duplicate_subsequence.",
        why: "leads of the campaign who meet the conditions are mailed, if it runs at once",
        scope: Some("subsequences:create"),
        within: &["parent_campaign"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/createcampaignsubsequence",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_subsequences, `search` set to the name, before you create it again.",
        )
    };
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |inputs| selection::leads(json!({ "campaign": inputs.get("parent_campaign")? })),
        whom: selection::addresses,
        instead: "The campaign has more than 100 leads, or they cannot be read: only the operator can let it through, without a rule on recipients.",
    });
    const CALL: Call = Call::post("/subsequences");
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] = &[IF_NO_LABEL];
    const LOOKUP: Option<Lookup> = Some(IN_CAMPAIGN);

    fn problems(&self) -> Vec<String> {
        self.findings().problems
    }

    fn substitutions(&self) -> Remarks {
        self.findings().remarks
    }

    fn request(&self) -> Result<Request, Failure> {
        let subsequence_schedule = self.subsequence_schedule.as_ref().map(Schedule::for_vendor);
        Self::CALL.request(&Self { subsequence_schedule, ..self.clone() })
    }
}
