//! Reads a list page by page.

use std::{borrow::Cow, sync::Arc};

use outreach_model::{
    error::{ErrorKind, Failure},
    registered::RegisteredAction,
    schemas::Schemas,
};
use serde_json::{Map, Value};

use super::{account::Account, call, context::Context, transport::Http};
use crate::schemas;

/// A list that is read page by page. See [`pages`].
pub(crate) struct Pages<'a> {
    http: &'a Arc<Http>,
    account: &'a Arc<Account>,
    action: &'a RegisteredAction,
    context: &'a Context,
    /// The schemas of the action.
    schemas: Cow<'a, Schemas>,
    /// The output that lists the rows.
    rows: &'static str,
    /// The inputs of the next page.
    inputs: Map<String, Value>,
    /// The cursors that were used, to notice one that repeats.
    cursors: Vec<Value>,
    pages_left: usize,
    end: Option<End>,
}

/// A page of a list.
pub(crate) struct Page {
    /// Its rows.
    pub(crate) rows: Vec<Value>,
    /// Its other outputs, without the cursor of the next page.
    pub(crate) rest: Map<String, Value>,
    /// The cursor that it was read with; `None` for the first page.
    pub(crate) cursor: Option<Value>,
}

/// Why a list was read no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// There is no further page.
    LastPage,
    /// The caller needs no further row.
    Enough,
    /// A page without rows names a next page.
    EmptyPage,
    /// A page names a next page that was read already.
    RepeatedCursor,
    /// As many pages were read as the caller allows.
    PageLimit,
}

impl End {
    /// Whether the rows are all that the caller asked for.
    pub(crate) const fn is_complete(self) -> bool {
        matches!(self, Self::LastPage | Self::Enough)
    }
}

/// Reads a list by an action, beginning at the page that `inputs` name. [`outreach_model::about::Pages`] says what the
/// next page is; an action without it answers one page, whose rows [`Pages::rows_in`] must name.
pub(crate) fn pages<'a>(
    http: &'a Arc<Http>,
    account: &'a Arc<Account>,
    action: &'a RegisteredAction,
    inputs: Map<String, Value>,
    context: &'a Context,
) -> Pages<'a> {
    let schemas = schemas::of(account.vendor.id, action.about.name, &action.types);
    pages_by(http, account, action, Cow::Owned(schemas), inputs, context)
}

/// The same where the schemas of the action are there already.
pub(crate) fn pages_by<'a>(
    http: &'a Arc<Http>,
    account: &'a Arc<Account>,
    action: &'a RegisteredAction,
    schemas: Cow<'a, Schemas>,
    inputs: Map<String, Value>,
    context: &'a Context,
) -> Pages<'a> {
    let rows = action.about.pages.map_or("", |pages| pages.items);
    let cursors = action.about.pages.and_then(|pages| inputs.get(pages.cursor)).cloned().into_iter().collect();
    Pages { http, account, action, context, schemas, rows, inputs, cursors, pages_left: usize::MAX, end: None }
}

impl Pages<'_> {
    /// Takes the rows from this output.
    pub(crate) fn rows_in(self, output: &'static str) -> Self {
        Self { rows: output, ..self }
    }

    /// Reads at most this many pages.
    pub(crate) fn at_most(self, pages: usize) -> Self {
        Self { pages_left: pages, ..self }
    }

    /// The cursor of the next page; `None` where it is not known or there is none.
    pub(crate) fn following(&self) -> Option<&Value> {
        let cursor = self.action.about.pages?.cursor;
        self.inputs.get(cursor).filter(|_| self.end.is_none())
    }

    /// The rows of the next page; `None` at the end.
    ///
    /// # Errors
    ///
    /// What a call of the action fails with, and where its outputs list no rows.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Value>>, Failure> {
        Ok(self.next_page().await?.map(|page| page.rows))
    }

    /// The next page; `None` at the end.
    ///
    /// # Errors
    ///
    /// As [`Self::next`].
    pub(crate) async fn next_page(&mut self) -> Result<Option<Page>, Failure> {
        if self.end.is_none() && self.pages_left == 0 {
            self.end = Some(End::PageLimit);
        }
        if self.end.is_some() {
            return Ok(None);
        }
        self.pages_left -= 1;
        let prepared = self.action.prepare(&self.schemas, self.inputs.clone())?;
        let about = &self.action.about;
        let mut outputs =
            call::send(self.http, self.account, about, &self.schemas.input, prepared, self.context).await?;
        let Some(Value::Array(rows)) = outputs.shift_remove(self.rows) else {
            let message = format!("The answer to `{}` lists nothing.", about.name);
            return Err(Failure::new(ErrorKind::VendorError, message));
        };
        let next = about.pages.and_then(|pages| Some((pages.cursor, outputs.shift_remove(pages.next)?)));
        let cursor = about.pages.and_then(|pages| self.inputs.get(pages.cursor)).cloned();
        self.end = match next.filter(|(_, cursor)| !cursor.is_null()) {
            None => Some(End::LastPage),
            Some(_) if rows.is_empty() => Some(End::EmptyPage),
            Some((_, cursor)) if self.cursors.contains(&cursor) => Some(End::RepeatedCursor),
            Some((input, cursor)) => {
                self.cursors.push(cursor.clone());
                self.inputs.insert(input.to_owned(), cursor);
                None
            }
        };
        Ok(Some(Page { rows, rest: outputs, cursor }))
    }

    /// All remaining rows, up to the first page for which `is_enough` returns true (for example because the list is
    /// sorted and further rows are older), and why reading ended.
    ///
    /// # Errors
    ///
    /// As [`Self::next`].
    pub(crate) async fn collect(mut self, is_enough: impl Fn(&[Value]) -> bool) -> Result<(Vec<Value>, End), Failure> {
        let mut all = Vec::new();
        while let Some(rows) = self.next().await? {
            if is_enough(&rows) {
                self.end = Some(End::Enough);
            }
            all.extend(rows);
        }
        Ok((all, self.end.unwrap_or(End::LastPage)))
    }
}

#[cfg(test)]
mod tests;
