//! Accepts connections, at most so many at once. A connection whose client is silent gives way to a new one, so that nobody can
//! shut out the others by opening connections.

use std::{
    collections::{BTreeSet, HashMap},
    io,
    net::IpAddr,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use super::guarded::Guarded;

/// How long a client may take to send the head of a request, from its first byte; the first one, from the connection's start.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may be idle between requests. Longer than proxies keep idle connections: one that is closed here while a
/// proxy sends a request is an error to its client.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);
/// How long a client may take nothing of what is written to it.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The most bytes of a request's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Connections above the maximum that are accepted while all others are in use, so that health checks are answered.
const RESERVED: usize = 16;

/// The client of a request, by its address, as an extension of the request. Clients behind a proxy are one caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Caller(pub(super) IpAddr);

impl Default for Caller {
    fn default() -> Self {
        Self(std::net::Ipv4Addr::UNSPECIFIED.into())
    }
}

/// Marks requests on a reserved connection, which is for health checks alone.
#[derive(Clone, Copy)]
pub(super) struct Reserved;

/// Serves until `stop` is cancelled, then until all connections have ended. `max` counts the reserved connections too.
pub(super) async fn serve(listener: TcpListener, app: Router, max: usize, stop: CancellationToken) {
    let connections = Arc::new(Connections { open: Mutex::default(), max: max.saturating_sub(RESERVED).max(1) });
    let tasks = TaskTracker::new();
    let last_id = AtomicU64::new(0);
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_of_client(&error) => continue,
            Err(error) => {
                // Most often the process has too many open files.
                tracing::warn!("a connection cannot be accepted: {error}");
                connections.lock().close_most_silent();
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let id = last_id.fetch_add(1, Ordering::Relaxed);
        let Some((activity, is_reserved)) = connections.open(id) else { continue };
        let (connections, app, stop) = (Arc::clone(&connections), app.clone(), stop.clone());
        tasks.spawn(async move {
            // With Nagle's algorithm, a response over SSE waits 44 ms for an acknowledgement.
            let _ = stream.set_nodelay(true);
            run(stream, caller(peer.ip()), Arc::clone(&activity), is_reserved, app, stop).await;
            connections.close(id);
        });
        // Lets it read what its client has sent already, before it could give way to the next one.
        tokio::task::yield_now().await;
    }
    drop(listener);
    tasks.close();
    tasks.wait().await;
}

/// An IPv6 client has a network of its own, from which it can take any address.
fn caller(ip: IpAddr) -> Caller {
    Caller(match ip.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => {
            IpAddr::V6(std::net::Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)))
        }
        ip => ip,
    })
}

fn is_of_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves one connection to its end.
async fn run(
    stream: TcpStream,
    caller: Caller,
    activity: Arc<Activity>,
    is_reserved: bool,
    app: Router,
    stop: CancellationToken,
) {
    let served = Arc::clone(&activity);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let serving = Serving::start(&served);
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(caller);
        if is_reserved {
            request.extensions_mut().insert(Reserved);
        }
        let response = app.clone().oneshot(request);
        async move { response.await.map(|response| response.map(|body| Guarded::body(body, serving))) }
    });
    let io = TokioIo::new(Watched { stream, activity: Arc::clone(&activity) });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(IDLE_TIMEOUT).max_buf_size(MAX_HEAD_BYTES);
    let mut connection = pin!(builder.serve_connection(io, service));
    let mut is_told = false;
    loop {
        let due = activity.due();
        tokio::select! {
            _ = connection.as_mut() => return,
            () = activity.closed.cancelled() => return,
            () = activity.changed.notified() => {}
            () = tokio::time::sleep_until(due) => {
                if activity.is_overdue() {
                    return;
                }
            }
            () = stop.cancelled(), if !is_told => {
                is_told = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// The open connections.
struct Connections {
    open: Mutex<Open>,
    max: usize,
}

#[derive(Default)]
struct Open {
    activities: HashMap<u64, Arc<Activity>>,
    /// Those that serve no request, in the order in which they give way.
    silent: BTreeSet<(Phase, Instant, u64)>,
}

impl Connections {
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a connection, in the place of the one that has been silent for the longest if all are taken. `None` if none can give way;
    /// otherwise its activity, and whether it is a reserved one.
    fn open(self: &Arc<Self>, id: u64) -> Option<(Arc<Activity>, bool)> {
        let mut open = self.lock();
        let has_room = open.activities.len() < self.max || open.close_most_silent();
        if !has_room && open.activities.len() >= self.max + RESERVED {
            return None;
        }
        let activity = Arc::new(Activity::new(id, Arc::clone(self)));
        let since = activity.state().since;
        open.silent.insert((Phase::Head, since, id));
        open.activities.insert(id, Arc::clone(&activity));
        Some((activity, !has_room))
    }

    fn close(&self, id: u64) {
        let mut open = self.lock();
        if let Some(activity) = open.activities.remove(&id) {
            let State { phase, since, .. } = *activity.state();
            open.silent.remove(&(phase, since, id));
        }
    }
}

impl Open {
    /// Closes the connection that has not sent a request's head for the longest, or has been idle for the longest. Returns false if
    /// all are serving a request.
    fn close_most_silent(&mut self) -> bool {
        let Some((.., id)) = self.silent.pop_first() else { return false };
        if let Some(activity) = self.activities.remove(&id) {
            activity.closed.cancel();
        }
        true
    }
}

/// What a connection is doing, in the order in which connections give way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// The head of a request is expected or read.
    Head,
    /// It has been answered and is silent.
    Idle,
    /// A request is being answered.
    Serving,
}

struct State {
    phase: Phase,
    since: Instant,
    /// Since when the client has taken nothing of what is to be written.
    stalled: Option<Instant>,
}

struct Activity {
    id: u64,
    connections: Arc<Connections>,
    state: Mutex<State>,
    changed: Notify,
    closed: CancellationToken,
}

impl Activity {
    fn new(id: u64, connections: Arc<Connections>) -> Self {
        let state = State { phase: Phase::Head, since: Instant::now(), stalled: None };
        Self { id, connections, state: Mutex::new(state), changed: Notify::new(), closed: CancellationToken::new() }
    }

    /// Not to be locked before the connections.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut open = self.connections.lock();
        let mut state = self.state();
        let was_open = open.activities.contains_key(&self.id);
        open.silent.remove(&(state.phase, state.since, self.id));
        (state.phase, state.since) = (phase, Instant::now());
        if was_open && phase != Phase::Serving {
            open.silent.insert((phase, state.since, self.id));
        }
    }

    fn has_read(&self) {
        let was_idle = self.state().phase == Phase::Idle;
        if was_idle {
            self.enter(Phase::Head);
            self.changed.notify_one();
        }
    }

    fn has_written<T>(&self, polled: &Poll<T>) {
        let mut state = self.state();
        if polled.is_ready() {
            state.stalled = None;
        } else if state.stalled.is_none() {
            state.stalled = Some(Instant::now());
        }
    }

    /// When to look at it again.
    fn due(&self) -> Instant {
        let state = self.state();
        match (state.phase, state.stalled) {
            (Phase::Head, _) => state.since + HEAD_TIMEOUT,
            (_, Some(stalled)) => stalled + STALL_TIMEOUT,
            // hyper ends connections that are idle for too long.
            (_, None) => Instant::now() + STALL_TIMEOUT,
        }
    }

    fn is_overdue(&self) -> bool {
        let state = self.state();
        let has_stalled = state.stalled.is_some_and(|stalled| stalled.elapsed() >= STALL_TIMEOUT);
        has_stalled || (state.phase == Phase::Head && state.since.elapsed() >= HEAD_TIMEOUT)
    }
}

/// A request that is being answered, until its response is written.
struct Serving(Arc<Activity>);

impl Serving {
    fn start(activity: &Arc<Activity>) -> Self {
        activity.enter(Phase::Serving);
        Self(Arc::clone(activity))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.enter(Phase::Idle);
    }
}

/// A stream that notes what is read and written.
struct Watched {
    stream: TcpStream,
    activity: Arc<Activity>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read();
        }
        polled
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.activity.has_written(&polled);
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.activity.has_written(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
