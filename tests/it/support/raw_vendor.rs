//! A vendor below HTTP: it writes bytes as they are, writes slowly, or closes the connection.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A step after a request was read. After the last step the connection is closed.
#[derive(Clone, Debug)]
pub enum Step {
    /// Writes these bytes.
    Bytes(Vec<u8>),
    /// Writes this many bytes of JSON text.
    Fill(usize),
    /// Writes this many bytes of JSON text in chunked encoding.
    Chunks(usize),
    /// Writes a byte every 50 ms, until the caller disconnects.
    Drip,
    /// Writes nothing, until the caller disconnects.
    Silence,
}

/// The vendor; it ends with the test's runtime.
pub struct RawVendor {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl RawVendor {
    pub async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (steps, count) = (steps.clone(), count.clone());
                tokio::spawn(async move {
                    if read_request(&mut stream).await {
                        count.fetch_add(1, Ordering::SeqCst);
                        // The caller may disconnect at any time.
                        let _ = play(&mut stream, steps).await;
                        let _ = stream.shutdown().await;
                    }
                });
            }
        });
        Self { address, asked }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests it has received so far.
    pub fn request_count(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A response with these header lines and a `content-length`.
pub fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    vec![Step::Bytes([head.as_bytes(), body].concat())]
}

/// Reads a whole request; false where the caller disconnected before its end.
async fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
            if request.len() >= end + 4 + length {
                return true;
            }
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return false,
            Ok(count) => request.extend_from_slice(&piece[..count]),
        }
    }
}

async fn play(stream: &mut TcpStream, steps: Vec<Step>) -> std::io::Result<()> {
    const PIECE: usize = 64 * 1024;
    let piece = vec![b'a'; PIECE];
    for step in steps {
        match step {
            Step::Bytes(bytes) => stream.write_all(&bytes).await?,
            Step::Fill(length) => {
                for _ in 0..length / PIECE {
                    stream.write_all(&piece).await?;
                }
            }
            Step::Chunks(length) => {
                for _ in 0..length / PIECE {
                    stream.write_all(format!("{PIECE:x}\r\n").as_bytes()).await?;
                    stream.write_all(&piece).await?;
                    stream.write_all(b"\r\n").await?;
                }
                stream.write_all(b"0\r\n\r\n").await?;
            }
            Step::Drip => loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(50)).await;
            },
            Step::Silence => {
                let _ = stream.read(&mut [0]).await;
            }
        }
    }
    Ok(())
}
