//! `outreach-mcp doctor`: what is set up, whether it works, and what to do where it does not.

use std::process::ExitCode;

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{is_read_by_a_person, print};
use outreach_model::vendor::Vendor;
use outreach_vendors::catalogue;

use crate::{
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        registry::{ToolLookup, ToolView},
    },
};

/// Tries the cheapest read of each vendor that is set up, whether `listed`, which is what agents see, has it or not. Exits with 1 where one fails or none is set up.
///
/// # Errors
///
/// Never so far.
pub async fn run(
    service: &Service,
    listed: &ToolView,
    missing: &[(&'static Vendor, Vec<&'static str>)],
    sandbox: bool,
) -> anyhow::Result<ExitCode> {
    let mut reports = Vec::new();
    for vendor in catalogue::VENDORS {
        reports.push(examine(service, listed, vendor, missing).await);
    }
    let (tools, policy) = (listed.tools().len(), listed.policy().in_words());
    let any = reports.iter().any(|report| report.state == State::Works);
    let journal = journal(service, listed).await;
    let well = any && !reports.iter().any(|report| report.state == State::Fails) && !matches!(journal, Some(Err(_)));
    if is_read_by_a_person() {
        print(&format!(
            "outreach-mcp {}{}",
            env!("CARGO_PKG_VERSION"),
            if sandbox { ", with the sandbox" } else { "" }
        ));
        for report in &reports {
            print(&format!("\n{}: {}", report.vendor.title, report.state.word()));
            print(&format!("  {}", report.words));
        }
        match &journal {
            Some(Ok(place)) => print(&format!("\nThe journal of writes: works\n  It is kept in {place}.")),
            Some(Err(why)) => print(&format!("\nThe journal of writes: fails\n  {why}. Nothing is sent without it.")),
            None => {}
        }
        print(&format!("\n{tools} tools are listed."));
        if let Some(policy) = policy {
            print(&format!("{} more are not enabled: {policy}", listed.left_out()));
        }
    } else {
        let vendors: Vec<Value> = reports.iter().map(Report::json).collect();
        print(&json!({ "success": well, "version": env!("CARGO_PKG_VERSION"), "sandbox": sandbox, "tools": tools, "policy": policy, "vendors": vendors, "journal": in_json(journal) }).to_string());
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where the journal is, or why it cannot be used; none where nothing can be written. Opening it is what the first write would do.
async fn journal(service: &Service, listed: &ToolView) -> Option<Result<String, String>> {
    let journal = &service.dispatch.guard.journal;
    let writes = listed.tools().iter().any(|tool| !tool.effect.is_read());
    let opened = async { journal.store().await.map(|_| journal.place()).map_err(|error| error.to_string()) };
    if writes { Some(opened.await) } else { None }
}

fn in_json(journal: Option<Result<String, String>>) -> Value {
    match journal {
        Some(Ok(place)) => json!({ "state": State::Works.word(), "detail": place }),
        Some(Err(why)) => json!({ "state": State::Fails.word(), "detail": why }),
        None => Value::Null,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    Fails,
    NotSetUp,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Fails => "fails",
            Self::NotSetUp => "not set up",
        }
    }
}

struct Report {
    vendor: &'static Vendor,
    state: State,
    words: String,
    kind: Option<Value>,
}

impl Report {
    fn json(&self) -> Value {
        json!({ "vendor": self.vendor.id, "state": self.state.word(), "detail": self.words, "error_kind": self.kind })
    }
}

async fn examine(
    service: &Service,
    listed: &ToolView,
    vendor: &'static Vendor,
    missing: &[(&'static Vendor, Vec<&'static str>)],
) -> Report {
    if let Some((_, variables)) = missing.iter().find(|(other, _)| other.id == vendor.id) {
        let variables: Vec<String> = variables.iter().map(|variable| format!("`{variable}`")).collect();
        let get = vendor.credentials.first().map(|setting| setting.help).unwrap_or_default();
        let words = format!("Set {} to use it ({get}).", variables.join(" and "));
        return Report { vendor, state: State::NotSetUp, words, kind: None };
    }
    let (action, inputs) = vendor.health_check;
    let name = format!("{}_{action}", vendor.id);
    let Service { dispatch, caller, view } = service;
    let envelope = match view.find(&name) {
        ToolLookup::Tool(tool) => {
            let arguments = serde_json::from_str(inputs).unwrap_or_default();
            let (cancel, approver) = (CancellationToken::new(), &Approver::Nobody);
            match dispatch.call(Call { caller, tool, arguments, cancel, progress: None, approver }).await {
                Reply::Envelope(envelope) => envelope,
                Reply::Ask(_) => dispatch.not_configured(vendor),
            }
        }
        _ => dispatch.not_configured(vendor),
    };
    if envelope.success {
        let enabled = matches!(listed.find(&name), ToolLookup::Tool(_));
        let words = if enabled { "answered" } else { "answered; agents cannot call it, it is not enabled" };
        return Report { vendor, state: State::Works, words: format!("`{name}` {words}."), kind: None };
    }
    let text = |key| envelope.object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Report { vendor, state: State::Fails, words: text("error"), kind: envelope.object.get("error_kind").cloned() }
}
