//! Moments and days: text on the wire, and types of `jiff` or `time` by the features of these names.

/// Defines a text of a form.
macro_rules! text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        crate::text_newtype!($name);

        impl $name {
            /// The text, as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text! {
    /// A moment, as RFC 3339 writes it: `2024-05-01T12:00:00Z`.
    ///
    /// It is kept as the text that was sent, and not checked: a server that writes its moments differently can still be
    /// read. With the feature `jiff` it is made from a `jiff::Timestamp` and gives one, with the feature `time` a
    /// `time::OffsetDateTime`.
    ///
    /// ```
    /// use tablewright_runtime::DateTime;
    ///
    /// assert_eq!(DateTime::from("2024-05-01T12:00:00Z").as_str(), "2024-05-01T12:00:00Z");
    /// ```
    DateTime
}

text! {
    /// A day, as RFC 3339 writes it: `2024-05-01`.
    ///
    /// It is kept as the text that was sent, and not checked. With the feature `jiff` it is made from a
    /// `jiff::civil::Date` and gives one, with the feature `time` a `time::Date`.
    Date
}

#[cfg(feature = "jiff")]
mod by_jiff {
    use super::{Date, DateTime};

    impl DateTime {
        /// The moment.
        ///
        /// # Errors
        ///
        /// The text is none.
        pub fn to_jiff(&self) -> Result<jiff::Timestamp, jiff::Error> {
            self.0.parse()
        }
    }

    impl From<jiff::Timestamp> for DateTime {
        fn from(moment: jiff::Timestamp) -> Self {
            Self(moment.to_string())
        }
    }

    impl Date {
        /// The day.
        ///
        /// # Errors
        ///
        /// The text is none.
        pub fn to_jiff(&self) -> Result<jiff::civil::Date, jiff::Error> {
            self.0.parse()
        }
    }

    impl From<jiff::civil::Date> for Date {
        fn from(day: jiff::civil::Date) -> Self {
            Self(day.to_string())
        }
    }
}

#[cfg(feature = "time")]
mod by_time {
    use time::OffsetDateTime;
    use time::error::{Format, Parse};
    use time::format_description::well_known::{Iso8601, Rfc3339};

    use super::{Date, DateTime};

    impl DateTime {
        /// The moment.
        ///
        /// # Errors
        ///
        /// The text is none.
        pub fn to_time(&self) -> Result<OffsetDateTime, Parse> {
            OffsetDateTime::parse(&self.0, &Rfc3339)
        }
    }

    impl TryFrom<OffsetDateTime> for DateTime {
        type Error = Format;

        /// Fails for years that RFC 3339 cannot write.
        fn try_from(moment: OffsetDateTime) -> Result<Self, Format> {
            moment.format(&Rfc3339).map(Self)
        }
    }

    impl Date {
        /// The day.
        ///
        /// # Errors
        ///
        /// The text is none.
        pub fn to_time(&self) -> Result<time::Date, Parse> {
            time::Date::parse(&self.0, &Iso8601::DATE)
        }
    }

    impl TryFrom<time::Date> for Date {
        type Error = Format;

        /// Fails for years that RFC 3339 cannot write.
        fn try_from(day: time::Date) -> Result<Self, Format> {
            day.format(&Iso8601::DATE).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(any(feature = "jiff", feature = "time"))]
    use super::Date;
    use super::DateTime;

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in ["\"2024-05-01T12:00:00.250+02:00\"", "\"yesterday\""] {
            let moment: DateTime = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&moment).unwrap(), text);
        }
    }

    #[test]
    #[cfg(feature = "jiff")]
    fn jiff_reads_and_makes_them() {
        let moment = DateTime::from("2024-05-01T14:00:00+02:00").to_jiff().unwrap();
        assert_eq!(DateTime::from(moment).as_str(), "2024-05-01T12:00:00Z");
        assert_eq!(Date::from(Date::from("2024-05-01").to_jiff().unwrap()).as_str(), "2024-05-01");
        assert!(DateTime::from("2024-05-01").to_jiff().is_err());
        assert!(Date::from("yesterday").to_jiff().is_err());
    }

    #[test]
    #[cfg(feature = "time")]
    fn time_reads_and_makes_them() {
        let moment = DateTime::from("2024-05-01T14:00:00+02:00").to_time().unwrap();
        assert_eq!(DateTime::try_from(moment).unwrap().as_str(), "2024-05-01T14:00:00+02:00");
        assert_eq!(Date::try_from(Date::from("2024-05-01").to_time().unwrap()).unwrap().as_str(), "2024-05-01");
        assert!(DateTime::from("2024-05-01").to_time().is_err());
        assert!(Date::from("yesterday").to_time().is_err());
    }
}
