//! Copies SQLite's write-ahead log into the journal's file in the background. SQLite itself has a write do that every thousand
//! pages: it syncs the file, and with a file of years the write waits for seconds where the disk is busy.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::watch;

/// A write copies a log of so many pages (64 MB) itself, as text: it grows faster than it can be copied beside the writes.
pub(super) const MAX_LOG_PAGES: &str = "16384";

/// When so many rows were written, the log is copied. A row is in a dozen pages, each of an index.
const ROWS: u64 = 64;

/// For how long further rows are waited for.
const PAUSE: Duration = Duration::from_millis(200);

/// Copies the log whenever enough was written, for as long as the journal is in use.
pub(super) async fn run(options: SqliteConnectOptions, mut written: watch::Receiver<u64>) {
    let (mut connection, mut copied) = (None, 0);
    while written.changed().await.is_ok() {
        if written.borrow().saturating_sub(copied) < ROWS {
            continue;
        }
        tokio::time::sleep(PAUSE).await;
        copied = *written.borrow_and_update();
        // The next time may be better, and a write does it in the end.
        connection = copy(connection.take(), &options)
            .await
            .inspect_err(|error| tracing::debug!(%error, "the write-ahead log cannot be copied"))
            .ok();
    }
    if let Some(connection) = connection {
        let _: Result<(), _> = connection.close().await;
    }
}

/// Copies what no running transaction needs, without waiting for any. Returns the connection, to be used again.
async fn copy(
    connection: Option<SqliteConnection>,
    options: &SqliteConnectOptions,
) -> Result<SqliteConnection, sqlx::Error> {
    let mut connection = match connection {
        Some(connection) => connection,
        None => options.connect().await?,
    };
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&mut connection).await?;
    Ok(connection)
}
