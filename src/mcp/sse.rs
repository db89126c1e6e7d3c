//! Serves MCP over HTTP+SSE, the transport of protocol version 2024-11-05.
//!
//! `GET /sse` opens a stream and names the URL to post to, `POST /messages` accepts a message, and the response arrives on the
//! stream. The SDK does not support this transport, which many workflow tools still use.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Extension, Query, Request, State},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use futures_util::StreamExt;
use rmcp::{
    model::{
        ClientJsonRpcMessage, ClientNotification, GetExtensions, JsonRpcError, JsonRpcNotification,
        ServerJsonRpcMessage,
    },
    service::serve_server_with_ct,
};
use serde::Deserialize;
use tokio::{sync::mpsc, time::Instant};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::{CancellationToken, DropGuard, PollSender};

use super::{
    access::{invalid_request, refuse, refuse_for, refuse_mistake},
    as_text,
    connections::Caller,
    handler::Handler,
    in_flight, message,
    session_table::{Full, SessionTable},
    sessions::{IDLE_TIMEOUT, shorten},
};
use crate::service::metrics::TransportLabels;

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Messages that are queued in each direction.
const QUEUE_LENGTH: usize = 64;

/// Requests that may wait for their answers to be read. Those above [`in_flight::MAX_CALLS`] are answered, with a refusal; above
/// this, nothing is taken.
const MAX_UNREAD: usize = 2 * in_flight::MAX_CALLS;

const UNKNOWN_SESSION: &str =
    "There is no such session: it has ended with its stream, or was idle for too long. Open another with `GET /sse`";

/// The open sessions of this transport.
#[derive(Clone)]
struct SseSessions {
    handler: Handler,
    table: Arc<SessionTable<Session>>,
    stop: CancellationToken,
}

#[derive(Clone)]
struct Session {
    inbox: mpsc::Sender<ClientJsonRpcMessage>,
    stop: CancellationToken,
}

/// Removes the session when its stream is dropped.
struct SessionGuard {
    sessions: SseSessions,
    id: String,
    _stop_handler: DropGuard,
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.sessions.table.close(&self.id);
        self.sessions.gauge().dec();
    }
}

#[derive(Deserialize)]
struct SessionQuery {
    #[serde(alias = "sessionId")]
    session_id: Option<String>,
}

/// The routes `/sse` and `/messages`.
pub(super) fn routes(handler: Handler, max_sessions: usize, stop: CancellationToken) -> axum::Router {
    let table = Arc::new(SessionTable::new(max_sessions, handler.service.dispatch.call_timeout));
    let sessions = SseSessions { handler: handler.leaving_out(), table, stop };
    axum::Router::new().route("/sse", get(open)).route("/messages", post(message)).with_state(sessions)
}

impl SseSessions {
    fn gauge(&self) -> prometheus_client::metrics::gauge::Gauge {
        self.handler.service.dispatch.metrics.sessions.get_or_create_owned(&TransportLabels { transport: "sse" })
    }
}

async fn open(State(sessions): State<SseSessions>, Extension(caller): Extension<Caller>) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let (inbox, incoming) = mpsc::channel(QUEUE_LENGTH);
    let (outgoing, outbox) = mpsc::channel::<ServerJsonRpcMessage>(QUEUE_LENGTH);
    let stop = sessions.stop.child_token();
    match sessions.table.open(id.clone(), caller, Session { inbox, stop: stop.clone() }) {
        Ok(None) => {}
        Ok(Some((_, obsolete))) => obsolete.stop.cancel(),
        Err(Full(wait)) => {
            let message = "The maximum of sessions is open and all have running calls; try again later";
            return refuse_for(StatusCode::SERVICE_UNAVAILABLE, wait.as_secs() + 1, message);
        }
    }
    sessions.gauge().inc();
    let calls = sessions.table.calls(&id).unwrap_or_default();
    let guard = SessionGuard { sessions: sessions.clone(), id: id.clone(), _stop_handler: stop.clone().drop_guard() };

    let transport = (PollSender::new(outgoing), ReceiverStream::new(incoming));
    let (handler, stop_handler) = (sessions.handler.for_session(), stop.clone());
    tokio::spawn(async move {
        match serve_server_with_ct(handler, transport, stop_handler).await {
            Ok(running) => drop(running.waiting().await),
            Err(error) => tracing::debug!(%error, "an SSE session failed to start"),
        }
    });
    tokio::spawn(end_when_idle(Arc::clone(&sessions.table), id.clone(), stop.clone()));

    let endpoint =
        futures_util::stream::iter([Event::default().event("endpoint").data(format!("/messages?sessionId={id}"))]);
    let list = sessions.handler.clone();
    let messages = ReceiverStream::new(outbox).filter_map(move |message| {
        let (calls, list) = (Arc::clone(&calls), list.clone());
        async move {
            match &message {
                ServerJsonRpcMessage::Response(response) => calls.answered(&response.id),
                ServerJsonRpcMessage::Error(JsonRpcError { id: Some(id), .. }) => calls.answered(id),
                _ => {}
            }
            let json = as_text::encode_message(message, move |next| list.list_text(next)).await.ok()?;
            Some(Event::default().event("message").data(json))
        }
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
    let Some(session_id) = target.session_id else {
        let message = "Post to the address that the first event of `GET /sse` names; it has the session's id";
        return refuse(StatusCode::BAD_REQUEST, message);
    };
    let Some((Session { inbox, .. }, calls)) = sessions.table.use_now(&session_id) else {
        return refuse(StatusCode::NOT_FOUND, UNKNOWN_SESSION);
    };
    // It was read whole already.
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut message = match message::read(&body) {
        Ok(message) => message,
        Err(mistake) => return refuse_mistake(mistake.as_ref()),
    };
    shorten(&mut message);
    if let ClientJsonRpcMessage::Request(request) = &mut message {
        // From the head of the HTTP request handlers read headers.
        request.request.extensions_mut().insert(parts);
    }
    match &mut message {
        ClientJsonRpcMessage::Request(request) => {
            if calls.count() >= MAX_UNREAD {
                let message =
                    "The answers to earlier requests have not been read; read the stream and send the request again";
                return refuse_for(StatusCode::TOO_MANY_REQUESTS, 1, message);
            }
            let Ok(running) = calls.begin(&request.id) else {
                return invalid_request(in_flight::DUPLICATE);
            };
            let extensions = request.request.extensions_mut();
            extensions.insert(calls.keep(&running));
            extensions.insert(running);
        }
        // The SDK does not answer a cancelled request.
        ClientJsonRpcMessage::Notification(JsonRpcNotification {
            notification: ClientNotification::CancelledNotification(cancelled),
            ..
        }) => {
            if let Some(id) = &cancelled.params.request_id {
                calls.answered(id);
            }
        }
        _ => {}
    }
    match inbox.send(message).await {
        Ok(()) => (StatusCode::ACCEPTED, "Accepted").into_response(),
        Err(_) => refuse(StatusCode::NOT_FOUND, UNKNOWN_SESSION),
    }
}

async fn end_when_idle(table: Arc<SessionTable<Session>>, id: String, stop: CancellationToken) {
    while let Some(last_message) = table.last_message(&id) {
        let due = last_message + IDLE_TIMEOUT;
        if due <= Instant::now() {
            return stop.cancel();
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep_until(due) => {}
        }
    }
}
