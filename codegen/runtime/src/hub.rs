//! Hands messages to all who listen, and keeps those that wait within a bound on their number and one on their bytes.
//!
//! The number is that of a [`broadcast`] ring. The bytes are counted here: when those that wait are too many, the oldest
//! messages are emptied in their places, and who comes to an empty place has lost a message.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::broadcast::{self, error::RecvError};

/// What a message takes beside its own bytes.
const PLACE: usize = 128;

/// The side that sends. Every clone is the same hub.
#[derive(Clone, Debug)]
pub(crate) struct Hub<T> {
    ring: broadcast::Sender<Arc<Held<T>>>,
    kept: Arc<Kept<T>>,
}

/// The messages that may still wait, the oldest first.
#[derive(Debug)]
struct Kept<T> {
    most: usize,
    bytes: Arc<AtomicUsize>,
    order: Mutex<VecDeque<Weak<Held<T>>>>,
}

/// A message in its place. It is gone when all have read it, or when there was no room for it.
#[derive(Debug)]
struct Held<T> {
    message: Mutex<Option<T>>,
    size: usize,
    bytes: Arc<AtomicUsize>,
}

/// What a listener gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next<T> {
    /// A message.
    Message(T),
    /// This many were lost.
    Lost(u64),
}

/// The side that listens.
#[derive(Debug)]
pub(crate) struct Listener<T> {
    ring: broadcast::Receiver<Arc<Held<T>>>,
    lost: u64,
    /// What comes after the messages that were lost.
    next: Option<T>,
}

impl<T: AsRef<[u8]> + Clone> Hub<T> {
    /// A hub that keeps at least `count` messages, of at most `bytes` bytes in all; the latest is kept whatever its size.
    pub(crate) fn new(count: usize, bytes: usize) -> Self {
        // The ring is made at once and its size rounded up: without a bound a large number would be out of memory.
        let ring = broadcast::Sender::new(count.clamp(1, 1 << 20));
        Self { ring, kept: Arc::new(Kept { most: bytes, bytes: Arc::default(), order: Mutex::default() }) }
    }

    /// Sends a message, and says how many listen.
    pub(crate) fn send(&self, message: T) -> usize {
        let size = message.as_ref().len() + PLACE;
        let bytes = Arc::clone(&self.kept.bytes);
        bytes.fetch_add(size, Ordering::Relaxed);
        let held = Arc::new(Held { message: Mutex::new(Some(message)), size, bytes });
        // In one lock, so that both have the same order.
        let mut order = lock(&self.kept.order);
        order.push_back(Arc::downgrade(&held));
        // An error says that nobody listens.
        let listeners = self.ring.send(held).unwrap_or(0);
        self.kept.make_room(&mut order);
        listeners
    }
}

impl<T> Hub<T> {
    /// Listens to the messages from now on.
    pub(crate) fn subscribe(&self) -> Listener<T> {
        Listener { ring: self.ring.subscribe(), lost: 0, next: None }
    }

    /// How many listen.
    #[cfg(feature = "server")]
    pub(crate) fn listeners(&self) -> usize {
        self.ring.receiver_count()
    }

    /// The hub, which does not keep it open.
    #[cfg(all(feature = "client", feature = "ws"))]
    pub(crate) fn downgrade(&self) -> WeakHub<T> {
        WeakHub(self.ring.downgrade())
    }
}

/// A hub, which ends when nobody can send any more.
#[cfg(all(feature = "client", feature = "ws"))]
#[derive(Debug)]
pub(crate) struct WeakHub<T>(broadcast::WeakSender<Arc<Held<T>>>);

#[cfg(all(feature = "client", feature = "ws"))]
impl<T> WeakHub<T> {
    /// Listens to the messages from now on, where there is a hub.
    pub(crate) fn subscribe(&self) -> Option<Listener<T>> {
        Some(Listener { ring: self.0.upgrade()?.subscribe(), lost: 0, next: None })
    }
}

impl<T> Kept<T> {
    fn make_room(&self, order: &mut VecDeque<Weak<Held<T>>>) {
        while let Some(first) = order.front() {
            match first.upgrade() {
                None => {}
                Some(_) if order.len() == 1 || self.bytes.load(Ordering::Relaxed) <= self.most => break,
                Some(held) => held.empty(),
            }
            order.pop_front();
        }
    }
}

impl<T> Held<T> {
    fn empty(&self) {
        if lock(&self.message).take().is_some() {
            self.bytes.fetch_sub(self.size, Ordering::Relaxed);
        }
    }
}

impl<T> Drop for Held<T> {
    fn drop(&mut self) {
        self.empty();
    }
}

impl<T: Clone> Listener<T> {
    /// The next message, or how many were lost before it; `None` when no more can come. Nothing is lost when the future
    /// is dropped.
    pub(crate) async fn next(&mut self) -> Option<Next<T>> {
        loop {
            if let Some(message) = self.next.take() {
                return Some(Next::Message(message));
            }
            match self.ring.recv().await {
                Ok(held) => {
                    let message = lock(&held.message).clone();
                    match message {
                        Some(message) if self.lost == 0 => return Some(Next::Message(message)),
                        Some(message) => {
                            self.next = Some(message);
                            return Some(Next::Lost(std::mem::take(&mut self.lost)));
                        }
                        // A later one is there already: the latest is never emptied.
                        None => self.lost += 1,
                    }
                }
                Err(RecvError::Lagged(count)) => self.lost += count,
                Err(RecvError::Closed) => {
                    let lost = std::mem::take(&mut self.lost);
                    return (lost > 0).then_some(Next::Lost(lost));
                }
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Bytes = Arc<[u8]>;

    fn message(size: usize, mark: u8) -> Bytes {
        vec![mark; size].into()
    }

    #[tokio::test]
    async fn the_bytes_that_wait_are_bounded() {
        let hub = Hub::new(1024, 10_000);
        assert_eq!(hub.send(message(1000, 0)), 0);
        assert_eq!(hub.kept.bytes.load(Ordering::Relaxed), 0, "nobody listens");
        let (mut slow, mut quick) = (hub.subscribe(), hub.subscribe());
        for mark in 0..100 {
            assert_eq!(hub.send(message(1000, mark)), 2);
            assert_eq!(quick.next().await, Some(Next::Message(message(1000, mark))));
            assert!(hub.kept.bytes.load(Ordering::Relaxed) <= 10_000);
        }
        // Eight of 1000 bytes and what each takes besides.
        assert_eq!(slow.next().await, Some(Next::Lost(92)));
        for mark in 92..100 {
            assert_eq!(slow.next().await, Some(Next::Message(message(1000, mark))));
        }
        assert_eq!(hub.kept.bytes.load(Ordering::Relaxed), 0, "all was read");
        assert!(lock(&hub.kept.order).len() <= 8);
    }

    #[tokio::test]
    async fn the_latest_is_kept_whatever_its_size() {
        let hub = Hub::new(4, 100);
        let mut listener = hub.subscribe();
        for mark in 0..3 {
            hub.send(message(1000, mark));
        }
        assert_eq!(listener.next().await, Some(Next::Lost(2)));
        assert_eq!(listener.next().await, Some(Next::Message(message(1000, 2))));
        // Both bounds together: of ten the ring keeps four, and the bytes one.
        for mark in 0..10 {
            hub.send(message(1000, mark));
        }
        assert_eq!(listener.next().await, Some(Next::Lost(9)));
        assert_eq!(listener.next().await, Some(Next::Message(message(1000, 9))));
        drop(hub);
        assert_eq!(listener.next().await, None);
    }

    #[cfg(all(feature = "client", feature = "ws"))]
    #[tokio::test]
    async fn a_weak_hub_does_not_keep_it_open() {
        let hub = Hub::new(4, 100);
        let weak = hub.downgrade();
        let mut listener = weak.subscribe().unwrap();
        hub.send(message(1, 0));
        drop(hub);
        assert_eq!(listener.next().await, Some(Next::Message(message(1, 0))));
        assert_eq!(listener.next().await, None);
        assert!(weak.subscribe().is_none());
    }
}
