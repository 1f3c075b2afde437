//! Reads a file of JSON objects, and what one record of any format comes to.

use std::borrow::Cow;
use std::io::BufRead;

use serde_json::Value;

use super::elements::Elements;
use super::{FeedError, Report, Rows};

/// Bad records before the first good one that are borne; after them it is another format.
const EARLY_FAULTS: usize = 16;

/// A JSON object.
pub(super) type Object = serde_json::Map<String, Value>;

/// What one record comes to.
pub(super) enum Outcome {
    /// It names these.
    Suspects(Vec<Report>),
    /// It names none, and why.
    Passed(&'static str),
    /// It cannot be read, and why.
    Rejected(String),
}

impl Outcome {
    /// Hands it out; `raw` is the record as it stands in the file.
    pub(super) fn hand(self, line: u64, raw: &[u8], rows: &mut Rows<'_>) -> Result<(), FeedError> {
        match self {
            Self::Suspects(reports) => {
                reports.into_iter().try_for_each(|report| rows.suspect(report))
            }
            Self::Passed(why) => rows.passed(line, why),
            Self::Rejected(why) => rows.rejected(line, why, raw),
        }
    }
}

/// A format whose records are objects.
pub(super) struct Objects {
    /// Its id.
    pub(super) format: &'static str,
    /// What every object of it has, for people.
    pub(super) wants: &'static str,
    /// Whether an object is one of it.
    pub(super) is_one: fn(&Object) -> bool,
    /// The name whose array holds them, where an object is wrapped around.
    pub(super) wrapper: Option<&'static str>,
}

impl Objects {
    /// Reads all of `input`; `each` says what an object on a line comes to.
    pub(super) fn read(
        &self,
        input: &mut dyn BufRead,
        rows: &mut Rows<'_>,
        each: &dyn Fn(&Object, u64) -> Outcome,
    ) -> Result<(), FeedError> {
        let mut elements = Elements::new(input, self.wrapper);
        // Nothing is handed out before it is sure that this is the format.
        let mut early: Option<Vec<(u64, String, Vec<u8>)>> = Some(Vec::new());
        while let Some(element) = elements.next()? {
            let (line, raw) = (element.line, element.bytes);
            let object = element.fault.map_or_else(|| parse(raw), |why| Err(why.to_owned()));
            let object = object.map(|object| ((self.is_one)(&object), object));
            match (object, &mut early) {
                (Ok((true, object)), _) => {
                    for (line, why, raw) in early.take().into_iter().flatten() {
                        rows.rejected(line, why, &raw)?;
                    }
                    each(&object, line).hand(line, raw, rows)?;
                }
                (Ok((false, _)), Some(_)) => return Err(self.another(line, self.wants)),
                (Ok((false, _)), None) => rows.rejected(line, self.wants, raw)?,
                (Err(why), None) => rows.rejected(line, why, raw)?,
                (Err(why), Some(early)) if early.len() < EARLY_FAULTS => {
                    early.push((line, why, raw.get(..4096).unwrap_or(raw).to_vec()));
                }
                (Err(why), Some(_)) => return Err(self.another(line, &why)),
            }
        }
        match early.as_deref() {
            Some([(line, why, _), ..]) => Err(self.another(*line, why)),
            _ => Ok(()),
        }
    }

    fn another(&self, line: u64, why: &str) -> FeedError {
        FeedError::AnotherFormat { format: self.format, why: format!("line {line}: {why}") }
    }
}

/// Reads an object; how deep it may go is bounded by `serde_json`.
pub(super) fn parse(bytes: &[u8]) -> Result<Object, String> {
    serde_json::from_slice(bytes).map_err(|error| format!("this is no JSON object: {error}"))
}

/// A value as text; empty where there is none, or it is a list or an object.
pub(super) fn text<'o>(object: &'o Object, name: &str) -> Cow<'o, str> {
    match object.get(name) {
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(number @ Value::Number(_)) => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(""),
    }
}

/// Adds all that is not in `but` to the details.
pub(super) fn add_rest(report: &mut Report, object: &Object, but: &[&str]) {
    for (name, value) in object.iter().filter(|(name, _)| !but.contains(&name.as_str())) {
        report.details.add_json(name, value);
    }
}

/// Whether a file begins as JSON does and names one of these in quotes: for recognising it.
pub(super) fn names_one(text: &str, names: &[&str]) -> bool {
    text.trim_start().starts_with(['{', '['])
        && names.iter().any(|name| {
            text.match_indices(name).any(|(at, _)| {
                let before = text.get(..at).unwrap_or_default();
                let behind = text.get(at.saturating_add(name.len())..).unwrap_or_default();
                before.ends_with('"') && behind.starts_with('"')
            })
        })
}
