//! What came of a number of tests: passed, failed, skipped.

use std::fmt;
use std::ops::AddAssign;

/// Counts that can be added up and read back from what a part of a run printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// Went as they should.
    pub(crate) passed: u64,
    /// Did not.
    pub(crate) failed: u64,
    /// Were left out, each with a reason that was printed.
    pub(crate) skipped: u64,
}

impl Tally {
    /// Reads a closing line as [`fmt::Display`] writes it; nothing else may stand on that line, and
    /// a part that skips nothing need not say so.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let mut parts = line.trim().split(", ");
        let count = |part: &str, word| part.strip_suffix(word)?.trim_end().parse().ok();
        let passed = count(parts.next()?, "passed")?;
        let failed = count(parts.next()?, "failed")?;
        let skipped = parts.next().map_or(Some(0), |part| count(part, "skipped"))?;
        parts.next().is_none().then_some(Self { passed, failed, skipped })
    }

    /// Reads the line that the test harness of Rust ends a test program with.
    pub(crate) fn read_harness(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let mut parts = counts.split("; ");
        let mut next = |word: &str| parts.next()?.strip_suffix(word)?.trim_end().parse().ok();
        Some(Self { passed: next("passed")?, failed: next("failed")?, skipped: next("ignored")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harness_line_is_read() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let read = Tally::read_harness(line);
        assert_eq!(read, Some(Tally { passed: 12, failed: 1, skipped: 2 }));
        assert_eq!(Tally::read_harness("the test result: ok. 1 passed; 0 failed; 0 ignored"), None);
        assert_eq!(Tally::read_harness("test result: ok. many passed; 0 failed; 0 ignored"), None);
    }

    #[test]
    fn what_is_written_can_be_read_back() {
        let tally = Tally { passed: 52, failed: 0, skipped: 3 };
        assert_eq!(Tally::read(&tally.to_string()), Some(tally));
        assert_eq!(Tally::read("1 passed, 2 failed, 3 skipped, 4 odd"), None);
        assert_eq!(
            Tally::read("7 passed, 1 failed"),
            Some(Tally { passed: 7, failed: 1, skipped: 0 })
        );
        assert_eq!(Tally::read("it has 1 passed, 2 failed"), None);
        assert_eq!(Tally::read("1 passed"), None);
    }
}
