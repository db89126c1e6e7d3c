//! Decides which requests are allowed, by host name, origin and bearer token; refuses the others in a form that MCP clients show.

use std::net::{IpAddr, SocketAddr};

use axum::{
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode, Uri,
        header::{AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN, RETRY_AFTER, WWW_AUTHENTICATE},
        uri::Authority,
    },
    response::{IntoResponse, Response},
};
use rmcp::model::{ErrorCode, RequestId};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use url::{Host, Origin, Url};

use super::message::Mistake;

/// Which requests are allowed.
pub(super) struct Access {
    listen: SocketAddr,
    token: Option<SecretString>,
    hosts: Vec<AllowedHost>,
    origins: Vec<AllowedOrigin>,
}

enum AllowedHost {
    Any,
    This(Host, Option<u16>),
}

/// An origin of a scheme that the URL standard does not know, such as `vscode-webview`, is compared as text.
struct AllowedOrigin {
    origin: Origin,
    text: String,
}

/// A host name or origin that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccessError {
    #[error(
        "`{0}` is not a host name\nhint: `--allow-host` takes names such as `mcp.example.com` or `mcp.example.com:8443`"
    )]
    Host(String),
    #[error("`{0}` is not an origin\nhint: `--allow-origin` takes origins such as `https://app.example.com`")]
    Origin(String),
    #[error(
        "`{0}` lets in any web page that somebody opens, and it could use your accounts\nhint: name each origin exactly, such as `--allow-origin https://app.example.com`"
    )]
    AnyOrigin(String),
}

impl Access {
    /// # Errors
    ///
    /// If a host name or origin cannot be read.
    pub(super) fn new(
        listen: SocketAddr,
        token: Option<SecretString>,
        hosts: &[String],
        origins: &[String],
    ) -> Result<Self, AccessError> {
        let hosts = hosts.iter().map(|given| match given.as_str() {
            "*" => Ok(AllowedHost::Any),
            given => match host(given) {
                Some((name, port)) => Ok(AllowedHost::This(name, port)),
                None => Err(AccessError::Host(given.to_owned())),
            },
        });
        let origins = origins.iter().map(|given| match Url::parse(given) {
            _ if given.contains('*') => Err(AccessError::AnyOrigin(given.to_owned())),
            Ok(url) => {
                let text = given.trim_end_matches('/').to_ascii_lowercase();
                Ok(AllowedOrigin { origin: url.origin(), text })
            }
            Err(_) => Err(AccessError::Origin(given.to_owned())),
        });
        Ok(Self { listen, token, hosts: hosts.collect::<Result<_, _>>()?, origins: origins.collect::<Result<_, _>>()? })
    }

    /// Checks the host name and the origin.
    ///
    /// # Errors
    ///
    /// The response that refuses the request.
    pub(super) fn check_source(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Box<Response>> {
        self.check_host(uri, headers).map_err(|why| Box::new(refuse(StatusCode::FORBIDDEN, why)))?;
        let mut origins = headers.get_all(ORIGIN).iter();
        let is_allowed = match (origins.next(), origins.next()) {
            (None, _) => true,
            (Some(origin), None) => self.is_origin_allowed(origin),
            (Some(_), Some(_)) => false,
        };
        if is_allowed {
            return Ok(());
        }
        Err(Box::new(refuse(
            StatusCode::FORBIDDEN,
            "This origin is not allowed; start the server with `--allow-origin`",
        )))
    }

    /// Checks the bearer token.
    ///
    /// # Errors
    ///
    /// The response that refuses the request.
    pub(super) fn check_token(&self, headers: &HeaderMap) -> Result<(), Box<Response>> {
        let Some(token) = &self.token else { return Ok(()) };
        let given = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
        if let Some((scheme, given)) = given.split_at_checked("bearer ".len())
            && scheme.eq_ignore_ascii_case(b"bearer ")
            && bool::from(given.trim_ascii().ct_eq(token.expose_secret().as_bytes()))
        {
            return Ok(());
        }
        let response =
            refuse(StatusCode::UNAUTHORIZED, "Send the header `Authorization: Bearer` with the server's token");
        Err(Box::new(with_header(
            response,
            WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"outreach-mcp\""),
        )))
    }

    /// Prevents DNS rebinding: a web page must not reach this server under a host name of its own. A server that requires a token
    /// and listens for other machines accepts any name unless `--allow-host` is set, because the page does not have the token.
    ///
    /// # Errors
    ///
    /// Why the request is refused.
    fn check_host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), &'static str> {
        // A request target with a host of its own (absolute form) is for proxies, and would replace the header.
        if uri.authority().is_some() {
            return Err(
                "The request target names a host, as for a proxy; this is no proxy. Name the path alone, such as `/mcp`",
            );
        }
        let mut names = headers.get_all(HOST).iter();
        let (Some(name), None) = (names.next(), names.next()) else {
            return Err("A request has one `Host` header, with the name of this server");
        };
        let Some((name, port)) = name.to_str().ok().and_then(host) else {
            return Err("The `Host` header is not a host name, with or without a port");
        };
        let is_allowed = is_this_machine(&name)
            || address(&name).is_some_and(|ip| ip == self.listen.ip())
            || self.hosts.iter().any(|allowed| match allowed {
                AllowedHost::Any => true,
                AllowedHost::This(host, None) => *host == name,
                AllowedHost::This(host, some_port) => *host == name && *some_port == port,
            })
            || (self.token.is_some() && self.hosts.is_empty() && !self.listen.ip().is_loopback());
        if is_allowed { Ok(()) } else { Err("This host name is not allowed; start the server with `--allow-host`") }
    }

    /// Whether web pages of this origin may call the server.
    pub(super) fn is_origin_allowed(&self, origin: &HeaderValue) -> bool {
        let Ok(text) = origin.to_str() else { return false };
        let parsed = Url::parse(text).ok().filter(|url| is_whole_origin(url, text));
        let is_listed = self.origins.iter().any(|allowed| {
            allowed.text == text.to_ascii_lowercase()
                || parsed.as_ref().is_some_and(|url| url.origin() == allowed.origin)
        });
        is_listed
            || parsed.is_some_and(|url| {
                matches!(url.scheme(), "http" | "https")
                    && url.host().is_some_and(|host| is_this_machine(&host.to_owned()))
            })
    }
}

/// Whether a text is this URL's origin and nothing else: no user, no path.
fn is_whole_origin(url: &Url, text: &str) -> bool {
    let origin = url.origin();
    origin.is_tuple()
        && (origin.ascii_serialization().eq_ignore_ascii_case(text)
            // With the port that the scheme implies.
            || url.port_or_known_default().is_some_and(|port| format!("{}:{port}", origin.ascii_serialization()) == text))
}

/// The host and port of a `Host` header. `None` if it is anything else, or more: it is compared as a whole.
fn host(text: &str) -> Option<(Host, Option<u16>)> {
    let authority: Authority = text.parse().ok()?;
    let (name, port) = (authority.host(), authority.port_u16());
    let is_whole = match port {
        Some(port) => text == format!("{name}:{port}"),
        None => text == name,
    };
    is_whole.then_some((Host::parse(name).ok()?, port))
}

fn address(host: &Host) -> Option<IpAddr> {
    match host {
        Host::Domain(_) => None,
        Host::Ipv4(ip) => Some(IpAddr::V4(*ip)),
        Host::Ipv6(ip) => Some(IpAddr::V6(*ip)),
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        _ => address(host).is_some_and(|ip| ip.is_loopback()),
    }
}

/// Refuses a request in a form that MCP clients show to their users.
pub(super) fn refuse(status: StatusCode, message: &str) -> Response {
    json_rpc_error(status, -32000, None, message)
}

/// Refuses a request that may be repeated after this many seconds.
pub(super) fn refuse_for(status: StatusCode, seconds: u64, message: &str) -> Response {
    with_header(refuse(status, message), RETRY_AFTER, HeaderValue::from(seconds))
}

fn json_rpc_error(status: StatusCode, code: i32, id: Option<&RequestId>, message: &str) -> Response {
    let error = serde_json::json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } });
    (status, [(CONTENT_TYPE, "application/json")], error.to_string()).into_response()
}

/// Refuses what is not a message; a notification or a response, too, since HTTP answers every request.
pub(super) fn refuse_mistake(mistake: Option<&Mistake>) -> Response {
    match mistake {
        Some(Mistake { code, message, id }) => json_rpc_error(StatusCode::BAD_REQUEST, code.0, id.as_ref(), message),
        None => invalid_request("The notification or response is not valid"),
    }
}

/// Refuses a message that is not valid where it stands.
pub(super) fn invalid_request(message: &str) -> Response {
    json_rpc_error(StatusCode::BAD_REQUEST, ErrorCode::INVALID_REQUEST.0, None, message)
}

pub(super) fn with_header(mut response: Response, name: HeaderName, value: HeaderValue) -> Response {
    response.headers_mut().insert(name, value);
    response
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_read_as_a_whole_or_not_at_all() {
        for text in ["localhost", "localhost:80", "[::1]", "[::1]:80", "127.0.0.1:8080", "mcp.example.com"] {
            assert!(host(text).is_some(), "{text}");
        }
        for text in [
            "[::1].evil.com",
            "localhost:80@evil.com",
            "evil.com@localhost",
            "localhost/",
            "localhost:",
            "localhost:x",
            "localhost:80:80",
            "[::1",
            "::1",
            "",
            " localhost",
            "local host",
            "localhost?",
            "http://localhost",
        ] {
            assert!(host(text).is_none(), "{text}");
        }
    }
}
