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

impl Named for StepContent {
    const NAME: &str = "content";
}
