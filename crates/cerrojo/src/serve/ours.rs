//! Which addresses take mail: those with a mark of ours, and the few that everybody may write to. Nothing else does, so
//! the intake relays nothing.

use std::sync::Arc;

use cerrojo_service::desk::Desk;

/// Words that take mail at each domain of ours (RFC 2142), and the one that letters name.
const WORDS: [&str; 3] = ["postmaster", "abuse", "unsubscribe"];

/// The addresses of an operation.
#[derive(Debug)]
pub(super) struct Ours {
    desk: Arc<Desk>,
    domains: Vec<String>,
    plain: Vec<String>,
}

impl Ours {
    pub(super) fn of(desk: Arc<Desk>) -> Self {
        let sender = desk.sender();
        let mut plain = vec![sender.address.to_ascii_lowercase()];
        let mut domains = vec![sender.domain.to_ascii_lowercase()];
        domains.extend(sender.address.rsplit_once('@').map(|(_, of)| of.to_ascii_lowercase()));
        // Where complaints go may be a page.
        let complaints = sender.complaints.as_deref().map(|to| to.trim_start_matches("mailto:"));
        plain.extend(complaints.filter(|to| to.contains('@')).map(str::to_ascii_lowercase));
        for domain in &domains {
            plain.extend(WORDS.map(|word| format!("{word}@{domain}")));
        }
        // The one address that has no domain (RFC 5321 section 4.5.1).
        plain.push("postmaster".to_owned());
        Self { desk, domains, plain }
    }

    /// Whether mail to that address is for us.
    pub(super) fn takes(&self, address: &str) -> bool {
        let address = address.to_ascii_lowercase();
        if self.plain.contains(&address) {
            return true;
        }
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.domains.iter().any(|of| of == domain) && self.desk.mark(&address).is_some()
    }
}

#[cfg(test)]
mod tests {
    use cerrojo_letters::reference::{Mark, Purpose};
    use cerrojo_letters::texts::Texts;
    use cerrojo_service::desk::Sender;

    use super::*;

    #[test]
    fn marks_and_a_few_plain_addresses_take_mail_and_nothing_else_does() {
        let sender = Sender {
            name: "CSIRT".into(),
            address: "Letters@csirt.example".into(),
            domain: "answers.csirt.example".into(),
            prefix: "CX".into(),
            unsubscribe: None,
            complaints: Some("complaints@elsewhere.example".into()),
        };
        let operation = cerrojo_letters::example::operation();
        let desk = Desk::new(Texts::new(&[]).unwrap(), operation, sender, b"secret".to_vec());
        let ours = Ours::of(Arc::new(desk));
        let mark = |purpose, domain: &str| Mark { purpose, letter: 7 }.address(b"secret", domain);
        for purpose in Purpose::ALL {
            assert!(ours.takes(&mark(purpose, "answers.csirt.example").to_uppercase()));
            assert!(!ours.takes(&mark(purpose, "victim.example")));
        }
        for address in [
            "letters@csirt.example",
            "abuse@csirt.example",
            "unsubscribe@answers.csirt.example",
            "complaints@elsewhere.example",
            "Postmaster",
        ] {
            assert!(ours.takes(address), "{address}");
        }
        for address in [
            "anybody@csirt.example",
            "abuse@elsewhere.example",
            "abuse",
            "",
            "abuse@csirt.example@victim.example",
            "victim.example!abuse@csirt.example",
            "somebody%victim.example@csirt.example",
            "answer+7.aaaaaaaaaaaaaaaa@answers.csirt.example",
        ] {
            assert!(!ours.takes(address), "{address}");
        }
    }
}
