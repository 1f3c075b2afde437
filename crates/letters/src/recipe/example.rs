//! The values in recipes that stand for the reader's own.

/// Something that a reader must replace, under the same words in every recipe.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Example {
    /// One's own network.
    Network,
    /// The server's own address on the inside.
    Address,
    /// A single machine that one knows.
    Host,
    /// One's own domain.
    Domain,
    /// A name and a long password.
    Login,
    /// The server that is checked.
    Server,
    /// An address of one's own at another provider.
    Elsewhere,
}

impl Example {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Network,
        Self::Address,
        Self::Host,
        Self::Domain,
        Self::Login,
        Self::Server,
        Self::Elsewhere,
    ];

    /// Its word; its sentence is the message `example-<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Address => "address",
            Self::Host => "host",
            Self::Domain => "domain",
            Self::Login => "login",
            Self::Server => "server",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The words that stand for it in recipes; the first one stands in the sentence.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Network => &["192.0.2.0/24", "192.0.2.0", "192.0.2"],
            Self::Address => &["192.0.2.1"],
            Self::Host => &["192.0.2.10"],
            Self::Domain => &["example.org"],
            Self::Login => &["USER", "PASSWORD"],
            Self::Server => &["server.example"],
            Self::Elsewhere => &["someone@example.net"],
        }
    }

    /// Whether one of its words stands in `text`, not as a part of a longer one.
    #[must_use]
    pub fn is_in(self, text: &str) -> bool {
        self.words().iter().any(|word| stands_in(word, text))
    }
}

/// Whether `word` is in `text` as a whole: `192.0.2.1` is not in `192.0.2.10`, `192.0.2` in neither.
fn stands_in(word: &str, text: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let (before, from) = text.split_at_checked(at).unwrap_or_default();
        let after = from.get(word.len()..).unwrap_or_default();
        let free = |beside: Option<char>| beside.is_none_or(|c| !c.is_ascii_alphanumeric());
        let goes_on =
            after.strip_prefix('.').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        free(before.chars().next_back()) && free(after.chars().next()) && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_a_whole_word() {
        assert!(Example::Address.is_in("listen 192.0.2.1:3128"));
        assert!(!Example::Address.is_in("Allow 192.0.2.10"));
        assert!(Example::Host.is_in("Allow 192.0.2.10"));
        assert!(Example::Network.is_in("192.0.2.:allow") && !Example::Network.is_in("192.0.2.1"));
        assert!(Example::Domain.is_in("mail.example.org"));
        assert!(!Example::Server.is_in("myserver.example"));
    }
}
