//! The token of the HTTP server as people write it.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};

use crate::support::program::{KEY, TIMEOUT, command, output};

/// How a server is given its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Flag,
    Variable,
    File,
}

/// What a server logs until it listens, and the status of a request with each of these tokens.
async fn statuses(by: By, written: &str, tokens: &[&str]) -> (String, Vec<u16>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    let mut program = command();
    program.args(["serve", "--listen", "127.0.0.1:0"]);
    match by {
        By::Flag => program.args(["--auth-token", written]),
        By::Variable => program.env("OUTREACH_AUTH_TOKEN", written),
        By::File => {
            std::fs::write(&file, format!("{written}\n")).unwrap();
            program.arg("--auth-token-file").arg(&file)
        }
    };
    let mut child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut log = String::new();
    let address = loop {
        let line = tokio::time::timeout(TIMEOUT, lines.next_line()).await.unwrap().unwrap();
        let line = line.unwrap_or_else(|| panic!("the server ended: {log}"));
        if let Some(rest) = line.strip_prefix("listening on ") {
            break rest.split_whitespace().next().unwrap().to_owned();
        }
        log.push_str(&line);
        log.push('\n');
    };
    let mut statuses = Vec::new();
    for token in tokens {
        let sent =
            crate::support::http_client().get(format!("{address}/metrics")).bearer_auth(token).send().await.unwrap();
        statuses.push(sent.status().as_u16());
    }
    // The log is written by a thread of its own.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    child.start_kill().unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        log.push_str(&line);
        log.push('\n');
    }
    (log, statuses)
}

#[tokio::test]
async fn what_stands_around_a_token_is_left_out_with_a_warning() {
    for (written, words) in [
        (format!("\"{KEY}\""), "quotation marks"),
        (format!("'{KEY}'"), "quotation marks"),
        (format!("Bearer {KEY}"), "`Bearer `"),
        (format!("\"bearer {KEY}\""), "`Bearer `"),
        (format!("OUTREACH_AUTH_TOKEN={KEY}"), "the variable's name"),
    ] {
        for by in [By::Flag, By::Variable, By::File] {
            let (log, statuses) = statuses(by, &written, &[KEY, "another-token-0123456789"]).await;
            assert_eq!(statuses, [200, 401], "{by:?} {written}: {log}");
            let source = match by {
                By::Flag => "`--auth-token`",
                By::Variable => "`OUTREACH_AUTH_TOKEN`",
                By::File => "`--auth-token-file`",
            };
            assert!(log.contains(words) && log.contains(source) && !log.contains(KEY), "{by:?} {written}: {log}");
        }
    }
    let (log, statuses) = statuses(By::Variable, KEY, &[KEY]).await;
    assert!(statuses == [200] && !log.contains("not part of"), "{log}");
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    for (written, words) in [
        ("${OUTREACH_AUTH_TOKEN}", "is a placeholder"),
        ("\"${OUTREACH_AUTH_TOKEN}\"", "is a placeholder"),
        ("Bearer <token>", "is a placeholder"),
        ("<your token of 32 characters>", "is a placeholder"),
        ("your_auth_token_here", "is a placeholder"),
        ("OUTREACH_AUTH_TOKEN", "is a placeholder"),
        ("op://vault/outreach/token", "is a placeholder"),
        ("undefined", "is a placeholder"),
        ("two words of a token", "contains a space"),
        ("planted\u{200b}token-0123456789", "U+200B"),
        ("''", "is empty"),
    ] {
        std::fs::write(&file, written).unwrap();
        let mut by_variable = command();
        by_variable.env("OUTREACH_AUTH_TOKEN", written);
        for (program, arguments, source) in [
            (by_variable, vec![], "`OUTREACH_AUTH_TOKEN`"),
            (command(), vec!["--auth-token", written], "`--auth-token`"),
            (command(), vec!["--auth-token-file", file.to_str().unwrap()], "`--auth-token-file`"),
        ] {
            let (_, stderr, code) =
                output(program, &[&["serve", "--listen", "127.0.0.1:0"], &arguments[..]].concat()).await;
            assert_eq!(code, 2, "{written}: {stderr}");
            assert!(stderr.contains(words) && stderr.contains(source), "{written}: {stderr}");
        }
    }
}
