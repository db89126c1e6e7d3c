//! Generated parts of the documentation are up to date.

mod architecture;
mod commands;
mod links;
mod tools;

use std::path::Path;

use outreach_mcp::{cli, docs};

/// Compares a document with what is generated into it, and writes it where `UPDATE_DOCS` is set.
fn check(name: &str, updated: fn(&str) -> Option<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let there = std::fs::read_to_string(&path).unwrap();
    let wanted = updated(&there).unwrap_or_else(|| panic!("{name} lacks a marker"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(there == wanted, "{name} differs: run `UPDATE_DOCS=1 cargo test docs`");
}

#[test]
fn the_table_of_settings_is_up_to_date() {
    check("docs/settings.md", docs::updated_settings);
}

#[test]
fn what_is_not_offered_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/not-offered.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, docs::not_offered()).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap();
    assert!(there == docs::not_offered(), "docs/not-offered.md differs: run `UPDATE_DOCS=1 cargo test docs`");
}

#[test]
fn the_table_of_effects_is_up_to_date() {
    check("docs/effects.md", docs::updated_effects);
}

#[test]
fn the_pages_of_clients_are_up_to_date() {
    check("docs/clients.md", cli::updated_clients);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/clients");
    let pages = cli::client_pages();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, page) in pages {
            std::fs::write(folder.join(name), page).unwrap();
        }
        return;
    }
    for (name, page) in &pages {
        let there = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(there == *page, "docs/clients/{name} differs: run `UPDATE_DOCS=1 cargo test docs`");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), pages.len(), "docs/clients has a page of no client");
}
