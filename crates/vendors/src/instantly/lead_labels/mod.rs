//! Lead labels: what a reply can be marked as, beside the fixed interest statuses.

/// The outputs at the top of an answer with one label.
const LABEL_FIRST: &[(&str, &str)] = &[("id", "id"), ("label", "label"), ("interest_status", "interest_status")];

use crate::instantly::prelude::*;

/// The numbers of interest that are no label's.
const FIXED: std::ops::RangeInclusive<i64> = -4..=4;

/// The numbers of labels in a call, each with its input.
fn labels_in(inputs: &Value) -> Vec<(&'static str, i64)> {
    let single = ["custom_interest_value", "interest_value", "reassigned_status"].into_iter();
    let single = single.filter_map(|input| Some((input, inputs.get(input)?.as_i64()?)));
    let statuses = inputs.pointer("/conditions/crm_status").and_then(Value::as_array).into_iter().flatten();
    let several = statuses.filter_map(|status| Some(("conditions.crm_status", status.as_i64()?)));
    let all = single.chain(several);
    all.filter(|(input, number)| *input == "custom_interest_value" || !FIXED.contains(number)).collect()
}

/// That a number of a call is of no label: Instantly takes any, and nothing comes of it.
pub(super) const IF_NO_LABEL: FollowUp = FollowUp {
    request: |inputs, _| {
        let is_asked = !labels_in(inputs).is_empty();
        is_asked.then(|| Request::get(["lead-labels"]).ok()?.with_query(&[("limit", "100")]).ok()).flatten()
    },
    remarks: |inputs, _, labels| {
        let Some(labels) = labels else { return Remarks::default() };
        let is_whole = labels.get("next_starting_after").is_none_or(Value::is_null);
        let Some(rows) = labels.get("items").and_then(Value::as_array).filter(|_| is_whole) else {
            return Remarks::default();
        };
        let is_known = |number: i64| rows.iter().any(|row| row.get("interest_status") == Some(&number.into()));
        let unknown = labels_in(inputs).into_iter().filter(|(_, number)| !is_known(*number));
        let warnings = unknown.map(|(input, number)| {
            format!(
                "`{input}` {number} is the number of no lead label, though Instantly took it: `interest_status` in \
                 instantly_list_lead_labels gives those there are."
            )
        });
        Remarks { warnings: warnings.collect(), ..Remarks::default() }
    },
};

toolset! { "lead_labels":
    plain list::ListLeadLabels,
    plain get::GetLeadLabel,
    plain create::CreateLeadLabel,
    plain update::UpdateLeadLabel,
    plain delete::DeleteLeadLabel,
    plain test::TestLeadLabel,
}
