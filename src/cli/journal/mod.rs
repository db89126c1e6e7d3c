//! `outreach-mcp journal`: what was done. It only looks: no journal is begun, and a damaged one is left where it is.

mod matching;
mod table;

use std::{io::Write, process::ExitCode, sync::Arc, time::Duration};

use anyhow::anyhow;
use serde::Serialize;
use serde_json::{Value, json};

use self::matching::Matching;
use super::{complain, is_read_by_a_person, print, tell, wrong_usage};
use crate::journal::{Arguments, Entry, Filter, Journal, Store, location::Location};
use outreach_model::redact::Redactor;

/// What is looked at.
#[derive(Debug, clap::Subcommand)]
pub enum Look {
    /// List the latest calls first: a table on a terminal, JSON lines in a pipe
    List {
        /// Which calls
        #[command(flatten)]
        matching: Matching,
        /// At most so many
        #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
        last: u32,
        /// Print JSON lines, to a terminal too
        #[arg(long)]
        json: bool,
    },
    /// Show everything that is kept of one call
    Show {
        /// Its id, as `list` shows it and refusals name it
        id: String,
    },
    /// Print all of them as JSON lines, the oldest first
    Export {
        /// Which calls
        #[command(flatten)]
        matching: Matching,
    },
    /// Count them by day (UTC), account, effect and outcome, the latest day first
    Totals {
        /// Which calls
        #[command(flatten)]
        matching: Matching,
        /// Print JSON lines, to a terminal too
        #[arg(long)]
        json: bool,
    },
}

/// Entries that are read at once: what a long journal takes of memory.
const PAGE: usize = 200;

/// Prints what is asked for.
///
/// # Errors
///
/// Where there is a journal and it cannot be read.
pub async fn run(look: Look, place: Location, redactor: Redactor) -> anyhow::Result<ExitCode> {
    let filter = match look.matching().map(Matching::filter).transpose() {
        Ok(filter) => filter.unwrap_or_default(),
        Err(words) => return Ok(wrong_usage(&words)),
    };
    let name = named(&place);
    let in_memory = matches!(place, Location::Memory);
    // A look lets no answer go: for how long they are kept is for the servers to errors.
    let journal = Journal::new(place, Arguments::default(), Duration::MAX, redactor);
    let unreadable = |error| anyhow!("the journal in {name} cannot be read: {error}");
    let Some(store) = journal.existing().await.map_err(unreadable)? else {
        let nothing = match in_memory {
            true => "a journal in memory (`--store memory`, and `--sandbox` without `--store`) ends with its process"
                .to_owned(),
            false => format!("there is no journal yet: nothing was written to {name}"),
        };
        if let Look::Show { .. } = look {
            complain(&nothing);
            return Ok(ExitCode::FAILURE);
        }
        tell(&nothing);
        return Ok(ExitCode::SUCCESS);
    };
    match look {
        Look::List { last, json, .. } => {
            let entries = store.list(Filter { most: Some(last.into()), ..filter }).await.map_err(unreadable)?;
            if json || !is_read_by_a_person() {
                write_lines(&journal, &entries);
            } else {
                print(table::entries(&entries, |entry| journal.shown(entry)).trim_end());
            }
        }
        Look::Show { id } => {
            let Some(entry) = store.get(&id).await.map_err(unreadable)? else {
                complain(&format!(
                    "there is no entry `{id}` in {name}\nhint: `outreach-mcp journal list` shows their ids"
                ));
                return Ok(ExitCode::FAILURE);
            };
            print(&serde_json::to_string_pretty(&journal.shown(&whole(&entry)))?);
        }
        Look::Export { .. } => export(&journal, store, filter).await.map_err(unreadable)?,
        Look::Totals { json, .. } => {
            let totals = store.totals(filter).await.map_err(unreadable)?;
            if json || !is_read_by_a_person() {
                write_lines(&journal, &totals);
            } else {
                print(table::totals(&totals).trim_end());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Look {
    fn matching(&self) -> Option<&Matching> {
        match self {
            Self::List { matching, .. } | Self::Export { matching } | Self::Totals { matching, .. } => Some(matching),
            Self::Show { .. } => None,
        }
    }
}

/// The place, without what of it nobody may see.
fn named(place: &Location) -> String {
    match place {
        Location::Memory => "memory".to_owned(),
        Location::File { path, .. } => format!("`{}`", path.display()),
        Location::Server(_) => "the database of `--store`".to_owned(),
        Location::Nowhere(_) => "the user's folder for state".to_owned(),
    }
}

/// An entry with what lists leave out.
fn whole(entry: &Entry) -> Value {
    let mut whole = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(object) = &mut whole {
        object.insert("request_hash".to_owned(), json!(entry.request_hash));
        let answer = entry.answer.as_deref().and_then(|answer| serde_json::from_str::<Value>(answer).ok());
        object.extend(answer.map(|answer| ("answer".to_owned(), answer)));
    }
    whole
}

async fn export(journal: &Journal, store: &Arc<dyn Store>, filter: Filter) -> Result<(), crate::journal::StoreError> {
    let mut after = String::new();
    loop {
        let page = Filter { after: Some(after), most: Some(PAGE as i64), ..filter.clone() };
        let entries = store.list(page).await?;
        let has_reader = write_lines(journal, &entries);
        match entries.last() {
            Some(last) if has_reader && entries.len() == PAGE => after = last.id.clone(),
            _ => return Ok(()),
        }
    }
}

/// Prints one JSON object a line; whether there is still somebody who reads them.
fn write_lines(journal: &Journal, rows: &[impl Serialize]) -> bool {
    let lines: String = rows.iter().map(|row| format!("{}\n", journal.shown(row))).collect();
    std::io::stdout().write_all(lines.as_bytes()).is_ok()
}
