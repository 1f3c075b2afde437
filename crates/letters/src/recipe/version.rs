//! Compares versions as products write them: `4.96`, `9.2p1`, `>=2.10`.

use std::str::FromStr;

use serde::Deserialize;

/// Which versions: `>=2.10` or `<2.10`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct Requirement {
    /// On which side of the version.
    pub operator: Operator,
    /// As its makers write it.
    pub version: String,
}

/// A side of a version.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Operator {
    /// `<`: older ones.
    Below,
    /// `>=`: this one and newer ones.
    From,
}

impl Requirement {
    /// Whether `version` is one of them; what is no version at all is let pass, for nothing is known.
    #[must_use]
    pub fn allows(&self, version: &str) -> bool {
        let (asked, limit) = (numbers(version), numbers(&self.version));
        if asked.is_empty() {
            return true;
        }
        match self.operator {
            Operator::Below => asked < limit,
            Operator::From => asked >= limit,
        }
    }
}

impl FromStr for Requirement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sides = [(">=", Operator::From), ("<", Operator::Below)];
        let found = sides.iter().find_map(|(sign, side)| Some((text.strip_prefix(sign)?, *side)));
        let Some((version, operator)) = found.filter(|(version, _)| !numbers(version).is_empty())
        else {
            return Err(format!("{text} is neither >=VERSION nor <VERSION"));
        };
        Ok(Self { operator, version: version.to_owned() })
    }
}

impl TryFrom<String> for Requirement {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The leading numbers, without zeros at the end: `9.2p1` is 9, 2; `2.10.0` is 2, 10.
fn numbers(version: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    for part in version.trim().split('.') {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse() else {
            break;
        };
        numbers.push(number);
        if digits.len() < part.len() {
            break;
        }
    }
    while numbers.last() == Some(&0) && numbers.len() > 1 {
        numbers.pop();
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_number_by_number() {
        let from: Requirement = ">=2.10".parse().unwrap();
        assert!(from.allows("2.10.0") && from.allows("2.10") && from.allows("3.9"));
        assert!(!from.allows("2.9.1") && !from.allows("2"));
        let below: Requirement = "<9.2".parse().unwrap();
        assert!(below.allows("9.1p1") && !below.allows("9.2p1"));
    }

    #[test]
    fn what_is_no_version_excludes_nothing() {
        let from: Requirement = ">=2.10".parse().unwrap();
        assert!(from.allows("unknown") && from.allows(""));
        assert!("2.10".parse::<Requirement>().is_err() && ">=new".parse::<Requirement>().is_err());
    }
}
