//! `cerrojo letter preview`: how a letter reads before anybody gets it.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use cerrojo_letters::example;
use cerrojo_letters::language::Language;
use cerrojo_letters::letter::{Draft, Finding, Letter, Occasion, Reason, Variant, Ways, compose};
use cerrojo_letters::message::{Headers, message, plain, proofs, sheet};
use cerrojo_letters::texts::Texts;
use cerrojo_service::dossier::Dossier;
use cerrojo_store::Store;
use clap::Args;

use super::settings::LetterSettings;
use crate::Status;
use crate::arguments::{Common, Format};
use crate::database::{self, DatabaseOptions};
use crate::output::Output;

/// What is written about: options of `preview` and `print`.
#[derive(Args, Clone, Debug)]
pub(super) struct About {
    /// A kind of letter, written about examples: one of those below [default: relay].
    #[arg(value_name = "KIND", conflicts_with = "case")]
    kind: Option<String>,
    /// About these cases of the operation, as a first letter, repeatable.
    #[arg(long, value_name = "NUMBER")]
    case: Vec<i64>,
    /// In this language, and English after it; repeatable for more of them [default: those of the case, else en].
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// How it is put together: full, short, steps-first or english-only.
    #[arg(long, value_name = "ID", default_value = "full")]
    variant: String,
    /// The mail address that it goes to [default: that of the case].
    #[arg(long, value_name = "MAIL")]
    to: Option<String>,
    /// A folder with texts of your own, such as `de.ftl`, over those of the program.
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
}

/// Options of `preview`.
#[derive(Args, Clone, Debug)]
#[command(after_help = kinds())]
pub(super) struct Options {
    #[command(flatten)]
    about: About,
    /// As the whole message, with headers and attachments, as it would be handed over (but unsigned).
    #[arg(long)]
    eml: bool,
}

/// The kinds of letters, from their table.
pub(super) fn kinds() -> String {
    let words: Vec<&str> = example::occasions().iter().map(|(word, ..)| *word).collect();
    format!("Kinds: {}.", words.join(", "))
}

/// A letter to look at, and what it was made of.
pub(super) struct Shown {
    pub(super) letter: Letter,
    pub(super) findings: Vec<Finding>,
    pub(super) settings: LetterSettings,
    pub(super) to: String,
}

/// What letters of nobody are called.
pub(super) const REFERENCE: &str = "CERROJO-000000";

/// Runs the command.
pub(super) async fn run(
    options: &Options,
    database: &DatabaseOptions,
    common: &Common,
) -> anyhow::Result<Status> {
    let shown = options.about.compose(database, common, false).await?;
    let mut output = Output::open(common.output.as_deref(), Format::Json)?;
    let text = if options.eml {
        eml(&shown)?
    } else if common.format == Format::Json {
        let parts = shown.letter.parts.iter().map(|part| part.language.tag);
        let object = serde_json::json!({
            "schema": "cerrojo.letter/1", "subject": shown.letter.subject, "to": shown.to,
            "languages": parts.collect::<Vec<_>>(), "text": plain(&shown.letter),
        });
        format!("{object}\n").into_bytes()
    } else {
        format!("To: {}\nSubject: {}\n\n{}", shown.to, shown.letter.subject, plain(&shown.letter))
            .into_bytes()
    };
    output.write_all(&text).and_then(|()| output.flush()).context("cannot write the letter")?;
    Ok(Status::Fine)
}

impl About {
    /// Writes the letter.
    pub(super) async fn compose(
        &self,
        database: &DatabaseOptions,
        common: &Common,
        is_printed: bool,
    ) -> anyhow::Result<Shown> {
        let settings = LetterSettings::read(common)?;
        let texts = settings.texts(self.texts.as_deref())?;
        let variant = Variant::of_id(&self.variant).with_context(|| {
            format!(
                "there is no variant `{}`: want full, short, steps-first or english-only",
                self.variant
            )
        })?;
        let store = if self.case.is_empty() {
            None
        } else {
            Some(database::open_existing(database, common).await?)
        };
        let (occasion, findings, known) = match &store {
            Some(store) => self.of_cases(store).await?,
            None => self.of_example()?,
        };
        let partners = match &store {
            Some(store) => {
                store.partners().await?.into_iter().map(|partner| partner.name).collect()
            }
            None => Vec::new(),
        };
        let operation = settings.operation(partners);
        let tags = if self.language.is_empty() { &known.languages } else { &self.language };
        let mut languages = Vec::new();
        for tag in tags {
            match Language::of_tag(tag) {
                Some(language) => languages.push(language),
                None if self.language.is_empty() => {}
                None => bail!(
                    "no letters are written in `{tag}`; `cerrojo letter languages` lists the tags"
                ),
            }
        }
        let to =
            self.to.clone().or(known.contact).unwrap_or_else(|| "abuse@example.net".to_owned());
        let unsubscribe = settings.unsubscribe.as_ref().map(|page| format!("{page}0.preview"));
        let draft = Draft {
            occasion: &occasion,
            operation: &operation,
            contact: &to,
            reason: Reason::Registry,
            findings: &findings,
            reference: REFERENCE,
            languages: &languages,
            variant,
            ways: Ways {
                unsubscribe: unsubscribe.as_deref(),
                reply: &operation.contact,
                is_printed,
            },
        };
        let letter = compose_or_say(&texts, &draft)?;
        if let Some(store) = store {
            store.close().await;
        }
        Ok(Shown { letter, findings, settings, to })
    }

    fn of_example(&self) -> anyhow::Result<(Occasion, Vec<Finding>, Known)> {
        let word = self.kind.as_deref().unwrap_or("relay");
        let found = example::occasions().into_iter().find(|(known, ..)| *known == word);
        let (_, occasion, findings) = found
            .with_context(|| format!("there is no letter `{word}`; {}", kinds().to_lowercase()))?;
        Ok((occasion, findings, Known::default()))
    }

    async fn of_cases(&self, store: &Store) -> anyhow::Result<(Occasion, Vec<Finding>, Known)> {
        let (mut findings, mut known) = (Vec::new(), Known::default());
        for number in &self.case {
            let dossier = Dossier::of(store, *number).await?;
            let dossier = dossier.with_context(|| format!("case {number} was erased"))?;
            let finding = dossier.finding().filter(|finding| finding.arrived_at.is_some());
            findings.push(finding.with_context(|| {
                format!("case {number} was never proven open, so there is nothing to write about")
            })?);
            if let Some(case) = &dossier.entry.case {
                known.contact = known.contact.or_else(|| case.contact.clone());
                known.languages.extend(case.language.clone());
            }
        }
        Ok((Occasion::Found, findings, known))
    }
}

/// What a case knows of its contact.
#[derive(Default)]
struct Known {
    contact: Option<String>,
    languages: Vec<String>,
}

fn compose_or_say(texts: &Texts, draft: &Draft<'_>) -> anyhow::Result<Letter> {
    compose(texts, draft).context("there is no such letter")
}

/// The whole message.
fn eml(shown: &Shown) -> anyhow::Result<Vec<u8>> {
    let settings = &shown.settings;
    let from = settings.from.as_deref().unwrap_or("operation@cert.example");
    let headers = Headers {
        from_name: settings.name.as_deref().unwrap_or("CSIRT Example"),
        from,
        to: &shown.to,
        reply_to: from,
        message_id: "0.preview@cert.example",
        date: cerrojo_engine::now(),
        reference: REFERENCE,
        unsubscribe: settings.unsubscribe.as_deref(),
        unsubscribe_by_mail: from,
        complaints: settings.complaints.as_deref(),
        in_reply_to: None,
        is_automatic_reply: false,
    };
    let mut attachments = vec![sheet(REFERENCE, &shown.findings)?];
    attachments.extend(proofs(REFERENCE, &shown.findings));
    Ok(message(&shown.letter, &headers, &attachments))
}
