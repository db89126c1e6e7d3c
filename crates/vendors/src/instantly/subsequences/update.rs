#[cfg(debug_assertions)]
use outreach_model::schema;
#[cfg(debug_assertions)]
use schemars::Schema;

use super::settings::{Conditions, Findings, Settings};
use crate::instantly::{
    campaigns::{settings::Schedule, steps::drops_steps},
    prelude::*,
};

#[skip_serializing_none]
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = say_what_is_replaced)]
pub struct UpdateSubsequence {
    /// Id of the subsequence to change, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// What starts it for a lead, any one that is named; replaces the old conditions completely
    conditions: Option<Conditions>,
    /// New schedule; replaces the old one completely, so repeat the windows and days that are to stay
    subsequence_schedule: Option<Schedule>,
    #[serde(flatten)]
    settings: Settings,
    /// true: drop the steps that `sequences` does not repeat; without it, fewer steps than there are is refused
    #[serde(skip_serializing_if = "is_unsent")]
    #[schemars(extend("default" = false))]
    replace_sequences: Option<Unsent<bool>>,
}

/// What a change says of settings that a new subsequence has too.
#[cfg(debug_assertions)]
fn say_what_is_replaced(schema: &mut Schema) {
    schema::add_words(schema, &[("sequences", "; these replace all that the subsequence has")]);
}

impl UpdateSubsequence {
    fn findings(&self) -> Findings {
        Findings::of(&self.settings, self.conditions.as_ref(), self.subsequence_schedule.as_ref())
    }
}

impl Endpoint for UpdateSubsequence {
    type Answer = Subsequence;
    const ABOUT: About = About {
        name: "update_subsequence",
        title: "Change a subsequence",
        description: "Changes an Instantly subsequence: name, conditions, steps, schedule, limits. An active one \
            mails by it at once: call pause_subsequence before, resume_subsequence after. What is left out stays. But \
            `sequences`, `conditions` and `subsequence_schedule` are replaced completely: copy them from \
            get_subsequence. No tool changes one step alone. Dropping steps needs `replace_sequences: true`; \
            `daily_limit` needs `daily_limit_mode: custom`. To make another use create_subsequence.",
        why: "an active subsequence mails by its conditions, steps, schedule and limits as soon as they change",
        scope: Some("subsequences:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaignsubsequence/patchcampaignsubsequence",
            Effect::Send,
            Repeat::Harmless,
            "Read it with instantly_get_subsequence; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/subsequences/{subsequence_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("subsequences", inputs, "subsequence_id"),
        is_needed: |inputs| {
            inputs.get("sequences").is_some_and(Value::is_array) && !is_on(inputs.get("replace_sequences"))
        },
        forbids: |inputs, subsequence| drops_steps(inputs, subsequence, "instantly_get_subsequence"),
        warns: |_, _| Vec::new(),
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];

    fn effect(&self) -> Effect {
        let is_sending =
            self.conditions.is_some() || self.subsequence_schedule.is_some() || self.settings.decide_what_is_mailed();
        if is_sending { Effect::Send } else { Effect::Update }
    }

    fn problems(&self) -> Vec<String> {
        let has_none = self.name.is_none() && self.conditions.is_none() && self.subsequence_schedule.is_none();
        if has_none && self.settings.is_empty() {
            return vec!["There is nothing to change: pass at least one field beside `subsequence_id`".to_owned()];
        }
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
