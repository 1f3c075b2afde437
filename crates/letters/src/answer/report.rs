//! Reports of abuse: about our own mail, or about the host of somebody.
//!
//! Of a report only what its sender says is read. The message that it reports is what a stranger wrote: from it
//! comes nothing but the answer to the question whether it was ours.

use std::net::IpAddr;

use serde_json::Value;

use super::calm;
use super::class::Class;
use super::fields::{self, Fields};
use super::parts::{Mail, Part};
use super::{Ours, words};

/// Suspects of one report that are kept.
const MOST_SUSPECTS: usize = 64;
/// Bytes of an attached report that are parsed.
const JSON_BYTES: usize = 1024 * 1024;
/// Characters of a word of a report.
const WORD_CHARACTERS: usize = 80;

/// Our own mail is unwanted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Complaint {
    /// `abuse`, `opt-out`, `not-spam` and others (RFC 5965 section 7.3), in small letters.
    pub kind: String,
    /// Who got our mail, where the report says so.
    pub recipient: Option<String>,
    /// The id of our message, without brackets.
    pub original_message_id: Option<String>,
    /// Our own mark of the message (`CFBL-Feedback-ID`, RFC 9477).
    pub feedback_id: Option<String>,
}

/// A report about hosts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Report {
    /// The form it came in: `arf`, `xarf`, `x-arf`, or `words` of a person.
    pub form: &'static str,
    /// What it is about, as the report calls it; empty where it does not say.
    pub kind: String,
    /// The hosts that it names, at most 64.
    pub suspects: Vec<Suspect>,
}

/// A host that a report names. Nothing is proven of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suspect {
    /// Its address.
    pub address: IpAddr,
    /// The port of its service, where one is told.
    pub port: Option<u16>,
    /// `open-relay` or `open-proxy`, where the report says so.
    pub kind: Option<&'static str>,
}

/// Words that say of what kind a host is, in small letters.
const KINDS: &[(&str, &[&str])] = &[
    (
        "open-relay",
        &[
            "open relay",
            "open-relay",
            "open_relay",
            "openrelay",
            "smtp relay",
            "mail relay",
            "relaying",
        ],
    ),
    (
        "open-proxy",
        &[
            "proxy",
            "proxies",
            "socks4",
            "socks5",
            "прокси",
            "проксі",
            "代理",
            "プロキシ",
            "프록시",
            "وكيل",
            "פרוקסי",
            "พร็อกซี",
            "प्रॉक्सी",
            "διακομιστής μεσολάβησης",
        ],
    ),
];

/// Words by which people report, in small letters, besides those of [`KINDS`].
const ABUSE: &[&str] = &[
    "spam",
    "abuse",
    "abusive",
    "attack",
    "brute",
    "scan",
    "phishing",
    "malware",
    "botnet",
    "ddos",
    "intrusion",
    "hacked",
    "compromised",
    "missbrauch",
    "angriff",
    "abuso",
    "ataque",
    "attacco",
    "attaque",
    "aanval",
    "misbruik",
    "atak",
    "nadużyc",
    "útok",
    "támad",
    "злоупотреб",
    "атак",
    "спам",
    "saldırı",
    "هجوم",
    "مزعج",
    "ספאם",
    "התקפה",
    "垃圾邮件",
    "攻击",
    "垃圾郵件",
    "攻擊",
    "スパム",
    "迷惑メール",
    "攻撃",
    "스팸",
    "공격",
    "serangan",
    "tấn công",
    "thư rác",
    "สแปม",
    "โจมตี",
    "स्पैम",
    "हमला",
];

/// Reads the report of a machine; `None` if `mail` is none.
pub(super) fn read(mail: &Mail<'_>, ours: &Ours) -> Option<Class> {
    let feedback = mail.part(&["message/feedback-report"]);
    let json = xarf(mail);
    if let Some(feedback) = feedback.filter(|_| mail.media == "multipart/report") {
        let fields = Fields::read(feedback.bytes().trim_ascii_start());
        if json.is_none() && is_about_us(mail, &fields, ours) {
            return Some(Class::Complaint(complaint(mail, &fields)));
        }
        return Some(Class::AbuseReport(json.unwrap_or_else(|| arf(mail, &fields))));
    }
    if let Some(report) = json {
        return Some(Class::AbuseReport(report));
    }
    let is_old = mail.fields.has("x-xarf") || mail.fields.has("x-arf");
    is_old.then(|| old(mail)).flatten().map(Class::AbuseReport)
}

/// Whether the message that was reported came from us.
fn is_about_us(mail: &Mail<'_>, report: &Fields, ours: &Ours) -> bool {
    let told = ["original-mail-from", "reported-domain", "reported-uri"];
    let told = told.iter().flat_map(|name| report.all(name)).any(|value| names_us(&value, ours));
    let original = original(mail);
    let named = ["from", "sender", "return-path"];
    let in_original = original.as_ref().is_some_and(|fields| {
        named.iter().any(|name| fields.address(name).is_some_and(|it| names_us(&it, ours)))
    });
    told || in_original
}

fn names_us(value: &str, ours: &Ours) -> bool {
    let value = value.trim().trim_matches(['<', '>', '"']).to_lowercase();
    let host = value.rsplit_once('@').map_or(value.as_str(), |(_, host)| host);
    let host = host.split_once("://").map_or(host, |(_, host)| host);
    let host =
        host.split(['/', ':', ';', ' ', '>']).next().unwrap_or_default().trim_end_matches('.');
    ours.domains.iter().any(|domain| {
        let below = host.strip_suffix(domain.as_str());
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    })
}

/// The header of the message that was reported.
fn original(mail: &Mail<'_>) -> Option<Fields> {
    let kinds =
        ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"];
    mail.part(&kinds).map(|part| Fields::read(&part.bytes()))
}

fn complaint(mail: &Mail<'_>, report: &Fields) -> Complaint {
    let original = original(mail).unwrap_or_default();
    let recipient = report.address("original-rcpt-to");
    Complaint {
        kind: kind_of(report),
        recipient: recipient.or_else(|| original.address("to")),
        original_message_id: original.ids("message-id").into_iter().next(),
        feedback_id: original.first("cfbl-feedback-id").map(|it| calm::line(&it, WORD_CHARACTERS)),
    }
}

fn kind_of(report: &Fields) -> String {
    let kind = report.first("feedback-type").unwrap_or_default().to_lowercase();
    calm::line(&kind, WORD_CHARACTERS)
}

/// A report in ARF (RFC 5965). `Source-Port` is where the host called from (RFC 6692 section 3), where nothing
/// listens: it is no port of a service.
fn arf(mail: &Mail<'_>, report: &Fields) -> Report {
    let text = mail.part(&["text/plain"]).map(Part::text).unwrap_or_default();
    let kind = kind_in(&text.to_lowercase());
    let sources = report.all("source-ip").filter_map(|it| words::host(it.trim()));
    let suspects = sources.take(MOST_SUSPECTS).map(|address| Suspect { address, port: None, kind });
    Report { form: "arf", kind: kind_of(report), suspects: suspects.collect() }
}

/// An attached report in XARF, version 3 or 4.
fn xarf(mail: &Mail<'_>) -> Option<Report> {
    let is_one = |it: &&Part<'_>| {
        it.media == "application/json"
            || it.name.as_deref().is_some_and(|name| name.to_lowercase().ends_with("xarf.json"))
    };
    let part = mail.parts.iter().find(is_one)?;
    let bytes = part.bytes();
    let value: Value = serde_json::from_slice(bytes.get(..JSON_BYTES).unwrap_or(&bytes)).ok()?;
    let new = value.get("xarf_version").is_some();
    let inner = value.get("Report").unwrap_or(&value);
    if !new && inner.get("ReportType").is_none() {
        return None;
    }
    let text = |names: &[&str]| {
        names.iter().find_map(|name| inner.get(*name).and_then(Value::as_str)).unwrap_or_default()
    };
    let kind = text(&["misconfiguration_type", "type", "ReportType"]).to_lowercase();
    let told =
        ["misconfiguration_type", "service", "type", "description", "ReportType", "Description"];
    let told: String = told.iter().flat_map(|name| [text(&[name]), "\n"]).collect();
    let named = ["service_port", "destination_port", "source_port", "SourcePort"];
    let number = named.iter().find_map(|name| inner.get(*name).and_then(Value::as_u64));
    let address = words::host(text(&["source_identifier", "SourceIp"]));
    let suspect = address.map(|address| Suspect {
        address,
        port: number.and_then(|number| u16::try_from(number).ok()).filter(|port| *port > 0),
        kind: kind_in(&told.to_lowercase()),
    });
    let kind = calm::line(&kind, WORD_CHARACTERS);
    Some(Report { form: "xarf", kind, suspects: suspect.into_iter().collect() })
}

/// A report in X-ARF 0.1 or 0.2: fields in a text.
fn old(mail: &Mail<'_>) -> Option<Report> {
    let texts = mail.parts.iter().filter(|part| part.media.starts_with("text/"));
    let mut fields = texts.map(|part| Fields::read(part.text().as_bytes()));
    let fields = fields.find(|fields| fields.has("report-type"))?;
    let word =
        |name: &str| fields.first(name).unwrap_or_default().trim_matches(['"', '\'']).to_owned();
    let kind = calm::line(&word("report-type").to_lowercase(), WORD_CHARACTERS);
    let named = kind_in(&kind);
    let port = word("port").parse().ok().filter(|port: &u16| *port > 0 && named.is_some());
    let suspect =
        words::host(&word("source")).map(|address| Suspect { address, port, kind: named });
    Some(Report { form: "x-arf", kind, suspects: suspect.into_iter().collect() })
}

/// Reads what a person reports: words of abuse and the address of a host; `None` if it has not both.
pub(super) fn by_a_person(subject: &str, text: &str) -> Option<Report> {
    let small = format!("{subject}\n{text}").to_lowercase();
    let kind = kind_in(&small);
    if kind.is_none() && !ABUSE.iter().any(|word| small.contains(word)) {
        return None;
    }
    let hosts = words::addresses(&format!("{text} {subject}"));
    let suspects = hosts.into_iter().take(MOST_SUSPECTS).map(|address| Suspect {
        address,
        port: port_of(text, address),
        kind,
    });
    let suspects: Vec<Suspect> = suspects.collect();
    let kind = kind.unwrap_or_default().to_owned();
    (!suspects.is_empty()).then_some(Report { form: "words", kind, suspects })
}

/// The port that stands behind an address: `192.0.2.1:25`, `[2001:db8::1]:25`.
fn port_of(text: &str, address: IpAddr) -> Option<u16> {
    let written = if address.is_ipv6() { format!("[{address}]:") } else { format!("{address}:") };
    let (_, rest) = text.split_once(&written)?;
    let digits = rest.split(|it: char| !it.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().ok().filter(|port| *port > 0)
}

/// The kind that words name; none when they name both.
fn kind_in(small: &str) -> Option<&'static str> {
    let mut named = KINDS.iter().filter(|(_, words)| words.iter().any(|it| small.contains(it)));
    match (named.next(), named.next()) {
        (Some((kind, _)), None) => Some(kind),
        _ => None,
    }
}

/// The mail address of a sender in a text that names one; used by what reads wishes.
pub(super) fn address_in(text: &str) -> Option<String> {
    let apart = |it: char| it.is_whitespace() || "<>()[]{},;:\"'|、。，；：".contains(it);
    let mut words = text.split(apart).filter(|word| word.contains('@')).take(16);
    words.find_map(|word| {
        fields::address(word.trim_end_matches(['.', '!', '?']))
            .filter(|it| it.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_domain_is_told_from_others() {
        let ours = Ours { domains: vec!["cert.example".to_owned()], unsubscribe: Vec::new() };
        for (value, is_ours) in [
            ("<bounce+1@cert.example>", true),
            ("bounce@mail.cert.example", true),
            ("https://www.cert.example/u/1", true),
            ("notcert.example", false),
            ("a@cert.example.net", false),
            ("", false),
        ] {
            assert_eq!(names_us(value, &ours), is_ours, "{value}");
        }
    }

    #[test]
    fn people_report_with_an_address_and_a_word() {
        let report = by_a_person("Spam", "192.0.2.10:3128 and [2001:db8::1]:1080 are open proxies")
            .expect("it is");
        let shown: Vec<_> =
            report.suspects.iter().map(|it| (it.address.to_string(), it.port, it.kind)).collect();
        assert_eq!(
            shown,
            [
                ("192.0.2.10".to_owned(), Some(3128), Some("open-proxy")),
                ("2001:db8::1".to_owned(), Some(1080), Some("open-proxy")),
            ]
        );
        assert!(by_a_person("Hello", "our server is 192.0.2.10").is_none());
        assert!(by_a_person("Spam", "I get spam").is_none());
    }
}
