//! Runs the command that prints a key, such as that of a password manager.

use std::{
    ffi::OsStr,
    io::Read,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// Time for a person to unlock a password manager.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// What the command prints to standard output, at most so many bytes. What it has to say goes to this program's standard error; standard
/// input is the client's, and it gets none.
///
/// # Errors
///
/// In words that follow "a command that". The command itself is not shown: it may hold a secret.
pub(super) fn output(command: &OsStr, most: usize) -> Result<String, String> {
    let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    shell.arg(if cfg!(windows) { "/C" } else { "-c" }).arg(command);
    let shell = shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = shell.spawn().map_err(|error| format!("cannot be started: {error}"))?;
    // Read beside waiting, so that a full pipe does not keep the command from ending.
    let printed = child.stdout.take().map(|stdout| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
            stdout.take(limit).read_to_end(&mut bytes).map(|_| bytes)
        })
    });
    let status = wait(&mut child)?;
    let bytes = printed.and_then(|thread| thread.join().ok()).and_then(Result::ok);
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
    String::from_utf8(bytes).map_err(|_| "printed no UTF-8 text".to_owned())
}

fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if began.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            Ok(None) => {
                // Nobody waits for it any more.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("did not end within {} s", PATIENCE.as_secs()));
            }
            Err(error) => return Err(format!("cannot be waited for: {error}")),
        }
    }
}
