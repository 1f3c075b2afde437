//! The token: what travels through a server under test and proves, where it comes out, which
//! test of which endpoint put it in.
//!
//! Twenty bytes, written as 32 characters of lower-case base32 (RFC 4648 section 6, without
//! padding): a nonce of 4 bytes, 4 bytes of Unix time, 12 bytes of HMAC-SHA-256 (RFC 2104,
//! truncated to 96 bits). The HMAC binds both to the role, the endpoint and the test, so a token
//! that was seen once is worth nothing for another server, another test or another day.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use cerrojo_model::{Endpoint, Time};
use chrono::TimeDelta;
use data_encoding::{BASE32_NOPAD, BASE32_NOPAD_NOCASE};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Keeps this use of the key apart from every other, and from later layouts of the token.
const DOMAIN: &[u8] = b"cerrojo token 1\0";

/// How far ahead of ours the clock that made a token may run: probing and receiving may be two
/// machines, and refusing a mail for a second's difference would hide an open relay.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);

const NONCE_BYTES: usize = 4;
const TIME_BYTES: usize = 4;
const TAG_BYTES: usize = 12;
const TOKEN_BYTES: usize = NONCE_BYTES + TIME_BYTES + TAG_BYTES;
const TOKEN_CHARACTERS: usize = 32;

/// The secret of this installation, ready to sign.
///
/// Holds the state of HMAC after the key was mixed in, so that a token costs two blocks of
/// SHA-256 and not four.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl Key {
    /// Takes 32 bytes that nobody can guess: from the system's random generator, never a password.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        // HMAC pads its key with zeros to a block (RFC 2104 section 2); a whole block cannot be refused.
        let mut block = [0; 64];
        for (slot, byte) in block.iter_mut().zip(secret) {
            *slot = byte;
        }
        Self(Hmac::new(&block.into()))
    }

    /// Makes the token for one test of one endpoint.
    ///
    /// `nonce` is the caller's own number of the attempt: the same nonce with both roles gives two
    /// tokens that lead to the same attempt. The time is kept in whole seconds from 1970 to 2106 and
    /// clamped to that range.
    #[must_use]
    pub fn mint(&self, role: Role, nonce: u32, endpoint: &Endpoint, test: &str, at: Time) -> Token {
        let seconds = u32::try_from(at.timestamp().max(0)).unwrap_or(u32::MAX);
        let digest = self.sign(role, nonce, seconds, endpoint, test).finalize().into_bytes();
        let mut tag = [0; TAG_BYTES];
        for (slot, byte) in tag.iter_mut().zip(digest) {
            *slot = byte;
        }
        Token { nonce, seconds, tag }
    }

    /// Says whether this installation made `token` for this role, endpoint and test, and lately.
    ///
    /// The tags are compared in constant time. An endpoint that was named by an IPv4-mapped IPv6
    /// address is the same as the IPv4 one.
    ///
    /// # Errors
    /// [`TokenError::Forged`] when it was made for something else or by somebody else;
    /// [`TokenError::Expired`] when it is older than `lifetime`; [`TokenError::NotYet`] when it was
    /// made more than five minutes after `now`: one of our clocks is wrong.
    pub fn verify(
        &self,
        role: Role,
        token: &Token,
        endpoint: &Endpoint,
        test: &str,
        now: Time,
        lifetime: TimeDelta,
    ) -> Result<(), TokenError> {
        self.sign(role, token.nonce, token.seconds, endpoint, test)
            .verify_truncated_left(&token.tag)
            .map_err(|_| TokenError::Forged)?;
        let age = now.signed_duration_since(token.made_at());
        if age > lifetime {
            return Err(TokenError::Expired);
        }
        if age < -CLOCK_SKEW {
            return Err(TokenError::NotYet);
        }
        Ok(())
    }

    /// Feeds everything a token is bound to, each part of fixed length or with its length first.
    fn sign(
        &self,
        role: Role,
        nonce: u32,
        seconds: u32,
        endpoint: &Endpoint,
        test: &str,
    ) -> Hmac<Sha256> {
        let address = match endpoint.address.ip() {
            IpAddr::V4(address) => address.to_ipv6_mapped(),
            IpAddr::V6(address) => address,
        };
        let mut mac = self.0.clone();
        mac.update(DOMAIN);
        mac.update(&[role.letter() as u8]);
        mac.update(&nonce.to_be_bytes());
        mac.update(&seconds.to_be_bytes());
        mac.update(&address.octets());
        mac.update(&endpoint.address.port().to_be_bytes());
        for word in [endpoint.transport.id(), endpoint.service.id(), test] {
            mac.update(&u64::try_from(word.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(word.as_bytes());
        }
        mac
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(..)")
    }
}

/// Which end of the envelope an address with a token stands at.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Role {
    /// Where the server under test should not deliver: mail to it may be a proof.
    Recipient,
    /// Whom the test message claims to come from: mail to it is a bounce, never a proof.
    Sender,
    /// What is said through a proxy: whoever is asked it at our sink gives the answer.
    Challenge,
    /// What only the sink can say to a challenge. It is never sent to anyone who did not ask.
    Answer,
}

impl Role {
    /// The letter in front of the token: `t` (to), `r` (return path), `c` (challenge), `a` (answer).
    ///
    /// It comes first because some servers dislike a local part that starts with a digit.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Recipient => 't',
            Self::Sender => 'r',
            Self::Challenge => 'c',
            Self::Answer => 'a',
        }
    }
}

/// One token: who made it is known only after [`Key::verify`].
///
/// Displayed as its 32 characters; the address it travels in is made by [`Token::local_part`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Token {
    nonce: u32,
    seconds: u32,
    tag: [u8; TAG_BYTES],
}

impl Token {
    /// Reads the local part of an address: a role letter and 32 characters, in any case.
    ///
    /// `None` for anything longer, shorter or quoted: what is not exactly a token is not ours.
    #[must_use]
    pub fn parse(local_part: &str) -> Option<(Role, Self)> {
        let (role, characters) = match local_part.split_at_checked(1)? {
            ("t" | "T", rest) => (Role::Recipient, rest),
            ("r" | "R", rest) => (Role::Sender, rest),
            _ => return None,
        };
        Some((role, characters.parse().ok()?))
    }

    /// Reads a token that is spoken and not written in an address: the letter of `role` and 32
    /// characters, in any case.
    #[must_use]
    pub fn spoken(text: &str, role: Role) -> Option<Self> {
        let (letter, characters) = text.split_at_checked(1)?;
        letter.eq_ignore_ascii_case(role.letter().encode_utf8(&mut [0; 4])).then_some(())?;
        characters.parse().ok()
    }

    /// Writes the local part of the address that carries this token: 33 characters.
    #[must_use]
    pub fn local_part(&self, role: Role) -> String {
        format!("{}{self}", role.letter())
    }

    /// The caller's number of the attempt, as given to [`Key::mint`].
    #[must_use]
    pub const fn nonce(&self) -> u32 {
        self.nonce
    }

    /// When it says it was made, in whole seconds.
    #[must_use]
    pub fn made_at(&self) -> Time {
        Time::from_timestamp(i64::from(self.seconds), 0).unwrap_or_default()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; TOKEN_BYTES];
        let parts = self.nonce.to_be_bytes().into_iter().chain(self.seconds.to_be_bytes());
        for (slot, byte) in bytes.iter_mut().zip(parts.chain(self.tag)) {
            *slot = byte;
        }
        let mut text = [0; TOKEN_CHARACTERS];
        BASE32_NOPAD.encode_mut(&bytes, &mut text);
        text.make_ascii_lowercase();
        out.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Token {
    type Err = TokenError;

    /// Reads the bare 32 characters, in any case.
    ///
    /// # Errors
    /// [`TokenError::Malformed`] for anything else.
    fn from_str(characters: &str) -> Result<Self, TokenError> {
        if characters.len() != TOKEN_CHARACTERS {
            return Err(TokenError::Malformed);
        }
        let mut bytes = [0; TOKEN_BYTES];
        BASE32_NOPAD_NOCASE
            .decode_mut(characters.as_bytes(), &mut bytes)
            .map_err(|_| TokenError::Malformed)?;
        let (nonce, rest) = bytes.split_first_chunk().ok_or(TokenError::Malformed)?;
        let (seconds, rest) = rest.split_first_chunk().ok_or(TokenError::Malformed)?;
        let tag = rest.first_chunk().ok_or(TokenError::Malformed)?;
        Ok(Self {
            nonce: u32::from_be_bytes(*nonce),
            seconds: u32::from_be_bytes(*seconds),
            tag: *tag,
        })
    }
}

/// Why a token counts for nothing. None of these says anything about the server that it came from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TokenError {
    /// It is not 32 characters of base32.
    #[error("this is not a token")]
    Malformed,
    /// It was made with another key, or for another role, endpoint or test.
    #[error("the token was not made here for this test")]
    Forged,
    /// It is older than tokens may be.
    #[error("the token has expired")]
    Expired,
    /// It was made in the future: the clocks of two of our machines disagree.
    #[error("the token was made in the future; check the clocks")]
    NotYet,
}

#[cfg(test)]
mod tests {
    use cerrojo_model::{Service, Transport};
    use proptest::prelude::*;

    use super::*;

    const LIFETIME: TimeDelta = TimeDelta::hours(72);

    fn at(seconds: i64) -> Time {
        Time::from_timestamp(seconds, 0).unwrap()
    }

    fn endpoint(address: &str) -> Endpoint {
        let address = address.parse().unwrap();
        Endpoint { address, transport: Transport::Plain, service: Service::Smtp }
    }

    #[test]
    fn the_layout_is_pinned() {
        let key = Key::new([7; 32]);
        let server = endpoint("192.0.2.7:25");
        let token = key.mint(Role::Recipient, 1, &server, "plain", at(1_795_000_000));
        // Made by an independent HMAC (Python's `hmac`) over the bytes that the module describes.
        assert_eq!(token.to_string(), PINNED);
        assert_eq!(token.local_part(Role::Recipient), format!("t{PINNED}"));
        assert_eq!((token.nonce(), token.made_at()), (1, at(1_795_000_000)));
        let mapped = endpoint("[::ffff:192.0.2.7]:25");
        assert!(
            key.verify(Role::Recipient, &token, &mapped, "plain", at(1_795_000_000), LIFETIME)
                .is_ok()
        );
    }

    const PINNED: &str = "aaaaaalk7wdmaitn5qfq5zxosxz2tzdk";

    #[test]
    fn a_key_keeps_its_secret() {
        assert_eq!(format!("{:?}", Key::new([0x41; 32])), "Key(..)");
    }

    #[test]
    fn time_has_two_ends() {
        let (key, server) = (Key::new([1; 32]), endpoint("[2001:db8::7]:587"));
        let token = key.mint(Role::Sender, 9, &server, "plain", at(10_000));
        let verify = |now, lifetime| {
            key.verify(
                Role::Sender,
                &token,
                &server,
                "plain",
                at(now),
                TimeDelta::seconds(lifetime),
            )
        };
        assert_eq!(verify(10_000, 0), Ok(()));
        assert_eq!(verify(10_060, 60), Ok(()));
        assert_eq!(verify(10_061, 60), Err(TokenError::Expired));
        assert_eq!(verify(9_700, 60), Ok(()));
        assert_eq!(verify(9_699, 60), Err(TokenError::NotYet));
        assert_eq!(verify(10_000, -1), Err(TokenError::Expired));
    }

    #[test]
    fn a_token_is_bound_to_all_it_was_made_for() {
        let (key, server) = (Key::new([1; 32]), endpoint("192.0.2.7:25"));
        let token = key.mint(Role::Recipient, 9, &server, "plain", at(10_000));
        let verify = |key: &Key, role, server: &Endpoint, test| {
            key.verify(role, &token, server, test, at(10_000), LIFETIME)
        };
        let forged = Err(TokenError::Forged);
        assert_eq!(verify(&key, Role::Recipient, &server, "plain"), Ok(()));
        assert_eq!(verify(&Key::new([2; 32]), Role::Recipient, &server, "plain"), forged);
        assert_eq!(verify(&key, Role::Sender, &server, "plain"), forged);
        assert_eq!(verify(&key, Role::Recipient, &server, "plain2"), forged);
        assert_eq!(verify(&key, Role::Recipient, &endpoint("192.0.2.8:25"), "plain"), forged);
        assert_eq!(verify(&key, Role::Recipient, &endpoint("192.0.2.7:26"), "plain"), forged);
        let starttls = Endpoint { transport: Transport::Starttls, ..server };
        assert_eq!(verify(&key, Role::Recipient, &starttls, "plain"), forged);
        let http = Endpoint { service: Service::Http, ..server };
        assert_eq!(verify(&key, Role::Recipient, &http, "plain"), forged);
    }

    #[test]
    fn only_exactly_a_token_is_a_token() {
        let local = format!("t{}", "a".repeat(32));
        assert!(Token::parse(&local).is_some());
        let near = [
            "",
            "t",
            "é",
            "postmaster",
            &local[1..],
            &local[..32],
            &format!("{local}a"),
            &format!("x{}", &local[1..]),
            &format!("{}1", &local[..32]),
            &format!("{}=", &local[..32]),
            &format!("\"{local}\""),
            &format!(" {local}"),
            &format!("{local} "),
            &format!("t{}é", &local[..31]),
        ];
        for text in near {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_case_comes_back_and_verifies(secret: [u8; 32], nonce: u32, seconds: u32, test in "[a-z-]{0,20}", upper: bool) {
            let (key, server) = (Key::new(secret), endpoint("192.0.2.7:25"));
            let now = at(i64::from(seconds));
            let token = key.mint(Role::Sender, nonce, &server, &test, now);
            let mut local = token.local_part(Role::Sender);
            if upper {
                local.make_ascii_uppercase();
            }
            prop_assert_eq!(Token::parse(&local), Some((Role::Sender, token)));
            prop_assert_eq!((token.nonce(), token.made_at()), (nonce, now));
            prop_assert_eq!(key.verify(Role::Sender, &token, &server, &test, now, LIFETIME), Ok(()));
        }

        #[test]
        fn one_flipped_bit_is_a_forgery(secret: [u8; 32], nonce: u32, seconds: u32, bit in 0..160_usize) {
            let (key, server) = (Key::new(secret), endpoint("192.0.2.7:25"));
            let token = key.mint(Role::Recipient, nonce, &server, "plain", at(i64::from(seconds)));
            let mut bytes = BASE32_NOPAD_NOCASE.decode(token.to_string().as_bytes()).unwrap();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let changed: Token = BASE32_NOPAD.encode(&bytes).parse().unwrap();
            let now = changed.made_at();
            let answer = key.verify(Role::Recipient, &changed, &server, "plain", now, LIFETIME);
            prop_assert_eq!(answer, Err(TokenError::Forged));
        }

        #[test]
        fn nothing_read_panics(text: String, near in "[tTrR][a-zA-Z2-7]{31,33}") {
            let _ = Token::parse(&text);
            prop_assert_eq!(Token::parse(&near).is_some(), near.len() == 33);
        }
    }
}
