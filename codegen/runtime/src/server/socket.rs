//! A socket that can still be answered on after its connection was given up.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep, timeout};

/// How long a last answer may take to be sent and taken.
const PARTING: Duration = Duration::from_secs(2);

/// A socket that knows whether it owes an answer, and does not wait for ever for one to be taken.
pub(super) struct Socket {
    stream: TcpStream,
    /// Whether something was read since something was written.
    unanswered: bool,
    /// How long what is written may find no room.
    patience: Duration,
    /// When it has found none for too long.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Socket {
    /// A socket that fails where what is written finds no room for the time of `patience`.
    pub(super) fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, unanswered: false, patience, deadline: None }
    }

    /// Whether something was read that nothing was written after.
    pub(super) fn is_unanswered(&self) -> bool {
        self.unanswered
    }

    /// Takes what was written, unless the other side has not taken anything for too long.
    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.unanswered = false;
        if written.is_ready() {
            self.deadline = None;
            return written;
        }
        let patience = self.patience;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(deadline.as_mut().poll(cx));
        let wording = format!("the other side left unread for {patience:?} what was sent to it");
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, wording)))
    }
}

/// Says a last word on a socket and closes it.
///
/// What the other side still sends is read for a while: closing before would have the answer thrown away.
pub(super) async fn part<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, answer: &[u8]) {
    let parting = async {
        stream.write_all(answer).await?;
        stream.shutdown().await?;
        let mut rest = [0; 4096];
        while stream.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    };
    // Whether it was taken is not for us to mend.
    let _ = timeout(PARTING, parting).await;
}

/// A plain response that closes the connection.
pub(super) fn plain(status: &str, header: &str, text: &str) -> Vec<u8> {
    let length = text.len();
    format!(
        "HTTP/1.1 {status}\r\n{header}content-type: text/plain; charset=utf-8\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{text}"
    )
    .into_bytes()
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.unanswered |= buffer.filled().len() > before;
        polled
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, data);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, data);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
