//! Marks the tools that a text names and that its reader cannot call: those that the policy disables, and those of vendors that
//! are not set up. Texts are written without knowing who reads them.

use std::{borrow::Cow, collections::HashMap};

use memchr::memchr;
use outreach_model::tool::ToolFacts;
use serde_json::{Map, Value};

/// The tools that a caller cannot call, with the mark that tells why. Each is there by its name without its vendor, with the vendor.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions(HashMap<&'static str, Vec<(ToolFacts, &'static str)>>);

/// The mark of a tool that the policy disables.
pub(super) const NOT_ENABLED: &str = " (not enabled here)";

/// The mark of a tool whose vendor is not set up.
pub(super) const NOT_SET_UP: &str = " (not set up here)";

/// Outputs of an action that hold this program's own sentences.
const OWN_OUTPUTS: [&str; 3] = ["warnings", "note", "skipped"];

impl Mentions {
    pub(super) fn new(unavailable: impl IntoIterator<Item = (ToolFacts, &'static str)>) -> Self {
        let mut tools = HashMap::<_, Vec<_>>::new();
        for (tool, mark) in unavailable {
            tools.entry(tool.name).or_default().push((tool, mark));
        }
        Self(tools)
    }

    /// The text with a mark behind each name of such a tool. A name without its vendor stands for a tool of `owner`.
    pub(super) fn marked<'a>(&self, owner: &str, text: &'a str) -> Cow<'a, str> {
        let mut marked = String::new();
        let mut copied = 0;
        for (start, word) in words(text) {
            let end = start + word.len();
            let Some(mark) = self.mark_of(owner, word) else { continue };
            let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
            let rest = after.trim_start_matches('`');
            // In a schema, a text that consists of the name is a key or a value; and a text may say itself why it cannot be called.
            if rest.starts_with(" is not enabled here")
                || (before.ends_with('"') && after.starts_with('"'))
                || rest.starts_with(mark)
            {
                continue;
            }
            let end = end + usize::from(after.starts_with('`'));
            marked.push_str(text.get(copied..end).unwrap_or_default());
            marked.push_str(mark);
            copied = end;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        marked.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(marked)
    }

    /// Marks the sentences among an action's outputs that are this program's own.
    pub(super) fn mark_own_outputs(&self, owner: &str, outputs: &mut Map<String, Value>) {
        for name in OWN_OUTPUTS {
            match outputs.get_mut(name) {
                Some(Value::Array(items)) => items.iter_mut().for_each(|item| self.mark_text(owner, item)),
                Some(text) => self.mark_text(owner, text),
                None => {}
            }
        }
    }

    /// Marks every `message` within a value.
    pub(super) fn mark_messages(&self, owner: &str, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mark_messages(owner, item)),
            Value::Object(object) => object.iter_mut().for_each(|(key, value)| match key.as_str() {
                "message" => self.mark_text(owner, value),
                _ => self.mark_messages(owner, value),
            }),
            _ => {}
        }
    }

    fn mark_text(&self, owner: &str, value: &mut Value) {
        if let Value::String(text) = value
            && let Cow::Owned(marked) = self.marked(owner, text)
        {
            *text = marked;
        }
    }

    fn mark_of(&self, owner: &str, word: &str) -> Option<&'static str> {
        let bearer = |name: &str, is_meant: &dyn Fn(&ToolFacts) -> bool| {
            self.0.get(name)?.iter().find(|(tool, _)| is_meant(tool)).map(|(_, mark)| *mark)
        };
        let qualified = word
            .split_once('_')
            .and_then(|(vendor, name)| bearer(name, &|tool| tool.is_action() && tool.owner == vendor));
        qualified.or_else(|| bearer(word, &|tool| !tool.is_action() || tool.owner == owner))
    }
}

/// The words of a text that have an underscore, as all names of tools do, with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_within = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let underscore = rest + memchr(b'_', bytes.get(rest..)?)?;
        let (before, after) = (bytes.get(rest..underscore)?, bytes.get(underscore..)?);
        let start = underscore - before.iter().rev().take_while(|byte| is_within(byte)).count();
        rest = underscore + after.iter().take_while(|byte| is_within(byte)).count();
        Some((start, text.get(start..rest)?))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Mentions, NOT_ENABLED};
    use crate::service::definitions;

    fn mentions() -> Mentions {
        let unavailable = ["snov_list_lists", "resolve_outcome"];
        let tools = definitions::facts().into_iter();
        Mentions::new(
            tools.filter(|tool| unavailable.contains(&&*tool.qualified_name())).map(|tool| (tool, NOT_ENABLED)),
        )
    }

    #[test]
    fn names_of_tools_that_cannot_be_called_are_marked_once() {
        let mentions = mentions();
        for (text, expected) in [
            ("Look with snov_list_lists.", "Look with snov_list_lists (not enabled here)."),
            ("Look with `snov_list_lists`.", "Look with `snov_list_lists` (not enabled here)."),
            ("`snov_list_lists` is not enabled here", "`snov_list_lists` is not enabled here"),
            ("From list_lists", "From list_lists (not enabled here)"),
            ("`resolve_outcome` looks", "`resolve_outcome` (not enabled here) looks"),
            ("snov_list_lists, list_lists é", "snov_list_lists (not enabled here), list_lists (not enabled here) é"),
            (
                "snov_list_webhooks, my_list_lists, instantly_list_lists",
                "snov_list_webhooks, my_list_lists, instantly_list_lists",
            ),
            (
                r#"{"list_lists":{"description":"See list_lists"}}"#,
                r#"{"list_lists":{"description":"See list_lists (not enabled here)"}}"#,
            ),
        ] {
            let marked = mentions.marked("snov", text);
            assert_eq!(marked, expected);
            assert_eq!(mentions.marked("snov", &marked), expected, "a second time");
        }
        assert_eq!(mentions.marked("instantly", "From list_lists"), "From list_lists");
    }

    #[test]
    fn only_the_programs_own_sentences_are_marked_in_outputs() {
        let mut outputs = json!({ "note": "See list_lists", "warnings": ["See list_lists"], "name": "See list_lists" });
        mentions().mark_own_outputs("snov", outputs.as_object_mut().unwrap());
        let marked = "See list_lists (not enabled here)";
        assert_eq!(outputs, json!({ "note": marked, "warnings": [marked], "name": "See list_lists" }));
        let mut results = json!({ "results": [{ "tool": "snov_list_lists", "message": "See snov_list_lists" }] });
        mentions().mark_messages("outreach", &mut results);
        let marked = "See snov_list_lists (not enabled here)";
        assert_eq!(results, json!({ "results": [{ "tool": "snov_list_lists", "message": marked }] }));
    }
}
