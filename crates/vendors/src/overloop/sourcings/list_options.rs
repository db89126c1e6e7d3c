use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListSourcingOptions {
    /// What to list the values of
    field: Field,
    /// Part of a value to look for, e.g. Bel; needed for locations and technologies, of which there are very many
    q: Option<String>,
}

/// A field of the search criteria.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[schemars(inline)]
enum Field {
    Locations,
    Industries,
    CompanySizes,
    ManagementLevels,
    Departments,
    Technologies,
}

/// A value of a field of the search criteria.
#[derive(JsonSchema)]
pub struct SearchOption {
    /// Its id; pass it on with the name
    id: Option<Int>,
    /// Its name; alone it is the value of the fields that take texts
    name: Option<Text>,
    /// Of a location: Region, Country, State or City
    r#type: Option<Text>,
    /// Of an industry: other names of it, such as LinkedIn's
    alternates: Option<List<Text>>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

impl Plain for ListSourcingOptions {
    type Object = SearchOption;
    const SHOWN: Shown = Shown::AllOf("data", "options");
    const ABOUT: About = About {
        name: "list_sourcing_options",
        title: "List values for a search for people",
        description: "Lists the values that `search_criteria` of create_sourcing, estimate_sourcing and \
            create_campaign take for one `field`. Locations and technologies need `q`, a part of the name. Use it for \
            locations and industries, where plain names find nobody; Overloop's industries are not LinkedIn's. Pass \
            their id, name and (locations) type on unchanged; for sizes, levels, departments and technologies only \
            the name.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/sourcings/search_options");
    const LOOK: Look = Look { reads: Some(read_options), ..Look::NONE };
}

/// The values as objects: those of some fields are plain texts. They stand in a list, under `data`, or there under the name of their
/// field.
fn read_options(answer: Value) -> Result<Value, String> {
    let listed = match content(&answer) {
        Value::Array(values) => values,
        Value::Object(fields) if fields.len() == 1 => {
            fields.values().next().and_then(Value::as_array).ok_or("it is no list of values")?
        }
        _ => return Err("it is no list of values".to_owned()),
    };
    let values = listed.iter().map(|value| if value.is_object() { value.clone() } else { json!({ "name": value }) });
    Ok(json!({ "data": values.collect::<Vec<Value>>() }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read_options;

    #[test]
    fn values_are_objects_or_texts_and_stand_in_a_list_or_under_their_field() {
        let read = json!({ "data": [{ "name": "1-10 employees" }, { "id": 22, "name": "Belgium" }] });
        let values = json!(["1-10 employees", { "id": 22, "name": "Belgium" }]);
        for answer in [
            values.clone(),
            json!({ "data": values }),
            json!({ "data": { "locations": values } }),
            json!({ "locations": values }),
        ] {
            assert_eq!(read_options(answer.clone()), Ok(read.clone()), "{answer}");
        }
        assert!(read_options(json!({ "locations": [], "industries": [] })).is_err());
    }
}
