//! Puts the checked-in schemas into the program: what is listed is then read from text instead of being made from the types
//! of every tool at every start. A test holds that the files are what the types say.

use std::{env, fmt::Write as _, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=tool-schemas");
    let mut tools: Vec<(String, String)> = Vec::new();
    for folder in files_in(Path::new("tool-schemas")) {
        for file in files_in(&folder) {
            println!("cargo::rerun-if-changed={}", file.display());
            let (Some(owner), Some(name)) = (folder.file_name(), file.file_stem()) else { continue };
            let text = fs::read_to_string(&file).unwrap_or_default();
            tools.push((format!("{}/{}", owner.display(), name.display()), text));
        }
    }
    tools.sort();
    let mut table = String::from("&[\n");
    for (key, text) in &tools {
        let (input, output) = (member(text, "inputSchema"), member(text, "outputSchema"));
        // Writing to a String cannot fail.
        let _ = writeln!(table, "    ({key:?}, {input:?}, {output:?}),");
    }
    table.push_str("]\n");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("schemas.rs"), table) {
        println!("cargo::error=the table of schemas cannot be written: {error}");
    }
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The value of a member of the object that is this JSON text, without white space between its tokens; empty where there is
/// none.
fn member(text: &str, name: &str) -> String {
    // The files are printed by `outreach-mcp schemas`: a member of the root object is indented by two spaces.
    let Some((_, value)) = text.split_once(&format!("\n  \"{name}\": ")) else { return String::new() };
    let mut dense = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for c in value.chars() {
        if in_string {
            dense.push(c);
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        dense.push(c);
        match c {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    dense
}
