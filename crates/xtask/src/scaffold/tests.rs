use std::{fs, path::Path};

use super::{MARK, Scaffold, folder};
use crate::{cut, description::Description, fmt};

fn checked_in() -> Description {
    Description::read(&cut::checked_in()).unwrap()
}

fn scaffold(description: &Description, method: &str, path: &str) -> Scaffold {
    Scaffold::new(description, &description.operation(method, path).unwrap(), None, None).unwrap()
}

/// Compares with `golden/<name>.rs`; with `UPDATE_GOLDEN` set, writes it.
fn assert_golden(method: &str, path: &str, name: &str) {
    let scaffold = scaffold(&checked_in(), method, path);
    assert_eq!(scaffold.name, name);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("golden/{name}.rs"));
    let code = fmt::format(&scaffold.code).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &code).unwrap();
    }
    let golden = fs::read_to_string(&file).unwrap();
    assert_eq!(code, golden, "{}: UPDATE_GOLDEN=1 accepts the difference", file.display());
}

#[test]
fn a_write_becomes_the_golden_file() {
    assert_golden("POST", "/api/v2/campaigns/{id}/pause", "pause_campaign");
}

#[test]
fn a_list_becomes_the_golden_file() {
    assert_golden("GET", "/api/v2/campaigns", "list_campaigns");
}

#[test]
fn nested_inputs_and_a_new_object_become_the_golden_file() {
    assert_golden("POST", "/api/v2/leads/move", "move_leads");
}

/// The first `code` of each numbered line.
fn numbered(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    lines.map(|line| line.split('`').nth(1).unwrap_or_else(|| panic!("a file in {line}"))).collect()
}

#[test]
fn the_steps_are_those_of_the_guide() {
    let scaffold = scaffold(&checked_in(), "POST", "/api/v2/campaigns/{id}/pause");
    let guide = fs::read_to_string(crate::root().join("docs/architecture.md")).unwrap();
    let guide = guide.split_once("\n**An action.**").expect("a guide to adding an action").1;
    let guide = guide.split_once("\n**").expect("the next guide").0;
    let steps = scaffold.steps(&scaffold.module);
    assert_eq!(numbered(&steps), numbered(guide), "the files of the steps, in order");
}

#[test]
fn every_documented_operation_becomes_rust_that_parses() {
    let description = checked_in();
    let mut all = String::new();
    for (at, (method, path)) in description.calls().enumerate() {
        let operation = description.operation(&method, path).unwrap();
        let scaffold = Scaffold::new(&description, &operation, None, None);
        let code = scaffold.unwrap_or_else(|error| panic!("{method} {path}: {error}")).code;
        assert!(code.contains("compile_error!") && code.contains(MARK), "{method} {path}");
        all.push_str(&format!("mod m{at} {{\n{code}}}\n"));
    }
    // Formatting parses it.
    fmt::format(&all).unwrap();
}

#[test]
fn an_unknown_path_names_the_nearest() {
    let description = checked_in();
    let error = description.operation("POST", "/api/v2/campaigns/{id}/halt").err().unwrap().to_string();
    assert!(error.contains("POST /api/v2/campaigns/{id}/pause"), "{error}");
}

#[test]
fn a_line_is_added_at_the_end_of_the_toolset() {
    let text = "//! Campaigns.\n\nmod settings;\n\ntoolset! { \"campaigns\":\n    list::ListCampaigns,\n}\n";
    let added = folder::with_line(text, "pause::PauseCampaign").unwrap();
    assert_eq!(added, text.replace("ListCampaigns,\n", "ListCampaigns,\n    pause::PauseCampaign,\n"));
    assert!(folder::with_line("mod list;", "pause::PauseCampaign").is_err());
}

#[test]
fn a_new_toolset_is_declared_and_listed() {
    let text = "//! Instantly.\n\nmod campaigns;\nmod emails;\nmod timezone;\n\nstatic V: X = X { toolsets: &[campaigns::TOOLSET] };\n";
    let expected = "//! Instantly.\n\nmod campaigns;\nmod emails;\nmod tags;\nmod timezone;\n\nstatic V: X = X { toolsets: &[campaigns::TOOLSET, tags::TOOLSET] };\n";
    assert_eq!(folder::with_toolset(text, "tags").unwrap(), expected);
}

#[test]
fn no_mark_is_left_in_the_vendors_files() {
    let mut folders = vec![crate::vendor_folder().join("..")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains(MARK), "{}: rewrite what is marked {MARK}", path.display());
            }
        }
    }
}
