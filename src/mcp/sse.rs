//! Serves MCP over HTTP+SSE, the transport of protocol version 2024-11-05.
//!
//! `GET /sse` opens a stream and names the URL to post to, `POST /messages` accepts a message, and the response arrives on the
//! stream. The SDK does not support this transport, which many workflow tools still use.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Bytes,
    extract::{Query, Request, State},
    http::{StatusCode, request::Parts},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use futures_util::StreamExt;
use rmcp::{
    model::{ClientJsonRpcMessage, GetExtensions, ServerJsonRpcMessage},
    service::serve_server_with_ct,
};
use serde::Deserialize;
use tokio::{sync::mpsc, time::Instant};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::{CancellationToken, DropGuard, PollSender};

use super::{as_text, handler::Handler, sessions::IDLE_TIMEOUT};
use crate::service::metrics::TransportLabels;

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Messages that are queued in each direction.
const QUEUE_LENGTH: usize = 64;

/// The open sessions of this transport.
#[derive(Clone)]
struct SseSessions {
    handler: Handler,
    open: Arc<Mutex<HashMap<String, Session>>>,
    max_sessions: usize,
    stop: CancellationToken,
}

#[derive(Clone)]
struct Session {
    inbox: mpsc::Sender<ClientJsonRpcMessage>,
    last_message: Arc<Mutex<Instant>>,
}

/// Removes the session when its stream is dropped.
struct SessionGuard {
    sessions: SseSessions,
    id: String,
    _stop_handler: DropGuard,
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.sessions.table().remove(&self.id);
        self.sessions.gauge().dec();
    }
}

#[derive(Deserialize)]
struct SessionQuery {
    #[serde(alias = "sessionId")]
    session_id: String,
}

/// The routes `/sse` and `/messages`.
pub(super) fn routes(handler: Handler, max_sessions: usize, stop: CancellationToken) -> axum::Router {
    let sessions = SseSessions { handler: handler.leaving_out(), open: Arc::default(), max_sessions, stop };
    axum::Router::new().route("/sse", get(open)).route("/messages", post(message)).with_state(sessions)
}

impl SseSessions {
    fn table(&self) -> std::sync::MutexGuard<'_, HashMap<String, Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gauge(&self) -> prometheus_client::metrics::gauge::Gauge {
        self.handler.service.dispatch.metrics.sessions.get_or_create_owned(&TransportLabels { transport: "sse" })
    }
}

async fn open(State(sessions): State<SseSessions>) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let (inbox, incoming) = mpsc::channel(QUEUE_LENGTH);
    let (outgoing, outbox) = mpsc::channel::<ServerJsonRpcMessage>(QUEUE_LENGTH);
    let stop = sessions.stop.child_token();
    let last_message = Arc::new(Mutex::new(Instant::now()));
    {
        let mut table = sessions.table();
        if table.len() >= sessions.max_sessions {
            return (StatusCode::SERVICE_UNAVAILABLE, "Too many sessions are open; try again later\n").into_response();
        }
        table.insert(id.clone(), Session { inbox, last_message: Arc::clone(&last_message) });
        sessions.gauge().inc();
    }
    let guard = SessionGuard { sessions: sessions.clone(), id: id.clone(), _stop_handler: stop.clone().drop_guard() };

    let transport = (PollSender::new(outgoing), ReceiverStream::new(incoming));
    let (handler, stop_handler) = (sessions.handler.for_session(), stop.clone());
    tokio::spawn(async move {
        match serve_server_with_ct(handler, transport, stop_handler).await {
            Ok(running) => drop(running.waiting().await),
            Err(error) => tracing::debug!(%error, "an SSE session failed to start"),
        }
    });
    tokio::spawn(end_when_idle(last_message, stop.clone()));

    let endpoint =
        futures_util::stream::iter([Event::default().event("endpoint").data(format!("/messages?sessionId={id}"))]);
    let list = sessions.handler.clone();
    let messages = ReceiverStream::new(outbox).filter_map(move |message| {
        let json = as_text::encode(&message, || list.list_text()).ok();
        let event = json.map(|json| Event::default().event("message").data(json));
        std::future::ready(event)
    });
    let stream = endpoint.chain(messages).take_until(stop.cancelled_owned()).map(move |event| {
        let _guard = &guard;
        Ok::<_, Infallible>(event)
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

async fn message(
    State(sessions): State<SseSessions>,
    Query(target): Query<SessionQuery>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Some(session) = sessions.table().get(&target.session_id).cloned() else {
        return (StatusCode::NOT_FOUND, "Unknown session; open one with GET /sse\n").into_response();
    };
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    *session.last_message.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    let message = match parse(&body, parts) {
        Ok(message) => message,
        Err(error) => {
            return (StatusCode::BAD_REQUEST, format!("The body is not a JSON-RPC message: {error}\n")).into_response();
        }
    };
    match session.inbox.send(message).await {
        Ok(()) => (StatusCode::ACCEPTED, "Accepted").into_response(),
        Err(_) => (StatusCode::GONE, "The session has ended; open one with GET /sse\n").into_response(),
    }
}

/// Parses a message and attaches the HTTP request's head, from which handlers read headers.
fn parse(body: &Bytes, parts: Parts) -> serde_json::Result<ClientJsonRpcMessage> {
    let mut message: ClientJsonRpcMessage = serde_json::from_slice(body)?;
    if let ClientJsonRpcMessage::Request(request) = &mut message {
        request.request.extensions_mut().insert(parts);
    }
    Ok(message)
}

async fn end_when_idle(last_message: Arc<Mutex<Instant>>, stop: CancellationToken) {
    loop {
        let due = *last_message.lock().unwrap_or_else(PoisonError::into_inner) + IDLE_TIMEOUT;
        if due <= Instant::now() {
            return stop.cancel();
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep_until(due) => {}
        }
    }
}
