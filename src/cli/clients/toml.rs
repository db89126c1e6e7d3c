//! Merges the entry into TOML, for Codex. Comments, order and spacing of everything else are kept.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{
    entry::{Entry, NAME, REMOTE_FIELDS, variables_to_set},
    error::Refused,
};

/// The entry alone, in the table `servers`.
pub(super) fn snippet(servers_key: &str, entry: &Entry) -> String {
    let mut servers = Table::new();
    servers.set_implicit(true);
    servers.insert(NAME, Item::Table(server(entry)));
    let mut document = DocumentMut::new();
    document.insert(servers_key, Item::Table(servers));
    document.to_string()
}

/// `text` with the entry in it.
pub(super) fn merge(text: &str, servers: &str, entry: &Entry) -> Result<String, Refused> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let (line, column) = position(text, error.span().map_or(0, |span| span.start));
        Refused::Syntax { language: "TOML", message: error.message().replace('\n', ", "), line, column }
    })?;
    let mut implicit = Table::new();
    implicit.set_implicit(true);
    let item = document.entry(servers).or_insert(Item::Table(implicit));
    // `mcp_servers = { ... }` can only contain inline tables.
    let inline = item.is_inline_table();
    let table = item.as_table_like_mut().ok_or_else(|| Refused::NotAnObject(format!("`{servers}`")))?;
    if let Some(known) = table.get_mut(NAME).and_then(Item::as_table_like_mut) {
        update(known, entry);
    } else if inline {
        table.insert(NAME, Item::Value(Value::InlineTable(server(entry).into_inline_table())));
    } else {
        table.remove(NAME);
        table.insert(NAME, Item::Table(server(entry)));
    }
    let merged = with_line_ends_of(text, document.to_string());
    // Check what Codex will read, in case the library's edit changed more than intended.
    match (rest(text, servers), rest(&merged, servers)) {
        (Some(before), Some(after)) if before == after => Ok(merged),
        _ => Err(Refused::Unsafe),
    }
}

fn server(entry: &Entry) -> Table {
    let mut server = Table::new();
    server.insert("command", Item::Value(command(entry)));
    server.insert("args", Item::Value(args(&entry.all_args())));
    if !entry.env.is_empty() {
        let mut env = Table::new();
        for (name, value) in &entry.env {
            env.insert(name, Item::Value(value.as_str().into()));
        }
        server.insert("env", Item::Table(env));
    }
    server
}

fn command(entry: &Entry) -> Value {
    entry.command.to_string_lossy().as_ref().into()
}

fn args(args: &[String]) -> Value {
    Value::Array(args.iter().map(String::as_str).collect::<Array>())
}

/// Updates an entry key by key, which keeps comments and the settings of Codex (timeouts, enabled tools).
fn update(known: &mut dyn TableLike, entry: &Entry) {
    for name in REMOTE_FIELDS {
        known.remove(name);
    }
    set(known, "command", command(entry));
    let existing = known
        .get("args")
        .and_then(Item::as_array)
        .map(|existing| existing.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>());
    set(known, "args", args(&entry.args_over(existing.as_deref().unwrap_or_default())));
    if entry.env.is_empty() {
        return;
    }
    let Some(env) = known.get_mut("env").and_then(Item::as_table_like_mut) else {
        // An inline table is valid whether the entry is a table, an inline table or dotted keys.
        let env: InlineTable = entry.env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        known.insert("env", Item::Value(Value::InlineTable(env)));
        return;
    };
    let existing: Vec<_> =
        env.iter().map(|(name, value)| (name.to_owned(), value.as_str().map(str::to_owned))).collect();
    for (name, value) in variables_to_set(entry, &existing) {
        set(env, name, value.into());
    }
}

/// Sets a value and keeps the comment after it. A value that is equal already keeps its formatting.
fn set(table: &mut dyn TableLike, name: &str, value: Value) {
    match table.get_mut(name) {
        Some(Item::Value(known)) => {
            if !same(known, &value) {
                let decor = known.decor().clone();
                *known = value;
                *known.decor_mut() = decor;
            }
        }
        _ => {
            table.insert(name, Item::Value(value));
        }
    }
}

fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.value() == right.value(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        _ => false,
    }
}

/// Restores CRLF line endings, which the editor replaces with LF. A file with both kinds is left as the editor wrote it, since a
/// line ending may be part of a value.
fn with_line_ends_of(text: &str, merged: String) -> String {
    let crlf = text.matches("\r\n").count();
    let merged = if crlf > 0 && crlf == text.matches('\n').count() {
        merged.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        merged
    };
    match text.ends_with('\n') {
        true => merged,
        false => {
            merged.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text)).unwrap_or(&merged).into()
        }
    }
}

/// The document without this program's entry, and without the table around it if that is then empty.
fn rest(text: &str, servers: &str) -> Option<toml::Table> {
    let mut document: toml::Table = text.parse().ok()?;
    if let Some(table) = document.get_mut(servers).and_then(toml::Value::as_table_mut) {
        table.remove(NAME);
        if table.is_empty() {
            document.remove(servers);
        }
    }
    Some(document)
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (line, column)
}
