//! The HTTP+SSE pair of protocol 2024-11-05, which the SDK leaves out and many workflow tools still speak: `GET /sse`
//! opens a stream and names the address to post to, `POST /messages` takes a message, the answer comes over the stream.

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

use super::{Handler, sessions::IDLE};
use crate::service::metrics::TransportLabels;

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Messages that wait on either side.
const WAITING: usize = 64;

/// The sessions of this pair.
#[derive(Clone)]
pub struct SseSessions {
    handler: Handler,
    open: Arc<Mutex<HashMap<String, Session>>>,
    most: usize,
    stop: CancellationToken,
}

#[derive(Clone)]
struct Session {
    inbox: mpsc::Sender<ClientJsonRpcMessage>,
    heard: Arc<Mutex<Instant>>,
}

/// Takes the session away when its stream ends, however it ends.
struct Closing {
    sessions: SseSessions,
    id: String,
    _stops_the_handler: DropGuard,
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.sessions.table().remove(&self.id);
        self.sessions.gauge().dec();
    }
}

#[derive(Deserialize)]
struct Target {
    #[serde(alias = "sessionId")]
    session_id: String,
}

/// The pair's routes.
pub fn routes(handler: Handler, most: usize, stop: CancellationToken) -> axum::Router {
    let sessions = SseSessions { handler, open: Arc::default(), most, stop };
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
    let (inbox, incoming) = mpsc::channel(WAITING);
    let (outgoing, outbox) = mpsc::channel::<ServerJsonRpcMessage>(WAITING);
    let stop = sessions.stop.child_token();
    let heard = Arc::new(Mutex::new(Instant::now()));
    {
        let mut table = sessions.table();
        if table.len() >= sessions.most {
            return (StatusCode::SERVICE_UNAVAILABLE, "There are too many sessions already; come back later\n")
                .into_response();
        }
        table.insert(id.clone(), Session { inbox, heard: Arc::clone(&heard) });
        sessions.gauge().inc();
    }
    let closing = Closing { sessions: sessions.clone(), id: id.clone(), _stops_the_handler: stop.clone().drop_guard() };

    let transport = (PollSender::new(outgoing), ReceiverStream::new(incoming));
    let (handler, ending) = (sessions.handler.for_session(), stop.clone());
    tokio::spawn(async move {
        match serve_server_with_ct(handler, transport, ending).await {
            Ok(running) => drop(running.waiting().await),
            Err(error) => tracing::debug!(%error, "an SSE session did not begin"),
        }
    });
    tokio::spawn(end_when_idle(heard, stop.clone()));

    let endpoint =
        futures_util::stream::iter([Event::default().event("endpoint").data(format!("/messages?sessionId={id}"))]);
    let messages = ReceiverStream::new(outbox).filter_map(|message| {
        let event = serde_json::to_string(&message).ok().map(|json| Event::default().event("message").data(json));
        std::future::ready(event)
    });
    let stream = endpoint.chain(messages).take_until(stop.cancelled_owned()).map(move |event| {
        let _open = &closing;
        Ok::<_, Infallible>(event)
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

async fn message(State(sessions): State<SseSessions>, Query(target): Query<Target>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(session) = sessions.table().get(&target.session_id).cloned() else {
        return (StatusCode::NOT_FOUND, "There is no such session; open one with GET /sse\n").into_response();
    };
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    *session.heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    let message = match parse(&body, parts) {
        Ok(message) => message,
        Err(error) => {
            return (StatusCode::BAD_REQUEST, format!("This is not a JSON-RPC message: {error}\n")).into_response();
        }
    };
    match session.inbox.send(message).await {
        Ok(()) => (StatusCode::ACCEPTED, "Accepted").into_response(),
        Err(_) => (StatusCode::GONE, "The session has ended; open one with GET /sse\n").into_response(),
    }
}

/// The message, with the request's head beside it for whoever needs its headers.
fn parse(body: &Bytes, parts: Parts) -> serde_json::Result<ClientJsonRpcMessage> {
    let mut message: ClientJsonRpcMessage = serde_json::from_slice(body)?;
    if let ClientJsonRpcMessage::Request(request) = &mut message {
        request.request.extensions_mut().insert(parts);
    }
    Ok(message)
}

async fn end_when_idle(heard: Arc<Mutex<Instant>>, stop: CancellationToken) {
    loop {
        let due = *heard.lock().unwrap_or_else(PoisonError::into_inner) + IDLE;
        if due <= Instant::now() {
            return stop.cancel();
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep_until(due) => {}
        }
    }
}
