//! The number that a system of theirs gave to our letter.

use super::calm;
use super::fields::Fields;

/// Characters of a number.
const NUMBER_CHARACTERS: usize = 64;

/// A ticket system and how it writes its numbers.
#[derive(Clone, Copy, Debug)]
pub struct TicketSystem {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Where its numbers are described.
    pub source: &'static str,
    /// Fields that hold the number, in small letters.
    pub fields: &'static [&'static str],
    /// What stands around the number in a subject: before it, and after it. In small letters.
    pub subjects: &'static [(&'static str, &'static str)],
    /// What the number is made of.
    pub shape: Shape,
    /// A header with a number, and the number.
    pub example: (&'static str, &'static str),
    /// A header that looks like it and holds none.
    pub look_alike: &'static str,
}

/// What numbers are made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// Digits, at least so many.
    Digits(usize),
    /// A key of capital letters, a hyphen and digits: `ABC-123`.
    Key,
    /// A word with a digit in it.
    Word,
    /// A name and a number: `example.org #1234`; the number counts.
    Named,
}

/// The systems, in the order in which they are looked for.
#[rustfmt::skip]
pub const TICKETS: &[TicketSystem] = &[
    TicketSystem { id: "rt", about: "Request Tracker: [example.org #1234]", source: "https://docs.bestpractical.com/rt/latest/RT_Config.html", fields: &["rt-ticket"], subjects: &[("[", "]")], shape: Shape::Named, example: ("Subject: Re: [abuse.example.org #1234] Open proxy", "1234"), look_alike: "Subject: [example.org 1234] Open proxy" },
    TicketSystem { id: "otrs", about: "OTRS, Znuny, OTOBO: [Ticket#2026112310000012]", source: "https://doc.znuny.org/", fields: &["x-otrs-ticketnumber", "x-znuny-ticketnumber"], subjects: &[("ticket#", ""), ("ticket #", ""), ("ticket# ", ""), ("ticket: #", "")], shape: Shape::Word, example: ("Subject: [Ticket#2026112310000012] Open proxy", "2026112310000012"), look_alike: "Subject: Ticket for the train" },
    TicketSystem { id: "zammad", about: "Zammad: [Ticket#31001]", source: "https://docs.zammad.org/", fields: &["x-zammad-ticket-number"], subjects: &[], shape: Shape::Digits(1), example: ("X-Zammad-Ticket-Number: 31001", "31001"), look_alike: "X-Zammad: yes" },
    TicketSystem { id: "glpi", about: "GLPI: [GLPI #0001234]", source: "https://glpi-user-documentation.readthedocs.io/", fields: &["x-glpi-ticket-id"], subjects: &[("[glpi #", "]")], shape: Shape::Digits(1), example: ("Subject: [GLPI #0001234] New ticket", "0001234"), look_alike: "Subject: [GLPI] New version" },
    TicketSystem { id: "zendesk", about: "Zendesk: [Request received], (#1234), [ABC-DEF]", source: "https://support.zendesk.com/", fields: &["x-zendesk-ticket-id"], subjects: &[("request #", ""), ("(#", ")")], shape: Shape::Digits(2), example: ("Subject: Your request (#123456) has been received", "123456"), look_alike: "Subject: We are (#1)" },
    TicketSystem { id: "freshdesk", about: "Freshdesk: [#1234]", source: "https://support.freshdesk.com/", fields: &["x-freshdesk-ticket-id"], subjects: &[("[#", "]"), ("ticket id: ", ""), ("ticket id ", "")], shape: Shape::Digits(1), example: ("Subject: [#12345] Ticket received", "12345"), look_alike: "Subject: [#relay] open" },
    TicketSystem { id: "osticket", about: "osTicket: [#123456]; X-osTicket-Id", source: "https://docs.osticket.com/", fields: &["x-osticket-id"], subjects: &[("support ticket opened [#", "]")], shape: Shape::Digits(1), example: ("X-osTicket-Id: 123456", "123456"), look_alike: "X-osTicket-Version: v1" },
    TicketSystem { id: "jira", about: "Jira Service Management: (ABC-123), ABC-123", source: "https://support.atlassian.com/jira-service-management-cloud/", fields: &["x-jira-issue-key"], subjects: &[("[jira] (", ")"), ("(", ")"), ("[", "]"), ("", " ")], shape: Shape::Key, example: ("Subject: ABUSE-123 Open proxy", "ABUSE-123"), look_alike: "Subject: UTF-8 or ISO-8859 or RFC-5322" },
    TicketSystem { id: "helpscout", about: "Help Scout and others with their own field", source: "https://docs.helpscout.com/", fields: &["x-helpscout-conversation-number", "x-ticket-id", "x-ticket-number", "x-support-ticket", "x-redmine-issue-id", "x-kayako-ticketid", "x-servicenow-number"], subjects: &[], shape: Shape::Word, example: ("X-Redmine-Issue-Id: 77", "77"), look_alike: "X-Redmine-Host: a" },
    TicketSystem { id: "servicenow", about: "ServiceNow: INC0012345", source: "https://www.servicenow.com/docs/", fields: &[], subjects: &[("inc", ""), ("cs", ""), ("ritm", "")], shape: Shape::Digits(7), example: ("Subject: Incident INC0012345 opened", "0012345"), look_alike: "Subject: Inc 5 of many" },
    TicketSystem { id: "general", about: "whatever else calls it a number", source: "RFC 3834", fields: &[], subjects: &[("ticket number ", ""), ("ticket no. ", ""), ("ticket nr. ", ""), ("ticketnummer ", ""), ("ticket ", ""), ("case #", ""), ("case number ", ""), ("case ", ""), ("vorgang ", ""), ("vorgangsnummer ", ""), ("incidencia ", ""), ("chamado ", ""), ("zgłoszenie ", ""), ("обращение ", ""), ("заявка ", ""), ("заявка №", ""), ("reference number ", ""), ("tracking id: ", ""), ("abuse id ", ""), ("abuseid:", ""), ("[id:", "]")], shape: Shape::Digits(3), example: ("Subject: Case 00123456 was opened", "00123456"), look_alike: "Subject: In case 2 more come" },
];

/// The number in a header, or else in the first lines of `text`.
pub(super) fn find(fields: &Fields, text: &str) -> Option<String> {
    let of_field = TICKETS.iter().flat_map(|system| system.fields.iter()).find_map(|name| {
        let value = fields.first(name)?;
        let value = value.rsplit(['#', ' ']).next().unwrap_or_default();
        number(value, Shape::Word)
    });
    let subject = fields.decoded("subject").unwrap_or_default();
    let of_subject = || TICKETS.iter().find_map(|system| within(&subject, system));
    let start: String = text.lines().take(12).flat_map(|line| [line, "\n"]).collect();
    let of_text = || {
        let told = TICKETS.iter().filter(|system| matches!(system.id, "otrs" | "general"));
        told.into_iter().find_map(|system| within(&start, system))
    };
    of_field.or_else(of_subject).or_else(of_text)
}

fn within(text: &str, system: &TicketSystem) -> Option<String> {
    // Positions of small letters hold for the text itself only where both are of one length.
    let small = Some(text.to_lowercase()).filter(|small| small.len() == text.len());
    let small = small.unwrap_or_else(|| text.to_ascii_lowercase());
    let mut all = system.subjects.iter();
    all.find_map(|(before, after)| {
        if before.is_empty() {
            return text.split_whitespace().take(4).find_map(|word| number(word, system.shape));
        }
        small.match_indices(before).take(8).find_map(|(at, _)| {
            let is_inside = small.get(..at).is_some_and(|it| it.ends_with(char::is_alphanumeric))
                && before.starts_with(char::is_alphanumeric);
            let rest = text.get(at.saturating_add(before.len())..).filter(|_| !is_inside)?;
            let inner = if after.is_empty() {
                rest.trim_start_matches(['#', ':', ' '])
                    .split(|it: char| !(it.is_alphanumeric() || "-_/.".contains(it)))
                    .next()
            } else {
                rest.split_once(after).map(|(inner, _)| inner)
            };
            number(inner?, system.shape)
        })
    })
}

/// `text` as a number of this shape.
fn number(text: &str, shape: Shape) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ':', ',', '/']);
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let found = match shape {
        Shape::Digits(least) => Some(text).filter(|it| is_digits(it) && it.len() >= least),
        Shape::Key => text.split_once('-').and_then(|(key, digits)| {
            let is_key =
                (2..=10).contains(&key.len()) && key.bytes().all(|it| it.is_ascii_uppercase());
            // Standards look like keys.
            let is_standard = matches!(
                key,
                "RFC" | "UTF" | "ISO" | "CVE" | "STD" | "BCP" | "TLS" | "SHA" | "AES" | "IP"
            );
            (is_key && is_digits(digits) && !is_standard).then_some(text)
        }),
        Shape::Word => Some(text).filter(|it| {
            it.bytes().any(|byte| byte.is_ascii_digit())
                && it.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte))
        }),
        Shape::Named => text.rsplit_once('#').map(|(name, digits)| (name, digits.trim())).and_then(
            |(name, digits)| {
                let is_name = !name.trim().is_empty() && name.ends_with(' ');
                (is_name && is_digits(digits)).then_some(digits)
            },
        ),
    };
    found.filter(|it| it.len() <= NUMBER_CHARACTERS).map(|it| calm::line(it, NUMBER_CHARACTERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_finds_its_number_and_leaves_its_look_alike() {
        for system in TICKETS {
            let (header, wanted) = system.example;
            assert_eq!(
                find(&Fields::read(header.as_bytes()), "").as_deref(),
                Some(wanted),
                "{}",
                system.id
            );
            assert_eq!(
                find(&Fields::read(system.look_alike.as_bytes()), ""),
                None,
                "{}",
                system.id
            );
            assert!(!system.about.is_empty() && !system.source.is_empty());
        }
        let text = "Hello,\nyour ticket number 4711-A was opened.\nTicket: #9912";
        assert_eq!(find(&Fields::read(b"Subject: x"), text).as_deref(), Some("9912"));
    }
}
