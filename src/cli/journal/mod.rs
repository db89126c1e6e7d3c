//! `outreach-mcp journal`: lists, shows, exports and counts journal entries, and deletes old ones. It creates no journal.

mod selection;
mod table;

use std::{process::ExitCode, sync::Arc};

use anyhow::anyhow;
use serde::Serialize;
use serde_json::{Value, json};

use self::selection::Selection;
use super::{
    output::{complain, is_read_by_a_person, print, tell, write, wrong_usage},
    prepare::Prepared,
};
use crate::{
    journal::{Arguments, Entry, Filter, Journal, Location, Store, StoreError},
    service::setup::place,
};

/// What to read from the journal.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Query {
    /// List calls, the latest first: as a table on a terminal, as JSON lines elsewhere
    List {
        #[command(flatten)]
        selection: Selection,
        /// Maximum number of calls
        #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
        last: u32,
        /// Print JSON lines even on a terminal
        #[arg(long)]
        json: bool,
    },
    /// Show everything that the journal has of one call
    Show {
        /// Id of the call, from `journal list` or an error message
        id: String,
    },
    /// Print all calls as JSON lines, the oldest first
    Export {
        #[command(flatten)]
        selection: Selection,
    },
    /// Delete the calls that are older than `--journal-keep` now, as servers do by themselves every hour
    Prune {
        /// Also make the file as small as it can be; nobody can write meanwhile
        #[arg(long)]
        compact: bool,
    },
    /// Count calls by day (UTC), account, effect and outcome, the latest day first
    Totals {
        #[command(flatten)]
        selection: Selection,
        /// Print JSON lines even on a terminal
        #[arg(long)]
        json: bool,
    },
}

/// How many entries are read at once. It bounds the memory for the export of a long journal.
const PAGE: usize = 200;

/// Reads the journal and prints the result.
///
/// # Errors
///
/// Where a journal exists and cannot be read.
pub(super) async fn run(query: Query, prepared: Prepared) -> anyhow::Result<ExitCode> {
    let filter = match query.selection().map(Selection::filter).transpose() {
        Ok(filter) => filter.unwrap_or_default(),
        Err(message) => return Ok(wrong_usage(&message)),
    };
    let keep = prepared.options.keep()?;
    let location = place(&prepared.options);
    let name = named(&location);
    let in_memory = matches!(location, Location::Memory);
    let window = prepared.options.duplicate_window.into();
    let journal = Journal::new(location, Arguments::default(), window, prepared.redactor).keeping(keep);
    let unreadable = |error| anyhow!("cannot read the journal in {name}: {error}");
    let Some(store) = journal.existing().await.map_err(unreadable)? else {
        let message = match in_memory {
            true => {
                "there is no journal to read: it is kept in memory and ends with its process\nhint: give a file or \
                     database with `--store`"
                    .to_owned()
            }
            false => format!("there is no journal yet: nothing has been written to {name}"),
        };
        if let Query::Show { .. } = query {
            complain(&message);
            return Ok(ExitCode::FAILURE);
        }
        tell(&message);
        return Ok(ExitCode::SUCCESS);
    };
    match query {
        Query::List { last, json, .. } => {
            let entries = store.list(Filter { most: Some(last.into()), ..filter.clone() }).await.map_err(unreadable)?;
            if entries.len() < last as usize {
                tell_since(store, &filter).await.map_err(unreadable)?;
            }
            if json || !is_read_by_a_person() {
                write_lines(&journal, &entries);
            } else {
                print(table::entries(&entries, |entry| journal.shown(entry)).trim_end());
            }
        }
        Query::Show { id } => {
            let Some(entry) = store.get(&id).await.map_err(unreadable)? else {
                complain(&format!(
                    "there is no entry `{id}` in {name}\nhint: `outreach-mcp journal list` shows the ids"
                ));
                return Ok(ExitCode::FAILURE);
            };
            print(&serde_json::to_string_pretty(&journal.shown(&whole(&entry)))?);
        }
        Query::Export { .. } => {
            tell_since(store, &filter).await.map_err(unreadable)?;
            export(&journal, store, filter).await.map_err(unreadable)?;
        }
        Query::Prune { compact } => prune(&journal, store, compact).await.map_err(unreadable)?,
        Query::Totals { json, .. } => {
            tell_since(store, &filter).await.map_err(unreadable)?;
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

impl Query {
    fn selection(&self) -> Option<&Selection> {
        match self {
            Self::List { selection, .. } | Self::Export { selection } | Self::Totals { selection, .. } => {
                Some(selection)
            }
            Self::Show { .. } | Self::Prune { .. } => None,
        }
    }
}

/// The location for messages, without the credentials of a database.
fn named(location: &Location) -> String {
    match location {
        Location::Memory => "memory".to_owned(),
        Location::File { path, .. } => format!("`{}`", path.display()),
        Location::Server(_) => "the database of `--store`".to_owned(),
        Location::Unavailable(_) => "your state directory".to_owned(),
    }
}

/// An entry as JSON, with the fields that lists leave out.
fn whole(entry: &Entry) -> Value {
    let mut whole = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(object) = &mut whole {
        object.insert("request_hash".to_owned(), json!(entry.request_hash));
        let answer = entry.answer.as_deref().and_then(|answer| serde_json::from_str::<Value>(answer).ok());
        object.extend(answer.map(|answer| ("answer".to_owned(), answer)));
    }
    whole
}

/// Says since when the journal is complete, where the selection reaches further back.
async fn tell_since(store: &Arc<dyn Store>, selected: &Filter) -> Result<(), StoreError> {
    if let Some(since_ms) = store.pruned_before().await?
        && selected.since_ms.is_none_or(|from| from < since_ms)
    {
        let day = table::day(since_ms);
        tell(&format!("calls from before {day} were deleted (`--journal-keep`); totals begin with {day}"));
    }
    Ok(())
}

async fn prune(journal: &Journal, store: &Arc<dyn Store>, compact: bool) -> Result<(), StoreError> {
    let deleted = store.prune(journal.expiry()).await?;
    if compact {
        store.compact().await?;
    }
    let calls = if deleted == 1 { "call" } else { "calls" };
    print(&format!("{deleted} {calls} deleted{}", if compact { ", file compacted" } else { "" }));
    Ok(())
}

async fn export(journal: &Journal, store: &Arc<dyn Store>, filter: Filter) -> Result<(), StoreError> {
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

/// Prints each row as a JSON object on its own line. Returns whether stdout still has a reader.
fn write_lines(journal: &Journal, rows: &[impl Serialize]) -> bool {
    let lines: String = rows.iter().map(|row| format!("{}\n", journal.shown(row))).collect();
    write(&lines)
}
