//! Files: bytes with a name and a content type.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A file, or other bytes that are no JSON, with what the sender says of them.
///
/// On the wire it is a part of a body in `multipart/form-data`. As JSON, such as in a log, it is an object with the bytes in
/// base64, or text that is all that is in it; no server takes that for a file that an endpoint asks for.
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
    /// What is in it.
    pub bytes: Bytes,
}

impl File {
    /// A file without a name and a type.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { name: None, content_type: None, bytes: bytes.into() }
    }

    /// A file with a name.
    #[must_use]
    pub fn named(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: Some(name.into()), ..Self::new(bytes) }
    }

    /// Sets the media type, such as `image/png`.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// Without the bytes, of which there can be many.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
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
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
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
        };
        let bytes = STANDARD.decode(base64.as_bytes()).map_err(serde::de::Error::custom)?;
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Ok(Self { name: owned(name), content_type: owned(content_type), bytes: bytes.into() })
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
