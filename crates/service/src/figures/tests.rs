//! The figures of whole operations.

use super::*;

const HOUR_MS: i64 = 3_600_000;

/// A line as the store keeps it: opened at hour 0, closed or last seen open after some hours.
fn line(state: &str, country: &str, variant: &str, open: Option<(i64, bool)>) -> String {
    let ms = |hours: i64| (hours * HOUR_MS).to_string();
    let (opened, last, closed) = match open {
        None => (String::new(), String::new(), String::new()),
        Some((hours, true)) => (ms(0), ms(0), ms(hours)),
        Some((hours, false)) => (ms(0), ms(hours), String::new()),
    };
    format!(
        "{state}\topen-proxy\t{country}\tAS64496\t\t\t{variant}\t\t\tlist\t0\t{opened}\t{last}\t\t{closed}\t0"
    )
}

fn report(lines: &[String], least: u32) -> Report {
    let asked: Vec<_> = DIMENSIONS.iter().collect();
    let mut figures = Figures::new(Period::default(), &asked);
    for line in lines {
        figures.add(&SummaryRef::of_line(line).unwrap());
    }
    figures.report(least)
}

fn groups(report: &Report, dimension: &str) -> Vec<(String, u32)> {
    let by = report.by.iter().find(|by| by.dimension == dimension).unwrap();
    by.groups.iter().map(|group| (group.group.clone(), group.measures.cases)).collect()
}

#[test]
fn nothing_comes_to_nothing() {
    let report = report(&[], 10);
    assert_eq!(report.total.cases, 0);
    assert_eq!(report.total.accuracy.unwrap().share, None);
    assert!(report.by.iter().all(|by| by.groups.is_empty()));
    assert!(report.comparisons.iter().all(|comparison| comparison.p.is_none()));
    assert_eq!(report.by.len(), DIMENSIONS.len());
}

#[test]
fn all_counts_are_what_was_fed_in() {
    let mut lines = vec![line("suspect", "DE", "", None); 4];
    lines.extend(vec![line("not-open", "DE", "", None); 3]);
    lines.extend(vec![line("inconclusive", "DE", "", None); 2]);
    lines.extend(vec![line("narrowed", "DE", "", None); 5]);
    lines.extend(vec![line("held", "DE", "", None); 6]);
    lines.extend(vec![line("verified-closed", "DE", "", Some((48, true))); 12]);
    lines.extend(vec![line("gone", "DE", "", Some((24, false))); 7]);
    let total = report(&lines, 10).total;
    assert_eq!((total.cases, total.proven_open, total.not_open), (39, 19, 3));
    assert_eq!((total.inconclusive, total.to_check, total.narrowed, total.set_aside), (2, 4, 5, 6));
    assert_eq!((total.closing.closed, total.closing.gone), (12, 7));
    let accuracy = total.accuracy.unwrap();
    assert_eq!((accuracy.part, accuracy.whole, accuracy.share), (19, 22, Some(0.863_636)));
    let median = total.closing.median_days.unwrap();
    assert_eq!(median.value, Some(2.0));
    assert_eq!((total.reopened.part, total.reopened.whole), (0, 19));
}

#[test]
fn small_groups_show_neither_themselves_nor_their_curves() {
    let mut lines = vec![line("suspect", "DE", "", None); 30];
    lines.extend(vec![line("suspect", "FR", "", None); 20]);
    lines.extend(vec![line("verified-closed", "FR", "", Some((48, true))); 9]);
    lines.extend(vec![line("suspect", "AT", "", None); 3]);
    let report = report(&lines, 10);
    let expected = [("DE", 30), (OTHER, 32)].map(|(name, cases)| (name.to_owned(), cases));
    assert_eq!(groups(&report, "country"), expected);
    let by = report.by.iter().find(|by| by.dimension == "country").unwrap();
    assert_eq!(by.folded, 2);
    assert!(by.groups.iter().all(|group| group.measures.closing.within.is_empty()));
    assert_eq!(report.total.closing.within.len(), 4);
    assert_eq!(groups(&report, "variant"), [(UNKNOWN.to_owned(), 62)]);
}

#[test]
fn letters_are_compared_where_enough_were_open() {
    let mut lines = Vec::new();
    for hours in 1..=40 {
        lines.push(line("verified-closed", "DE", "A", Some((hours, true))));
        lines.push(line("verified-closed", "DE", "B", Some((hours * 10, true))));
    }
    lines.extend(vec![line("notified", "DE", "C", Some((4, false))); 5]);
    let report = report(&lines, 3);
    let comparison = &report.comparisons[0];
    assert_eq!((comparison.between, comparison.degrees), ("variant", 2));
    assert_eq!(comparison.groups, ["A", "B", "C"]);
    assert!(comparison.p.unwrap() < 1e-6, "{comparison:?}");
    assert_eq!(report.comparisons[1].p, None);
    // Only what was asked for is shown, and compared all the same.
    let mut figures = Figures::new(Period::default(), &[]);
    figures.add(&SummaryRef::of_line(&lines[0]).unwrap());
    let bare = figures.report(3);
    assert_eq!((bare.by.len(), bare.comparisons.len()), (0, 2));
}

#[test]
fn a_period_holds_its_first_and_its_last_day() {
    let day = |text: &str| Some(text.parse().unwrap());
    let count = |since, until| {
        let mut figures = Figures::new(Period { since, until }, &[]);
        for ms in [0, 86_399_999, 86_400_000, 172_800_000] {
            let line = format!("suspect\t\t\t\t\t\t\t\t\tlist\t{ms}\t\t\t\t\t0");
            figures.add(&SummaryRef::of_line(&line).unwrap());
        }
        figures.report(10).total.cases
    };
    assert_eq!(count(None, None), 4);
    assert_eq!(count(day("1970-01-02"), None), 2);
    assert_eq!(count(None, day("1970-01-01")), 2);
    assert_eq!(count(day("1970-01-02"), day("1970-01-02")), 1);
}

#[test]
fn the_json_form_is_fixed() {
    let lines = vec![line("verified-closed", "DE", "", Some((48, true))); 10];
    let mut figures = Figures::new(Period::default(), &[&DIMENSIONS[0]]);
    for line in &lines {
        figures.add(&SummaryRef::of_line(line).unwrap());
    }
    let json = serde_json::to_value(figures.report(10)).unwrap();
    assert_eq!(json["schema"], SCHEMA);
    assert!(json["since"].is_null() && json["until"].is_null());
    assert_eq!(json["total"]["states"]["verified-closed"], 10);
    assert_eq!(json["total"]["closing"]["within"][0]["days"], 7);
    assert_eq!(json["total"]["closing"]["within"][0]["share"], 1.0);
    assert_eq!(json["total"]["closing"]["median_days"]["value"], 2.0);
    assert_eq!(json["by"][0]["dimension"], "kind");
    assert_eq!(json["by"][0]["groups"][0]["group"], "open-proxy");
    assert_eq!(json["by"][0]["groups"][0]["cases"], 10);
    assert_eq!(json["comparisons"][0]["between"], "variant");
}
