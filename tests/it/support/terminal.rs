//! The binary on a terminal, and in the shells of people.

use std::{io::Write, process::Stdio};

use tokio::process::Command;

use super::program::{TIMEOUT, command};

/// Whether a program is on this machine. Where it is not, a test that needs it says so on standard error and passes.
pub fn has(program: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()));
    if !found {
        // Written directly, because the test runner captures `eprintln!`.
        let told =
            format!("\n!!!!!! SKIPPED: `{program}` is not installed; what it does with the binary was NOT tested\n");
        std::io::stderr().write_all(told.as_bytes()).unwrap();
    }
    found
}

/// A shell with an otherwise empty environment and the binary on its path.
pub fn shell(program: &str) -> Command {
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_outreach-mcp"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(binary.parent().unwrap().to_owned()).chain(std::env::split_paths(&path));
    let mut shell = Command::new(program);
    shell.env_clear().env("PATH", std::env::join_paths(folders).unwrap());
    for (name, value) in command().as_std().get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell.kill_on_drop(true);
    shell
}

/// What a shell prints that runs this text: standard output, standard error and the exit code.
pub async fn run_in(program: &str, options: &[&str], text: &str) -> (String, String, i32) {
    let mut shell = shell(program);
    shell.args(options).args(["-c", text]).stdin(Stdio::null());
    let output = tokio::time::timeout(TIMEOUT, shell.output()).await.expect("the shell ends in time").unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

/// What a terminal of this width shows of a command line; `None` where there is no `script`, which makes terminals.
pub async fn on_a_terminal(columns: usize, command_line: &str) -> Option<String> {
    // The `script` of other systems has other options.
    if !cfg!(target_os = "linux") || !has("script") {
        return None;
    }
    let text = format!("export TERM=xterm; script -qec 'stty rows 50 cols {columns}; {command_line}' /dev/null");
    let (stdout, stderr, _) = run_in("bash", &[], &text).await;
    assert!(!stdout.is_empty(), "{stderr}");
    Some(stdout.replace('\r', ""))
}
