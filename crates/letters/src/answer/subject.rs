//! What subjects say: that a machine wrote this, or that it is a reply.

/// How subjects begin in a language, in small letters.
#[derive(Clone, Copy, Debug)]
pub struct Subjects {
    /// The tag of the language.
    pub language: &'static str,
    /// What programs put before the subject that they answer.
    pub automatic: &'static [&'static str],
    /// What people's programs put there.
    pub reply: &'static [&'static str],
}

/// The beginnings, by language. Those of Exchange, Gmail, and the tools of hosters.
#[rustfmt::skip]
pub const SUBJECTS: &[Subjects] = &[
    Subjects { language: "en", automatic: &["automatic reply", "automatic response", "out of office", "out of the office", "auto reply", "autoreply", "auto-reply", "auto response", "auto-response", "autoresponse", "auto:", "away from", "vacation reply", "on vacation", "vacation:", "[auto]", "(auto)"], reply: &["re:", "fwd:", "fw:"] },
    Subjects { language: "es", automatic: &["respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina", "contestación automática", "autorespuesta"], reply: &["re:", "rv:", "resp:"] },
    Subjects { language: "pt", automatic: &["resposta automática", "resposta automatica", "ausência temporária", "fora do escritório", "ausente do escritório", "ausência:"], reply: &["re:", "res:", "enc:"] },
    Subjects { language: "pt-BR", automatic: &["resposta automática", "ausência temporária", "fora do escritório", "autorresposta"], reply: &["re:", "res:", "enc:"] },
    Subjects { language: "ro", automatic: &["răspuns automat", "raspuns automat", "în afara biroului", "absent de la birou"], reply: &["re:", "rsp:", "r:"] },
    Subjects { language: "fr", automatic: &["réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau", "message d'absence", "notification d'absence", "absence :", "absence:"], reply: &["re:", "re :", "tr:", "tr :", "ref:"] },
    Subjects { language: "de", automatic: &["automatische antwort", "abwesenheitsnotiz", "abwesenheitsbenachrichtigung", "abwesenheit:", "automatische rückantwort", "autoantwort", "nicht im büro", "nicht im haus", "automatische eingangsbestätigung", "eingangsbestätigung"], reply: &["aw:", "antw:", "wg:", "re:"] },
    Subjects { language: "it", automatic: &["risposta automatica", "fuori ufficio", "assenza dall'ufficio", "messaggio automatico", "fuori sede"], reply: &["r:", "re:", "i:", "rif:"] },
    Subjects { language: "nl", automatic: &["automatisch antwoord", "automatische reactie", "afwezigheidsbericht", "niet aanwezig", "afwezig:", "afwezigheidsassistent"], reply: &["antw:", "betr:", "re:", "doorst:"] },
    Subjects { language: "pl", automatic: &["automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "poza biurem", "nieobecność w biurze", "nieobecność:"], reply: &["odp:", "re:", "pd:"] },
    Subjects { language: "cs", automatic: &["automatická odpověď", "automaticka odpoved", "mimo kancelář", "nejsem v kanceláři", "nepřítomnost:"], reply: &["odp:", "re:"] },
    Subjects { language: "hu", automatic: &["automatikus válasz", "házon kívül", "irodán kívül", "nem vagyok az irodában", "távollét:"], reply: &["vá:", "vs:", "re:", "tov:"] },
    Subjects { language: "bg", automatic: &["автоматичен отговор", "извън офиса", "отсъствие:"], reply: &["отг:", "re:"] },
    Subjects { language: "el", automatic: &["αυτόματη απάντηση", "εκτός γραφείου", "μήνυμα απουσίας"], reply: &["απ:", "σχετ:", "re:"] },
    Subjects { language: "ru", automatic: &["автоматический ответ", "автоответ", "вне офиса", "нет на рабочем месте", "отсутствую"], reply: &["ответ:", "отв:", "на:", "re:"] },
    Subjects { language: "uk", automatic: &["автоматична відповідь", "автовідповідь", "поза офісом", "відсутність на роботі"], reply: &["відп:", "re:"] },
    Subjects { language: "tr", automatic: &["otomatik yanıt", "otomatik cevap", "otomatik yanit", "ofis dışında", "ofis dışı"], reply: &["ynt:", "cevap:", "re:", "ilt:"] },
    Subjects { language: "ar", automatic: &["رد تلقائي", "رد آلي", "الرد التلقائي", "خارج المكتب"], reply: &["رد:", "re:"] },
    Subjects { language: "he", automatic: &["תשובה אוטומטית", "מענה אוטומטי", "תגובה אוטומטית", "מחוץ למשרד"], reply: &["השב:", "תשובה:", "re:"] },
    Subjects { language: "zh-Hans", automatic: &["自动答复", "自动回复", "自动回覆", "外出"], reply: &["答复:", "回复:", "答复：", "回复：", "转发:", "re:"] },
    Subjects { language: "zh-Hant", automatic: &["自動回覆", "自動回復", "不在辦公室"], reply: &["回覆:", "回覆：", "答覆:", "轉寄:", "re:"] },
    Subjects { language: "ja", automatic: &["自動応答", "自動返信", "【自動返信】", "[自動返信]", "【自動応答】", "不在通知", "不在応答"], reply: &["re:", "返信:", "返:"] },
    Subjects { language: "ko", automatic: &["자동 회신", "자동회신", "자동 응답", "자동응답", "[자동", "부재중"], reply: &["re:", "답장:", "회신:"] },
    Subjects { language: "id", automatic: &["balasan otomatis", "jawaban otomatis", "di luar kantor"], reply: &["bls:", "re:"] },
    Subjects { language: "vi", automatic: &["trả lời tự động", "thư trả lời tự động", "vắng mặt"], reply: &["trả lời:", "re:", "hồi âm:"] },
    Subjects { language: "th", automatic: &["ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ", "ไม่อยู่ที่สำนักงาน"], reply: &["ตอบ:", "ตอบกลับ:", "re:"] },
    Subjects { language: "hi", automatic: &["स्वचालित उत्तर", "स्वत: उत्तर", "स्वचालित जवाब", "कार्यालय से बाहर"], reply: &["re:", "उत्तर:"] },
];

/// Whether a subject begins as those of machines do. What stands in brackets before it is passed over.
pub(super) fn is_automatic(subject: &str) -> bool {
    let small = subject.trim().to_lowercase();
    let bare = without_brackets(&small);
    [small.as_str(), bare].iter().any(|subject| {
        SUBJECTS.iter().flat_map(|it| it.automatic).any(|it| {
            // "Out of office" opens the subject of a machine; "vacationing" is another word.
            let rest = subject.strip_prefix(it);
            rest.is_some_and(|rest| {
                let goes_on = rest.starts_with(|next: char| next.is_ascii_lowercase());
                !goes_on || it.ends_with([':', ']', ')'])
            })
        })
    })
}

/// Whether a subject begins as those of replies do.
pub(super) fn is_reply(subject: &str) -> bool {
    let small = subject.trim().to_lowercase();
    let bare = without_brackets(&small);
    let begins =
        |subject: &str| SUBJECTS.iter().flat_map(|it| it.reply).any(|it| subject.starts_with(it));
    begins(&small) || begins(bare)
}

/// What follows `[Ticket#1] (2) ` at the start.
fn without_brackets(subject: &str) -> &str {
    let mut rest = subject.trim_start();
    while let Some((_, more)) = rest.strip_prefix('[').and_then(|it| it.split_once(']')) {
        rest = more.trim_start_matches([' ', ':']);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::LANGUAGES;

    #[test]
    fn every_language_has_its_beginnings() {
        let tags: Vec<_> = SUBJECTS.iter().map(|it| it.language).collect();
        assert!(LANGUAGES.iter().all(|it| tags.contains(&it.tag)) && tags.len() == LANGUAGES.len());
        for row in SUBJECTS {
            for word in row.automatic {
                assert_eq!(*word, word.to_lowercase());
                assert!(
                    is_automatic(&format!("{word} X"))
                        || word.ends_with(|it: char| it.is_alphabetic())
                );
                assert!(is_automatic(&format!("{word}: [A-1] Open proxy")), "{word}");
                assert!(!is_automatic(&format!("Re: {word}: Open proxy")), "{word}");
            }
            for word in row.reply {
                assert!(is_reply(&format!("{word} x")), "{word}");
            }
        }
        assert!(!is_automatic("Automating replies") && !is_automatic("Open proxy in your network"));
        assert!(!is_automatic("autoreplying is bad") && is_automatic("[A #1] Auto: x"));
    }
}
