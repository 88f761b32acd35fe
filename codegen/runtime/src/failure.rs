//! What an API itself says of a call that failed.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::future::{Ready, ready};

use serde::de::DeserializeOwned;

use crate::api::{Problem, Refusal};
use crate::visible::Visible;
use crate::{Endpoint, Value};

/// A failure that an API answers with: what a client gets, and what the methods of a server's backend return.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The value of the envelope's code field, where it is a number; otherwise 0.
    pub code: i64,
    /// The value of the envelope's code field, where it is text; otherwise empty. Where the field says no more than whether
    /// the call failed, the first message.
    pub name: Box<str>,
    /// The short message, often a code in capitals.
    pub message: String,
    /// The message for people; may be empty.
    pub wording: String,
    /// The data that came with it; `null` where there was none. Where an API has no envelope, this is the whole body.
    pub data: Value,
    /// The HTTP status, where it is none of a success. Where a backend sets none, a server answers with 200 if the envelope
    /// has a code, and else with the code if that is a status of a failure, or with 500.
    pub status: Option<u16>,
    /// Why a server refused the call by itself, before or instead of its backend.
    pub problem: Option<Problem>,
}

impl Failure {
    /// A failure with a code and a message.
    #[must_use]
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        let (name, wording) = (Box::default(), String::new());
        Self { code, name, message: message.into(), wording, data: Value::Null, status: None, problem: None }
    }

    /// A failure with a code that is text, and a message.
    #[must_use]
    pub fn named(code: impl Into<Box<str>>, message: impl Into<String>) -> Self {
        Self { name: code.into(), ..Self::new(0, message) }
    }

    /// The code as text, whatever it is.
    #[must_use]
    pub fn code_text(&self) -> Cow<'_, str> {
        if self.name.is_empty() { self.code.to_string().into() } else { (&*self.name).into() }
    }

    /// Sets the message for people.
    #[must_use]
    pub fn wording(mut self, wording: impl Into<String>) -> Self {
        self.wording = wording.into();
        self
    }

    /// Sets the HTTP status, such as 404.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the data that is written with it; where the API has no envelope, this is the whole body.
    #[must_use]
    pub fn data(mut self, data: impl Into<Value>) -> Self {
        self.data = data.into();
        self
    }

    /// The data as a type of the API, such as the one that the documents give for a status.
    ///
    /// # Errors
    ///
    /// The data is none of that type.
    pub fn data_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.data)
    }

    /// A call that is refused for `problem`. The server's profile decides on code and status when it answers.
    #[must_use]
    pub fn refused(problem: Problem, wording: impl Into<String>) -> Self {
        let Refusal { code, message, .. } = Refusal::usual(problem);
        Self { problem: Some(problem), ..Self::new(code, message) }.wording(wording)
    }

    /// What a backend answers that does not have the endpoint.
    #[must_use]
    pub fn not_implemented(endpoint: &str) -> Self {
        Self::refused(Problem::NotImplemented, format!("`{endpoint}` is not implemented"))
    }

    /// The code as one of the documented codes of an endpoint.
    #[must_use]
    pub fn code_of<E: Endpoint>(&self) -> E::Code {
        E::Code::of(self)
    }
}

/// The codes that an endpoint fails with: the documented ones, and any other. What is made from an `i64` is one.
pub trait FailureCode: fmt::Debug + Send + Sync + 'static {
    /// The code of a failure.
    fn of(failure: &Failure) -> Self;
}

impl<T: From<i64> + fmt::Debug + Send + Sync + 'static> FailureCode for T {
    fn of(failure: &Failure) -> Self {
        failure.code.into()
    }
}

/// The code of an endpoint whose API has text for codes, where its document lists none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextCode(pub String);

impl From<&str> for TextCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

crate::text_codes!(TextCode);

/// What the default methods of a backend answer.
///
/// # Errors
///
/// Always: the endpoint is not implemented.
#[expect(clippy::needless_pass_by_value, reason = "it stands for a method that takes the request")]
pub fn not_implemented<E: Endpoint>(request: E) -> Ready<Result<E::Response, Failure>> {
    let _ = request;
    ready(Err(Failure::not_implemented(E::NAME)))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        write!(f, "code {}", self.code_text())?;
        for text in [&self.message, &self.wording] {
            if !text.is_empty() {
                write!(f, ": {text}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
