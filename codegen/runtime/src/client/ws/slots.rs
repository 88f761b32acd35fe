//! The calls that wait for their answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Bytes;

/// Why a call gets no answer: its connection is lost.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    /// Whether the call was sent, so that it may have been carried out.
    pub sent: bool,
    /// What happened to the connection.
    pub reason: Arc<str>,
}

/// The calls that wait, by the number that is in their `echo`.
#[derive(Debug, Default)]
pub(super) struct Slots(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    last: u64,
    waiting: HashMap<u64, Slot>,
    /// Why calls are not even queued.
    refused: Option<Arc<str>>,
}

#[derive(Debug)]
struct Slot {
    sent: bool,
    answer: oneshot::Sender<Result<Bytes, Lost>>,
}

/// What became of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The caller has it.
    Done,
    /// The caller has stopped waiting, or has an answer already.
    Late,
    /// No such call was ever made.
    Unknown,
}

impl Slots {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room for a call.
    pub(super) fn open(self: &Arc<Self>) -> Result<Waiting, Lost> {
        let (sender, answer) = oneshot::channel();
        let mut table = self.table();
        if let Some(reason) = &table.refused {
            return Err(Lost { sent: false, reason: Arc::clone(reason) });
        }
        table.last += 1;
        let number = table.last;
        table.waiting.insert(number, Slot { sent: false, answer: sender });
        drop(table);
        Ok(Waiting { number, answer, slots: Arc::clone(self) })
    }

    /// Notes that a call is about to be sent. `false` means that nobody waits for it any more.
    pub(super) fn send(&self, number: u64) -> bool {
        match self.table().waiting.get_mut(&number) {
            Some(slot) => {
                slot.sent = true;
                true
            }
            None => false,
        }
    }

    /// Gives an answer to the call that it is for.
    pub(super) fn deliver(&self, number: u64, body: Bytes) -> Delivery {
        let mut table = self.table();
        let slot = table.waiting.remove(&number);
        let known = number <= table.last && number > 0;
        drop(table);
        match slot.map(|slot| slot.answer.send(Ok(body))) {
            Some(Ok(())) => Delivery::Done,
            _ if known => Delivery::Late,
            _ => Delivery::Unknown,
        }
    }

    /// Fails every call that was sent, and with `unsent` the others too.
    pub(super) fn fail(&self, reason: &Arc<str>, unsent: bool) -> usize {
        let failed: Vec<Slot> = {
            let mut table = self.table();
            table.waiting.extract_if(|_, slot| slot.sent || unsent).map(|(_, slot)| slot).collect()
        };
        let count = failed.len();
        for Slot { sent, answer } in failed {
            // The caller may be gone.
            drop(answer.send(Err(Lost { sent, reason: Arc::clone(reason) })));
        }
        count
    }

    /// Has [`Self::open`] fail with this reason, or work again.
    pub(super) fn refuse(&self, reason: Option<Arc<str>>) {
        self.table().refused = reason;
    }

    /// How many calls wait.
    pub(super) fn len(&self) -> usize {
        self.table().waiting.len()
    }

    fn close(&self, number: u64) {
        self.table().waiting.remove(&number);
    }
}

/// A call that waits for its answer; when it is dropped, its slot is free.
#[derive(Debug)]
pub(super) struct Waiting {
    number: u64,
    answer: oneshot::Receiver<Result<Bytes, Lost>>,
    slots: Arc<Slots>,
}

impl Waiting {
    /// The number for the `echo`.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Waits for the answer.
    pub(super) async fn answer(&mut self) -> Result<Bytes, Lost> {
        match (&mut self.answer).await {
            Ok(answer) => answer,
            // The slot was taken away without a word, which nothing does.
            Err(_) => Err(Lost { sent: true, reason: "the connection's task is gone".into() }),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.slots.close(self.number);
    }
}
