//! Who writes the letters of an operation, and how one comes to be: its marks, its headers, its attachments.
//!
//! The desk decides nothing: it is told to whom, about what and why.

use cerrojo_letters::LetterError;
use cerrojo_letters::language::Language;
use cerrojo_letters::letter::{
    Draft, Finding, Letter, Occasion, Operation, Reason, Variant, Ways, compose,
};
use cerrojo_letters::message::{Attachment, Headers, message, proofs, report, sheet};
use cerrojo_letters::reference::{Mark, Purpose, reference};
use cerrojo_letters::texts::Texts;
use cerrojo_model::Time;
use cerrojo_store::{LetterKind, NewLetter};

/// What an operation says of itself and its mail.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The name beside the mail address.
    pub name: String,
    /// The mail address that letters are from.
    pub address: String,
    /// The domain of return paths, answers and Message-IDs: its mail comes to our intake.
    pub domain: String,
    /// The word that begins the references of its letters, in capital letters.
    pub prefix: String,
    /// Where one click unsubscribes; the token is put after it. None while there is no page.
    pub unsubscribe: Option<String>,
    /// Where complaints about its letters go (RFC 9477).
    pub complaints: Option<String>,
}

/// The desk of an operation.
#[derive(Debug)]
pub struct Desk {
    texts: Texts,
    operation: Operation,
    sender: Sender,
    secret: Vec<u8>,
}

/// What somebody is to be written.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Why.
    pub occasion: Occasion,
    /// The campaign that it belongs to.
    pub campaign: Option<i64>,
    /// To whom.
    pub contact: String,
    /// How they were found.
    pub reason: Reason,
    /// About what.
    pub findings: Vec<Finding>,
    /// The same for machines: XARF v4, one a case.
    pub reports: Vec<String>,
    /// In which languages, English apart.
    pub languages: Vec<&'static Language>,
    /// How it is put together.
    pub variant: &'static Variant,
    /// They want one report a mail, for their machines.
    pub single: bool,
    /// The Message-ID that it answers.
    pub in_reply_to: Option<String>,
    /// When it is written.
    pub now: Time,
    /// It does not go before.
    pub not_before: Time,
    /// It does not go after.
    pub expires_at: Time,
}

impl Desk {
    /// A desk. `secret` makes the marks, by which answers find their letters: whoever has it could make some up.
    #[must_use]
    pub const fn new(texts: Texts, operation: Operation, sender: Sender, secret: Vec<u8>) -> Self {
        Self { texts, operation, sender, secret }
    }

    /// The same desk with marks that no answer finds its letter by: for letters that nobody is to get.
    #[must_use]
    pub fn unmarked(self) -> Self {
        Self { secret: b"not a secret: a rehearsal".to_vec(), ..self }
    }

    /// Who writes.
    #[must_use]
    pub const fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Its mail.
    #[must_use]
    pub const fn sender(&self) -> &Sender {
        &self.sender
    }

    /// The texts that it writes with.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The letter and purpose that an address of ours names; `None` for other ones.
    #[must_use]
    pub fn mark(&self, address: &str) -> Option<Mark> {
        Mark::of_address(address, &self.secret)
    }

    /// The letter that a token of a link to unsubscribe names.
    #[must_use]
    pub fn unsubscribed(&self, token: &str) -> Option<i64> {
        Mark::of_token(Purpose::Unsubscribe, token, &self.secret).map(|mark| mark.letter)
    }

    /// What the letter with that number is called.
    #[must_use]
    pub fn reference(&self, number: i64) -> String {
        reference(&self.sender.prefix, number)
    }

    /// The text of the letter with that number.
    ///
    /// # Errors
    ///
    /// The caller's: see [`compose`].
    pub fn compose(
        &self,
        number: i64,
        of: &Assignment,
        is_printed: bool,
    ) -> Result<Letter, LetterError> {
        let unsubscribe = self.unsubscribe(number);
        let reply = self.mark_for(Purpose::Reply, number);
        let draft = Draft {
            occasion: &of.occasion,
            operation: &self.operation,
            contact: &of.contact,
            reason: of.reason,
            findings: &of.findings,
            reference: &self.reference(number),
            languages: &of.languages,
            variant: of.variant,
            ways: Ways { unsubscribe: unsubscribe.as_deref(), reply: &reply, is_printed },
        };
        compose(&self.texts, &draft)
    }

    /// The letter with that number, ready for the queue.
    ///
    /// # Errors
    ///
    /// The caller's: see [`compose`].
    pub fn write(&self, number: i64, of: &Assignment) -> Result<NewLetter, LetterError> {
        let letter = self.compose(number, of, false)?;
        let message_id = format!(
            "{}@{}",
            Mark { purpose: Purpose::Reply, letter: number }.token(&self.secret),
            self.sender.domain
        );
        let (reply_to, unsubscribe) =
            (self.mark_for(Purpose::Reply, number), self.unsubscribe(number));
        let by_mail = self.mark_for(Purpose::Unsubscribe, number);
        let reference = self.reference(number);
        let headers = Headers {
            from_name: &self.sender.name,
            from: &self.sender.address,
            to: &of.contact,
            reply_to: &reply_to,
            message_id: &message_id,
            date: of.now,
            reference: &reference,
            unsubscribe: unsubscribe.as_deref(),
            unsubscribe_by_mail: &by_mail,
            complaints: self.sender.complaints.as_deref(),
            in_reply_to: of.in_reply_to.as_deref(),
            is_automatic_reply: of.occasion == Occasion::AbuseReport,
        };
        let bytes = match (&of.reports[..], of.single) {
            ([only], true) => report(&letter, &headers, only),
            _ => message(&letter, &headers, &attachments(&reference, of)?),
        };
        Ok(NewLetter {
            campaign: of.campaign,
            contact: of.contact.clone(),
            kind: kind(of),
            languages: letter.parts.iter().map(|part| part.language.tag.to_owned()).collect(),
            variant: Some(variant(of)),
            message_id: message_id.clone(),
            // An answer by a machine is not to be answered by one (RFC 3834 section 3.3).
            sender: if headers.is_automatic_reply {
                String::new()
            } else {
                self.mark_for(Purpose::Bounce, number)
            },
            message: bytes,
            cases: of.findings.iter().map(|finding| finding.case).collect(),
            created_at: of.now,
            not_before: of.not_before,
            expires_at: of.expires_at,
        })
    }

    fn mark_for(&self, purpose: Purpose, letter: i64) -> String {
        Mark { purpose, letter }.address(&self.secret, &self.sender.domain)
    }

    fn unsubscribe(&self, letter: i64) -> Option<String> {
        let token = Mark { purpose: Purpose::Unsubscribe, letter }.token(&self.secret);
        self.sender.unsubscribe.as_ref().map(|page| format!("{page}{token}"))
    }
}

/// What the queue makes of it.
const fn kind(of: &Assignment) -> LetterKind {
    match of.occasion {
        Occasion::Found | Occasion::ReOpened { .. } if of.single => LetterKind::Single,
        Occasion::Found | Occasion::ReOpened { .. } => LetterKind::Digest,
        Occasion::Reminder { .. } => LetterKind::Reminder,
        Occasion::Thanks { .. } | Occasion::Dispute { .. } | Occasion::AbuseReport => {
            LetterKind::Answer
        }
    }
}

/// The variant of the text where it says that something is open, else the word of the occasion.
fn variant(of: &Assignment) -> String {
    let word = match of.occasion {
        Occasion::Found | Occasion::ReOpened { .. } | Occasion::Reminder { .. } => of.variant.id,
        _ => of.occasion.id(),
    };
    word.to_owned()
}

fn attachments(reference: &str, of: &Assignment) -> Result<Vec<Attachment>, LetterError> {
    if !of.occasion.accuses() {
        return Ok(Vec::new());
    }
    let mut all = vec![sheet(reference, &of.findings)?];
    let reports = of.reports.iter().zip(&of.findings).map(|(report, finding)| Attachment {
        name: format!("xarf-{}.json", finding.case),
        media_type: "application/json",
        bytes: report.trim_end().as_bytes().to_vec(),
    });
    all.extend(reports);
    all.extend(proofs(reference, &of.findings));
    Ok(all)
}
