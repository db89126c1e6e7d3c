//! Properties of pure functions, over the library: paths keep their segments, secrets are redacted, arguments are coerced.

use std::collections::BTreeSet;

// The functions under test, and nothing else of the library.
use outreach_mcp::service::envelope::Envelope;
use outreach_model::{
    arguments::coerce_and_validate,
    error::{ErrorKind, Failure},
    redact::Redactor,
    request::Request,
};
use percent_encoding::percent_decode_str;
use proptest::{collection::vec, prelude::*, sample::select};
use secrecy::SecretString;
use serde_json::{Map, Value, json};

use crate::support::catalogue::{actions, check_schema, prepare};

/// Arbitrary JSON whose objects have these keys and others.
fn any_json(keys: Vec<String>) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2_i64..102).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        select(vec!["", "3", "3.0", "-1", "true", "FALSE", "[1]", "{}", "null", "09:00", "UTC", "2026-03-31", "days"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        let key = prop_oneof![4 => select(keys.clone()), 1 => "\\PC{0,8}"];
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key, inner.clone()), 0..6).prop_map(|entries| Value::Object(entries.into_iter().collect())),
            // JSON as a string, which is how some models send it.
            inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

/// Every name that any input has, at any depth.
fn input_names() -> Vec<String> {
    fn collect(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    names.extend(properties.keys().cloned());
                }
                object.values().for_each(|value| collect(value, names));
            }
            Value::Array(items) => items.iter().for_each(|value| collect(value, names)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    actions().iter().for_each(|action| collect(&action.input_schema, &mut names));
    names.into_iter().collect()
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// Arguments with names that some tool has, and with arbitrary JSON.
fn arguments() -> impl Strategy<Value = Map<String, Value>> {
    let names = input_names();
    let value = any_json(names.clone());
    vec((prop_oneof![8 => select(names), 1 => "\\PC{0,8}"], value), 0..8)
        .prop_map(|entries| entries.into_iter().collect())
}

/// A key that the program accepts: long enough, without spaces around it.
fn any_key() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~][ -~]{6,40}[!-~]", "[A-Za-z0-9+/]{8,60}={0,2}", "[!-~]{2}\\PC{8,20}[!-~]{2}"]
}

/// Every string in it, keys included.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            found.push(key.clone());
            texts(value, found);
        }),
        _ => {}
    }
}

/// The same JSON with the secret in every string and in every object key.
fn with_secret(value: Value, key: &str) -> Value {
    match value {
        Value::String(text) => format!("{text} {key} {text}").into(),
        Value::Array(items) => items.into_iter().map(|item| with_secret(item, key)).collect(),
        Value::Object(object) => Value::Object(
            object.into_iter().map(|(name, value)| (format!("{name} {key}"), with_secret(value, key))).collect(),
        ),
        other => other,
    }
}

fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json[1..json.len() - 1].to_owned()
}

fn check_without(envelope: &Envelope, key: &str) {
    let mut found = Vec::new();
    texts(&Value::Object(envelope.object.clone()), &mut found);
    assert!(found.iter().all(|text| !text.contains(key)), "{key:?} in {found:?}");
    assert!(!envelope.text.contains(&escaped(key)), "{key:?} in {}", envelope.text);
    let text: Value = serde_json::from_str(&envelope.text).unwrap();
    assert_eq!(text, Value::Object(envelope.object.clone()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_path_keeps_its_segments(segments in vec(prop_oneof![any::<String>(), "[./%\\\\?#a2eE]{0,6}"], 1..6)) {
        let request = Request::get(segments.iter().map(String::as_str));
        if segments.iter().any(|segment| matches!(segment.as_str(), "" | "." | "..")) {
            prop_assert_eq!(request.unwrap_err().kind, ErrorKind::InvalidInput);
            return Ok(());
        }
        let path = request.unwrap().path;
        // The path after a URL parser has resolved dots and slashes.
        let url = url::Url::parse(&format!("http://host/api/v2{path}?q#f")).unwrap();
        prop_assert_eq!(url.path(), format!("/api/v2{}", &path));
        prop_assert_eq!(url.query(), Some("q"));
        let decoded: Vec<String> = path
            .strip_prefix('/')
            .unwrap()
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned())
            .collect();
        prop_assert_eq!(decoded, segments);
    }

    #[test]
    fn no_envelope_shows_the_key(key in any_key(), value in any_json(vec!["id".to_owned(), "name".to_owned()]), more in "\\PC{0,20}") {
        let redactor = Redactor::new([&SecretString::from(key.clone())]);
        let outputs = object(json!({ "lead": with_secret(value, &key), "id": key, key.clone(): [key, { "x": key }] }));
        check_without(&Envelope::new(Ok(outputs), &redactor), &key);
        let failure = Failure::new(ErrorKind::VendorError, format!("{more}{key}{more} {key}")).with_status(400);
        let envelope = Envelope::new(Err(failure), &redactor);
        check_without(&envelope, &key);
        prop_assert_eq!(envelope.object.len(), 5);
    }

    #[test]
    fn redaction_changes_no_envelope_without_the_key(key in "[A-Za-z0-9+/]{24,60}", value in any_json(vec!["id".to_owned()])) {
        let outputs = object(json!({ "lead": [value] }));
        let redactor = Redactor::new([&SecretString::from(key)]);
        prop_assert_eq!(Envelope::new(Ok(outputs.clone()), &redactor), Envelope::new(Ok(outputs), &Redactor::default()));
    }

    #[test]
    fn a_number_may_come_as_text_or_as_a_whole_float(number in -9_007_199_254_740_992_i64..=9_007_199_254_740_992) {
        let schema = check_schema("instantly_update_lead_interest_status");
        for given in [json!(number), json!(number.to_string()), json!(format!(" {number} ")), json!(number as f64), json!(format!("{number}.0"))] {
            let settled = coerce_and_validate(schema, object(json!({ "lead_email": "a@b.co", "interest_value": given.clone() })));
            prop_assert_eq!(settled, Ok(json!({ "lead_email": "a@b.co", "interest_value": number })), "{}", given);
        }
    }

    #[test]
    fn a_list_or_an_object_may_come_as_text(items in vec("\\PC{0,12}", 0..6), names in vec(("\\PC{1,8}", any::<i32>()), 0..4)) {
        let schema = check_schema("overloop_create_prospect");
        let settled = coerce_and_validate(schema, object(json!({ "lists": json!(items).to_string() })));
        // A blank name is none.
        if items.iter().all(|item| !item.trim().is_empty()) {
            prop_assert_eq!(settled, Ok(json!({ "lists": items })));
        } else {
            prop_assert!(settled.is_err());
        }
        let variables: Map<String, Value> = names.into_iter().map(|(name, value)| (name, value.into())).collect();
        let given = json!({ "custom_variables": json!(variables).to_string() });
        let settled = coerce_and_validate(check_schema("instantly_create_lead"), object(given));
        prop_assert_eq!(settled, Ok(json!({ "custom_variables": variables })));
    }

    #[test]
    fn a_flag_may_come_as_text(flag: bool, upper: bool) {
        let text = if upper { flag.to_string().to_uppercase() } else { flag.to_string() };
        let settled = coerce_and_validate(check_schema("instantly_list_emails"), object(json!({ "is_unread": text })));
        prop_assert_eq!(settled, Ok(json!({ "is_unread": flag })));
    }

    /// Arbitrary arguments are coerced or refused with a message, and coercing twice changes nothing more.
    #[test]
    fn any_arguments_are_coerced_or_refused(arguments in arguments()) {
        for action in actions() {
            let schema = check_schema(&action.tool);
            match coerce_and_validate(schema, arguments.clone()) {
                Ok(settled) => prop_assert_eq!(coerce_and_validate(schema, object(settled.clone())), Ok(settled)),
                Err(failure) => {
                    prop_assert_eq!(failure.kind, ErrorKind::InvalidInput);
                    prop_assert!(failure.message.contains("Nothing was sent"), "{}", failure.message);
                }
            }
            // Only with inputs that the tool has, so that decoding into its type is reached.
            let own = schema["properties"].as_object().unwrap();
            let fitting: Map<String, Value> = arguments.clone().into_iter().filter(|(name, _)| own.contains_key(name)).collect();
            if let Err(failure) = prepare(&action.tool, fitting) {
                prop_assert_eq!(failure.kind, ErrorKind::InvalidInput, "{}", failure.message);
            }
        }
    }
}
