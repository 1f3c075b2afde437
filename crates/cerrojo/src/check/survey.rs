//! The first reading of the targets: every line is understood, and held against the scope, before
//! anything is sent.

use std::net::SocketAddr;

use anyhow::bail;
use cerrojo_engine::Scope;

use super::admission::Admission;
use super::list::{self, Source};
use super::questions::Questions;
use crate::digest::Digest;
use crate::target::{Host, Written};

/// As many targets are kept to get ready for.
const KEPT: usize = 1_024;

/// What there is to do.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) admission: Admission,
    /// Addresses and names to ask; unknown of what is still being read.
    pub(super) total: Option<u64>,
    /// Targets in the list, and on the command line.
    pub(super) lines: u64,
    /// The first of those that may be asked, or that the user has yet to state are theirs.
    pub(super) first: Vec<Written>,
    /// Names must be found.
    pub(super) has_names: bool,
    /// There is somebody whose name may be asked for.
    pub(super) has_strangers: bool,
    /// Networks that may not be asked: their addresses have no place in the order.
    left_out: Digest,
    /// What the list says, in 64 hexadecimal digits.
    pub(super) digest: String,
}

impl Survey {
    /// Reads all of it, unless it is still being written.
    ///
    /// # Errors
    ///
    /// The user's: a line that is no target, a list that cannot be read, no target at all.
    pub(super) fn of(
        source: &Source,
        scope: &Scope,
        mine: bool,
        questions: &Questions,
    ) -> anyhow::Result<Self> {
        let mut survey = Self { total: Some(0), ..Self::default() };
        let mut hasher = Digest::default();
        let mut entries = source.entries(|bytes| hasher.add(bytes))?;
        while let Some(entry) = entries.next()? {
            match entry {
                Ok(written) => survey.add(written, scope, mine, questions),
                Err(mistake) => list::refuse(mistake)?,
            }
        }
        drop(entries);
        survey.digest = hasher.digits();
        if source.is_stream() {
            survey.total = None;
            (survey.has_names, survey.has_strangers) = (false, true);
        } else if survey.lines == 0 {
            bail!(
                "no target was named: give a host name or address, or a list with --targets FILE"
            );
        }
        Ok(survey)
    }

    fn add(&mut self, written: Written, scope: &Scope, mine: bool, questions: &Questions) {
        self.lines += 1;
        if !questions.asks(&written) {
            return self.admission.leave(&written.label);
        }
        self.has_names |= matches!(written.host, Host::Name(_));
        self.has_strangers |= match written.host {
            Host::Address(address) => {
                !address.is_loopback()
                    && (mine || scope.permit(SocketAddr::new(address, 25)).is_ok())
            }
            Host::Network(_) | Host::Name(_) => true,
        };
        let may = mine || self.admission.admit(&written, scope);
        if !may && matches!(written.host, Host::Network(_)) {
            self.left_out.add(written.label.as_bytes());
            self.left_out.add(b"\n");
        }
        if may {
            self.total = self.total.map(|total| total.saturating_add(list::count(&written.host)));
            if self.first.len() < KEPT {
                self.first.push(written);
            }
        }
    }
}

impl Survey {
    /// Which networks may not be asked, in as many digits.
    pub(super) fn left_out(&self) -> String {
        self.left_out.clone().digits()
    }

    /// Sorts out the targets once the user's word is taken for them; they are few.
    pub(super) fn admit_first(&mut self, scope: &Scope, questions: &Questions) {
        let first = std::mem::take(&mut self.first);
        self.total = Some(0);
        for written in first {
            self.lines -= 1;
            self.add(written, scope, false, questions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::List;
    use super::*;

    fn survey(list: &str) -> anyhow::Result<Survey> {
        let source = Source { named: Vec::new(), list: List::Text(list.into()) };
        let questions = Questions::read("standard", None).unwrap();
        Survey::of(&source, &Scope::this_machine(Vec::new()), false, &questions)
    }

    #[test]
    fn everything_is_counted_and_little_kept() {
        let list = (0..5_000).map(|number| format!("127.0.0.1:{}\n", number + 1));
        let list = list.collect::<String>() + "127.1.0.0/24\n10.0.0.0/8\nmx.example\n";
        let survey = survey(&list).unwrap();
        assert_eq!((survey.lines, survey.total), (5_003, Some(5_000 + 254 + 1)));
        assert_eq!((survey.admission.refused(), survey.first.len()), (1, KEPT));
        assert!(survey.has_names && survey.has_strangers);
    }

    #[test]
    fn one_mistake_names_its_line() {
        let wrong = survey("\u{feff}127.0.0.1 # ours\n\nh:0\n").unwrap_err();
        assert!(format!("{wrong:#}").starts_with("line 3 of the list: `h:0`"));
        assert!(survey("# nobody\n").is_err());
    }

    #[test]
    fn another_list_has_another_digest() {
        let digest = |list| survey(list).unwrap().digest;
        assert_eq!(digest("127.0.0.1\n"), digest("127.0.0.1\n"));
        assert_ne!(digest("127.0.0.1\n"), digest("127.0.0.2\n"));
        assert_eq!(digest("127.0.0.1\n").len(), 64);
    }
}
