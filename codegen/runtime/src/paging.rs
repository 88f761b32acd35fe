//! Lists that come in pages.

use crate::{Endpoint, Maybe};

/// An endpoint that gives a list in pages. Generated code has it where the dialect says how the pages are asked for.
///
/// A client reads them one after the other: `client.list_lamps().pages()`.
pub trait Paged: Endpoint {
    /// What the list holds.
    type Item;

    /// Makes it the request of the page behind the one that `response` is. `false` where that was the last one, as far as
    /// the response tells; a page without items is the last as well.
    fn turn(&mut self, response: &Self::Response) -> bool;

    /// The items of a page.
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// The number of a page.
#[doc(hidden)]
pub trait Number: Copy {
    /// The next one.
    fn next(self) -> Option<Self>;
}

macro_rules! numbers {
    ($($ty:ty)*) => {
        $(impl Number for $ty {
            fn next(self) -> Option<Self> {
                self.checked_add(1)
            }
        })*
    };
}

numbers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// The place of a parameter.
#[doc(hidden)]
pub trait Slot<T> {
    /// What is in it.
    fn value(&self) -> Option<&T>;
    /// Puts a value into it.
    fn put(&mut self, value: T);
}

impl<T> Slot<T> for T {
    fn value(&self) -> Option<&T> {
        Some(self)
    }

    fn put(&mut self, value: T) {
        *self = value;
    }
}

impl<T> Slot<T> for Option<T> {
    fn value(&self) -> Option<&T> {
        self.as_ref()
    }

    fn put(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<T> Slot<T> for Maybe<T> {
    fn value(&self) -> Option<&T> {
        self.as_ref()
    }

    fn put(&mut self, value: T) {
        *self = Self::Value(value);
    }
}

/// Sets the parameter to the number behind it, where pages are counted from `first`.
#[doc(hidden)]
pub fn count<T: Number, S: Slot<T>>(parameter: &mut S, first: T) -> bool {
    let next = <S as Slot<T>>::value(parameter).copied().unwrap_or(first).next();
    next.map(|next| <S as Slot<T>>::put(parameter, next)).is_some()
}

/// Sets the parameter to what the response has for it. The same once more would give the same page.
#[doc(hidden)]
pub fn follow<T: PartialEq, S: Slot<T>>(parameter: &mut S, next: Option<T>) -> bool {
    let next = next.filter(|next| <S as Slot<T>>::value(parameter) != Some(next));
    next.map(|next| <S as Slot<T>>::put(parameter, next)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_up_to_the_last() {
        let mut page: Option<u8> = None;
        assert!(count(&mut page, 0) && page == Some(1));
        page = Some(u8::MAX);
        assert!(!count(&mut page, 0) && page == Some(u8::MAX));
        let mut page = 7_i64;
        assert!(count(&mut page, 1_i64) && page == 8);
        let mut page = Maybe::Null;
        assert!(count(&mut page, 1_i32) && page == Maybe::Value(2));
    }

    #[test]
    fn what_the_response_has_is_followed_once() {
        let mut cursor: Option<String> = None;
        assert!(follow(&mut cursor, Some("a".to_owned())) && cursor.as_deref() == Some("a"));
        assert!(!follow(&mut cursor, Some("a".to_owned())), "the same page again");
        assert!(!follow(&mut cursor, None::<String>));
    }
}
