//! Reads the rows of a list: one page, or page after page up to a number of rows; or counts them.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use outreach_model::{
    brief::SHORTENED, error::Failure, registered::RegisteredAction, remarks::Remark, schemas::Schemas,
};
use serde_json::{Map, Value};

use super::{
    Asked, Limits, List, PAGE, Paging, Reading,
    cursor::Seal,
    place::{Base, First, Place, first_page, row_key},
    schema::{self, CURSOR, HAS_MORE, NOTE, add_note},
    wrong_cursor,
};
use crate::client::{
    Context,
    account::Account,
    paging::{self, Page},
    transport::Http,
};

/// So many rows are shaped before other calls have their turn.
const ROWS_AT_ONCE: usize = 32;

/// Pages that are read in search of the row before the place that a cursor names.
const MAX_PAGES_LOOKED_ON: usize = 2;

/// What a list is read with.
pub(crate) struct ListCall<'a> {
    pub(crate) http: &'a Arc<Http>,
    pub(crate) account: &'a Arc<Account>,
    pub(crate) action: &'static RegisteredAction,
    /// The tool's qualified name.
    pub(crate) tool: String,
    /// The schemas of the action itself.
    pub(crate) schemas: &'a Schemas,
    /// Those inputs.
    pub(crate) inputs: Map<String, Value>,
    pub(crate) context: &'a Context,
    pub(crate) limits: Limits,
}

/// Where the rows of an answer stand in the list, so that it can be cut behind any of them.
pub(crate) struct Trail {
    /// The output that lists them.
    pub(super) rows: &'static str,
    /// The vendor's own output that says where the list goes on.
    pub(super) next: Option<&'static str>,
    paging: Paging,
    seal: Seal,
    bases: Vec<Base>,
    /// Of each row: its page, its index there, and its key.
    places: Vec<(usize, usize, u64)>,
    /// Where reading began.
    begin: Place,
}

impl Trail {
    /// The place behind this many rows.
    fn behind(&self, rows: usize) -> Place {
        let row = rows.checked_sub(1).and_then(|row| self.places.get(row));
        let place = row.and_then(|(page, index, key)| Some(self.bases.get(*page)?.place(index + 1, Some(*key))));
        place.unwrap_or_else(|| self.begin.clone())
    }

    /// Says in the outputs that only the first `rows` of the rows are answered.
    pub(super) fn cut_behind(&self, rows: usize, outputs: &mut Map<String, Value>) {
        outputs.insert("count".to_owned(), rows.into());
        self.go_on_at(&self.behind(rows), outputs);
    }

    /// Says in the outputs that the list goes on, and where.
    fn go_on_at(&self, place: &Place, outputs: &mut Map<String, Value>) {
        outputs.insert(HAS_MORE.to_owned(), true.into());
        outputs.insert(CURSOR.to_owned(), self.seal.cursor(place).into());
        if let Some(next) = self.next {
            // The vendor's own word is right only where a page of the vendor's ends.
            match self.paging {
                Paging::Offset => outputs.insert(next.to_owned(), place.skip.into()),
                // The input takes any text, so the cursor can be passed in it too.
                Paging::Opaque => outputs.insert(next.to_owned(), self.seal.cursor(place).into()),
                Paging::Numbered | Paging::Whole => outputs.shift_remove(next),
            };
        }
    }
}

/// What was read so far.
struct Run<'a> {
    asked: &'a Asked,
    reading: &'a Reading,
    list: &'a List,
    trail: Trail,
    rows: Vec<Value>,
    /// Of the rows as JSON, where several pages are read.
    bytes: usize,
    is_several: bool,
    count: usize,
    /// The rows of earlier pages.
    seen: HashSet<u64>,
    cut: BTreeSet<String>,
}

/// How reading ended.
enum End {
    /// With the list.
    Last,
    /// Where the vendor's page ends too: with the vendor's cursor.
    Page(Value),
    /// Before the end of the vendor's page.
    Within,
}

impl Reading {
    /// Reads a list as the caller asked for it.
    ///
    /// # Errors
    ///
    /// Where the cursor is wrong, and what the first page fails with. A later failure ends the answer, which says so.
    pub(crate) async fn read_list(
        &self,
        asked: &Asked,
        call: ListCall<'_>,
    ) -> Result<(Map<String, Value>, Trail), Failure> {
        let Some(list) = &self.list else { return Err(wrong_cursor("This is not a list.")) };
        let ListCall { http, account, action, tool, schemas, mut inputs, context, limits } = call;
        let given = |name: Option<&str>| name.and_then(|name| inputs.get(name)).and_then(Value::as_u64);
        let chosen = given(list.pages.and_then(|pages| pages.size)).and_then(|size| usize::try_from(size).ok());
        let (begin, seal) = begin(list, asked, tool, &inputs, chosen.unwrap_or(PAGE))?;
        let wanted = match (asked.max_items, asked.count_only) {
            (None, true) => usize::MAX,
            (Some(most), true) => most,
            (Some(most), false) => most.min(limits.max_items),
            (None, false) => chosen.unwrap_or(PAGE),
        };
        let max = max_size(list, &schemas.input);
        let First { skip, size } =
            first_page(list.paging, list.pages, &begin, (chosen, wanted.min(max), max), &mut inputs);
        let mut pages =
            paging::pages_by(http, account, action, Cow::Borrowed(schemas), inputs, context).rows_in(list.rows);

        let trail = Trail {
            rows: list.rows,
            next: list.pages.map(|pages| pages.next),
            paging: list.paging,
            seal,
            bases: Vec::new(),
            places: Vec::new(),
            begin: begin.clone(),
        };
        // Whether it is read on where one page does not do.
        let is_several = asked.max_items.is_some() || asked.count_only;
        let mut run = Run {
            asked,
            reading: self,
            list,
            trail,
            rows: Vec::new(),
            bytes: 0,
            is_several,
            count: 0,
            seen: HashSet::new(),
            cut: BTreeSet::new(),
        };
        let (mut rest, mut first, mut note) = (Map::new(), Some(skip), None);
        let mut held: Vec<Page> = Vec::new();
        let end = loop {
            let page = match pages.next_page().await {
                Ok(Some(page)) => page,
                Ok(None) => break End::Last,
                Err(failure) if run.count == 0 || schema::ends_the_call(failure.kind) => return Err(failure),
                Err(failure) => {
                    note = Some(interrupted(asked, run.count, &failure));
                    break End::Within;
                }
            };
            let was = first.and_then(|skip| skip.checked_sub(1)).unwrap_or_default();
            let found = begin.last.filter(|_| first.is_some()).map(|last| list.position(&page.rows, last, was));
            let looks_on =
                list.paging == Paging::Numbered && held.len() < MAX_PAGES_LOOKED_ON && pages.following().is_some();
            let pages_read: Vec<(Page, usize)> = match (first, found) {
                (None, _) => vec![(page, 0)],
                (Some(_), Some(Some(last))) => vec![(page, last + 1)],
                // Rows that were added before it may have moved it to a later page.
                (Some(_), Some(None)) if looks_on => {
                    held.push(page);
                    continue;
                }
                (Some(skip), found) => {
                    // It is gone, and what follows it has moved up.
                    let skip = if found.is_some() && list.paging == Paging::Offset { 0 } else { skip };
                    held.push(page);
                    held.drain(..).enumerate().map(|(at, page)| (page, if at == 0 { skip } else { 0 })).collect()
                }
            };
            (first, held) = (None, Vec::new());
            let mut is_within = false;
            for (page, skip) in pages_read {
                let Page { rows, rest: others, cursor } = page;
                rest = others;
                if rows.is_empty() && (run.count > 0 || asked.cursor.is_some()) {
                    // That the page is empty says nothing of the rows before it.
                    rest.shift_remove(NOTE);
                }
                is_within = is_within || run.add(rows, cursor, size, skip, wanted).await;
            }
            if is_within {
                break End::Within;
            }
            let Some(next) = pages.following() else {
                break End::Last;
            };
            let is_enough = run.count >= wanted || (run.count > 0 && !is_several);
            if is_enough || run.bytes > limits.max_result_bytes {
                break End::Page(next.clone());
            }
            if run.count > 0 {
                context.report(progress(asked, run.count, wanted));
            }
        };
        Ok(run.answer(end, rest, note))
    }
}

/// Where to begin, and what cursors are valid for.
///
/// # Errors
///
/// Where the cursor is wrong, or the vendor's own input says the same.
fn begin(
    list: &List,
    asked: &Asked,
    tool: String,
    inputs: &Map<String, Value>,
    size: usize,
) -> Result<(Place, Seal), Failure> {
    let mut filters = inputs.clone();
    let own = list.pages.and_then(|pages| Some((pages.cursor, filters.shift_remove(pages.cursor)?)));
    if let Some(input) = list.pages.and_then(|pages| pages.size) {
        filters.shift_remove(input);
    }
    let seal = Seal::new(tool, &filters);
    let place = match (&asked.cursor, own) {
        (Some(_), Some((input, _))) => {
            return Err(wrong_cursor(&format!(
                "Pass either `cursor` or `{input}`, not both: each says where to go on."
            )));
        }
        (Some(cursor), None) => seal.place(cursor, CURSOR)?,
        (None, None) => Place::default(),
        // What stands in the vendor's own output where this server has cut a page.
        (None, Some((input, Value::String(own)))) if Seal::is_cursor(&own) => seal.place(&own, input)?,
        (None, Some((_, value))) => {
            let number = value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
            match list.paging {
                Paging::Numbered => Place { skip: number.saturating_sub(1).saturating_mul(size), ..Place::default() },
                Paging::Offset => Place { skip: number, ..Place::default() },
                Paging::Opaque | Paging::Whole => Place { page: Some(value), ..Place::default() },
            }
        }
    };
    Ok((place, seal))
}

/// The most rows that a page can have.
fn max_size(list: &List, schema: &Map<String, Value>) -> usize {
    let most = || {
        let input = schema.get("properties")?.get(list.pages?.size?)?;
        usize::try_from(input.get("maximum")?.as_u64()?).ok()
    };
    most().unwrap_or(100)
}

impl List {
    /// The index of the row with this key, where several are alike of the one nearest to where it was.
    fn position(&self, rows: &[Value], key: u64, was: usize) -> Option<usize> {
        let alike = rows.iter().enumerate().filter(|(_, row)| row_key(self.paging, row) == key);
        alike.map(|(at, _)| at).min_by_key(|at| at.abs_diff(was))
    }
}

impl Run<'_> {
    /// Adds the rows of a page behind the first `skip`; whether some of them are left for another call.
    async fn add(&mut self, rows: Vec<Value>, cursor: Option<Value>, size: usize, skip: usize, wanted: usize) -> bool {
        let number = cursor.as_ref().and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
        let base = match self.list.paging {
            Paging::Whole => Base::Row(0),
            Paging::Opaque => Base::Cursor(cursor),
            Paging::Numbered => Base::Row(number.unwrap_or(1).saturating_sub(1).saturating_mul(size)),
            Paging::Offset => Base::Row(number.unwrap_or_default()),
        };
        self.trail.bases.push(base);
        let page = self.trail.bases.len() - 1;
        let passed = rows.iter().take(skip).filter(|_| self.list.paging == Paging::Numbered);
        let mut keys: Vec<u64> = passed.map(|row| row_key(self.list.paging, row)).collect();
        for (index, mut row) in rows.into_iter().enumerate().skip(skip) {
            let key = row_key(self.list.paging, &row);
            // A row of an earlier page that was moved to this one by rows that were added before it.
            if self.seen.contains(&key) {
                continue;
            }
            if self.count >= wanted {
                return true;
            }
            keys.push(key);
            self.count += 1;
            if self.count.is_multiple_of(ROWS_AT_ONCE) {
                tokio::task::yield_now().await;
            }
            if self.asked.count_only {
                self.trail.places.clear();
            } else {
                self.reading.shape_row(self.asked, self.list.rows, &mut row, &mut self.cut);
                if self.is_several {
                    self.bytes += serde_json::to_string(&row).map_or(0, |text| text.len());
                }
                self.rows.push(row);
            }
            self.trail.places.push((page, index, key));
        }
        self.seen.extend(keys);
        false
    }

    /// The outputs, and where their rows stand in the list.
    fn answer(self, end: End, mut rest: Map<String, Value>, note: Option<String>) -> (Map<String, Value>, Trail) {
        let Self { asked, trail, rows, count, cut, is_several, .. } = self;
        let mut outputs = Map::new();
        // Remarks are read before what they are about.
        for remark in Remark::ALL {
            outputs.extend(rest.shift_remove_entry(remark.output()));
        }
        // What the vendor says of a single page is not said of several.
        let is_several = is_several || asked.cursor.is_some();
        if is_several && trail.paging == Paging::Numbered {
            for name in ["page", "last_page"] {
                rest.shift_remove(name);
            }
        }
        rest.shift_remove("count");
        if let Some(next) = trail.next {
            rest.shift_remove(next);
        }
        if !asked.count_only {
            outputs.insert(trail.rows.to_owned(), Value::Array(rows));
        }
        outputs.insert("count".to_owned(), count.into());
        outputs.extend(rest);
        let behind = trail
            .places
            .last()
            .and_then(|(page, index, key)| Some(trail.bases.get(*page)?.place(index + 1, Some(*key))));
        match end {
            End::Last => {
                outputs.insert(HAS_MORE.to_owned(), false.into());
            }
            End::Within => trail.go_on_at(&behind.unwrap_or_else(|| trail.begin.clone()), &mut outputs),
            End::Page(next) => {
                let last = trail.places.last().map(|(_, _, key)| *key);
                let place = match trail.paging {
                    Paging::Opaque => Place { page: Some(next.clone()), skip: 0, last },
                    _ => behind.unwrap_or_else(|| trail.begin.clone()),
                };
                trail.go_on_at(&place, &mut outputs);
                if let Some(output) = trail.next
                    && (trail.paging == Paging::Opaque || (trail.paging == Paging::Numbered && !is_several))
                {
                    outputs.insert(output.to_owned(), next);
                }
            }
        }
        if !cut.is_empty() {
            outputs.insert(SHORTENED.to_owned(), cut.into_iter().collect());
        }
        if let Some(note) = note {
            add_note(&mut outputs, &note);
        }
        (outputs, trail)
    }
}

fn interrupted(asked: &Asked, count: usize, failure: &Failure) -> String {
    let what = if asked.count_only { "Counted" } else { "Read" };
    let and = if asked.count_only { "; add what that counts" } else { "" };
    format!("{what} {count} rows, then: {} The list goes on: call again with `cursor`{and}.", failure.message)
}

fn progress(asked: &Asked, count: usize, wanted: usize) -> String {
    match (asked.count_only, wanted) {
        (true, _) => format!("Counted {count} rows"),
        (false, wanted) => format!("Read {count} of at most {wanted} rows"),
    }
}
