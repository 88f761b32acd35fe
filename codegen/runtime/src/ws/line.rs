//! A WebSocket that notices by itself when the peer is gone or does not read.
//!
//! The loops of client and server poll a [`Line`]: they take what came, write what is to go, and flush when nothing
//! else is left to do, so that many small messages share one write.

use std::fmt::{self, Write as _};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{Sink, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message, Utf8Bytes, protocol::CloseFrame};

use crate::visible::Visible;

/// How long a connection waits for its peer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// After so long without a frame the peer is asked for one, by a ping.
    pub quiet: Duration,
    /// It answers the ping within this, or is taken for gone.
    pub pong: Duration,
    /// What is written is taken within this, or the peer is taken for deaf.
    pub write: Duration,
}

/// Why a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The peer closed it, with a code and a reason where it gave them.
    Closed(Option<(u16, String)>),
    /// The transport broke.
    Broken(String),
    /// A frame or message was larger than allowed.
    TooLarge(String),
    /// The peer broke the rules of the protocol.
    Protocol(String),
    /// A text that is not UTF-8.
    NotUtf8,
    /// The peer did not answer a ping.
    Silent,
    /// The peer did not read.
    Deaf,
}

impl End {
    /// The code with which the connection is closed from this side, where the peer can still be told.
    fn code(&self) -> Option<CloseCode> {
        match self {
            Self::Closed(_) | Self::Broken(_) | Self::Silent | Self::Deaf => None,
            Self::TooLarge(_) => Some(CloseCode::Size),
            Self::Protocol(_) => Some(CloseCode::Protocol),
            Self::NotUtf8 => Some(CloseCode::Invalid),
        }
    }

    fn from_error(error: Error) -> Self {
        match error {
            Error::ConnectionClosed | Error::AlreadyClosed => Self::Closed(None),
            Error::Capacity(error) => Self::TooLarge(error.to_string()),
            Error::Utf8(_) => Self::NotUtf8,
            Error::WriteBufferFull(_) => Self::Broken("a message is too large to be sent".to_owned()),
            Error::Protocol(
                error @ tokio_tungstenite::tungstenite::error::ProtocolError::ResetWithoutClosingHandshake,
            ) => Self::Broken(error.to_string()),
            Error::Protocol(error) => Self::Protocol(error.to_string()),
            error => Self::Broken(error.to_string()),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        match self {
            Self::Closed(None) => f.write_str("the peer closed the connection"),
            Self::Closed(Some((code, reason))) if reason.is_empty() => {
                write!(f, "the peer closed the connection with code {code}")
            }
            Self::Closed(Some((code, reason))) => {
                write!(f, "the peer closed the connection with code {code}: {reason}")
            }
            Self::Broken(text) => write!(f, "the connection broke: {text}"),
            Self::TooLarge(text) => write!(f, "a message is too large: {text}"),
            Self::Protocol(text) => write!(f, "the peer broke the protocol: {text}"),
            Self::NotUtf8 => f.write_str("a text of the peer is not UTF-8"),
            Self::Silent => f.write_str("the peer did not answer a ping"),
            Self::Deaf => f.write_str("the peer did not read what was sent"),
        }
    }
}

/// What came.
#[derive(Debug)]
pub(crate) enum Heard {
    Text(Utf8Bytes),
    Binary(Bytes),
}

/// The most pings that are answered while the peer does not read. Each answer waits in memory.
const UNREAD_PONGS: usize = 64;

/// A WebSocket with its timers.
pub(crate) struct Line<S> {
    socket: WebSocketStream<S>,
    patience: Patience,
    /// Something was written since the last flush.
    dirty: bool,
    /// Pings whose answers may not have been sent yet.
    pongs: usize,
    /// The last flush could not write everything; runs out when it takes too long.
    blocked: Option<Pin<Box<Sleep>>>,
    quiet: Pin<Box<Sleep>>,
    last: Instant,
    pinged: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    pub(crate) fn new(socket: WebSocketStream<S>, patience: Patience) -> Self {
        let quiet = Box::pin(sleep(patience.quiet));
        Self { socket, patience, dirty: false, pongs: 0, blocked: None, quiet, last: Instant::now(), pinged: false }
    }

    /// The next message; pings and pongs are dealt with.
    ///
    /// A peer that sends pings and does not read their answers is not read from until it does.
    pub(crate) fn poll_heard(&mut self, cx: &mut Context<'_>) -> Poll<Result<Heard, End>> {
        loop {
            if self.pongs >= UNREAD_PONGS {
                self.poll_flush(cx)?;
                if self.pongs >= UNREAD_PONGS {
                    return Poll::Pending;
                }
            }
            let message = ready!(self.socket.poll_next_unpin(cx));
            self.last = Instant::now();
            if std::mem::take(&mut self.pinged) {
                self.quiet.as_mut().reset(self.last + self.patience.quiet);
            }
            return Poll::Ready(match message {
                None => Err(End::Closed(None)),
                Some(Err(error)) => Err(End::from_error(error)),
                Some(Ok(Message::Text(text))) => Ok(Heard::Text(text)),
                Some(Ok(Message::Binary(bytes))) => Ok(Heard::Binary(bytes)),
                Some(Ok(Message::Close(frame))) => {
                    Err(End::Closed(frame.map(|frame| (frame.code.into(), frame.reason.to_string()))))
                }
                Some(Ok(Message::Ping(_))) => {
                    // The answer is written with the next read or flush, and has its deadline like any other message.
                    self.dirty = true;
                    self.pongs += 1;
                    continue;
                }
                Some(Ok(Message::Pong(_) | Message::Frame(_))) => continue,
            });
        }
    }

    /// Whether [`Self::write`] may be called now. Otherwise the task is woken when it may.
    pub(crate) fn can_write(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        if self.blocked.is_none() {
            match Pin::new(&mut self.socket).poll_ready(cx) {
                Poll::Ready(Ok(())) => return Ok(true),
                Poll::Ready(Err(error)) => return Err(End::from_error(error)),
                Poll::Pending => self.dirty = true,
            }
        }
        self.poll_flush(cx)?;
        Ok(self.blocked.is_none())
    }

    /// Writes a message, or keeps it for the next flush.
    pub(crate) fn write(&mut self, message: impl Into<Message>) -> Result<(), End> {
        self.dirty = true;
        self.socket.start_send_unpin(message.into()).map_err(End::from_error)
    }

    /// Sends what was written, as far as the peer takes it.
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Result<(), End> {
        if !self.dirty {
            return Ok(());
        }
        match self.socket.poll_flush_unpin(cx) {
            Poll::Ready(Ok(())) => {
                self.dirty = false;
                self.pongs = 0;
                self.blocked = None;
                Ok(())
            }
            Poll::Ready(Err(error)) => Err(End::from_error(error)),
            Poll::Pending => {
                let write = self.patience.write;
                let blocked = self.blocked.get_or_insert_with(|| Box::pin(sleep(write)));
                if blocked.as_mut().poll(cx).is_ready() { Err(End::Deaf) } else { Ok(()) }
            }
        }
    }

    /// Asks a peer that has been quiet for a frame, and finds out that it is gone.
    pub(crate) fn poll_alive(&mut self, cx: &mut Context<'_>) -> Result<(), End> {
        while self.quiet.as_mut().poll(cx).is_ready() {
            let due = self.last + self.patience.quiet;
            if due > Instant::now() {
                self.quiet.as_mut().reset(due);
            } else if self.pinged {
                return Err(End::Silent);
            } else {
                self.pinged = true;
                self.quiet.as_mut().reset(Instant::now() + self.patience.pong);
                self.write(Message::Ping(Bytes::new()))?;
                self.poll_flush(cx)?;
            }
        }
        Ok(())
    }

    /// Waits for the next message; what was written is sent meanwhile.
    pub(crate) async fn hear(&mut self) -> Result<Heard, End> {
        poll_fn(|cx| {
            if let Poll::Ready(heard) = self.poll_heard(cx) {
                return Poll::Ready(heard);
            }
            match self.poll_flush(cx).and_then(|()| self.poll_alive(cx)) {
                Ok(()) => Poll::Pending,
                Err(end) => Poll::Ready(Err(end)),
            }
        })
        .await
    }

    /// Sends a message, as far as the peer takes it at once.
    pub(crate) async fn say(&mut self, message: String) -> Result<(), End> {
        let mut message = Some(message);
        poll_fn(|cx| {
            if !self.can_write(cx)? {
                return Poll::Pending;
            }
            match message.take() {
                Some(message) => Poll::Ready(self.write(message).and_then(|()| self.poll_flush(cx))),
                None => Poll::Ready(Ok(())),
            }
        })
        .await
    }

    /// Ends the connection because of `end`, and tells the peer where it can be told.
    pub(crate) async fn end(self, end: &End) {
        match end {
            End::Closed(_) => self.farewell(None).await,
            end => {
                if let Some(code) = end.code() {
                    self.farewell(Some((code, end.to_string()))).await;
                }
            }
        }
    }

    /// Ends the connection from this side.
    pub(crate) async fn close(self, code: u16, reason: &str) {
        self.farewell(Some((code.into(), reason.to_owned()))).await;
    }

    /// Sends a close frame, or with none the answer to the peer's, and waits a little for the peer to hang up.
    async fn farewell(mut self, close: Option<(CloseCode, String)>) {
        const HANG_UP: Duration = Duration::from_secs(2);
        let Some((code, reason)) = close else {
            drop(timeout(self.patience.write, self.socket.flush()).await);
            return;
        };
        let frame = CloseFrame { code, reason: short(&reason).into() };
        if timeout(self.patience.write, self.socket.send(Message::Close(Some(frame)))).await.is_err() {
            return;
        }
        drop(timeout(HANG_UP, self.hang_up()).await);
    }

    /// Reads and drops what the peer was still sending: a socket that is closed with unread bytes resets the
    /// connection, and the peer might not see the close frame.
    async fn hang_up(&mut self) {
        const QUIET: Duration = Duration::from_millis(300);
        while let Some(Ok(_)) = self.socket.next().await {}
        // After an error the stream ends by itself, while the peer may be in the middle of its message.
        let mut rest = [0; 4096];
        let raw = self.socket.get_mut();
        while let Ok(Ok(1..)) = timeout(QUIET, raw.read(&mut rest)).await {}
    }
}

/// As much of a reason as a close frame holds.
fn short(reason: &str) -> &str {
    let mut end = reason.len().min(120);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    reason.get(..end).unwrap_or_default()
}
