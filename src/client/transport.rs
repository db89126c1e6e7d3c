//! Makes one attempt at a request and says how it ended.

use std::time::{Duration, SystemTime};

use outreach_model::request::{Body, Request};
use reqwest::{
    Client,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::OnceCell, time::Instant};
use url::form_urlencoded;

use super::{
    account::Account,
    large::{Room, Rooms, is_large},
};

/// A larger answer is not read. Ten thousand events, each with its mail, have to fit.
pub(super) const MAX_BODY_BYTES: usize = 40 * 1024 * 1024;

const USER_AGENT: &str = concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"));

/// How long a connection may take to be made, in milliseconds. An attempt takes the longest that is below the time it has left: if
/// the time is up while it connects, it is known that nothing was sent.
const CONNECT_TIMEOUTS_MS: [u64; 6] = [10_000, 4000, 1500, 500, 150, 50];

/// The pooled connections to the vendors, apart for each of `CONNECT_TIMEOUTS_MS`: nearly all calls use the first. Loading
/// certificates takes time, so that the clients are made at the first call, and off the runtime's thread.
pub struct Http {
    clients: [[OnceCell<Result<Client, String>>; CONNECT_TIMEOUTS_MS.len()]; 3],
    rooms: Rooms,
}

impl Default for Http {
    fn default() -> Self {
        Self { clients: Default::default(), rooms: Rooms::new(MAX_BODY_BYTES) }
    }
}

/// How a vendor is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// As the system says, perhaps through a proxy.
    BySystem,
    /// On this machine (the sandbox, a test): never through a proxy.
    Directly,
    /// The same without TLS, so that no certificates are loaded.
    Plainly,
}

impl Reached {
    fn of(root: &str) -> Self {
        let Ok(url) = url::Url::parse(root) else { return Self::BySystem };
        let is_loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        match is_loopback {
            true if url.scheme() == "http" => Self::Plainly,
            true => Self::Directly,
            false => Self::BySystem,
        }
    }
}

/// What an attempt needs to know of its call.
pub(super) struct AttemptOptions<'a> {
    /// When the caller gives it up.
    pub(super) deadline: Instant,
    /// Where a large answer finds room.
    pub(super) room: &'a Room,
    /// Whether it waits until there is room. Not if its request may have changed something.
    pub(super) waits: bool,
}

/// How an attempt ended.
pub(super) enum Attempt {
    /// No connection was made, with the cause: nothing was sent.
    NotSent(String),
    /// The request was sent and no complete response came back, with the cause.
    Broken(String),
    /// The body is larger than [`MAX_BODY_BYTES`].
    TooLarge { status: u16 },
    /// The body is large, and other large answers took all the room until the deadline.
    NoRoom,
    /// The vendor responded.
    Response(VendorResponse),
}

pub(super) struct VendorResponse {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// A success of the vendor's, with its clean body.
pub(super) struct Accepted {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Http {
    /// Sends the request once, with this `Authorization` header.
    pub(super) async fn attempt(
        &self,
        account: &Account,
        request: &Request,
        authorization: Option<&SecretString>,
        options: AttemptOptions<'_>,
    ) -> Attempt {
        let client = match self.client(&account.root, options.deadline).await {
            Ok(client) => client,
            Err(error) => return Attempt::NotSent(error),
        };
        let mut url = format!("{}{}", account.root, request.path);
        if !request.query.is_empty() {
            url.push('?');
            url.push_str(&request.query);
        }
        let mut builder =
            client.request(request.method.clone(), url).header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = authorization {
            let Ok(mut authorization) = HeaderValue::from_str(authorization.expose_secret()) else {
                return Attempt::NotSent("the credentials hold characters that an HTTP header cannot hold".to_owned());
            };
            authorization.set_sensitive(true);
            builder = builder.header(AUTHORIZATION, authorization);
        }
        let builder = match &request.body {
            Body::None => builder,
            Body::Json(body) => {
                let media_type = HeaderValue::from_static(request.media_type.unwrap_or(account.vendor.media_type));
                builder.header(CONTENT_TYPE, media_type).body(body.to_string())
            }
            Body::Form(pairs) => {
                let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                builder.header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded")).body(form)
            }
        };
        let sent_at = SystemTime::now();
        match builder.send().await {
            Ok(response) => {
                account.clock.measure(response.headers(), sent_at, SystemTime::now());
                self.read(response, options).await
            }
            // A request that cannot be built was not sent either.
            Err(error) if error.is_connect() || error.is_builder() => Attempt::NotSent(cause(&error)),
            Err(error) => Attempt::Broken(cause(&error)),
        }
    }

    async fn client(&self, root: &str, deadline: Instant) -> Result<&Client, String> {
        let reached = Reached::of(root);
        let slots = self.clients.get(reached as usize).into_iter().flatten();
        for (timeout, slot) in CONNECT_TIMEOUTS_MS.map(Duration::from_millis).into_iter().zip(slots) {
            if Instant::now() + timeout >= deadline {
                continue;
            }
            let made = slot.get_or_init(|| async move {
                let made = tokio::task::spawn_blocking(move || build(reached, timeout));
                made.await.unwrap_or_else(|error| Err(format!("the HTTPS client cannot be created ({error})")))
            });
            // Nothing is sent if that takes all the time there is.
            let Ok(made) = tokio::time::timeout_at(deadline, made).await else { break };
            let client = made.as_ref().map_err(Clone::clone)?;
            // Making the client may have taken a while.
            if Instant::now() + timeout < deadline {
                return Ok(client);
            }
        }
        Err("there is no time left to connect".to_owned())
    }

    async fn read(&self, mut response: reqwest::Response, options: AttemptOptions<'_>) -> Attempt {
        let status = response.status().as_u16();
        let length = response.content_length().and_then(|length| usize::try_from(length).ok());
        if length.is_some_and(|length| length > MAX_BODY_BYTES) {
            return Attempt::TooLarge { status };
        }
        let mut body = Vec::new();
        let mut room = Some(options.room);
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    let read = body.len() + chunk.len();
                    if read > MAX_BODY_BYTES {
                        return Attempt::TooLarge { status };
                    }
                    if is_large(read)
                        && let Some(room) = room.take()
                    {
                        let expected = length.unwrap_or(MAX_BODY_BYTES);
                        if !options.waits {
                            room.take();
                        } else if self.rooms.enter(room, expected, options.deadline).await.is_err() {
                            return Attempt::NoRoom;
                        }
                        body.reserve_exact(length.unwrap_or_default().saturating_sub(body.len()));
                    }
                    body.extend_from_slice(&chunk);
                }
                Ok(None) => break,
                Err(error) => return Attempt::Broken(cause(&error)),
            }
        }
        options.room.shrink(body.len());
        Attempt::Response(VendorResponse { status, headers: std::mem::take(response.headers_mut()), body })
    }
}

fn build(reached: Reached, connect_timeout: Duration) -> Result<Client, String> {
    // An error means that a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(connect_timeout)
        // Shorter than servers keep idle connections: one that closes during a write leaves the outcome unknown.
        .pool_idle_timeout(Duration::from_secs(20))
        .tcp_nodelay(true);
    if reached != Reached::BySystem {
        builder = builder.no_proxy();
    }
    if reached == Reached::Plainly {
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|error| {
        format!("the HTTPS client cannot be created ({}); install the system's CA certificates", cause(&error))
    })
}

/// The innermost cause, without the URL.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    if std::ptr::addr_eq(std::ptr::from_ref(cause), std::ptr::from_ref(error)) {
        return "the request could not be sent".to_owned();
    }
    cause.to_string()
}
