//! Foreign text without what could act: control characters, and characters that turn or hide what follows.

/// Characters that draw nothing and change how the others are drawn, or only carry hidden text.
fn hides(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// `text` in one line: white space is one blank, what hides is gone; at most `most` characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let mut calm = String::new();
    for character in text.chars().filter(|it| it.is_whitespace() || !hides(*it)) {
        if !character.is_whitespace() {
            calm.push(character);
        } else if !calm.is_empty() && !calm.ends_with(' ') {
            calm.push(' ');
        }
        if calm.len() > most.saturating_mul(4) {
            break;
        }
    }
    let calm: String = calm.chars().take(most).collect();
    calm.trim_end().to_owned()
}

/// `text` in lines: every end of a line is `\n`, a tab is a blank, what hides is gone; at most `most` bytes.
pub(super) fn lines(text: &str, most: usize) -> String {
    let mut calm = String::new();
    let mut behind_return = false;
    for character in text.chars() {
        let shown = match character {
            '\n' if behind_return => None,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(' '),
            other if hides(other) => None,
            other => Some(other),
        };
        behind_return = character == '\r';
        let Some(shown) = shown else { continue };
        if calm.len().saturating_add(shown.len_utf8()) > most {
            break;
        }
        calm.push(shown);
    }
    calm
}

/// A name of a file that names no folder, hides no ending and cannot be taken for an option.
pub(super) fn file_name(name: &str, most: usize) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let inert = |character: char| {
        character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | ' ' | '+')
    };
    let plain: String =
        line(last, most).chars().map(|it| if inert(it) { it } else { '_' }).collect();
    let plain = plain.trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' ']);
    if plain.is_empty() { "unnamed".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_gone() {
        assert_eq!(line(" a\u{202e}b\r\n\tc\u{0}\u{7f} ", 9), "ab c");
        assert_eq!(line("abcdef", 3), "abc");
        assert_eq!(lines("a\r\nb\rc\u{2066}d\te", 99), "a\nb\ncd e");
        assert_eq!(lines("äöü", 3), "ä");
        // Joiners shape letters of Persian and Hindi: they stay.
        assert_eq!(lines("क्\u{200d}ष", 99), "क्\u{200d}ष");
    }

    #[test]
    fn names_of_files_are_inert() {
        for (told, inert) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\a\\b.exe", "b.exe"),
            ("-rf", "rf"),
            (".htaccess", "htaccess"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("a\nb;$(x).txt", "a b___x_.txt"),
            ("..", "unnamed"),
            ("Übersicht 1.pdf", "Übersicht 1.pdf"),
        ] {
            assert_eq!(file_name(told, 100), inert);
        }
    }
}
