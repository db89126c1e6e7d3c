//! Every form of a plain action, read and sent.

use serde_json::{Map, Value, json};

use super::{Look, Nothing, Plain, Shown};
use crate::{
    about::{About, Pages},
    endpoint::{Call, Unsent},
    lenient::{Int, Maybe, Text},
    named::Named,
    registered::RegisteredAction,
    remarks::Received,
    schema::JsonSchema,
    untrusted::Untrusted,
};

crate::number_sets! {
    /// All of them.
    #[expect(dead_code, reason = "the set is used by its type")]
    const NUMBERS;

    Kind: "kind of a thing" {
        1 "small",
        -2 "very_large",
    }
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema counts")]
struct Thing {
    id: Option<Text>,
    name: Option<Untrusted<Text>>,
    size: Option<Int>,
    kind: Option<Named<Kind>>,
    part: Option<Maybe<Part>>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema counts")]
struct Part {
    size: Option<Int>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema counts")]
struct Inputs<const SHOWN: usize> {
    /// A text
    text: Option<String>,
    /// A kind
    kind: Option<Named<Kind>>,
    /// The program's own
    own: Option<Unsent<bool>>,
    /// Where a page starts
    from: Option<String>,
}

const ABOUT: About = About {
    name: "list_things",
    title: "List things",
    description: "Lists things.",
    ..About::read("https://vendor.example.com/things")
};

/// A thing whose vendor does not document all of it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Open {
    id: Option<Text>,
    name: Option<Text>,
    #[schemars(extend("x-rest" = true))]
    other_fields: Option<Map<String, Value>>,
}

macro_rules! plain {
    ($($number:literal: $object:ty, $shown:expr, $about:expr;)*) => {$(
        impl Plain for Inputs<$number> {
            type Object = $object;
            const SHOWN: Shown = $shown;
            const ABOUT: About = $about;
            const CALL: Call = Call::get("/things");
            const LOOK: Look = Look {
                problems: Some(|inputs| match inputs.get("text").and_then(Value::as_str) {
                    Some("wrong") => vec!["`text` is wrong".to_owned(), "it is very wrong".to_owned()],
                    _ => Vec::new(),
                }),
                ..Look::NONE
            };
        }
    )*};
}

plain! {
    0: Thing, Shown::Bare, ABOUT;
    1: Thing, Shown::Under("thing", &[("id", "id"), ("title", "name")]), ABOUT;
    2: Thing, Shown::All("things"), ABOUT;
    3: Nothing, Shown::Nothing, ABOUT;
    4: Map<String, Value>, Shown::Bare, ABOUT;
    5: Thing, Shown::Page("rows", "after"), About {
        pages: Some(Pages { items: "things", next: "next", cursor: "from", size: None, first: None }),
        ..ABOUT
    };
    6: Thing, Shown::AllOf("rows", "things"), ABOUT;
    7: Thing, Shown::Numbered("rows"), About {
        pages: Some(Pages { items: "things", next: "next", cursor: "page", size: None, first: Some(1) }),
        ..ABOUT
    };
    8: Open, Shown::Bare, ABOUT;
}

fn outputs(action: RegisteredAction, answer: Value) -> Result<Value, String> {
    let schemas = action.types.make().unwrap();
    let mut decoder = action.prepare(&schemas, Map::new()).unwrap().decoder;
    decoder.decode(answer.to_string().as_bytes(), Received::default())?;
    decoder.outputs().map(Value::Object)
}

#[test]
fn an_answer_is_read_by_the_schema_of_its_object() {
    // As vendors spell things; what is not documented is dropped.
    let thing = || json!({ "id": 7, "name": "A", "size": "3", "kind": "Very large", "part": "none", "new": 1 });
    let read = || json!({ "id": "7", "name": "A", "size": 3, "kind": -2 });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<0>>(), thing()).unwrap(), read());
    let open = json!({ "id": 7, "name": null, "new": [1], "other_fields": "none of the vendor's" });
    let kept = json!({ "id": "7", "other_fields": { "new": [1] } });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<8>>(), open).unwrap(), kept);
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<8>>(), json!({ "id": 7 })).unwrap(), json!({ "id": "7" }));
    let numbered = json!({ "rows": [thing()], "page": 2, "next": 3, "last_page": null, "total": 9 });
    let page = json!({ "things": [read()], "count": 1, "page": 2, "total": 9, "next": 3 });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<7>>(), numbered).unwrap(), page);
    let under = json!({ "id": "7", "title": "A", "thing": read() });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<1>>(), thing()).unwrap(), under);
    let all = json!({ "things": [read()], "count": 1 });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<2>>(), json!([thing()])).unwrap(), all);
    let all_of = outputs(RegisteredAction::plain::<Inputs<6>>(), json!({ "rows": [thing()], "next": 1 }));
    assert_eq!(all_of.unwrap(), all);
    for anything in [Value::Null, json!("Done"), json!({ "id": 7 })] {
        assert_eq!(outputs(RegisteredAction::plain::<Inputs<3>>(), anything).unwrap(), json!({}));
    }
    let map = json!({ "any": { "thing": [1, null] } });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<4>>(), map.clone()).unwrap(), map);
    let page = || json!({ "rows": [thing()], "after": 12 });
    let rows = json!({ "things": [read()], "count": 1, "next": "12" });
    assert_eq!(outputs(RegisteredAction::plain::<Inputs<5>>(), page()).unwrap(), rows);
    // A large answer is read in another way.
    let many: Vec<Value> = (0..10_000).map(|_| thing()).collect();
    let large = outputs(RegisteredAction::plain::<Inputs<5>>(), json!({ "rows": many, "after": null })).unwrap();
    assert_eq!((&large["count"], &large["things"][9_999], large.get("next")), (&json!(10_000), &read(), None));
}

#[test]
fn an_answer_of_another_shape_is_refused_with_its_place() {
    let refused = |action, answer| outputs(action, answer).unwrap_err();
    let why = refused(RegisteredAction::plain::<Inputs<0>>(), json!({ "size": {} }));
    assert!(why.starts_with("at `size`: invalid type: map, expected"), "{why}");
    let why = refused(RegisteredAction::plain::<Inputs<5>>(), json!({ "rows": [{}, { "kind": "no kind" }] }));
    assert!(why.starts_with("at `rows[1].kind`: "), "{why}");
    let why = refused(RegisteredAction::plain::<Inputs<5>>(), json!({ "message": "Come back later" }));
    assert_eq!(why, "missing field `rows`");
    assert_eq!(refused(RegisteredAction::plain::<Inputs<6>>(), json!({ "message": "Later" })), "missing field `rows`");
    assert_eq!(refused(RegisteredAction::plain::<Inputs<2>>(), json!({})), "it is no list");
    assert_eq!(refused(RegisteredAction::plain::<Inputs<1>>(), json!([])), "it is no object");
}

#[test]
fn inputs_are_checked_and_sent_by_their_schema() {
    let action = RegisteredAction::plain::<Inputs<0>>();
    let schemas = action.types.make().unwrap();
    let prepare = |inputs: Value| action.prepare(&schemas, inputs.as_object().unwrap().clone());
    let sent = prepare(json!({ "text": "a", "kind": "small", "own": true })).map(|call| call.request);
    assert_eq!(sent.unwrap().query, "text=a&kind=1");
    let wrong = prepare(json!({ "text": "wrong", "kind": "huge", "other": 1 })).map(drop).unwrap_err().message;
    for problem in ["`kind` must be one of", "`other`", "`text` is wrong. it is very wrong", "Nothing was sent"] {
        assert!(wrong.contains(problem), "{problem}: {wrong}");
    }
}
