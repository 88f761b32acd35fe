//! Files: bytes with a name and a content type.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(any(feature = "client", feature = "server"))]
use crate::stream::{ByteStream, StreamError};

#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod carried;

/// A file, or other bytes that are no JSON, with what the sender says of them.
///
/// On the wire it is a part of a body in `multipart/form-data`, or a whole body. As JSON, such as in a log, it is an object
/// with the bytes in base64, or text that is all that is in it; no server takes that for a file that an endpoint asks for.
///
/// With the features `client` and `server` it can be a stream, whose bytes come as they are asked for: see
/// `File::streamed`. Only who asks for a stream gets one.
///
/// ```
/// use tablewright_runtime::File;
///
/// let picture = File::named("lamp.png", &b"\x89PNG"[..]).of_type("image/png");
/// assert_eq!(picture.bytes.len(), 4);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct File {
    /// The name that the sender gives it. It can be anything: a path too, so it is none to write to as it stands.
    pub name: Option<String>,
    /// The media type that the sender gives it, such as `image/png`.
    pub content_type: Option<String>,
    /// What is in it; nothing of a stream.
    pub bytes: Bytes,
    /// What comes in the place of the bytes.
    #[cfg(any(feature = "client", feature = "server"))]
    stream: Option<ByteStream>,
}

impl File {
    /// A file without a name and a type.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }

    /// A file with a name.
    #[must_use]
    pub fn named(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::new(bytes).called(name)
    }

    /// Sets the name.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type, such as `image/png`.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

#[cfg(any(feature = "client", feature = "server"))]
impl File {
    /// A file whose bytes come as they are asked for, without a name and a type. Clones of it share its bytes, which can be
    /// sent once; it is no JSON.
    #[must_use]
    pub fn streamed(stream: ByteStream) -> Self {
        Self { stream: Some(stream), ..Self::default() }
    }

    /// Whether its bytes come as a stream, and are not in `bytes`.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        self.stream.is_some()
    }

    /// Its bytes as they come; of one that is no stream, all at once.
    #[must_use]
    pub fn into_stream(self) -> ByteStream {
        self.stream.unwrap_or_else(|| ByteStream::once(self.bytes))
    }

    /// The file with all its bytes in it, as many as its stream may hold.
    ///
    /// # Errors
    ///
    /// See [`StreamError`].
    pub async fn whole(mut self) -> Result<Self, StreamError> {
        if let Some(stream) = self.stream.take() {
            self.bytes = stream.whole().await?;
        }
        Ok(self)
    }

    /// The stream that its bytes come in.
    pub(crate) fn stream(&self) -> Option<&ByteStream> {
        self.stream.as_ref()
    }
}

/// Without the bytes, of which there can be many.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("File");
        f.field("name", &self.name).field("content_type", &self.content_type);
        #[cfg(any(feature = "client", feature = "server"))]
        if self.stream.is_some() {
            return f.field("bytes", &format_args!("a stream")).finish();
        }
        f.field("bytes", &format_args!("{} bytes", self.bytes.len())).finish()
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

#[cfg(any(feature = "client", feature = "server"))]
impl From<ByteStream> for File {
    fn from(stream: ByteStream) -> Self {
        Self::streamed(stream)
    }
}

/// The JSON of the file at a place among those of a call.
pub(crate) fn place(place: usize) -> String {
    format!("{{\"carried\":{place}}}")
}

/// A file as JSON.
#[derive(Serialize, Deserialize)]
struct Written<'a, B> {
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    content_type: Option<Cow<'a, str>>,
    base64: B,
}

/// What is read as a file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Read<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    #[serde(borrow)]
    File(Written<'a, Cow<'a, str>>),
    #[cfg(any(feature = "client", feature = "server"))]
    Carried(carried::Place),
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(any(feature = "client", feature = "server"))]
        {
            if let Some(place) = carried::keep(self) {
                return place.serialize(serializer);
            }
            if self.is_streamed() {
                return Err(serde::ser::Error::custom("a file that comes as a stream is no JSON"));
            }
        }
        let base64 = Shown(Base64Display::new(&self.bytes, &STANDARD));
        let text = |text: &'_ Option<String>| text.as_deref().map(|text| Cow::<str>::Owned(text.to_owned()));
        Written { name: text(&self.name), content_type: text(&self.content_type), base64 }.serialize(serializer)
    }
}

/// Text that is written as it is made.
struct Shown<T>(T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { name, content_type, base64 } = match Read::deserialize(deserializer)? {
            Read::Text(text) => return Ok(Self::new(text.into_owned().into_bytes())),
            Read::File(written) => written,
            #[cfg(any(feature = "client", feature = "server"))]
            Read::Carried(place) => {
                return carried::get(&place).ok_or_else(|| serde::de::Error::custom("there is no such file"));
            }
        };
        let bytes = STANDARD.decode(base64.as_bytes()).map_err(serde::de::Error::custom)?;
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Ok(Self { name: owned(name), content_type: owned(content_type), ..Self::new(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn a_file_goes_through_json_as_it_is() {
        let all: Vec<u8> = (0..=255).collect();
        for (file, text) in [
            (File::new(all), None),
            (File::default(), Some(r#"{"base64":""}"#)),
            (
                File::named("a \"b\".png", &b"\0\xff"[..]).of_type("image/png"),
                Some(r#"{"name":"a \"b\".png","content_type":"image/png","base64":"AP8="}"#),
            ),
        ] {
            let written = serde_json::to_string(&file).unwrap();
            assert_eq!(text.unwrap_or(&written), written);
            assert_eq!(serde_json::from_str::<File>(&written).unwrap(), file);
            assert_eq!(serde_json::from_value::<File>(serde_json::to_value(&file).unwrap()).unwrap(), file);
        }
        assert_eq!(serde_json::from_str::<File>(r#""a\n""#).unwrap(), File::new(&b"a\n"[..]));
        for wrong in [r#"{"base64":"?"}"#, r#"{"base64":"AP8"}"#, "{}", "[]", "null"] {
            assert!(serde_json::from_str::<File>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_in_a_file_stays_out_of_debug() {
        let file = File::named("key.pem", &b"secret"[..]);
        assert_eq!(format!("{file:?}"), r#"File { name: Some("key.pem"), content_type: None, bytes: 6 bytes }"#);
    }
}
