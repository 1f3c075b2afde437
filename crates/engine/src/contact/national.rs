//! The national teams, each with the page that says where it takes reports.

use std::borrow::Cow;

use super::csirt::Csirt;

const fn team(
    country: &'static str,
    name: &'static str,
    contact: &'static str,
    source: &'static str,
) -> Csirt {
    Csirt {
        country: Cow::Borrowed(country),
        name: Cow::Borrowed(name),
        contact: Cow::Borrowed(contact),
        source: Cow::Borrowed(source),
    }
}

/// By country. A country whose team's address could not be read on a page of the team's own, of
/// its government or of FIRST is not here; read in November 2026.
#[rustfmt::skip]
pub(super) const NATIONAL: &[Csirt] = &[
    team("BR", "CERT.br", "cert@cert.br", "https://cert.br/about/rfc2350/"),
    team("CZ", "NÚKIB (GovCERT.CZ)", "cert.incident@nukib.cz", "https://www.govcert.cz/cs/vladni-cert/hlaseni-incidentu/"),
];
