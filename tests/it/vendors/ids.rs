//! An id never changes the path of a request: it stays one segment, or the call is refused. Tested for every input that the
//! path of an action's call takes.

use futures_util::future::join_all;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{cases_of, contract::contract};
use crate::support::{
    answers,
    catalogue::{Action, actions, actions_of, check_schema, vendors},
    wire::WireSession,
};

/// The actions of a vendor with inputs in the path of their call.
fn with_ids(vendor: &str) -> impl Iterator<Item = &'static Action> {
    actions_of(vendor).filter(|action| !action.path_inputs().is_empty())
}

/// Whether the vendor documents no form of the ids that an input takes: any word is sent.
fn takes_words(action: &Action, input: &str) -> bool {
    let form = &check_schema(&action.tool)["properties"][input]["x-id"]["form"];
    assert!(
        ["uuid", "number", "word", "address"].iter().any(|known| form == known),
        "{}: `{input}` has no form",
        action.tool
    );
    form == "word"
}

/// The inputs of the action's smallest wire case, with `id` for every input that is in the path and takes words.
fn inputs(action: &Action, id: &str) -> Value {
    let of_action = cases_of(&action.tool);
    let mut inputs = of_action.map(|case| case.inputs).min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap();
    for input in action.path_inputs().into_iter().filter(|input| takes_words(action, input)) {
        inputs[input] = id.into();
    }
    inputs
}

#[test]
fn the_program_takes_the_ids_of_every_path_of_the_contract_from_inputs() {
    for action in actions() {
        let literal = |path: &str| -> Vec<Option<String>> {
            path.split('/').map(|segment| (!segment.starts_with('{')).then(|| segment.to_owned())).collect()
        };
        let (program, agreed) = (action.unlisted.path, contract(&action.tool).path);
        assert_eq!(literal(program), literal(agreed), "{}: `{program}` is the path `{agreed}`", action.tool);
        let inputs = action.inputs();
        for input in action.path_inputs() {
            assert!(inputs.contains_key(input), "{}: `{input}` of the path `{program}` is an input", action.tool);
        }
    }
    for vendor in vendors() {
        assert!(with_ids(vendor).count() > 0, "{vendor} has actions with ids in their paths");
    }
}

#[tokio::test]
async fn an_id_stays_one_path_segment() {
    let long = "x/".repeat(5 * 1024);
    let ids = [
        ("a b", "a%20b"),
        ("1 ", "1%20"),
        ("../x?y", "..%2Fx%3Fy"),
        ("a/b", "a%2Fb"),
        ("/", "%2F"),
        ("a\\b", "a%5Cb"),
        ("..\\", "..%5C"),
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("%2f", "%252f"),
        ("a#b", "a%23b"),
        ("a;b=c", "a%3Bb%3Dc"),
        ("a@b:80", "a%40b%3A80"),
        ("a\nb", "a%0Ab"),
        ("a\r\nX-Evil: 1\r\n\r\n", "a%0D%0AX-Evil%3A%201%0D%0A%0D%0A"),
        ("a\tb\u{0}", "a%09b%00"),
        ("...", "..."),
        (" ..", "%20.."),
        ("h\u{e9}\u{1f680}", "h%C3%A9%F0%9F%9A%80"),
        ("\u{ff0e}\u{ff0e}", "%EF%BC%8E%EF%BC%8E"),
        ("{id}", "%7Bid%7D"),
        ("-._~", "-._~"),
        ("+", "%2B"),
        (long.as_str(), ""),
    ];
    join_all(vendors().into_iter().map(async |vendor| {
        let mut wire = WireSession::of(vendor).await;
        for action in with_ids(vendor) {
            let tool = action.tool.as_str();
            if !action.path_inputs().iter().any(|input| takes_words(action, input)) {
                continue;
            }
            wire.vendor.answer_with(200, answers::text(tool));
            let prefix = contract(tool).full_path().replace(contract(tool).path, "");
            let path = format!("{prefix}{}", action.unlisted.path);
            for (given, encoded) in ids {
                let id = given.trim();
                if id == ".." || id.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@') {
                    let error = wire.invalid_input(tool, &inputs(action, given)).await;
                    assert!(error.contains("is not an id") || error.contains("one word"), "{tool} {given:?}: {error}");
                    continue;
                }
                let seen = wire.request_of(tool, &inputs(action, given)).await;
                assert_eq!(seen.header("x-evil"), None, "{tool} {id:?}: no header");
                let sent = seen.target.split('?').next().unwrap();
                assert!(!seen.target.contains('#'), "{tool} {id:?}: {}", seen.target);
                let (wanted, sent): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), sent.split('/').collect());
                assert_eq!(sent.len(), wanted.len(), "{tool} {id:?}: as many segments as `{path}`, {}", seen.target);
                for (wanted, sent) in wanted.into_iter().zip(sent) {
                    let is_word = action
                        .path_inputs()
                        .into_iter()
                        .any(|input| wanted == format!("{{{input}}}") && takes_words(action, input));
                    if wanted.starts_with('{') && !is_word {
                        continue;
                    }
                    if !wanted.starts_with('{') {
                        assert_eq!(sent, wanted, "{tool} {id:?}: `{path}`, {}", seen.target);
                        continue;
                    }
                    assert_eq!(
                        percent_decode_str(sent).decode_utf8().unwrap(),
                        id,
                        "{tool}: the id in {}",
                        seen.target
                    );
                    if id == given && !encoded.is_empty() {
                        assert_eq!(sent, encoded, "{tool} {id:?}: {}", seen.target);
                    }
                }
            }
        }
    }))
    .await;
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_refused() {
    join_all(vendors().into_iter().map(async |vendor| {
        let mut wire = WireSession::of(vendor).await;
        for action in with_ids(vendor) {
            let tool = action.tool.as_str();
            for input in action.path_inputs() {
                let refused: &[(&str, &str)] = match takes_words(action, input) {
                    true => &[
                        ("", "must not be empty"),
                        (" \n", "must not be empty"),
                        (".", "is not an id"),
                        ("..", "is not an id"),
                    ],
                    false => {
                        &[("", input), ("..", input), ("1/2", input), ("1?2", input), ("1#2", input), ("%31", input)]
                    }
                };
                for (id, words) in refused {
                    let mut inputs = inputs(action, "1");
                    inputs[input] = (*id).into();
                    let error = wire.invalid_input(tool, &inputs).await;
                    assert!(error.contains(words), "{tool}: `{input}` {id:?}: {error}");
                }
            }
        }
    }))
    .await;
}
