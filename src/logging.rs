//! Logs to stderr, with secrets redacted. Lines that nobody reads are dropped.

use std::{
    fs::File,
    io::{self, IsTerminal, Write},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use outreach_model::redact::Redactor;
use tracing_subscriber::{
    filter::{ParseError, Targets},
    fmt::MakeWriter,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// The filter directives for a value of `--log`.
///
/// A bare level applies to this program alone: libraries log warnings, and the protocol's SDK, which warns of every invalid
/// message of a client, logs errors.
///
/// # Errors
///
/// Where the value is neither a level nor valid directives.
pub(crate) fn filter(level: &str) -> Result<String, String> {
    let directives = match level {
        "off" | "error" => level.to_owned(),
        "warn" | "info" | "debug" | "trace" => format!("warn,rmcp=error,outreach_mcp={level}"),
        _ if level.contains('=') => level.to_owned(),
        _ => {
            return Err("expected error, warn, info, debug, trace or off, or directives such as \
                        `warn,outreach_mcp=debug`"
                .to_owned());
        }
    };
    directives.parse::<Targets>().map_err(|error: ParseError| error.to_string())?;
    Ok(directives)
}

/// Starts logging with these directives, or with more detail for each `-v`. A panic is logged as well.
///
/// # Errors
///
/// Where logging has been started before, or there is no thread for it.
pub(crate) fn start(directives: &str, verbose: u8, redactor: Redactor) -> anyhow::Result<()> {
    let directives = match verbose {
        0 => directives,
        1 => "warn,rmcp=error,outreach_mcp=info",
        2 => "warn,outreach_mcp=debug",
        _ => "info,outreach_mcp=trace",
    };
    let filter: Targets = directives.parse()?;
    let queue = Queue::start()?;
    let writer = Redacting { redactor: redactor.clone(), queue };
    let lines = tracing_subscriber::fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(writer);
    tracing_subscriber::registry().with(lines).with(filter).try_init()?;
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.to_string();
        tracing::error!("internal error: {}", redactor.text(&message));
    }));
    Ok(())
}

/// Waits until the lines so far are written, but not long: nobody may be reading them.
pub(crate) fn flush() {
    let Some(queue) = QUEUE.get() else { return };
    let deadline = Instant::now() + FLUSH_TIMEOUT;
    let (written, waits) = sync_channel(1);
    // A full queue that is being read has room soon.
    while queue.lines.try_send(Message::Flush(written.clone())).is_err() {
        if Instant::now() >= deadline {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    // An error: the time is up, or the thread has ended.
    let _ = waits.recv_timeout(deadline.saturating_duration_since(Instant::now()));
}

/// How many lines wait to be written before further ones are dropped.
const MAX_LINES: usize = 2048;

/// How long the end of the program waits for the log.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

/// The queue of the program's log, for [`flush`].
static QUEUE: OnceLock<Queue> = OnceLock::new();

/// The lines that a thread of its own writes to stderr, so that a reader who does not read blocks nothing but the log.
///
/// `tracing-appender` has the same; at its end it may write to stdout, which belongs to the protocol.
#[derive(Clone)]
struct Queue {
    lines: SyncSender<Message>,
    dropped: Arc<AtomicU64>,
}

enum Message {
    Line(Vec<u8>),
    /// Says when all lines before it are written.
    Flush(SyncSender<()>),
}

impl Queue {
    /// Starts the thread, which ends with the process.
    fn start() -> io::Result<Self> {
        let (lines, received) = sync_channel(MAX_LINES);
        let queue = Self { lines, dropped: Arc::default() };
        let (stderr, dropped) = (stderr(), Arc::clone(&queue.dropped));
        thread::Builder::new().name("log".to_owned()).spawn(move || write_lines(&received, stderr, &dropped))?;
        // An error: logging was started before, which its subscriber reports.
        let _ = QUEUE.set(queue.clone());
        Ok(queue)
    }

    fn put(&self, line: Vec<u8>) {
        if let Err(TrySendError::Full(_)) = self.lines.try_send(Message::Line(line)) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn write_lines(received: &Receiver<Message>, mut stderr: Box<dyn Write + Send>, dropped: &AtomicU64) {
    while let Ok(message) = received.recv() {
        match message {
            // Where stderr is closed, the log has no reader.
            Message::Line(line) => drop(stderr.write_all(&line)),
            Message::Flush(written) => drop(written.try_send(())),
        }
        let dropped = dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            let _ = writeln!(stderr, "{dropped} lines of the log were dropped here: stderr was not read in time");
        }
    }
}

/// A handle of stderr that shares no lock with [`io::stderr`]: while the log waits for a reader, other messages do not wait for
/// the log.
fn stderr() -> Box<dyn Write + Send> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stderr()).try_clone_to_owned().map(File::from);
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stderr()).try_clone_to_owned().map(File::from);
    match own {
        Ok(own) => Box::new(own),
        Err(_) => Box::new(io::stderr()),
    }
}

struct Redacting {
    redactor: Redactor,
    queue: Queue,
}

impl<'a> MakeWriter<'a> for Redacting {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

struct Line<'a>(&'a Redacting);

impl Write for Line<'_> {
    /// `line` is complete: the subscriber writes each line in one call, so a secret is never split.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        // Before it waits: a secret that is no longer valid is forgotten.
        self.0.queue.put(self.0.redactor.text(&text).into_owned().into_bytes());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
