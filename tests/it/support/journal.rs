//! A journal in a file, seen from beside the binary: what stands in it, and what it is like when somebody else writes.

use std::path::Path;

use serde_json::{Value, json};
use sqlx::{Any, AnyPool, Row, any::AnyPoolOptions, pool::PoolConnection};
use tempfile::TempDir;
use tokio::process::Command;

use super::{
    mock_vendor::MockVendor,
    program::{StdioSession, TIMEOUT, with_account},
};

/// A journal: in a file of its own, which goes when this does, or elsewhere.
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

    /// The one in this database.
    pub fn at(url: &str) -> Self {
        Self { store: url.to_owned(), _folder: None }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        Path::new(&self.store)
    }

    /// The same command with this journal, and with the duplicate window that users have.
    pub fn configure(&self, mut command: Command) -> Command {
        command.env("OUTREACH_STORE", &self.store).env("OUTREACH_DUPLICATE_WINDOW", "15m");
        command
    }

    /// The binary with an Instantly account at this vendor.
    pub fn command(&self, vendor: &MockVendor) -> Command {
        self.configure(with_account(&vendor.url()))
    }

    /// A session of it.
    pub async fn session(&self, vendor: &MockVendor) -> StdioSession {
        StdioSession::initialized(self.command(vendor), "2025-11-25").await
    }

    async fn pool(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        let url = match self.store.starts_with("postgres:") {
            true => self.store.clone(),
            false => format!("sqlite://{}?mode=rw", self.store),
        };
        AnyPoolOptions::new().max_connections(1).connect(&url).await.unwrap()
    }

    /// How the calls in it ended, in their order.
    pub async fn outcomes(&self) -> Vec<String> {
        let pool = self.pool().await;
        let rows = sqlx::query("SELECT outcome FROM entries ORDER BY id").fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Waits until it holds just this.
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
        assert!(in_time, "{outcomes:?} are written down, not {last:?}");
    }

    /// Keeps everybody from writing, until it is let go.
    pub async fn lock(&self) -> WriteLock {
        let pool = self.pool().await;
        let mut connection = pool.acquire().await.unwrap();
        for sql in ["PRAGMA busy_timeout = 10000", "BEGIN IMMEDIATE"] {
            sqlx::query(sql).execute(&mut *connection).await.unwrap();
        }
        WriteLock { connection }
    }
}

/// SQLite's only lock for writing.
pub struct WriteLock {
    connection: PoolConnection<Any>,
}

impl WriteLock {
    pub async fn release(mut self) {
        sqlx::query("ROLLBACK").execute(&mut *self.connection).await.unwrap();
        self.connection.close().await.unwrap();
    }
}

/// A reply that says this: every text is another intent.
pub fn reply_inputs(text: &str) -> Value {
    json!({ "eaccount": "jane@ours.example", "reply_to_uuid": "f9cc070d-8dba-4341-b847-f083c358e460", "subject": "Re", "body_text": text })
}

/// What the vendor answers to a reply.
pub fn reply_answer(id: &str) -> String {
    json!({ "id": id, "subject": "Re", "thread_id": "thread-1" }).to_string()
}

/// The texts that the vendor has seen as replies, in their order.
pub fn replies(vendor: &MockVendor) -> Vec<String> {
    let seen = vendor.requests();
    let replies = seen.iter().filter(|seen| seen.method == "POST" && seen.target.ends_with("/emails/reply"));
    replies.map(|seen| seen.json()["body"]["text"].as_str().unwrap().to_owned()).collect()
}
