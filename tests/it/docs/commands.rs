//! Every command in the documents works. A block of commands says above it how it is run, or why it is not:
//!
//! - `<!-- run -->`: in bash, with the sandbox, from an empty directory, each command to its end
//! - `<!-- run: server -->`: as above, until it says that it listens
//! - `<!-- run: session -->`: the commands after `$`, in the session of the document that the block before began
//! - `<!-- not run: REASON -->`

use std::{path::Path, process::Stdio, time::Duration};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

use super::links;
use crate::support::{
    program::TIMEOUT,
    terminal::{has, run_in, shell},
};

/// The documents whose commands are tried: all Markdown files at the top, in `docs` and in `tests`.
fn documents() -> Vec<String> {
    links::documents().iter().map(|path| path.to_str().unwrap().replace('\\', "/")).collect()
}

/// A block of commands.
struct Block {
    /// Document and line.
    place: String,
    /// What its marker says.
    marker: String,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).unwrap();
    let (mut blocks, mut marker, mut open) = (Vec::new(), String::new(), None::<Block>);
    for (at, line) in text.lines().enumerate() {
        match &mut open {
            Some(_) if line.starts_with("```") => blocks.extend(open.take()),
            Some(block) => block.text.push_str(&format!("{line}\n")),
            None => match line.strip_prefix("```") {
                Some("sh" | "bash" | "console" | "shell") => {
                    let place = format!("{document}:{}", at + 1);
                    open = Some(Block { place, marker: std::mem::take(&mut marker), text: String::new() });
                }
                Some(language) => {
                    assert!(!language.is_empty(), "{document}:{}: a block names its language", at + 1);
                    open = Some(Block { place: String::new(), marker: String::new(), text: String::new() });
                }
                None => match line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
                    Some(comment) if comment.starts_with("run") || comment.starts_with("not run: ") => {
                        comment.clone_into(&mut marker);
                    }
                    _ => {}
                },
            },
        }
    }
    blocks.into_iter().filter(|block| !block.place.is_empty()).collect()
}

/// Stand-ins for what is not here: `cargo run` runs the binary that was tested, and `claude` reads its options as Claude Code does,
/// where `--env` takes every word up to the next option.
const STAND_INS: &str = r#"
cargo() {
    [[ $1 == run ]] || { echo "cargo $1 is not run here" >&2; return 1; }
    while [[ $1 != -- ]]; do shift; done
    shift
    outreach-mcp "$@"
}
claude() {
    [[ "$1 $2" == "mcp add" ]] || return 1
    shift 2
    local words=()
    while (($#)); do
        case $1 in
            --scope | --transport) shift 2 ;;
            -e | --env)
                shift
                while (($#)) && [[ $1 != -* ]]; do [[ $1 == *=* ]] || { echo "invalid environment variable: $1" >&2; return 1; }; shift; done ;;
            --) shift; words+=("$@"); break ;;
            *) words+=("$1"); shift ;;
        esac
    done
    ((${#words[@]} >= 2)) || { echo "missing name or command" >&2; return 1; }
    [[ ${words[0]} == outreach ]] && "${words[@]:1}" --version
}
codex() { [[ "$1 $2 $3" == "mcp add outreach" ]]; }
copilot() { [[ "$1 $2 $3" == "mcp add outreach" ]]; }
gemini() { [[ "$1 $2" == "mcp add" && " $* " == *" outreach "* ]]; }
"#;

fn runnable(text: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_outreach-mcp");
    text.replace("/path/to/outreach-mcp", binary).replace(":8080", ":0").replace(":8790", ":0")
}

/// Without the lock file, an installation takes other versions than those that were tested.
#[test]
fn an_installation_takes_the_tested_versions() {
    for document in documents() {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&document)).unwrap();
        for line in text.lines().filter(|line| line.contains("cargo install")) {
            assert!(line.contains("cargo install --locked"), "{document}: {line}");
        }
    }
}

#[tokio::test]
async fn every_block_of_commands_is_run_or_says_why_not() {
    if !has("bash") || !has("openssl") {
        return;
    }
    let mut run = 0;
    for block in documents().iter().flat_map(|document| blocks(document)) {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().display();
        let set = format!("export HOME='{home}' OUTREACH_SANDBOX=true OUTREACH_STORE='{home}/journal.db'; cd '{home}'");
        match block.marker.as_str() {
            "run" => {
                let commands: String = match block.text.contains("\n$ ") || block.text.starts_with("$ ") {
                    true => block
                        .text
                        .lines()
                        .filter_map(|line| line.strip_prefix("$ "))
                        .map(|line| format!("{line}\n"))
                        .collect(),
                    false => block.text.clone(),
                };
                let script = format!("set -euo pipefail\n{set}\n{STAND_INS}\n{}", runnable(&commands));
                let (_, stderr, code) = run_in("bash", &[], &script).await;
                assert_eq!(code, 0, "{}: {stderr}", block.place);
            }
            "run: server" => listens(&block, &set).await,
            "run: session" => {}
            marker => assert!(
                marker.strip_prefix("not run: ").is_some_and(|why| why.len() > 10),
                "{}: a block of commands needs a marker above it, such as `<!-- run -->`",
                block.place
            ),
        }
        run += u32::from(block.marker.starts_with("run"));
    }
    assert!(run > 8, "the documents have lost their examples: {run}");
}

/// Starts what the block starts, in a process group of its own, waits until it listens and ends it.
async fn listens(block: &Block, set: &str) {
    let mut server = shell("bash");
    server.args(["-c", &format!("set -euo pipefail\n{set}\n{}", runnable(&block.text))]);
    #[cfg(unix)]
    server.process_group(0);
    let mut child = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let mut seen = String::new();
    let mut part = [0; 1024];
    while !seen.contains("listening on") {
        let read = tokio::time::timeout(TIMEOUT, stderr.read(&mut part)).await.expect("it listens in time").unwrap();
        assert!(read > 0, "{}: it ended: {seen}", block.place);
        seen.push_str(&String::from_utf8_lossy(&part[..read]));
    }
    let group = format!("-{}", child.id().unwrap());
    shell("kill").args(["-TERM", "--", &group]).status().await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), child.wait()).await.expect("it ends in time").unwrap();
}

#[tokio::test]
async fn the_example_session_goes_as_it_is_written() {
    if !has("bash") || !has("jq") {
        return;
    }
    let session: Vec<Block> =
        blocks("docs/using.md").into_iter().filter(|block| block.marker == "run: session").collect();
    let [begin, calls] = session.as_slice() else { panic!("the session has {} blocks", session.len()) };
    let folder = tempfile::tempdir().unwrap();
    let first = begin.text.lines().next().unwrap().strip_prefix("$ ").unwrap().trim_end_matches(" &");
    let mut sandbox = shell("bash");
    sandbox.args(["-c", &format!("exec {first} --listen 127.0.0.1:0")]).stdin(Stdio::null());
    let mut child = sandbox.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut exports = String::new();
    while exports.matches("export").count() < 3 {
        let line = tokio::time::timeout(TIMEOUT, lines.next_line()).await.expect("its output in time").unwrap();
        exports.push_str(&format!("{}\n", line.expect("it runs").trim_start_matches("listening on")));
    }
    let exports: String =
        exports.lines().filter(|line| line.starts_with("export")).map(|line| format!("{line}\n")).collect();
    let documented: Vec<&str> = begin.text.lines().filter(|line| line.starts_with("export")).collect();
    assert_eq!(exports.lines().count(), documented.len(), "{exports}");

    let mut last = String::new();
    for part in calls.text.split("\n\n") {
        let (line, shown) = part.trim().split_once('\n').unwrap_or((part.trim(), ""));
        let line = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}"));
        let line = if line == "!!" { last.clone() } else { line.to_owned() };
        let script = format!(
            "unset OUTREACH_DUPLICATE_WINDOW\nexport HOME='{home}' OUTREACH_STORE='{home}/journal.db'\n{exports}\n{line}",
            home = folder.path().display()
        );
        let (stdout, stderr, _) = run_in("bash", &[], &script).await;
        assert_eq!(stderr, "", "{line}");
        // The texts of errors and times differ from run to run: the outcome and the number of lines may not.
        assert_eq!(stdout.lines().count(), shown.lines().count(), "{line}: {stdout}");
        let outcome = |text: &str| text.contains("\"success\":false");
        assert_eq!(outcome(&stdout), outcome(shown), "{line}: {stdout}");
        last = line;
    }
}
