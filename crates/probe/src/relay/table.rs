//! The relay tests: envelopes and openings that a server should refuse from a stranger.
//!
//! In an envelope the run fills in `{token}` (ours, naming this test), `{sink}` (our mail sink's
//! domain or address literal), `{sink-literal}` (its address literal), `{sender}` (an address at the
//! sink that bounces come back to), `{host}` (the name that the server gives itself), `{target}`
//! (its address literal), `{own}` (a domain that is or seems to be its own: one test for each) and
//! `{backup}` (a domain of ours whose MX records name the server second). The last recipient of a
//! row is the one that counts.
//!
//! A recording is the server's side of the conversation after its answer to EHLO (or, for rows that
//! change the opening, from the banner on), a reply a line.

/// How much is asked.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Tier {
    /// A first look: one form.
    Quick,
    /// At least what all known relay testers send between them.
    Standard,
    /// Everything.
    Thorough,
}

/// The name we give in EHLO.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Greets {
    /// Our own.
    Honestly,
    /// The server's own host name.
    AsHost,
    /// A domain of the server's own: the user's word, or what its host name is in.
    AsDomain,
    /// `localhost`.
    AsLocalhost,
    /// The server's address literal.
    AsLiteral,
    /// `[127.0.0.1]`.
    AsLoopback,
}

/// What, beside the envelope, the server might believe.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trusts {
    /// Nothing.
    Nothing,
    /// One random pair of user name and password.
    RandomCredentials,
    /// XCLIENT with the address 127.0.0.1.
    Xclient,
    /// A PROXY protocol header, version 1, with that address.
    ProxyV1,
    /// The same, version 2.
    ProxyV2,
}

/// What must be known or offered for a row to make sense.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A host name of the server.
    Host,
    /// A domain of the server's own.
    OwnDomain,
    /// `--backup-domain`.
    BackupDomain,
    /// AUTH offered (RFC 4954).
    Auth,
    /// SMTPUTF8 offered (RFC 6531).
    Smtputf8,
    /// DSN offered (RFC 3461).
    Dsn,
}

/// One test.
#[derive(Debug)]
pub struct RelayTest {
    /// Never changes: it is printed in reports and bound into tokens.
    pub id: &'static str,
    /// What the server would be doing wrong, in a sentence's worth of words.
    pub about: &'static str,
    /// From which level on it is asked.
    pub tier: Tier,
    /// Whether it is asked once more after STARTTLS at the same level.
    pub after_starttls: bool,
    /// Whether a standard check asks it even where each refusal takes many seconds: one row, the
    /// commonest, for each kind of fault.
    pub essential: bool,
    /// The argument of `MAIL FROM:`, with parameters.
    pub mail_from: &'static str,
    /// The arguments of `RCPT TO:`.
    pub rcpt_to: &'static [&'static str],
    /// The name in EHLO.
    pub greets: Greets,
    /// What else we claim.
    pub trusts: Trusts,
    /// When it makes sense.
    pub needs: Needs,
    /// Where this form is defined or was described.
    pub source: &'static str,
    /// A server that falls for it.
    pub opens: &'static str,
    /// A server that does not.
    pub refuses: &'static str,
    /// A server that leaves us none the wiser.
    pub confuses: &'static str,
}

const TO_SINK: &[&str] = &["<{token}@{sink}>"];

/// The common shape: an honest greeting, our own sender, the plain recipient, every server.
const FORM: RelayTest = RelayTest {
    id: "",
    about: "",
    tier: Tier::Standard,
    after_starttls: false,
    essential: false,
    mail_from: "<{sender}>",
    rcpt_to: TO_SINK,
    greets: Greets::Honestly,
    trusts: Trusts::Nothing,
    needs: Needs::Nothing,
    source: "",
    opens: "250 2.1.0 Ok\n250 2.1.5 Ok\n354 End data with <CR><LF>.<CR><LF>\n250 2.0.0 Ok: queued",
    refuses: "",
    confuses: "",
};

/// Every relay test, plainest first.
#[rustfmt::skip]
pub const TESTS: &[RelayTest] = &[
    // Senders.
    RelayTest { id: "plain", about: "relays for anyone to anyone", essential: true, tier: Tier::Quick, after_starttls: true,
        source: "RFC 5321 section 3.6.2", refuses: "250 ok\n554 5.7.1 <t@sink.example>: Relay access denied", confuses: "250 ok\n354 go ahead", ..FORM },
    RelayTest { id: "null-sender", about: "takes the null sender for a bounce that must pass", essential: true, mail_from: "<>", after_starttls: true,
        source: "RFC 5321 section 4.5.5", refuses: "250 sender ok\n550 relay not permitted", confuses: "300 perhaps", ..FORM },
    RelayTest { id: "host-sender", about: "trusts a sender at its own host name", essential: true, mail_from: "<cerrojo@{host}>", needs: Needs::Host, after_starttls: true,
        source: "RFC 2505 section 2.1", refuses: "250 ok\n550 5.7.1 Relaying denied", confuses: "250 ok\n200 hm\n200 hm", ..FORM },
    RelayTest { id: "literal-sender", about: "trusts a sender at its own address literal", mail_from: "<cerrojo@{target}>",
        source: "RFC 5321 section 4.1.3", refuses: "501 5.1.7 bad sender", confuses: "250 ok\n399 wait", ..FORM },
    RelayTest { id: "bare-sender", about: "takes a sender without a domain for a local user", mail_from: "<cerrojo>",
        source: "RFC 5321 section 4.1.2", refuses: "553 5.5.4 <cerrojo>... Domain name required", confuses: "333 what", ..FORM },
    RelayTest { id: "localhost-sender", about: "trusts a sender at localhost", mail_from: "<cerrojo@localhost>",
        source: "RFC 6761 section 6.3", refuses: "250 ok\n513 Relaying denied.", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "subdomain-sender", about: "relays for a sender at a third domain", mail_from: "<cerrojo@other.{sink}>",
        source: "RFC 5321 section 3.6.2", refuses: "250 ok\n550 Invalid recipient", confuses: "250 ok\n302 moved", ..FORM },
    RelayTest { id: "postmaster-sender", about: "trusts its own postmaster's address", mail_from: "<postmaster@{host}>", needs: Needs::Host,
        source: "RFC 5321 section 4.5.1", refuses: "250 ok\n550 5.7.1 relaying denied", confuses: "250 ok\n220 hello again\n220 hello again", ..FORM },
    RelayTest { id: "same-sender", about: "relays when sender and recipient are the same", mail_from: "<{token}@{sink}>",
        source: "RFC 2505 section 2.1", refuses: "250 ok\n550 no", confuses: "354 go", ..FORM },
    RelayTest { id: "own-domain-sender", about: "trusts a sender at a domain of its own", essential: true, mail_from: "<cerrojo@{own}>", needs: Needs::OwnDomain, after_starttls: true,
        source: "RFC 2505 section 2.1", refuses: "250 ok\n554 5.7.1 Relay access denied", confuses: "250 ok\n334 more", ..FORM },
    RelayTest { id: "own-root-sender", about: "trusts root at a domain of its own", tier: Tier::Thorough, mail_from: "<root@{own}>", needs: Needs::OwnDomain,
        source: "RFC 2505 section 2.1", refuses: "550 5.7.1 Sender spoofed", confuses: "250 ok\n334 more", ..FORM },
    RelayTest { id: "own-noreply-sender", about: "trusts noreply at a domain of its own", tier: Tier::Thorough, mail_from: "<noreply@{own}>", needs: Needs::OwnDomain,
        source: "RFC 2505 section 2.1", refuses: "250 ok\n550 5.7.1 not yours", confuses: "250 ok\n334 more", ..FORM },
    RelayTest { id: "auth-parameter", about: "believes AUTH= on MAIL from a client that never authenticated", mail_from: "<{sender}> AUTH=postmaster@{own}", needs: Needs::Auth,
        source: "RFC 4954 section 5", refuses: "250 ok\n530 5.7.0 Authentication required", confuses: "250 ok\n334 ", ..FORM },
    RelayTest { id: "utf8-sender", about: "checks no sender that is not ASCII", tier: Tier::Thorough, mail_from: "<prüfung@{sink}> SMTPUTF8", needs: Needs::Smtputf8,
        source: "RFC 6531 section 3.4", refuses: "250 ok\n550 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "idn-sender", about: "checks no sender at an internationalised domain", tier: Tier::Thorough, mail_from: "<cerrojo@xn--prfung-4ya.{sink}>",
        source: "RFC 5890 section 2.3.2.1", refuses: "550 5.1.8 unknown domain", confuses: "354 go", ..FORM },
    // Recipients.
    RelayTest { id: "percent-host", about: "undoes the percent hack", essential: true, rcpt_to: &["<{token}%{sink}@{host}>"], needs: Needs::Host,
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n554 5.7.1 <t%s@h>: Relay access denied", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-literal", about: "undoes the percent hack at its address literal", rcpt_to: &["<{token}%{sink}@{target}>"],
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.1.1 unknown user", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-bare", about: "undoes the percent hack in a name without a domain", rcpt_to: &["<{token}%{sink}>"],
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n501 5.5.4 bad recipient", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-bare", about: "takes a quoted address for an address", rcpt_to: &["<\"{token}@{sink}\">"],
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n550 5.1.1 no such user", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-percent", about: "undoes the percent hack in a quoted name", rcpt_to: &["<\"{token}%{sink}\">"],
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n553 5.1.3 bad address", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-literal", about: "takes a quoted local part at its literal for an address", rcpt_to: &["<\"{token}@{sink}\"@{target}>"],
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n550 relay not permitted", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-host", about: "takes a quoted local part at its name for an address", essential: true, rcpt_to: &["<\"{token}@{sink}\"@{host}>"], needs: Needs::Host,
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n554 5.7.1 Relay access denied", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-all", about: "takes apart an address quoted as a whole", rcpt_to: &["<\"{token}@{sink}@{host}\">"], needs: Needs::Host,
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n550 5.1.1 unknown", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "double-at-host", about: "reads the first of two domains", rcpt_to: &["<{token}@{sink}@{host}>"], needs: Needs::Host,
        source: "RFC 5321 section 4.1.2 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 Bad recipient address syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "double-at-literal", about: "reads the first of two domains", rcpt_to: &["<{token}@{sink}@{target}>"],
        source: "RFC 5321 section 4.1.2 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 Bad recipient address syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "route-host", about: "follows a source route through itself", essential: true, rcpt_to: &["<@{host}:{token}@{sink}>"], needs: Needs::Host,
        source: "RFC 5321 appendix C", refuses: "250 ok\n554 5.7.1 Relay access denied", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "route-literal", about: "follows a source route through its address literal", rcpt_to: &["<@{target}:{token}@{sink}>"],
        source: "RFC 5321 appendix C", refuses: "250 ok\n550 5.7.1 Relaying denied", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-bare", about: "follows a UUCP path", rcpt_to: &["<{sink}!{token}>"],
        source: "RFC 976 section 2.4", refuses: "250 ok\n550 5.1.1 unknown user", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-host", about: "follows a UUCP path at its name", essential: true, rcpt_to: &["<{sink}!{token}@{host}>"], needs: Needs::Host,
        source: "RFC 976 section 2.4", refuses: "250 ok\n550 5.1.1 unknown user", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-literal", about: "follows a UUCP path at its literal", rcpt_to: &["<{sink}!{token}@{target}>"],
        source: "RFC 976 section 2.4", refuses: "250 ok\n550 5.1.1 unknown user", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "empty-domain", about: "drops an empty last domain", rcpt_to: &["<{token}@{sink}@>"],
        source: "RFC 5321 section 4.1.2 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-empty", about: "undoes the percent hack before an empty domain", tier: Tier::Thorough, rcpt_to: &["<{token}%{sink}@>"],
        source: "RFC 1123 section 5.2.16 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "no-brackets", about: "takes an address without angle brackets past its checks", rcpt_to: &["{token}@{sink}"],
        source: "RFC 5321 section 4.1.1.3 (invalid on purpose)", refuses: "250 ok\n501 5.5.4 Syntax: RCPT TO:<address>", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "foreign-literal", about: "relays to any address literal", essential: true, rcpt_to: &["<{token}@{sink-literal}>"], after_starttls: true,
        source: "RFC 5321 section 4.1.3", refuses: "250 ok\n554 5.7.1 Relay access denied", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-twice", about: "undoes a percent hack of two hops", rcpt_to: &["<{token}%{sink}%{host}@{target}>"], needs: Needs::Host,
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "route-twice", about: "follows a source route of two hops", tier: Tier::Thorough, rcpt_to: &["<@{host},@localhost:{token}@{sink}>"], needs: Needs::Host,
        source: "RFC 5321 appendix C", refuses: "250 ok\n550 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-twice", about: "follows a UUCP path of two hops", tier: Tier::Thorough, rcpt_to: &["<{host}!{sink}!{token}>"], needs: Needs::Host,
        source: "RFC 976 section 2.4", refuses: "250 ok\n550 5.1.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-percent", about: "mixes UUCP path and percent hack", tier: Tier::Thorough, rcpt_to: &["<{sink}!{token}%{host}@{target}>"], needs: Needs::Host,
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.1.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-localhost", about: "undoes the percent hack at localhost", rcpt_to: &["<{token}%{sink}@localhost>"],
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-loopback", about: "undoes the percent hack at its loopback address", tier: Tier::Thorough, rcpt_to: &["<{token}%{sink}@[127.0.0.1]>"],
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "double-at-localhost", about: "reads the first of two domains, localhost last", tier: Tier::Thorough, rcpt_to: &["<{token}@{sink}@localhost>"],
        source: "RFC 5321 section 4.1.2 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "bang-localhost", about: "follows a UUCP path at localhost", tier: Tier::Thorough, rcpt_to: &["<{sink}!{token}@localhost>"],
        source: "RFC 976 section 2.4", refuses: "250 ok\n550 5.1.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "percent-own", about: "undoes the percent hack at a domain of its own", rcpt_to: &["<{token}%{sink}@{own}>"], needs: Needs::OwnDomain,
        source: "RFC 1123 section 5.2.16", refuses: "250 ok\n550 5.1.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "escaped-at", about: "does not see an escaped at sign", tier: Tier::Thorough, rcpt_to: &["<{token}\\@{sink}@{host}>"], needs: Needs::Host,
        source: "RFC 5321 section 4.1.2", refuses: "250 ok\n501 5.1.3 syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "quoted-local", about: "loses its way after a quoted local part", tier: Tier::Thorough, rcpt_to: &["<\"{token}\"@{sink}@{host}>"], needs: Needs::Host,
        source: "RFC 5321 section 4.1.2 (invalid on purpose)", refuses: "250 ok\n501 5.1.3 syntax", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "encoded-at", about: "decodes an encoded at sign", tier: Tier::Thorough, rcpt_to: &["<{token}=40{sink}@{host}>"], needs: Needs::Host,
        source: "RFC 2045 section 6.7", refuses: "250 ok\n550 5.1.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "srs0", about: "unwraps a rewritten sender without checking its signature", rcpt_to: &["<SRS0=aaaa=aa={sink}={token}@{own}>"], needs: Needs::OwnDomain,
        source: "https://www.libsrs2.org/srs/srs.pdf", refuses: "250 ok\n550 5.1.1 invalid hash", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "srs1", about: "unwraps a twice rewritten sender without checking its signature", tier: Tier::Thorough, rcpt_to: &["<SRS1=aaaa={own}==aaaa=aa={sink}={token}@{own}>"], needs: Needs::OwnDomain,
        source: "https://www.libsrs2.org/srs/srs.pdf", refuses: "250 ok\n550 5.1.1 invalid hash", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "local-first", about: "relays once a local recipient was accepted", essential: true, rcpt_to: &["<postmaster@{own}>", "<{token}@{sink}>"], needs: Needs::OwnDomain,
        source: "RFC 5321 section 3.3", opens: "250 ok\n250 ok\n250 ok\n354 go\n250 queued", refuses: "250 ok\n250 ok\n550 5.7.1 no", confuses: "250 ok\n250 ok\n354 go", ..FORM },
    RelayTest { id: "trailing-dot", about: "compares domains without their trailing dot", rcpt_to: &["<{token}@{sink}.>"],
        source: "RFC 1034 section 3.1", refuses: "250 ok\n554 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "upper-case", about: "compares domains by case", rcpt_to: &["<{TOKEN}@{SINK}>"],
        source: "RFC 5321 section 2.4", refuses: "250 ok\n554 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "dsn-parameters", about: "skips its checks where RCPT carries parameters", tier: Tier::Thorough, rcpt_to: &["<{token}@{sink}> NOTIFY=NEVER ORCPT=rfc822;{token}@{sink}"], needs: Needs::Dsn,
        source: "RFC 3461 section 4", refuses: "250 ok\n554 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    RelayTest { id: "backup-domain", about: "relays to every domain that lists it as a mail exchanger", essential: true, rcpt_to: &["<{token}@{backup}>"], needs: Needs::BackupDomain, after_starttls: true,
        source: "https://www.postfix.org/postconf.5.html#permit_mx_backup", refuses: "250 ok\n554 5.7.1 no", confuses: "250 ok\n354 go", ..FORM },
    // Openings.
    RelayTest { id: "helo-host", about: "trusts a client that greets with the server's own name", essential: true, greets: Greets::AsHost, needs: Needs::Host,
        source: "RFC 5321 section 4.1.4", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n550 you are not me\n550 you are not me", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "helo-domain", about: "trusts a client that greets with the server's domain", greets: Greets::AsDomain, needs: Needs::OwnDomain,
        source: "RFC 5321 section 4.1.4", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250 mx\n250 ok\n550 5.7.1 no", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "helo-localhost", about: "trusts a client that greets as localhost", essential: true, greets: Greets::AsLocalhost,
        source: "RFC 5321 section 4.1.4", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250 mx\n250 ok\n550 5.7.1 no", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "helo-literal", about: "trusts a client that greets with the server's address", greets: Greets::AsLiteral,
        source: "RFC 5321 section 4.1.4", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250 mx\n550 5.7.1 no", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "helo-loopback", about: "trusts a client that greets with 127.0.0.1", tier: Tier::Thorough, greets: Greets::AsLoopback,
        source: "RFC 5321 section 4.1.4", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250 mx\n550 5.7.1 no", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "random-credentials", about: "lets any user name and password in", essential: true, trusts: Trusts::RandomCredentials, after_starttls: true,
        source: "RFC 4954 section 4", opens: "220 mx\n250-mx\n250 AUTH PLAIN LOGIN\n235 2.7.0 ok\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250-mx\n250 AUTH LOGIN\n334 VXNlcm5hbWU6\n334 UGFzc3dvcmQ6\n535 5.7.8 bad credentials", confuses: "220 mx\n250-mx\n250 AUTH PLAIN\n235 ok\n250 ok\n354 go", ..FORM },
    RelayTest { id: "xclient", about: "lets anyone say who they are", essential: true, trusts: Trusts::Xclient, after_starttls: true,
        source: "https://www.postfix.org/XCLIENT_README.html", opens: "220 mx\n250-mx\n250 XCLIENT NAME ADDR\n220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n250-mx\n250 XCLIENT NAME ADDR\n550 5.7.0 Error: insufficient authorization", confuses: "220 mx\n250-mx\n250 XCLIENT NAME ADDR\n220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "proxy-v1", about: "believes a PROXY protocol header from anyone", essential: true, trusts: Trusts::ProxyV1,
        source: "https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt section 2.1", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n502 5.5.2 Error: command not recognized", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
    RelayTest { id: "proxy-v2", about: "believes a binary PROXY protocol header from anyone", trusts: Trusts::ProxyV2,
        source: "https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt section 2.2", opens: "220 mx\n250 mx\n250 ok\n250 ok\n354 go\n250 queued", refuses: "220 mx\n500 5.5.2 Error: bad syntax", confuses: "220 mx\n250 mx\n250 ok\n354 go", ..FORM },
];

/// The sixteen envelopes of nmap's `smtp-open-relay` script, for comparing like with like.
#[rustfmt::skip]
pub(super) const NMAP: &[&str] = &[
    "null-sender", "plain", "host-sender", "literal-sender",
    "literal-sender+percent-literal", "literal-sender+percent-host",
    "literal-sender+quoted-bare", "literal-sender+quoted-percent",
    "literal-sender+double-at-literal", "literal-sender+quoted-literal", "literal-sender+double-at-host",
    "literal-sender+route-literal", "literal-sender+route-host",
    "literal-sender+bang-bare", "literal-sender+bang-literal", "literal-sender+bang-host",
];
