//! The answers of `tests/it/answers/<vendor>/<action>.json`: one for each action, with every field that the vendor documents.

use serde_json::Value;

use super::catalogue::action;

/// What the vendor answers to a call of this tool, as text.
pub fn text(tool: &str) -> String {
    let action = action(tool);
    let path = format!("{}/tests/it/answers/{}/{}.json", env!("CARGO_MANIFEST_DIR"), action.vendor, action.name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("`{tool}` has an answer in {path}: {error}"))
}

/// The same as JSON.
pub fn json(tool: &str) -> Value {
    serde_json::from_str(&text(tool)).unwrap_or_else(|error| panic!("the answer of `{tool}` is JSON: {error}"))
}

/// The tools of a vendor that have a file.
pub fn tools_with_files(vendor: &str) -> Vec<String> {
    let folder = format!("{}/tests/it/answers/{vendor}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| format!("{vendor}_{}", path.file_stem().unwrap().to_str().unwrap())).collect()
}
