//! By what can the figures be told apart? One row for each.

use cerrojo_model::Kind;
use cerrojo_store::life::SummaryRef;

/// A way of sorting cases into groups.
#[derive(Clone, Copy, Debug)]
pub struct Dimension {
    /// Its word on the command line and in reports, kebab-case.
    pub id: &'static str,
    /// What its groups are, in a few words.
    pub about: &'static str,
    /// Whether it is known before a check, so that it can be told how accurate a group is.
    pub is_known_before: bool,
    /// Whether chance decided who is in which group, so that the groups are worth comparing.
    pub compares: bool,
    /// Names the groups of a case; an empty name is "not known".
    pub(super) groups: Groups,
}

/// Tells the groups of a case, one after the other.
type Groups = fn(&SummaryRef<'_>, &mut dyn FnMut(&str));

/// Every dimension, in the order of reports.
#[rustfmt::skip]
pub const DIMENSIONS: &[Dimension] = &[
    Dimension { id: "kind",     about: "open relays and open proxies",         is_known_before: true,  compares: false, groups: |case, name| name(case.kind.map_or("", Kind::id)) },
    Dimension { id: "source",   about: "who named the suspects",               is_known_before: true,  compares: false, groups: |case, name| case.sources().for_each(name) },
    Dimension { id: "country",  about: "countries of the addresses",           is_known_before: true,  compares: false, groups: |case, name| name(case.country) },
    Dimension { id: "network",  about: "autonomous systems, or prefixes",      is_known_before: true,  compares: false, groups: |case, name| name(case.network) },
    Dimension { id: "software", about: "what was recognised",                  is_known_before: false, compares: false, groups: |case, name| name(case.software) },
    Dimension { id: "language", about: "first languages of the letters",       is_known_before: false, compares: false, groups: |case, name| name(case.language) },
    Dimension { id: "variant",  about: "variants of the letter",               is_known_before: false, compares: true,  groups: |case, name| name(case.variant) },
    Dimension { id: "route",    about: "where the contacts were found",        is_known_before: false, compares: false, groups: |case, name| name(case.route) },
    Dimension { id: "control",  about: "written to at once, or to compare later", is_known_before: false, compares: true, groups: |case, name| name(control(case.control)) },
];

impl Dimension {
    /// The dimension of a word.
    #[must_use]
    pub fn read(id: &str) -> Option<&'static Self> {
        DIMENSIONS.iter().find(|dimension| dimension.id == id)
    }
}

const fn control(control: Option<bool>) -> &'static str {
    match control {
        None => "",
        Some(true) => "control",
        Some(false) => "not-control",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_dimension_names_its_groups() {
        let line =
            "notified\topen-proxy\tDE\tAS64496\tSquid\tde\tA\trdap\t1\tone\u{1f}two\t0\t\t\t\t\t0";
        let case = SummaryRef::of_line(line).unwrap();
        let mut named = Vec::new();
        for dimension in DIMENSIONS {
            assert!(!dimension.about.is_empty());
            assert_eq!(Dimension::read(dimension.id).unwrap().about, dimension.about);
            (dimension.groups)(&case, &mut |name| named.push(format!("{} {name}", dimension.id)));
        }
        let expected = [
            "kind open-proxy",
            "source one",
            "source two",
            "country DE",
            "network AS64496",
            "software Squid",
            "language de",
            "variant A",
            "route rdap",
            "control control",
        ];
        assert_eq!(named, expected);
        let ids: BTreeSet<_> = DIMENSIONS.iter().map(|dimension| dimension.id).collect();
        assert_eq!(ids.len(), DIMENSIONS.len());
        assert!(Dimension::read("weather").is_none());
    }
}
