//! Requests byte by byte, for what an HTTP client does not send.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::program::{Serving, TIMEOUT};

/// Writes these bytes on a connection of their own and leaves it open.
pub async fn open(serving: &Serving, bytes: &str) -> TcpStream {
    let mut stream = TcpStream::connect(serving.address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    stream
}

/// A POST of this body, whose head begins with these lines.
pub fn post(lines: &str, body: &str) -> String {
    format!(
        "{lines}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// What the server writes until it closes the connection.
pub async fn read_to_end(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    let read = tokio::time::timeout(TIMEOUT, stream.read_to_end(&mut text)).await;
    read.expect("the server closes the connection in time").unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

/// The status of the response to these bytes, after which the server closes the connection.
pub async fn status(serving: &Serving, bytes: &str) -> u16 {
    let text = read_to_end(open(serving, bytes).await).await;
    let status = text.split_whitespace().nth(1).unwrap_or_else(|| panic!("no response: {text:?}"));
    status.parse().unwrap()
}

/// What the server writes until it closes the connection, however long that takes.
pub async fn read_to_end_slowly(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    stream.read_to_end(&mut text).await.unwrap();
    String::from_utf8_lossy(&text).into_owned()
}
