//! The set of numbers that a schema holds: how an input of it is read, and how its schema is published.

use serde_json::{Map, Number, Value, json};

use crate::named::{NAMED, is_same};

/// A set as a schema holds it.
#[derive(Clone, Copy)]
pub(crate) struct NamedIn<'a> {
    set: &'a Map<String, Value>,
    /// Whether the vendor takes the numbers as texts.
    is_text: bool,
}

/// The set that a field is of.
pub(crate) fn named_in(schema: &Map<String, Value>) -> Option<NamedIn<'_>> {
    let set = schema.get(NAMED)?.as_object()?;
    Some(NamedIn { set, is_text: schema.get("type").is_some_and(|kind| kind == "string") })
}

impl<'a> NamedIn<'a> {
    /// Number, name and meaning of each value.
    pub(crate) fn values(&self) -> impl Iterator<Item = (i64, &'a str, &'a str)> + use<'a> {
        let values = self.set.get("values").and_then(Value::as_array).into_iter().flatten();
        values.filter_map(|value| Some((value.get(0)?.as_i64()?, value.get(1)?.as_str()?, value.get(2)?.as_str()?)))
    }

    pub(crate) fn others(&self) -> Option<&'a str> {
        self.set.get("others").and_then(Value::as_str)
    }

    /// The names that an input takes, and the words that it takes besides.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values().map(|(_, name, _)| name).chain(self.words())
    }

    /// The words that an input takes besides.
    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let words = self.set.get("words").and_then(Value::as_array).into_iter().flatten();
        words.filter_map(Value::as_str)
    }

    /// What is sent for a value: `number` is that value, where it is one. `None` where it is none of the set.
    pub(crate) fn read(&self, value: &Value, number: Option<Number>) -> Option<Value> {
        let is_known = |number: &Number| self.values().any(|(known, ..)| number.as_i64() == Some(known));
        let number = match (number, value.as_str()) {
            (Some(number), _) => Some(number).filter(|number| self.others().is_some() || is_known(number)),
            (None, Some(text)) => {
                self.values().find(|(_, name, _)| is_same(name, text)).map(|(number, ..)| Number::from(number))
            }
            (None, None) => None,
        };
        match (number, value.as_str()) {
            (Some(number), _) if self.is_text => Some(number.to_string().into()),
            (Some(number), _) => Some(number.into()),
            (None, Some(text)) => self.words().find(|word| is_same(word, text)).map(Value::from),
            (None, None) => None,
        }
    }

    /// Which number has which name, and what other numbers are.
    fn numbers(&self) -> String {
        let numbers: Vec<String> = self.values().map(|(number, name, _)| format!("{number} {name}")).collect();
        let others = self.others().map(|others| format!("; another: {others}")).unwrap_or_default();
        format!("{}{others}", numbers.join(", "))
    }

    /// What an input takes, as an error says it.
    pub(crate) fn choices(&self) -> String {
        let mut choices: Vec<String> =
            self.values().map(|(number, name, _)| format!("\"{name}\" ({number})")).collect();
        choices.extend(self.words().map(|word| format!("\"{word}\"")));
        let others = self.others().map(|others| format!(", or {others}")).unwrap_or_default();
        format!("{}{others}", choices.join(", "))
    }
}

/// Says in the schema of an input, for a model, which names and numbers it takes.
pub(crate) fn publish_input(schema: &mut Map<String, Value>) {
    let Some(named) = named_in(schema) else { return };
    let names: Vec<&str> = named.names().collect();
    let choice = json!([
        { "type": "string", "enum": names },
        { "type": "integer", "description": named.numbers() },
    ]);
    let meanings = named.values().filter(|(_, _, meaning)| !meaning.is_empty());
    let said: Vec<String> = meanings.map(|(_, name, meaning)| format!("{name}: {meaning}")).collect();
    let by_name = |value: &Value| {
        let name = named.values().find(|(number, ..)| value.as_i64() == Some(*number)).map(|(_, name, _)| name);
        name.map_or_else(|| value.clone(), Value::from)
    };
    let default = schema.get("default").map(by_name);
    let examples = schema.get("examples").and_then(Value::as_array);
    let examples = examples.map(|examples| examples.iter().map(by_name).collect::<Vec<_>>());
    schema.remove(NAMED);
    schema.remove("type");
    if !said.is_empty() {
        append(schema, "; ", &said.join("; "));
    }
    schema.extend(default.map(|default| ("default".to_owned(), default)));
    schema.extend(examples.map(|examples| ("examples".to_owned(), examples.into())));
    schema.insert("anyOf".to_owned(), choice);
}

/// Adds to the description of a schema.
pub(crate) fn append(schema: &mut Map<String, Value>, mark: &str, text: &str) {
    let before = schema.get("description").and_then(Value::as_str);
    let text = before.map_or_else(|| text.to_owned(), |before| format!("{before}{mark}{text}"));
    schema.insert("description".to_owned(), text.into());
}

/// The field of numbers that `name` holds the names of, if the schema of this object has one.
pub fn named_field<'a>(name: &'a str, properties: &Map<String, Value>) -> Option<&'a str> {
    let (field, is_list) = match name.strip_suffix("_name") {
        Some(field) => (field, false),
        None => (name.strip_suffix("_names")?, true),
    };
    let schema = properties.get(field)?;
    let schema = if is_list { schema.get("items")? } else { schema };
    schema.get(NAMED).map(|_| field)
}

/// The name of a number that an input of this schema takes.
pub fn name_of<'a>(inputs: &'a Map<String, Value>, input: &str, number: &Value) -> Option<&'a str> {
    let named = named_in(inputs.get("properties")?.get(input)?.as_object()?)?;
    let text = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
    named.values().find(|(known, ..)| known.to_string() == text).map(|(_, name, _)| name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{name_of, named_in, publish_input};

    fn schema(others: Option<&str>) -> Map<String, Value> {
        let values = json!([[2, "meeting_booked", ""], [-1, "web_de", "a portal"]]);
        let mut set = json!({ "of": "kind", "values": values });
        if let Some(others) = others {
            set["others"] = others.into();
        }
        let schema =
            json!({ "type": "integer", "description": "Kind", "default": 2, "examples": [-1, 2], "x-named": set });
        schema.as_object().unwrap().clone()
    }

    #[test]
    fn a_name_is_read_whatever_its_case_and_whatever_parts_its_words() {
        let schema = schema(None);
        let named = named_in(&schema).unwrap();
        for text in ["meeting_booked", "Meeting Booked", "MEETING-BOOKED", " meetingBooked"] {
            assert_eq!(named.read(&text.into(), None), Some(json!(2)), "{text}");
        }
        assert_eq!(named.read(&"Web.de".into(), None), Some(json!(-1)));
        assert_eq!(named.read(&"meeting".into(), None), None);
        assert_eq!(named.read(&json!(7), Some(7.into())), None, "the set is closed");
        let open = self::schema(Some("a label"));
        assert_eq!(named_in(&open).unwrap().read(&json!(7), Some(7.into())), Some(json!(7)));
    }

    #[test]
    fn a_published_schema_names_values_default_and_examples() {
        let mut schema = schema(Some("a label's number"));
        publish_input(&mut schema);
        let numbers = "2 meeting_booked, -1 web_de; another: a label's number";
        let choice = json!([
            { "type": "string", "enum": ["meeting_booked", "web_de"] },
            { "type": "integer", "description": numbers },
        ]);
        let expected = json!({
            "description": "Kind; web_de: a portal",
            "default": "meeting_booked",
            "examples": ["web_de", "meeting_booked"],
            "anyOf": choice,
        });
        assert_eq!(Value::Object(schema), expected);
    }

    #[test]
    fn a_number_of_an_input_has_a_name() {
        let inputs = json!({ "properties": { "kind": schema(None), "other": { "type": "integer" } } });
        let inputs = inputs.as_object().unwrap();
        assert_eq!(name_of(inputs, "kind", &json!(2)), Some("meeting_booked"));
        assert_eq!(name_of(inputs, "kind", &json!("-1")), Some("web_de"));
        assert_eq!(name_of(inputs, "kind", &json!(5)), None);
        assert_eq!(name_of(inputs, "other", &json!(2)), None);
    }
}
