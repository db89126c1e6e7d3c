//! A test that no modules of this crate import each other in a circle.
//!
//! It reads the source files, so it needs nothing but the standard library and no list of modules. It examines the crate it is
//! compiled in: another crate can include this file by `#[path]` to have the same test.
//!
//! An import is any path in the code that starts with `crate::`, `super::`, `self::` or the name of a child module, whether in a
//! `use` or in an expression. It leads to the module that has the named item, or to the one that re-exports it. `mod`
//! declarations are not imports: a parent may declare children that import it, as long as it uses nothing of theirs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The source of each module, by its path: `crate`, `crate::store`, `crate::store::page`.
type Sources = BTreeMap<String, String>;

/// The modules that each module imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn modules_do_not_import_each_other_in_a_circle() {
    let mut sources = Sources::new();
    read_modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "crate", &mut sources);
    assert!(sources.len() > 1, "no modules found: {:?}", sources.keys());
    let circle = find_circle(&imports(&sources));
    assert!(circle.is_none(), "modules import each other: {}", circle.unwrap_or_default());
}

#[test]
fn circles_are_found_in_every_kind_of_import() {
    let sources = |pairs: &[(&str, &str)]| -> Sources {
        pairs.iter().map(|(module, source)| ((*module).to_owned(), (*source).to_owned())).collect()
    };
    let circle = |pairs: &[(&str, &str)]| find_circle(&imports(&sources(pairs)));
    let a_then_b = Some("crate::a -> crate::b -> crate::a".to_owned());
    for import in
        ["use super::b::B;", "use crate::{c::C, b};", "fn f() { crate::b::f() }", "use super::{c, b::{self, B}};"]
    {
        let modules = [("crate", ""), ("crate::a", import), ("crate::b", "use crate::a::A;"), ("crate::c", "")];
        assert_eq!(circle(&modules), a_then_b, "{import}");
    }
    let parent_and_child = [("crate", ""), ("crate::p", "fn f() { q::f() }"), ("crate::p::q", "use super::P;")];
    assert_eq!(circle(&parent_and_child), Some("crate::p -> crate::p::q -> crate::p".to_owned()));
    for no_import in [
        "mod q; pub(in crate::p) struct P;",
        "// use self::q::Q;\n/// [`q::Q`]\nmod q;",
        "fn f() -> char { let _ = \"\\\"q::f\"; '\"' } // q::f",
    ] {
        let modules = [("crate", ""), ("crate::p", no_import), ("crate::p::q", "use super::P;")];
        assert_eq!(circle(&modules), None, "{no_import}");
    }
}

fn read_modules(folder: &Path, module: &str, sources: &mut Sources) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let child = format!("{module}::{name}");
        if path.is_dir() {
            read_modules(&path, &child, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if ["lib", "main", "mod"].contains(&name) { module } else { &child };
            sources.entry(module.to_owned()).or_default().push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn imports(sources: &Sources) -> Imports {
    let imports_of = |module: &String, source: &String| -> BTreeSet<String> {
        let paths = paths(&tokens(source));
        let targets = paths.iter().filter_map(|path| target(module, path, sources));
        targets.filter(|target| target != module).collect()
    };
    sources.iter().map(|(module, source)| (module.clone(), imports_of(module, source))).collect()
}

/// Identifiers and punctuation, without comments, strings, characters and lifetimes.
fn tokens(source: &str) -> Vec<String> {
    let (mut tokens, mut rest) = (Vec::new(), source);
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r#\"") => 3 + rest[3..].find("\"#").map_or(rest.len() - 3, |end| end + 2),
            '"' => 1 + quoted_length(&rest[1..]),
            '\'' => character_length(rest),
            _ if is_word(first) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                tokens.push(rest[..length].to_owned());
                length
            }
            ':' if rest.starts_with("::") => {
                tokens.push("::".to_owned());
                2
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push(first.to_string());
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of a string up to and with its closing quote.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            '"' if !escaped => return index + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// The length of a character such as `'"'`; 1, for the quote alone, where a lifetime begins.
fn character_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[2..].find('\'').map_or(1, |end| end + 3),
        _ => chars.next().filter(|(_, c)| *c == '\'').map_or(1, |(index, _)| index + 1),
    }
}

/// The paths in the code, those of nested `use` groups included.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let starts = tokens[index].starts_with(|c: char| c.is_alphabetic() || c == '_')
            && tokens.get(index + 1).is_some_and(|next| next == "::")
            && (index == 0 || !["::", "in", "."].contains(&tokens[index - 1].as_str()));
        index = if starts { read_path(tokens, index, &[], &mut paths) } else { index + 1 };
    }
    paths
}

/// Reads a path or a group of paths from `index`, all below `prefix`, and gives the index after it.
fn read_path(tokens: &[String], mut index: usize, prefix: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(index).map(String::as_str) {
            Some("{") => {
                index += 1;
                while tokens.get(index).is_some_and(|token| token != "}") {
                    index = if tokens[index] == "," { index + 1 } else { read_path(tokens, index, &path, paths) };
                }
                return index + 1;
            }
            Some(name) if name != "," && name != "}" => path.push(name.to_owned()),
            _ => return index + 1,
        }
        index += 1;
        if tokens.get(index).is_none_or(|token| token != "::") {
            break;
        }
        index += 1;
    }
    paths.push(path);
    if !prefix.is_empty() && tokens.get(index).is_some_and(|token| token == "as") {
        index += 2;
    }
    index
}

/// The module that a path in `module` leads to; nothing for a path to another crate.
fn target(module: &str, path: &[String], sources: &Sources) -> Option<String> {
    let mut segments: Vec<&str> = module.split("::").collect();
    for (index, name) in path.iter().map(String::as_str).enumerate() {
        match (index, name) {
            (0, "crate") => segments.truncate(1),
            (_, "self") => {}
            (_, "super") => drop(segments.pop()),
            (0, _) if !sources.contains_key(&format!("{module}::{name}")) => return None,
            _ => segments.push(name),
        }
    }
    // The longest part of the path that is a module has the item that the rest names.
    (1..=segments.len()).rev().map(|length| segments[..length].join("::")).find(|name| sources.contains_key(name))
}

/// The first circle there is, as `a -> b -> a`.
fn find_circle(imports: &Imports) -> Option<String> {
    fn search<'a>(imports: &'a Imports, path: &mut Vec<&'a str>, done: &mut BTreeSet<&'a str>) -> Option<String> {
        let module = *path.last()?;
        if let Some(start) = path[..path.len() - 1].iter().position(|own| *own == module) {
            return Some(path[start..].join(" -> "));
        }
        if done.contains(module) {
            return None;
        }
        for next in imports.get(module).into_iter().flatten() {
            path.push(next);
            if let Some(circle) = search(imports, path, done) {
                return Some(circle);
            }
            path.pop();
        }
        done.insert(module);
        None
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| search(imports, &mut vec![module.as_str()], &mut done))
}
