use crate::instantly::prelude::*;

/// The figures of one step and wording.
#[derive(JsonSchema)]
pub struct StepFigures {
    /// Step, from 0, as text: `sequences[0].steps[step]` of the campaign or subsequence; null: the vendor does not know it
    pub step: Option<Text>,
    /// Wording, from 0, as text: `variants[variant]` of the step; null: the vendor does not know it
    pub variant: Option<Text>,
    /// Emails sent
    pub sent: Option<Int>,
    /// Opens; 0 too where opens are not tracked
    pub opened: Option<Int>,
    /// Emails opened, each once
    pub unique_opened: Option<Int>,
    /// Replies, without automatic ones
    pub replies: Option<Int>,
    /// Emails replied to, each once, without automatic replies
    pub unique_replies: Option<Int>,
    /// Automatic replies, such as out of office
    pub replies_automatic: Option<Int>,
    /// Emails that got an automatic reply, each once
    pub unique_replies_automatic: Option<Int>,
    /// Clicks on links; 0 too where clicks are not tracked
    pub clicks: Option<Int>,
    /// Emails with a click, each once
    pub unique_clicks: Option<Int>,
    /// Opened emails as percent of `sent`; absent where nothing was sent
    pub open_rate_percent: Option<Num>,
    /// Emails replied to as percent of `sent`; absent where nothing was sent
    pub reply_rate_percent: Option<Num>,
    /// Emails with a click as percent of `sent`; absent where nothing was sent
    pub click_rate_percent: Option<Num>,
}

/// A rate that is added to figures: its name, the figure that it is of, and the figure that is a hundred percent.
pub type Rate = (&'static str, &'static str, &'static str);

/// The rates of a step.
pub const STEP_RATES: &[Rate] = &[
    ("open_rate_percent", "unique_opened", "sent"),
    ("reply_rate_percent", "unique_replies", "sent"),
    ("click_rate_percent", "unique_clicks", "sent"),
];

/// Adds rates to figures, with one decimal place; none where the whole is 0 or a figure is missing.
pub fn add_rates(figures: &mut Map<String, Value>, rates: &[Rate]) {
    for (name, part, whole) in rates {
        let figure = |name: &str| figures.get(name).and_then(Value::as_f64);
        if let (Some(part), Some(whole)) = (figure(part), figure(whole))
            && whole > 0.0
        {
            let percent = (part / whole * 1000.0).round() / 10.0;
            figures.insert((*name).to_owned(), percent.into());
        }
    }
}

/// Adds rates to each row of an output.
pub fn add_rates_to_rows(outputs: &mut Map<String, Value>, rows: &str, rates: &[Rate]) {
    let rows = outputs.get_mut(rows).and_then(Value::as_array_mut).into_iter().flatten();
    rows.filter_map(Value::as_object_mut).for_each(|row| add_rates(row, rates));
}

/// A note where an output has no rows.
pub fn note_if_empty(outputs: &Map<String, Value>, rows: &str, note: &str) -> Remarks {
    let is_empty = outputs.get(rows).and_then(Value::as_array).is_some_and(Vec::is_empty);
    if is_empty { Remarks::note(note) } else { Remarks::default() }
}
