//! Whom to tell, for people and for programs: the best first, with the reason.

use std::io::{self, Write as _};

use anyhow::Context as _;
use cerrojo_engine::contact::{Answer, Candidate, Health};

use crate::arguments::Format;
use crate::output::{Output, one_line};

/// Writes what was found about one address; `place` is how many stand above already.
pub(super) fn answer(
    output: &mut Output,
    format: Format,
    (place, case): (usize, Option<i64>),
    answer: &Answer,
) -> anyhow::Result<()> {
    match format {
        Format::Text | Format::Csv => text(output, place, case, answer),
        Format::Json => json(output, case, answer),
    }
    .and_then(|()| output.flush())
    .context("cannot write what was found")
}

fn text(output: &mut Output, place: usize, case: Option<i64>, answer: &Answer) -> io::Result<()> {
    if place > 0 {
        writeln!(output)?;
    }
    let case = case.map_or_else(String::new, |case| format!("case {case}, "));
    let address = answer.address.map_or_else(String::new, |address| address.to_string());
    let best = match (answer.best(), &answer.inhibited) {
        (_, Some(_)) => "tell nobody".to_owned(),
        (Some(best), None) => format!("tell {}", best.reach),
        (None, None) if answer.candidates.is_empty() => "nobody is known".to_owned(),
        (None, None) => "nobody can be reached".to_owned(),
    };
    writeln!(output, "{}", one_line(&format!("{case}{address}: {best}")))?;
    if let Some(why) = &answer.inhibited {
        item(output, "why", why)?;
    }
    if let Some(best) = answer.best() {
        item(output, "why", &best.why)?;
        item(output, "languages", &best.languages.tags.join(", "))?;
    }
    let network = answer.network.map(|network| network.to_string());
    let asn = answer.asn.map(|asn| format!("AS{asn}"));
    let about =
        [network, answer.name.clone(), answer.organisation.clone(), asn, answer.country.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    if !about.is_empty() {
        item(output, "network", &about.join(", "))?;
    }
    if let Some(host) = &answer.host {
        item(output, "name", host)?;
    }
    let best = answer.best();
    let others =
        answer.candidates.iter().filter(|candidate| best.is_none_or(|best| best != *candidate));
    for (place, candidate) in others.enumerate() {
        other(output, if place == 0 { "then" } else { "" }, candidate)?;
    }
    for (place, note) in answer.notes.iter().enumerate() {
        item(output, if place == 0 { "notes" } else { "" }, note)?;
    }
    if answer.candidates.is_empty() && answer.inhibited.is_none() {
        item(
            output,
            "to do",
            "name somebody in a file of rules (--overrides), or ask without --offline",
        )?;
    }
    Ok(())
}

fn other(output: &mut Output, label: &str, candidate: &Candidate) -> io::Result<()> {
    let record = candidate.route.record();
    let health = match candidate.health {
        Health::Untried => "",
        Health::Works => ", mail arrives there",
        Health::Bounced => ", mail came back from there",
        Health::Refused => ", they want no mail from us",
    };
    let languages = candidate.languages.tags.join(", ");
    let line = format!(
        "{:<28} rank {:<3} {} ({languages}){health}",
        candidate.reach.to_string(),
        record.rank,
        record.about
    );
    item(output, label, &line)
}

fn item(output: &mut Output, label: &str, text: &str) -> io::Result<()> {
    writeln!(output, "  {label:<10} {}", one_line(text))
}

fn json(output: &mut Output, case: Option<i64>, answer: &Answer) -> io::Result<()> {
    let mut line = serde_json::to_value(answer)?;
    if let Some(object) = line.as_object_mut() {
        object.insert("schema".to_owned(), "cerrojo.contact/1".into());
        object.insert("case".to_owned(), case.into());
        object.insert("best".to_owned(), answer.best().map(|best| best.reach.to_string()).into());
    }
    writeln!(output, "{line}")
}
