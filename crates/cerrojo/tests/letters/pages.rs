//! The pages that letters name.

use crate::support::{Operation, http};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
const CLICK: &str = "List-Unsubscribe=One-Click";

#[test]
fn only_a_click_unsubscribes_and_a_page_tells_nothing() {
    let operation = Operation::new("127.84.7", &["example.net"]);
    operation.approve(1);
    let _serving = operation.serve();
    let letter = operation.contacts.letter_to("abuse@example.net");
    operation.wait_for(1, "notified");
    let web = operation.web;
    let link = letter.link();
    let has_opted_out = || operation.events(1).iter().any(|word| word == "opted-out-of-mail");

    // Filters look at every link of a mail.
    let (status, page) = http(web, &format!("GET {link}"), "", "");
    assert_eq!(status, 200);
    assert!(
        page.contains("<section lang=\"de\"") && page.contains("<section lang=\"en\""),
        "{page}"
    );
    assert_eq!(page.matches("<button>").count(), 2);
    for told in ["abuse@example.net", "127.84.7", link.trim_start_matches("/u/")] {
        assert!(!page.contains(told), "{told}: {page}");
    }
    for line in [
        "content-security-policy: default-src 'none'; style-src 'sha256-",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(!page.to_lowercase().contains("set-cookie"));
    let (status, head) = http(web, &format!("HEAD {link}"), "", "");
    assert!(status == 200 && head.ends_with("\r\n\r\n"), "{head}");

    // Whatever is no click changes nothing.
    let wrong = link.replace('.', ".a");
    for (request, lines, body, expected) in [
        (format!("PUT {link}"), FORM, CLICK, 405),
        (format!("DELETE {link}"), "", "", 405),
        (format!("POST {link}"), FORM, "", 400),
        (format!("POST {link}"), FORM, "List-Unsubscribe=Yes", 400),
        (format!("POST {link}"), "Content-Type: text/plain\r\n", CLICK, 400),
        (format!("POST {wrong}"), FORM, CLICK, 404),
        ("POST /u/".to_owned(), FORM, CLICK, 404),
        (format!("POST {link}/x"), FORM, CLICK, 404),
    ] {
        let (status, page) = http(web, &request, lines, body);
        assert_eq!(status, expected, "{request} {body}: {page}");
        assert!(page.contains("x-content-type-options: nosniff"), "{page}");
    }
    let large = format!("{CLICK}&x={}", "x".repeat(5_000));
    assert_eq!(http(web, &format!("POST {link}"), FORM, &large).0, 413);
    assert!(!has_opted_out());

    // Once, and once more.
    for _ in 0..2 {
        let (status, page) = http(web, &format!("POST {link}"), FORM, CLICK);
        assert!(status == 200 && !page.contains("location:"), "{page}");
    }
    let parts = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let kind = "Content-Type: multipart/form-data; boundary=b\r\n";
    assert_eq!(http(web, &format!("POST {link}"), kind, parts).0, 200);
    assert_eq!(operation.events(1).iter().filter(|word| *word == "opted-out-of-mail").count(), 1);
}

#[test]
fn whoever_got_a_letter_can_ask_whose_it_is() {
    let operation = Operation::new("127.84.8", &["example.net"]);
    operation.approve(1);
    let _serving = operation.serve();
    operation.contacts.letter_to("abuse@example.net");
    operation.wait_for(1, "notified");
    let ask = |reference: &str, client: &str| {
        let line = format!("X-Forwarded-For: 203.0.113.9, {client}\r\n");
        http(operation.web, &format!("GET {reference}"), &line, "")
    };
    let (status, page) = ask("/letter/CX-000001", "198.51.100.1");
    assert!(status == 200 && page.contains("Yes, this letter is from us."), "{page}");
    assert!(page.contains("Servers named in it: 1."), "{page}");
    assert!(!page.contains("example.net") && !page.contains(&operation.relay(1)), "{page}");
    assert_eq!(ask("/letter?reference=cx-000001", "198.51.100.1").0, 200);
    assert_eq!(ask("/letter/", "198.51.100.1").0, 200);
    for wrong in [
        "/letter/CX-000002",
        "/letter/CX-1",
        "/letter/000001",
        "/letter?reference=",
        "/letter/%3Cb%3E",
    ] {
        let (status, page) = ask(wrong, "198.51.100.1");
        assert!(status == 404 && page.contains("No: no letter"), "{wrong}: {page}");
    }
    let often = (0..25).map(|_| ask("/letter/CX-000001", "198.51.100.2").0);
    let often: Vec<u16> = often.collect();
    assert!(often.first() == Some(&200) && often.contains(&429), "{often:?}");
    assert_eq!(ask("/letter/CX-000001", "198.51.100.3").0, 200);
}
