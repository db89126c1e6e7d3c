use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetSubsequenceStepAnalytics {
    /// Id of the subsequence, a UUID, from list_subsequences
    subsequence_id: SubsequenceId,
    start_date: Option<RangeStart>,
    end_date: Option<RangeEnd>,
}

impl Plain for GetSubsequenceStepAnalytics {
    type Object = StepFigures;
    const SHOWN: Shown = Shown::All("steps");
    const ABOUT: About = About {
        name: "get_subsequence_step_analytics",
        title: "Get the figures of a subsequence's steps",
        description: "Reads the results of one Instantly subsequence by step and wording, both counted from 0: sent, \
            opened, replied, clicked, rates in percent. Use it to see which of its emails works. Without dates it \
            covers all time; `end_date` is not included: give the day after. For texts use get_subsequence, for totals \
            get_subsequence_analytics, for the campaign's own steps get_campaign_step_analytics.",
        scope: Some("subsequences:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaignsubsequence/getsubsequencestepsanalytics")
    };
    const CALL: Call = Call::get("/subsequences/{subsequence_id}/analytics/steps");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look {
        problems: Some(range_problems),
        adjust: Some(|_, outputs| add_rates_to_rows(outputs, "steps", STEP_RATES)),
        remarks: Some(|_, outputs, _| {
            note_if_empty(outputs, "steps", "The subsequence has sent nothing, in this range if one is given.")
        }),
        ..Look::NONE
    };
}
