//! The figures in long form, a line each: `section,group,measure,value,low,high`.

use std::borrow::Cow;
use std::io::{self, Write};

use cerrojo_service::figures::{Measures, Report, Share};

/// Writes the header and all rows.
pub(super) fn write(report: &Report, output: impl Write) -> io::Result<()> {
    let mut table = Table { writer: csv::Writer::from_writer(output) };
    table.writer.write_record(["section", "group", "measure", "value", "low", "high"])?;
    for (measure, day) in [("since", report.period.since), ("until", report.period.until)] {
        if let Some(day) = day {
            table.row(("period", "", measure), &day.to_string())?;
        }
    }
    table.row(("period", "", "least"), &report.least.to_string())?;
    table.measures("total", "", &report.total)?;
    for breakdown in &report.by {
        for group in &breakdown.groups {
            table.measures(breakdown.dimension, &group.group, &group.measures)?;
        }
    }
    for comparison in &report.comparisons {
        let groups = comparison.groups.join(" / ");
        let name = |measure| (comparison.between, groups.as_str(), measure);
        for (measure, value) in [("chi-square", comparison.chi_square), ("p", comparison.p)] {
            let (between, groups, measure) = name(measure);
            let section = format!("log-rank:{between}");
            table.row((&section, groups, measure), &number(value))?;
        }
    }
    table.writer.flush()
}

struct Table<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    fn row(&mut self, name: (&str, &str, &str), value: &str) -> io::Result<()> {
        self.line(name, [value, "", ""])
    }

    fn line(
        &mut self,
        (section, group, measure): (&str, &str, &str),
        [value, low, high]: [&str; 3],
    ) -> io::Result<()> {
        let group = harmless(group);
        Ok(self.writer.write_record([section, &group, measure, value, low, high])?)
    }

    fn interval(&mut self, name: (&str, &str, &str), values: [Option<f64>; 3]) -> io::Result<()> {
        let [value, low, high] = values.map(number);
        self.line(name, [&value, &low, &high])
    }

    fn share(&mut self, name: (&str, &str, &str), share: &Share) -> io::Result<()> {
        self.interval(name, [share.share, share.low, share.high])
    }

    fn measures(&mut self, section: &str, group: &str, measures: &Measures) -> io::Result<()> {
        let closing = &measures.closing;
        for (measure, count) in [
            ("cases", measures.cases),
            ("proven-open", measures.proven_open),
            ("not-open", measures.not_open),
            ("inconclusive", measures.inconclusive),
            ("to-check", measures.to_check),
            ("narrowed", measures.narrowed),
            ("set-aside", measures.set_aside),
            ("notified", measures.notified),
            ("closed", closing.closed),
            ("gone", closing.gone),
            ("closed-or-gone-once", measures.reopened.whole),
            ("re-opened", measures.reopened.part),
        ] {
            self.row((section, group, measure), &count.to_string())?;
        }
        for (state, count) in &measures.states.0 {
            self.row((section, group, &format!("state:{state}")), &count.to_string())?;
        }
        if let Some(accuracy) = &measures.accuracy {
            self.share((section, group, "accuracy"), accuracy)?;
        }
        self.share((section, group, "re-opened-share"), &measures.reopened)?;
        for within in &closing.within {
            let measure = format!("closed-within-{}-days", within.days);
            let name = (section, group, measure.as_str());
            self.interval(name, [within.share, within.low, within.high])?;
            let measure = format!("watched-at-{}-days", within.days);
            self.row((section, group, &measure), &within.watched.to_string())?;
        }
        if let Some(median) = closing.median_days {
            let name = (section, group, "median-days-to-close");
            self.interval(name, [median.value, median.low, median.high])?;
        }
        Ok(())
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A name that no spreadsheet takes for a formula: names come from feeds and from the servers themselves
/// (OWASP, "CSV Injection").
fn harmless(name: &str) -> Cow<'_, str> {
    let is_formula =
        name.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula || name.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        for good in ["", "DE", "AS64496", "(other)", "Squid 3.5", "a=b", "100%"] {
            assert_eq!(harmless(good), good);
        }
    }
}
