//! TCP connections that a fault can cut. HTTP has no way to give no answer at all, so the socket has to fail: a cut connection
//! accepts no more bytes, the server gives it up, and the client sees it close before any status line.

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

/// A listener whose connections can be cut.
pub(crate) struct FaultListener(TcpListener);

/// A connection that can be cut.
pub(crate) struct FaultStream {
    tcp: TcpStream,
    handle: CutHandle,
}

/// Cuts the connection it belongs to. Every request has the handle of its connection.
#[derive(Clone, Default)]
pub(crate) struct CutHandle(Arc<AtomicBool>);

impl FaultListener {
    pub(crate) fn new(listener: TcpListener) -> Self {
        Self(listener)
    }
}

impl CutHandle {
    /// Closes the connection. Nothing written from now on reaches the client.
    pub(crate) fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Listener for FaultListener {
    type Addr = SocketAddr;
    type Io = FaultStream;

    async fn accept(&mut self) -> (FaultStream, SocketAddr) {
        let (tcp, address) = Listener::accept(&mut self.0).await;
        // Small answers would wait for an acknowledgement otherwise. Without it they are late, not wrong.
        let _ = tcp.set_nodelay(true);
        (FaultStream { tcp, handle: CutHandle::default() }, address)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, FaultListener>> for CutHandle {
    fn connect_info(stream: IncomingStream<'_, FaultListener>) -> Self {
        stream.io().handle.clone()
    }
}

impl FaultStream {
    /// The connection, unless it was cut.
    fn uncut(self: Pin<&mut Self>) -> Result<Pin<&mut TcpStream>> {
        let this = self.get_mut();
        match this.handle.0.load(Ordering::Acquire) {
            true => Err(Error::from(ErrorKind::ConnectionAborted)),
            false => Ok(Pin::new(&mut this.tcp)),
        }
    }
}

impl AsyncRead for FaultStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.uncut()?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for FaultStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.uncut()?.poll_write(cx, bytes)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        self.uncut()?.poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.uncut()?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }
}
