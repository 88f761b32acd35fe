//! Pages of a list, one after the other.

use std::fmt;
use std::time::Duration;

use super::{Client, Error};
use crate::Paged;

/// The pages of a list, each asked for when it is wanted: `pages` of a call gives them.
#[must_use = "a page is asked for by `next`"]
pub struct Pages<'a, E> {
    client: &'a Client,
    /// The request of the next page; none behind the last.
    request: Option<E>,
    timeout: Option<Duration>,
}

impl<'a, E: Paged> Pages<'a, E> {
    #[doc(hidden)]
    pub fn new(client: &'a Client, request: E, timeout: Option<Duration>) -> Self {
        Self { client, request: Some(request), timeout }
    }

    /// Asks for the next page, and gives its items; none behind the last. After an error the same page is asked for again.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn next(&mut self) -> Result<Option<Vec<E::Item>>, Error> {
        let Some(request) = &mut self.request else { return Ok(None) };
        let response = self.client.send(request, self.timeout).await?;
        let turned = request.turn(&response);
        let items = E::items(response);
        if !turned || items.is_empty() {
            self.request = None;
        }
        Ok((!items.is_empty()).then_some(items))
    }

    /// The items of all pages, and no more than `most` of them.
    ///
    /// # Errors
    ///
    /// See [`Error`]; what came before is lost with it.
    pub async fn take(mut self, most: usize) -> Result<Vec<E::Item>, Error> {
        let mut items = Vec::new();
        while items.len() < most {
            let Some(page) = self.next().await? else { break };
            items.extend(page);
        }
        items.truncate(most);
        Ok(items)
    }
}

impl<E: fmt::Debug> fmt::Debug for Pages<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).finish_non_exhaustive()
    }
}
