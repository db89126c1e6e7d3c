//! What the actions on campaigns, steps, enrollments and sourcings share.

use super::prelude::*;

/// A read below the prefix of the second generation.
pub fn read(segments: &[&str]) -> Option<Request> {
    Request::get(["public", "v2"].iter().chain(segments).copied()).ok()
}

/// The read of the campaign whose id these inputs have.
pub fn read_campaign(inputs: &Value) -> Option<Request> {
    read(&["campaigns", &text(inputs, "campaign_id")?])
}

/// The same with its steps.
pub fn read_campaign_with_steps(inputs: &Value) -> Option<Request> {
    read_campaign(inputs)?.with_query(&[("expand", "steps")]).ok()
}

/// What an answer is about: it is bare or under `data`.
pub fn content(answer: &Value) -> &Value {
    answer.get("data").unwrap_or(answer)
}

/// Reads one object where an answer without a body says that the call was carried out too: which it is, is not documented. An object
/// without anything in it says nothing.
pub const MAYBE: Look = Look {
    reads: Some(|answer| match answer {
        Value::Null => Ok(json!({})),
        answer => v2::ONE.reads.map_or(Ok(Value::Null), |reads| reads(answer)),
    }),
    ..Look::NONE
};

/// The same of a campaign.
pub const MAYBE_CAMPAIGN: Look =
    Look { adjust: Some(|inputs, outputs| add_id(inputs, "campaign_id", outputs)), ..MAYBE };

/// Adds the id that was given in this input, where the answer does not have it.
pub fn add_id(inputs: &Map<String, Value>, id: &str, outputs: &mut Map<String, Value>) {
    outputs.retain(|_, value| value.as_object().is_none_or(|object| !object.is_empty()));
    if !outputs.contains_key("id") {
        v2::gone(inputs, id, outputs);
    }
}

/// The rows of a list that was read; none where it is no list.
pub fn rows_of(answer: &Value) -> &[Value] {
    content(answer).as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether a list that was read is all on its one page.
pub fn is_whole(answer: &Value) -> bool {
    let pages = answer.get("pagination").and_then(|pages| pages.get("total_pages")?.as_u64());
    pages.is_some_and(|pages| pages <= 1)
}

/// Whether a campaign that was read is on; `None` where it does not say.
pub fn is_on(campaign: &Value) -> Option<bool> {
    match content(campaign).get("status")?.as_str()? {
        "on" => Some(true),
        "off" | "draft" | "archived" => Some(false),
        _ => None,
    }
}

/// What a change of a campaign sets off where the campaign is on.
pub const MAILS_IF_ON: Option<SetsOff> = Some(SetsOff {
    effect: Effect::Send,
    reads: |inputs| read_campaign(inputs).into_iter().collect(),
    happens: is_on,
    what: "The campaign is on: it mails by this.",
});

/// Ids among these inputs as numbers, as the vendor's own client writes them; what is no number stays as it is.
pub fn with_numbers(inputs: &mut Map<String, Value>, names: &[&str]) {
    let as_number = |value: &mut Value| {
        let number = value.as_str().and_then(|id| id.parse::<u64>().ok().filter(|number| number.to_string() == id));
        if let Some(number) = number {
            *value = number.into();
        }
    };
    for name in names {
        match inputs.get_mut(*name) {
            Some(Value::Array(ids)) => ids.iter_mut().for_each(as_number),
            Some(id) => as_number(id),
            None => {}
        }
    }
}

/// Settings of a step whose fields are Overloop's own.
pub const SENT_AS_THEY_ARE: [&str; 2] = ["records_segment", "extra_config"];

/// Marks the objects among these inputs, and those within them, as merged with what is there: null says nothing in them.
#[cfg(debug_assertions)]
pub fn merged(schema: &mut schemars::Schema, names: &[&str]) {
    fn mark(value: &mut Value) {
        let Some(object) = value.as_object_mut().filter(|object| object.contains_key("properties")) else { return };
        object.insert(outreach_model::clearable::STRICT_NULLS.to_owned(), true.into());
        object
            .get_mut("properties")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
            .for_each(|(_, field)| mark(field));
    }
    let inputs = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
    inputs.filter(|(name, _)| names.contains(&name.as_str())).for_each(|(_, input)| mark(input));
}

/// What changes an object that already has a state: nothing is sent where it is in it.
pub const fn already(
    request: fn(&Value) -> Option<Request>,
    find: fn(&Value, &Value) -> Option<Value>,
    skipped: &'static str,
) -> Option<Existing> {
    Some(Existing { request, find, adds: false, skipped })
}

/// The problem of a change that changes nothing; `ids` are the inputs that say what is changed.
pub fn nothing_to_change(inputs: &Map<String, Value>, ids: &[&str]) -> Option<String> {
    // An object with nothing in it changes nothing; in those that are sent as they are, a null says something.
    fn says(name: &str, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Object(fields) if SENT_AS_THEY_ARE.contains(&name) => !fields.is_empty(),
            Value::Object(fields) => fields.iter().any(|(name, value)| says(name, value)),
            _ => true,
        }
    }
    let changes = inputs.iter().any(|(name, value)| !ids.contains(&name.as_str()) && says(name, value));
    (!changes).then(|| format!("There is nothing to change: pass at least one field beside `{}`", ids.join("` and `")))
}
