//! Generated parts of the documentation are up to date.

mod architecture;

use std::path::Path;

use outreach_mcp::docs;

#[test]
fn the_readmes_generated_tables_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let there = std::fs::read_to_string(&path).unwrap();
    let wanted = docs::updated(&there).expect("the README has its markers");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(there == wanted, "README.md differs: run `UPDATE_DOCS=1 cargo test docs`");
}
