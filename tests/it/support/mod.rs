//! What the tests stand on: a vendor that records, and the binary over its transports.

pub mod bench;
pub mod journal;
pub mod program;
pub mod raw;
pub mod vendor;

/// An HTTP client.
pub fn http_client() -> reqwest::Client {
    // Fails where another test was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
