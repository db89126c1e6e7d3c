//! Connections that a fault can cut. HTTP has no word for "no answer", so it is the socket that has to fail: a cut one takes
//! no more bytes, the server gives the connection up, and the client sees it close before any status line.

use std::{
    io::{Error, ErrorKind, IoSlice, Result},
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// Accepts [`Wire`]s.
pub struct Wires(TcpListener);

/// An accepted connection.
pub struct Wire {
    tcp: TcpStream,
    line: Line,
}

/// The handle a request has on its connection.
#[derive(Clone, Default)]
pub struct Line(Arc<AtomicBool>);

impl Wires {
    /// Over this listener.
    pub fn new(listener: TcpListener) -> Self {
        Self(listener)
    }
}

impl Line {
    /// Nothing that is written from now on leaves; the connection closes.
    pub fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Listener for Wires {
    type Addr = SocketAddr;
    type Io = Wire;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (tcp, address) = Listener::accept(&mut self.0).await;
        // Small answers would wait for an acknowledgement otherwise. Where it cannot be set they are late, not wrong.
        let _ = tcp.set_nodelay(true);
        (Wire { tcp, line: Line::default() }, address)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Wires>> for Line {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Self {
        stream.io().line.clone()
    }
}

impl Wire {
    /// The connection, while it is whole.
    fn whole(self: Pin<&mut Self>) -> Result<Pin<&mut TcpStream>> {
        let this = self.get_mut();
        match this.line.0.load(Ordering::Acquire) {
            true => Err(Error::from(ErrorKind::ConnectionAborted)),
            false => Ok(Pin::new(&mut this.tcp)),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.whole()?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.whole()?.poll_write(cx, bytes)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.whole()?.poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.whole()?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }
}
