//! How long until something is closed, when much of it is still open?
//!
//! Kaplan and Meier's estimate: whoever is still open counts for as long as we know that they were, and
//! no longer (E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA
//! 53, 1958).

use super::chance::Z;

/// What happened that many hours after the beginning: so many were closed, so many were last seen open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Step {
    pub(super) hours: u32,
    pub(super) closed: u32,
    pub(super) censored: u32,
}

/// The curve, a point for each time at which something was closed.
#[derive(Clone, Debug)]
pub(super) struct Survival {
    points: Vec<Point>,
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    hours: u32,
    /// The share that is still open.
    open: f64,
    /// Its 95 % interval; none where nothing or everything is open, and chance cannot be told.
    interval: Option<(f64, f64)>,
}

/// The share that is closed after some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Closed {
    /// How many were still watched then, and open until then.
    pub(super) at_risk: u32,
    pub(super) share: f64,
    pub(super) interval: Option<(f64, f64)>,
}

/// When half is closed, in hours, with its 95 % interval; `None` is "not reached".
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Median {
    pub(super) hours: Option<u32>,
    pub(super) low: Option<u32>,
    pub(super) high: Option<u32>,
}

impl Survival {
    /// The curve of steps in the order of their hours, each hour once.
    pub(super) fn of(steps: Vec<Step>) -> Self {
        let mut at_risk = total(&steps);
        let (mut open, mut greenwood) = (1.0_f64, 0.0_f64);
        let mut points = Vec::new();
        for step in &steps {
            if step.closed > 0 {
                let (risk, closed) = (f64::from(at_risk), f64::from(step.closed));
                let left = at_risk.saturating_sub(step.closed);
                open *= f64::from(left) / risk;
                greenwood += closed / (risk * f64::from(left));
                let interval = interval(open, greenwood);
                points.push(Point { hours: step.hours, open, interval });
            }
            at_risk = at_risk.saturating_sub(step.closed).saturating_sub(step.censored);
        }
        Self { points, steps }
    }

    /// The share that is closed within so many hours; `None` where nobody was watched for that long.
    pub(super) fn closed_within(&self, hours: u32) -> Option<Closed> {
        let past = self.points.iter().take_while(|point| point.hours <= hours).last();
        let at_risk = self.steps.iter().rev().take_while(|step| step.hours >= hours);
        let at_risk = at_risk.map(|step| step.closed.saturating_add(step.censored)).sum();
        // Where the last of a few closes while others went out of sight, the curve ends at nothing:
        // that is true of all only where all closed.
        let is_over = past.is_some() && self.steps.iter().all(|step| step.censored == 0);
        if at_risk == 0 && !is_over {
            return None;
        }
        Some(past.map_or(Closed { at_risk, share: 0.0, interval: None }, |point| Closed {
            at_risk,
            share: 1.0 - point.open,
            interval: point.interval.map(|(low, high)| (1.0 - high, 1.0 - low)),
        }))
    }

    /// When half is closed. Its interval holds every time at which the curve's own interval holds one half
    /// (R. Brookmeyer and J. Crowley, "A confidence interval for the median survival time", Biometrics
    /// 38, 1982, on the log-log scale).
    pub(super) fn median(&self) -> Median {
        let first = |is_below: &dyn Fn(&Point) -> bool| {
            self.points.iter().find(|point| is_below(point)).map(|point| point.hours)
        };
        let below = |edge: f64| edge <= 0.5 + 1e-12;
        Median {
            hours: first(&|point| below(point.open)),
            low: first(&|point| below(point.interval.map_or(point.open, |(low, _)| low))),
            high: first(&|point| point.interval.is_some_and(|(_, high)| below(high))),
        }
    }

    /// The steps that it was made of.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// How many began.
fn total(steps: &[Step]) -> u32 {
    steps.iter().fold(0, |sum, step| sum.saturating_add(step.closed).saturating_add(step.censored))
}

/// Greenwood's variance, taken to the scale log(-log(S)) and back, so that it stays within 0 and 1
/// (J. D. Kalbfleisch and R. L. Prentice, "The Statistical Analysis of Failure Time Data", 1.4).
fn interval(open: f64, greenwood: f64) -> Option<(f64, f64)> {
    if open <= 0.0 || open >= 1.0 || !greenwood.is_finite() {
        return None;
    }
    let spread = Z * greenwood.sqrt() / open.ln().abs();
    Some((open.powf(spread.exp()), open.powf((-spread).exp())))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Steps of times; `false` is still open then.
    pub(crate) fn steps(times: &[(u32, bool)]) -> Vec<Step> {
        let mut counted: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (hours, is_closed) in times {
            let count = counted.entry(*hours).or_default();
            *(if *is_closed { &mut count.0 } else { &mut count.1 }) += 1;
        }
        let step = |(hours, (closed, censored))| Step { hours, closed, censored };
        counted.into_iter().map(step).collect()
    }

    /// Remission times of 21 patients each, under 6-MP and under a placebo (E. J. Freireich et al.,
    /// Blood 21, 1963): what every textbook tries its survival curves on.
    pub(crate) fn six_mp() -> Vec<Step> {
        let closed = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|time| (time, true));
        let open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|time| (time, false));
        steps(&[closed.as_slice(), open.as_slice()].concat())
    }

    pub(crate) fn placebo() -> Vec<Step> {
        let times = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        steps(&times.map(|time| (time, true)))
    }

    /// Generated lives: a time to close and a time to look for the last time, whichever comes first.
    pub(crate) fn generated(seed: u64, count: u32, scale: u64, until: u64) -> Vec<Step> {
        let mut state = seed;
        let mut draw = |below: u64| {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31);
            u32::try_from((state >> 16) % below).unwrap()
        };
        let lives = (0..count).map(|_| {
            let (close, look) = (draw(scale), draw(until));
            (close.min(look), close <= look)
        });
        steps(&lives.collect::<Vec<_>>())
    }

    #[track_caller]
    fn is(found: Option<Closed>, open: f64, low: f64, high: f64) {
        let found = found.unwrap();
        let (closed_low, closed_high) = found.interval.unwrap();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(1.0 - found.share, open), "{found:?}");
        assert!(near(1.0 - closed_high, low) && near(1.0 - closed_low, high), "{found:?}");
    }

    /// lifelines 0.30.3: `KaplanMeierFitter().fit(…)`, its `survival_function_`, `confidence_interval_` and
    /// `median_survival_times` of both.
    #[test]
    fn the_textbook_curve_is_that_of_lifelines() {
        let curve = Survival::of(six_mp());
        is(
            curve.closed_within(6),
            0.857_142_857_142_857,
            0.619_717_955_265_983_8,
            0.951_551_747_646_996_9,
        );
        is(
            curve.closed_within(12),
            0.752_941_176_470_587_8,
            0.503_199_510_799_956_4,
            0.889_361_835_169_265_1,
        );
        is(
            curve.closed_within(22),
            0.537_815_126_050_419_9,
            0.267_778_936_767_134_93,
            0.746_790_717_635_394_3,
        );
        is(
            curve.closed_within(35),
            0.448_179_271_708_683_27,
            0.188_052_005_959_232_33,
            0.680_142_628_495_241_2,
        );
        assert_eq!(curve.median(), Median { hours: Some(23), low: Some(13), high: None });
        let all = Survival::of(placebo());
        assert_eq!(all.median(), Median { hours: Some(8), low: Some(4), high: Some(11) });
        is(
            all.closed_within(8),
            0.380_952_380_952_380_9,
            0.183_066_548_820_394_3,
            0.577_788_677_745_830_9,
        );
        let over = all.closed_within(90).unwrap();
        assert!((over.share - 1.0).abs() < 1e-12 && over.interval.is_none() && over.at_risk == 0);
    }

    #[test]
    fn generated_curves_are_those_of_lifelines() {
        let curve = Survival::of(generated(1, 400, 900, 1500));
        is(
            curve.closed_within(168),
            0.816_205_559_200_037_5,
            0.773_426_566_622_094_7,
            0.851_688_751_368_831_9,
        );
        is(
            curve.closed_within(720),
            0.175_700_421_567_260_12,
            0.131_458_711_848_233_43,
            0.225_291_521_746_188_38,
        );
        assert_eq!(curve.median(), Median { hours: Some(469), low: Some(398), high: Some(520) });
        let curve = Survival::of(generated(2, 300, 1400, 1500));
        is(
            curve.closed_within(336),
            0.774_824_002_349_126_7,
            0.717_606_511_056_387_7,
            0.821_897_179_904_922_4,
        );
        assert_eq!(curve.median(), Median { hours: Some(691), low: Some(607), high: Some(818) });
    }

    #[test]
    fn what_nobody_watched_is_not_said() {
        let curve = Survival::of(six_mp());
        assert_eq!(curve.closed_within(36), None);
        assert_eq!(Survival::of(Vec::new()).closed_within(0), None);
        let open = Survival::of(steps(&[(100, false), (200, false)]));
        let early = open.closed_within(150).unwrap();
        assert_eq!((early.at_risk, early.interval), (1, None));
        assert_eq!(open.median(), Median { hours: None, low: None, high: None });
    }
}
