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

/// By country; where a team takes no mail, or none is published, its page with a form stands here.
///
/// Only what stood on a page of the team's own, of its government, or was quoted from one; read in
/// November 2026. Lists that others keep were found to be wrong (Belgium's and Ireland's addresses
/// had changed), so a country that only they name is not here: [`super::Csirts::add`] takes it.
#[rustfmt::skip]
pub(super) const NATIONAL: &[Csirt] = &[
    team("AT", "CERT.at", "reports@cert.at",
        "https://www.cert.at/about/rfc2350/rfc2350.html"),
    team("BE", "CCB, national CSIRT", "info@ccb.belgium.be",
        "https://ccb.belgium.be/en/cert/report-incident"),
    team("BR", "CERT.br", "cert@cert.br",
        "https://cert.br/about/rfc2350/"),
    team("CA", "Canadian Centre for Cyber Security", "contact@cyber.gc.ca",
        "https://www.cyber.gc.ca/en/guidance/cyber-incident-reporting-guidelines-key-information-sharing-requirements"),
    team("CY", "CSIRT-CY", "reporting@csirt.cy",
        "https://csirt.cy/"),
    team("CZ", "NÚKIB (GovCERT.CZ)", "cert.incident@nukib.cz",
        "https://www.govcert.cz/cs/vladni-cert/hlaseni-incidentu/"),
    team("DE", "CERT-Bund", "certbund@bsi.bund.de",
        "https://www.bsi.bund.de/dok/6616602"),
    team("EE", "CERT-EE", "cert@cert.ee",
        "https://ria.ee/en/cyber-security/handling-cyber-incidents-cert-ee/reporting-cyber-incident"),
    team("FI", "NCSC-FI", "cert@traficom.fi",
        "https://github.com/ncsc-fi"),
    team("GR", "National Cybersecurity Authority", "incident@cyber.gov.gr",
        "https://cyber.gov.gr/"),
    team("HR", "CERT.hr", "incident@cert.hr",
        "https://www.cert.hr/en/csirt_specification/"),
    team("HU", "National Cyber Security Institute (NKI)", "csirt@nki.gov.hu",
        "https://incidens.nki.gov.hu/"),
    team("IE", "NCSC-IE", "incident@ncsc.gov.ie",
        "https://gov.ie/en/service/3c176-report-an-incident-digital-service-providers"),
    team("IN", "CERT-In", "incident@cert-in.org.in",
        "https://vikaspedia.in/education/digital-litercy/information-security/report-vulnerabilities-to-cert-in"),
    team("IS", "CERT-IS", "cert@cert.is",
        "https://cert.is/tilkynna-atvik/"),
    team("IT", "CSIRT Italia", "info@csirt.gov.it",
        "https://www.csirt.gov.it/rfc2350.txt"),
    team("JP", "JPCERT/CC", "https://www.jpcert.or.jp/form/",
        "https://www.jpcert.or.jp/form/"),
    team("LU", "CIRCL", "info@circl.lu",
        "https://www.circl.lu/mission/rfc2350/index.html"),
    team("LV", "CERT.LV", "cert@cert.lv",
        "https://likumi.lv/ta/id/353390-nacionalas-kiberdrosibas-likums"),
    team("NL", "NCSC-NL", "cert@ncsc.nl",
        "https://www.ncsc.nl/english/Incident%2BResponse/responsible-disclosure-report.html"),
    team("NZ", "NCSC New Zealand", "https://www.ncsc.govt.nz/what-we-do/services-we-offer/incident-response",
        "https://www.ncsc.govt.nz/what-we-do/services-we-offer/incident-response"),
    team("PL", "CERT Polska", "cert@cert.pl",
        "https://cert.pl/en/uploads/misc/rfc2350.txt"),
    team("PT", "CERT.PT", "cert@cert.pt",
        "https://www.cncs.gov.pt/en/certpt/rfc-2350/"),
    team("RS", "National CERT of the Republic of Serbia", "https://www.cert.rs/en/index.html",
        "https://cert.rs/en/stranica/57-O+Nacionalnom+CERT-u.html"),
    team("SE", "CERT-SE", "cert@cert.se",
        "https://www.cert.se/om-cert-se/rfc-2350/"),
    team("US", "CISA", "https://www.cisa.gov/report",
        "https://www.cisa.gov/report"),
    team("UY", "CERTuy", "cert@cert.uy",
        "https://www.gub.uy/centro-nacional-respuesta-incidentes-seguridad-informatica/comunicacion/publicaciones/reportar-incidente"),
];
