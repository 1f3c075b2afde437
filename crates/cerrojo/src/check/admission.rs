//! Sorts out what may not be asked, before anything is sent.

use std::fmt::Write as _;
use std::net::SocketAddr;

use cerrojo_engine::{EngineError, Scope};

use crate::target::{Host, Written};

/// What a user can do about it.
pub(super) const ADVICE: &str =
    "permit it in a scope file (--scope), or state that it is yours (--mine)";
/// As many are named.
const NAMED: usize = 5;

/// The targets of a run, and those that are none.
pub(super) struct Admission {
    /// What may be asked. Names are among them: where they lead is known only later.
    pub(super) admitted: Vec<Written>,
    /// One sentence about all that may not be; `None` when there is nothing to say.
    pub(super) complaint: Option<String>,
    /// How many that are.
    pub(super) refused: usize,
}

/// Keeps what `scope` holds some of.
pub(super) fn admit(targets: Vec<Written>, scope: &Scope) -> Admission {
    let mut admitted = Vec::new();
    let mut outside = Vec::new();
    let mut excluded = Vec::new();
    for target in targets {
        let refused = match &target.host {
            Host::Name(_) => Ok(()),
            Host::Address(address) => scope.permit(SocketAddr::new(*address, 0)).map(drop),
            Host::Network(network) => scope.touch(network),
        };
        match refused {
            Ok(()) => admitted.push(target),
            Err(EngineError::Excluded { reason, .. }) => {
                let reason = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
                excluded.push(format!("{}{reason}", target.label));
            }
            Err(_) => outside.push(target.label),
        }
    }
    let mut complaint = String::new();
    if !outside.is_empty() {
        let (names, are) = list(&outside);
        let _ = write!(
            complaint,
            "{names} {are} outside the permitted scope and {are} not asked; {ADVICE}"
        );
    }
    if !excluded.is_empty() {
        let (names, are) = list(&excluded);
        let and = if complaint.is_empty() { "" } else { "; " };
        let _ = write!(
            complaint,
            "{and}{names} {are} excluded by the scope file and {are} not asked; leave it out"
        );
    }
    Admission {
        admitted,
        refused: outside.len().saturating_add(excluded.len()),
        complaint: Some(complaint).filter(|complaint| !complaint.is_empty()),
    }
}

/// The first few of them, and the verb that goes with as many.
fn list(labels: &[String]) -> (String, &'static str) {
    let named = labels.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let verb = if labels.len() == 1 { "is" } else { "are" };
    match labels.len().saturating_sub(NAMED) {
        0 => (named, verb),
        more => (format!("{named} and {more} more"), verb),
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
        admit(targets.iter().map(|text| Written::read(text).unwrap()).collect(), &known)
    }

    #[test]
    fn a_whole_network_outside_is_one_word() {
        let all = admit_all(&["10.0.0.0/8", "2001:db8::/112", "127.0.0.1", "mx.example.org"], "");
        assert_eq!((all.admitted.len(), all.refused), (2, 2));
        assert_eq!(
            all.complaint.unwrap(),
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
        assert!(all.complaint.unwrap().starts_with(
            "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5 and 4 more are outside"
        ));
        let scope = "networks = ['192.0.2.0/24']\nexclude = [{network = '192.0.2.9', reason = 'opted out'}]";
        let all = admit_all(&["192.0.2.9", "192.0.2.0/24"], scope);
        assert_eq!((all.admitted.len(), all.refused), (1, 1));
        assert_eq!(
            all.complaint.unwrap(),
            "192.0.2.9 (opted out) is excluded by the scope file and is not asked; leave it out"
        );
    }
}
