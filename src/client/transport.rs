//! One attempt at a request, and how it ended.

use std::{sync::OnceLock, time::Duration};

use reqwest::{
    Client,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect,
};
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded;

use crate::client::account::Account;
use outreach_model::request::{Body, Request};

/// The most that is read of an answer: Snov.io answers ten thousand events at once, each with its mail.
pub const MOST: usize = 40 * 1024 * 1024;

const USER_AGENT: &str = concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"));

/// The connections to the vendors, pooled. Made at the first call: a client that only lists tools waits for no
/// certificates.
#[derive(Default)]
pub struct Http {
    direct: OnceLock<Result<Client, String>>,
    proxied: OnceLock<Result<Client, String>>,
}

/// How an attempt ended.
pub enum Attempt {
    /// No connection was made: nothing left.
    NotSent(String),
    /// It left, and no whole answer came back.
    Broken(String),
    /// The answer is larger than [`MOST`].
    TooLarge {
        /// Its status.
        status: u16,
    },
    /// The vendor answered.
    Answered(Answer),
}

/// A vendor's answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Http {
    /// Sends it once.
    pub async fn attempt(&self, account: &Account, request: &Request, authorization: Option<&SecretString>) -> Attempt {
        let client = match self.client(&account.root) {
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
                return Attempt::NotSent("the key holds characters that no header can carry".to_owned());
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
        match builder.send().await {
            Ok(response) => read(response).await,
            // What cannot even be built has not left either.
            Err(error) if error.is_connect() || error.is_builder() => Attempt::NotSent(cause(&error)),
            Err(error) => Attempt::Broken(cause(&error)),
        }
    }

    fn client(&self, root: &str) -> Result<&Client, String> {
        // A stand-in on this machine is never reached through a proxy.
        let loopback = url::Url::parse(root).is_ok_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        });
        let slot = if loopback { &self.direct } else { &self.proxied };
        slot.get_or_init(|| build(loopback)).as_ref().map_err(Clone::clone)
    }
}

fn build(loopback: bool) -> Result<Client, String> {
    // Fails where one is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(Duration::from_secs(10))
        // Below what servers keep a connection open: one that they close as we write on it leaves a write unknown.
        .pool_idle_timeout(Duration::from_secs(20))
        .tcp_nodelay(true);
    if loopback {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| {
        format!("no HTTPS client can be made ({}); install the system's CA certificates", cause(&error))
    })
}

async fn read(mut response: reqwest::Response) -> Attempt {
    let status = response.status().as_u16();
    if response.content_length().is_some_and(|length| length > MOST as u64) {
        return Attempt::TooLarge { status };
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MOST => return Attempt::TooLarge { status },
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(error) => return Attempt::Broken(cause(&error)),
        }
    }
    Attempt::Answered(Answer { status, headers: std::mem::take(response.headers_mut()), body })
}

/// The innermost reason, without the URL.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    if std::ptr::addr_eq(std::ptr::from_ref(cause), std::ptr::from_ref(error)) {
        return "the request could not be made".to_owned();
    }
    cause.to_string()
}
