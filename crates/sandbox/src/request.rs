//! A request as the vendors' code gets it, and what they all read from it.

use axum::body::Bytes;
use http::{
    HeaderMap, HeaderName,
    header::{CONTENT_TYPE, HOST},
};

/// A request in full. Nothing of it has been checked yet.
pub(crate) struct Request {
    /// The path's `{…}` parts, in order.
    pub(crate) ids: Vec<String>,
    /// The text after the `?`.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// The last id of the path, which is the record's own; empty where the path has none.
    pub(crate) fn id(&self) -> String {
        self.ids.last().cloned().unwrap_or_default()
    }

    /// The content type without its parameters.
    pub(crate) fn media_type(&self) -> &str {
        header(&self.headers, CONTENT_TYPE).split(';').next().unwrap_or_default().trim()
    }

    /// Scheme and host as the client addresses this server: `http://127.0.0.1:8931`. Without a `Host` header it is `otherwise`.
    pub(crate) fn origin(&self, otherwise: &str) -> String {
        match self.headers.get(HOST).and_then(|host| host.to_str().ok()) {
            Some(host) => format!("http://{host}"),
            None => otherwise.to_owned(),
        }
    }
}

/// The text of a header, trimmed; empty where it is missing or not text.
pub(crate) fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}
