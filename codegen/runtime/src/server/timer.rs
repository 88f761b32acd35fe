//! A timer for deadlines that are set with every request and hardly ever reached.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};

type Inner = Pin<Box<tokio::time::Sleep>>;

/// A timer for one connection. A deadline that is dropped leaves its place in the runtime's timer to the next one, which
/// moves it only when its time has come: setting a deadline anew for every request costs next to nothing.
#[derive(Clone, Default)]
pub(super) struct LazyTimer {
    idle: Arc<Mutex<Option<Inner>>>,
}

impl LazyTimer {
    fn swap(&self, inner: Option<Inner>) -> Option<Inner> {
        std::mem::replace(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner), inner)
    }
}

impl Timer for LazyTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        let mut inner = self.swap(None).unwrap_or_else(|| Box::pin(tokio::time::sleep_until(deadline.into())));
        if inner.deadline().into_std() > deadline {
            inner.as_mut().reset(deadline.into());
        }
        Box::pin(LazySleep { timer: self.clone(), inner: Some(inner), deadline })
    }
}

struct LazySleep {
    timer: LazyTimer,
    inner: Option<Inner>,
    deadline: Instant,
}

impl Sleep for LazySleep {}

impl Future for LazySleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let deadline = self.deadline;
        let Some(inner) = &mut self.inner else { return Poll::Ready(()) };
        loop {
            ready!(inner.as_mut().poll(context));
            if inner.deadline().into_std() >= deadline {
                return Poll::Ready(());
            }
            inner.as_mut().reset(deadline.into());
        }
    }
}

impl Drop for LazySleep {
    fn drop(&mut self) {
        let inner = self.inner.take();
        self.timer.swap(inner);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_deadline_set_anew_is_kept() {
        let timer = LazyTimer::default();
        let begin = Instant::now();
        for millis in [20, 30, 40] {
            assert!(timer.sleep_until(begin + Duration::from_millis(millis)).now_or_never().is_none());
        }
        timer.sleep_until(begin + Duration::from_millis(60)).await;
        assert!(begin.elapsed() >= Duration::from_millis(60));
        assert!(timer.sleep_until(begin + Duration::from_secs(60)).now_or_never().is_none());
        timer.sleep(Duration::from_millis(10)).await;
        assert!(begin.elapsed() < Duration::from_secs(30));
    }
}
