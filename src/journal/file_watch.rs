//! Notices that the journal's file, or a file that SQLite keeps beside it, was deleted, replaced or cut while it is in use.

use std::{
    fs::{self, File, Metadata},
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::watch;

use super::{
    error::StoreError,
    latest,
    private_file::{aside_path, file_error},
};

/// The files of a journal in use, as they were at the last look.
///
/// SQLite itself goes on with a deleted file, while another process begins a new one: each would know nothing of the other's calls.
pub(super) struct FileWatch {
    path: PathBuf,
    /// Kept open for as long as SQLite has the file open: closing any handle of a file releases all POSIX locks that its process
    /// holds on it. It is also what keeps the identity of a deleted file from being used again.
    file: Mutex<File>,
    known: Mutex<Known>,
    has_note: AtomicBool,
    /// How many rows were written.
    written: watch::Sender<u64>,
    /// What is wrong with the file, once it is known.
    damage: OnceLock<String>,
}

/// What is known of each file.
#[derive(Default)]
struct Known {
    main: Option<Seen>,
    /// The write-ahead log and its index; `None` until a connection has opened them.
    beside: [Option<Seen>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    identity: Identity,
    size: u64,
}

/// Device and inode; none on other systems than Unix.
type Identity = Option<(u64, u64)>;

const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What an SQLite file begins with.
const HEADER: &[u8; 16] = b"SQLite format 3\0";
const HEADER_LEN: usize = 100;

/// The size of the file in bytes by its header: the page size at 16, where 1 stands for 65536, and the number of pages at 28.
fn said_size(header: &[u8; HEADER_LEN]) -> Option<u64> {
    let page = header.get(16..18)?.first_chunk().copied().map(u16::from_be_bytes)?;
    let pages = header.get(28..32)?.first_chunk().copied().map(u32::from_be_bytes)?;
    let page = if page == 1 { 65536 } else { u64::from(page) };
    Some(page * u64::from(pages))
}

/// Whether a file is an SQLite file of the length that its header says: all that can be seen without reading it.
pub(super) fn is_complete(path: &Path) -> bool {
    let mut header = [0; HEADER_LEN];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header).and_then(|()| file.metadata()));
    read.is_ok_and(|metadata| {
        header.starts_with(HEADER) && said_size(&header).is_some_and(|said| metadata.len() >= said)
    })
}

/// The file that says that a journal was found to be damaged while it was in use.
pub(super) fn suspect_path(path: &Path) -> PathBuf {
    with_suffix(path, "-suspect")
}

impl FileWatch {
    /// Watches the file at `path`, which exists and which no connection of this process has open yet.
    pub(super) fn new(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(|error| file_error(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            file: Mutex::new(file),
            known: Mutex::default(),
            has_note: AtomicBool::new(false),
            written: watch::Sender::default(),
            damage: OnceLock::new(),
        })
    }

    /// So many rows were written.
    pub(super) fn wrote(&self, rows: u64) {
        self.written.send_modify(|written| *written += rows);
    }

    /// Counts the rows that are written.
    pub(super) fn written(&self) -> watch::Receiver<u64> {
        self.written.subscribe()
    }

    /// A new connection: the files beside may be new ones.
    pub(super) fn connected(&self) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).beside = Default::default();
    }

    /// Notes that this entry is on the disk, for the process that opens the journal next.
    pub(super) fn note_latest(&self, id: &str, at_ms: i64) {
        latest::note(&self.path, id, at_ms);
    }

    /// Looks whether the files are still those that this process has open, and none has lost anything. Returns the identities of
    /// the files as text where they were not known before.
    ///
    /// # Errors
    ///
    /// What happened to which file.
    pub(super) fn check(&self) -> Result<Option<String>, StoreError> {
        if let Some(damage) = self.damage.get() {
            return Err(StoreError::Failed(damage.clone()));
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { main, beside } = &mut *known;
        let was_known = main.is_some() && beside.iter().all(Option::is_some);
        self.check_file(&self.path, main, true).inspect_err(|_| self.leave_note())?;
        if !self.has_header() {
            return Err(self.lost(&self.path, "is no SQLite file any more"));
        }
        for (suffix, seen) in BESIDE.into_iter().zip(beside) {
            self.check_file(&with_suffix(&self.path, suffix), seen, false)?;
        }
        Ok(if was_known { None } else { identities(&self.path) })
    }

    /// Leaves a file beside a journal that was deleted, so that no later process takes it for one that never was.
    fn leave_note(&self) {
        if self.path.exists() || self.has_note.swap(true, Ordering::Relaxed) {
            return;
        }
        let note = aside_path(&self.path);
        if let Err(error) = fs::write(&note, "The journal was deleted while a server used it.\n") {
            tracing::error!("`{}` cannot be written: {error}", note.display());
        }
    }

    fn check_file(&self, path: &Path, seen: &mut Option<Seen>, is_main: bool) -> Result<(), StoreError> {
        let Ok(metadata) = fs::metadata(path) else {
            return if is_main || seen.is_some() { Err(self.lost(path, "was deleted")) } else { Ok(()) };
        };
        let now = Seen { identity: identity(&metadata), size: metadata.len() };
        let before = match *seen {
            Some(seen) => seen,
            None if is_main => {
                let opened = self.file.lock().unwrap_or_else(PoisonError::into_inner).metadata();
                let opened = opened.map_err(|error| file_error(path, &error))?;
                Seen { identity: identity(&opened), size: opened.len() }
            }
            None => now,
        };
        if before.identity != now.identity {
            return Err(self.lost(path, "was replaced"));
        }
        // SQLite itself makes only the main file smaller, after its header says so.
        if now.size < before.size && !(is_main && self.is_whole()) {
            return Err(self.lost(path, "was cut"));
        }
        *seen = Some(now);
        Ok(())
    }

    fn has_header(&self) -> bool {
        self.header().is_some_and(|header| header.starts_with(HEADER))
    }

    fn header(&self) -> Option<[u8; HEADER_LEN]> {
        use std::io::{Seek, SeekFrom};
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut header = [0; HEADER_LEN];
        file.seek(SeekFrom::Start(0)).ok()?;
        file.read_exact(&mut header).ok()?;
        Some(header)
    }

    /// Whether the main file is as long as its header says.
    fn is_whole(&self) -> bool {
        // Between the two looks a checkpoint may write a header before the pages that it counts.
        const LOOKS: usize = 3;
        const PAUSE: Duration = Duration::from_millis(2);
        (0..LOOKS).any(|look| {
            if look > 0 {
                std::thread::sleep(PAUSE);
            }
            let size = fs::metadata(&self.path).map(|metadata| metadata.len()).unwrap_or_default();
            self.header().and_then(|header| said_size(&header)).is_some_and(|said| size >= said)
        })
    }

    /// Refuses everything from now on, and has the next process that opens the journal look for the damage at once.
    pub(super) fn damaged(&self, why: &str) {
        let message =
            format!("`{}` is damaged ({why}). Stop all servers that use it, and start one again", self.path.display());
        tracing::error!("{message}");
        let mark = suspect_path(&self.path);
        if let Err(error) = fs::write(&mark, "This journal was found to be damaged.\n") {
            tracing::error!("`{}` cannot be written: {error}", mark.display());
        }
        // An error: it is known already.
        let _ = self.damage.set(message);
    }

    fn lost(&self, path: &Path, what: &str) -> StoreError {
        StoreError::Failed(format!(
            "`{}` {what} while the server runs, so that what was sent is not known. Stop all servers that use the journal `{}`; put \
             its files back, or start once with `--new-journal` to begin another",
            path.display(),
            self.path.display()
        ))
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    None
}

/// The identities of the journal's file and of its write-ahead log as text, for other processes to compare; `None` where there is
/// no file, or the system gives files no identity.
pub(super) fn identities(path: &Path) -> Option<String> {
    let of = |path: &Path| identity(&fs::metadata(path).ok()?);
    let (device, inode) = of(path)?;
    let log = of(&with_suffix(path, "-wal")).map(|(device, inode)| format!("{device}:{inode}"));
    Some(format!("{device}:{inode} {}", log.unwrap_or_default()))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}
