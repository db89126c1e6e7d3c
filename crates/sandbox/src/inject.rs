//! Spoils the requests that a [`Fault`](super::fault::Fault) meets. It comes before everything else of a vendor.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures_util::stream;
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER},
};

use super::{
    fault::{Armed, Ending},
    wire::Line,
};

/// A vendor's faults.
#[derive(Clone)]
pub struct Injector {
    /// All of them, in order.
    pub faults: Arc<[Armed]>,
    /// What the vendor's paths start with.
    pub prefix: &'static str,
    /// The answer with this status, in the vendor's shape.
    pub refuse: fn(StatusCode) -> Response,
}

/// What a byte takes in a slow answer.
const A_BYTE: Duration = Duration::from_millis(50);

/// A huge answer: so many pieces of such a size.
const PIECES: usize = 800;
const PIECE: &[u8] = &[b'x'; 64 * 1024];

/// The middleware.
pub async fn inject(State(injector): State<Injector>, request: Request, next: Next) -> Response {
    let (latency, ending) = injector.choose(&request);
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let line = request.extensions().get::<ConnectInfo<Line>>().map(|ConnectInfo(line)| line.clone());
    match ending {
        None => next.run(request).await,
        Some(Ending::Drop) => {
            let answer = next.run(request).await;
            cut(line, answer)
        }
        Some(Ending::Refuse) => cut(line, StatusCode::BAD_GATEWAY.into_response()),
        Some(Ending::Status(status, wait)) => {
            let mut answer = (injector.refuse)(status);
            if let Some(wait) = wait {
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
            }
            answer
        }
        Some(Ending::Late(status)) => {
            next.run(request).await;
            (injector.refuse)(status)
        }
        Some(Ending::Html) => {
            Html("<!DOCTYPE html>\n<html><body><h1>We'll be right back</h1></body></html>\n").into_response()
        }
        Some(Ending::Garbage) => json(Body::from(r#"{"items":[{"id":"0198f3a1-5c"#)),
        Some(Ending::Slow) => drip(next.run(request).await).await,
        Some(Ending::Huge) => json(huge()),
    }
}

impl Injector {
    /// How long to wait and how to end it.
    fn choose(&self, request: &Request) -> (Duration, Option<Ending>) {
        // A nested router sees the path below its prefix.
        let path = format!("{}{}", self.prefix, request.uri().path());
        let mut chosen = (Duration::ZERO, None);
        for fault in self.faults.iter().filter(|fault| fault.meets(request.method(), &path, self.prefix)) {
            // A fault that comes too late to end the request is kept for the next one.
            if fault.ending().is_some() && chosen.1.is_some() {
                continue;
            }
            if let Some(latency) = fault.strike() {
                chosen.0 += latency;
                chosen.1 = chosen.1.or(fault.ending());
            }
        }
        chosen
    }
}

/// Cuts the connection. What is returned never leaves; the server only has to try.
fn cut(line: Option<Line>, unseen: Response) -> Response {
    if let Some(line) = line {
        line.cut();
    }
    unseen
}

fn json(body: Body) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"))], body).into_response()
}

/// The same answer, a byte at a time.
async fn drip(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    head.headers.remove(CONTENT_LENGTH);
    // The stand-in's own answers are in memory already; there is no limit to keep.
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let bytes = stream::unfold(whole, |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(A_BYTE).await;
        let byte = rest.split_to(1);
        Some((Ok::<_, Infallible>(byte), rest))
    });
    Response::from_parts(head, Body::from_stream(bytes))
}

fn huge() -> Body {
    let start = std::iter::once(Bytes::from_static(br#"{"items":[],"padding":""#));
    let middle = std::iter::repeat_n(Bytes::from_static(PIECE), PIECES);
    let end = std::iter::once(Bytes::from_static(br#""}"#));
    Body::from_stream(stream::iter(start.chain(middle).chain(end).map(Ok::<_, Infallible>)))
}
