//! Whether a machine wrote a message, and whether it may be answered by one (RFC 3834).
//!
//! Two questions, for ticket systems and lists set the same marks on what people write: [`Weight::Machine`] says
//! that no person wrote this, [`Weight::Silence`] only that no machine may answer it.

use super::Envelope;
use super::fields::Fields;

/// How much a mark says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Weight {
    /// No person wrote this message.
    Machine,
    /// A person may have written it; a machine must not answer it.
    Silence,
}

/// What a mark looks for.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// A field of that name, whose value begins with one of these words; any value, if there are none.
    Field(&'static str, &'static [&'static str]),
    /// A field of that name, whose value begins with none of these words.
    FieldBut(&'static str, &'static [&'static str]),
    /// The return path is empty.
    NoReturnPath,
    /// The local part of the sender is, or begins with, one of these.
    Sender(&'static [&'static str]),
}

/// One mark of a machine.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Its name.
    pub id: &'static str,
    /// Who sets it, and what for.
    pub about: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// How much it says.
    pub weight: Weight,
    /// What is looked for.
    pub sign: Sign,
    /// A header that bears it, without the end of its line.
    pub example: &'static str,
    /// One that looks like it and does not.
    pub look_alike: &'static str,
}

const RFC3834: &str = "RFC 3834 section 2";
const MICROSOFT: &str =
    "https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxcmail/";

/// The marks. Values are compared in small letters.
#[rustfmt::skip]
pub const MARKS: &[Mark] = &[
    Mark { id: "auto-submitted", about: "the standard's own mark", source: "RFC 3834 section 5", weight: Weight::Machine, sign: Sign::FieldBut("auto-submitted", &["no"]), example: "Auto-Submitted: auto-replied (vacation)", look_alike: "Auto-Submitted: no" },
    Mark { id: "null-return-path", about: "reports and automatic answers are sent from nobody", source: "RFC 5321 section 4.5.5", weight: Weight::Machine, sign: Sign::NoReturnPath, example: "Return-Path: <>", look_alike: "Return-Path: <a@b.example>" },
    Mark { id: "x-autoreply", about: "CommuniGate, Roundcube's vacation, scripts", source: "https://www.iana.org/assignments/message-headers/message-headers.xhtml", weight: Weight::Machine, sign: Sign::FieldBut("x-autoreply", &["no"]), example: "X-Autoreply: yes", look_alike: "X-Autoreply: no" },
    Mark { id: "x-autorespond", about: "autoresponders of hosting panels", source: "https://docs.cpanel.net/cpanel/email/autoresponders/", weight: Weight::Machine, sign: Sign::FieldBut("x-autorespond", &["no"]), example: "X-Autorespond: On holiday", look_alike: "X-Autorespond: no" },
    Mark { id: "x-autoresponder", about: "autoresponders of web forms", source: "https://wiki.zimbra.com/", weight: Weight::Machine, sign: Sign::FieldBut("x-autoresponder", &["no"]), example: "X-Autoresponder: 1", look_alike: "X-Autoresponder: no" },
    Mark { id: "x-autoreply-from", about: "vacation of hosting panels", source: "https://wiki.zimbra.com/", weight: Weight::Machine, sign: Sign::Field("x-autoreply-from", &[]), example: "X-AutoReply-From: a@b.example", look_alike: "From: a@b.example" },
    Mark { id: "x-mail-autoreply", about: "T-Online and others", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::Field("x-mail-autoreply", &[]), example: "X-Mail-Autoreply: 1", look_alike: "X-Mailer: autoreply" },
    Mark { id: "x-auto-reply", about: "answering scripts", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::FieldBut("x-auto-reply", &["no"]), example: "X-Auto-Reply: yes", look_alike: "X-Auto-Reply: no" },
    Mark { id: "precedence-auto-reply", about: "answering scripts", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::Field("precedence", &["auto_reply", "auto-reply"]), example: "Precedence: auto_reply", look_alike: "Precedence: normal" },
    Mark { id: "x-precedence-auto-reply", about: "answering scripts", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::Field("x-precedence", &["auto_reply", "auto-reply"]), example: "X-Precedence: auto_reply", look_alike: "X-Precedence: normal" },
    Mark { id: "x-fc-machinegenerated", about: "FirstClass", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::Field("x-fc-machinegenerated", &["true"]), example: "X-FC-MachineGenerated: true", look_alike: "X-FC-MachineGenerated: false" },
    Mark { id: "x-post-messageclass", about: "autoresponders of PostMaster", source: "https://github.com/jpmckinney/multi_mail", weight: Weight::Machine, sign: Sign::Field("x-post-messageclass", &["9; autoresponder"]), example: "X-POST-MessageClass: 9; Autoresponder", look_alike: "X-POST-MessageClass: 1" },
    Mark { id: "delivered-to-autoresponder", about: "cPanel's autoresponder", source: "https://docs.cpanel.net/cpanel/email/autoresponders/", weight: Weight::Machine, sign: Sign::Field("delivered-to", &["autoresponder"]), example: "Delivered-To: Autoresponder", look_alike: "Delivered-To: a@b.example" },
    Mark { id: "x-ms-exchange-generated", about: "Exchange: rules, out of office and reports", source: MICROSOFT, weight: Weight::Machine, sign: Sign::Field("x-ms-exchange-generated-message-source", &[]), example: "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", look_alike: "X-MS-Exchange-Organization-SCL: 0" },
    Mark { id: "x-ms-exchange-loop", about: "Exchange: a rule answered", source: MICROSOFT, weight: Weight::Machine, sign: Sign::Field("x-ms-exchange-inbox-rules-loop", &[]), example: "X-MS-Exchange-Inbox-Rules-Loop: a@b.example", look_alike: "X-MS-Exchange-CrossTenant-Id: 1" },
    Mark { id: "feedback-id", about: "senders of bulk mail", source: "https://support.google.com/a/answer/6254652", weight: Weight::Silence, sign: Sign::Field("feedback-id", &[]), example: "Feedback-ID: 1:2:3", look_alike: "X-Feedback: good" },
    Mark { id: "x-auto-response-suppress", about: "Exchange and ticket systems ask for no automatic answer", source: MICROSOFT, weight: Weight::Silence, sign: Sign::FieldBut("x-auto-response-suppress", &["none"]), example: "X-Auto-Response-Suppress: All", look_alike: "X-Auto-Response-Suppress: None" },
    Mark { id: "precedence-junk", about: "procmail's and others' vacation", source: "https://manpages.debian.org/procmailex", weight: Weight::Machine, sign: Sign::Field("precedence", &["junk"]), example: "Precedence: junk", look_alike: "Precedence: bulk" },
    Mark { id: "precedence", about: "lists, and ticket systems on everything that they send", source: RFC3834, weight: Weight::Silence, sign: Sign::Field("precedence", &["bulk", "list"]), example: "Precedence: bulk", look_alike: "Precedence: first-class" },
    Mark { id: "x-precedence", about: "lists of hosters", source: RFC3834, weight: Weight::Silence, sign: Sign::Field("x-precedence", &["bulk", "list", "junk"]), example: "X-Precedence: bulk", look_alike: "X-Precedence: special-delivery" },
    Mark { id: "list-id", about: "mailing lists", source: "RFC 2919", weight: Weight::Silence, sign: Sign::Field("list-id", &[]), example: "List-Id: <a.b.example>", look_alike: "X-List: a" },
    Mark { id: "list-post", about: "mailing lists", source: "RFC 2369", weight: Weight::Silence, sign: Sign::Field("list-post", &[]), example: "List-Post: <mailto:a@b.example>", look_alike: "X-Post: a" },
    Mark { id: "list-unsubscribe", about: "mailing lists and senders of bulk mail", source: "RFC 2369", weight: Weight::Silence, sign: Sign::Field("list-unsubscribe", &[]), example: "List-Unsubscribe: <mailto:a@b.example>", look_alike: "Unsubscribe: yes" },
    Mark { id: "list-help", about: "mailing lists", source: "RFC 2369", weight: Weight::Silence, sign: Sign::Field("list-help", &[]), example: "List-Help: <mailto:a@b.example>", look_alike: "Help: yes" },
    Mark { id: "mailing-list", about: "ezmlm and others", source: "https://untroubled.org/ezmlm/", weight: Weight::Silence, sign: Sign::Field("mailing-list", &[]), example: "Mailing-List: contact a@b.example; run by ezmlm", look_alike: "X-Mailing: a" },
    Mark { id: "x-mailman-version", about: "Mailman", source: "https://www.list.org/", weight: Weight::Silence, sign: Sign::Field("x-mailman-version", &[]), example: "X-Mailman-Version: 2.1.39", look_alike: "X-Mailer: Mailman" },
    Mark { id: "x-loop", about: "procmail, ticket systems, lists: whoever answers marks it", source: RFC3834, weight: Weight::Silence, sign: Sign::Field("x-loop", &[]), example: "X-Loop: a@b.example", look_alike: "X-Hoop: a" },
    Mark { id: "x-rt-loop-prevention", about: "Request Tracker, on all that it sends", source: "https://docs.bestpractical.com/rt/", weight: Weight::Silence, sign: Sign::Field("x-rt-loop-prevention", &[]), example: "X-RT-Loop-Prevention: example.org", look_alike: "X-RT: example.org" },
    Mark { id: "x-otrs-loop", about: "OTRS and Znuny, on what they send by themselves", source: "https://doc.znuny.org/", weight: Weight::Machine, sign: Sign::Field("x-otrs-loop", &[]), example: "X-OTRS-Loop: yes", look_alike: "X-Powered-By: OTRS" },
    Mark { id: "x-znuny-loop", about: "OTRS and Znuny, on what they send by themselves", source: "https://doc.znuny.org/", weight: Weight::Machine, sign: Sign::Field("x-znuny-loop", &[]), example: "X-Znuny-Loop: yes", look_alike: "X-Mailer: Znuny Mail Service" },
    Mark { id: "mailer-daemon", about: "mail servers themselves", source: "RFC 5321 section 6.1", weight: Weight::Machine, sign: Sign::Sender(MAILERS), example: "From: Mail Delivery System <MAILER-DAEMON@mx.example>", look_alike: "From: Daemon Hill <daemon.hill@b.example>" },
    Mark { id: "no-reply", about: "addresses that nobody reads", source: RFC3834, weight: Weight::Silence, sign: Sign::Sender(&["no-reply", "noreply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "nicht-antworten", "nepasrepondre", "ne-pas-repondre", "noresponder", "no-responder", "nao-responda", "naoresponda", "nieodpowiadaj"]), example: "From: noreply@b.example", look_alike: "From: Noreen Ply <noreen@b.example>" },
    Mark { id: "list-owner", about: "the programs behind lists", source: RFC3834, weight: Weight::Silence, sign: Sign::Sender(&["majordomo", "listserv", "mailman", "owner-", "sympa", "ezmlm"]), example: "From: owner-a@b.example", look_alike: "From: theowner@b.example" },
];

/// Senders that are mail servers.
const MAILERS: &[&str] = &["mailer-daemon", "mailerdaemon", "mailer_daemon", "mail-daemon"];
/// Names by which mail servers send reports, besides those; people write from them as well.
const POSTMASTERS: &[&str] =
    &["postmaster", "mail.delivery", "microsoftexchange", "mdaemon", "root", "bounce", "smtp"];

/// The marks that a message bears.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    found: Vec<&'static Mark>,
    /// Whether a mail server sent it: as its daemon, or as nobody from its postmaster.
    pub(super) is_from_the_mailer: bool,
}

impl Marks {
    /// Looks for all of them.
    pub(super) fn read(fields: &Fields, envelope: &Envelope) -> Self {
        let return_path = fields.first("return-path");
        let from = fields.address("from").or_else(|| envelope.sender.clone());
        let local = from.as_deref().and_then(|it| it.rsplit_once('@')).map(|(local, _)| local);
        let raw = fields.first("from").unwrap_or_default().to_lowercase();
        let local = local.unwrap_or_default().to_lowercase();
        let has_no_path = envelope.sender.is_none() || return_path.as_deref() == Some("<>");
        let bears = |mark: &&'static Mark| match mark.sign {
            Sign::Field(name, words) => {
                fields.all(name).any(|value| words.is_empty() || begins(&value, words))
            }
            Sign::FieldBut(name, words) => fields.all(name).any(|value| !begins(&value, words)),
            Sign::NoReturnPath => has_no_path,
            Sign::Sender(names) => is_named(&local, names),
        };
        let found: Vec<_> = MARKS.iter().filter(bears).collect();
        // Some write `From: MAILER-DAEMON` or `Mail Delivery Subsystem` without an address.
        let is_daemon = is_named(&local, MAILERS) || MAILERS.iter().any(|it| raw.starts_with(it));
        let is_master = is_named(&local, POSTMASTERS)
            || raw.contains("mail delivery")
            || raw.contains("system administrator");
        Self {
            found,
            is_from_the_mailer: is_daemon
                || has_no_path
                || is_master && is_sent_by_a_machine(fields),
        }
    }

    /// Whether no person wrote it.
    pub(super) fn is_machine(&self) -> bool {
        self.found.iter().any(|mark| mark.weight == Weight::Machine)
    }

    /// Whether a machine must not answer it.
    pub(super) fn forbid_an_answer(&self) -> bool {
        !self.found.is_empty()
    }

    /// The ids of all that was found.
    pub(super) fn ids(&self) -> Vec<&'static str> {
        self.found.iter().map(|mark| mark.id).collect()
    }

    /// Whether one of these was found.
    pub(super) fn any(&self, ids: &[&str]) -> bool {
        self.found.iter().any(|mark| ids.contains(&mark.id))
    }
}

/// A postmaster is a person as well, who answers: only with one of these it is the server.
fn is_sent_by_a_machine(fields: &Fields) -> bool {
    fields.has("x-failed-recipients")
        || fields.has("auto-submitted")
        || fields.has("x-ms-exchange-message-is-ndr")
        || fields.first("content-type").is_some_and(|it| it.to_lowercase().contains("report"))
        || !(fields.has("in-reply-to") || fields.has("references"))
}

fn begins(value: &str, words: &[&str]) -> bool {
    let value = value.trim().to_lowercase();
    words.iter().any(|word| {
        let rest = value.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|it: char| it.is_alphanumeric() || it == '-'))
    })
}

/// Whether a local part is one of `names`, or one of them with something behind it.
fn is_named(local: &str, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let rest = local.strip_prefix(name);
        rest.is_some_and(|rest| {
            name.ends_with('-') || !rest.starts_with(|it: char| it.is_alphabetic())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(header: &str) -> Vec<&'static str> {
        let envelope =
            Envelope { sender: Some("x@y.example".to_owned()), recipient: String::new() };
        Marks::read(&Fields::read(header.as_bytes()), &envelope).ids()
    }

    #[test]
    fn every_mark_finds_its_example_and_leaves_its_look_alike() {
        for mark in MARKS {
            assert!(ids(mark.example).contains(&mark.id), "{}", mark.id);
            assert!(!ids(mark.look_alike).contains(&mark.id), "{}", mark.id);
            assert!(!mark.about.is_empty() && !mark.source.is_empty());
        }
        let mut names: Vec<_> = MARKS.iter().map(|mark| mark.id).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MARKS.len());
    }
}
