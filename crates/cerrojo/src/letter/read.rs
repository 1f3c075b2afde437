//! `cerrojo letter read`: what a mail that came back is, without an operation: what the intake would make of it.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use cerrojo_letters::answer::{Answer, Class, Envelope, MESSAGE_BYTES, Ours, read};
use clap::Args;
use serde_json::{Value, json};

use super::settings::LetterSettings;
use crate::Status;
use crate::arguments::Common;
use crate::people::show;

/// Options of `read`.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// Files with one mail each; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The return path that they came with; `<>` is the empty one [default: that of their Return-Path, else From].
    #[arg(long, value_name = "MAIL")]
    sender: Option<String>,
    /// The address of ours that they came to.
    #[arg(long, value_name = "MAIL", default_value = "")]
    recipient: String,
}

/// Runs the command.
pub(super) fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let domains = settings.domain.iter().map(String::as_str).chain(settings.sender_domain());
    let ours = Ours {
        domains: domains.map(str::to_ascii_lowercase).collect(),
        unsubscribe: vec!["unsubscribe".to_owned()],
    };
    let mut shown = Vec::new();
    for path in &options.files {
        let bytes = bytes(path)?;
        let sender = match options.sender.as_deref() {
            Some("" | "<>") => None,
            Some(given) => Some(given.to_owned()),
            None => return_path(&bytes),
        };
        let envelope = Envelope { sender, recipient: options.recipient.clone() };
        let answer = read(&bytes, &envelope, &ours);
        shown.push((line(path, &answer), object(path, &answer)));
    }
    show(common, &shown)
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("cannot read {}", path.display());
    let most = u64::try_from(MESSAGE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes).with_context(cannot)?;
    } else {
        let file = std::fs::File::open(path).with_context(cannot)?;
        file.take(most).read_to_end(&mut bytes).with_context(cannot)?;
    }
    Ok(bytes)
}

/// The return path of a message that was delivered (RFC 5321 section 4.4); a file without one came from somebody.
fn return_path(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let value = |name: &str| {
        head.lines().take_while(|line| !line.trim().is_empty()).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    match value("return-path") {
        Some(path) if path == "<>" => None,
        Some(path) => Some(path.trim_matches(['<', '>']).to_owned()),
        None => value("from").or_else(|| Some("unknown".to_owned())),
    }
}

fn line(path: &Path, answer: &Answer) -> String {
    let mut line = format!("{:<19} {}", answer.class.id(), path.display());
    let mut add = |what: &str, value: &str| {
        let _ = write!(line, "; {what} {value}");
    };
    match &answer.class {
        Class::Bounce(bounce) => {
            for one in &bounce.recipients {
                add(
                    "about",
                    &format!(
                        "{} {}",
                        one.address,
                        one.status.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
                    ),
                );
            }
        }
        Class::Human(human) => add("says", human.intent.id()),
        _ => {}
    }
    if let Some(ticket) = &answer.ticket {
        add("ticket", ticket);
    }
    if let Some(language) = answer.language {
        add("language", language);
    }
    if answer.is_automatic {
        add("not to be answered", &answer.marks.join(" "));
    }
    line
}

fn object(path: &Path, answer: &Answer) -> Value {
    json!({
        "schema": "cerrojo.answer/1",
        "file": path.display().to_string(),
        "class": answer.class.id(),
        "details": details(&answer.class),
        "from": answer.from, "subject": answer.subject, "message_id": answer.message_id,
        "in_reply_to": answer.in_reply_to, "is_automatic": answer.is_automatic, "marks": answer.marks,
        "language": answer.language, "ticket": answer.ticket, "text": answer.text,
        "addresses": answer.addresses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "other_contact": answer.other_contact,
    })
}

fn details(class: &Class) -> Value {
    match class {
        Class::Bounce(bounce) => json!({
            "recipients": bounce.recipients.iter().map(|one| json!({
                "address": one.address, "status": one.status.as_ref().map(ToString::to_string),
                "action": format!("{:?}", one.action).to_lowercase(), "diagnostic": one.diagnostic,
            })).collect::<Vec<_>>(),
            "original_message_id": bounce.original_message_id,
        }),
        Class::Human(human) => json!({ "intent": human.intent.id() }),
        _ => Value::Null,
    }
}
