//! How do the figures read? One line a row, and the ratios below.

use super::measure::Cost;

/// The median of the runs of one row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) tool: &'static str,
    pub(super) delay_ms: u32,
    pub(super) open: &'static str,
    pub(super) hosts: u32,
    pub(super) wall_s: f64,
    pub(super) cpu_s: f64,
    pub(super) peak_kib: u32,
    /// How many hosts were judged rightly in the worst run.
    pub(super) right: usize,
}

impl Row {
    /// Takes the medians; `None` without runs.
    pub(super) fn of(
        (tool, delay_ms): (&'static str, u32),
        (hosts, open): (u32, &'static str),
        runs: &[(Cost, usize)],
    ) -> Option<Self> {
        Some(Self {
            tool,
            delay_ms,
            open,
            hosts,
            wall_s: median(runs, |cost| cost.wall_s)?,
            cpu_s: median(runs, |cost| cost.cpu_s)?,
            peak_kib: runs.iter().map(|(cost, _)| cost.peak_kib).max()?,
            right: runs.iter().map(|(_, right)| *right).min()?,
        })
    }

    /// Hosts per second.
    pub(super) fn rate(&self) -> f64 {
        f64::from(self.hosts) / self.wall_s.max(1e-6)
    }

    /// Milliseconds of processor time per host.
    pub(super) fn cpu_ms(&self) -> f64 {
        self.cpu_s * 1000.0 / f64::from(self.hosts.max(1))
    }

    /// Says whether every host was judged rightly in every run.
    pub(super) fn is_right(&self) -> bool {
        u32::try_from(self.right).is_ok_and(|right| right == self.hosts)
    }
}

fn median(runs: &[(Cost, usize)], figure: impl Fn(&Cost) -> f64) -> Option<f64> {
    let mut figures: Vec<f64> = runs.iter().map(|(cost, _)| figure(cost)).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// Prints the head of the table: what the rows differ in, and what is counted.
pub(super) fn head(differs: &str, unit: &str) {
    println!(
        "{:<22} {:>8} {:>12} {:>7} {:>9} {:>9} {:>12} {:>9}  right",
        "tool",
        "delay ms",
        differs,
        format!("{unit}s"),
        "wall s",
        format!("{unit}s/s"),
        format!("CPU ms/{unit}"),
        "peak MiB"
    );
}

/// Prints a row.
pub(super) fn line(row: &Row) {
    println!(
        "{:<22} {:>8} {:>12} {:>7} {:>9.3} {:>9.0} {:>12.3} {:>9.1}  {}/{}",
        row.tool,
        row.delay_ms,
        row.open,
        row.hosts,
        row.wall_s,
        row.rate(),
        row.cpu_ms(),
        f64::from(row.peak_kib) / 1024.0,
        row.right,
        row.hosts
    );
}

/// Prints how `tool` compares with `yardstick` wherever both did the same work.
pub(super) fn ratios(rows: &[Row], tool: &str, yardstick: &str) {
    for row in rows.iter().filter(|row| row.tool == tool) {
        let same = |other: &&Row| {
            other.tool == yardstick
                && (other.delay_ms, other.open, other.hosts) == (row.delay_ms, row.open, row.hosts)
        };
        let Some(other) = rows.iter().find(same) else { continue };
        println!(
            "{tool} : {yardstick}, {} ms, {}: rate {:.2} : 1, CPU {:.2} : 1",
            row.delay_ms,
            row.open,
            row.rate() / other.rate().max(1e-6),
            row.cpu_ms() / other.cpu_ms().max(1e-6)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_worst_run_count() {
        let cost = |wall_s| Cost { wall_s, cpu_s: 1.0, peak_kib: 4096, status: Some(0) };
        let runs = [(cost(9.0), 10), (cost(1.0), 9), (cost(2.0), 10)];
        let row = Row::of(("t", 0), (10, "half"), &runs).expect("a row");
        assert!((row.rate() - 5.0).abs() < 1e-9 && (row.cpu_ms() - 100.0).abs() < 1e-9);
        assert!(!row.is_right());
        assert!(Row::of(("t", 0), (10, "half"), &[]).is_none());
    }
}
