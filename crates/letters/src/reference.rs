//! What a letter is called, and how an answer says which letter it is about without anybody being able to make one up.
//!
//! The number of a letter travels in three places: the return path (variable envelope return path, so that a bounce is
//! understood whatever it looks like), the address for answers, and the link to unsubscribe. Each carries a keyed hash of number
//! and purpose (RFC 2104), 80 bits of it, in letters and digits that survive any mail system, in small letters.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Bytes of the hash that are kept.
const BYTES: usize = 10;

/// What an address or link with a mark is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// The return path: bounces.
    Bounce,
    /// Answers.
    Reply,
    /// No more letters.
    Unsubscribe,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bounce, Self::Reply, Self::Unsubscribe];

    /// The word that begins the local part.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Reply => "answer",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

/// A letter, named for a purpose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Mark {
    /// For what.
    pub purpose: Purpose,
    /// The number of the letter.
    pub letter: i64,
}

impl Mark {
    /// The number and its hash: what a link ends with.
    #[must_use]
    pub fn token(self, secret: &[u8]) -> String {
        format!("{}.{}", self.letter, self.hash(secret))
    }

    /// An address in that domain.
    #[must_use]
    pub fn address(self, secret: &[u8], domain: &str) -> String {
        format!("{}+{}@{domain}", self.purpose.id(), self.token(secret))
    }

    /// The mark of an address, in capital letters too; `None` where there is none, or somebody made it up.
    #[must_use]
    pub fn of_address(address: &str, secret: &[u8]) -> Option<Self> {
        let address = address.trim().trim_start_matches('<').trim_end_matches('>');
        let (local, _) = address.rsplit_once('@')?;
        let (word, token) = local.split_once(['+', '='])?;
        let purpose = Purpose::ALL.into_iter().find(|one| one.id().eq_ignore_ascii_case(word))?;
        Self::of_token(purpose, token, secret)
    }

    /// The mark of a token for that purpose.
    #[must_use]
    pub fn of_token(purpose: Purpose, token: &str, secret: &[u8]) -> Option<Self> {
        let (letter, hash) = token.split_once('.')?;
        let is_number =
            (1..=18).contains(&letter.len()) && letter.bytes().all(|b| b.is_ascii_digit());
        let letter = is_number.then(|| letter.parse().ok()).flatten()?;
        let given = BASE32_NOPAD.decode(hash.to_ascii_uppercase().as_bytes()).ok()?;
        let mark = Self { purpose, letter };
        let is_whole = given.len() == BYTES;
        (is_whole && mark.keyed(secret).verify_truncated_left(&given).is_ok()).then_some(mark)
    }

    fn hash(self, secret: &[u8]) -> String {
        let digest = self.keyed(secret).finalize().into_bytes();
        let kept: Vec<u8> = digest.iter().take(BYTES).copied().collect();
        BASE32_NOPAD.encode(&kept).to_ascii_lowercase()
    }

    fn keyed(self, secret: &[u8]) -> Hmac<Sha256> {
        let keyed = Hmac::<Sha256>::new_from_slice(secret).ok();
        // A key of any length will do: the other branch is never taken, and would match nothing.
        let mut keyed =
            keyed.unwrap_or_else(|| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
        keyed.update(self.purpose.id().as_bytes());
        keyed.update(&self.letter.to_be_bytes());
        keyed
    }
}

/// What a letter is called in subjects and on paper: the operation's word and the number.
#[must_use]
pub fn reference(prefix: &str, letter: i64) -> String {
    format!("{prefix}-{letter:06}")
}

/// The number of the letter that a text names, in square brackets or not; the last one where there are several.
///
/// Only for answers whose address lost its mark: anybody can write a number, so nothing but a person may act on it.
#[must_use]
pub fn named_in(prefix: &str, text: &str) -> Option<i64> {
    let upper = text.to_ascii_uppercase();
    let prefix = format!("{}-", prefix.to_ascii_uppercase());
    let ends = upper.match_indices(&prefix).map(|(at, found)| at + found.len());
    let numbers = ends.filter_map(|at| {
        let digits: String =
            upper.get(at..)?.chars().take_while(char::is_ascii_digit).take(18).collect();
        digits.parse().ok()
    });
    numbers.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of this operation";

    #[test]
    fn a_mark_survives_its_address_and_nobody_makes_one_up() {
        for purpose in Purpose::ALL {
            let mark = Mark { purpose, letter: 42 };
            let address = mark.address(KEY, "cert.example");
            assert!(address.len() < 64, "{address}");
            for form in [address.clone(), address.to_uppercase(), format!("<{address}>")] {
                assert_eq!(Mark::of_address(&form, KEY), Some(mark), "{form}");
            }
            assert_eq!(Mark::of_address(&address, b"another key"), None);
            assert_eq!(Mark::of_address(&address.replace("42", "43"), KEY), None);
        }
        let reply = Mark { purpose: Purpose::Reply, letter: 42 };
        let token = reply.token(KEY);
        assert_eq!(Mark::of_token(Purpose::Bounce, &token, KEY), None);
        for none in [
            "",
            "@",
            "answer@a.example",
            "answer+@a",
            "answer+42.@a",
            "answer+42.aa@a",
            "answer+-1.aaaaaaaaaaaaaaaa@a",
        ] {
            assert_eq!(Mark::of_address(none, KEY), None, "{none}");
        }
    }

    #[test]
    fn a_number_is_found_in_a_subject() {
        assert_eq!(reference("CX", 42), "CX-000042");
        assert_eq!(named_in("CX", "AW: [cx-000042] Offenes Relay"), Some(42));
        assert_eq!(named_in("CX", "CX-1 and CX-7"), Some(7));
        assert_eq!(named_in("CX", "CX- and nothing"), None);
    }
}
