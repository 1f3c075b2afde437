//! Filters that ask whether we are people before they deliver.

use super::class::Found;

/// A filter of this kind.
#[derive(Clone, Copy, Debug)]
pub struct Challenge {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Where it is described.
    pub source: &'static str,
    /// A field that only it sets, in small letters; empty for none.
    pub field: &'static str,
    /// Words of its subject or text, in small letters. They count only where a machine wrote.
    pub words: &'static [&'static str],
    /// A header, an empty line and a text that it sends.
    pub example: &'static str,
}

/// The filters.
#[rustfmt::skip]
pub const CHALLENGES: &[Challenge] = &[
    Challenge { id: "tmda", about: "Tagged Message Delivery Agent", source: "https://tmda.sourceforge.net/", field: "x-tmda-fingerprint", words: &["tmda", "please confirm your message"], example: "From: a@b.example\nX-TMDA-Fingerprint: x\nSubject: Please confirm your message\n\nReply to release it.\n" },
    Challenge { id: "boxtrapper", about: "BoxTrapper of cPanel", source: "https://docs.cpanel.net/cpanel/email/boxtrapper/", field: "x-boxtrapper", words: &["your email requires verification", "boxtrapper"], example: "From: a@b.example\nPrecedence: auto_reply\nSubject: Your email requires verification verify#abc\n\nThe message you sent requires that you verify that you are a real live human being and not a spam source.\n" },
    Challenge { id: "spamarrest", about: "Spam Arrest", source: "https://www.spamarrest.com/", field: "x-spamarrest-noauth", words: &["spam arrest", "spamarrest", "to verify your email address"], example: "From: a@b.example\nAuto-Submitted: auto-replied\nSubject: Please verify your message\n\nI am protecting myself with Spam Arrest. Click to verify.\n" },
    Challenge { id: "ask", about: "Active Spam Killer", source: "https://a-s-k.sourceforge.net/", field: "x-askversion", words: &["please confirm (conf#"], example: "From: a@b.example\nX-AskVersion: 2.5\nSubject: Please confirm (conf#0123456789abcdef)\n\nConfirm.\n" },
    Challenge { id: "earthlink", about: "spamBlocker of EarthLink", source: "https://support.earthlink.net/", field: "", words: &["earthlink spamblocker", "suspect email blocking"], example: "From: a@b.example\nAuto-Submitted: auto-replied\nSubject: Re: x\n\nThis email address is protected by EarthLink spamBlocker.\n" },
    Challenge { id: "mail-in-black", about: "MailInBlack and other French filters", source: "https://www.mailinblack.com/", field: "", words: &["mailinblack", "mail in black", "authentifiez-vous", "demande d'authentification"], example: "From: a@b.example\nAuto-Submitted: auto-replied\nSubject: Demande d'authentification\n\nMailinblack\n" },
    Challenge { id: "general", about: "others that say what they want", source: "RFC 3834 section 1", field: "", words: &["you are human", "real person", "not a robot", "you are a real", "confirm that you are", "confirm your message", "human being", "confirme su mensaje", "confirmez votre message", "bestätigen sie ihre nachricht", "kein roboter", "no es un robot", "не робот"], example: "From: a@b.example\nAuto-Submitted: auto-replied\nSubject: One more step\n\nTo deliver your message, please confirm that you are human.\n" },
];

/// Whether it bears the field of such a filter. Such a one may speak like a bounce.
pub(super) fn is_marked(found: &Found<'_>) -> bool {
    let fields = &found.mail.fields;
    let is_there = CHALLENGES.iter().any(|it| !it.field.is_empty() && fields.has(it.field));
    is_there && (found.marks.is_machine() || says(found))
}

/// Whether it is the question of such a filter, by its words.
pub(super) fn is_one(found: &Found<'_>) -> bool {
    found.marks.is_machine() && says(found)
}

fn says(found: &Found<'_>) -> bool {
    let text = format!("{}\n{}", found.subject, found.text).to_lowercase();
    CHALLENGES.iter().flat_map(|it| it.words).any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Class, Envelope, Ours, read};

    #[test]
    fn every_filter_is_known_by_its_example() {
        let envelope = Envelope {
            sender: Some("a@b.example".to_owned()),
            recipient: "us@cert.example".to_owned(),
        };
        for challenge in CHALLENGES {
            let answer = read(challenge.example.as_bytes(), &envelope, &Ours::default());
            assert_eq!(answer.class, Class::ChallengeResponse, "{}", challenge.id);
            assert!(!challenge.about.is_empty() && !challenge.source.is_empty());
        }
        let person = b"From: a@b.example\nSubject: Re: x\n\nPlease confirm that you are human, we get a lot of phishing.\n";
        assert!(matches!(read(person, &envelope, &Ours::default()).class, Class::Human(_)));
    }
}
