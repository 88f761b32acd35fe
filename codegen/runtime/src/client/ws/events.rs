//! The events of a connection, as a stream.

use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_util::Stream;
use futures_util::stream;
use serde::de::DeserializeOwned;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::connection::Handle;
use crate::Value;
use crate::hub::{Listener, Next};
use crate::visible::Visible;

/// The events of a connection, over all reconnects; it ends when the connection is closed for good.
///
/// `T` is what an event is read as: [`Value`], a type of the API's generated code, or a boxed
/// [`RawValue`](serde_json::value::RawValue) for the text as it came.
pub struct Events<T = Value> {
    stream: Pin<Box<dyn Stream<Item = Result<Utf8Bytes, u64>> + Send>>,
    /// The connection lives as long as someone listens.
    _handle: Arc<Handle>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Events<T> {
    pub(super) fn new(listener: Option<Listener<Utf8Bytes>>, handle: Arc<Handle>) -> Self {
        let events = stream::unfold(listener, |listener| async move {
            let mut listener = listener?;
            match listener.next().await? {
                Next::Message(text) => Some((Ok(text), Some(listener))),
                Next::Lost(count) => Some((Err(count), Some(listener))),
            }
        });
        Self { stream: Box::pin(events), _handle: handle, kind: PhantomData }
    }
}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<T, Missed>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.stream.as_mut().poll_next(cx)).map(|event| {
            let text = event.map_err(Missed::Lost)?;
            serde_json::from_str(&text).map_err(|error| Missed::Unread { error, text: text.as_str().to_owned() })
        }))
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

/// Events that a stream cannot give. The stream goes on after it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Missed {
    /// So many events were lost, since they came faster than they were read.
    Lost(u64),
    /// An event is not of the type that was asked for.
    Unread {
        /// What does not fit.
        error: serde_json::Error,
        /// The event.
        text: String,
    },
}

impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        match self {
            Self::Lost(count) => {
                write!(f, "{count} events were lost: read faster, or have the connection keep more of them")
            }
            Self::Unread { error, .. } => write!(f, "an event does not fit: {error}"),
        }
    }
}

impl std::error::Error for Missed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Lost(_) => None,
            Self::Unread { error, .. } => Some(error),
        }
    }
}
