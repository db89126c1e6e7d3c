//! An OpenAPI 3.1 description, as far as scaffolding and the tests read it.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{cut, names};

/// A vendor's OpenAPI description.
pub struct Description(Value);

/// One documented operation.
pub struct Operation<'a> {
    /// In capitals.
    pub method: String,
    /// The documented path, with the API's prefix.
    pub path: &'a str,
    /// `operationId`.
    pub id: &'a str,
    /// The resource's name in the documents.
    pub tag: &'a str,
    /// A line.
    pub summary: &'a str,
    /// The scope that a key needs, where the documents name one.
    pub scope: Option<&'a str>,
    /// The inputs in the path, under the names they have as inputs of an action.
    pub in_path: Vec<Input<'a>>,
    /// The inputs in the query.
    pub query: Vec<Input<'a>>,
    /// The fields of the JSON body.
    pub body: Vec<Input<'a>>,
    /// The schema of the successful answer, where it has a body.
    pub answer: Option<&'a Value>,
}

/// A documented input.
#[derive(Clone)]
pub struct Input<'a> {
    /// Its name.
    pub name: String,
    /// Whether a call must have it.
    pub required: bool,
    /// What the documents say of it.
    pub text: &'a str,
    /// Its schema.
    pub schema: &'a Value,
}

impl Description {
    /// Reads a description; it may be cut or whole.
    pub fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        Ok(Self(serde_json::from_str(&text).with_context(|| file.display().to_string())?))
    }

    /// A description that is read already.
    #[cfg(test)]
    pub fn of(description: Value) -> Self {
        Self(description)
    }

    /// The operation with this method and path. The placeholders of the path may have other names than in the documents.
    ///
    /// # Errors
    ///
    /// Where there is none; names those with a similar path.
    pub fn operation(&self, method: &str, path: &str) -> Result<Operation<'_>> {
        let method = method.to_uppercase();
        let found = self.calls().find(|(has, at)| *has == method && without_names(at) == without_names(path));
        let Some((_, path)) = found else {
            let first = path.split('/').take(4).collect::<Vec<_>>().join("/");
            let near: Vec<String> =
                self.calls().filter(|(_, at)| at.starts_with(&first)).map(|(m, p)| format!("\n  {m} {p}")).collect();
            bail!("the description has no {method} {path}{}", near.concat());
        };
        let operation = &self.0["paths"][path][method.to_lowercase()];
        let text = |key: &str| operation[key].as_str().unwrap_or_default();
        let parameters = |place: &'static str| {
            operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(move |parameter| parameter["in"] == place)
                .map(|parameter| Input {
                    name: parameter["name"].as_str().unwrap_or_default().to_owned(),
                    required: parameter["required"] == true,
                    text: parameter["description"].as_str().unwrap_or_default(),
                    schema: &parameter["schema"],
                })
        };
        let mut in_path: Vec<Input<'_>> = parameters("path").collect();
        for input in &mut in_path {
            let placeholder = format!("{{{}}}", input.name);
            let before = path.split('/').take_while(|segment| *segment != placeholder).last();
            input.name = names::path_input(before.unwrap_or_default(), &input.name);
        }
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        let responses = operation["responses"].as_object().into_iter().flatten();
        let answer = responses.filter_map(|(_, response)| response["content"].as_object()?.values().next()).next();
        Ok(Operation {
            method,
            path,
            id: text("operationId"),
            tag: operation["tags"][0].as_str().unwrap_or_default(),
            summary: text("summary"),
            scope: operation[cut::SCOPE].as_str(),
            in_path,
            query: parameters("query").collect(),
            body: self.properties(body).filter(|input| input.schema["readOnly"] != true).collect(),
            answer: answer
                .map(|media| &media["schema"])
                .filter(|schema| schema.as_object().is_some_and(|schema| !schema.is_empty())),
        })
    }

    /// An operation as the description has it.
    pub fn raw(&self, method: &str, path: &str) -> &Value {
        &self.0["paths"][path][method.to_lowercase()]
    }

    /// The schema of an object, by its name.
    pub fn object(&self, name: &str) -> &Value {
        &self.0["components"]["schemas"][name]
    }

    /// Method and path of every operation.
    pub fn calls(&self) -> impl Iterator<Item = (String, &str)> {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        paths.flat_map(|(path, operations)| {
            let methods = operations.as_object().into_iter().flatten();
            methods.map(move |(method, _)| (method.to_uppercase(), path.as_str()))
        })
    }

    /// What a `$ref` refers to, with its name; any other schema as it is.
    pub fn resolve<'a>(&'a self, schema: &'a Value) -> (&'a Value, Option<&'a str>) {
        let name = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/schemas/"));
        match name {
            Some(name) => (&self.0["components"]["schemas"][name], Some(name)),
            None => (schema, None),
        }
    }

    /// The properties of an object, those of its `allOf` too.
    pub fn properties<'a>(&'a self, schema: &'a Value) -> Box<dyn Iterator<Item = Input<'a>> + 'a> {
        let (schema, _) = self.resolve(schema);
        let required = schema["required"].as_array();
        let own = schema["properties"].as_object().into_iter().flatten().map(move |(name, schema)| Input {
            name: name.clone(),
            required: required.is_some_and(|required| required.contains(&name.as_str().into())),
            text: schema["description"]
                .as_str()
                .or_else(|| self.resolve(schema).0["description"].as_str())
                .unwrap_or_default(),
            schema,
        });
        let parts = schema["allOf"].as_array().into_iter().flatten();
        Box::new(own.chain(parts.flat_map(|part| self.properties(part))))
    }
}

/// The path with all placeholders alike.
pub fn without_names(path: &str) -> String {
    let segments: Vec<&str> =
        path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect();
    segments.join("/")
}
