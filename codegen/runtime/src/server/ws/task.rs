//! What runs beside the server until it is stopped.

use std::future::Future;
use std::pin::Pin;

use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The wish to stop, as a future.
pub(super) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Something that runs beside the server. It is stopped when this is dropped.
#[derive(Debug)]
#[must_use = "it is stopped when this is dropped"]
pub struct Task {
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Task {
    pub(super) fn spawn<F: Future<Output = ()> + Send + 'static>(work: impl FnOnce(Stopping) -> F) -> Self {
        let (stop, stopping) = watch::channel(false);
        Self { stop, running: tokio::spawn(work(Stopping(stopping))) }
    }

    /// Stops it, and waits until the calls that it has in flight are finished.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        // An error is a panic, which was reported where it happened.
        drop(self.running.await);
    }
}

/// The other end of a [`Task`].
#[derive(Clone)]
pub(super) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Whether the task is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Ready when the task is to stop.
    pub(super) fn stop(&self) -> Stop {
        let mut stopping = self.0.clone();
        Box::pin(async move {
            // An error means that nobody can wish anything any more.
            drop(stopping.wait_for(|stop| *stop).await);
        })
    }
}
