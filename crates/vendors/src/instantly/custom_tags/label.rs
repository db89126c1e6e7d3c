//! Labels are unique: the vendor refuses a second tag of one, and does not say which tag has it.

use crate::instantly::prelude::*;

/// Reads who has the label already.
pub(super) const IS_FREE: ReadFirst = ReadFirst {
    request: |inputs| {
        let label = text(inputs, "label")?;
        let query = [("search", label.as_str()), ("limit", "100")];
        Request::get(["custom-tags"]).ok()?.with_query(&query).ok()
    },
    is_needed: |inputs| text(inputs, "label").is_some(),
    forbids: |inputs, tags| {
        let label = text(inputs, "label")?;
        let own = text(inputs, "custom_tag_id");
        let tags = tags.get("items")?.as_array()?;
        // Whether letter case matters is not documented, so only the same spelling is refused here.
        let has = tags.iter().find(|tag| text(tag, "label").as_deref() == Some(&label))?;
        let id = text(has, "id")?;
        if own.is_some_and(|own| is_same(&own, &id)) {
            return None;
        }
        Some(format!(
            "The tag `{id}` has the label `{label}` already, and labels are unique: use that tag, or pass another label."
        ))
    },
    warns: |_, _| Vec::new(),
};

/// Whether a tag has this label.
pub(super) const BY_LABEL: Lookup = Lookup {
    inputs: |made| Some(json!({ "limit": 100, "search": text(made, "label")? })),
    created: &["timestamp_created"],
    matches: |made, row, _| exactly(made, "label", row, "label"),
    ..Lookup::in_list(&<super::list::ListCustomTags as Plain>::ABOUT)
};

/// What is wrong with a label.
pub(super) fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let is_blank = inputs.get("label").and_then(Value::as_str).is_some_and(|label| label.trim().is_empty());
    if is_blank { vec!["`label` must not be blank".to_owned()] } else { Vec::new() }
}
