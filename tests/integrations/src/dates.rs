//! Dates and times of chrono and jiff: each function gives back what it was given, converted twice.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use jiff::civil;
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use pydust as py;

#[py::module]
pub mod dates {
    use super::*;

    pub mod with_chrono {
        use super::*;

        pub fn date(x: NaiveDate) -> NaiveDate {
            x
        }
        pub fn time(x: NaiveTime) -> NaiveTime {
            x
        }
        pub fn naive(x: NaiveDateTime) -> NaiveDateTime {
            x
        }
        pub fn utc(x: DateTime<Utc>) -> DateTime<Utc> {
            x
        }
        pub fn fixed(x: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
            x
        }
        pub fn zoned(x: DateTime<Tz>) -> DateTime<Tz> {
            x
        }
        pub fn offset(x: FixedOffset) -> FixedOffset {
            x
        }
        pub fn zone(x: Tz) -> Tz {
            x
        }
        pub fn delta(x: TimeDelta) -> TimeDelta {
            x
        }
        pub fn text(x: DateTime<Tz>) -> String {
            x.to_rfc3339()
        }
        /// The last nanosecond of a day, or the leap second after it.
        pub fn end_of_day(leap: bool) -> Option<NaiveTime> {
            NaiveTime::from_hms_nano_opt(23, 59, 59, if leap { 1_500_000_000 } else { 999_999_999 })
        }
        pub fn leap_second() -> Option<DateTime<Utc>> {
            let time = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000)?;
            Some(NaiveDate::from_ymd_opt(2016, 12, 31)?.and_time(time).and_utc())
        }
        pub fn year(year: i32) -> Option<NaiveDate> {
            NaiveDate::from_ymd_opt(year, 1, 1)
        }
        pub fn year_utc(year: i32) -> Option<DateTime<Utc>> {
            Some(NaiveDate::from_ymd_opt(year, 1, 1)?.and_time(NaiveTime::MIN).and_utc())
        }
        pub fn nanoseconds(count: i64) -> TimeDelta {
            TimeDelta::nanoseconds(count)
        }
        pub fn nanoseconds_since_1970(count: i64) -> DateTime<Utc> {
            DateTime::from_timestamp_nanos(count)
        }
        pub fn longest() -> TimeDelta {
            TimeDelta::MAX
        }
    }

    pub mod with_jiff {
        use super::*;

        pub fn date(x: civil::Date) -> civil::Date {
            x
        }
        pub fn time(x: civil::Time) -> civil::Time {
            x
        }
        pub fn naive(x: civil::DateTime) -> civil::DateTime {
            x
        }
        pub fn utc(x: Timestamp) -> Timestamp {
            x
        }
        pub fn zoned(x: Zoned) -> Zoned {
            x
        }
        pub fn offset(x: jiff::tz::Offset) -> jiff::tz::Offset {
            x
        }
        pub fn zone(x: jiff::tz::TimeZone) -> jiff::tz::TimeZone {
            x
        }
        pub fn delta(x: SignedDuration) -> SignedDuration {
            x
        }
        pub fn span(x: Span) -> Span {
            x
        }
        pub fn text(x: Zoned) -> String {
            x.to_string()
        }
        pub fn year(year: i16) -> Option<civil::Date> {
            civil::Date::new(year, 1, 1).ok()
        }
        pub fn nanoseconds(count: i64) -> SignedDuration {
            SignedDuration::from_nanos(count)
        }
        pub fn nanoseconds_since_1970(count: i64) -> Option<Timestamp> {
            Timestamp::from_nanosecond(count.into()).ok()
        }
        pub fn longest() -> SignedDuration {
            SignedDuration::MAX
        }
        pub fn days_and_hours(days: i64, hours: i64) -> Span {
            Span::new().days(days).hours(hours)
        }
        pub fn months(months: i64) -> Span {
            Span::new().months(months)
        }
    }
}
