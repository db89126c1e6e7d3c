//! How the steps of a campaign hang together: each names the one before it, and some lead to another step or campaign.

use super::config::{AI, BRANCHING};
use crate::overloop::campaigns::prelude::*;

/// A campaign's steps as they were read.
pub struct Steps<'a> {
    pub rows: &'a [Value],
    /// Whether these are all of them.
    pub is_whole: bool,
}

/// The settings of a step in the inputs of a call.
fn setting(inputs: &Value, name: &str) -> Option<String> {
    ["config", "extra_config"].iter().find_map(|at| text(inputs.get(at)?, name))
}

/// The read of a campaign's steps; with all campaigns where the inputs name another one to enter.
pub fn read_steps(inputs: &Value) -> Option<Request> {
    let campaign = text(inputs, "campaign_id")?;
    match setting(inputs, "automation_id") {
        Some(_) => read_campaigns_with_steps(),
        None => read(&["campaigns", &campaign, "steps"])?.with_query(&[("per_page", 1000)]).ok(),
    }
}

/// The read of all campaigns and their steps.
pub fn read_campaigns_with_steps() -> Option<Request> {
    read(&["campaigns"])?.with_query(&[("expand", "steps"), ("per_page", "1000")]).ok()
}

/// The steps of the call's own campaign, of what [`read_steps`] read.
pub fn own_steps<'a>(inputs: &Value, read: &'a Value) -> Steps<'a> {
    let of_campaigns = setting(inputs, "automation_id").is_some();
    if !of_campaigns {
        return Steps { rows: rows_of(read), is_whole: is_whole(read) };
    }
    let campaign = text(inputs, "campaign_id").and_then(|id| with_id(rows_of(read), &id));
    match campaign.and_then(|campaign| campaign.get("steps")?.as_array()) {
        Some(rows) => Steps { rows, is_whole: true },
        None => Steps { rows: &[], is_whole: false },
    }
}

/// The row with this id.
pub fn with_id<'a>(rows: &'a [Value], id: &str) -> Option<&'a Value> {
    rows.iter().find(|row| text(row, "id").is_some_and(|own| is_same(&own, id)))
}

/// A step for a person: its type, and what tells it from others.
pub fn called(step: &Value) -> String {
    let kind = type_of(step).unwrap_or("step");
    let telling = ["subject", "message", "title", "content"]
        .iter()
        .find_map(|name| text(step.get("config")?, name))
        .map(|words| format!(" \"{}\"", outreach_model::arguments::truncate(&words, 60)));
    format!("`{}` ({kind}{})", text(step, "id").unwrap_or_default(), telling.unwrap_or_default())
}

/// The type of a step, which the first generation calls `step_type`.
pub fn type_of(step: &Value) -> Option<&str> {
    step.get("type").or_else(|| step.get("step_type"))?.as_str()
}

/// Why a step cannot come after `previous`; `own` is the id of one that there is already.
pub fn problem_of_place(steps: &Steps<'_>, own: Option<&str>, previous: &str) -> Option<String> {
    if own.is_some_and(|own| is_same(own, previous)) {
        return Some("`previous_step_id` is the step itself: name the one that it is to follow.".to_owned());
    }
    if with_id(steps.rows, previous).is_none() {
        return steps.is_whole.then(|| {
            format!(
                "`previous_step_id` {previous} is no step of this campaign: take it from overloop_list_campaign_steps of this \
                 `campaign_id`."
            )
        });
    }
    let own = own?;
    let mut at = previous.to_owned();
    for _ in steps.rows {
        at = text(with_id(steps.rows, &at)?, "previous_step_id")?;
        if is_same(&at, own) {
            return Some(format!(
                "`previous_step_id` {previous} comes after this step, so that they would go in a circle: have the later one follow \
                 another step first."
            ));
        }
    }
    None
}

/// Why a step of this type with these settings leads nowhere; `own` is its id, `read` what [`read_steps`] read.
pub fn problem_of_goal(
    kind: &str,
    config: &Value,
    own: Option<&str>,
    steps: &Steps<'_>,
    read: &Value,
) -> Option<String> {
    match kind {
        "goto_step" => {
            let goal = text(config, "node_id")?;
            if own.is_some_and(|own| is_same(own, &goal)) {
                return Some("`config.node_id` is the step itself: it would go round in itself for ever.".to_owned());
            }
            (with_id(steps.rows, &goal).is_none() && steps.is_whole).then(|| {
                format!(
                    "`config.node_id` {goal} is no step of this campaign: take it from overloop_list_campaign_steps of this `campaign_id`."
                )
            })
        }
        "enroll_campaign" => problem_of_campaign(config, "config", read),
        _ => None,
    }
}

/// Why the campaign that a step enters is not there, or has no such step, by all campaigns with their steps. `at` is where its
/// settings stand.
pub fn problem_of_campaign(config: &Value, at: &str, campaigns: &Value) -> Option<String> {
    let goal = text(config, "automation_id")?;
    let Some(campaign) = with_id(rows_of(campaigns), &goal) else {
        let is_told = is_whole(campaigns) && rows_of(campaigns).iter().all(|row| row.get("steps").is_some());
        return is_told.then(|| {
            format!("`{at}.automation_id` {goal} is the id of no campaign: take it from overloop_list_campaigns.")
        });
    };
    let (step, steps) = (text(config, "node_id")?, campaign.get("steps")?.as_array()?);
    with_id(steps, &step).is_none().then(|| {
        format!(
            "`{at}.node_id` {step} is no step of the campaign {goal}: take it from overloop_list_campaign_steps of that campaign."
        )
    })
}

/// Which steps hang on this one, by the one before it or because they lead to it.
pub fn hanging_on<'a>(rows: &'a [Value], id: &str) -> Vec<&'a Value> {
    let names = |value: Option<String>| value.is_some_and(|value| is_same(&value, id));
    let hangs = |step: &&Value| {
        names(text(step, "previous_step_id"))
            || type_of(step) == Some("goto_step")
                && names(step.get("config").and_then(|config| text(config, "node_id")))
    };
    rows.iter().filter(hangs).collect()
}

/// Where the chain of a campaign's steps is broken, as the rest of sentences that begin with a step.
pub fn breaks(rows: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    let firsts: Vec<&Value> = rows.iter().filter(|step| text(step, "previous_step_id").is_none()).collect();
    if rows.len() > 1 && firsts.len() > 1 {
        let named: Vec<String> = firsts.iter().map(|step| called(step)).collect();
        found.push(format!(
            "has {} steps without one before them, of which the campaign begins with one: {}. Set `previous_step_id` of the others",
            firsts.len(),
            named.join(", ")
        ));
    }
    if !rows.is_empty() && firsts.is_empty() {
        found.push("has no first step: each names one before it".to_owned());
    }
    for step in rows {
        let goal = step
            .get("config")
            .filter(|_| type_of(step) == Some("goto_step"))
            .and_then(|config| text(config, "node_id"));
        let missing = |id: &String| with_id(rows, id).is_none();
        if let Some(previous) = text(step, "previous_step_id").filter(missing) {
            found.push(format!(
                "has the step {} after {previous}, which is not there: nobody comes to it",
                called(step)
            ));
        }
        if let Some(goal) = goal.filter(missing) {
            found.push(format!("has the step {}, which leads to {goal}, which is not there", called(step)));
        }
    }
    for (at, step) in rows.iter().enumerate() {
        let place = |step: &Value| {
            (text(step, "previous_step_id"), step.get("position").and_then(Value::as_u64).unwrap_or_default())
        };
        let (previous, position) = place(step);
        let Some(before) = previous.as_deref().and_then(|id| with_id(rows, id)) else { continue };
        let branches = type_of(before).is_some_and(|kind| BRANCHING.contains(&kind));
        let is_taken = |other: &&Value| {
            let (id, other) = place(other);
            id == previous && (!branches || other == position)
        };
        if let Some(other) = rows.iter().take(at).find(is_taken) {
            found.push(format!(
                "has two steps in one place, after {}: {} and {}",
                called(before),
                called(other),
                called(step)
            ));
        }
    }
    found
}

/// Whether a mail of these settings has nothing in it, and AI is not to write it.
pub fn is_empty_mail(step: &Value) -> bool {
    let config = step.get("config");
    let has = |name: &str| {
        config.and_then(|config| text(config, name)).is_some_and(|words| !outreach_model::markup::is_blank(&words))
    };
    let is_ai = config.and_then(|config| config.get(AI)) == Some(&Value::Bool(true));
    type_of(step) == Some("email") && !is_ai && !(has("subject") && has("content"))
}
