//! `outreach-mcp call`: calls a tool once.

use std::{io::Read, process::ExitCode};

use anyhow::Context;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::{
    output::{is_read_by_a_person, print, wrong_usage},
    prepare::Prepared,
    progress::Spinner,
    signals::cancel_on_signal,
};
use crate::{
    client::Room,
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        route::Route,
    },
};

/// The most that is read from standard input, as of a request over HTTP.
const MAX_INPUT_BYTES: u64 = 4 * 1024 * 1024;

/// Makes the call and prints its envelope. `inputs` is a JSON object, or `-` for standard input.
///
/// # Errors
///
/// Where the setup fails or standard input cannot be read.
pub(super) async fn run(prepared: Prepared, tool: &str, inputs: &str) -> anyhow::Result<ExitCode> {
    let setup = prepared.setup().await?;
    let inputs = if inputs == "-" {
        let mut text = String::new();
        let mut stdin = std::io::stdin().take(MAX_INPUT_BYTES + 1);
        stdin.read_to_string(&mut text).context("cannot read standard input")?;
        if text.len() as u64 > MAX_INPUT_BYTES {
            return Ok(wrong_usage(&"the inputs on standard input are larger than 4 MB"));
        }
        text
    } else {
        inputs.to_owned()
    };
    if let Some(doubled) = outreach_model::doubled_keys::first(inputs.as_bytes()) {
        return Ok(wrong_usage(&format!("the inputs have `{doubled}` twice\nhint: give each key once")));
    }
    let inputs: Map<String, Value> = match serde_json::from_str(if inputs.trim().is_empty() { "{}" } else { &inputs }) {
        Ok(inputs) => inputs,
        Err(error) => {
            return Ok(wrong_usage(&format!(
                "the inputs are not a JSON object: {error}\nhint: write them as in '{{\"limit\": 3}}'"
            )));
        }
    };
    let Service { dispatch, caller, view } = &setup.service;
    let envelope = match setup.service.route(tool, Value::Object(inputs)) {
        Route::Call(tool, arguments) => {
            let cancel = CancellationToken::new();
            tokio::spawn(cancel_on_signal(cancel.clone()));
            let approver = &Approver::Nobody;
            let spinner = Spinner::start(&tool.name);
            let progress = spinner.as_ref().map(Spinner::progress);
            let room = Room::default();
            let reply = dispatch.call(Call { caller, view, tool, arguments, cancel, progress, room, approver }).await;
            drop(spinner);
            match reply {
                Reply::Envelope(envelope) => envelope,
                Reply::Ask(question) => return Ok(wrong_usage(&question.preview)),
            }
        }
        Route::Refused(_, envelope) => envelope,
        Route::Unknown(message) => {
            return Ok(wrong_usage(&format!("{message}\nhint: `outreach-mcp tools` lists the tools")));
        }
    };
    if is_read_by_a_person() {
        print(&serde_json::to_string_pretty(&envelope.object)?);
    } else {
        print(&envelope.text);
    }
    Ok(if envelope.success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
