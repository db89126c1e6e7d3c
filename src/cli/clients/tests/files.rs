use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{bare, entry};
use crate::cli::clients::{
    Client,
    error::{Refused, WriteError},
    file,
};

const OTHERS: &str = "{\n  // kept\n  \"mcpServers\": {\n    \"a\": { \"command\": \"x\" }\n  }\n}\n";

fn holding(bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mcp.json");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Writes to a file with this content, and checks that the write is refused, the file unchanged and no other file left behind.
fn refused(bytes: &[u8], client: Client) -> Refused {
    let (folder, path) = holding(bytes);
    let error = client.write(&path, &entry()).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(names(folder.path()), ["mcp.json"]);
    assert!(error.to_string().contains("was not changed"), "{error}");
    match error {
        WriteError::Refused { refused, .. } => refused,
        other => panic!("{other}"),
    }
}

#[test]
fn a_missing_file_and_its_directories_are_created() {
    let folder = tempfile::tempdir().unwrap();
    for (client, name) in [(Client::Vscode, "mcp.json"), (Client::Codex, "config.toml")] {
        let path = folder.path().join("a/b").join(name);
        let written = client.write(&path, &entry()).unwrap();
        assert_eq!((written.path.as_path(), written.backup, written.changed), (path.as_path(), None, true));
        assert_eq!(fs::read_to_string(&path).unwrap().trim_end(), client.snippet(&entry()).trim_end());
        let again = client.write(&path, &entry()).unwrap();
        assert_eq!((again.backup, again.changed), (None, false));
    }
    assert_eq!(names(&folder.path().join("a/b")), ["config.toml", "mcp.json"]);
}

#[test]
fn a_backup_has_the_previous_content() {
    let (folder, path) = holding(OTHERS);
    let first = Client::Cursor.write(&path, &bare()).unwrap();
    let backup = first.backup.unwrap();
    assert!(first.changed);
    assert_eq!(fs::read_to_string(&backup).unwrap(), OTHERS);
    let name = backup.file_name().unwrap().to_str().unwrap();
    let time = name.strip_prefix("mcp.json.").unwrap().strip_suffix(".bak").unwrap();
    assert_eq!(time.len(), "20260314T101500Z".len(), "{time}");
    assert!(time.contains('T') && time.ends_with('Z'), "{time}");

    // A second backup within the same second gets another name.
    let middle = fs::read_to_string(&path).unwrap();
    let second = Client::Cursor.write(&path, &entry()).unwrap().backup.unwrap();
    assert_ne!(second, backup);
    assert_eq!(fs::read_to_string(&second).unwrap(), middle);
    assert_eq!(fs::read_to_string(&backup).unwrap(), OTHERS);
    assert_eq!(names(folder.path()).len(), 3);

    assert!(!Client::Cursor.write(&path, &entry()).unwrap().changed);
    assert_eq!(names(folder.path()).len(), 3);
}

#[test]
fn an_empty_file_is_filled() {
    for (text, bom) in [("", ""), (" \r\n", ""), ("\u{feff}", "\u{feff}")] {
        let (_folder, path) = holding(text);
        let written = Client::Cursor.write(&path, &entry()).unwrap();
        assert!(written.changed && written.backup.is_some());
        let expected = format!("{bom}{}\n", Client::Cursor.snippet(&entry()));
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }
}

#[test]
fn a_byte_order_mark_is_kept() {
    for (client, text) in [(Client::Cursor, OTHERS), (Client::Codex, "a = 1\n")] {
        let (_folder, path) = holding(format!("\u{feff}{text}"));
        let (_plain_folder, plain) = holding(text);
        client.write(&path, &entry()).unwrap();
        client.write(&plain, &entry()).unwrap();
        let expected = format!("\u{feff}{}", fs::read_to_string(&plain).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert!(!client.write(&path, &entry()).unwrap().changed);
    }
}

#[test]
fn an_invalid_file_is_not_changed() {
    assert!(matches!(refused(b"{ \"mcpServers\": ", Client::Cursor), Refused::Syntax { .. }));
    assert!(matches!(refused(b"[mcp_servers", Client::Codex), Refused::Syntax { .. }));
    assert!(matches!(refused(b"[]", Client::Vscode), Refused::NotAnObject(_)));
    assert!(matches!(refused(b"{\"servers\": 1}", Client::Vscode), Refused::NotAnObject(_)));
    assert_eq!(refused(b"{\"a\": \"\xff\"}", Client::Cursor), Refused::NotUtf8);
    assert_eq!(refused(b"\xff\xfe{\0}\0", Client::Cursor), Refused::NotUtf8);
}

#[test]
fn yaml_is_written_only_where_there_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.yaml");
    assert!(Client::Goose.write(&path, &entry()).unwrap().changed);
    assert_eq!(fs::read_to_string(&path).unwrap().trim_end(), Client::Goose.snippet(&entry()).trim_end());
    assert_eq!(refused(b"GOOSE_MODEL: x # mine\n", Client::Goose), Refused::Yaml);
}

#[test]
fn a_directory_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = Client::Cursor.write(folder.path(), &entry()).unwrap_err();
    assert!(matches!(error, WriteError::Refused { refused: Refused::NotAFile, .. }), "{error}");
}

#[test]
fn a_huge_file_is_refused_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mcp.json");
    fs::File::create(&path).unwrap().set_len(1 << 36).unwrap();
    let error = Client::Cursor.write(&path, &entry()).unwrap_err();
    assert!(matches!(error, WriteError::Refused { refused: Refused::TooLarge, .. }), "{error}");
}

#[test]
fn n8n_has_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = Client::N8n.write(&folder.path().join("x.json"), &entry()).unwrap_err();
    assert!(matches!(error, WriteError::NoFile));
    assert!(error.to_string().contains("outreach-mcp serve"), "{error}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_read_only_file_is_not_changed() {
    let (_folder, path) = holding(OTHERS);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = Client::Cursor.write(&path, &entry()).unwrap_err();
    assert!(matches!(error, WriteError::Refused { refused: Refused::ReadOnly, .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), OTHERS);
}

#[test]
fn a_change_by_another_program_during_the_edit_is_kept() {
    let (folder, path) = holding("one");
    let mut seen = Vec::new();
    let written = file::replace(&path, |text| {
        if seen.is_empty() {
            fs::write(&path, "one two").unwrap();
        }
        seen.push(text.to_owned());
        Ok(format!("{text} ours"))
    })
    .unwrap();
    assert_eq!(seen, ["one", "one two"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "one two ours");
    assert_eq!(fs::read_to_string(written.backup.unwrap()).unwrap(), "one two");
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn a_file_created_by_another_program_during_the_edit_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mcp.json");
    let mut first = true;
    file::replace(&path, |text| {
        if std::mem::take(&mut first) {
            fs::write(&path, "theirs").unwrap();
        }
        Ok(format!("{text} ours"))
    })
    .unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs ours");
}

#[test]
fn a_file_that_keeps_changing_is_not_changed() {
    let (folder, path) = holding("0");
    let mut count = 0;
    let error = file::replace(&path, |text| {
        count += 1;
        fs::write(&path, count.to_string()).unwrap();
        Ok(format!("{text} ours"))
    })
    .unwrap_err();
    assert!(matches!(error, WriteError::Busy(_)), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), count.to_string());
    assert_eq!(names(folder.path()), ["mcp.json"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn a_file_keeps_its_mode_and_backups_are_private() {
        let (folder, path) = holding(OTHERS);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let backup = Client::Cursor.write(&path, &entry()).unwrap().backup.unwrap();
        assert_eq!(mode(&path), 0o640);
        assert_eq!(mode(&backup), 0o600);
        let new = folder.path().join("new.json");
        Client::Cursor.write(&new, &entry()).unwrap();
        assert_eq!(mode(&new), 0o600);
    }

    #[test]
    fn a_symbolic_link_is_kept_and_its_target_is_changed() {
        let (dotfiles, real) = holding(OTHERS);
        let home = tempfile::tempdir().unwrap();
        let link = home.path().join("linked.json");
        symlink(&real, home.path().join("hop")).unwrap();
        symlink("hop", &link).unwrap();
        let written = Client::Cursor.write(&link, &entry()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(written.path, real);
        assert!(fs::read_to_string(&real).unwrap().contains("outreach"));
        // The backup is next to the link, not in the target's directory, which may be shared.
        let backup = written.backup.unwrap();
        assert_eq!(backup.parent(), Some(home.path()));
        assert!(backup.file_name().unwrap().to_str().unwrap().starts_with("linked.json."));
        assert_eq!(names(dotfiles.path()), ["mcp.json"]);
    }

    #[test]
    fn the_missing_target_of_a_link_is_created() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link.json");
        symlink("below/real.json", &link).unwrap();
        Client::Cursor.write(&link, &entry()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(folder.path().join("below/real.json").is_file());
        let round = folder.path().join("round");
        symlink("round", &round).unwrap();
        assert!(matches!(Client::Cursor.write(&round, &entry()), Err(WriteError::Io { .. })));
    }

    #[test]
    fn a_file_in_a_read_only_directory_is_not_changed() {
        let (folder, path) = holding(OTHERS);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
        // Root may write anywhere.
        let root = fs::write(folder.path().join("probe"), "").is_ok();
        let result = Client::Cursor.write(&path, &entry());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        if !root {
            assert!(matches!(result, Err(WriteError::Io { .. })));
            assert_eq!(fs::read_to_string(&path).unwrap(), OTHERS);
        }
    }

    #[test]
    fn a_program_path_that_is_not_unicode_is_refused() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

        let (_folder, path) = holding(OTHERS);
        let mut odd = entry();
        odd.command = PathBuf::from(OsStr::from_bytes(b"/bin/\xff"));
        assert!(matches!(Client::Cursor.write(&path, &odd), Err(WriteError::Command(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), OTHERS);
    }
}
