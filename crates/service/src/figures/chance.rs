//! How far can chance alone move a share, and how likely does it make a difference?

/// The quantile of the normal distribution that leaves 2.5 % above it: both sides together make 95 %.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share, `part` of `whole`, after Wilson; `None` of nothing.
///
/// It stays within 0 and 1 and is wide where little was seen, even where all or nothing was (E. B. Wilson,
/// "Probable inference, the law of succession, and statistical inference", JASA 22, 1927).
pub(super) fn wilson(part: u32, whole: u32) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let count = f64::from(whole);
    let share = f64::from(part.min(whole)) / count;
    let square = Z * Z / count;
    let middle = (share + square / 2.0) / (1.0 + square);
    let spread = (share * (1.0 - share) / count + square / (4.0 * count)).sqrt();
    let spread = Z * spread / (1.0 + square);
    Some(((middle - spread).max(0.0), (middle + spread).min(1.0)))
}

/// How likely chance alone makes a chi-square statistic of `degrees` degrees of freedom at least `x`.
///
/// The regularised upper incomplete gamma function Q(degrees / 2, x / 2): by its series where that
/// converges, by its continued fraction elsewhere (NIST DLMF 8.11.4 and 8.9.2).
pub(super) fn chi_square_tail(x: f64, degrees: u32) -> f64 {
    let (a, x) = (f64::from(degrees.max(1)) / 2.0, x / 2.0);
    if x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    let scale = (a * x.ln() - x - ln_gamma_of_half(degrees.max(1))).exp();
    let tail = if x < a + 1.0 { 1.0 - scale * series(a, x) } else { scale * fraction(a, x) };
    tail.clamp(0.0, 1.0)
}

/// More terms than any argument of ours needs.
const TERMS: u32 = 10_000;

fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / a, 1.0 / a);
    for step in 1..TERMS {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum
}

/// Lentz's way of working out a continued fraction.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut term = x + 1.0 - a;
    let mut above = 1.0 / TINY;
    let mut below = 1.0 / term;
    let mut value = below;
    for step in 1..TERMS {
        let step = f64::from(step);
        let numerator = -step * (step - a);
        term += 2.0;
        below = numerator * below + term;
        below = 1.0 / if below.abs() < TINY { TINY } else { below };
        above = term + numerator / above;
        above = if above.abs() < TINY { TINY } else { above };
        let factor = below * above;
        value *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

/// The logarithm of Γ(`twice` / 2), from Γ(1/2) = √π, Γ(1) = 1 and Γ(a + 1) = a Γ(a).
fn ln_gamma_of_half(twice: u32) -> f64 {
    let is_odd = twice % 2 == 1;
    let (mut value, mut at) =
        if is_odd { (std::f64::consts::PI.ln() / 2.0, 1_u32) } else { (0.0, 2_u32) };
    while at < twice {
        value += (f64::from(at) / 2.0).ln();
        at = at.saturating_add(2);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SciPy` 1.x: `binomtest(part, whole).proportion_ci(method="wilson")`.
    #[test]
    fn shares_have_the_intervals_of_scipy() {
        for (part, whole, low, high) in [
            (0, 10, 0.0, 0.277_532_799_862_889_26),
            (10, 10, 0.722_467_200_137_110_9, 1.0),
            (81, 263, 0.255_288_519_878_274_2, 0.366_209_576_982_800_04),
            (412, 762, 0.505_183_320_453_946_9, 0.575_773_383_163_891_6),
        ] {
            let found = wilson(part, whole).unwrap();
            assert!((found.0 - low).abs() < 1e-12 && (found.1 - high).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(wilson(0, 0), None);
    }

    /// `SciPy` 1.x: `chi2.sf(x, degrees)`.
    #[test]
    fn tails_are_those_of_scipy() {
        for (x, degrees, tail) in [
            (0.01, 1, 0.920_344_325_445_942),
            (3.841_458_820_694_124, 1, 0.05),
            (16.8, 1, 4.153_330_286_677_669e-5),
            (40.0, 1, 2.539_628_589_470_863_4e-10),
            (2.0, 2, 0.367_879_441_171_442_45),
            (5.991_464_547_107_979, 2, 0.05),
            (7.5, 3, 0.057_558_451_972_636_4),
            (30.0, 5, 1.474_858_103_844_307_3e-5),
            (0.5, 5, 0.992_123_293_232_629_6),
        ] {
            let found = chi_square_tail(x, degrees);
            assert!((found / tail - 1.0).abs() < 1e-9, "{x} {degrees}: {found}");
        }
        assert!((chi_square_tail(0.0, 1) - 1.0).abs() < 1e-12);
        assert!(chi_square_tail(f64::NAN, 1).is_nan());
    }
}
