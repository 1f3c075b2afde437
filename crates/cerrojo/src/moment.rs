//! How times are written: for programs to the millisecond, for people to the minute.

use cerrojo_model::Time;
use chrono::SecondsFormat;

/// RFC 3339, UTC, milliseconds.
pub(crate) fn exact(at: Time) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `2026-11-22 08:15`, UTC.
pub(crate) fn short(at: Time) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}
