//! A request as plain data: what an action asks for, before anything is sent.

use std::fmt::Write as _;

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use crate::error::Failure;

/// All but RFC 3986's unreserved characters, so that an id stays one segment.
pub const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One request to a vendor, without base URL and credentials.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The path below what is common to all of the vendor's, encoded, with a leading slash.
    pub path: String,
    /// The encoded query, empty for none.
    pub query: String,
    /// What is sent with it.
    pub body: Body,
    /// The `Content-Type` of a JSON body, where it is another than the vendor's usual one.
    pub media_type: Option<&'static str>,
}

/// What is sent with a request.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Body {
    /// Nothing: no bytes and no `Content-Type`.
    #[default]
    None,
    /// JSON, sent with the media type of the request or of the vendor.
    Json(Value),
    /// A form's names and values, in their order.
    Form(Vec<(String, String)>),
}

impl Body {
    /// The body as JSON: null where there is none; a form as pairs in their order, since a name may come twice.
    pub fn to_value(&self) -> Value {
        match self {
            Self::None => Value::Null,
            Self::Json(body) => body.clone(),
            Self::Form(pairs) => serde_json::json!(pairs),
        }
    }
}

impl Request {
    /// A request to the path made of these segments; each is encoded as exactly one.
    ///
    /// # Errors
    ///
    /// Where a segment is empty, `.` or `..`: no encoding keeps those from changing the path.
    pub fn new<'a>(method: Method, segments: impl IntoIterator<Item = &'a str>) -> Result<Self, Failure> {
        let mut path = String::new();
        for segment in segments {
            if matches!(segment, "" | "." | "..") {
                return Err(Failure::invalid_input(format!(
                    "`{segment}` is not an id. Pass the `id` of an object as a list or get call returned it."
                )));
            }
            // Writing to a String cannot fail.
            let _ = write!(path, "/{}", utf8_percent_encode(segment, SEGMENT));
        }
        Ok(Self { method, path, query: String::new(), body: Body::None, media_type: None })
    }

    /// `GET` of these segments.
    ///
    /// # Errors
    ///
    /// As [`Request::new`].
    pub fn get<'a>(segments: impl IntoIterator<Item = &'a str>) -> Result<Self, Failure> {
        Self::new(Method::GET, segments)
    }

    /// `POST` to these segments.
    ///
    /// # Errors
    ///
    /// As [`Request::new`].
    pub fn post<'a>(segments: impl IntoIterator<Item = &'a str>) -> Result<Self, Failure> {
        Self::new(Method::POST, segments)
    }

    /// Adds a query: absent fields are left out, an array repeats its key.
    ///
    /// # Errors
    ///
    /// Where a field is not a text, a number, a boolean or a list of these (a defect of the action).
    pub fn with_query(mut self, query: &impl Serialize) -> Result<Self, Failure> {
        self.query = serde_html_form::to_string(query).map_err(|error| defect("query", &error))?;
        Ok(self)
    }

    /// Adds a JSON body.
    ///
    /// # Errors
    ///
    /// Where it cannot be written as JSON (a defect of the action).
    pub fn with_json(mut self, body: &impl Serialize) -> Result<Self, Failure> {
        self.body = Body::Json(serde_json::to_value(body).map_err(|error| defect("body", &error))?);
        Ok(self)
    }

    /// Adds a form: absent fields are left out, an array repeats its name.
    ///
    /// # Errors
    ///
    /// As [`Request::with_query`].
    pub fn with_form(mut self, form: &impl Serialize) -> Result<Self, Failure> {
        let encoded = serde_html_form::to_string(form).map_err(|error| defect("form", &error))?;
        let pairs = url::form_urlencoded::parse(encoded.as_bytes());
        self.body = Body::Form(pairs.into_owned().collect());
        Ok(self)
    }
}

fn defect(part: &str, error: &impl std::fmt::Display) -> Failure {
    Failure::new(crate::error::ErrorKind::Internal, format!("The {part} of the request could not be written: {error}"))
}
