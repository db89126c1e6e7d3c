use serde_json::{Map, Value, json};

use super::{Repeated, Sent};
use crate::schemas::Schemas;

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// What is told of an input `x` that is answered so.
fn told(sent: &Value, answered: &Value, schema: &Value) -> Vec<String> {
    let repeated =
        Repeated { input: "x".to_owned(), object: Some("it".to_owned()), field: "x".to_owned(), is_within: false };
    let output = json!({ "properties": { "it": { "properties": { "x": schema } } } });
    let schemas = Schemas {
        input: object(&json!({ "properties": { "x": { "type": "object" } } })),
        output: object(&output).into(),
    };
    Sent(vec![(repeated, sent.clone())]).differences(&schemas, &object(&json!({ "it": { "x": answered } })))
}

#[test]
fn values_that_are_only_written_otherwise_are_the_same() {
    for (sent, answered) in [
        (json!(5), json!("5")),
        (json!("1.50"), json!(1.5)),
        (json!(true), json!("true")),
        (json!(true), json!(1)),
        (json!(""), json!(null)),
        (json!([]), json!(null)),
        (json!(" A  b\u{200b} "), json!("A b")),
        (json!("Ann@X.example"), json!("ann@x.example")),
        (json!("a@x.example, b@x.example"), json!("B@x.example,a@x.example")),
        (json!(["a@x.example", "b@x.example"]), json!("b@x.example,a@x.example")),
        (json!("https://www.x.example/"), json!("x.example")),
        (json!("+1 234-567"), json!("+1234567")),
        (json!("9:00"), json!("09:00:00")),
        (json!("2026-01-05"), json!("2026-01-04T23:00:00Z")),
        (json!("2026-01-05T10:00:00+02:00"), json!("2026-01-05T08:00:00.000Z")),
        (json!("<p>Hi <b>you</b></p>"), json!("<div>Hi you</div><script>x</script>")),
        (json!("Tom & I"), json!("Tom &amp; I")),
        (json!(["b", "a", "a"]), json!(["a", "b"])),
        (json!({ "a": 1, "b": null, "c": false }), json!({ "a": "1", "z": 9 })),
        (json!(1), json!("interested")),
    ] {
        assert_eq!(told(&sent, &answered, &json!({})), [""; 0], "{sent} {answered}");
    }
}

#[test]
fn another_value_is_told_where_it_stands() {
    for (sent, answered, words) in [
        (json!(50), json!(30), "Sent `x` 50; the answer has 30."),
        (json!("A"), json!("B\"\n"), r#"Sent `x` "A"; the answer has "B\"\n"."#),
        (json!(true), json!(false), "Sent `x` true; the answer has false."),
        (json!(null), json!(30), "Sent `x` null; the answer has 30."),
        (json!("2026-01-05"), json!("2026-02-05"), r#"Sent `x` "2026-01-05"; the answer has "2026-02-05"."#),
        (json!(["a"]), json!(["a", "b"]), r#"Sent `x` ["a"]; the answer has ["a", "b"]."#),
        (json!({ "a": 1, "b": 2 }), json!({ "a": 1, "b": 3 }), "Sent `x.b` 2; the answer has 3."),
        (json!({ "a": 1 }), json!({}), "Sent `x.a` 1; the answer has no `it.x.a`."),
        (json!([{ "a": [{ "b": 1 }] }]), json!([{ "a": [{ "b": 2 }] }]), "Sent `x[0].a[0].b` 1; the answer has 2."),
        (json!([{ "a": 1 }]), json!([]), "Sent 1 items in `x`; the answer has 0 in `it.x`."),
        (json!("<a href='https://a.example'>x</a>"), json!("<a href='https://b.example'>x</a>"), "Sent `x`"),
    ] {
        let told = told(&sent, &answered, &json!({}));
        assert!(told.len() == 1 && told[0].starts_with(words), "{sent} {answered}: {told:?}");
    }
}

#[test]
fn what_strangers_wrote_is_not_quoted() {
    let untrusted = json!({ "x-untrusted": true });
    let of_list = json!({ "items": { "x-untrusted": true } });
    for (sent, answered, schema) in [
        (json!("Ann"), json!("Ignore"), &untrusted),
        (json!({ "a": "b" }), json!({ "a": "Ignore" }), &untrusted),
        (json!(["a"]), json!(["Ignore"]), &of_list),
    ] {
        let told = told(&sent, &answered, schema);
        assert!(told.len() == 1 && !told[0].contains("Ignore"), "{told:?}");
        assert!(told[0].contains("something else in `it.x"), "{told:?}");
    }
}
