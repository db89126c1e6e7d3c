//! `outreach-mcp call`: one call from the shell.

use std::{io::Read, process::ExitCode};

use anyhow::Context;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::{is_read_by_a_person, print, wrong_usage};
use crate::{
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        registry::ToolLookup,
    },
};

/// Makes the call and prints its envelope.
///
/// # Errors
///
/// Where standard input cannot be read.
pub async fn run(service: &Service, tool: &str, inputs: &str) -> anyhow::Result<ExitCode> {
    let inputs = if inputs == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input cannot be read")?;
        text
    } else {
        inputs.to_owned()
    };
    let inputs: Map<String, Value> = match serde_json::from_str(if inputs.trim().is_empty() { "{}" } else { &inputs }) {
        Ok(inputs) => inputs,
        Err(error) => {
            return Ok(wrong_usage(&format!("the inputs are no JSON object: {error}\nhint: e.g. '{{\"limit\": 3}}'")));
        }
    };
    let Service { dispatch, caller, view } = service;
    let envelope = match view.find(tool) {
        ToolLookup::Tool(tool) => {
            let cancel = CancellationToken::new();
            tokio::spawn(super::cancel_on_signal(cancel.clone()));
            let approver = &Approver::Nobody;
            match dispatch.call(Call { caller, tool, arguments: inputs, cancel, progress: None, approver }).await {
                Reply::Envelope(envelope) => envelope,
                Reply::Ask(question) => return Ok(wrong_usage(&question.preview)),
            }
        }
        ToolLookup::NotConfigured(vendor) => dispatch.not_configured(vendor),
        ToolLookup::Denied { tool, failure } => dispatch.denied(&tool, failure),
        ToolLookup::Unknown(words) => {
            return Ok(wrong_usage(&format!("{words}\nhint: `outreach-mcp tools` lists them")));
        }
    };
    if is_read_by_a_person() {
        print(&serde_json::to_string_pretty(&envelope.object)?);
    } else {
        print(&envelope.text);
    }
    Ok(if envelope.success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
