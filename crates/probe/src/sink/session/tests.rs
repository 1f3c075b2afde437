use proptest::prelude::*;

use super::*;
use crate::sink::Domains;
use crate::token::Role;

const TOKEN: &str = "taaaaaalk7wdmaitn5qfq5zxosxz2tzdk";
const OTHER: &str = "raaaaaalk7wdmaitn5qfq5zxosxz2tzdk";

fn now() -> Time {
    Time::from_timestamp(1_795_364_469, 0).unwrap()
}

fn session() -> Session {
    Session::new("sink.example", "192.0.2.7:40000".parse().unwrap(), now())
}

fn ours(_: Recipient, domain: &str) -> bool {
    Domains::new(["sink.example"], ["192.0.2.1".parse().unwrap()]).contains(domain)
}

/// Feeds all of `input` at once and gives the reply codes.
fn codes(session: &mut Session, input: &str) -> (Vec<u16>, Turn) {
    let turn = session.feed(input.as_bytes(), now(), &ours);
    let text = String::from_utf8(turn.reply.clone()).unwrap();
    let last = text.lines().filter(|line| line.as_bytes()[3] == b' ');
    (last.map(|line| line[..3].parse().unwrap()).collect(), turn)
}

#[test]
fn a_pipelined_mail_is_taken_with_its_envelope() {
    let mut session = session();
    assert!(session.greeting().starts_with(b"220 sink.example "));
    let input = format!(
        "EHLO relay.example\r\nMAIL FROM:<a@b.example> SIZE=20 BODY=8BITMIME\r\nRCPT TO:<{TOKEN}@sink.example>\r\n\
         RCPT TO:<@x.example,@[IPv6:2001:db8::2]:{OTHER}@[192.0.2.1]> NOTIFY=NEVER\r\nRCPT TO:<root@sink.example>\r\n\
         DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\nMAIL FROM:<>\r\n"
    );
    let (codes, turn) = codes(&mut session, &input);
    assert_eq!(codes, [250, 250, 250, 250, 550, 354, 250, 221]);
    assert!(turn.close);
    let [mail] = &turn.mails[..] else { panic!("{turn:?}") };
    assert_eq!((mail.helo.as_str(), mail.mail_from.as_str()), ("relay.example", "a@b.example"));
    assert_eq!(mail.data, b"Subject: x\r\n\r\n.dot\r\n");
    let roles: Vec<_> = mail.recipients.iter().map(|recipient| recipient.role).collect();
    assert_eq!(roles, [Role::Recipient, Role::Sender]);
}

#[test]
fn several_mails_by_data_and_by_chunks() {
    let mut session = session();
    let envelope = format!("mail from: <>\nrcpt to: {TOKEN}@SINK.example.\n");
    let input = format!(
        "HELO x\n{envelope}DATA\na\n.\r\n.\r\n{envelope}BDAT 3\r\nab\nBDAT 2 LAST\r\n\r\n{envelope}RSET\n{envelope}BDAT 0 LAST\nNOOP\n"
    );
    let (codes, turn) = codes(&mut session, &input);
    assert_eq!(
        codes,
        [250, 250, 250, 354, 250, 250, 250, 250, 250, 250, 250, 250, 250, 250, 250, 250]
    );
    let data: Vec<_> = turn.mails.iter().map(|mail| mail.data.as_slice()).collect();
    assert_eq!(data, [&b"a\n.\r\n"[..], b"ab\n\r\n", b""]);
    assert!(!turn.close && turn.mails.iter().all(|mail| mail.mail_from.is_empty()));
}

#[test]
fn a_relay_tester_finds_it_closed_to_the_last_form() {
    let mut session = session();
    let forms = [
        "u@d.example",
        "u%d.example@sink.example",
        "u%d.example",
        "\"u@d.example\"",
        "\"u@d.example\"@sink.example",
        "u@d.example@sink.example",
        "@sink.example:u@d.example",
        "d.example!u",
        "d.example!u@sink.example",
        "u@d.example@",
        "postmaster",
        "postmaster@sink.example",
        "",
        "u@[192.0.2.9]",
        "@[192.0.2.1]:u@d.example",
        &format!("{TOKEN}@d.example"),
        &format!("{TOKEN}%d.example@sink.example"),
        &format!("\"{TOKEN}\"@sink.example"),
        &format!("{TOKEN}@sink.example@d.example"),
        &format!("u@d.example,{TOKEN}@sink.example"),
        &format!("d.example!{TOKEN}@sink.example"),
        &format!("{TOKEN}@sink.example%d.example"),
        TOKEN,
        &format!("{TOKEN}+x@sink.example"),
        &format!("{TOKEN}@sub.sink.example"),
        "\"",
        "@",
        ":@:",
        "<<>>",
    ];
    assert_eq!(codes(&mut session, "EHLO probe.example\r\n").0, [250]);
    for form in forms {
        for sender in ["<>", "<s@sink.example>"] {
            let input = format!("MAIL FROM:{sender}\r\nRCPT TO:<{form}>\r\nDATA\r\nRSET\r\n");
            if session.commands > COMMANDS - 4 {
                session = super::tests::session();
            }
            assert_eq!(codes(&mut session, &input).0, [250, 550, 554, 250], "{form}");
        }
    }
}

#[test]
fn nothing_else_is_offered_or_told() {
    let mut session = session();
    let (_, turn) = codes(&mut session, "EHLO x\r\n");
    let offer = String::from_utf8(turn.reply).unwrap();
    for word in ["STARTTLS", "AUTH", "XCLIENT", "DSN", "VRFY", "ETRN", "BINARYMIME"] {
        assert!(!offer.contains(word), "{offer}");
    }
    let (answers, turn) = codes(
        &mut session,
        "VRFY root\r\nEXPN all\r\nSTARTTLS\r\nAUTH PLAIN AAAA\r\nXCLIENT ADDR=127.0.0.1\r\nHELP\r\n",
    );
    assert_eq!(answers, [252, 252, 502, 502, 502, 214]);
    assert!(!turn.close);
    let (answers, turn) = codes(&mut session, "GET / HTTP/1.1\r\nHost: x\r\n");
    assert_eq!((answers, turn.close), (vec![421], true));
}

#[test]
fn the_order_of_commands_matters() {
    let mut session = session();
    let input = format!(
        "RCPT TO:<{TOKEN}@sink.example>\r\nDATA\r\nMAIL FROM:<a>\r\nMAIL FROM:<b>\r\nRCPT TO:<{TOKEN}@sink.example>\r\n\
         BDAT 1\r\nxDATA\r\nRSET\r\nBDAT 4 LAST\r\nQUITNOOP\r\nMAIL FROM:<a> SIZE=65537\r\nRCPT\r\n"
    );
    assert_eq!(
        codes(&mut session, &input).0,
        [503, 503, 250, 503, 250, 250, 503, 250, 503, 250, 552, 501]
    );
}

#[test]
fn everything_is_bounded() {
    let start = format!("MAIL FROM:<>\r\nRCPT TO:<{TOKEN}@sink.example>\r\n");
    let (answers, _) = codes(&mut session(), &"RCPT\r\n".repeat(12));
    assert_eq!(answers, [[501; 9].as_slice(), &[421]].concat());
    let (answers, turn) = codes(&mut session(), &"NOOP\r\n".repeat(300));
    assert_eq!((answers.len(), answers.last(), turn.close), (201, Some(&421), true));
    let (answers, turn) = codes(&mut session(), &"x".repeat(LINE_BYTES + 1));
    assert_eq!((answers, turn.close), (vec![421], true));
    let many = format!("RCPT TO:<{TOKEN}@sink.example>\r\n").repeat(RECIPIENTS);
    assert_eq!(codes(&mut session(), &format!("{start}{many}")).0.last(), Some(&452));
    let big = format!("{start}DATA\r\n{}\r\n.\r\n{start}", "x".repeat(CONTENT_BYTES));
    assert_eq!(codes(&mut session(), &big).0, [250, 250, 354, 552, 250, 250]);
    let bigger =
        format!("{start}BDAT 2000000 LAST\r\n{}", "x".repeat(CONTENT_BYTES + DISCARDED_BYTES + 1));
    assert_eq!(codes(&mut session(), &bigger).0, [250, 250, 421]);
}

#[test]
fn silence_and_slowness_end_it() {
    let mut session = session();
    assert_eq!(session.deadline(), now() + SILENCE);
    let mut time = now();
    for _ in 0..5 {
        time += TimeDelta::minutes(4);
        assert!(!session.feed(b"NOOP\r\n", time, &ours).close);
    }
    assert_eq!(session.deadline(), now() + CONNECTION);
    let turn = session.feed(b"NOOP\r\n", time + TimeDelta::seconds(1), &ours);
    assert!(turn.close && turn.reply.starts_with(b"421 "));
    assert_eq!(session.feed(b"NOOP\r\n", time, &ours), Turn { close: true, ..Turn::default() });
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "EHLO x\r\n",
        "MAIL FROM:<>\r\n",
        "MAIL FROM:<a@b>\r\nRCPT TO:<taaaaaalk7wdmaitn5qfq5zxosxz2tzdk@sink.example>\r\n",
        "RCPT TO:<u@d.example>\n",
        "DATA\r\n",
        "text\r\n.\r\n",
        ".\r\n",
        "..\r\n",
        ".",
        "\r",
        "\n",
        "\r\n",
        "BDAT 5\r\nhello",
        "BDAT 3 LAST\r\nabc",
        "BDAT 0 LAST\r\n",
        "BDAT 70000\r\n",
        "RSET\r\n",
        "QUIT\r\n",
        "NOOP\r\n",
        "BDAT 18446744073709551615\r\n",
    ];
    prop_oneof![
        4 => proptest::sample::select(known.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => (any::<u8>(), 0..70_000_usize).prop_map(|(byte, count)| vec![byte; count]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn how_the_bytes_are_split_changes_nothing(
        pieces in proptest::collection::vec(piece(), 0..30), steps in proptest::collection::vec(1..50_usize, 1..20),
    ) {
        let input = pieces.concat();
        let whole = session().feed(&input, now(), &ours);
        let (mut parts, mut split, mut rest) = (session(), Turn::default(), &input[..]);
        for step in steps.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let step = if rest.len() > 2_000 { 1_999 + step } else { *step };
            let (part, more) = rest.split_at(step.min(rest.len()));
            let turn = parts.feed(part, now(), &ours);
            split.reply.extend(turn.reply);
            split.mails.extend(turn.mails);
            split.close = turn.close;
            rest = more;
        }
        prop_assert_eq!(&split, &whole);
        prop_assert!(parts.line.len() <= LINE_BYTES);
        for mail in &whole.mails {
            prop_assert!(!mail.recipients.is_empty() && mail.data.len() <= CONTENT_BYTES);
        }
    }

    #[test]
    fn only_a_token_of_ours_is_ever_taken(path in "(\\PC|[@%!:,<>\"])*") {
        let mut session = session();
        session.feed(b"MAIL FROM:<>\r\n", now(), &ours);
        let turn = session.feed(format!("RCPT TO:<{path}>\r\n").as_bytes(), now(), &ours);
        prop_assert!(turn.reply.starts_with(b"550 ") || turn.reply.starts_with(b"421 "));
    }
}
