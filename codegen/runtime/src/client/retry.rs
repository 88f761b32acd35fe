//! Sends calls that change nothing again when no answer came.

use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tower::util::ServiceExt;
use tower::{Layer, Service};

use super::error::is_retryable_status;
use super::{Error, Reply, Request};

/// A layer that sends a call again where the documents say that it changes nothing and no answer came: no connection,
/// no answer in time, or status 502, 503 or 504. A call that can change something is never sent twice, and neither is one with
/// a stream.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    most: Duration,
    each: Option<Duration>,
}

impl Retry {
    /// At most so many attempts, the first among them. The wait before the second is up to 100 ms, before each further
    /// one up to twice as long, and never above 10 s.
    #[must_use]
    pub fn new(attempts: u32) -> Self {
        Self { attempts, first: Duration::from_millis(100), most: Duration::from_secs(10), each: None }
    }

    /// Sets the longest wait before the second attempt, and before any. The wait is a random time of at least half of
    /// what it can be, so that clients do not come back all at once.
    #[must_use]
    pub fn backoff(mut self, first: Duration, most: Duration) -> Self {
        (self.first, self.most) = (first, most);
        self
    }

    /// Sets the time that a single attempt has, so that one that hangs leaves time for the next. Without it only the
    /// time of the whole call counts.
    #[must_use]
    pub fn each(mut self, timeout: Duration) -> Self {
        self.each = Some(timeout);
        self
    }

    /// The wait after so many attempts.
    fn wait(&self, attempts: u32) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)));
        let longest = doubled.min(self.most);
        longest.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

impl<S> Layer<S> for Retry {
    type Service = Retrying<S>;

    fn layer(&self, service: S) -> Retrying<S> {
        Retrying { service, retry: *self }
    }
}

/// The service that [`Retry`] makes.
#[derive(Clone, Debug)]
pub struct Retrying<S> {
    service: S,
    retry: Retry,
}

impl<S> Service<Request> for Retrying<S>
where
    S: Service<Request, Response = Reply, Error = Error, Future: Send> + Clone + Send + 'static,
{
    type Response = Reply;
    type Error = Error;
    type Future = BoxFuture<'static, Result<Reply, Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        // Each attempt waits for the service by itself.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (service, retry) = (self.service.clone(), self.retry);
        if !request.info.is_some_and(|info| info.reads) || request.is_streamed() {
            return service.oneshot(request).boxed();
        }
        async move {
            let mut attempts = 1;
            loop {
                let answer = attempt(service.clone(), request.clone(), retry.each).await;
                let again = match &answer {
                    Ok(reply) => reply.status.is_some_and(is_retryable_status),
                    Err(error) => error.is_retryable(),
                };
                if !again || attempts >= retry.attempts {
                    return answer;
                }
                let wait = retry.wait(attempts);
                attempts += 1;
                tracing::debug!(endpoint = %request.name, attempts, ?wait, "no answer; sending the call again");
                tokio::time::sleep(wait).await;
            }
        }
        .boxed()
    }
}

async fn attempt<S>(service: S, request: Request, each: Option<Duration>) -> Result<Reply, Error>
where
    S: Service<Request, Response = Reply, Error = Error>,
{
    let Some(after) = each else { return service.oneshot(request).await };
    let endpoint = request.name.clone();
    let answer = tokio::time::timeout(after, service.oneshot(request)).await;
    answer.unwrap_or(Err(Error::Timeout { endpoint, after }))
}
