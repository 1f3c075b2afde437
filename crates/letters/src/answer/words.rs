//! Their own words: what they wrote, without what they quote and without their signature.

use std::net::IpAddr;

use mail_parser::decoders::html::html_to_text;

use super::parts::{Mail, Part};
use super::{TEXT_BYTES, calm};

/// Lines that are looked at.
const MOST_LINES: usize = 4000;
/// Bytes of HTML that are read.
const HTML_BYTES: usize = 256 * 1024;
/// Bytes in which the end of a tag is looked for.
const TAG_BYTES: usize = 1000;
/// Addresses that are kept.
const MOST_ADDRESSES: usize = 64;

/// What stands before a quoted message, in small letters: all that follows is not theirs.
#[rustfmt::skip]
const ORIGINALS: &[&str] = &[
    "original message", "forwarded message", "ursprüngliche nachricht", "originalnachricht", "original-nachricht", "weitergeleitete nachricht",
    "message d'origine", "message original", "message transféré", "mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "mensagem original", "mensagem encaminhada",
    "oorspronkelijk bericht", "doorgestuurd bericht", "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość przekazana", "původní zpráva", "přeposlaná zpráva", "eredeti üzenet", "továbbított üzenet",
    "mesaj original", "mesajul original", "mesaj redirecționat", "оригинално съобщение", "препратено съобщение", "αρχικό μήνυμα", "προωθημένο μήνυμα", "исходное сообщение", "пересылаемое сообщение", "оригінальне повідомлення", "вихідне повідомлення",
    "özgün ileti", "orijinal mesaj", "iletilmiş ileti", "الرسالة الأصلية", "رسالة معاد توجيهها", "הודעה מקורית", "ההודעה המקורית", "原始邮件", "转发邮件", "邮件原件", "原始郵件", "轉寄郵件", "元のメッセージ", "転送メッセージ", "원본 메시지", "원본 메일", "전달된 메시지",
    "pesan asli", "pesan yang diteruskan", "thư gốc", "tin nhắn gốc", "thư đã chuyển tiếp", "ข้อความเดิม", "ข้อความต้นฉบับ", "मूल संदेश", "अग्रेषित संदेश",
];

/// "wrote", as the line before a quote says it, in small letters.
#[rustfmt::skip]
const WROTE: &[&str] = &[
    "wrote", "writes", "schrieb", "geschrieben", "escribió", "escribio", "a écrit", "ha scritto", "escreveu", "scris", "schreef", "geschreven", "napisał", "pisze", "napsal", "írta", "ezt írta", "написа", "написал", "пишет", "пише", "έγραψε", "yazdı", "şunu yazdı", "كتب", "כתב", "כתבה", "写道", "寫道", "のメール", "書きました", "작성", "menulis", "viết", "đã viết", "เขียน", "ने लिखा", "skrev", "kirjoitti",
];

/// "From" of a header that is quoted in the text, in small letters.
#[rustfmt::skip]
const FROM: &[&str] = &[
    "from", "von", "de", "da", "van", "od", "feladó", "от", "від", "από", "kimden", "gönderen", "من", "מאת", "发件人", "寄件者", "寄件人", "差出人", "送信元", "보낸 사람", "dari", "từ", "จาก", "प्रेषक", "de la", "expéditeur", "mittente", "remetente", "afzender", "nadawca", "odesílatel", "отправитель",
];

/// What programs say about what they write, in small letters.
#[rustfmt::skip]
const AUTOMATIC: &[&str] = &[
    "automatically generated", "automated response", "automated reply", "automatic reply", "auto-generated", "auto generated", "automatic response", "this is an automated", "this is an automatic", "generated automatically", "sent automatically", "do not reply to this",
    "automatisch generiert", "automatisch erzeugt", "automatisch erstellt", "automatische antwort", "automatisch versendet", "respuesta automática", "generado automáticamente", "mensaje automático", "resposta automática", "gerada automaticamente", "mensagem automática", "răspuns automat", "generat automat", "mesaj automat",
    "réponse automatique", "généré automatiquement", "message automatique", "risposta automatica", "generato automaticamente", "messaggio automatico", "automatisch antwoord", "automatisch gegenereerd", "automatisch bericht", "odpowiedź automatyczna", "wygenerowana automatycznie", "wiadomość automatyczna", "automatická odpověď", "automaticky vygenerován", "automatikus válasz", "automatikusan generált", "automatikus üzenet",
    "автоматичен отговор", "автоматично генерирано", "αυτόματη απάντηση", "αυτόματο μήνυμα", "автоматический ответ", "автоматически сгенерировано", "создано автоматически", "автоматична відповідь", "створено автоматично", "otomatik yanıt", "otomatik olarak oluşturul", "رد تلقائي", "رد آلي", "تشغيل آلي", "מענה אוטומטי", "הודעה אוטומטית", "自动回复", "系统自动", "自動回覆", "系統自動", "自動返信", "自動応答", "自動的に", "자동 응답", "자동 회신", "자동으로 발송", "balasan otomatis", "dibuat secara otomatis", "trả lời tự động", "thư tự động", "ตอบกลับอัตโนมัติ", "อัตโนมัติ", "स्वचालित उत्तर", "स्वचालित संदेश",
];

/// What people say who are away, in small letters. vacation(1) sends it without any mark of a machine.
#[rustfmt::skip]
const ABSENT: &[&str] = &[
    "out of the office", "out of office", "on vacation", "on holiday", "on annual leave", "on leave until", "away from my mail", "away from the office", "won't be back until", "will be back on", "when i return", "upon my return", "limited access to", "we have received your", "we received your", "thank you for contacting", "your request has been received", "will get back to you as soon", "answer as soon as",
    "nicht im büro", "nicht im hause", "im urlaub", "bin abwesend", "abwesend bis", "nach meiner rückkehr", "wir haben ihre nachricht erhalten", "ihre anfrage ist bei uns eingegangen", "fuera de la oficina", "de vacaciones", "a mi regreso", "hemos recibido su", "fora do escritório", "de férias", "ausente do", "recebemos a sua", "recebemos sua", "nu sunt în birou", "sunt în concediu", "am primit mesajul", "absent du bureau", "absente du bureau", "en congé", "en vacances", "à mon retour", "avons bien reçu votre", "fuori ufficio", "in ferie", "sono assente", "al mio ritorno", "abbiamo ricevuto la", "niet op kantoor", "met vakantie", "op vakantie", "ben afwezig", "hebben uw bericht ontvangen", "poza biurem", "na urlopie", "jestem nieobecn", "otrzymaliśmy", "mimo kancelář", "na dovolené", "nejsem přítom", "obdrželi jsme", "szabadságon", "házon kívül", "nem vagyok az irodában", "megkaptuk",
    "извън офиса", "в отпуск", "получихме", "εκτός γραφείου", "σε άδεια", "λάβαμε το", "вне офиса", "в отпуске", "отсутствую", "ваше обращение получено", "получили ваше", "у відпустці", "поза офісом", "отримали ваш", "ofis dışında", "izindeyim", "tatildeyim", "mesajınızı aldık", "خارج المكتب", "في إجازة", "استلمنا رسالت", "מחוץ למשרד", "בחופשה", "קיבלנו את", "不在办公室", "休假", "已收到您的", "不在辦公室", "已收到您", "不在にして", "休暇", "受け付けました", "受付いたしました", "부재중", "휴가", "접수되었습니다", "di luar kantor", "sedang cuti", "telah kami terima", "vắng mặt", "nghỉ phép", "đã nhận được", "ไม่อยู่ที่สำนักงาน", "ลาพักร้อน", "ได้รับข้อความ", "कार्यालय से बाहर", "छुट्टी पर", "आपका संदेश प्राप्त",
];

/// Whether a text sounds like what is sent to everybody while somebody is away.
pub(super) fn tell_of_absence(text: &str) -> bool {
    let small = start(text, 2000).to_lowercase();
    ABSENT.iter().any(|it| small.contains(it))
}

/// What `mail` says itself, cut and calmed.
pub(super) fn own(mail: &Mail<'_>) -> String {
    let shown = || mail.parts.iter().filter(|part| !part.is_attachment && part.name.is_none());
    let plain = shown().find(|part| part.media == "text/plain").map(Part::text);
    let html = || {
        let part = shown().find(|part| part.media == "text/html")?;
        Some(plain_without_quotes(&part.text()))
    };
    let text = plain.filter(|it| !it.trim().is_empty()).or_else(html).unwrap_or_default();
    let kept = unquoted(&calm::lines(&text, HTML_BYTES));
    calm::lines(kept.trim(), TEXT_BYTES).trim_end().to_owned()
}

/// The text of a page.
pub(super) fn plain(html: &str) -> String {
    html_to_text(start(html, HTML_BYTES))
}

/// The text of a page, without what it marks as quoted.
fn plain_without_quotes(html: &str) -> String {
    let html = start(html, HTML_BYTES);
    let small = html.to_ascii_lowercase();
    let ends = [
        "class=\"gmail_quote",
        "class=gmail_quote",
        "id=\"divrplyfwdmsg\"",
        "id=\"appendonsend\"",
        "class=\"yahoo_quoted",
        "class=\"moz-cite-prefix",
        "name=\"quote\"",
        "id=\"reply-intro\"",
    ];
    let end = ends.iter().filter_map(|it| small.find(it)).min();
    let end = end
        .and_then(|end| small.get(..end))
        .map_or(small.len(), |before| before.rfind('<').unwrap_or(before.len()));
    // One walk over the tags: a page of nothing but quotes costs no more than another.
    let (mut kept, mut depth, mut from) = (String::new(), 0_usize, 0_usize);
    for (at, _) in small.get(..end).unwrap_or_default().match_indices('<') {
        let tag = small.get(at..end).unwrap_or_default();
        let (opens, closes) = (tag.starts_with("<blockquote"), tag.starts_with("</blockquote"));
        if !(opens || closes) {
            continue;
        }
        if depth == 0 {
            kept.push_str(html.get(from..at).unwrap_or_default());
        }
        depth = if opens { depth.saturating_add(1) } else { depth.saturating_sub(1) };
        let inner = tag.get(..TAG_BYTES.min(tag.len())).and_then(|tag| tag.find('>'));
        from = at.saturating_add(inner.map_or(tag.len().min(1), |it| it.saturating_add(1)));
    }
    if depth == 0 {
        kept.push_str(html.get(from..end).unwrap_or_default());
    }
    html_to_text(&kept)
}

fn start(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// `text` without what it quotes and what follows its signature.
fn unquoted(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let mut kept: Vec<&str> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let after = lines.get(number.saturating_add(1)..).unwrap_or_default();
        // RFC 3676 section 4.3; some programs lose the blank.
        if matches!(*line, "-- " | "--") || is_original(line) || is_header(line, after) {
            break;
        }
        if is_quoted(line) {
            drop_attribution(&mut kept);
            continue;
        }
        if is_attribution(line, &kept) && !after.iter().take(3).any(|it| is_quoted(it)) {
            drop_attribution_of(line, &mut kept);
            break;
        }
        kept.push(line);
    }
    kept.join("\n")
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// A line such as `-----Original Message-----`.
fn is_original(line: &str) -> bool {
    let line = line.trim();
    let is_ruled =
        line.starts_with(['-', '_', '=', '*']) || line.starts_with("Begin forwarded message");
    let inner = line.trim_matches(['-', '_', '=', '*', ' ', ':']).to_lowercase();
    is_ruled
        && line.len() <= 200
        && ORIGINALS.iter().any(|it| inner == *it || inner.starts_with("begin forwarded"))
}

/// Whether a header of three fields and more begins here, as Outlook puts it before a quote.
fn is_header(line: &str, after: &[&str]) -> bool {
    let label = |line: &str| {
        let line = line.trim().trim_start_matches('*');
        let (label, rest) = line.split_once([':', '：'])?;
        let label = label.trim().trim_end_matches('*').to_lowercase();
        let is_label = label.chars().count() <= 24 && !rest.trim().is_empty();
        is_label.then_some(label)
    };
    label(line).is_some_and(|label| FROM.contains(&label.as_str()))
        && after
            .iter()
            .filter(|it| !it.trim().is_empty())
            .take(2)
            .filter(|it| label(it).is_some())
            .count()
            == 2
}

/// Whether `line`, perhaps with the one before it, says who wrote what follows.
fn is_attribution(line: &str, before: &[&str]) -> bool {
    let line = line.trim();
    if !line.ends_with([':', '：']) || line.len() > 400 {
        return false;
    }
    let above = before.last().map_or("", |it| it.trim());
    let whole = format!("{above} {line}").to_lowercase();
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 && WROTE.iter().any(|it| line.to_lowercase().contains(it))
}

/// Takes away the last lines if they say who wrote what is quoted below them.
fn drop_attribution(kept: &mut Vec<&str>) {
    let mut last = kept.len();
    while last.checked_sub(1).and_then(|it| kept.get(it)).is_some_and(|it| it.trim().is_empty()) {
        last = last.saturating_sub(1);
    }
    let Some(line) = last.checked_sub(1).and_then(|it| kept.get(it)).copied() else { return };
    let line = line.trim();
    let names_somebody = line.contains('@') || line.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let small = line.to_lowercase();
    if line.ends_with([':', '：']) && (names_somebody || WROTE.iter().any(|it| small.contains(it)))
    {
        kept.truncate(last);
        kept.pop();
        drop_attribution_of(line, kept);
    }
}

/// Takes away the line above an attribution that does not fit on one.
fn drop_attribution_of(line: &str, kept: &mut Vec<&str>) {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = digits(line) >= 4;
    let Some(above) = kept.last().map(|it| it.trim()).filter(|_| !is_whole) else { return };
    let goes_on = !above.is_empty() && !above.ends_with(['.', '!', '?', ':']);
    if goes_on && digits(above) >= 4 && above.len() <= 200 {
        kept.pop();
    }
}

/// The addresses of hosts in `text`, in order.
pub(super) fn addresses(text: &str) -> Vec<IpAddr> {
    let mut found = Vec::new();
    let apart =
        |it: char| !(it.is_ascii_alphanumeric() || matches!(it, '.' | ':' | '[' | ']' | '/'));
    for word in text.split(apart).filter(|word| word.contains(['.', ':'])) {
        // A network is no host.
        let length = word.rsplit_once('/').map(|(_, length)| length);
        if length.is_some_and(|it| it.len() <= 3 && it.parse::<u8>().is_ok()) {
            continue;
        }
        for address in word.split('/').filter_map(host) {
            if !found.contains(&address) && found.len() < MOST_ADDRESSES {
                found.push(address);
            }
        }
    }
    found
}

/// The address in a word, with or without a port: `192.0.2.1:25`, `[2001:db8::1]:25`.
pub(super) fn host(word: &str) -> Option<IpAddr> {
    let word = word.trim_matches(['.', ':', ']']).trim_start_matches('[');
    let word = word.split("]:").next().unwrap_or(word).trim_end_matches(']');
    let is_v6 = |it: &IpAddr| it.is_ipv6() && word.matches(':').count() >= 2 && word.len() > 3;
    let whole: Option<IpAddr> = word.parse().ok().filter(|it: &IpAddr| it.is_ipv4() || is_v6(it));
    whole.or_else(|| {
        word.split_once(':').and_then(|(host, _)| host.parse().ok()).filter(IpAddr::is_ipv4)
    })
}

/// Whether a text says of itself that a program wrote it.
pub(super) fn call_themselves_automatic(text: &str) -> bool {
    let small = text.to_lowercase();
    AUTOMATIC.iter().any(|it| small.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_not_theirs() {
        for (text, own) in [
            (
                "Closed.\n\nOn Mon, 23 Nov 2026 at 08:31, A <a@b.example> wrote:\n> is it fixed\n\nRegards",
                "Closed.\n\n\nRegards",
            ),
            ("Ist zu.\n\nAm 23.11.2026 um 08:31 schrieb A\n<a@b.example>:\n> offen\n", "Ist zu."),
            (
                "Fermé.\n\nLe lun. 23 nov. 2026 à 08:31, A <a@b.example> a écrit :\n\ntexte\n",
                "Fermé.",
            ),
            ("Hi\n-- \nA. Person\nfixed", "Hi"),
            ("Hi\n\n-----Original Message-----\nFrom: x\nfixed", "Hi"),
            (
                "Hi\n\n________________________________\nVon: A <a@b.example>\nGesendet: heute\nAn: c\nBetreff: offen\n\nfixed",
                "Hi\n\n________________________________",
            ),
            ("你好\n\n发件人： a\n发送时间： b\n收件人： c\n主题： d", "你好"),
            ("From: our side it is all\nclosed now", "From: our side it is all\nclosed now"),
            (
                "IP: 192.0.2.1\nPort: 25\nContact: a@b.example",
                "IP: 192.0.2.1\nPort: 25\nContact: a@b.example",
            ),
        ] {
            assert_eq!(unquoted(text).trim_end(), own);
        }
    }

    #[test]
    fn quotes_of_pages_are_cut() {
        let page = "<p>Closed &amp; done</p><blockquote type=cite>a<blockquote>b</blockquote>c</blockquote><p>Bye</p><div class=\"gmail_quote\">fixed</div>";
        let text = plain_without_quotes(page);
        assert!(text.contains("Closed & done") && text.contains("Bye"), "{text}");
        assert!(!text.contains("fixed") && !text.contains('b') && !text.contains("ac"), "{text}");
        let deep = "<blockquote>".repeat(30_000);
        assert!(plain_without_quotes(&deep).trim().is_empty());
    }

    #[test]
    fn hosts_are_found() {
        let text = "at 192.0.2.10:3128, (192.0.2.25), [2001:db8::1]:25; 2001:db8::2. v1.2.3 08:31:00 192.0.2.10 ab::cd 300.1.1.1 http://192.0.2.7/x 192.0.2.0/24";
        let found: Vec<String> = addresses(text).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["192.0.2.10", "192.0.2.25", "2001:db8::1", "2001:db8::2", "ab::cd", "192.0.2.7"]
        );
    }
}
