use outreach_model::{
    lenient::{Flag, Int, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::Named;

/// One wording of an email step.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StepContent {
    /// Id of the content
    id: Option<Int>,
    /// Subject, with variables unfilled
    subject: Option<Text>,
    /// HTML or plain text, with variables unfilled
    body: Option<Text>,
    /// true: sent as plain text
    plain_text: Option<Flag>,
    /// active: it is sent; pause: it is not
    usage: Option<Text>,
}

impl StepContent {
    /// Its subject, where it has one.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.subject.as_ref().map(|Text(text)| text.as_str()).filter(|text| !text.is_empty())
    }

    /// Its text, where it has one.
    pub(crate) fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|Text(text)| text.as_str()).filter(|text| !text.is_empty())
    }
}

impl Named for StepContent {
    const NAME: &str = "content";
}
