//! The client of one API.

/// Defines the client of one API where it stands: `Client`, a wrapper of [`crate::client::Client`], and `Call`, a
/// call of one of its endpoints that can still be changed.
///
/// It takes the API as a `&'static Api`, and what more there is to say of the client as its documentation:
/// `client! { pub struct Client(&API); }`. The code around it adds a method per endpoint to `Client`, by its hidden
/// `endpoint`, and a method per optional parameter to `Call<'_, Request>`, by its hidden `map`.
///
/// The names `builder`, `documented`, `over`, `call`, `call_raw`, `with_timeout`, `with_parameter`, `endpoint`, `websocket`
/// and `listener` are taken on `Client`; `map`, `pages`, `request`, `streamed` and `timeout`
/// on `Call`.
#[macro_export]
macro_rules! client {
    ($(#[$more:meta])* pub struct Client($api:expr);) => {
        /// Calls the endpoints of the API: a method for each. Cheap to clone; all clones share their connections.
        ///
        $(#[$more])*
        #[derive(Clone, Debug)]
        pub struct Client($crate::client::Client);

        impl Client {
            /// A builder of a client that calls over HTTP the server at `url`: `http` or `https`, with or without a
            /// path.
            pub fn builder(url: impl ::core::convert::AsRef<str>) -> $crate::client::Builder<Self> {
                $crate::client::Client::builder($api, url)
            }

            /// A builder of a client that calls over HTTP the servers that the documents name.
            pub fn documented() -> $crate::client::Builder<Self> {
                $crate::client::Builder::new($api)
            }

            /// A client over any transport.
            #[must_use]
            pub fn over(transport: impl $crate::client::Transport) -> Self {
                Self($crate::client::Client::over($api, transport))
            }

            /// Sets the time that a call has, with all that it waits for; 30 s unless set.
            #[must_use]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// Sets a parameter for all calls, where the documents say that it is set once.
            ///
            /// # Errors
            ///
            /// Where the API has no such parameter.
            pub fn with_parameter(
                self,
                name: &str,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> ::core::result::Result<Self, $crate::client::BuildError> {
                ::core::result::Result::Ok(Self(self.0.with_parameter(name, value)?))
            }

            /// Calls an endpoint with a request value.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::client::Error).
            pub async fn call<E: $crate::Endpoint>(
                &self,
                request: E,
            ) -> ::core::result::Result<E::Response, $crate::client::Error> {
                self.0.call(request).await
            }

            /// Calls an endpoint that the documents do not have, and gives the data as it came. `parameters` is
            /// anything that serializes to a JSON object, or `()`.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::client::Error).
            pub async fn call_raw(
                &self,
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
                parameters: impl $crate::serde::Serialize,
            ) -> ::core::result::Result<$crate::Value, $crate::client::Error> {
                self.0.call_raw(name, parameters).await
            }

            #[doc(hidden)]
            pub fn endpoint<E: $crate::Endpoint>(&self, request: E) -> Call<'_, E> {
                Call { client: &self.0, request, timeout: ::core::option::Option::None }
            }
        }

        impl ::core::convert::From<$crate::client::Client> for Client {
            fn from(client: $crate::client::Client) -> Self {
                Self(client)
            }
        }

        impl ::core::convert::AsRef<$crate::client::Client> for Client {
            fn as_ref(&self) -> &$crate::client::Client {
                &self.0
            }
        }

        $crate::__client_websocket!($api);

        /// A call of an endpoint that is not sent yet: `.await` sends it, and dropping what waits gives it up.
        #[derive(Clone, Debug)]
        #[must_use = "a call is sent by `.await`"]
        pub struct Call<'a, E> {
            client: &'a $crate::client::Client,
            request: E,
            timeout: ::core::option::Option<::core::time::Duration>,
        }

        impl<'a, E: $crate::Endpoint> Call<'a, E> {
            /// Sets the time that this call has.
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.timeout = ::core::option::Option::Some(timeout);
                self
            }

            /// What is going to be sent.
            #[must_use]
            pub fn request(&self) -> &E {
                &self.request
            }

            /// The pages of the list, one after the other, beginning with the one that the request asks for.
            pub fn pages(self) -> $crate::client::Pages<'a, E>
            where
                E: $crate::Paged,
            {
                $crate::client::Pages::new(self.client, self.request, self.timeout)
            }

            /// Sends the call, and gives the file with a stream of its bytes as soon as it is known that it comes: what fails
            /// is an error as of any call, and the bytes are read as they are wanted. The time of the call is then that which
            /// may pass without a byte.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::client::Error).
            pub async fn streamed(self) -> ::core::result::Result<$crate::File, $crate::client::Error>
            where
                E: $crate::Endpoint<Response = $crate::File>,
            {
                self.client.stream(&self.request, self.timeout).await
            }

            #[doc(hidden)]
            pub fn map(mut self, change: impl ::core::ops::FnOnce(E) -> E) -> Self {
                self.request = change(self.request);
                self
            }
        }

        impl<'a, E: $crate::Endpoint> ::core::future::IntoFuture for Call<'a, E> {
            type Output = ::core::result::Result<E::Response, $crate::client::Error>;
            type IntoFuture = $crate::client::CallFuture<'a, E>;

            fn into_future(self) -> Self::IntoFuture {
                self.client.send(&self.request, self.timeout)
            }
        }
    };
}

/// What a client of one API has of WebSockets; nothing without the feature.
#[cfg(not(feature = "ws"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_websocket {
    ($api:expr) => {};
}

/// What a client of one API has of WebSockets.
#[cfg(feature = "ws")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_websocket {
    ($api:expr) => {
        impl Client {
            /// Connects to the server at `url`, `ws` or `wss`, with its path: calls and events share the connection.
            pub fn websocket(
                url: impl ::core::convert::Into<::std::string::String>,
            ) -> $crate::client::ws::Builder<Self> {
                $crate::client::ws::Builder::new($api, url)
            }

            /// Listens for servers that connect to the application.
            pub fn listener() -> $crate::client::ws::ListenerBuilder<Self> {
                $crate::client::ws::ListenerBuilder::new($api)
            }
        }
    };
}
