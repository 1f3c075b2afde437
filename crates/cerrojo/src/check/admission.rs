//! Sorts out what may not be asked: counts it, and names a few.

use std::fmt::Write as _;
use std::net::SocketAddr;

use cerrojo_engine::{EngineError, Scope};

use crate::target::{Host, Written};

/// What a user can do about it.
pub(super) const ADVICE: &str =
    "permit it in a scope file (--scope), or state that it is yours (--mine)";
/// As many are named.
const NAMED: usize = 5;

/// How many targets may be asked, and which may not.
#[derive(Debug, Default)]
pub(super) struct Admission {
    /// Targets that may be. Names are among them: where they lead is known only later.
    pub(super) admitted: u64,
    outside: Few,
    excluded: Few,
    /// Nothing is asked of what is spoken there.
    idle: Few,
}

/// The first few of many.
#[derive(Debug, Default)]
struct Few {
    named: Vec<String>,
    count: u64,
}

impl Few {
    fn add(&mut self, name: impl FnOnce() -> String) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(name());
        }
    }

    /// The first few of them, and the verb that goes with as many.
    fn list(&self) -> (String, &'static str) {
        let named = self.named.join(", ");
        let verb = if self.count == 1 { "is" } else { "are" };
        match self.count.saturating_sub(u64::try_from(self.named.len()).unwrap_or(u64::MAX)) {
            0 => (named, verb),
            more => (format!("{named} and {more} more"), verb),
        }
    }
}

/// Whether `scope` holds some of it.
pub(super) fn permits(scope: &Scope, target: &Written) -> Result<(), EngineError> {
    match &target.host {
        Host::Name(_) => Ok(()),
        Host::Address(address) => scope.permit(SocketAddr::new(*address, 0)).map(drop),
        Host::Network(network) => scope.touch(network),
    }
}

impl Admission {
    /// Takes note of a target. Gives back whether any of it may be asked.
    pub(super) fn admit(&mut self, target: &Written, scope: &Scope) -> bool {
        let Err(error) = permits(scope, target) else {
            self.admitted += 1;
            return true;
        };
        self.refuse(&target.label, error);
        false
    }

    /// Takes note of a target that may not be asked, and why.
    pub(super) fn refuse(&mut self, label: &str, why: EngineError) {
        match why {
            EngineError::Excluded { reason, .. } => self.excluded.add(|| {
                let reason = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
                format!("{label}{reason}")
            }),
            _ => self.outside.add(|| label.to_owned()),
        }
    }

    /// Takes note of a target that there is no question for.
    pub(super) fn leave(&mut self, label: &str) {
        self.idle.add(|| label.to_owned());
    }

    /// How many are not asked.
    pub(super) const fn refused(&self) -> u64 {
        self.outside.count.saturating_add(self.excluded.count).saturating_add(self.idle.count)
    }

    /// One sentence about all that may not be; `None` when there is nothing to say.
    pub(super) fn complaint(&self) -> Option<String> {
        let mut complaint = String::new();
        if self.outside.count > 0 {
            let (names, are) = self.outside.list();
            let _ = write!(
                complaint,
                "{names} {are} outside the permitted scope and {are} not asked; {ADVICE}"
            );
        }
        if self.excluded.count > 0 {
            let (names, are) = self.excluded.list();
            let and = if complaint.is_empty() { "" } else { "; " };
            let _ = write!(
                complaint,
                "{and}{names} {are} excluded by the scope file and {are} not asked; leave it out"
            );
        }
        if self.idle.count > 0 {
            let (names, are) = self.idle.list();
            let and = if complaint.is_empty() { "" } else { "; " };
            let _ = write!(
                complaint,
                "{and}{names} {are} not asked: --kind or --tests leaves no question for what is spoken there"
            );
        }
        Some(complaint).filter(|complaint| !complaint.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit_all(targets: &[&str], scope: &str) -> Admission {
        let mut known = Scope::this_machine(Vec::new());
        if !scope.is_empty() {
            let head = "authority = 'A'\ncontact = 'c@a.example'\nexpires = 2027-01-31\n";
            let now = "2026-11-22T12:00:00Z".parse().unwrap();
            known.add_file(&format!("[scope]\n{head}{scope}"), now).unwrap();
        }
        let mut admission = Admission::default();
        for target in targets {
            admission.admit(&Written::read(target).unwrap(), &known);
        }
        admission
    }

    #[test]
    fn a_whole_network_outside_is_one_word() {
        let all = admit_all(&["10.0.0.0/8", "2001:db8::/112", "127.0.0.1", "mx.example.org"], "");
        assert_eq!((all.admitted, all.refused()), (2, 2));
        assert_eq!(
            all.complaint().unwrap(),
            format!(
                "10.0.0.0/8, 2001:db8::/112 are outside the permitted scope and are not asked; {ADVICE}"
            )
        );
    }

    #[test]
    fn many_are_counted_and_the_excluded_told_apart() {
        let many: Vec<String> = (1..=9).map(|number| format!("10.0.0.{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let all = admit_all(&many, "");
        assert!(all.complaint().unwrap().starts_with(
            "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5 and 4 more are outside"
        ));
        let scope = "networks = ['192.0.2.0/24']\nexclude = [{network = '192.0.2.9', reason = 'opted out'}]";
        let all = admit_all(&["192.0.2.9", "192.0.2.0/24"], scope);
        assert_eq!((all.admitted, all.refused()), (1, 1));
        assert_eq!(
            all.complaint().unwrap(),
            "192.0.2.9 (opted out) is excluded by the scope file and is not asked; leave it out"
        );
    }
}
