//! Bytes that come as they are asked for.

use std::error::Error as StdError;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use self::shared::Source;
use crate::Failure;
use crate::api::Problem;

mod shared;

/// The most bytes of a stream, unless it is set: 4 GiB.
pub(crate) const MOST: u64 = 4 << 30;

/// What any error can become.
type BoxError = Box<dyn StdError + Send + Sync>;

/// Bytes that come as they are asked for, each chunk when it is wanted: a [`Stream`] of `Result<Bytes, StreamError>`.
///
/// Clones share the bytes: each chunk goes to one of them.
///
/// ```
/// # use tablewright_runtime::{ByteStream, File};
/// let chunks = ["one", "two"].map(|text| Ok::<_, std::io::Error>(text.into()));
/// let file = File::streamed(ByteStream::new(futures_util::stream::iter(chunks)).length(6));
/// assert!(file.is_streamed());
/// ```
#[derive(Clone)]
pub struct ByteStream {
    source: Arc<Source>,
    length: Option<u64>,
    /// The most bytes that are taken at once.
    most: Option<u64>,
    /// Within which time all of it has to come where it is read whole.
    within: Option<Duration>,
}

impl ByteStream {
    /// The bytes of a stream of chunks, which stops at its first error.
    #[must_use]
    pub fn new<S, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::of(chunks.map_err(|error| StreamError::Broken(error.into())).boxed())
    }

    /// Bytes that are there already.
    #[must_use]
    pub fn once(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        let chunks = Some(Ok(bytes)).filter(|bytes| !matches!(bytes, Ok(bytes) if bytes.is_empty()));
        Self { length, ..Self::of(stream::iter(chunks).boxed()) }
    }

    fn of(chunks: BoxStream<'static, Result<Bytes, StreamError>>) -> Self {
        Self { source: Arc::new(Source::new(chunks)), length: None, most: None, within: None }
    }

    /// States how many bytes come, so that who gets them knows it in advance. A stream with more or fewer ends in
    /// [`StreamError::Length`]; the last chunk comes once the stream has ended behind it.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// How many bytes come, where it is stated.
    #[must_use]
    pub fn stated_length(&self) -> Option<u64> {
        self.length
    }

    /// All the bytes.
    ///
    /// # Errors
    ///
    /// See [`StreamError`]; there can be more than may be held at once.
    pub async fn whole(self) -> Result<Bytes, StreamError> {
        match self.within {
            Some(within) => {
                let late = Err(StreamError::Idle { after: within });
                tokio::time::timeout(within, self.read_whole()).await.unwrap_or(late)
            }
            None => self.read_whole().await,
        }
    }

    async fn read_whole(mut self) -> Result<Bytes, StreamError> {
        let limit = self.most.unwrap_or(MOST);
        let too_large = StreamError::TooLarge { limit };
        if self.length.is_some_and(|length| length > limit) {
            return Err(too_large);
        }
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.next().await.transpose()? else {
            return if within(limit, first.len()) { Ok(first) } else { Err(too_large) };
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            if !within(limit, all.len() + chunk.len()) {
                return Err(too_large);
            }
            all.extend_from_slice(&chunk);
            next = self.next().await.transpose()?;
        }
        Ok(all.freeze())
    }

    /// How many chunks have come, of it and its clones.
    #[cfg(feature = "client")]
    pub(crate) fn passed(&self) -> u64 {
        self.source.passed()
    }

    /// Sets how many bytes may be held at once.
    pub(crate) fn most(mut self, most: usize) -> Self {
        self.most = u64::try_from(most).ok();
        self
    }

    /// Sets within which time all of it has to come where it is read whole.
    #[cfg(feature = "server")]
    pub(crate) fn whole_within(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    /// The same with an end where more than `limit` bytes come, or none for as long as `idle`.
    pub(crate) fn bounded(self, limit: u64, idle: Option<Duration>) -> Self {
        let (length, most, within) = (self.length, self.most, self.within);
        let bounded = Bounded { inner: self, left: limit, limit, idle, asleep: None, ended: false };
        Self { length, most, within, ..Self::of(bounded.boxed()) }
    }
}

fn within(limit: u64, length: usize) -> bool {
    u64::try_from(length).is_ok_and(|length| length <= limit)
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.source.poll_next(self.length, context)
    }
}

impl Body for ByteStream {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, StreamError>>> {
        self.poll_next(context).map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        // One of nothing would not be looked at, and something can come all the same.
        self.length.filter(|length| *length > 0).map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// A stream is the same as its clones alone.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source)
    }
}

impl Eq for ByteStream {}

impl Hash for ByteStream {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(Arc::as_ptr(&self.source), state);
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("length", &self.length).finish_non_exhaustive()
    }
}

/// A stream within bounds.
struct Bounded {
    inner: ByteStream,
    left: u64,
    limit: u64,
    idle: Option<Duration>,
    /// When it has been idle for too long, where it is waited for.
    asleep: Option<Pin<Box<Sleep>>>,
    ended: bool,
}

impl Stream for Bounded {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let Poll::Ready(next) = self.inner.poll_next_unpin(context) else {
            // One without an end in sight is no time.
            let until = |after| Some((after, Instant::now().checked_add(after)?));
            let Some((after, until)) = self.idle.and_then(until) else { return Poll::Pending };
            ready!(self.asleep.get_or_insert_with(|| Box::pin(sleep_until(until))).as_mut().poll(context));
            self.ended = true;
            return Poll::Ready(Some(Err(StreamError::Idle { after })));
        };
        self.asleep = None;
        let Some(Ok(chunk)) = &next else {
            self.ended = true;
            return Poll::Ready(next);
        };
        match u64::try_from(chunk.len()).ok().and_then(|length| self.left.checked_sub(length)) {
            Some(left) => self.left = left,
            None => {
                self.ended = true;
                return Poll::Ready(Some(Err(StreamError::TooLarge { limit: self.limit })));
            }
        }
        Poll::Ready(next)
    }
}

/// Why the bytes of a stream end before they are all there.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// There are more than are taken.
    TooLarge {
        /// How many are.
        limit: u64,
    },
    /// None came for a while.
    Idle {
        /// For how long.
        after: Duration,
    },
    /// There are more or fewer than are stated.
    Length {
        /// How many are.
        stated: u64,
    },
    /// What gives them failed.
    Broken(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "there are more than {limit} bytes"),
            Self::Length { stated } => write!(f, "there are more or fewer bytes than the {stated} that are stated"),
            Self::Idle { after } => write!(f, "no bytes came for {after:?}"),
            Self::Broken(_) => f.write_str("the bytes ended early"),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Broken(error) => Some(&**error),
            _ => None,
        }
    }
}

/// What a server answers whose backend cannot read a body to its end.
impl From<StreamError> for Failure {
    fn from(error: StreamError) -> Self {
        let problem = match error {
            StreamError::TooLarge { .. } => Problem::TooLarge,
            StreamError::Idle { .. } | StreamError::Length { .. } | StreamError::Broken(_) => Problem::Malformed,
        };
        Self::refused(problem, format!("the body cannot be read: {error}"))
    }
}

#[cfg(test)]
mod tests;
