//! Liveness of the processes that share a journal, by file locks (SQLite) or advisory locks (PostgreSQL).
//!
//! Each process holds a lock for as long as it runs, and others see that it has ended when they can take that lock. The operating
//! system or the server releases a lock however its process ends, so that neither clocks nor heartbeats are needed.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    time::Duration,
};

use ring::digest::{SHA256, digest};
use sqlx::{PgPool, Postgres, pool::PoolConnection};
use tokio::sync::Mutex;

use super::{
    error::StoreError,
    private_file::{create_private_folder, file_error, open_private_file},
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
    File { folder: PathBuf, lock: File },
    /// An advisory lock of a connection's session.
    Session(Arc<SessionLock>),
}

/// An advisory lock of PostgreSQL, which ends with the session that holds it, and is taken again then.
struct SessionLock {
    pool: PgPool,
    key: i64,
    /// The connection whose session holds the lock; `None` while none is known to.
    session: Mutex<Option<PoolConnection<Postgres>>>,
}

/// How often an idle process looks whether its session still exists, and how long the answer may take.
const SESSION_CHECK_PAUSE: Duration = Duration::from_secs(2);
const SESSION_CHECK_TIMEOUT: Duration = Duration::from_secs(5);

impl SessionLock {
    /// Takes the lock again where the session that held it has ended.
    async fn ensure_held(&self) -> Result<(), StoreError> {
        let mut held = self.session.lock().await;
        if let Some(session) = held.as_mut() {
            let check = sqlx::query("SELECT 1").execute(&mut **session);
            if let Ok(Ok(_)) = tokio::time::timeout(SESSION_CHECK_TIMEOUT, check).await {
                return Ok(());
            }
            tracing::warn!("the session that shows that this process runs has ended: another one takes its place");
            if let Some(session) = held.take() {
                // Not back into the pool: it is broken.
                drop(session.detach());
            }
        }
        let mut session = self.pool.acquire().await?;
        let is_granted: bool =
            sqlx::query_scalar("SELECT pg_try_advisory_lock($1)").bind(self.key).fetch_one(&mut *session).await?;
        // Not granted: the server has not noticed yet that the old session has ended, and still counts this process as alive; or
        // another process looks at this moment.
        if is_granted {
            *held = Some(session);
        }
        Ok(())
    }

    /// Watches the session for as long as the lock is in use.
    async fn watch(lock: Weak<Self>) {
        loop {
            tokio::time::sleep(SESSION_CHECK_PAUSE).await;
            let Some(lock) = lock.upgrade() else { return };
            if let Err(error) = lock.ensure_held().await {
                tracing::warn!("the lock of this process cannot be taken again yet: {error}");
            }
        }
    }
}

impl ProcessLock {
    fn new_instance() -> String {
        uuid::Uuid::now_v7().to_string()
    }

    /// For a journal in memory.
    pub(super) fn unshared() -> Self {
        Self { instance: Self::new_instance(), held: Held::Unshared }
    }

    /// The folder of the locks of those that use the journal in this file. It stays when they have ended.
    pub(super) fn folder(path: &Path) -> PathBuf {
        PathBuf::from(format!("{}.processes", path.display()))
    }

    /// For a journal in a file: takes a lock in the folder `<file>.processes`.
    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = Self::folder(path);
        create_private_folder(&folder)?;
        remove_ended(&folder);
        let instance = Self::new_instance();
        let own = folder.join(&instance);
        // Under its name only once it is locked: no other process may take it for that of one that has ended.
        let unlocked = folder.join(format!("{NEW}{instance}"));
        let file = open_private_file(&unlocked)?;
        file.try_lock()
            .map_err(|error| StoreError::Failed(format!("`{}` cannot be locked: {error}", unlocked.display())))?;
        fs::rename(&unlocked, &own).map_err(|error| file_error(&own, &error))?;
        Ok(Self { instance, held: Held::File { folder, lock: file } })
    }

    /// Notes which files this process has open as the journal, for processes that find others in their place.
    pub(super) fn note_files(&self, identities: &str) -> Result<(), StoreError> {
        let Held::File { lock, folder } = &self.held else { return Ok(()) };
        let write = |mut file: &File| file.set_len(0).and_then(|()| file.write_all(identities.as_bytes()));
        write(lock).map_err(|error| file_error(&folder.join(&self.instance), &error))
    }

    /// Which files the running processes that share the journal at `path` have open as the journal, where they say so.
    pub(super) fn journals_in_use(path: &Path) -> Vec<String> {
        let folder = PathBuf::from(format!("{}.processes", path.display()));
        let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
        let identity_of = |file: fs::DirEntry| {
            // Read first: a process has its lock before it notes anything, and must not find the lock taken by this look.
            let identities = fs::read_to_string(file.path()).ok().filter(|text| !text.is_empty())?;
            let handle = OpenOptions::new().append(true).open(file.path()).ok()?;
            handle.try_lock_shared().is_err().then_some(identities)
        };
        files.flatten().filter_map(identity_of).collect()
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
        let lock = SessionLock { pool: pool.clone(), key: advisory_key(&instance), session: Mutex::new(Some(session)) };
        let lock = Arc::new(lock);
        tokio::spawn(SessionLock::watch(Arc::downgrade(&lock)));
        Ok(Self { instance, held: Held::Session(lock) })
    }

    /// Takes the lock again where it was lost: without it, the calls of this process count as those of one that has ended.
    pub(super) async fn ensure_held(&self) -> Result<(), StoreError> {
        match &self.held {
            Held::Session(lock) => lock.ensure_held().await,
            Held::Unshared | Held::File { .. } => Ok(()),
        }
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
                let has_ended = file.try_lock_shared().is_ok();
                if has_ended {
                    // No process takes this name again, so that the file is of no more use.
                    let _ = fs::remove_file(&path);
                }
                Ok(!has_ended)
            }
            Held::Session(lock) => {
                // The lock of a transaction conflicts with that of a session, and ends with this statement.
                let has_ended: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
                    .bind(advisory_key(instance))
                    .fetch_one(&lock.pool)
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

/// What the name of a lock begins with that its process has not taken yet.
const NEW: &str = "new-";

/// A lock that was not taken for so long never will be.
const MAX_NEW_AGE: Duration = Duration::from_secs(60 * 60);

/// Removes the locks of processes that were killed. Nobody takes them again, so that nothing is lost if several processes do this at
/// once: a lock is shared by those who look, and owned by none of them.
fn remove_ended(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let is_new = file.file_name().to_string_lossy().starts_with(NEW);
        let age = file.metadata().and_then(|metadata| metadata.modified()).map(|at| at.elapsed().unwrap_or_default());
        if is_new && !age.is_ok_and(|age| age > MAX_NEW_AGE) {
            continue;
        }
        let Ok(handle) = OpenOptions::new().append(true).open(file.path()) else { continue };
        if handle.try_lock_shared().is_ok() {
            // It may be gone already.
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The 64-bit key of an instance's advisory lock.
fn advisory_key(instance: &str) -> i64 {
    let digest = digest(&SHA256, instance.as_bytes());
    digest.as_ref().first_chunk().copied().map(i64::from_be_bytes).unwrap_or_default()
}
