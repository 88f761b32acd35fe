//! What the body of a request is written in.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::api::{Api, Encoding, Problem, Profile};
use crate::header::Valued;
use crate::{Failure, Info};

/// What the body of a request is written in, by its `Content-Type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Json,
    Form,
    /// In parts, with this boundary between them where it is said.
    Parts(Option<String>),
    /// There is no `Content-Type`.
    None,
    Other(String),
}

impl Media {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(CONTENT_TYPE) else { return Self::None };
        let whole = value.as_bytes();
        let essence = whole.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let suffix = essence.len().checked_sub(5).and_then(|start| essence.get(start..)).unwrap_or_default();
        if essence.eq_ignore_ascii_case(b"application/json") || suffix.eq_ignore_ascii_case(b"+json") {
            Self::Json
        } else if essence.eq_ignore_ascii_case(b"application/x-www-form-urlencoded") {
            Self::Form
        } else if essence.eq_ignore_ascii_case(b"multipart/form-data") {
            let valued = value.to_str().ok().and_then(Valued::read);
            Self::Parts(valued.and_then(|valued| valued.parameter("boundary").map(str::to_owned)))
        } else {
            Self::Other(String::from_utf8_lossy(essence).chars().take(100).collect())
        }
    }

    /// That of a frame: `application/json-rpc` and others that begin so are JSON there.
    pub(super) fn of_frame(self) -> Self {
        match self {
            Self::Other(name) if name.to_ascii_lowercase().starts_with("application/json") => Self::Json,
            other => other,
        }
    }

    /// Whether the endpoint takes this, as far as the head of the request tells.
    pub(super) fn check(&self, profile: &Profile, accepted: &[Encoding]) -> Result<(), Failure> {
        let taken = match self {
            Self::Json => accepted.contains(&Encoding::Json),
            Self::Form => accepted.contains(&Encoding::Form),
            Self::Parts(_) => accepted.contains(&Encoding::Multipart),
            Self::None => true,
            Self::Other(_) => false,
        };
        if taken || profile.any_media { Ok(()) } else { Err(self.refuse(accepted)) }
    }

    /// Whether a body can be read, now that it is known whether there is one.
    pub(super) fn check_body(&self, profile: &Profile, accepted: &[Encoding], is_empty: bool) -> Result<(), Failure> {
        if *self == Self::None && !is_empty && !profile.any_media { Err(self.refuse(accepted)) } else { Ok(()) }
    }

    fn refuse(&self, accepted: &[Encoding]) -> Failure {
        let taken: Vec<_> = accepted
            .iter()
            .filter_map(|encoding| match encoding {
                Encoding::Json => Some("`application/json`"),
                Encoding::Form => Some("`application/x-www-form-urlencoded`"),
                Encoding::Multipart => Some("`multipart/form-data`"),
                Encoding::Query => None,
            })
            .collect();
        let remedy = if taken.is_empty() { "send no body".to_owned() } else { format!("send {}", taken.join(" or ")) };
        let wording = match self {
            Self::None => format!("the body has no Content-Type: {remedy}"),
            Self::Json => format!("the Content-Type `application/json` is not taken here: {remedy}"),
            Self::Form => format!("the Content-Type `application/x-www-form-urlencoded` is not taken here: {remedy}"),
            Self::Parts(_) => format!("the Content-Type `multipart/form-data` is not taken here: {remedy}"),
            Self::Other(name) => format!("the Content-Type `{name}` is not taken: {remedy}"),
        };
        Failure::refused(Problem::Media, wording)
    }
}

/// In what the body of a request can be written; of one that names its endpoint itself, in all that the API takes.
pub(super) fn accepted(api: &'static Api, info: Option<&'static Info>) -> &'static [Encoding] {
    info.map(|info| info.encodings).filter(|own| !own.is_empty()).unwrap_or(api.post)
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn parameters_and_case_do_not_matter() {
        for (value, media) in [
            ("application/json", Media::Json),
            ("Application/JSON; charset=utf-8", Media::Json),
            ("application/vnd.notes+json ;a=b", Media::Json),
            ("application/x-www-form-urlencoded;charset=UTF-8", Media::Form),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", Media::Parts(Some("a b".to_owned()))),
            ("multipart/form-data", Media::Parts(None)),
            ("text/json", Media::Other("text/json".to_owned())),
            ("application/jsonx", Media::Other("application/jsonx".to_owned())),
            ("", Media::Other(String::new())),
        ] {
            let headers = [("content-type".parse().unwrap(), value.parse().unwrap())].into_iter().collect();
            assert_eq!(Media::of(&headers), media, "{value}");
            let is_json = media == Media::Json || value == "application/jsonx";
            assert_eq!(media.of_frame() == Media::Json, is_json, "{value}");
        }
    }
}
