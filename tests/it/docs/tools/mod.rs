//! `docs/tools`: what each tool takes and answers, as a person reads it, with an example from the sandbox.
//!
//! `page` puts the pages together, `schema` says schemas in words, `example` makes the calls, `moments` takes the time of the
//! run out of what they answer, `json` prints it.

mod example;
mod json;
mod moments;
mod page;
mod schema;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tools")
}

/// The pages that are there, by their path in the folder.
fn there() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut open = vec![folder()];
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(place).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned();
                pages.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    pages
}

#[tokio::test]
async fn the_pages_of_the_tools_are_up_to_date() {
    let examples = example::all().await;
    let pages = page::pages(&examples, page::MAX_TOOLS);
    let there = there();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        for name in there.keys().filter(|name| !pages.contains_key(*name)) {
            fs::remove_file(folder().join(name)).unwrap();
        }
        for (name, text) in &pages {
            let path = folder().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        return;
    }
    let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&there), names(&pages), "the files of docs/tools: run `UPDATE_DOCS=1 cargo test docs`");
    for (name, text) in &pages {
        let different = text.lines().zip(there[name].lines()).find(|(wanted, there)| wanted != there);
        assert!(&there[name] == text, "docs/tools/{name} differs: run `UPDATE_DOCS=1 cargo test docs`\n{different:#?}");
    }
}

/// Every link of the pages leads to a page and a heading that are there, also where a vendor has a page for each toolset.
#[test]
fn the_links_between_the_pages_lead_somewhere() {
    let examples = page::without_examples();
    for max_tools in [page::MAX_TOOLS, 5] {
        let pages = page::pages(&examples, max_tools);
        assert!(max_tools > 5 || pages.len() > 15, "{:?}", pages.keys());
        for (name, text) in &pages {
            for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
                if link.starts_with("https://") {
                    continue;
                }
                let (page, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = if page.is_empty() { name.clone() } else { joined(name, page) };
                if target.starts_with("../") {
                    assert!(folder().join(&target).exists(), "docs/tools/{name}: {link}");
                    continue;
                }
                let target = pages.get(&target).unwrap_or_else(|| panic!("docs/tools/{name}: {link}: no {target}"));
                let is_there = anchor.is_empty() || headings(target).any(|heading| heading == anchor);
                assert!(is_there, "docs/tools/{name}: {link}: no such heading");
            }
        }
    }
}

/// A link from a page, as a path in the folder.
fn joined(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." && !parts.is_empty() && parts.last() != Some(&"..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// The anchors that GitHub gives the headings of a page.
pub(super) fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| line.starts_with('#')).map(|line| page::anchor(line.trim_start_matches('#').trim()))
}
