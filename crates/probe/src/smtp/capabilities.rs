//! What a server offers in its answer to EHLO.

use super::Reply;

/// The extensions that change what we say (RFC 5321 section 4.1.1.1).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an extension that is offered or not")]
pub struct Capabilities {
    /// The name the server gives itself: the first word of the answer.
    pub host: Option<String>,
    /// Every line of the answer, for recognising the software.
    pub lines: Vec<String>,
    /// RFC 2920.
    pub pipelining: bool,
    /// RFC 3207.
    pub starttls: bool,
    /// RFC 6531.
    pub smtputf8: bool,
    /// RFC 3461.
    pub dsn: bool,
    /// Postfix `XCLIENT`: the client may say who it is.
    pub xclient: bool,
    /// The mechanisms of RFC 4954, upper case.
    pub auth: Vec<String>,
}

impl Capabilities {
    /// Reads the answer to EHLO, or to HELO, which offers nothing.
    #[must_use]
    pub fn read(reply: &Reply) -> Self {
        let mut lines = reply.text.lines();
        let host = lines.next().and_then(|line| line.split_whitespace().next());
        let first = reply.text.lines().next().map(str::to_owned);
        let mut offered = Self {
            host: host.map(str::to_owned),
            lines: first.into_iter().collect(),
            ..Self::default()
        };
        for line in lines {
            offered.line(line);
        }
        offered
    }

    fn line(&mut self, line: &str) {
        // "AUTH=LOGIN" is how it was written before RFC 2554.
        let mut words = line.split([' ', '=']).filter(|word| !word.is_empty());
        match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "PIPELINING" => self.pipelining = true,
            "STARTTLS" => self.starttls = true,
            "SMTPUTF8" => self.smtputf8 = true,
            "DSN" => self.dsn = true,
            "XCLIENT" => self.xclient = true,
            "AUTH" => {
                for mechanism in words.map(str::to_ascii_uppercase) {
                    if !self.auth.contains(&mechanism) {
                        self.auth.push(mechanism);
                    }
                }
            }
            _ => {}
        }
        self.lines.push(line.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_old_and_new_ways_to_offer() {
        let text = "mx.example.org greets you\npipelining\nSTARTTLS\nAUTH PLAIN LOGIN\nAUTH=LOGIN\nXCLIENT NAME ADDR";
        let offered = Capabilities::read(&Reply { code: 250, text: text.to_owned() });
        assert_eq!(offered.host.as_deref(), Some("mx.example.org"));
        assert!(offered.pipelining && offered.starttls && offered.xclient && !offered.dsn);
        assert_eq!(offered.auth, ["PLAIN", "LOGIN"]);
        assert_eq!(offered.lines.len(), 6);
    }
}
