//! Liveness of the processes that share a journal, by file locks (SQLite) or advisory locks (PostgreSQL).
//!
//! Each process holds a lock for as long as it runs, and others see that it has ended when they can take that lock. The operating
//! system or the server releases a lock however its process ends, so that neither clocks nor heartbeats are needed.

use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use ring::digest::{SHA256, digest};
use sqlx::{PgPool, Postgres, pool::PoolConnection};
use tokio::sync::Mutex;

use super::{
    private_file::{create_private_folder, open_private_file},
    store::StoreError,
};

/// The lock that this process holds, and the view of the other processes' locks.
pub(super) struct ProcessLock {
    /// The random name of this process.
    instance: String,
    held: Held,
}

enum Held {
    /// No other process shares the journal.
    Unshared,
    /// A locked file named by the instance in a folder beside the journal.
    File { folder: PathBuf, _lock: File },
    /// An advisory lock of this connection's session. The mutex makes the connection `Sync`; nobody uses it.
    Session { pool: PgPool, _lock: Mutex<PoolConnection<Postgres>> },
}

impl ProcessLock {
    fn new_instance() -> String {
        uuid::Uuid::now_v7().to_string()
    }

    /// For a journal in memory.
    pub(super) fn unshared() -> Self {
        Self { instance: Self::new_instance(), held: Held::Unshared }
    }

    /// For a journal in a file: takes a lock in the folder `<file>.processes`.
    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = PathBuf::from(format!("{}.processes", path.display()));
        create_private_folder(&folder)?;
        let instance = Self::new_instance();
        let own = folder.join(&instance);
        let file = open_private_file(&own)?;
        file.try_lock()
            .map_err(|error| StoreError::Failed(format!("`{}` cannot be locked: {error}", own.display())))?;
        Ok(Self { instance, held: Held::File { folder, _lock: file } })
    }

    /// For a journal in PostgreSQL: takes one connection out of the pool for good.
    pub(super) async fn on(pool: &PgPool) -> Result<Self, StoreError> {
        let instance = Self::new_instance();
        let mut session = pool.acquire().await?;
        // The key is random: a lock that is not granted at once never will be.
        let is_granted: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(advisory_key(&instance))
            .fetch_one(&mut *session)
            .await?;
        if !is_granted {
            return Err(StoreError::Failed("the server gives this process no advisory lock".to_owned()));
        }
        Ok(Self { instance, held: Held::Session { pool: pool.clone(), _lock: Mutex::new(session) } })
    }

    pub(super) fn instance(&self) -> &str {
        &self.instance
    }

    /// Whether the process of this name still runs.
    pub(super) async fn is_alive(&self, instance: &str) -> Result<bool, StoreError> {
        if instance == self.instance {
            return Ok(true);
        }
        match &self.held {
            Held::Unshared => Ok(false),
            Held::File { folder, .. } => {
                let path = folder.join(instance);
                let Ok(file) = OpenOptions::new().append(true).open(&path) else { return Ok(false) };
                let has_ended = file.try_lock().is_ok();
                if has_ended {
                    // No process takes this name again, so that the file is of no more use.
                    let _ = fs::remove_file(&path);
                }
                Ok(!has_ended)
            }
            Held::Session { pool, .. } => {
                // The lock of a transaction conflicts with that of a session, and ends with this statement.
                let has_ended: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
                    .bind(advisory_key(instance))
                    .fetch_one(pool)
                    .await?;
                Ok(!has_ended)
            }
        }
    }
}

impl Drop for ProcessLock {
    fn drop(&mut self) {
        if let Held::File { folder, .. } = &self.held {
            let _ = fs::remove_file(folder.join(&self.instance));
        }
    }
}

/// The 64-bit key of an instance's advisory lock.
fn advisory_key(instance: &str) -> i64 {
    let digest = digest(&SHA256, instance.as_bytes());
    digest.as_ref().first_chunk().copied().map(i64::from_be_bytes).unwrap_or_default()
}
