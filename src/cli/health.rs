//! `outreach-mcp health`: asks the server on this machine whether it runs, where there is no other program that could.

use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, bail};

use super::output::print;

/// Longer than a busy server takes, shorter than a container waits.
const PATIENCE: Duration = Duration::from_secs(4);

/// Makes the request, and prints `ok`.
///
/// # Errors
///
/// Where nothing answers at the address, or something else does.
pub(super) fn run(listen: SocketAddr) -> anyhow::Result<ExitCode> {
    let address = SocketAddr::new(reachable(listen.ip()), listen.port());
    let answer = ask(address).with_context(|| format!("no server answers at {address}"))?;
    let status = answer.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) != Some("200") {
        bail!("the server at {address} answers `{status}`");
    }
    print("ok");
    Ok(ExitCode::SUCCESS)
}

/// Where a server that listens on this address is reached from the same machine.
fn reachable(listened: IpAddr) -> IpAddr {
    match listened {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    // The status line is enough, and all of the answer is shorter.
    stream.take(4096).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
