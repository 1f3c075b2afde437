//! Which question comes next, and which families of protocols are worth one.

use super::examination::Examination;
use super::plan::Standing;
use super::protocol::Family;
use super::trial::{Fate, Trial};

impl Examination {
    /// The next trial: of what is spoken, then of a family that was not tried yet, then once more
    /// where nothing came.
    pub(super) fn choose(&mut self) -> Option<usize> {
        let spoken: Vec<Family> = self.spoken().collect();
        let known = self.known();
        let worth = |trial: &Trial| trial.is_pending() && known.is_worth(trial);
        let of_spoken = |trial: &Trial| spoken.contains(&trial.protocol.family);
        if let Some(index) = self.trials.iter().position(|trial| of_spoken(trial) && worth(trial)) {
            return Some(index);
        }
        let untried = self.families.iter().filter(|(family, standing)| {
            *standing == Standing::Untried && self.is_family_worth(*family)
        });
        for (family, _) in untried {
            if let Some(index) = self.lead(*family, &[]) {
                return Some(index);
            }
        }
        self.once_more(&spoken)
    }

    /// The trial that tells whether a family is spoken: not for the mail sink's port, where a network
    /// may swallow what an honest proxy sends; and none of the protocols in `but`.
    pub(super) fn lead(&self, family: Family, but: &[&str]) -> Option<usize> {
        let known = self.known();
        let trials = self.trials.iter().enumerate();
        let worth = trials.filter(|(_, trial)| {
            trial.protocol.family == family
                && trial.is_pending()
                && known.is_worth(trial)
                && !but.contains(&trial.protocol.id)
        });
        worth
            .min_by_key(|(index, trial)| {
                let place = trial.destination;
                (trial.protocol.tier, place.takes_mail, place.port != 443, *index)
            })
            .map(|(index, _)| index)
    }

    /// Where nothing came, another question, or the same again.
    pub(super) fn once_more(&mut self, spoken: &[Family]) -> Option<usize> {
        let silent: Vec<Family> = self
            .families
            .iter()
            .filter(|(family, standing)| *standing == Standing::Silent && *family != Family::Http2)
            .map(|(family, _)| *family)
            .collect();
        for family in silent {
            let of_family = |trial: &&Trial| trial.protocol.family == family;
            let asked: u32 =
                self.trials.iter().filter(of_family).map(|t| u32::from(t.attempts)).sum();
            let sibling = spoken.iter().any(|other| other.service() == family.service());
            if asked >= 2 || !(spoken.is_empty() || sibling) {
                continue;
            }
            // Another kind of question, rather: this one may be what it never answers.
            let unheard: Vec<&str> = self
                .trials
                .iter()
                .filter(|trial| of_family(trial) && matches!(trial.fate, Fate::Lost(_)))
                .map(|trial| trial.protocol.id)
                .collect();
            if let Some(index) = self.lead(family, &unheard).or_else(|| self.lead(family, &[])) {
                return Some(index);
            }
            let lost = |trial: &Trial| {
                trial.protocol.family == family && matches!(trial.fate, Fate::Lost(_))
            };
            let index = self.trials.iter().position(lost)?;
            if let Some(trial) = self.trials.get_mut(index) {
                trial.fate = Fate::Pending;
            }
            return Some(index);
        }
        None
    }

    /// Two families on one port are rare: when one is spoken and open, the others are left alone.
    pub(super) fn is_family_worth(&self, family: Family) -> bool {
        if self.settings.choice.is_thorough() || self.settings.choice.is_named() {
            return true;
        }
        let mut others = self.spoken().filter(|other| *other != family).peekable();
        if others.peek().is_none() {
            return true;
        }
        // SOCKS 4 beside 5 is one question more, and some take only the one.
        let sibling = |other: Family| other.service() == family.service();
        if family == Family::Socks4 {
            return others.any(sibling);
        }
        !self.settings.choice.is_quick() && !self.is_proven()
    }

    pub(super) fn spoken(&self) -> impl Iterator<Item = Family> + '_ {
        let spoken = self.families.iter().filter(|(_, standing)| *standing == Standing::Spoken);
        spoken.map(|(family, _)| *family)
    }
}
