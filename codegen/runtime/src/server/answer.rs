//! What a call is answered with.

use bytes::Bytes;

use super::Outcome;
use crate::ByteStream;

/// What a call is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The JSON text, with the envelope around it; or what [`crate::Endpoint::MEDIA`] says.
    pub body: Bytes,
    /// What comes in the place of the body, where the backend answers with a file that is a stream.
    pub stream: Option<ByteStream>,
    /// What the body is, where it is no JSON: its media type, and the name of the file where it has one.
    pub media: Option<(String, Option<String>)>,
    /// Whether an HTTP response carries the body.
    pub has_body: bool,
    /// How the call ended.
    pub outcome: Outcome,
}
