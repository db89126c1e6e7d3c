//! Completes arguments of prompts: the vendors that are set up, and the ids of their campaigns and lists.
//!
//! Ids come from one list read at each vendor, made as any call of that tool, and are kept for a minute. Where it fails there is
//! nothing to complete, which is no error.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use outreach_model::vendor::{IdList, IdsOf, Vendor};
use outreach_vendors::{catalogue, prompts::Values};
use rmcp::model::{CompleteRequestParams, CompletionInfo, Reference};
use serde_json::Value;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use super::prompts;
use crate::{
    cache::{Cache, Lifetime},
    client::Room,
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        registry::ToolLookup,
    },
};

/// How long the ids of a list are kept.
const KEPT: Duration = Duration::from_secs(60);

/// How long a person who types waits for ids.
const PATIENCE: Duration = Duration::from_secs(5);

/// An id and what it is called by.
struct Named {
    id: String,
    name: String,
}

/// Completes arguments. Clones share what was read, and whoever asks while a list is being read waits for it.
#[derive(Clone)]
pub(super) struct Completion(Cache<(&'static str, IdsOf), Arc<OnceCell<Vec<Named>>>>);

impl Default for Completion {
    fn default() -> Self {
        Self(Cache::new(64, Lifetime::SinceInserted(KEPT)))
    }
}

impl Completion {
    /// The values of an argument that fit what was typed.
    pub(super) async fn complete(
        &self,
        service: &Service,
        request: &CompleteRequestParams,
        cancel: CancellationToken,
    ) -> CompletionInfo {
        let typed = request.argument.value.trim().to_lowercase();
        let mut values: Vec<String> = match values(request) {
            Some(Values::Vendor) => {
                let vendors = catalogue::VENDORS.iter().filter(|vendor| is_enabled(service, vendor));
                vendors.map(|vendor| vendor.id.to_owned()).filter(|id| id.starts_with(&typed)).collect()
            }
            Some(Values::Id(kind)) => {
                let vendor = request.context.as_ref().and_then(|context| context.get_argument("vendor"));
                self.ids(service, kind, vendor.map(String::as_str), &typed, cancel).await
            }
            Some(Values::Any) | None => Vec::new(),
        };
        let total = values.len();
        values.truncate(CompletionInfo::MAX_VALUES);
        let has_more = total > values.len();
        CompletionInfo::with_pagination(values, u32::try_from(total).ok(), has_more).unwrap_or_default()
    }

    /// The ids that begin with what was typed, or whose name contains it, those of one vendor only if it was chosen.
    async fn ids(
        &self,
        service: &Service,
        kind: IdsOf,
        chosen: Option<&str>,
        typed: &str,
        cancel: CancellationToken,
    ) -> Vec<String> {
        let vendors = catalogue::VENDORS.iter().filter(|vendor| chosen.is_none_or(|chosen| chosen.trim() == vendor.id));
        let lists = vendors.flat_map(|vendor| vendor.id_lists.iter().map(move |list| (*vendor, list)));
        let reads =
            lists.filter(|(_, list)| list.kind == kind).map(|(vendor, list)| self.read(service, vendor, list, &cancel));
        let all = join_all(reads).await;
        let fits =
            |named: &&Named| named.id.to_lowercase().starts_with(typed) || named.name.to_lowercase().contains(typed);
        all.iter().filter_map(|read| read.get()).flatten().filter(fits).map(|named| named.id.clone()).collect()
    }

    async fn read(
        &self,
        service: &Service,
        vendor: &'static Vendor,
        list: &IdList,
        cancel: &CancellationToken,
    ) -> Arc<OnceCell<Vec<Named>>> {
        let read = self.0.get_or_replace((vendor.id, list.kind), |_| true, Arc::default);
        // Failures are not kept: the next who asks reads again.
        let rows = || async { rows(service, vendor, list, cancel).await.ok_or(()) };
        let _ = tokio::time::timeout(PATIENCE, read.get_or_try_init(rows)).await;
        read
    }
}

/// Which values the argument of a request has.
fn values(request: &CompleteRequestParams) -> Option<Values> {
    let Reference::Prompt(prompt) = &request.r#ref else { return None };
    let arguments = prompts::named(&prompt.name)?.arguments;
    arguments.iter().find(|argument| argument.name == request.argument.name).map(|argument| argument.values)
}

fn is_enabled(service: &Service, vendor: &Vendor) -> bool {
    service.view.tools().iter().any(|tool| tool.facts().owner == vendor.id)
}

/// The rows of a list; `None` where it cannot be read.
async fn rows(service: &Service, vendor: &Vendor, list: &IdList, cancel: &CancellationToken) -> Option<Vec<Named>> {
    let Service { dispatch, caller, view } = service;
    let ToolLookup::Tool(tool) = view.find(&format!("{}_{}", vendor.id, list.action)) else { return None };
    let arguments = serde_json::from_str(list.inputs).ok()?;
    let (cancel, approver) = (cancel.clone(), &Approver::Nobody);
    let reply = dispatch
        .call(Call { caller, view, tool, arguments, cancel, progress: None, room: Room::default(), approver })
        .await;
    let Reply::Envelope(envelope) = reply else { return None };
    let text = |row: &Value, field: &str| match row.get(field)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let named = |row: &Value| Some(Named { id: text(row, "id")?, name: text(row, list.name).unwrap_or_default() });
    envelope
        .success
        .then(|| envelope.object.get(list.rows)?.as_array().map(|rows| rows.iter().filter_map(named).collect()))?
}
