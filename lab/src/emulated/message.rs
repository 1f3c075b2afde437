//! What does a server write into the mail that it passes on, and into its bounces?

use std::time::SystemTime;

use chrono::{DateTime, Utc};

use super::decide::Client;

/// The date of now, as mail writes it (RFC 5322 section 3.3).
pub(crate) fn date() -> String {
    DateTime::<Utc>::from(SystemTime::now()).to_rfc2822()
}

/// The field that a server puts on top of what it receives (RFC 5321 section 4.4).
pub(super) fn received(client: &Client, host: &str, id: &str) -> String {
    let helo = client.helo.as_deref().unwrap_or("unknown");
    let address = client.claimed.unwrap_or(client.address);
    let literal = if address.is_ipv6() { format!("IPv6:{address}") } else { address.to_string() };
    let with = match (client.extended, client.encrypted, client.authenticated) {
        (false, _, _) => "SMTP",
        (true, false, false) => "ESMTP",
        (true, true, false) => "ESMTPS",
        (true, false, true) => "ESMTPA",
        (true, true, true) => "ESMTPSA",
    };
    format!(
        "Received: from {helo} ([{literal}]) by {host} with {with} id {id};\r\n\t{}\r\n",
        date()
    )
}

/// A bounce to `sender` (RFC 3464): why `recipient` was not reached, and the header of what was sent.
pub(super) fn bounce(
    host: &str,
    id: &str,
    sender: &str,
    recipient: &str,
    reason: &str,
    content: &[u8],
) -> Vec<u8> {
    let boundary = format!("{id}/{host}");
    let date = date();
    let mut text = format!(
        "Date: {date}\r\nFrom: MAILER-DAEMON@{host} (Mail Delivery System)\r\nTo: {sender}\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nMessage-Id: <{id}@{host}>\r\n\
         Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"{boundary}\"\r\n\r\n\
         This is a MIME-encapsulated message.\r\n\r\n--{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         This is the mail system at host {host}.\r\n\r\nYour message could not be delivered:\r\n\r\n\
         <{recipient}>: {reason}\r\n\r\n--{boundary}\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; {host}\r\nArrival-Date: {date}\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.0.0\r\n\
         Diagnostic-Code: X-Emulated; {reason}\r\n\r\n--{boundary}\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    )
    .into_bytes();
    text.extend_from_slice(header(content));
    text.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    text
}

/// The header of a message, up to and with the end of its last field.
fn header(content: &[u8]) -> &[u8] {
    let end =
        content.windows(4).position(|bytes| bytes == b"\r\n\r\n").map(|at| at.saturating_add(2));
    content.get(..end.unwrap_or(content.len())).unwrap_or(content)
}
