//! In which languages somebody is written to, and why in these, in sentences for people.

use cerrojo_engine::contact::country;
use cerrojo_store::life::{Case, Hit};

/// What is written in, with what decided; then everything else that said something, a line each.
pub(super) fn lines(case: &Case) -> Vec<String> {
    if case.languages.is_empty() {
        return Vec::new();
    }
    let tags = case.languages.join(" ");
    let Some((first, others)) = case.language_hits.split_first() else {
        return vec![format!("writes in {tags}")];
    };
    let mut lines = vec![format!("writes in {tags}, because {}", why(first))];
    let other = |hit: &Hit| format!("besides, {}: {}", why(hit), hit.tags.join(" "));
    lines.extend(others.iter().map(other));
    lines
}

/// `the organisation is in Switzerland`.
fn why(hit: &Hit) -> String {
    let of = hit.of.as_deref().unwrap_or_default();
    let place = country(of).map_or(of, |country| country.name);
    match hit.because.as_str() {
        "stored" => "they chose it, or a rule says so".to_owned(),
        "security-text" => "their security.txt prefers it".to_owned(),
        "international" => "they work in many countries".to_owned(),
        "registry" => "the registry says so of them".to_owned(),
        "organisation" => format!("the organisation is in {place}"),
        "mail-domain" => format!("their mail is at {of}"),
        "network" => format!("the network is in {place}"),
        "region" => format!("{of} gave out the network"),
        // A version to come says something that this one does not know.
        other => format!("of `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_the_engine_has_a_sentence() {
        use cerrojo_engine::contact::Because;
        for because in [
            Because::Stored,
            Because::SecurityText,
            Because::International,
            Because::Registry,
            Because::Organisation,
            Because::MailDomain,
            Because::Network,
            Because::Region,
        ] {
            let hit = Hit { because: because.id().into(), of: Some("CH".into()), tags: Vec::new() };
            assert!(!why(&hit).contains('`'), "{because:?}");
        }
        let hit = Hit { because: "network".into(), of: Some("CH".into()), tags: Vec::new() };
        assert_eq!(why(&hit), "the network is in Switzerland");
    }
}
