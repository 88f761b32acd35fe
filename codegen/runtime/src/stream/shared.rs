//! The chunks of a stream, which its clones share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};

use super::StreamError;

/// The chunks, and who waits for them.
pub(super) struct Source {
    chunks: Mutex<Chunks>,
    waiting: Arc<Waiting>,
    /// How often a chunk was asked for and came.
    passed: AtomicU64,
}

struct Chunks {
    stream: BoxStream<'static, Result<Bytes, StreamError>>,
    /// How many bytes have come.
    came: u64,
    /// The last chunk of as many bytes as are stated, until it is known that nothing comes behind it.
    last: Option<Bytes>,
}

impl Source {
    pub(super) fn new(stream: BoxStream<'static, Result<Bytes, StreamError>>) -> Self {
        let chunks = Mutex::new(Chunks { stream, came: 0, last: None });
        Self { chunks, waiting: Arc::default(), passed: AtomicU64::new(0) }
    }

    /// How many chunks have come.
    #[cfg(feature = "client")]
    pub(super) fn passed(&self) -> u64 {
        self.passed.load(Ordering::Relaxed)
    }

    /// The next chunk, for whoever asks first.
    pub(super) fn poll_next(
        &self,
        length: Option<u64>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        // Before it is asked, so that no call to wake anybody is missed.
        self.waiting.add(context.waker());
        let waker = Waker::from(Arc::clone(&self.waiting));
        let polled = lock(&self.chunks).poll_next(length, &mut Context::from_waker(&waker));
        let polled = ready!(polled);
        // Every end counts, so that who looks sees that it was begun.
        self.passed.fetch_add(1, Ordering::Relaxed);
        // Who waits beside this one asks for the next.
        self.waiting.wake_but(context.waker());
        Poll::Ready(polled)
    }
}

impl Chunks {
    /// The next chunk, as long as there are as many bytes as are stated.
    fn poll_next(
        &mut self,
        length: Option<u64>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        loop {
            let polled = ready!(self.stream.poll_next_unpin(context));
            if polled.is_none() {
                // Some streams must not be asked again.
                self.stream = stream::empty().boxed();
            }
            let Some(stated) = length else {
                self.end_after(polled.as_ref());
                return Poll::Ready(polled);
            };
            let left = stated.saturating_sub(self.came);
            let next = match polled {
                // The end, before which the last chunk is given.
                None => match self.last.take() {
                    Some(last) => Some(Ok(last)),
                    None if left > 0 => Some(Err(StreamError::Length { stated })),
                    None => None,
                },
                // It says nothing.
                Some(Ok(chunk)) if chunk.is_empty() => continue,
                Some(Ok(chunk)) => match u64::try_from(chunk.len()).ok().and_then(|size| left.checked_sub(size)) {
                    // Who writes a body looks no further than to its length, so that what is behind it is seen before.
                    Some(0) => {
                        (self.came, self.last) = (stated, Some(chunk));
                        continue;
                    }
                    Some(left) => {
                        self.came = stated - left;
                        Some(Ok(chunk))
                    }
                    None => Some(Err(StreamError::Length { stated })),
                },
                Some(Err(error)) => Some(Err(error)),
            };
            self.end_after(next.as_ref());
            return Poll::Ready(next);
        }
    }

    /// Nothing comes behind an error.
    fn end_after(&mut self, next: Option<&Result<Bytes, StreamError>>) {
        if let Some(Err(_)) = next {
            (self.stream, self.last, self.came) = (stream::empty().boxed(), None, u64::MAX);
        }
    }
}

/// All that wait for a chunk.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut all = lock(&self.0);
        if !all.iter().any(|one| one.will_wake(waker)) {
            all.push(waker.clone());
        }
    }

    fn wake_but(&self, own: &Waker) {
        lock(&self.0).retain(|one| !one.will_wake(own));
        self.wake_all();
    }

    fn wake_all(&self) {
        // A waker may do anything at once.
        let all = std::mem::take(&mut *lock(&self.0));
        all.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
