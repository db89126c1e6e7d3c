//! The layers, read from the imports: no module imports a higher layer, no modules import each other in a circle, and the
//! drawing in `docs/architecture.md` is the one that the imports give.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The layers of `src/`, the highest first. A layer imports those on later lines; those on one line do not import each other.
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["docs"],
    &["mcp"],
    &["service"],
    &["config"],
    &["logging"],
    &["reconcile"],
    &["guard"],
    &["journal", "client"],
    &["schemas", "cache"],
];

/// The crates below, the highest first.
const CRATES: &[&str] = &["outreach_sandbox", "outreach_vendors", "outreach_model"];

/// The modules of `src/` and what each imports, tests left out.
struct Imports {
    /// By path without `crate`: `client::send`; the parts of the path are the folders.
    modules: BTreeMap<String, Module>,
}

struct Module {
    /// The first line of its documentation.
    about: String,
    /// Other modules of `src/`, and crates of the workspace.
    imports: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Imports {
    fn read() -> Self {
        let source = root().join("src");
        let mut files = Vec::new();
        files_below(&source, &mut files);
        let names: BTreeMap<PathBuf, String> = files
            .into_iter()
            .filter(|file| !file.iter().any(|part| part == "tests" || part == "tests.rs"))
            .map(|file| {
                let path = file.strip_prefix(&source).unwrap().with_extension("");
                let mut parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
                if parts.len() > 1 && parts.last() == Some(&"mod") {
                    parts.pop();
                }
                let name = parts.join("::");
                (file, name)
            })
            .filter(|(_, name)| name != "lib")
            .collect();
        let known: BTreeSet<&str> = names.values().map(String::as_str).collect();
        let modules = names.iter().map(|(file, name)| {
            let text = fs::read_to_string(file).unwrap();
            let about = text.lines().next().unwrap_or_default().trim_start_matches("//!").trim().to_owned();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let imports = paths(code).into_iter().filter_map(|path| resolve(&path, name, &known));
            (name.clone(), Module { about, imports: imports.filter(|import| import != name).collect() })
        });
        Self { modules: modules.collect() }
    }

    fn arrows(&self) -> impl Iterator<Item = (&str, &str)> {
        self.modules.iter().flat_map(|(from, module)| module.imports.iter().map(move |to| (from.as_str(), to.as_str())))
    }
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every path that code names: in `use` trees, and elsewhere those that begin with `crate`, `super`, `self` or a crate.
fn paths(code: &str) -> Vec<Vec<String>> {
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let begins = rest[..at].chars().next_back().is_none_or(|before| before.is_whitespace());
        rest = &rest[at + 4..];
        if begins && let Some(end) = rest.find(';') {
            let tokens = tokens(&rest[..end]);
            tree(&tokens, &mut 0, &[], &mut found);
        }
    }
    let tokens = tokens(&code);
    for (at, token) in tokens.iter().enumerate() {
        let begins = at == 0 || tokens[at - 1] != "::";
        if begins && (["crate", "outreach_mcp", "super", "self"].contains(token) || CRATES.contains(token)) {
            let mut path = vec![(*token).to_owned()];
            let mut at = at;
            while tokens.get(at + 1) == Some(&"::") && tokens.get(at + 2).is_some_and(|next| is_name(next)) {
                path.push(tokens[at + 2].to_owned());
                at += 2;
            }
            if path.len() > 1 {
                found.push(path);
            }
        }
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if is_name(rest) {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            tokens.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    tokens
}

/// The paths of a `use` tree.
fn tree(tokens: &[&str], at: &mut usize, before: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(*at) {
        match *token {
            "{" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| *token != "}") {
                    tree(tokens, at, &path, found);
                    if tokens.get(*at) == Some(&",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "," | "}" => break,
            "as" => *at += 2,
            "::" => *at += 1,
            name => {
                path.push(name.to_owned());
                *at += 1;
            }
        }
    }
    found.push(path);
}

/// The module or crate that a path in the module `from` leads to.
fn resolve(path: &[String], from: &str, known: &BTreeSet<&str>) -> Option<String> {
    let mut place: Vec<&str> = from.split("::").collect();
    let first = path.first()?.as_str();
    if CRATES.contains(&first) {
        return Some(first.to_owned());
    }
    let mut rest = path;
    match first {
        "crate" | "outreach_mcp" => {
            place.clear();
            rest = &path[1..];
        }
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                place.pop();
                rest = &rest[1..];
            }
        }
        _ => return None,
    }
    for part in rest {
        let longer = place.iter().copied().chain([part.as_str()]).collect::<Vec<_>>().join("::");
        if !known.contains(longer.as_str()) && !known.iter().any(|name| name.starts_with(&format!("{longer}::"))) {
            break;
        }
        place.push(part);
    }
    let name = place.join("::");
    known.contains(name.as_str()).then_some(name)
}

fn layer(module: &str) -> &str {
    module.split("::").next().unwrap()
}

fn height(layer: &str) -> usize {
    let at = LAYERS.iter().position(|line| line.contains(&layer));
    LAYERS.len() - at.unwrap_or_else(|| panic!("`{layer}` is in no layer: name it in LAYERS"))
}

#[test]
fn no_module_imports_a_layer_above_its_own() {
    let imports = Imports::read();
    let wrong: Vec<String> = imports
        .arrows()
        .filter(|(_, to)| !CRATES.contains(to))
        .filter(|(from, to)| {
            let (from, to) = (layer(from), layer(to));
            from != to && height(from) <= height(to)
        })
        .map(|(from, to)| format!("`{from}` imports `{to}`"))
        .collect();
    assert!(
        wrong.is_empty(),
        "imports of a higher layer, or of another layer of the same height:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let imports = Imports::read();
    let mut circles = Vec::new();
    for start in imports.modules.keys() {
        if let Some(way) = way(&imports, start, start, &mut BTreeSet::new())
            && way.iter().min() == Some(&start.as_str())
        {
            circles.push(format!("{start} -> {}", way.join(" -> ")));
        }
    }
    assert!(circles.is_empty(), "import circles:\n{}", circles.join("\n"));
}

/// A way along the imports from one module to another.
fn way<'a>(imports: &'a Imports, from: &'a str, to: &str, seen: &mut BTreeSet<&'a str>) -> Option<Vec<&'a str>> {
    for next in &imports.modules.get(from)?.imports {
        if next == to {
            return Some(vec![next]);
        }
        if seen.insert(next)
            && let Some(mut rest) = way(imports, next, to, seen)
        {
            rest.insert(0, next);
            return Some(rest);
        }
    }
    None
}

#[test]
fn no_module_names_a_vendor() {
    // What a layer has to know of a vendor or an action stands on these, in `crates/vendors`.
    for (module, _) in Imports::read().modules {
        let file = root().join("src").join(module.replace("::", "/"));
        let text = fs::read_to_string(file.with_extension("rs")).or_else(|_| fs::read_to_string(file.join("mod.rs")));
        let text = text.unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        if ["guard", "journal", "client", "reconcile", "service"].contains(&layer(&module)) {
            for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
                for vendor in ["\"instantly\"", "\"overloop\"", "\"snov\""] {
                    assert!(!line.contains(vendor), "src/{module}:{}: {line}", number + 1);
                }
            }
        }
    }
}

#[test]
fn the_drawing_of_the_layers_is_up_to_date() {
    let imports = Imports::read();
    let path = root().join("docs/architecture.md");
    let there = fs::read_to_string(&path).unwrap();
    let mut wanted = there.clone();
    for (name, part) in [("layers", drawing(&imports)), ("modules", modules(&imports))] {
        let (begin, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = wanted.split_once(&begin).unwrap_or_else(|| panic!("no marker {begin}"));
        let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no marker {end}"));
        wanted = format!("{before}{begin}\n{part}\n{end}{after}");
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(there == wanted, "docs/architecture.md differs: run `UPDATE_DOCS=1 cargo test docs`");
}

/// The layers and crates, and an arrow for each import that is not implied by others.
fn drawing(imports: &Imports) -> String {
    let mut arrows: BTreeSet<(&str, &str)> =
        imports.arrows().map(|(from, to)| (layer(from), layer(to))).filter(|(from, to)| from != to).collect();
    arrows.extend([("outreach_vendors", "outreach_model")]);
    let all = arrows.clone();
    // What is reached by a longer way too needs no arrow of its own: the drawing stays readable.
    let is_reached = |from: &str, to: &str| {
        let mut open: Vec<&str> =
            all.iter().filter(|(one, other)| *one == from && *other != to).map(|(_, other)| *other).collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.extend(all.iter().filter(|(one, _)| *one == next).map(|(_, other)| *other));
            }
        }
        false
    };
    let mut text = String::from("```mermaid\ngraph TD\n");
    for (from, to) in &arrows {
        if !is_reached(from, to) {
            text.push_str(&format!("    {from} --> {to}\n"));
        }
    }
    text.push_str("```\n");
    text
}

/// Each module with the first line of its documentation, the lowest layer first.
fn modules(imports: &Imports) -> String {
    let mut text = String::new();
    for line in LAYERS.iter().rev().filter(|line| **line != ["main"]) {
        for name in *line {
            text.push_str(&format!("### `{name}`\n\n| Module | |\n|---|---|\n"));
            for (module, facts) in imports.modules.iter().filter(|(module, _)| layer(module) == *name) {
                text.push_str(&format!("| `{module}` | {} |\n", facts.about.replace('|', "\\|")));
            }
            text.push('\n');
        }
    }
    text
}
