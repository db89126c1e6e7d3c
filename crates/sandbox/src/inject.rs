//! The middleware that carries out faults. It wraps everything else of a vendor, so that a fault may end a request before the
//! vendor's code sees it or replace its answer afterwards.

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
    connection::CutHandle,
    fault::{ArmedFault, Ending},
};

/// What the middleware knows of a vendor.
#[derive(Clone)]
pub(crate) struct Injector {
    /// The faults of the whole sandbox, in the order they are tried.
    pub(crate) faults: Arc<[ArmedFault]>,
    /// What the vendor's paths start with.
    pub(crate) prefix: &'static str,
    /// An answer with this status, in the shape of the vendor's errors.
    pub(crate) refuse: fn(StatusCode) -> Response,
}

/// The pause before each byte of a slow answer.
const BYTE_DELAY: Duration = Duration::from_millis(50);

/// A huge answer is this many chunks.
const CHUNKS: usize = 800;
const CHUNK: &[u8] = &[b'x'; 64 * 1024];

/// The middleware.
pub(crate) async fn inject(State(injector): State<Injector>, request: Request, next: Next) -> Response {
    let (latency, ending) = injector.choose(&request);
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let connection = request.extensions().get::<ConnectInfo<CutHandle>>().map(|ConnectInfo(handle)| handle.clone());
    match ending {
        None => next.run(request).await,
        Some(Ending::Drop) => {
            let answer = next.run(request).await;
            cut(connection, answer)
        }
        Some(Ending::Refuse) => cut(connection, StatusCode::BAD_GATEWAY.into_response()),
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
    /// How long this request waits, and how it ends where a fault ends it. Uses up the faults it takes.
    fn choose(&self, request: &Request) -> (Duration, Option<Ending>) {
        // A nested router is given the path below its prefix.
        let path = format!("{}{}", self.prefix, request.uri().path());
        let mut chosen = (Duration::ZERO, None);
        for fault in self.faults.iter().filter(|fault| fault.matches(request.method(), &path, self.prefix)) {
            // Only one fault ends a request. The others keep their count for the next one.
            if fault.ending().is_some() && chosen.1.is_some() {
                continue;
            }
            if let Some(latency) = fault.take() {
                chosen.0 += latency;
                chosen.1 = chosen.1.or(fault.ending());
            }
        }
        chosen
    }
}

/// Cuts the connection. The returned response never reaches the client; writing it is what makes the server notice.
fn cut(connection: Option<CutHandle>, response: Response) -> Response {
    if let Some(connection) = connection {
        connection.cut();
    }
    response
}

fn json(body: Body) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"))], body).into_response()
}

/// The same answer, a byte at a time.
async fn drip(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    head.headers.remove(CONTENT_LENGTH);
    // The whole answer is in memory already, so there is nothing to limit.
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let bytes = stream::unfold(whole, |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(BYTE_DELAY).await;
        let byte = rest.split_to(1);
        Some((Ok::<_, Infallible>(byte), rest))
    });
    Response::from_parts(head, Body::from_stream(bytes))
}

fn huge() -> Body {
    let start = std::iter::once(Bytes::from_static(br#"{"items":[],"padding":""#));
    let middle = std::iter::repeat_n(Bytes::from_static(CHUNK), CHUNKS);
    let end = std::iter::once(Bytes::from_static(br#""}"#));
    Body::from_stream(stream::iter(start.chain(middle).chain(end).map(Ok::<_, Infallible>)))
}
