//! How do we say who we are to a smarthost (RFC 4954), without a socket?

use cerrojo_probe::smtp::Reply;
use data_encoding::BASE64;

use super::Credentials;

/// The way that is gone, in the order to prefer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// The last word was said: yes or no is next.
    Said,
    /// LOGIN: the user name is asked for next.
    User,
    /// LOGIN: the password is.
    Password,
}

/// What comes next.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// Write this line and wait for the answer.
    Say(String),
    /// It believes us.
    Done,
    /// It does not, or wants something that we do not understand.
    Refused,
}

/// One AUTH. Nothing of it is ever printed.
pub(super) struct Auth<'a> {
    credentials: &'a Credentials,
    state: State,
}

impl<'a> Auth<'a> {
    /// Begins with what is `offered`: the conversation and its first line; `None` when neither PLAIN nor
    /// LOGIN is offered.
    pub(super) fn begin(
        offered: &[String],
        credentials: &'a Credentials,
    ) -> Option<(Self, String)> {
        let offers = |mechanism: &str| offered.iter().any(|it| it == mechanism);
        let Credentials { user, password } = credentials;
        if offers("PLAIN") {
            let pair = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
            Some((Self { credentials, state: State::Said }, format!("AUTH PLAIN {pair}\r\n")))
        } else if offers("LOGIN") {
            Some((Self { credentials, state: State::User }, "AUTH LOGIN\r\n".to_owned()))
        } else {
            None
        }
    }

    /// Takes in an answer.
    pub(super) fn reply(&mut self, reply: &Reply) -> Step {
        let (next, word) = match (self.state, reply.code) {
            (_, 235) => return Step::Done,
            (State::User, 334) => (State::Password, &self.credentials.user),
            (State::Password, 334) => (State::Said, &self.credentials.password),
            _ => return Step::Refused,
        };
        self.state = next;
        Step::Say(format!("{}\r\n", BASE64.encode(word.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(code: u16) -> Reply {
        Reply { code, text: String::new() }
    }

    #[test]
    fn plain_and_login_say_what_they_must() {
        let credentials = Credentials { user: "user".to_owned(), password: "pass".to_owned() };
        let offered = ["LOGIN".to_owned(), "PLAIN".to_owned()];
        let (mut auth, line) = Auth::begin(&offered, &credentials).unwrap();
        assert_eq!(line, "AUTH PLAIN AHVzZXIAcGFzcw==\r\n");
        assert_eq!(auth.reply(&reply(235)), Step::Done);
        let (mut auth, line) = Auth::begin(&offered[..1], &credentials).unwrap();
        assert_eq!(line, "AUTH LOGIN\r\n");
        assert_eq!(auth.reply(&reply(334)), Step::Say("dXNlcg==\r\n".to_owned()));
        assert_eq!(auth.reply(&reply(334)), Step::Say("cGFzcw==\r\n".to_owned()));
        assert_eq!(auth.reply(&reply(334)), Step::Refused);
        assert_eq!(auth.reply(&reply(535)), Step::Refused);
        assert!(Auth::begin(&["CRAM-MD5".to_owned()], &credentials).is_none());
    }
}
