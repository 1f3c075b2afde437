//! Reads, from a `Received` field, the address of the client that handed the mail over.
//!
//! RFC 5321 section 4.4 has a grammar for it and hardly any server keeps to it. What they agree on
//! is enough: everything before `by` is about the client, and the address that the server itself
//! saw stands in brackets or in parentheses, while what the client called itself may be anything.

use std::net::{IpAddr, SocketAddr};

/// Gives the client's address as an unfolded field says; mapped addresses are unmapped.
///
/// An address that the client only claimed, with HELO, is not taken while there is another place to
/// look at. `None` when the field names no address, as for mail that began on the server itself.
pub(super) fn client(field: &str) -> Option<IpAddr> {
    let words = field.trim_start();
    let (from, rest) = words.split_at_checked(5)?;
    if !from.eq_ignore_ascii_case("from ") {
        return None;
    }
    let mut best: Option<(Place, IpAddr)> = None;
    let mut depth = 0_usize;
    let mut before = "";
    for (word, ends_with) in pieces(rest) {
        if depth == 0 && word.eq_ignore_ascii_case("by") {
            break;
        }
        if !word.is_empty() {
            let place = match (depth > 0, ends_with == ']') {
                _ if claimed(before) => Place::Claimed,
                (true, true) => Place::BracketsInside,
                (true, false) => Place::BareInside,
                (false, true) => Place::Brackets,
                (false, false) => Place::Bare,
            };
            let better = best.as_ref().is_none_or(|(known, _)| place > *known);
            if better && let Some(address) = address(word) {
                best = Some((place, address));
            }
            before = word;
        }
        match ends_with {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => (),
        }
    }
    best.filter(|(place, _)| *place > Place::Claimed).map(|(_, address)| address)
}

/// Where an address stands; the later, the likelier it is what the server saw.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Place {
    /// After `HELO`, whatever it is: only the client says so.
    Claimed,
    /// `from 192.0.2.1 by`
    Bare,
    /// `from [192.0.2.1] (helo=x) by`
    Brackets,
    /// `from x (192.0.2.1) by`
    BareInside,
    /// `from x (y [192.0.2.1]) by`
    BracketsInside,
}

/// Whether what follows `word` is the client's own claim.
fn claimed(word: &str) -> bool {
    ["helo", "ehlo", "lhlo", "helo=", "ehlo="].iter().any(|claim| word.eq_ignore_ascii_case(claim))
}

/// Splits a field at blanks, parentheses and brackets; gives each piece and what ended it.
fn pieces(field: &str) -> impl Iterator<Item = (&str, char)> {
    let separates = |c: char| c.is_whitespace() || "()[];".contains(c);
    field.split_inclusive(separates).map(move |piece| {
        let end = piece.chars().next_back().filter(|c| separates(*c)).unwrap_or(' ');
        (piece.strip_suffix(end).unwrap_or(piece), end)
    })
}

/// Reads an address with whatever servers write around it: `IPv6:`, an identity, a port, a zone.
fn address(word: &str) -> Option<IpAddr> {
    let word = word.rsplit_once('@').map_or(word, |(_, address)| address);
    let word = match word.split_at_checked(5) {
        Some((tag, rest)) if tag.eq_ignore_ascii_case("ipv6:") => rest,
        _ => word,
    };
    let unzoned = word.split_once('%').map_or(word, |(address, _)| address);
    let address = unzoned.parse().ok();
    let address = address.or_else(|| Some(word.parse::<SocketAddr>().ok()?.ip()))?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who writes it, what they write, and whom they saw.
    #[rustfmt::skip]
    const FIELDS: &[(&str, &str, &str)] = &[
        ("Postfix", "from helo.example (name.example [203.0.113.9]) by mx.example (Postfix) with ESMTP id 4F; Sun, 22 Nov 2026 16:21:09 +0000", "203.0.113.9"),
        ("Postfix", "from helo.example (unknown [IPv6:2001:db8:99::9]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) by mx.example (Postfix)", "2001:db8:99::9"),
        ("Postfix", "from [198.51.100.1] (unknown [203.0.113.9]) by mx.example (Postfix)", "203.0.113.9"),
        ("Postfix", "from helo.example (unknown [203.0.113.9]) by mx.example (Postfix) for <t@[192.0.2.1]>", "203.0.113.9"),
        ("Exim", "from [203.0.113.9] (helo=helo.example) by mx.example with esmtp (Exim 4.96) (envelope-from <r@sink.example>) id 1r", "203.0.113.9"),
        ("Exim", "from [203.0.113.9] (helo=[198.51.100.1]) by mx.example with esmtp (Exim 4.96)", "203.0.113.9"),
        ("Exim", "from name.example ([203.0.113.9] helo=helo.example) by mx.example with esmtp", "203.0.113.9"),
        ("Exim", "from name.example ([203.0.113.9]:49152 helo=[198.51.100.1] ident=root) by mx.example", "203.0.113.9"),
        ("Exim", "from [2001:db8:99::9] (port=49152 helo=helo.example) by mx.example with esmtp", "2001:db8:99::9"),
        ("Sendmail", "from helo.example (name.example [203.0.113.9] (may be forged)) by mx.example (8.17.1/8.17.1) with ESMTP id 4A", "203.0.113.9"),
        ("Sendmail", "from helo.example (IDENT:root@name.example [203.0.113.9]) by mx.example (8.17.1/8.17.1)", "203.0.113.9"),
        ("Sendmail", "from helo.example ([IPv6:2001:db8:99:0:0:0:0:9]) by mx.example (8.17.1/8.17.1) with ESMTP", "2001:db8:99::9"),
        ("Courier", "from helo.example (name.example [::ffff:203.0.113.9]) by mx.example with ESMTP; Sun, 22 Nov 2026", "203.0.113.9"),
        ("Courier", "from helo.example ([::ffff:203.0.113.9]) (AUTH: LOGIN user) by mx.example with ESMTPA", "203.0.113.9"),
        ("qmail", "from unknown (HELO helo.example) (203.0.113.9) by mx.example with SMTP; 22 Nov 2026 16:21:09 -0000", "203.0.113.9"),
        ("qmail", "from unknown (HELO [198.51.100.1]) (root@203.0.113.9) by mx.example with SMTP", "203.0.113.9"),
        ("netqmail", "from unknown (HELO 198.51.100.1) (203.0.113.9) by mx.example with SMTP", "203.0.113.9"),
        ("OpenSMTPD", "from helo.example (name.example [203.0.113.9]) by mx.example (OpenSMTPD) with ESMTP id 7c", "203.0.113.9"),
        ("OpenSMTPD", "from helo.example (<unknown> [2001:db8:99::9]) by mx.example (OpenSMTPD) with ESMTP", "2001:db8:99::9"),
        ("Haraka", "from helo.example (name.example [203.0.113.9]) by mx.example (Haraka/3.3.0) with ESMTP id A.1 envelope-from <r@x>", "203.0.113.9"),
        ("Exchange", "from helo.example (203.0.113.9) by mx.example (198.51.100.1) with Microsoft SMTP Server id 15.1.2507.39", "203.0.113.9"),
        ("Exchange", "from helo.example (2001:db8:99::9) by mx.example (2001:db8::1) with Microsoft SMTP Server", "2001:db8:99::9"),
        ("Exchange", "from helo.example (fe80::1%12) by mx.example (198.51.100.1) with Microsoft SMTP Server", "fe80::1"),
        ("IIS", "from helo.example ([203.0.113.9]) by mx.example with Microsoft SMTPSVC(10.0.14393.4169)", "203.0.113.9"),
        ("Zimbra", "from localhost (LHLO mx.example) (127.0.0.1) by mx.example with LMTP", "127.0.0.1"),
        ("James", "from 198.51.100.1 (EHLO helo.example) ([203.0.113.9]) by mx.example (JAMES SMTP Server)", "203.0.113.9"),
        ("XMail", "from helo.example (203.0.113.9:49152) by mx.example with [XMail 1.27 ESMTP Server]", "203.0.113.9"),
        ("a front", "from helo.example (localhost [127.0.0.1]) by mx.example (Postfix) with ESMTP", "127.0.0.1"),
        ("plain", "FROM 203.0.113.9 BY mx.example", "203.0.113.9"),
        ("folded", "from helo.example (unknown\t[203.0.113.9])\tby mx.example", "203.0.113.9"),
        ("unbalanced", "from helo.example) (unknown [203.0.113.9] by mx.example", "203.0.113.9"),
    ];

    const SILENT: &[&str] = &[
        "",
        "from",
        "by mx.example (Postfix, from userid 0) id 4F; Sun, 22 Nov 2026 16:21:09 +0000",
        "(qmail 4711 invoked by uid 0); 22 Nov 2026 16:21:09 -0000",
        "from helo.example by mx.example ([198.51.100.1]) with ESMTP",
        "from localhost (HELO 198.51.100.1) by mx.example",
        "from helo.example (helo=[198.51.100.1]) by mx.example",
        "from helo.example ([999.0.2.1]) by mx.example",
        "from é (é [é]) by é",
    ];

    #[test]
    fn the_client_is_found_in_every_dialect() {
        for (software, field, client_seen) in FIELDS {
            let expected = client_seen.parse().ok();
            assert_eq!(client(field), expected, "{software}: {field}");
        }
    }

    #[test]
    fn a_field_without_a_client_gives_none() {
        for field in SILENT {
            assert_eq!(client(field), None, "{field}");
        }
    }
}
