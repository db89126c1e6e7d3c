//! Makes one attempt at a request and says how it ended.

use std::{
    sync::OnceLock,
    time::{Duration, SystemTime},
};

use outreach_model::request::{Body, Request};
use reqwest::{
    Client,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;
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
/// certificates takes time, so that the clients are made at the first call.
pub struct Http {
    direct: [OnceLock<Result<Client, String>>; CONNECT_TIMEOUTS_MS.len()],
    proxied: [OnceLock<Result<Client, String>>; CONNECT_TIMEOUTS_MS.len()],
    rooms: Rooms,
}

impl Default for Http {
    fn default() -> Self {
        Self { direct: Default::default(), proxied: Default::default(), rooms: Rooms::new(MAX_BODY_BYTES) }
    }
}

/// What an attempt needs to know of its call.
pub(super) struct AttemptOptions<'a> {
    /// When the caller gives it up.
    pub(super) deadline: Instant,
    /// Where a large answer finds room; `None` if it is read without waiting, because its request may have changed something.
    pub(super) room: Option<&'a Room>,
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
        let client = match self.client(&account.root, options.deadline) {
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
                let media_type = HeaderValue::from_static(account.vendor.media_type);
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

    fn client(&self, root: &str, deadline: Instant) -> Result<&Client, String> {
        // A vendor on this machine (the sandbox, a test) is never reached through a proxy.
        let loopback = url::Url::parse(root).is_ok_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        });
        let slots = if loopback { &self.direct } else { &self.proxied };
        for (timeout, slot) in CONNECT_TIMEOUTS_MS.map(Duration::from_millis).into_iter().zip(slots) {
            if Instant::now() + timeout >= deadline {
                continue;
            }
            let client = slot.get_or_init(|| build(loopback, timeout)).as_ref().map_err(Clone::clone)?;
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
        let mut room = options.room;
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
                        if self.rooms.enter(room, expected, options.deadline).await.is_err() {
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
        if let Some(room) = options.room {
            room.shrink(body.len());
        }
        Attempt::Response(VendorResponse { status, headers: std::mem::take(response.headers_mut()), body })
    }
}

fn build(loopback: bool, connect_timeout: Duration) -> Result<Client, String> {
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
    if loopback {
        builder = builder.no_proxy();
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
