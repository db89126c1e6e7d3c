//! A journal file beside the binary that uses it: reading its outcomes, locking it, ageing its entries.

use std::path::Path;

use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::process::Command;

use super::{
    mock_vendor::MockVendor,
    program::{StdioSession, TIMEOUT, with_account, with_all_vendors},
};

/// A journal: a file in a temporary folder that is removed with this value, or a database elsewhere.
pub struct Journal {
    store: String,
    _folder: Option<TempDir>,
}

impl Journal {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("journal.db").to_str().unwrap().to_owned();
        Self { store, _folder: Some(folder) }
    }

    /// The journal in this PostgreSQL database.
    pub fn at(url: &str) -> Self {
        Self { store: url.to_owned(), _folder: None }
    }

    /// The path of the journal file.
    pub fn path(&self) -> &Path {
        Path::new(&self.store)
    }

    /// The command with this journal and with the default duplicate window.
    pub fn configure(&self, mut command: Command) -> Command {
        command.env("OUTREACH_STORE", &self.store).env("OUTREACH_DUPLICATE_WINDOW", "15m");
        command
    }

    /// The binary with an Instantly account at this vendor.
    pub fn command(&self, vendor: &MockVendor) -> Command {
        vendor.tells_account(true);
        self.configure(with_account(&vendor.url()))
    }

    /// The binary with an account at every vendor, all of them at this one.
    pub fn command_of_all(&self, vendor: &MockVendor) -> Command {
        vendor.tells_account(true);
        self.configure(with_all_vendors(&vendor.url()))
    }

    /// A session of [`Self::command`].
    pub async fn session(&self, vendor: &MockVendor) -> StdioSession {
        StdioSession::initialized(self.command(vendor), "2025-11-25").await
    }

    fn is_in_postgres(&self) -> bool {
        self.store.starts_with("postgres:")
    }

    async fn connect_postgres(&self) -> PgConnection {
        PgConnection::connect(&self.store).await.unwrap()
    }

    async fn connect_sqlite(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(&self.store).busy_timeout(TIMEOUT).connect().await.unwrap()
    }

    /// Executes SQL, of one statement or several. Creates the file where it does not exist.
    pub async fn execute(&self, sql: &str) {
        let statements = sqlx::raw_sql(sqlx::AssertSqlSafe(sql));
        if self.is_in_postgres() {
            let mut connection = self.connect_postgres().await;
            statements.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else {
            std::fs::OpenOptions::new().create(true).append(true).open(&self.store).unwrap();
            let mut connection = self.connect_sqlite().await;
            statements.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    /// The numbers in the first column of what SQL selects.
    pub async fn numbers(&self, sql: &str) -> Vec<i64> {
        let sql = sqlx::AssertSqlSafe(sql);
        if self.is_in_postgres() {
            let mut connection = self.connect_postgres().await;
            let numbers = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            numbers
        } else {
            let mut connection = self.connect_sqlite().await;
            let numbers = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            numbers
        }
    }

    /// The outcomes of its entries, oldest first.
    pub async fn outcomes(&self) -> Vec<String> {
        const SQL: &str = "SELECT outcome FROM entries ORDER BY id";
        if self.is_in_postgres() {
            let mut connection = self.connect_postgres().await;
            let outcomes = sqlx::query_scalar(SQL).fetch_all(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            outcomes
        } else {
            let mut connection = self.connect_sqlite().await;
            let outcomes = sqlx::query_scalar(SQL).fetch_all(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            outcomes
        }
    }

    /// The texts in a column of its entries, oldest first; empty where there is none.
    pub async fn column(&self, column: &str) -> Vec<String> {
        column_of(self.path(), column).await
    }

    /// What tells accounts apart, as it is kept in a journal file.
    pub async fn identities(&self) -> Vec<String> {
        let mut connection = self.connect_sqlite().await;
        let identities = sqlx::query_scalar("SELECT identity FROM accounts").fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        identities
    }

    /// Waits until its outcomes are exactly these.
    pub async fn wait_for_outcomes(&self, outcomes: &[&str]) {
        let mut last = Vec::new();
        let same = async {
            loop {
                last = self.outcomes().await;
                if last == outcomes {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        let in_time = tokio::time::timeout(TIMEOUT, same).await.is_ok();
        assert!(in_time, "the outcomes are {outcomes:?}, not {last:?}");
    }

    /// Takes SQLite's write lock, until it is released.
    pub async fn lock(&self) -> WriteLock {
        let mut connection = self.connect_sqlite().await;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
        WriteLock { connection }
    }
}

/// Moves every entry of a journal file ten minutes and a second into the past: from then on a look-up that finds nothing settles
/// it as failed, unless it can send or charge.
pub async fn age_entries(path: &Path) {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let older = "UPDATE entries SET at_ms = at_ms - 601000, ended_ms = ended_ms - 601000";
    sqlx::query(older).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The texts in a column of a journal file's entries, oldest first; empty where there is none.
pub async fn column_of(path: &Path, column: &str) -> Vec<String> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT COALESCE({column}, '') FROM entries ORDER BY id"));
    let mut connection = SqliteConnectOptions::new().filename(path).busy_timeout(TIMEOUT).connect().await.unwrap();
    let texts = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    texts
}

/// Executes SQL on a journal file.
pub async fn execute_on(path: &Path, sql: &str) {
    let mut connection = SqliteConnectOptions::new().filename(path).busy_timeout(TIMEOUT).connect().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The write lock of a journal file.
pub struct WriteLock {
    connection: SqliteConnection,
}

impl WriteLock {
    pub async fn release(mut self) {
        sqlx::query("ROLLBACK").execute(&mut self.connection).await.unwrap();
        self.connection.close().await.unwrap();
    }
}

/// Inputs of a reply with this text. Each text is an intent of its own, and answers an email of its own.
pub fn reply_inputs(text: &str) -> Value {
    let answered = outreach_model::hash::hash(&json!(text.trim()));
    let answered = format!("f9cc070d-8dba-4341-b847-{}", &answered[..12]);
    json!({ "eaccount": "jane@ours.example", "reply_to_uuid": answered, "subject": "Re", "body_text": text })
}

/// Instantly's answer to a reply: the mail with this id.
pub fn reply_answer(id: &str) -> String {
    json!({ "id": id, "subject": "Re", "thread_id": "thread-1" }).to_string()
}

/// The texts of the replies that the vendor has received, in order.
pub fn replies(vendor: &MockVendor) -> Vec<String> {
    let seen = vendor.requests();
    let replies = seen.iter().filter(|seen| seen.method == "POST" && seen.target.ends_with("/emails/reply"));
    replies.map(|seen| seen.json()["body"]["text"].as_str().unwrap().to_owned()).collect()
}
