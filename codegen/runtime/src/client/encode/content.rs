//! What a body is made of.

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

use crate::ByteStream;

/// A piece of a body.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Bytes(Bytes),
    Stream(ByteStream),
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Bytes(Bytes::from(text))
    }
}

/// A body: its pieces in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content(Vec<Piece>);

impl<T: Into<Piece>> From<T> for Content {
    fn from(piece: T) -> Self {
        Self(vec![piece.into()])
    }
}

impl Content {
    pub(super) fn push(&mut self, piece: impl Into<Piece>) {
        self.0.push(piece.into());
    }

    /// Whether it can be sent once alone.
    pub(crate) fn is_streamed(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Stream(_)))
    }

    /// Whether a part of it has been sent that cannot be sent again.
    pub(crate) fn is_begun(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Stream(stream) if stream.passed() > 0))
    }

    /// How many bytes it has, where that is known.
    fn length(&self) -> Option<u64> {
        let length = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Piece::Stream(stream) => stream.stated_length(),
        };
        self.0.iter().map(length).try_fold(0_u64, |sum, length| sum.checked_add(length?))
    }

    /// All of it, where no piece is a stream.
    pub(super) fn bytes(&self) -> Option<Bytes> {
        let bytes = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => Some(bytes.clone()),
            Piece::Stream(_) => None,
        };
        match self.0.as_slice() {
            [only] => bytes(only),
            pieces => {
                let pieces = pieces.iter().map(bytes).collect::<Option<Vec<_>>>()?;
                Some(pieces.concat().into())
            }
        }
    }

    /// The body of a request.
    pub(crate) fn body(&self) -> reqwest::Body {
        if let Some(bytes) = self.bytes() {
            return bytes.into();
        }
        let pieces = stream::iter(self.0.clone()).flat_map(|piece| match piece {
            Piece::Bytes(bytes) => ByteStream::once(bytes),
            Piece::Stream(stream) => stream,
        });
        let body = ByteStream::new(pieces);
        reqwest::Body::wrap(match self.length() {
            Some(length) => body.length(length),
            None => body,
        })
    }
}
