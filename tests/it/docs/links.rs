//! Every link of the documents leads to a file and a heading that are there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::tools::headings;

/// The documents, by their path in the repository: all Markdown files at its top, in `docs` and in `tests`.
pub fn documents() -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            let is_searched =
                ["docs", "tests"].iter().any(|top| path.starts_with(top)) && !path.ends_with("node_modules");
            if is_searched && entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text without blocks of code and code in a line, which may look like links.
fn prose(text: &str) -> String {
    let blocks = text.split("\n```").step_by(2);
    blocks.flat_map(|block| block.split('`').step_by(2)).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_are_there() {
    let (mut wrong, mut links) = (Vec::new(), 0);
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        for link in prose(&text).split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            if link.starts_with("https://") || link.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root().join(&document),
                file => root().join(document.parent().unwrap()).join(file),
            };
            let is_there = match anchor {
                "" => target.exists(),
                anchor => fs::read_to_string(&target).is_ok_and(|text| {
                    let headings: BTreeSet<String> = headings(&text).collect();
                    headings.contains(anchor)
                }),
            };
            if !is_there {
                wrong.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(links > 100, "{links}");
}

/// Whoever reads a page finds it from the README.
#[test]
fn every_page_is_linked_from_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for page in fs::read_dir(root().join("docs")).unwrap() {
        let page = page.unwrap().file_name();
        let page = page.to_str().unwrap();
        assert!(readme.contains(&format!("](docs/{page}")), "README.md does not link docs/{page}");
    }
}
