//! Runs the command that prints a key, such as that of a password manager.

use std::{
    ffi::OsStr,
    io::Read,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{RecvTimeoutError, sync_channel},
    },
    time::{Duration, Instant},
};

/// Time for a person to unlock a password manager. A call that waits for it may give up before.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// The commands that run: each leads a process group.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// What the command prints to standard output, at most so many bytes. What it has to say goes to this program's standard error; standard
/// input is the client's, and it gets none.
///
/// # Errors
///
/// In words that follow "a command that". The command itself is not shown: it may hold a secret.
pub(super) fn output(command: &OsStr, most: usize) -> Result<String, String> {
    within(command, most, PATIENCE)
}

fn within(command: &OsStr, most: usize, patience: Duration) -> Result<String, String> {
    let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    shell.arg(if cfg!(windows) { "/C" } else { "-c" }).arg(command);
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    // What the shell starts ends with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    let mut running = Running::start(&mut shell).map_err(|error| format!("cannot be started: {error}"))?;
    // Read beside waiting, so that a full pipe does not keep the command from ending.
    let (send, receive) = sync_channel(1);
    let stdout = running.child.stdout.take();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let read = stdout.map(|stdout| stdout.take(limit).read_to_end(&mut bytes));
        // Whoever has given up does not read it.
        let _ = send.send(matches!(read, Some(Ok(_))).then_some(bytes));
    });
    let began = Instant::now();
    let status = running.wait(patience)?;
    // A process that it left in the background may keep the pipe open.
    let bytes = match receive.recv_timeout(patience.saturating_sub(began.elapsed())) {
        Ok(bytes) => bytes,
        Err(RecvTimeoutError::Timeout) => return Err(late(patience)),
        Err(RecvTimeoutError::Disconnected) => None,
    };
    // A command that printed too much was cut off, which it may call a failure.
    if bytes.as_ref().is_some_and(|bytes| bytes.len() > most) {
        return Err(format!("printed more than {most} bytes, so it is no key"));
    }
    if !status.success() {
        return Err(match status.code() {
            Some(code) => format!("failed with exit code {code}; its message is on standard error"),
            None => "was stopped by a signal".to_owned(),
        });
    }
    let bytes = bytes.ok_or_else(|| "cannot be read".to_owned())?;
    running.leave();
    String::from_utf8(bytes).map_err(|_| "printed no UTF-8 text".to_owned())
}

fn late(patience: Duration) -> String {
    format!("did not end within {} s", patience.as_secs())
}

/// Ends the commands that still run. Called when the program ends: nobody waits for them any more.
pub(crate) fn end_all() {
    for group in RUNNING.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        end(group);
    }
}

/// A command that runs; it is ended, with what it has started, when this is dropped before it has printed a key.
struct Running {
    child: Child,
}

impl Running {
    fn start(command: &mut Command) -> std::io::Result<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let child = command.spawn()?;
        running.push(child.id());
        Ok(Self { child })
    }

    /// It has ended well, and what it has left in the background is its own business.
    fn leave(&self) {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|group| *group != self.child.id());
    }

    fn wait(&mut self, patience: Duration) -> Result<ExitStatus, String> {
        let began = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if began.elapsed() < patience => std::thread::sleep(PAUSE),
                Ok(None) => return Err(late(patience)),
                Err(error) => return Err(format!("cannot be waited for: {error}")),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let id = self.child.id();
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        // Where it is not there any more, `end_all` has ended it.
        if let Some(at) = running.iter().position(|other| *other == id) {
            running.swap_remove(at);
            end(id);
        }
        drop(running);
        // Both are of no use where it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Ends a process group.
#[cfg(unix)]
fn end(group: u32) {
    let group = i32::try_from(group).ok().and_then(rustix::process::Pid::from_raw);
    // None of it may be left.
    let _ = group.map(|group| rustix::process::kill_process_group(group, rustix::process::Signal::KILL));
}

/// Ends a process and what it has started.
#[cfg(windows)]
fn end(process: u32) {
    let mut kill = Command::new("taskkill");
    kill.args(["/T", "/F", "/PID", &process.to_string()]);
    let _ = kill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[cfg(unix)]
#[cfg(test)]
mod tests {

    use std::{
        ffi::OsStr,
        time::{Duration, Instant},
    };

    use super::within;

    #[test]
    fn what_a_command_has_started_ends_with_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        for line in ["sleep 300; echo x", "sleep 300 & wait", "(sleep 300 &) ; echo key"] {
            let line = format!("echo $$ >'{}'; {line}", file.display());
            let began = Instant::now();
            let failed = within(OsStr::new(&line), 100, Duration::from_millis(500)).unwrap_err();
            assert!(failed.starts_with("did not end"), "{line}: {failed}");
            assert!(began.elapsed() < Duration::from_secs(10), "{line}");
            let group: i32 = std::fs::read_to_string(&file).unwrap().trim().parse().unwrap();
            let group = rustix::process::Pid::from_raw(group).unwrap();
            // A process that was ended and not yet collected still counts.
            let is_gone = || rustix::process::test_kill_process_group(group).is_err();
            while !is_gone() {
                assert!(began.elapsed() < Duration::from_secs(10), "{line}: its processes are left");
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        assert_eq!(within(OsStr::new("echo key"), 100, Duration::from_secs(20)), Ok("key\n".to_owned()));
    }
}
