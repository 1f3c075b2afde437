//! What a security.txt says (RFC 9116): whom to tell, in which languages, until when.

use cerrojo_model::Time;

use super::clean;
use super::reach::Reach;

/// The most that is read of a file, of a line, and of one field's values.
pub const SECURITY_TEXT_MAX: usize = 64 * 1024;
const LINE_MAX: usize = 2048;
const VALUES_MAX: usize = 32;

/// A file, read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SecurityText {
    /// `Contact`, in the order of preference (section 2.5.3).
    pub contacts: Vec<Reach>,
    /// `Preferred-Languages` (section 2.5.8).
    pub languages: Vec<String>,
    /// `Expires` (section 2.5.5), which must be there exactly once.
    pub expires: Option<Time>,
    /// `Canonical` (section 2.5.2).
    pub canonical: Vec<String>,
    /// `Encryption` (section 2.5.4).
    pub encryption: Vec<String>,
    /// It is signed (section 2.3). The signature is not verified, since nobody says whose key it
    /// must be.
    pub is_signed: bool,
}

/// Reads a file; nothing when it names no contact, as a page that says "not found" does.
///
/// Line ends may be those of any system; comments, unknown fields and broken values are passed
/// over; of a signed file only the signed part counts. Reading stops after 64 KiB.
#[must_use]
pub fn read_security_text(bytes: &[u8]) -> Option<SecurityText> {
    let text = clean::text(bytes.get(..SECURITY_TEXT_MAX).unwrap_or(bytes));
    let mut out = SecurityText::default();
    let lines = text.trim_start_matches('\u{feff}').split(['\n', '\r']).map(str::trim_end);
    let mut expiries = 0_usize;
    for line in lines {
        if line == "-----BEGIN PGP SIGNED MESSAGE-----" && !out.is_signed {
            // What stood before it is not signed; the armour's own headers end with an empty line.
            out = SecurityText { is_signed: true, ..SecurityText::default() };
            expiries = 0;
            continue;
        }
        if line == "-----BEGIN PGP SIGNATURE-----" {
            break;
        }
        let line = line.strip_prefix("- ").unwrap_or(line);
        if line.starts_with('#') || line.len() > LINE_MAX {
            continue;
        }
        let Some((field, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match field.trim().to_ascii_lowercase().as_str() {
            "contact" => keep(&mut out.contacts, Reach::read(value)),
            "preferred-languages" => {
                for tag in value.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
                    keep(&mut out.languages, Some(tag.to_owned()));
                }
            }
            "expires" => {
                expiries = expiries.saturating_add(1);
                let time = chrono::DateTime::parse_from_rfc3339(value);
                out.expires = time.ok().map(Time::from);
            }
            "canonical" => keep(&mut out.canonical, page(value)),
            "encryption" => keep(&mut out.encryption, page(value)),
            _ => {}
        }
    }
    if expiries > 1 {
        out.expires = None;
    }
    (!out.contacts.is_empty()).then_some(out)
}

impl SecurityText {
    /// What a reader must know before they rely on it, as sentences.
    #[must_use]
    pub fn cautions(&self, now: Time) -> Vec<String> {
        let mut out = Vec::new();
        match self.expires {
            Some(expires) if expires < now => {
                out.push(format!("it expired on {}", expires.format("%Y-%m-%d")));
            }
            Some(_) => {}
            None => out.push("it does not say once and clearly until when it holds".to_owned()),
        }
        if self.is_signed {
            out.push("it is signed, and the signature was not verified".to_owned());
        }
        out
    }

    /// Whether its time is over.
    #[must_use]
    pub fn is_expired(&self, now: Time) -> bool {
        self.expires.is_some_and(|expires| expires < now)
    }
}

fn keep<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value
        && list.len() < VALUES_MAX
        && !list.contains(&value)
    {
        list.push(value);
    }
}

fn page(value: &str) -> Option<String> {
    clean::name(value).filter(|text| text == value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = "\u{feff}# RFC 9116\r\nContact: mailto:security@example.net\r\nContact: https://example.net/report\r\n\
        contact: tel:+1-201-555-0123\r\nContact: http://example.net/no\r\nExpires: 2027-06-30T00:00:00Z\r\n\
        Preferred-Languages: de, en\r\nCanonical: https://example.net/.well-known/security.txt\r\n\
        Encryption: https://example.net/key.asc\r\nHiring: https://example.net/jobs\r\n";

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn the_order_of_contacts_is_kept() {
        let read = read_security_text(FILE.as_bytes()).unwrap();
        let contacts: Vec<String> = read.contacts.iter().map(ToString::to_string).collect();
        assert_eq!(
            contacts,
            ["security@example.net", "https://example.net/report", "+1-201-555-0123"]
        );
        assert_eq!(read.languages, ["de", "en"]);
        assert_eq!(read.canonical.len(), 1);
        assert_eq!(read.encryption, ["https://example.net/key.asc"]);
        assert!(!read.is_signed);
        assert!(read.cautions(time("2026-11-22T00:00:00Z")).is_empty());
        assert!(read.is_expired(time("2027-07-01T00:00:00Z")));
        assert_eq!(read.cautions(time("2027-07-01T00:00:00Z")), ["it expired on 2027-06-30"]);
        let alone = FILE.replace("\r\n", "\r");
        assert_eq!(read_security_text(alone.as_bytes()).unwrap(), read);
    }

    #[test]
    fn of_a_signed_file_only_the_signed_part_counts() {
        let signed = "Contact: mailto:before@example.net\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n\
            - Contact: mailto:in@example.net\nExpires: never\n-----BEGIN PGP SIGNATURE-----\n\n\
            Contact: mailto:after@example.net\n-----END PGP SIGNATURE-----\n";
        let read = read_security_text(signed.as_bytes()).unwrap();
        assert_eq!(read.contacts, [Reach::read("in@example.net").unwrap()]);
        assert!(read.is_signed);
        assert_eq!(read.cautions(time("2026-11-22T00:00:00Z")).len(), 2);
    }

    #[test]
    fn a_time_said_twice_is_none_and_a_page_is_no_file() {
        let twice = format!("{FILE}Expires: 2030-01-01T00:00:00Z\n");
        assert_eq!(read_security_text(twice.as_bytes()).unwrap().expires, None);
        for text in ["", "<!doctype html><title>Not found: sorry</title>", "Contact: x", "Contact:"]
        {
            assert_eq!(read_security_text(text.as_bytes()), None, "{text}");
        }
        let long = format!("{}\nContact: mailto:a@b.example\n", "#".repeat(SECURITY_TEXT_MAX));
        assert_eq!(read_security_text(long.as_bytes()), None, "beyond the bound");
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_security_text(&bytes);
            let with_field = [b"Contact: ".as_slice(), &bytes].concat();
            if let Some(read) = read_security_text(&with_field) {
                prop_assert!(read.contacts.len() <= VALUES_MAX);
            }
        }
    }
}
