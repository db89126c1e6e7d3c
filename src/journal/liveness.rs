//! Who of those that share a journal is still there.

use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use ring::digest::{SHA256, digest};
use sqlx::{AnyPool, Row};
use tokio::sync::Mutex;

use super::{
    file::{io_error, private_file, private_folder},
    store::StoreError,
};

/// This process among those that share a journal, and how the others are looked after. An operating system lets go of what a
/// process held however the process ended, so that no clock and no heartbeat is needed.
pub struct ProcessLock {
    instance: String,
    held: Held,
}

enum Held {
    /// Nobody shares it.
    Nothing,
    /// A lock on a file of its own, in this folder.
    Lock { folder: PathBuf, _lock: File },
    /// A lock of a session with the server, which this connection holds.
    Session { pool: AnyPool, _lock: Mutex<sqlx::pool::PoolConnection<sqlx::Any>> },
}

impl ProcessLock {
    fn instance_id() -> String {
        uuid::Uuid::now_v7().to_string()
    }

    /// One that shares it with nobody.
    pub fn alone() -> Self {
        Self { instance: Self::instance_id(), held: Held::Nothing }
    }

    /// One that shares this file.
    ///
    /// # Errors
    ///
    /// Where it cannot leave its lock beside it.
    pub fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = PathBuf::from(format!("{}.processes", path.display()));
        private_folder(&folder).map_err(|error| io_error(&folder, &error))?;
        let instance = Self::instance_id();
        let own = folder.join(&instance);
        let file = private_file(&own).map_err(|error| io_error(&own, &error))?;
        file.try_lock().map_err(|error| StoreError(format!("`{}` cannot be locked: {error}", own.display())))?;
        Ok(Self { instance, held: Held::Lock { folder, _lock: file } })
    }

    /// One that shares this server.
    ///
    /// # Errors
    ///
    /// Where the server gives it no lock.
    pub async fn on(pool: &AnyPool) -> Result<Self, StoreError> {
        let instance = Self::instance_id();
        let mut session = pool.acquire().await?;
        // Nobody else has this number, so there is nothing to wait for.
        let row =
            sqlx::query("SELECT pg_try_advisory_lock($1)").bind(number(&instance)).fetch_one(&mut *session).await?;
        if !row.try_get::<bool, _>(0)? {
            return Err(StoreError("the server gives no lock to this process".to_owned()));
        }
        Ok(Self { instance, held: Held::Session { pool: pool.clone(), _lock: Mutex::new(session) } })
    }

    /// The name of this process.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Whether a process that shares the journal is still there.
    ///
    /// # Errors
    ///
    /// Where that cannot be told.
    pub async fn is_alive(&self, instance: &str) -> Result<bool, StoreError> {
        if instance == self.instance {
            return Ok(true);
        }
        match &self.held {
            Held::Nothing => Ok(false),
            Held::Lock { folder, .. } => {
                let path = folder.join(instance);
                let Ok(file) = OpenOptions::new().append(true).open(&path) else { return Ok(false) };
                let gone = file.try_lock().is_ok();
                if gone {
                    // Nobody will look for it again.
                    let _ = fs::remove_file(&path);
                }
                Ok(!gone)
            }
            Held::Session { pool, .. } => {
                let mut other = pool.acquire().await?;
                let row = sqlx::query("SELECT pg_try_advisory_lock($1)")
                    .bind(number(instance))
                    .fetch_one(&mut *other)
                    .await?;
                let gone: bool = row.try_get(0)?;
                if gone {
                    sqlx::query("SELECT pg_advisory_unlock($1)").bind(number(instance)).fetch_one(&mut *other).await?;
                }
                Ok(!gone)
            }
        }
    }
}

impl Drop for ProcessLock {
    fn drop(&mut self) {
        if let Held::Lock { folder, .. } = &self.held {
            // Left behind it would only lie about until somebody looks.
            let _ = fs::remove_file(folder.join(&self.instance));
        }
    }
}

/// A server's locks have numbers.
fn number(instance: &str) -> i64 {
    let digest = digest(&SHA256, instance.as_bytes());
    digest.as_ref().first_chunk().copied().map(i64::from_be_bytes).unwrap_or_default()
}
