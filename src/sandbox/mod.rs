//! stub
pub mod fault;
use std::net::SocketAddr;
/// stub
pub struct Sandbox {
    address: SocketAddr,
}
/// stub
pub const KEY: &str = "sandbox-key-no-account-needed";
/// stub
pub async fn start(listen: SocketAddr, _faults: Vec<fault::Fault>) -> std::io::Result<Sandbox> {
    Ok(Sandbox { address: listen })
}
impl Sandbox {
    /// stub
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
    /// stub
    pub async fn stop(self) {}
}
