//! Lists of calls, which are answered together.

use std::borrow::Cow;

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::future::join_all;
use serde_json::value::RawValue;

use super::budget::Budget;
use super::service::Service;
use super::{Call, Frame};
use crate::Failure;
use crate::api::{Frames, Problem};

/// A call of a list.
pub(super) enum Item {
    /// It is on its way; with whether it is not answered.
    Call(Call, bool),
    /// It is answered already, or is not.
    Done(Option<Bytes>),
}

/// The texts of the calls in a list. Nothing where the text is none, or the API takes none.
pub(super) fn read<'a>(service: &Service, frames: &Frames, text: &'a str) -> Option<Result<Vec<&'a str>, Failure>> {
    let most = frames.batch.filter(|_| text.trim_start().starts_with('['))?;
    Some(items(service, most, text))
}

fn items<'a>(service: &Service, most: usize, text: &'a str) -> Result<Vec<&'a str>, Failure> {
    Budget::new(service.limits()).json(text)?;
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| {
        let (problem, wording) = Frame::refusal(text, &error, "list");
        Failure::refused(problem, wording)
    })?;
    let fault = match items.len() {
        0 => Cow::Borrowed("a list of calls has at least one"),
        count if count > most => Cow::Owned(format!("a list of calls has at most {most}, and this one {count}")),
        _ => return Ok(items.into_iter().map(RawValue::get).collect()),
    };
    Err(Failure::refused(Problem::NotACall, fault))
}

/// The answers of all, in the order of the calls, as one list. Nothing where none is answered.
pub(super) async fn answer(items: Vec<Item>) -> Option<Bytes> {
    let answers = items.into_iter().map(|item| async {
        match item {
            Item::Call(call, silent) => {
                let answer = call.await;
                (!silent).then_some(answer.body)
            }
            Item::Done(body) => body,
        }
    });
    let mut list = BytesMut::from(&b"["[..]);
    for body in join_all(answers).await.into_iter().flatten() {
        if list.len() > 1 {
            list.put_u8(b',');
        }
        list.extend_from_slice(&body);
    }
    list.put_u8(b']');
    (list.len() > 2).then(|| list.freeze())
}
