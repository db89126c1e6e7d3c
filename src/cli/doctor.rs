//! `outreach-mcp doctor`: checks each vendor and the journal, and says how to fix what fails.

use std::{fmt::Write as _, process::ExitCode};

use outreach_model::{error::ErrorKind, vendor::Vendor};
use outreach_vendors::catalogue;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    output::{is_read_by_a_person, print},
    prepare::Prepared,
    table::{paragraph, width},
};
use crate::{
    client::{self, Room},
    config::Incomplete,
    guard::{
        confirm::{Approver, Confirm},
        generation,
    },
    service::{
        Service,
        caller::Caller,
        dispatch::{Call, Reply},
        envelope::Envelope,
        registry::{ToolLookup, ToolRegistry, ToolView},
    },
};

/// Makes the health check's call at each configured vendor and looks at the journal. Exits with 1 if one fails or no vendor is
/// configured.
///
/// # Errors
///
/// Where the setup fails.
pub(super) async fn run(mut prepared: Prepared) -> anyhow::Result<ExitCode> {
    let sandbox = prepared.options.is_sandbox();
    let incomplete = prepared.configured.incomplete.clone();
    let accounts = prepared.configured.accounts(&prepared.options, &prepared.redactor);
    // What agents see. The checks themselves are the operator's, and only read, so no policy applies to them.
    let caller = Caller { accounts, policy: std::mem::take(&mut prepared.policy) };
    let listed = ToolRegistry::new(prepared.options.tool_names, Confirm::default())
        .listing(prepared.options.tools_mode)
        .with_hooks(prepared.options.hooks)
        .view(&caller);
    let setup = prepared.setup().await?;
    let mut reports = Vec::new();
    for vendor in catalogue::VENDORS {
        reports.push(examine(&setup.service, &listed, vendor, &incomplete, sandbox).await);
    }
    let (tools, policy) = (listed.tools().len(), listed.policy().in_words());
    let any = reports.iter().any(|report| report.state == State::Works);
    let journal = journal(&setup.service, &listed).await;
    let success = any && !reports.iter().any(|report| report.state == State::Fails) && !matches!(journal, Some(Err(_)));
    if is_read_by_a_person() {
        print(&format!("outreach-mcp {}{}", env!("CARGO_PKG_VERSION"), if sandbox { " (sandbox)" } else { "" }));
        for report in &reports {
            print(&format!("\n{}: {}", report.vendor.title, report.state.word()));
            print(&wrapped(&report.detail));
        }
        match &journal {
            Some(Ok(detail)) => print(&format!("\nJournal: works\n{}", wrapped(detail))),
            Some(Err(why)) => {
                print(&format!("\nJournal: fails\n{}", wrapped(&format!("{why}. Writes are refused until it works."))));
            }
            None => {}
        }
        print(&format!("\n{tools} tools are enabled."));
        if let Some(policy) = policy {
            print(&paragraph(&format!("{} more are disabled by {policy}.", listed.left_out()), 0, width()));
        }
    } else {
        let vendors: Vec<Value> = reports.iter().map(Report::json).collect();
        print(&json!({ "success": success, "version": env!("CARGO_PKG_VERSION"), "sandbox": sandbox, "tools": tools, "policy": policy, "vendors": vendors, "journal": journal_json(journal) }).to_string());
    }
    Ok(if success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A text below a heading.
fn wrapped(text: &str) -> String {
    paragraph(text, 2, width())
}

/// Looks whether the journal works, and changes nothing. Returns where it is, or why it does not work; `None` if no tool writes.
async fn journal(service: &Service, listed: &ToolView) -> Option<Result<String, String>> {
    let journal = &service.dispatch.guard.journal;
    if listed.tools().iter().all(|tool| tool.effect.is_read()) {
        return None;
    }
    let location = journal.location();
    Some(match journal.check().await {
        Ok(true) => Ok(format!("It is kept in {location}.")),
        Ok(false) => Ok(format!("The first write creates it in {location}.")),
        Err(error) => Err(error.to_string()),
    })
}

fn journal_json(journal: Option<Result<String, String>>) -> Value {
    match journal {
        Some(Ok(detail)) => json!({ "state": State::Works.word(), "detail": detail }),
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
    detail: String,
    kind: Option<Value>,
}

impl Report {
    fn json(&self) -> Value {
        json!({ "vendor": self.vendor.id, "state": self.state.word(), "detail": self.detail, "error_kind": self.kind })
    }
}

/// A vendor without an account. Left out on purpose it is no failure; with a part of its credentials, or a damaged one, it is.
fn not_set_up(vendor: &'static Vendor, incomplete: &Incomplete) -> Report {
    let names: Vec<String> = incomplete.settings.iter().map(|setting| format!("`{}`", setting.variable)).collect();
    let mut detail = match incomplete.problems.as_slice() {
        [] => format!("Set {} to use it.", names.join(" and ")),
        problems => format!("{}. {}", problems.join("; "), incomplete.missing.advice),
    };
    for setting in &incomplete.settings {
        // Writing to a String cannot fail.
        let _ = write!(detail, " `{}`: {}.", setting.variable, setting.help);
    }
    let state = if incomplete.is_mistake { State::Fails } else { State::NotSetUp };
    Report { vendor, state, detail, kind: incomplete.is_mistake.then(|| json!(ErrorKind::NotConfigured.word())) }
}

async fn examine(
    service: &Service,
    listed: &ToolView,
    vendor: &'static Vendor,
    incomplete: &[(&'static Vendor, Incomplete)],
    is_sandbox: bool,
) -> Report {
    if let Some((_, incomplete)) = incomplete.iter().find(|(other, _)| other.id == vendor.id) {
        return not_set_up(vendor, incomplete);
    }
    let (action, inputs) = vendor.health_check;
    let name = format!("{}_{action}", vendor.id);
    let envelope = read(service, vendor, action, inputs).await;
    if envelope.success {
        let enabled = matches!(listed.find(&name), ToolLookup::Tool(_));
        let note = if enabled { "" } else { " It is not enabled for agents." };
        let generations = generations(service, vendor).await.map(|said| format!(" {said}")).unwrap_or_default();
        let account = service.caller.accounts.of(vendor).ok().filter(|_| !is_sandbox);
        let origin = account.map(|account| format!(" It used {}.", account.origin.named)).unwrap_or_default();
        let detail = format!("`{name}` succeeded.{origin}{note}{generations}");
        return Report { vendor, state: State::Works, detail, kind: None };
    }
    let text = |key| envelope.object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Report { vendor, state: State::Fails, detail: text("error"), kind: envelope.object.get("error_kind").cloned() }
}

/// Makes the health check's call at a vendor.
///
/// # Errors
///
/// The kind and the text of what failed.
pub(super) async fn try_key(service: &Service, vendor: &'static Vendor) -> Result<(), (String, String)> {
    let (action, inputs) = vendor.health_check;
    let envelope = read(service, vendor, action, inputs).await;
    let text = |key| envelope.object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    if envelope.success { Ok(()) } else { Err((text("error_kind"), text("error"))) }
}

/// The envelope of a read.
async fn read(service: &Service, vendor: &'static Vendor, action: &str, inputs: &str) -> Envelope {
    let Service { dispatch, caller, view } = service;
    let ToolLookup::Tool(tool) = view.find(&format!("{}_{action}", vendor.id)) else {
        return dispatch.not_configured(caller, vendor);
    };
    let arguments = serde_json::from_str(inputs).unwrap_or_default();
    let (cancel, approver) = (CancellationToken::new(), &Approver::Nobody);
    let call = Call { caller, view, tool, arguments, cancel, progress: None, room: Room::default(), approver };
    match dispatch.call(call).await {
        Reply::Envelope(envelope) => envelope,
        Reply::Ask(_) => dispatch.not_configured(caller, vendor),
    }
}

/// Which generation of the vendor's API the account has, in sentences: as earlier calls have found, else by reads that cost nothing.
/// `None` where there is one alone.
async fn generations(service: &Service, vendor: &'static Vendor) -> Option<String> {
    let generations = vendor.generations.as_ref()?;
    let account = service.caller.accounts.of(vendor).ok()?;
    if let Some(chosen) = account.generations.chosen() {
        return Some(format!("`{}` has it asked in {}.", generations.setting.variable, generations.name(chosen)));
    }
    if generations.probes.is_some() {
        let opened = client::opened(&service.dispatch.http, &account).await;
        generation::keep(&account, &service.dispatch.guard.journal).await;
        return Some(match opened.as_slice() {
            [] => format!("Which generations of {}'s API the key opens could not be read.", vendor.title),
            opened => format!("The key opens {} of {}'s API.", opened.join(" and "), vendor.title),
        });
    }
    generation::recall(&account, &service.dispatch.guard.journal).await;
    let mut said: Vec<String> = Vec::new();
    for family in generations.families {
        if account.generations.of(family.name).is_none() {
            let (action, inputs) = family.probe;
            // What it answers does not matter: the account learns what the calls are asked in.
            read(service, vendor, action, inputs).await;
        }
        let answers = account.generations.of(family.name).map_or("unknown", |found| generations.name(found));
        said.push(format!("{} {answers}", family.name));
    }
    Some(format!("Generations of its API: {}.", said.join(", ")))
}
