//! What the pages say, in each language that letters are written in.

use cerrojo_letters::language::Language;

/// A language's sentences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    tag: &'static str,
    /// Do you want no more letters?
    pub(super) ask: &'static str,
    /// The button below it.
    pub(super) button: &'static str,
    /// It is done.
    pub(super) done: &'static str,
    /// The letter is from us.
    pub(super) genuine: &'static str,
    /// Its `{date}`, and the number of `{servers}` that it names.
    pub(super) facts: &'static str,
}

impl Words {
    /// The sentences of a language; English where it has none.
    pub(super) fn of(language: &Language) -> &'static Self {
        WORDS.iter().find(|words| words.tag == language.tag).unwrap_or(&ENGLISH)
    }
}

const fn row(tag: &'static str, words: [&'static str; 5]) -> Words {
    let [ask, button, done, genuine, facts] = words;
    Words { tag, ask, button, done, genuine, facts }
}

const ENGLISH: Words = row(
    "en",
    [
        "Do you want to receive no more letters from us?",
        "No more letters",
        "You will receive no more letters from us.",
        "Yes, this letter is from us.",
        "Date: {date}. Servers named in it: {servers}.",
    ],
);

#[rustfmt::skip]
const WORDS: &[Words] = &[
    row("ar", ["هل تريد ألا تصلك رسائل أخرى منا؟", "لا مزيد من الرسائل", "لن تصلك رسائل أخرى منا.", "نعم، هذه الرسالة منا.", "التاريخ: {date}. عدد الخوادم المذكورة فيها: {servers}."]),
    row("bg", ["Не желаете ли да получавате повече писма от нас?", "Без повече писма", "Няма да получавате повече писма от нас.", "Да, това писмо е от нас.", "Дата: {date}. Брой на посочените сървъри: {servers}."]),
    row("cs", ["Nepřejete si dostávat od nás další dopisy?", "Žádné další dopisy", "Žádné další dopisy od nás už nedostanete.", "Ano, tento dopis je od nás.", "Datum: {date}. Počet uvedených serverů: {servers}."]),
    row("de", ["Möchten Sie keine weiteren Schreiben von uns erhalten?", "Keine weiteren Schreiben", "Sie erhalten keine weiteren Schreiben von uns.", "Ja, dieses Schreiben ist von uns.", "Datum: {date}. Anzahl der genannten Server: {servers}."]),
    row("el", ["Δεν θέλετε να λαμβάνετε άλλες επιστολές από εμάς;", "Όχι άλλες επιστολές", "Δεν θα λάβετε άλλες επιστολές από εμάς.", "Ναι, αυτή η επιστολή είναι από εμάς.", "Ημερομηνία: {date}. Διακομιστές που αναφέρονται: {servers}."]),
    ENGLISH,
    row("es", ["¿No desea recibir más cartas nuestras?", "No más cartas", "No recibirá más cartas nuestras.", "Sí, esta carta es nuestra.", "Fecha: {date}. Servidores que nombra: {servers}."]),
    row("fr", ["Souhaitez-vous ne plus recevoir de courriers de notre part ?", "Plus de courriers", "Vous ne recevrez plus de courriers de notre part.", "Oui, ce courrier vient de nous.", "Date : {date}. Serveurs mentionnés : {servers}."]),
    row("he", ["האם אינכם רוצים לקבל מאיתנו מכתבים נוספים?", "בלי מכתבים נוספים", "לא תקבלו מאיתנו מכתבים נוספים.", "כן, המכתב הזה נשלח מאיתנו.", "תאריך: {date}. מספר השרתים הנזכרים בו: {servers}."]),
    row("hi", ["क्या आप हमसे और पत्र नहीं पाना चाहते?", "और पत्र नहीं", "आपको हमसे और पत्र नहीं मिलेंगे।", "हाँ, यह पत्र हमारा है।", "तारीख: {date}। इसमें बताए गए सर्वर: {servers}।"]),
    row("hu", ["Nem szeretne több levelet kapni tőlünk?", "Ne küldjenek több levelet", "Nem kap több levelet tőlünk.", "Igen, ez a levél tőlünk származik.", "Dátum: {date}. A megnevezett kiszolgálók száma: {servers}."]),
    row("id", ["Apakah Anda tidak ingin lagi menerima surat dari kami?", "Jangan kirim surat lagi", "Anda tidak akan lagi menerima surat dari kami.", "Ya, surat ini dari kami.", "Tanggal: {date}. Jumlah server yang disebut: {servers}."]),
    row("it", ["Non desidera più ricevere lettere da noi?", "Niente più lettere", "Non riceverà più lettere da noi.", "Sì, questa lettera è nostra.", "Data: {date}. Server indicati: {servers}."]),
    row("ja", ["今後、当方からの通知を受け取らないようにしますか？", "通知を受け取らない", "今後、当方から通知をお送りすることはありません。", "はい、この通知は当方がお送りしたものです。", "日付：{date}。記載されているサーバーの数：{servers}。"]),
    row("ko", ["앞으로 저희 안내문을 받지 않으시겠습니까?", "더 이상 받지 않기", "앞으로 저희 안내문을 보내지 않겠습니다.", "예, 이 안내문은 저희가 보낸 것입니다.", "날짜: {date}. 안내문에 나온 서버 수: {servers}."]),
    row("nl", ["Wilt u geen brieven meer van ons ontvangen?", "Geen brieven meer", "U ontvangt geen brieven meer van ons.", "Ja, deze brief is van ons.", "Datum: {date}. Aantal genoemde servers: {servers}."]),
    row("pl", ["Czy nie chcą Państwo otrzymywać od nas więcej listów?", "Nie przysyłać więcej listów", "Nie będą Państwo otrzymywać od nas więcej listów.", "Tak, ten list jest od nas.", "Data: {date}. Liczba wymienionych serwerów: {servers}."]),
    row("pt", ["Não deseja receber mais cartas nossas?", "Não receber mais cartas", "Não receberá mais cartas nossas.", "Sim, esta carta é nossa.", "Data: {date}. Servidores indicados: {servers}."]),
    row("pt-BR", ["Você não quer mais receber cartas nossas?", "Não receber mais cartas", "Você não receberá mais cartas nossas.", "Sim, esta carta é nossa.", "Data: {date}. Servidores indicados: {servers}."]),
    row("ro", ["Nu mai doriți să primiți scrisori de la noi?", "Fără alte scrisori", "Nu veți mai primi scrisori de la noi.", "Da, această scrisoare este de la noi.", "Data: {date}. Numărul serverelor menționate: {servers}."]),
    row("ru", ["Вы больше не хотите получать от нас писем?", "Больше не присылать писем", "Вы больше не будете получать от нас писем.", "Да, это письмо от нас.", "Дата: {date}. Число названных серверов: {servers}."]),
    row("th", ["คุณไม่ต้องการรับจดหมายจากเราอีกใช่หรือไม่", "ไม่รับจดหมายอีก", "คุณจะไม่ได้รับจดหมายจากเราอีก", "ใช่ จดหมายนี้มาจากเรา", "วันที่: {date} จำนวนเซิร์ฟเวอร์ที่ระบุ: {servers}"]),
    row("tr", ["Bizden artık mektup almak istemiyor musunuz?", "Artık mektup istemiyorum", "Bizden artık mektup almayacaksınız.", "Evet, bu mektup bizden.", "Tarih: {date}. Adı geçen sunucu sayısı: {servers}."]),
    row("uk", ["Ви більше не хочете отримувати від нас листів?", "Більше не надсилати листів", "Ви більше не отримуватимете від нас листів.", "Так, цей лист від нас.", "Дата: {date}. Кількість названих серверів: {servers}."]),
    row("vi", ["Quý vị không muốn nhận thêm thư của chúng tôi?", "Không nhận thêm thư", "Quý vị sẽ không nhận thêm thư nào của chúng tôi.", "Đúng, thư này là của chúng tôi.", "Ngày: {date}. Số máy chủ được nêu trong thư: {servers}."]),
    row("zh-Hans", ["您是否不想再收到我们的信件？", "不再接收信件", "您不会再收到我们的信件。", "是的，这封信是我们发出的。", "日期：{date}。信中提到的服务器数量：{servers}。"]),
    row("zh-Hant", ["您是否不想再收到我們的信件？", "不再接收信件", "您不會再收到我們的信件。", "是的，這封信是我們寄出的。", "日期：{date}。信中提到的伺服器數量：{servers}。"]),
];

#[cfg(test)]
mod tests {
    use cerrojo_letters::language::LANGUAGES;

    use super::*;

    #[test]
    fn every_language_of_letters_has_its_sentences() {
        let mut tags: Vec<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
        tags.sort_unstable();
        assert_eq!(WORDS.iter().map(|words| words.tag).collect::<Vec<_>>(), tags);
        for words in WORDS {
            for part in ["{date}", "{servers}"] {
                assert_eq!(words.facts.matches(part).count(), 1, "{}", words.tag);
            }
        }
    }
}
