//! Runs the command that prints a key, such as that of a password manager.

use std::{
    ffi::OsStr,
    io::{ErrorKind, Read},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, sync_channel},
    },
    time::{Duration, Instant},
};

/// Time for a person to unlock a password manager. A call that waits for it may give up before.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);
/// Time to read what is in the pipe when the command has ended.
const LAST_READ: Duration = Duration::from_secs(1);

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
    let printed = Arc::new(Mutex::new(Vec::new()));
    let (send, at_end) = sync_channel(1);
    let stdout = running.child.stdout.take();
    let into = Arc::clone(&printed);
    std::thread::spawn(move || {
        let is_read = stdout.is_some_and(|stdout| read_into(stdout, &into, most));
        // Whoever has given up does not read it.
        let _ = send.send(is_read);
    });
    let status = running.wait(patience)?;
    // What the command itself has printed is in the pipe by now. A process that it has left in the background may keep the pipe open
    // for as long as it runs: nobody waits for that.
    let is_read = !matches!(at_end.recv_timeout(LAST_READ), Ok(false) | Err(RecvTimeoutError::Disconnected));
    let bytes = std::mem::take(&mut *printed.lock().unwrap_or_else(PoisonError::into_inner));
    // A command that printed too much was cut off, which it may call a failure.
    if bytes.len() > most {
        return Err(format!("printed more than {most} bytes, so it is no key"));
    }
    if !status.success() {
        return Err(match status.code() {
            Some(code) => format!("failed with exit code {code}; its message is on standard error"),
            None => "was stopped by a signal".to_owned(),
        });
    }
    if !is_read {
        return Err("cannot be read".to_owned());
    }
    running.leave();
    String::from_utf8(bytes).map_err(|_| "printed no UTF-8 text".to_owned())
}

/// Reads what a command prints, up to a byte more than `most`. Returns whether it could be read to there or to its end.
fn read_into(mut stdout: ChildStdout, printed: &Mutex<Vec<u8>>, most: usize) -> bool {
    let mut part = [0; 4096];
    loop {
        let read = match stdout.read(&mut part) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return false,
        };
        let mut printed = printed.lock().unwrap_or_else(PoisonError::into_inner);
        printed.extend(part.iter().take(read));
        if read == 0 || printed.len() > most {
            return true;
        }
    }
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
        for line in ["sleep 300; echo x", "sleep 300 & wait", "sleep 300 & echo key; wait"] {
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

    /// Such as the agent of a password manager, which keeps the pipe open.
    #[test]
    fn what_a_command_leaves_in_the_background_is_not_waited_for() {
        for (line, printed) in [
            ("sleep 20 & echo key", Ok("key\n")),
            ("(sleep 20 &) ; echo key", Ok("key\n")),
            ("printf ke; sleep 20 & printf y", Ok("key")),
            ("(sleep 20; echo late) & true", Ok("")),
            ("sleep 20 & echo key; exit 3", Err("failed with exit code 3; its message is on standard error")),
            ("sleep 20 & head -c 5000 /dev/zero", Err("printed more than 100 bytes, so it is no key")),
        ] {
            let began = Instant::now();
            let got = within(OsStr::new(line), 100, Duration::from_secs(20));
            assert_eq!(got.as_deref().map_err(String::as_str), printed, "{line}");
            assert!(began.elapsed() < Duration::from_secs(10), "{line}: {:?}", began.elapsed());
        }
    }
}
