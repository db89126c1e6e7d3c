//! What every test stands on: the binary, vendors played by the test, journals, and the catalogue.

pub mod answers;
pub mod catalogue;
pub mod journal;
pub mod mock_vendor;
pub mod names;
pub mod program;
pub mod raw_vendor;
pub mod sandbox;
pub mod terminal;
pub mod wire;

/// An HTTP client.
pub fn http_client() -> reqwest::Client {
    // Another test may have installed it before, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
