//! Bounces in the words of servers older than the standard, or that do not keep to it.
//!
//! A record says by which words one is known and where the copy of our message begins; whom it speaks of, and
//! why, is then read in the same way from all of them: an address opens an entry, what follows is its reason.

use super::reason::REASONS;
use super::status::{enhanced, reply};
use super::{Action, Bounce, DIAGNOSTIC_CHARACTERS, MOST_RECIPIENTS, Recipient};
use crate::answer::automatic::Marks;
use crate::answer::parts::{Mail, Part};
use crate::answer::{calm, fields};

/// Lines of a bounce that are read.
const MOST_LINES: usize = 2000;
/// Lines that are taken for the reason of one recipient.
const REASON_LINES: usize = 12;

/// A way to say that mail could not be delivered.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Its name in [`Bounce::form`].
    pub id: &'static str,
    /// Whose words these are.
    pub about: &'static str,
    /// Where they can be read.
    pub source: &'static str,
    /// Words of the text, in small letters; one of them is enough.
    pub signs: &'static [&'static str],
    /// Words of the subject, in small letters; one of them is enough as well.
    pub subjects: &'static [&'static str],
    /// Whether it tells of a delay, unless the text says otherwise.
    pub is_delay: bool,
    /// A text that it is, and the recipient and status that are read from it.
    pub example: (&'static str, &'static str, &'static str),
}

/// All forms. The first that is recognised counts; the last is what is common to all.
#[rustfmt::skip]
pub const FORMS: &[Form] = &[
    Form { id: "qmail-delay", about: "qmail's bounce of a message that was tried too long is a failure; this one of its patches is a warning",
        source: "https://cr.yp.to/proto/qsbmf.txt", signs: &["hi. this is the qmail-send program", ], subjects: &[], is_delay: true,
        example: ("Hi. This is the qmail-send program at mx.example.\nThis is a warning only; the message has not been delivered yet.\n\n<a@b.example>:\nConnected to 192.0.2.1 but connection died. (#4.4.2)\n", "a@b.example", "4.4.2") },
    Form { id: "qmail", about: "qmail and its children (netqmail, notqmail, Plesk): \"Hi. This is the qmail-send program\"",
        source: "https://cr.yp.to/proto/qsbmf.txt", signs: &["hi. this is the", "i'm afraid i wasn't able to deliver your message", "this is a permanent error; i've given up"], subjects: &["failure notice"], is_delay: false,
        example: ("Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <us@cert.example>\nTo: x@y.example\n", "a@b.example", "5.1.1") },
    Form { id: "exim-delay", about: "Exim's warning: \"a message that you sent has not yet been delivered\"",
        source: "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-customizing_messages.html", signs: &["has not yet been delivered to one or more", "no action is required on your part. delivery attempts will continue"], subjects: &["warning: message "], is_delay: true,
        example: ("This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address to which the message has not yet been delivered is:\n\n  a@b.example\n    host mx.b.example [192.0.2.1]\n    Delay reason: SMTP error: 451 4.7.1 try later\n", "a@b.example", "4.7.1") },
    Form { id: "exim", about: "Exim: \"This message was created automatically by mail delivery software\"",
        source: "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-customizing_messages.html", signs: &["this message was created automatically by mail delivery software", "a message that you sent could not be delivered to"], subjects: &["mail delivery failed: returning message to sender"], is_delay: false,
        example: ("This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  a@b.example\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nTo: c@d.example\n", "a@b.example", "5.1.1") },
    Form { id: "sendmail-delay", about: "Sendmail's warning: \"THIS IS A WARNING MESSAGE ONLY\"",
        source: "https://www.proofpoint.com/us/sendmail-open-source", signs: &["this is a warning message only", "you do not need to resend your message"], subjects: &["warning: could not send message for past"], is_delay: true,
        example: ("    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- Transcript of session follows -----\n<a@b.example>... Deferred: Connection refused by b.example.\nWarning: message still undelivered after 4 hours\n", "a@b.example", "4.4.1") },
    Form { id: "sendmail", about: "Sendmail: \"The following addresses had permanent fatal errors\"",
        source: "https://www.proofpoint.com/us/sendmail-open-source", signs: &["the following addresses had permanent", "----- transcript of session follows -----", "the following addresses had delivery problems"], subjects: &["returned mail:"], is_delay: false,
        example: ("The original message was received at Mon, 23 Nov 2026 06:00:00 GMT\nfrom cert.example [192.0.2.9]\n\n   ----- The following addresses had permanent fatal errors -----\n<a@b.example>\n    (reason: 550 5.1.1 <a@b.example>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.b.example.:\n>>> DATA\n<<< 550 5.1.1 <a@b.example>... User unknown\n", "a@b.example", "5.1.1") },
    Form { id: "postfix", about: "Postfix, where a gateway took the report away: \"I'm sorry to have to inform you\"",
        source: "https://www.postfix.org/bounce.5.html", signs: &["this is the mail system at host", "this is the postfix program at host", "i'm sorry to have to inform you that your message could not"], subjects: &["undelivered mail returned to sender"], is_delay: false,
        example: ("This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to postmaster.\n\n                   The mail system\n\n<a@b.example>: host mx.b.example[192.0.2.1] said: 550 5.1.1 unknown\n    (in reply to RCPT TO command)\n", "a@b.example", "5.1.1") },
    Form { id: "opensmtpd", about: "OpenSMTPD: \"This is the MAILER-DAEMON, please DO NOT REPLY\"",
        source: "https://man.openbsd.org/smtpd.conf.5", signs: &["this is the mailer-daemon, please do not reply to this"], subjects: &["delivery status notification: error", "delivery status notification: warning"], is_delay: false,
        example: ("    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\na@b.example: 550 Invalid recipient: <a@b.example>\n\n    Below is a copy of the original message:\n", "a@b.example", "5.1.1") },
    Form { id: "courier", about: "Courier: \"This is a delivery status notification from\"",
        source: "https://www.courier-mta.org/dsn.html", signs: &["this is a delivery status notification from", "the original message was received on"], subjects: &["notice: mail delivery status."], is_delay: false,
        example: ("This is a delivery status notification from mx.example,\nrunning the Courier mail server, version 1.0.\n\nThe original message was received on Mon, 23 Nov 2026 06:00:00 +0000\nfrom cert.example (cert.example [192.0.2.9])\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<a@b.example>:\n   mx.b.example [192.0.2.1]:\n <<< 550 User unknown.\n", "a@b.example", "5.1.1") },
    Form { id: "exchange", about: "Exchange and Microsoft 365: \"Your message to ... couldn't be delivered\", \"did not reach the following recipient(s)\"",
        source: "https://learn.microsoft.com/en-us/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online", signs: &["diagnostic information for administrators", "diagnoseinformationen für administratoren", "informations de diagnostic pour les administrateurs", "información de diagnóstico para los administradores", "informazioni di diagnostica per gli amministratori", "diagnostic information for admin", "did not reach the following recipient", "delivery has failed to these recipients", "couldn't be delivered", "hat die folgenden empfänger nicht erreicht", "n'a pas pu être remis"], subjects: &["undeliverable: ", "unzustellbar: ", "non remis : ", "no se puede entregar: ", "onbestelbaar: ", "niedostarczalne: ", "недоставлено: ", "non recapitabile: ", "não é possível entregar: ", "nedoručitelné: "], is_delay: false,
        example: ("Delivery has failed to these recipients or groups:\n\na@b.example\nThe email address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.b.example\n\na@b.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@b.example not found by SMTP address lookup'\n\nOriginal message headers:\n\nTo: c@d.example\n", "a@b.example", "5.1.10") },
    Form { id: "domino", about: "Lotus and HCL Domino: \"DELIVERY FAILURE\"",
        source: "https://help.hcl-software.com/domino/", signs: &["your message\n\n  subject:", "not listed in domino directory", "not listed in public name & address book", "not listed in address book"], subjects: &["delivery failure:"], is_delay: false,
        example: ("Your message\n\n  Subject: Open relay\n\nwas not delivered to:\n\n  a@b.example\n\nbecause:\n\n  User a (a@b.example) not listed in Domino Directory\n", "a@b.example", "5.1.1") },
    Form { id: "gmail", about: "Gmail: \"Delivery to the following recipient failed permanently\", \"Address not found\"",
        source: "https://support.google.com/mail/answer/6596", signs: &["delivery to the following recipient failed permanently", "your message wasn't delivered to", "there was a problem delivering your message to", "delivery to the following recipient has been delayed"], subjects: &["delivery status notification (failure)"], is_delay: false,
        example: ("Delivery to the following recipient failed permanently:\n\n     a@b.example\n\nTechnical details of permanent failure:\nThe error that the other server returned was: 550 5.1.1 User unknown\n\n----- Original message -----\n\nTo: c@d.example\n", "a@b.example", "5.1.1") },
    Form { id: "yahoo", about: "Yahoo: \"Sorry, we were unable to deliver your message to the following address\"",
        source: "https://help.yahoo.com/kb/SLN7343.html", signs: &["we were unable to deliver your message to the following address", "message from yahoo.com.", "message from yahoo.\nunable"], subjects: &[], is_delay: false,
        example: ("Sorry, we were unable to deliver your message to the following address.\n\n<a@b.example>:\nRemote host said: 554 delivery error: dd This user doesn't have a b.example account (a@b.example) [0] [BODY]\n\n--- Below this line is a copy of the message.\n", "a@b.example", "5.1.1") },
    Form { id: "gmx", about: "GMX and web.de: \"The message that you sent could not be delivered\", in German as well",
        source: "https://postmaster.gmx.net/en/", signs: &["this message was created automatically by the mail system", "diese nachricht wurde automatisch", "dies ist eine automatisch erstellte nachricht", "konnte an einen oder mehrere empfänger nicht zugestellt werden", "die unten aufgeführten empfänger"], subjects: &["mail delivery failed: returning message"], is_delay: false,
        example: ("Diese Nachricht wurde automatisch erzeugt.\n\nEine Nachricht, die Sie versendet haben, konnte an einen oder mehrere\nEmpfänger nicht zugestellt werden.\n\na@b.example:\nSMTP error from remote server for RCPT TO command, host: mx.b.example (192.0.2.1) reason: 550 Unbekannter Empfaenger, mailbox not found\n", "a@b.example", "5.1.1") },
    Form { id: "imail", about: "Ipswitch IMail: \"undeliverable to\"",
        source: "https://www.progress.com/imail", signs: &["undeliverable to ", "unknown user: ", "user mailbox exceeds allowed size: "], subjects: &["undeliverable mail"], is_delay: false,
        example: ("Unknown user: a@b.example\n\nRETURN-ADDRESS: us@cert.example\n\nOriginal message follows.\n\nTo: c@d.example\n", "a@b.example", "5.1.1") },
    Form { id: "symantec", about: "Symantec's gateways (Brightmail, MessageLabs): \"could not be delivered to the following\"",
        source: "https://techdocs.broadcom.com/", signs: &["was not delivered to the following recipient", "could not be delivered to the following recipient", "the message could not be delivered to", "messagelabs"], subjects: &["mail delivery problem"], is_delay: false,
        example: ("This is the Mail Security Gateway.\n\nYour message could not be delivered to the following recipients:\n<a@b.example> (user unknown)\n", "a@b.example", "5.1.1") },
    Form { id: "barracuda", about: "Barracuda's gateways: \"message was blocked\"",
        source: "https://campus.barracuda.com/", signs: &["barracuda spam firewall", "barracuda email security", "has been blocked because it contains", "your message to:"], subjects: &["**message you sent blocked by our bulk email filter**", "message you sent blocked"], is_delay: false,
        example: ("Your message to: a@b.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Open relay\n", "a@b.example", "5.7.1") },
    Form { id: "mdaemon", about: "MDaemon: \"The attached message had PERMANENT fatal delivery errors\"",
        source: "https://www.altn.com/Products/MDaemon-Email-Server-Windows/", signs: &["had permanent fatal delivery errors", "the following data may contain sections"], subjects: &["permanent delivery failure", "mdaemon warning"], is_delay: false,
        example: ("The attached message had PERMANENT fatal delivery errors!\n\nFailed address: a@b.example\n\n--- Session Transcript ---\n--> RCPT To:<a@b.example>\n<-- 550 a@b.example unknown user account\n", "a@b.example", "5.1.1") },
    Form { id: "dma", about: "the DragonFly Mail Agent of small hosts",
        source: "https://github.com/corecode/dma", signs: &["this is the dragonfly mail agent"], subjects: &[], is_delay: false,
        example: ("This is the DragonFly Mail Agent v0.13 at example.net.\n\nThere was an error delivering your mail to <a@b.example>.\n\nmx.b.example [192.0.2.2] did not like our RCPT TO:\n550 5.1.1 <a@b.example>: User unknown\n\nMessage headers follow.\n\nReceived: from root\n", "a@b.example", "5.1.1") },
    Form { id: "general", about: "whatever else calls itself a failed delivery, from a mailer",
        source: "RFC 3461 section 6", signs: &["could not be delivered", "couldn't be delivered", "was not delivered", "unable to deliver", "undeliverable", "delivery failed", "delivery failure", "delivery to the following", "konnte nicht zugestellt werden", "nicht zugestellt", "no se ha podido entregar", "no se pudo entregar", "n'a pas pu être", "non è stato possibile", "não foi possível entregar", "nie można dostarczyć", "nie została dostarczona", "не удалось доставить", "не доставлено", "配信できません", "配信不能", "无法投递", "退信", "無法傳遞", "teslim edilemedi", "kon niet worden bezorgd", "nelze doručit", "nem kézbesíthető", "nu a putut fi"], subjects: &["undeliver", "delivery fail", "returned mail", "failure notice", "mail delivery", "delivery status", "delivery problem", "non-delivery", "unzustellbar", "nicht zustellbar", "mail error", "mail system error", "退信", "delayed mail", "delivery delayed"], is_delay: false,
        example: ("Your mail was not delivered to a@b.example: the mailbox is full.\n", "a@b.example", "5.2.2") },
];

/// Where the copy of our message begins, in small letters.
const COPIES: &[&str] = &[
    "--- below this line is a copy of the message",
    "--- original message follows",
    "------ this is a copy of",
    "----- original message -----",
    "-----original message",
    "----- message header follows -----",
    "----- unsent message",
    "original message follows",
    "original message headers",
    "message headers follow",
    "below is a copy of the original message",
    "--- the following message could not",
    "ursprüngliche nachrichtenkopfzeilen",
    "--- undelivered message follows ---",
    "--- the header of the original message",
    "return-path:",
    "received: ",
    "message-id: ",
];

/// Words that say that it is only late.
const LATE: &[&str] = &[
    "warning only",
    "warning message only",
    "not yet been delivered",
    "has been delayed",
    "will continue to be tried",
    "will be retried",
    "will keep trying",
    "delivery is delayed",
    "delivery status notification (delay)",
    "noch nicht zugestellt",
];

/// Reads `mail` as a bounce in somebody's own words; `None` if it is none.
pub(super) fn read(mail: &Mail<'_>, marks: &Marks) -> Option<Bounce> {
    let failed: Vec<String> = mail.fields.all("x-failed-recipients").collect();
    if !(marks.is_from_the_mailer || (!failed.is_empty() && marks.is_machine())) {
        return None;
    }
    let text = text(mail);
    let small = text.to_lowercase();
    let subject = mail.fields.decoded("subject").unwrap_or_default().to_lowercase();
    // Subjects are the same with many; words are somebody's own.
    let last = FORMS.len().saturating_sub(1);
    let own = FORMS.get(..last).unwrap_or_default();
    let form = own.iter().find(|form| form.says(&small));
    let form =
        form.or_else(|| FORMS.iter().find(|form| form.titles(&subject) || form.says(&small)));
    let form = form.or_else(|| FORMS.last().filter(|_| !failed.is_empty()))?;
    let is_late = form.is_delay || LATE.iter().any(|it| small.contains(it) || subject.contains(it));
    let action = if is_late { Action::Delayed } else { Action::Failed };
    let mut recipients = entries(&text, action);
    let told: Vec<String> =
        failed.iter().flat_map(|it| it.split(',')).filter_map(fields::address).collect();
    if !told.is_empty() {
        recipients.retain(|one| told.contains(&one.address));
        for address in told.into_iter().take(MOST_RECIPIENTS) {
            if !recipients.iter().any(|one| one.address == address) {
                recipients.push(Recipient { address, action, ..Recipient::default() });
            }
        }
    }
    let original_message_id = copied_id(&text);
    Some(Bounce { form: form.id, recipients, original_message_id, reporter: None })
}

/// What the words of a report say of each recipient, besides its fields.
pub(super) fn said(mail: &Mail<'_>) -> Vec<Recipient> {
    entries(&text(mail), Action::Failed)
}

impl Form {
    fn says(&self, text: &str) -> bool {
        // What warns looks like what gives up, but for these words.
        if self.id == "qmail-delay" && !LATE.iter().any(|it| text.contains(it)) {
            return false;
        }
        self.signs.iter().any(|it| text.contains(it))
    }

    fn titles(&self, subject: &str) -> bool {
        self.subjects.iter().any(|it| subject.contains(it))
    }
}

/// What the bounce itself says: its first text.
fn text(mail: &Mail<'_>) -> String {
    let plain = mail.part(&["text/plain"]).map(Part::text);
    let html = || {
        let part = mail.part(&["text/html"])?;
        Some(super::super::words::plain(&part.text()))
    };
    let plain = plain.filter(|it| !it.trim().is_empty()).or_else(html).unwrap_or_default();
    calm::lines(&plain, 256 * 1024)
}

/// The recipients that the text speaks of, each with what follows it for a reason.
fn entries(text: &str, action: Action) -> Vec<Recipient> {
    let mut recipients: Vec<(Recipient, String, usize)> = Vec::new();
    for line in text.lines().take(MOST_LINES) {
        let small = line.trim().to_lowercase();
        if COPIES.iter().any(|it| small.starts_with(it)) {
            break;
        }
        let is_aside = [
            "return-address",
            "from:",
            "sender:",
            "reply-to:",
            "for further",
            "to contact",
            "please contact",
            "if you",
        ];
        let is_aside =
            is_aside.iter().any(|it| small.starts_with(it)) || small.contains("postmaster@");
        let found = if is_aside { None } else { address_in(line) };
        let opens = found.as_ref().is_some_and(|address| {
            recipients.len() < MOST_RECIPIENTS
                && !recipients.iter().any(|(one, _, _)| one.address == *address)
        });
        if let Some(address) = found.filter(|_| opens) {
            let recipient = Recipient { address, action, ..Recipient::default() };
            recipients.push((recipient, line.trim().to_owned(), 0));
        } else if let Some((_, reason, lines)) = recipients.last_mut() {
            *lines = lines.saturating_add(1);
            if *lines <= REASON_LINES && reason.len() < 4 * DIAGNOSTIC_CHARACTERS {
                reason.push(' ');
                reason.push_str(line.trim());
            }
        }
    }
    let before = text.lines().take(MOST_LINES).take_while(|line| address_in(line).is_none());
    let before: String = before.flat_map(|line| [line.trim(), " "]).take(200).collect();
    let read = |(mut recipient, reason, _): (Recipient, String, usize)| {
        let small = reason.to_lowercase();
        let is_told = enhanced(&reason).is_some()
            || reply(&reason).is_some()
            || REASONS.iter().any(|(_, words)| words.iter().any(|word| small.contains(word)));
        // "Unknown user: a@b" and "mailbox is full for a@b" stand before it.
        let reason = if is_told { reason } else { format!("{reason} {before}") };
        recipient.diagnostic = Some(calm::line(&reason, DIAGNOSTIC_CHARACTERS));
        recipient.status = enhanced(&reason);
        recipient
    };
    recipients.into_iter().map(read).collect()
}

/// The first mail address in a line.
fn address_in(line: &str) -> Option<String> {
    let apart = |it: char| it.is_whitespace() || "<>()[]{},;:\"'|".contains(it);
    let words = line.split(apart).filter(|word| word.contains('@')).take(8);
    words
        .filter_map(|word| fields::address(word.trim_end_matches('.')))
        .find(|address| address.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.')))
}

/// The message id in the copy of our message.
fn copied_id(text: &str) -> Option<String> {
    let mut lines = text.lines().take(MOST_LINES);
    lines.find_map(|line| {
        let (name, value) = line.trim().split_once(':')?;
        let is_id = name.eq_ignore_ascii_case("message-id");
        if is_id { fields::ids(value).into_iter().next() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::bounce::reason;

    #[test]
    fn every_form_is_known_by_its_example() {
        for form in FORMS {
            let (text, address, status) = form.example;
            let small = text.to_lowercase();
            let found = FORMS.iter().find(|one| one.says(&small)).map(|one| one.id);
            assert_eq!(found, Some(form.id), "{text}");
            assert!(!form.about.is_empty() && !form.source.is_empty());
            let action = if form.is_delay { Action::Delayed } else { Action::Failed };
            let found = entries(text, action);
            let shown: Vec<&str> = found.iter().map(|one| one.address.as_str()).collect();
            assert_eq!(shown, [address], "{}", form.id);
            let one = &found[0];
            let read =
                reason::refined(one.status, one.diagnostic.as_deref().unwrap_or_default(), action);
            assert_eq!(
                read.map(|it| it.to_string()).as_deref(),
                Some(status),
                "{}: {one:?}",
                form.id
            );
            let signs = form.signs.iter().chain(form.subjects);
            signs.for_each(|it| assert_eq!(*it, it.to_lowercase(), "{}", form.id));
        }
        let mut ids: Vec<_> = FORMS.iter().map(|form| form.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FORMS.len());
    }

    #[test]
    fn a_million_recipients_are_bounded() {
        let text: String = (0..5000)
            .flat_map(|it| ["<a".to_owned(), it.to_string(), "@b.example>: no\n".to_owned()])
            .collect();
        assert_eq!(entries(&text, Action::Failed).len(), MOST_RECIPIENTS);
    }
}
