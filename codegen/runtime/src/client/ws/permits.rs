//! Permits that are held for a while, and are given up early when others wait for one.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

/// How long a permit may be held while others wait.
const WHILE_OTHERS_WAIT: Duration = Duration::from_secs(1);

/// A number of permits.
#[derive(Clone, Debug)]
pub(super) struct Permits {
    permits: Arc<Semaphore>,
    waiting: watch::Sender<usize>,
}

impl Permits {
    pub(super) fn new(permits: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(permits)), waiting: watch::Sender::new(0) }
    }

    /// A permit, as soon as one is free.
    pub(super) async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
            return Some(permit);
        }
        let _waiting = Waiting::new(&self.waiting);
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    /// Ready when a permit that is taken now has to be given up.
    pub(super) async fn is_needed(&self) {
        sleep(WHILE_OTHERS_WAIT).await;
        // An error says that nobody can wait any more.
        if self.waiting.subscribe().wait_for(|waiting| *waiting > 0).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// One that waits, until it is dropped.
struct Waiting<'r>(&'r watch::Sender<usize>);

impl<'r> Waiting<'r> {
    fn new(waiting: &'r watch::Sender<usize>) -> Self {
        waiting.send_modify(|waiting| *waiting += 1);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}
