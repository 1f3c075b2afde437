//! Reads one command line of RFC 5321, as leniently as relays need and no more.

/// A command, with what of its arguments matters to a sink.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Command<'a> {
    /// HELO: the name given.
    Helo(&'a [u8]),
    /// EHLO: the name given.
    Ehlo(&'a [u8]),
    /// MAIL: the path without its brackets and the SIZE that was announced (RFC 1870).
    Mail { from: &'a [u8], size_bytes: Option<u64> },
    /// RCPT: the path without its brackets.
    Rcpt(&'a [u8]),
    /// DATA.
    Data,
    /// BDAT (RFC 3030): how many bytes follow the line and whether they are the last ones.
    Bdat { chunk_bytes: u64, last: bool },
    /// RSET.
    Rset,
    /// NOOP.
    Noop,
    /// QUIT.
    Quit,
    /// HELP, or USER as an FTP proxy says it: what it asks about, and the code of the answer.
    Help { about: &'a [u8], code: &'static str },
    /// VRFY or EXPN: nobody is told who is here.
    Verify,
    /// A known verb whose arguments make no sense.
    BadArguments,
    /// A command of SMTP that a sink does not have: STARTTLS, AUTH, XCLIENT, ETRN and such.
    NotHere,
    /// The start of another protocol: a web browser was made to talk to us.
    Foreign,
    /// A request that has a body: a proxy was made to talk to us, and mail may follow.
    Posted,
    /// Not a command.
    Unknown,
}

/// Reads a line without its line end.
pub(super) fn read(line: &[u8]) -> Command<'_> {
    let line = line.trim_ascii();
    let end = line.iter().position(|byte| *byte == b' ' || *byte == b'\t').unwrap_or(line.len());
    let (verb, rest) = line.split_at_checked(end).unwrap_or((line, b""));
    let rest = rest.trim_ascii_start();
    let is = |word: &str| verb.eq_ignore_ascii_case(word.as_bytes());
    match verb.len() {
        4 if is("EHLO") => Command::Ehlo(rest),
        4 if is("HELO") => Command::Helo(rest),
        4 if is("MAIL") => mail(rest),
        4 if is("RCPT") => after(rest, b"TO:")
            .map_or(Command::BadArguments, |argument| Command::Rcpt(path(argument).0)),
        4 if is("DATA") => Command::Data,
        4 if is("BDAT") => bdat(rest).unwrap_or(Command::BadArguments),
        4 if is("RSET") => Command::Rset,
        4 if is("NOOP") => Command::Noop,
        4 if is("QUIT") => Command::Quit,
        4 if is("HELP") => Command::Help { about: rest, code: "214" },
        4 if is("USER") => Command::Help { about: rest, code: "331" },
        4 if is("VRFY") || is("EXPN") => Command::Verify,
        _ if [
            "AUTH", "STARTTLS", "XCLIENT", "XFORWARD", "ETRN", "TURN", "ATRN", "LHLO", "SEND",
            "SOML", "SAML",
        ]
        .into_iter()
        .any(is) =>
        {
            Command::NotHere
        }
        _ if is("POST") || is("PUT") => Command::Posted,
        _ if ["GET", "HEAD", "OPTIONS", "CONNECT", "HOST:", "USER-AGENT:"].into_iter().any(is) => {
            Command::Foreign
        }
        _ => Command::Unknown,
    }
}

/// Reads the mailbox of a path; the route in front of it is dropped (RFC 5321 section 4.1.1.3).
///
/// `None` unless it is a plain local part, one `@` and a domain or literal: no quotes, no percent
/// signs, no bangs, nothing that anybody could read as another address.
pub(super) fn mailbox(path: &[u8]) -> Option<(&str, &str)> {
    let mailbox = std::str::from_utf8(unrouted(path)?).ok()?;
    let (local_part, domain) = mailbox.split_once('@')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-[]:".contains(&byte);
    let whole = !local_part.is_empty() && domain.bytes().all(plain);
    whole.then_some((local_part, domain))
}

/// Drops `@one.example,@[IPv6:2001:db8::1]:` from the start of a path.
fn unrouted(path: &[u8]) -> Option<&[u8]> {
    let mut rest = path;
    while let Some(hop) = rest.strip_prefix(b"@") {
        // The colons inside a literal do not end the route.
        let literal = match hop.first() {
            Some(b'[') => hop.iter().position(|byte| *byte == b']')?,
            _ => 0,
        };
        let tail = hop.get(literal..)?;
        let end = tail.iter().position(|byte| *byte == b',' || *byte == b':')?;
        match tail.split_at_checked(end)?.1 {
            [b',', next @ ..] => rest = next,
            [b':', mailbox @ ..] => return Some(mailbox),
            _ => return None,
        }
    }
    Some(rest)
}

fn mail(rest: &[u8]) -> Command<'_> {
    let Some(argument) = after(rest, b"FROM:").filter(|argument| !argument.is_empty()) else {
        return Command::BadArguments;
    };
    let (from, parameters) = path(argument);
    let size = |word: &[u8]| -> Option<u64> {
        let (name, value) = word.split_at_checked(5)?;
        let value = std::str::from_utf8(value).ok()?;
        name.eq_ignore_ascii_case(b"SIZE=").then(|| value.parse().ok())?
    };
    let size_bytes = parameters.split(u8::is_ascii_whitespace).find_map(size);
    Command::Mail { from, size_bytes }
}

fn bdat(rest: &[u8]) -> Option<Command<'_>> {
    let mut words = std::str::from_utf8(rest).ok()?.split_ascii_whitespace();
    let size = words.next().filter(|size| size.bytes().all(|byte| byte.is_ascii_digit()))?;
    let chunk_bytes = size.parse().ok()?;
    let last = match words.next() {
        Some(word) if word.eq_ignore_ascii_case("LAST") => true,
        Some(_) => return None,
        None => false,
    };
    words.next().is_none().then_some(Command::Bdat { chunk_bytes, last })
}

/// What follows `prefix` in any case, without the space that some clients put there.
fn after<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| rest.trim_ascii_start())
}

/// Splits a path from its parameters; brackets may be missing, a quoted `>` ends nothing.
fn path(argument: &[u8]) -> (&[u8], &[u8]) {
    let Some(inside) = argument.strip_prefix(b"<") else {
        let end = argument.iter().position(u8::is_ascii_whitespace).unwrap_or(argument.len());
        return argument.split_at_checked(end).unwrap_or((argument, b""));
    };
    let (mut quoted, mut escaped) = (false, false);
    for (index, byte) in inside.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'>' if !quoted => {
                let (path, rest) = inside.split_at_checked(index).unwrap_or((inside, b""));
                return (path, rest.strip_prefix(b">").unwrap_or(rest));
            }
            _ => (),
        }
    }
    (inside, b"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_relays_send_is_understood() {
        let mail =
            |from: &'static str, size_bytes| Command::Mail { from: from.as_bytes(), size_bytes };
        for (line, command) in [
            ("ehlo relay.example", Command::Ehlo(b"relay.example")),
            ("HELO", Command::Helo(b"")),
            ("MAIL FROM:<>", mail("", None)),
            ("mail from: <a@b.example>  SIZE=12 BODY=8BITMIME", mail("a@b.example", Some(12))),
            (
                "MAIL FROM:<a@b.example> AUTH=<> size=7 RET=HDRS ENVID=x SMTPUTF8",
                mail("a@b.example", Some(7)),
            ),
            ("MAIL FROM:a@b.example SIZE=9", mail("a@b.example", Some(9))),
            ("MAIL FROM:<\"a>b\"@c.example> SIZE=x", mail("\"a>b\"@c.example", None)),
            ("MAIL FROM:<a", mail("a", None)),
            ("MAIL FROM:", Command::BadArguments),
            ("MAIL", Command::BadArguments),
            (
                "RCPT TO:<t@sink.example> NOTIFY=NEVER ORCPT=rfc822;t@sink.example",
                Command::Rcpt(b"t@sink.example"),
            ),
            ("rcpt to: t@sink.example", Command::Rcpt(b"t@sink.example")),
            ("RCPT t@sink.example", Command::BadArguments),
            ("BDAT 12 last", Command::Bdat { chunk_bytes: 12, last: true }),
            ("BDAT 0", Command::Bdat { chunk_bytes: 0, last: false }),
            ("BDAT +1", Command::BadArguments),
            ("BDAT 99999999999999999999", Command::BadArguments),
            ("BDAT 1 LAST more", Command::BadArguments),
            ("  QUIT  ", Command::Quit),
            ("expn root", Command::Verify),
            ("StartTLS", Command::NotHere),
            ("GET / HTTP/1.1", Command::Foreign),
            ("", Command::Unknown),
            ("MAILX FROM:<>", Command::Unknown),
        ] {
            assert_eq!(read(line.as_bytes()), command, "{line}");
        }
    }

    #[test]
    fn a_mailbox_is_one_plain_address() {
        let (local, domain) = ("token", "sink.example");
        for path in [
            "token@sink.example",
            "@a.example:token@sink.example",
            "@a.example,@b.example:token@sink.example",
            "@[IPv6:2001:db8::1]:token@sink.example",
            "@[192.0.2.1],@b.example:token@sink.example",
        ] {
            assert_eq!(mailbox(path.as_bytes()), Some((local, domain)), "{path}");
        }
        for path in [
            "",
            "token",
            "@sink.example",
            "@a.example token@sink.example",
            "token@sink.example@a.example",
            "@a:@b",
            "token@sink%a.example",
            "token@a!sink.example",
            "@[:token@sink.example",
            "token@sink.example,x@b.example",
            "token@\"sink.example\"",
            "token@sínk.example",
        ] {
            assert_eq!(mailbox(path.as_bytes()), None, "{path}");
        }
        assert_eq!(mailbox(b"token@\xff"), None);
    }
}
