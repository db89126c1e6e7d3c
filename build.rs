//! Puts the checked-in schemas into the program: what is listed is then read from text instead of being made from the types
//! of every tool at every start. A test holds that the files are what the types say. What is listed by default is put in as text, and
//! the rest compressed. Tells the linker how to make the static program smaller.

use std::{env, fmt::Write as _, fs, path::Path, process::Command};

/// The folder with what calls and answers are checked by, beside those with what clients see.
const CHECKS: &str = "checks";

/// The names of the tools that are listed by default, beside the folders.
const LISTED: &str = "listed.json";

/// The first version of Rust whose musl, 1.2.5, reads packed relocations.
const PACKED_SINCE: u32 = 93;

fn main() {
    pack_relocations();
    println!("cargo::rerun-if-changed=tool-schemas");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let written = put_in(Path::new("tool-schemas"), Path::new(&out));
    if let Err(error) = written {
        println!("cargo::error=the tables of schemas cannot be written: {error}");
    }
}

/// Has the linker pack the relocations of the static program, three quarters of a megabyte of it otherwise. Not with glibc, which reads
/// them since 2.36 only.
fn pack_relocations() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
    let is_static = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "musl");
    // Called by itself, a linker takes its options without the prefix.
    let is_by_compiler = !env::var("RUSTC_LINKER").is_ok_and(|linker| linker.contains("lld"));
    if is_static && is_by_compiler && minor_version().is_some_and(|minor| minor >= PACKED_SINCE) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The second number of the compiler's version.
fn minor_version() -> Option<u32> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    // rustc 1.95.0 (f2d3ce0bd 2026-03-21)
    String::from_utf8(output.stdout).ok()?.split('.').nth(1)?.parse().ok()
}

fn put_in(schemas: &Path, out: &Path) -> std::io::Result<()> {
    let listed = fs::read_to_string(schemas.join(LISTED)).unwrap_or_default();
    // Writing to a String cannot fail.
    let (mut published, mut packed) = (String::from("&[\n"), Vec::new());
    for (key, text) in tools_in(schemas).into_iter().filter(|(key, _)| !key.starts_with(CHECKS)) {
        let (input, output) = (member(&text, "inputSchema"), member(&text, "outputSchema"));
        let _ = if listed.contains(&format!("{key:?}")) {
            writeln!(published, "    ({key:?}, Published::Text({input:?}, {output:?})),")
        } else {
            let start = packed.len();
            packed.extend(miniz_oxide::deflate::compress_to_vec(format!("{input}{output}").as_bytes(), 10));
            writeln!(published, "    ({key:?}, Published::Packed({start}, {}, {})),", packed.len(), input.len())
        };
    }
    fs::write(out.join("published.deflate"), packed)?;
    let (mut checks, mut compressed) = (String::from("&[\n"), Vec::new());
    for (key, text) in tools_in(&schemas.join(CHECKS)) {
        let start = compressed.len();
        compressed.extend(miniz_oxide::deflate::compress_to_vec(dense(&text).as_bytes(), 10));
        let _ = writeln!(checks, "    ({key:?}, {start}, {}),", compressed.len());
    }
    fs::write(out.join("published.rs"), published + "]\n")?;
    fs::write(out.join("checks.rs"), checks + "]\n")?;
    fs::write(out.join("checks.deflate"), compressed)
}

/// The files of all tools in a folder of a folder for each owner: owner and name, and the text.
fn tools_in(folder: &Path) -> Vec<(String, String)> {
    let mut tools: Vec<(String, String)> = Vec::new();
    for folder in files_in(folder) {
        for file in files_in(&folder).into_iter().filter(|file| file.is_file()) {
            println!("cargo::rerun-if-changed={}", file.display());
            let (Some(owner), Some(name)) = (folder.file_name(), file.file_stem()) else { continue };
            let text = fs::read_to_string(&file).unwrap_or_default();
            tools.push((format!("{}/{}", owner.display(), name.display()), text));
        }
    }
    tools.sort();
    tools
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
    let value = text.split_once(&format!("\n  \"{name}\": "));
    value.map_or_else(String::new, |(_, value)| dense(value))
}

/// The JSON value that a text begins with, without white space between its tokens.
fn dense(value: &str) -> String {
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
