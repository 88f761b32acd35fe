//! The only place that turns wire names into Rust identifiers.
//!
//! The rules, in order:
//!
//! 1. A name is cut into words: at everything that is no ASCII letter or digit, and where a capital begins a new word
//!    (`getHTTPUrl` is `get http url`). Leading `_` and `.` and the brackets of `type[]` so disappear. A `-` before a
//!    leading digit is the word `minus`.
//! 2. The words are joined: `snake_case` for fields, methods and modules, `PascalCase` for types and variants. Where
//!    two digits would meet in `PascalCase`, a `_` keeps them apart.
//! 3. Latin letters lose their accents (`résumé` is `resume`). Letters and digits of other scripts are left out where the
//!    rest is a name; a name that has no others is written in Latin ones (`群号` is `qun_hao`). Where two names of a scope
//!    would be one, each such letter is written as its code point, `u7fa4`. A name of punctuation alone is written so as
//!    well, and an empty name is `empty`. A name that ends in `[]` is a plural where it would otherwise be that of another.
//! 4. A name that begins with a digit gets `field_`, `endpoint_`, `Value` or `Type` before it.
//! 5. A keyword gets a `_` behind it (`type_`); a type or variant that generated code or the prelude already names gets
//!    `Type` or `Value` behind it (`OptionType`); the method of an endpoint gets a `_` where every client
//!    has one of that name (`builder_`).
//! 6. A type that stands without a name in an endpoint is called after the endpoint and its place there, without the
//!    step that says on which side it stands, unless two types would then have one name: `get_user/response/address` is
//!    `GetUserAddress`, or `GetUserResponseAddress`.
//!
//! 7. A module is a file: a name too long for one is cut, and a number made of the whole stands behind it.
//! 8. Values of one set that would share an identifier are told apart by their signs (`-created` beside `created` is
//!    `MinusCreated`), and else by a number behind the later one (`a` and `A` are `A` and `A2`).
//! 9. A part of the path whose name would be that of another parameter (`id` beside `ID`) has `path_` before it, as its
//!    name is not sent.
//! 10. A type that the documents name as they do an endpoint has `Type` behind its name (`LampType` beside the request
//!     `Lamp`).
//! 11. A type without a name that would be called as one that the documents name has `Inner` behind its name.
//!
//! 12. Two other fields of one object, or parameters of one endpoint, are told apart by a number behind the later one
//!     (`foo-bar` and `foo_bar` are `foo_bar` and `foo_bar2`), and that is said: it is a [`Collision`] that is
//!     `told_apart`. What is sent is the name of the documents.
//!
//! Two other names that are still the same identifier in one scope are a [`Collision`].

mod allocate;
mod claims;
mod names;
mod reserved;
#[cfg(test)]
mod tests;
mod unions;
mod words;

pub use allocate::{Named, name};
pub use names::{Collision, EndpointNames, Names, PARAMETERS, ParameterNames, RESPONSE, TypeNames, api_module, helper};
pub use unions::normal;
