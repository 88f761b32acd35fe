//! Whether a JSON value is one of a type: the one place that answers it, for the documents' examples and defaults as for
//! the values that tools make.
//!
//! A [`Validator`] returns all [`Differences`] of a value from its type. Who asks decides what a difference means to it:
//! [`Kind::effect`] says whether the value is still valid, and whether it can be decoded.
//!
//! Types come from documents, which may chain 100,000 of them or let a type hold itself. So names are followed in a
//! loop and what they lead to is kept, the members of unions within unions are tried as members of one, and what was
//! found of a value in a union is kept. Only the nesting of the value is walked by recursion, to a limit.

mod difference;
mod resolve;
#[cfg(test)]
mod tests;
mod walk;

use serde_json::Value;

pub use difference::{Difference, Differences, Effect, Kind, Limit, Step};
pub use resolve::Validator;
use walk::Walk;
pub(crate) use walk::{exceeded, is_scalar};

use super::{Field, Method, Type};

impl Validator<'_> {
    /// What differs between `value` and `ty`.
    pub fn value<'t, 'v>(&'t self, ty: &'t Type, value: &'v Value) -> Differences<'t, 'v> {
        let mut walk = Walk::new(self);
        walk.value(ty, value);
        walk.into_differences()
    }

    /// What differs between `value` and what `field` can be, its constant and its limits included.
    pub fn field<'t, 'v>(&'t self, field: &'t Field, value: &'v Value) -> Differences<'t, 'v> {
        let mut walk = Walk::new(self);
        walk.field(field, value);
        walk.into_differences()
    }

    /// What differs between `value` and an object of `fields`, with those that `method` requires.
    pub fn fields<'t, 'v>(
        &'t self,
        fields: impl IntoIterator<Item = &'t Field>,
        method: Option<Method>,
        value: &'v Value,
    ) -> Differences<'t, 'v> {
        let mut walk = Walk::new(self);
        walk.fields(fields, method, value);
        walk.into_differences()
    }
}
