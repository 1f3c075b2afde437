//! `cerrojo letter languages` and `lint`: how complete each language is, and what is wrong with its texts.

use std::path::PathBuf;

use anyhow::Context as _;
use cerrojo_letters::language::{Direction, LANGUAGES, Language};
use cerrojo_letters::lint::{Lint, lint};
use clap::Args;
use serde_json::{Value, json};

use crate::Status;
use crate::arguments::Common;
use crate::people::show;

/// Options of `lint`.
#[derive(Args, Clone, Debug)]
pub(super) struct LintOptions {
    /// Files named after a language, such as `de.ftl` [default: the texts of the program].
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Shows how complete each language is.
pub(super) fn languages(common: &Common) -> anyhow::Result<Status> {
    let mut shown = Vec::new();
    for language in LANGUAGES {
        let lint = lint(language, None)?;
        let Lint { wanted, sound, .. } = lint;
        let percent = sound.saturating_mul(100).checked_div(wanted).unwrap_or(0);
        let text = format!(
            "{:<8} {:<22} {percent:>3} %  {sound} of {wanted} paragraphs{}  {}",
            language.tag,
            language.english,
            if language.direction == Direction::RightToLeft { ", from right to left" } else { "" },
            language.name,
        );
        let object = json!({
            "schema": "cerrojo.language/1", "tag": language.tag, "name": language.name,
            "english": language.english, "paragraphs": wanted, "complete": sound,
            "direction": direction(language),
        });
        shown.push((text, object));
    }
    show(common, &shown)
}

const fn direction(language: &Language) -> &'static str {
    match language.direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

/// Says what is wrong with texts: those of files, or those of the program.
pub(super) fn run_lint(options: &LintOptions, common: &Common) -> anyhow::Result<Status> {
    let mut shown = Vec::new();
    if options.files.is_empty() {
        for language in LANGUAGES {
            shown.extend(faults(language.tag, &lint(language, None)?));
        }
    }
    for path in &options.files {
        let tag = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let language = LANGUAGES.iter().find(|language| language.tag == tag);
        let language = language.with_context(|| {
            format!(
                "{} is named after no language; `cerrojo letter languages` lists them",
                path.display()
            )
        })?;
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        shown.extend(faults(&path.display().to_string(), &lint(language, Some(&text))?));
    }
    let is_sound = shown.is_empty();
    if is_sound && !common.quiet {
        crate::output::say("nothing is wrong with these texts");
    }
    show(common, &shown)?;
    Ok(if is_sound { Status::Fine } else { Status::Open })
}

fn faults(of: &str, lint: &Lint) -> Vec<(String, Value)> {
    let faults = lint.faults.iter();
    faults
        .map(|fault| {
            let text = format!("{of}: `{}` {}", fault.message, fault.what);
            let object = json!({
                "schema": "cerrojo.lint/1", "file": of, "message": fault.message,
                "fault": fault.what.to_string(),
            });
            (text, object)
        })
        .collect()
}
