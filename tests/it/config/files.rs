//! Files that hold keys, tokens or the configuration, and are missing, empty, too large, or no files at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, StdioSession, command, output, with_overloop},
};

/// What can be in the place of a file, with words that tell of it.
async fn no_files(folder: &Path) -> Vec<(PathBuf, &'static str)> {
    let (pipe, directory, large) = (folder.join("pipe"), folder.join("directory"), folder.join("large"));
    assert!(Command::new("mkfifo").arg(&pipe).status().await.unwrap().success());
    fs::create_dir(&directory).unwrap();
    // It takes no space on the disk.
    fs::File::create(&large).unwrap().set_len(1 << 36).unwrap();
    vec![
        (folder.join("missing"), "No such file"),
        (pipe, "a pipe"),
        (directory, "a directory"),
        (PathBuf::from("/dev/zero"), "a device"),
        (large, "larger than"),
    ]
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_file_that_cannot_be_read_disables_its_own_vendor() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, blank, binary, config) = (
        folder.path().join("empty"),
        folder.path().join("blank"),
        folder.path().join("binary"),
        folder.path().join("o.toml"),
    );
    fs::write(&empty, "").unwrap();
    fs::write(&blank, " \n").unwrap();
    fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    let mut files = no_files(folder.path()).await;
    files.extend([(empty, "is empty"), (blank, "is empty"), (binary, "is not UTF-8")]);
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "data": { "id": "1", "type": "companies" } }));
    for (path, words) in &files {
        let named = path.to_str().unwrap();
        fs::write(&config, format!("instantly_api_key_file = '{named}'\n")).unwrap();
        for by_variable in [true, false] {
            let program = || {
                let mut program = with_overloop(&vendor.url());
                match by_variable {
                    true => program.env("INSTANTLY_API_KEY_FILE", path),
                    false => program.arg("--config").arg(&config),
                };
                program
            };
            let mut session = StdioSession::initialized(program(), "2025-11-25").await;
            assert_eq!(session.envelope("overloop_get_account", json!({})).await["success"], true, "{named}");
            let envelope = session.envelope("instantly_list_leads", json!({})).await;
            let error = envelope["error"].as_str().unwrap();
            assert_eq!(envelope["error_kind"], "not_configured", "{error}");
            let source = if by_variable { "`INSTANTLY_API_KEY_FILE`" } else { "line 1" };
            let (_, log) = session.end().await;
            let (report, _, code) = output(program(), &["doctor"]).await;
            assert_eq!(code, 1, "{report}");
            let report: Value = serde_json::from_str(&report).unwrap();
            let instantly =
                report["vendors"].as_array().unwrap().iter().find(|one| one["vendor"] == "instantly").unwrap();
            assert_eq!(instantly["state"], "fails", "{instantly}");
            for text in [error, &log, instantly["detail"].as_str().unwrap()] {
                assert!(text.contains(named) && text.contains(words) && text.contains(source), "{named}: {text}");
            }
        }
    }
}

/// Where a key stands in place of its file's name, it is not shown.
#[tokio::test]
async fn a_key_in_place_of_its_files_name_is_not_shown() {
    let mut program = command();
    program.env("INSTANTLY_API_KEY_FILE", KEY);
    let (report, stderr, code) = output(program, &["doctor"]).await;
    assert_eq!(code, 1, "{report}");
    assert!(report.contains("cannot be read") && !report.contains(KEY) && !stderr.contains(KEY), "{report} {stderr}");
}

#[tokio::test]
async fn a_home_directory_that_no_shell_has_filled_in_is_explained() {
    let mut program = command();
    program.env("INSTANTLY_API_KEY_FILE", "~/keys/instantly");
    let (report, _, code) = output(program, &["doctor"]).await;
    assert!(code == 1 && report.contains("`~/keys/instantly`") && report.contains("whole path"), "{report}");
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_configuration_file_or_token_file_is_refused_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    for (path, words) in no_files(folder.path()).await {
        let named = path.to_str().unwrap();
        let mut by_variable = command();
        by_variable.env("OUTREACH_CONFIG", &path);
        for (program, arguments) in [
            (command(), vec!["--config", named, "tools"]),
            (by_variable, vec!["tools"]),
            (command(), vec!["serve", "--listen", "0", "--auth-token-file", named]),
        ] {
            let (stdout, stderr, code) = output(program, &arguments).await;
            assert_eq!((stdout.as_str(), code), ("", 2), "{arguments:?}: {stderr}");
            assert!(stderr.contains(named) && stderr.contains(words), "{arguments:?}: {stderr}");
        }
    }
}
