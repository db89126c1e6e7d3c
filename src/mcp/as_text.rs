//! Serializes tool lists and results from text that exists already, which saves the memory and time of the SDK's types.
//!
//! The tool list is kept as text, and the `structuredContent` of a result is the same text as its content. The handler gives
//! the SDK a message with an empty tool list or without `structuredContent`, and [`encode`] inserts the text. The SDK's own
//! transports do not use this; for them the handler fills in values.

use std::sync::Arc;

use rmcp::model::{JsonRpcMessage, JsonRpcResponse, ServerJsonRpcMessage, ServerResult};

use crate::client::work_on;

/// A longer text takes the runtime's thread noticeable time.
const LARGE_BYTES: usize = 256 * 1024;
/// Where the tool list is inserted. It cannot occur within a JSON string, because quotes are escaped there.
const NO_TOOLS: &str = "\"tools\":[]";
/// `structuredContent` is inserted before this.
pub(super) const IS_ERROR: &str = "\"isError\":";

/// The message as JSON, with the tool list or the `structuredContent` inserted where the handler left it out. `tools` returns
/// the elements of the list without brackets, for the page that has this next cursor.
///
/// # Errors
///
/// Where the message cannot be serialized.
pub(super) fn encode(
    message: &ServerJsonRpcMessage,
    tools: impl FnOnce(Option<&str>) -> Arc<str>,
) -> serde_json::Result<String> {
    let text = serde_json::to_string(message)?;
    let JsonRpcMessage::Response(response) = message else { return Ok(text) };
    Ok(match &response.result {
        ServerResult::ListToolsResult(list) if list.tools.is_empty() => {
            filled(text, NO_TOOLS, |at| at + NO_TOOLS.len() - 1, &tools(list.next_cursor.as_deref()))
        }
        ServerResult::CallToolResult(result) if result.structured_content.is_none() => {
            match result.content.first().and_then(|content| content.as_text()) {
                Some(object) => filled(text, IS_ERROR, |at| at, &format!("\"structuredContent\":{},", object.text)),
                None => text,
            }
        }
        _ => text,
    })
}

/// Encodes a message as [`encode`] does, a large one off the runtime's thread.
///
/// # Errors
///
/// If the message cannot be serialized.
pub(super) async fn encode_message(
    message: ServerJsonRpcMessage,
    tools: impl FnOnce(Option<&str>) -> Arc<str> + Send + 'static,
) -> serde_json::Result<String> {
    let is_large = match &message {
        JsonRpcMessage::Response(JsonRpcResponse { result: ServerResult::CallToolResult(result), .. }) => result
            .content
            .iter()
            .filter_map(|content| content.as_text())
            .any(|content| content.text.len() > LARGE_BYTES),
        _ => false,
    };
    work_on(is_large, move || encode(&message, tools)).await
}

/// The text with an insertion. `at` computes its position from that of the mark.
fn filled(mut text: String, mark: &str, at: fn(usize) -> usize, insertion: &str) -> String {
    if let Some(place) = text.find(mark) {
        text.insert_str(at(place), insertion);
    }
    text
}

#[cfg(test)]
mod tests {
    use rmcp::model::{
        CallToolResult, ContentBlock, ListToolsResult, NumberOrString, ServerJsonRpcMessage, ServerResult,
    };
    use serde_json::{Value, json};

    use super::encode;

    fn encoded(result: ServerResult) -> Value {
        let message = ServerJsonRpcMessage::response(result, NumberOrString::Number(7));
        serde_json::from_str(&encode(&message, |_| r#"{"name":"a"},{"name":"b"}"#.into()).unwrap()).unwrap()
    }

    #[test]
    fn the_tool_list_is_inserted() {
        let list = encoded(ServerResult::ListToolsResult(ListToolsResult::with_all_items(Vec::new())));
        assert_eq!((&list["id"], &list["result"]["tools"]), (&json!(7), &json!([{ "name": "a" }, { "name": "b" }])));
    }

    #[test]
    fn the_structured_content_of_a_result_is_its_text() {
        // The marks may occur in the text, quoted and unquoted.
        let text = json!({ "success": true, "words": "\"isError\": \\\"isError\\\": \"tools\":[]" }).to_string();
        let mut result = CallToolResult::success(vec![ContentBlock::text(text.clone()), ContentBlock::text("note")]);
        result.is_error = Some(false);
        let message = encoded(ServerResult::CallToolResult(result));
        let result = &message["result"];
        assert_eq!(result["structuredContent"], serde_json::from_str::<Value>(&text).unwrap());
        assert_eq!((&result["content"][0]["text"], &result["content"][1]["text"]), (&json!(text), &json!("note")));
        assert_eq!(result["isError"], false);
    }
}
