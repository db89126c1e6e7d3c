//! `health`, which containers ask, and `man`.

use std::io::{Read, Write};

use crate::support::program::{Serving, command, output};

#[tokio::test]
async fn health_tells_a_server_from_none() {
    let server = Serving::start(command(), &[]).await;
    let listen = server.address.to_string();
    let (stdout, stderr, code) = output(command(), &["health", "--listen", &listen]).await;
    assert!(code == 0 && stdout.trim() == "ok", "{stdout} {stderr}");
    let mut program = command();
    program.env("OUTREACH_LISTEN", format!("0.0.0.0:{}", server.address.port()));
    let (_, stderr, code) = output(program, &["health"]).await;
    assert_eq!(code, 0, "an address that is listened on everywhere is asked on this machine: {stderr}");

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = nobody.local_addr().unwrap();
    drop(nobody);
    let (_, stderr, code) = output(command(), &["health", "--listen", &free.to_string()]).await;
    assert!(code == 1 && stderr.contains("no server answers at"), "{code} {stderr}");
}

#[tokio::test]
async fn health_is_not_satisfied_by_another_server() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let (mut stream, _) = other.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n").unwrap();
    });
    let (_, stderr, code) = output(command(), &["health", "--listen", &address]).await;
    assert!(code == 1 && stderr.contains("503"), "{code} {stderr}");
}

#[tokio::test]
async fn there_is_a_manual_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    let (_, stderr, code) = output(command(), &["man", "--out", &pages.display().to_string()]).await;
    assert_eq!(code, 0, "{stderr}");
    let page = |name: &str| std::fs::read_to_string(pages.join(format!("{name}.1"))).unwrap_or_default();
    let (help, _, _) = output(command(), &["--help"]).await;
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let mut found = 0;
    for line in commands.take_while(|line| !line.trim().is_empty()) {
        let Some(name) = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) else { continue };
        let name = name.split(' ').next().unwrap();
        if name != "help" {
            found += 1;
            assert!(page(&format!("outreach-mcp-{name}")).contains(".TH"), "{name}");
        }
    }
    assert!(found > 8, "{help}");
    // Options that the short help leaves out are in the page.
    assert!(page("outreach-mcp").contains("duplicate\\-window"), "{}", page("outreach-mcp"));
    let (printed, _, _) = output(command(), &["man"]).await;
    assert_eq!(printed.trim_end(), page("outreach-mcp").trim_end());

    std::fs::write(folder.path().join("file"), "").unwrap();
    let blocked = folder.path().join("file/man").display().to_string();
    let (_, stderr, code) = output(command(), &["man", "--out", &blocked]).await;
    assert!(code == 1 && stderr.contains(&blocked), "{code} {stderr}");
}
