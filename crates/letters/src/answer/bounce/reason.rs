//! What a server meant, where its code does not say.

use super::Action;
use super::status::{Status, enhanced, reply};
use super::{Failure, status};

/// Words that say why, and the status code that they stand for. The first row that is found counts.
#[rustfmt::skip]
pub(super) const REASONS: &[(Status, &[&str])] = &[
    (Status::new(5, 7, 1), &["spam", "blacklist", "blocklist", "black list", "blocked", "dnsbl", "rbl ", "spamhaus", "spamcop", "barracudacentral", "reputation", "policy", "not authorized", "not authorised", "access denied", "dmarc", "unsolicited", "administratively prohibited", "relaying denied", "relay not permitted", "relay access denied", "verboten", "refusé par", "política"]),
    (Status::new(5, 2, 2), &["mailbox full", "mailbox is full", "over quota", "quota exceeded", "exceeded storage", "overquota", "exceeds quota", "out of storage", "insufficient storage", "storage limit", "disk quota", "not enough space", "mailbox size limit", "quota", "postfach ist voll", "postfach voll", "boîte pleine", "boite pleine", "buzón lleno", "casella piena", "caixa cheia", "skrzynka jest pełna", "ящик переполнен", "переполнен", "容量", "已满", "已滿"]),
    (Status::new(5, 3, 4), &["too large", "too big", "size limit", "exceeds size", "exceeds the maximum", "maximum message size", "message size exceeds", "larger than the", "zu groß", "trop volumineux", "demasiado grande", "troppo grande"]),
    (Status::new(5, 2, 1), &["mailbox disabled", "account disabled", "account is disabled", "account has been disabled", "mailbox unavailable", "account is inactive", "inactive user", "inactive account", "no longer active", "account expired", "has been suspended", "deactivated", "no longer accepting", "no longer accepts", "deaktiviert"]),
    (Status::new(5, 1, 2), &["host not found", "domain not found", "host unknown", "unknown host", "name or service not known", "no such domain", "nxdomain", "domain does not exist", "couldn't find any host", "no route to domain", "no mail exchanger", "null mx", "nullmx", "does not accept mail", "domain name not found", "bad destination host", "unable to resolve", "dns lookup failure", "indicated no smtp service", "does not resolve", "could not be resolved"]),
    (Status::new(5, 1, 1), &["user unknown", "unknown user", "no such user", "no such mailbox", "no such recipient", "no such address", "no such local", "no mailbox here", "mailbox not found", "user doesn't exist", "user does not exist", "does not exist", "doesn't have", "unrouteable address", "unroutable address", "recipient rejected", "address rejected", "unknown address", "unknown recipient", "recipient unknown", "recipient not found", "recipientnotfound", "not our customer", "not listed in", "isn't in my", "invalid recipient", "invalid mailbox", "unknown local part", "no account", "user not found", "address not found", "not a valid", "wasn't found at", "couldn't be found", "unbekannt", "existiert nicht", "nicht gefunden", "nicht verfügbar", "inconnu", "introuvable", "n'existe pas", "desconocido", "no existe", "no se encontró", "sconosciuto", "non esiste", "desconhecido", "não existe", "nieznany", "nie istnieje", "не существует", "не найден", "不存在", "存在しません"]),
    (Status::new(5, 4, 6), &["too many hops", "mail loop", "loops back", "routing loop", "hop count"]),
    (Status::new(4, 4, 1), &["timed out", "timeout", "connection refused", "unreachable", "couldn't establish", "no route to host", "retry time", "not answer", "could not connect", "unable to connect", "too long on the queue", "in the queue too long", "retry timeout", "temporar"]),
];

/// Says what a status and the words beside it mean for the next message.
pub(super) fn failure(status: Option<Status>, diagnostic: &str) -> Failure {
    let text = diagnostic.to_lowercase();
    let refused =
        || REASONS.first().is_some_and(|(_, words)| words.iter().any(|it| text.contains(it)));
    let Some(status) = status else {
        return if refused() { Failure::Refused } else { Failure::Soft };
    };
    let is_unknown = text.contains("user unknown") || text.contains("unknown user");
    match (status.class, status.subject, status.detail) {
        (2 | 4, _, _) => Failure::Soft,
        // 5.1.7 to 5.1.9 are about the sender, and tell nothing of the recipient.
        (_, 7, _) | (_, 1, 7..=9) => Failure::Refused,
        // Servers say 5.0.0, 5.1.1 and 5.2.1 for what is their policy, too.
        (_, 0, _) if refused() => Failure::Refused,
        (_, 1 | 2, _) if refused() && !is_unknown => Failure::Refused,
        (_, 1, _) | (_, 2, 0 | 1 | 4) | (_, 4, 3 | 4) => Failure::Hard,
        // Exchange Online says 5.4.1 for "no such recipient"; elsewhere it is a host that does not answer.
        (_, 4, 1) if text.contains("recipient address rejected") => Failure::Hard,
        _ => Failure::Soft,
    }
}

/// The status that the text stands for, where `told` is missing or vague.
pub(super) fn refined(told: Option<Status>, diagnostic: &str, action: Action) -> Option<Status> {
    let is_enough = told.is_some_and(|told| !told.is_vague());
    if is_enough || !matches!(action, Action::Failed | Action::Delayed) {
        return told;
    }
    let said = enhanced(diagnostic).filter(|it| !it.is_vague() && it.class != 2);
    let code = reply(diagnostic);
    let class = told.or(code).map(|it| it.class);
    let worded = worded(&diagnostic.to_lowercase());
    let worded = worded.map(|it| Status { class: class.unwrap_or(it.class), ..it });
    let status: Option<Status> = said.or(worded).or(told).or(code);
    // A delay is no failure, whatever is said about it.
    status.map(|it| if action == Action::Delayed { status::Status { class: 4, ..it } } else { it })
}

/// The status that words stand for. `text` is in small letters.
pub(super) fn worded(text: &str) -> Option<Status> {
    let found = REASONS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    found.map(|(status, _)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_codes_do_not() {
        for (told, text, wanted, failure_wanted) in [
            ("", "550 User unknown", "5.1.1", Failure::Hard),
            ("5.0.0", "smtp; 550 Unrouteable address", "5.1.1", Failure::Hard),
            ("5.0.0", "smtp; 550-5.1.1 nobody here", "5.1.1", Failure::Hard),
            ("", "552 mailbox is full", "5.2.2", Failure::Soft),
            ("5.2.2", "full", "5.2.2", Failure::Soft),
            ("", "554 blocked using zen.spamhaus.example", "5.7.1", Failure::Refused),
            ("5.0.0", "554 Message refused", "5.0.0", Failure::Soft),
            ("5.1.1", "550 rejected: your host is on a blacklist", "5.1.1", Failure::Refused),
            ("5.1.1", "550 5.1.1 user unknown", "5.1.1", Failure::Hard),
            (
                "5.4.1",
                "550 5.4.1 Recipient address rejected: Access denied.",
                "5.4.1",
                Failure::Hard,
            ),
            ("5.1.8", "sender has no MX", "5.1.8", Failure::Refused),
            (
                "",
                "sorry, I couldn't find any host named b.example. (#5.1.2)",
                "5.1.2",
                Failure::Hard,
            ),
            ("4.4.1", "connection timed out", "4.4.1", Failure::Soft),
        ] {
            let status = refined(told.parse().ok(), text, Action::Failed);
            assert_eq!(status.map(|it| it.to_string()).as_deref(), Some(wanted), "{text}");
            assert_eq!(failure(status, text), failure_wanted, "{text}");
        }
        let late = refined(None, "550 user unknown", Action::Delayed);
        assert_eq!(late.map(|it| it.class), Some(4));
    }
}
