//! Negotiates the form of an answer by `Accept`, as HTTP defines it: a stream of events, or one JSON body.

use std::{future::poll_fn, pin::Pin, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE},
        request::Parts,
    },
    response::Response,
};
use futures_util::StreamExt;
use http_body::Body as _;
use rmcp::{RoleServer, service::RequestContext};
use serde::{Deserialize, de::IgnoredAny};
use sse_stream::SseStream;

use super::access::refuse;

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A stream of events, on which progress and questions can precede the result.
    Events,
    /// One JSON body.
    Json,
}

/// Marks requests that are answered with one JSON body, so that nothing but the result can be sent.
#[derive(Clone, Copy)]
pub(super) struct OneAnswer;

/// Whether a request is answered with one JSON body.
pub(super) fn has_one_answer(context: &RequestContext<RoleServer>) -> bool {
    context.extensions.get::<Parts>().is_some_and(|parts| parts.extensions.get::<OneAnswer>().is_some())
}

/// The form that a client accepts for the answer to a message. A stream is for clients that name it: those that accept anything
/// expect JSON. `None` if it accepts neither.
pub(super) fn form(headers: &HeaderMap) -> Option<Form> {
    let ranges = ranges(headers);
    let names_events = ranges.iter().any(|range| range.name == EVENTS && range.quality > 0.0);
    match (quality(&ranges, JSON) > 0.0, quality(&ranges, EVENTS) > 0.0) {
        (_, true) if names_events => Some(Form::Events),
        (true, _) => Some(Form::Json),
        (false, true) => Some(Form::Events),
        (false, false) => None,
    }
}

/// Whether a client accepts a stream of events.
pub(super) fn accepts_events(headers: &HeaderMap) -> bool {
    quality(&ranges(headers), EVENTS) > 0.0
}

/// What the SDK demands of every client.
pub(super) fn accept_all(headers: &mut HeaderMap) {
    headers.insert(ACCEPT, HeaderValue::from_static("application/json, text/event-stream"));
}

/// A media range of `Accept`.
struct Range {
    name: String,
    quality: f32,
}

/// The media ranges that a client accepts; without `Accept`, anything.
fn ranges(headers: &HeaderMap) -> Vec<Range> {
    let lines = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let ranges: Vec<Range> = lines
        .flat_map(|line| line.split(','))
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
            let weight = parts
                .filter_map(|parameter| parameter.split_once('='))
                .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
            // A weight that cannot be read is taken for none.
            let quality = weight.and_then(|(_, weight)| weight.trim().parse().ok()).unwrap_or(1.0);
            Some(Range { name, quality })
        })
        .collect();
    if ranges.is_empty() { vec![Range { name: "*/*".to_owned(), quality: 1.0 }] } else { ranges }
}

/// The quality of a media type: that of the most specific range that holds it.
fn quality(ranges: &[Range], media_type: &str) -> f32 {
    let kind = media_type.split_once('/').map_or(media_type, |(kind, _)| kind);
    let of = |name: &str| ranges.iter().find(|range| range.name == name).map(|range| range.quality);
    of(media_type).or_else(|| of(&format!("{kind}/*"))).or_else(|| of("*/*")).unwrap_or_default()
}

/// For so long a stream of events is held back, in case that its end follows at once.
const HELD_BACK: Duration = Duration::from_millis(20);

/// A response with its body whole if the body ends soon, so that it is written at once: a client is woken once for it, instead of
/// for the head, each event and the end. A longer one goes on as the stream that it is.
pub(super) async fn whole(response: Response) -> Response {
    let (parts, mut body) = response.into_parts();
    let mut begun = Vec::new();
    let read = async {
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let data = frame.map(|frame| frame.into_data().unwrap_or_default());
            let is_broken = data.is_err();
            begun.push(data);
            if is_broken {
                return false;
            }
        }
        true
    };
    match tokio::time::timeout(HELD_BACK, read).await {
        Ok(true) => {
            let pieces: Vec<Bytes> = begun.into_iter().flatten().collect();
            Response::from_parts(parts, Body::from(pieces.concat()))
        }
        Ok(false) | Err(_) => {
            let begun = futures_util::stream::iter(begun);
            Response::from_parts(parts, Body::from_stream(begun.chain(body.into_data_stream())))
        }
    }
}

/// A message is a response if it calls no method.
#[derive(Deserialize)]
struct Message {
    method: Option<IgnoredAny>,
}

/// The response with the result alone, as JSON, in place of the stream of events that the SDK writes. Any other response is
/// returned as it is.
pub(super) async fn into_json(response: Response) -> Response {
    let is_stream =
        response.headers().get(CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(EVENTS.as_bytes()));
    if !is_stream {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let mut events = SseStream::new(body);
    let result = loop {
        match events.next().await {
            None | Some(Err(_)) => break None,
            Some(Ok(event)) => {
                let data = event.data.unwrap_or_default();
                if serde_json::from_str(&data).is_ok_and(|message: Message| message.method.is_none()) {
                    break Some(data);
                }
            }
        }
    };
    let Some(result) = result else {
        return refuse(StatusCode::INTERNAL_SERVER_ERROR, "The request ended without an answer");
    };
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove("x-accel-buffering");
    Response::from_parts(parts, Body::from(result))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::ACCEPT};

    use super::{Form, form};

    #[test]
    fn the_form_follows_from_accept() {
        let table = [
            (None, Some(Form::Json)),
            (Some(""), Some(Form::Json)),
            (Some("*/*"), Some(Form::Json)),
            (Some("application/*"), Some(Form::Json)),
            (Some("application/json"), Some(Form::Json)),
            (Some("Application/JSON;charset=utf-8"), Some(Form::Json)),
            (Some("application/json, text/event-stream"), Some(Form::Events)),
            (Some("application/json, text/event-stream;q=0.1"), Some(Form::Events)),
            (Some("text/event-stream"), Some(Form::Events)),
            (Some("text/*"), Some(Form::Events)),
            (Some("text/event-stream;q=0, */*"), Some(Form::Json)),
            (Some("application/json;q=0, */*"), Some(Form::Events)),
            (Some("text/html, */*;q=0.1"), Some(Form::Json)),
            (Some("text/html"), None),
            (Some("application/json;q=0"), None),
            (Some("application/json;Q=0.0, text/html"), None),
            (Some("application/json;charset=utf-8;q=0"), None),
            (Some("*/*;q=0.1"), Some(Form::Json)),
            (Some("application/*;q=0, */*;q=0.1"), Some(Form::Events)),
            (Some("*/*;q=0"), None),
        ];
        for (accept, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
            }
            assert_eq!(form(&headers), expected, "{accept:?}");
        }
    }
}
