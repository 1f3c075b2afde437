//! Edits the text of a configuration file as a careful reader of a recipe would.

/// Words with one space between them: files are indented and aligned as people like.
fn plain(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn join(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Whether `line` gives `setting` a value, or has it as a word when no line begins with it.
fn begins(line: &str, setting: &str) -> bool {
    let rest = plain(line).strip_prefix(setting).map(str::to_owned);
    rest.is_some_and(|rest| {
        setting.ends_with(|c: char| !c.is_alphanumeric())
            || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
    })
}

/// Takes out every line that is one of `gone`.
pub(super) fn remove(text: &str, gone: &str) -> String {
    let gone: Vec<String> = gone.lines().map(plain).collect();
    join(&lines(text).into_iter().filter(|line| !gone.contains(&plain(line))).collect::<Vec<_>>())
}

/// Takes out every line that begins with `setting`, or else those that hold it.
pub(super) fn unset(text: &str, setting: &str) -> String {
    limit(text, setting, "", None)
}

/// Gives `setting` a value where it stands, or else at the end as `setting value`.
pub(super) fn set(text: &str, setting: &str, value: &str) -> String {
    let mut found = false;
    let mut all = lines(text);
    for line in all.iter_mut().filter(|line| begins(line, setting)) {
        let Some((indent, rest)) = line.split_once(setting.split(' ').next().unwrap_or(setting))
        else {
            continue;
        };
        let between: String =
            rest.chars().skip_while(|c| !c.is_whitespace() && *c != '=').collect();
        let assigned = between.trim_start().starts_with('=') || rest.trim_start().starts_with('=');
        let sign = match (assigned, rest.starts_with('=')) {
            (true, true) => "=",
            (true, false) => " = ",
            (false, _) => " ",
        };
        *line = format!("{indent}{setting}{sign}{value}");
        found = true;
    }
    if !found {
        all.push(format!("{setting} {value}"));
    }
    join(&all)
}

/// Puts `new` in the place of the lines of `setting`: of those that begin with it, or else of those
/// that hold it; with `cut`, of everything from the first line that begins so.
pub(super) fn limit(text: &str, setting: &str, new: &str, cut: Option<&str>) -> String {
    let all = lines(text);
    let holds = |line: &String| line.split(|c: char| !c.is_alphanumeric()).any(|w| w == setting);
    let some_begin = all.iter().any(|line| begins(line, setting));
    let mut kept = Vec::new();
    let mut place = None;
    let mut cutting = false;
    for line in all {
        cutting |= cut.is_some_and(|start| plain(&line).starts_with(start));
        let gone = match cut {
            Some(_) => cutting,
            None if some_begin => begins(&line, setting),
            None => holds(&line),
        };
        if gone {
            place.get_or_insert(kept.len());
        } else {
            kept.push(line);
        }
    }
    let place = place.unwrap_or(kept.len());
    kept.splice(place..place, lines(new));
    join(&kept)
}

/// Adds what is missing of `wanted`: a block with braces as a whole, else line by line and in order.
pub(super) fn edit(text: &str, wanted: &str) -> String {
    let mut all = lines(text);
    let wanted = lines(wanted);
    let at = |all: &[String], line: &str| all.iter().position(|have| plain(have) == plain(line));
    if wanted.iter().all(|line| at(&all, line).is_some()) {
        return join(&all);
    }
    if wanted.iter().any(|line| line.contains('{') || line.trim_start().starts_with('<')) {
        all.extend(wanted);
        return join(&all);
    }
    let mut after = None;
    for line in wanted {
        let place = at(&all, &line).unwrap_or_else(|| {
            let place = after.map_or(all.len(), |place: usize| place.saturating_add(1));
            all.insert(place, line.clone());
            place
        });
        after = Some(place);
    }
    join(&all)
}

/// Moves the line `first` before the line `then` when it stands after it.
///
/// # Errors
/// One of them is not there.
pub(super) fn order(text: &str, first: &str, then: &str) -> Result<String, String> {
    let mut all = lines(text);
    let find = |all: &[String], wanted: &str| {
        let found = all.iter().position(|line| plain(line) == wanted);
        found.ok_or_else(|| format!("no line says {wanted}"))
    };
    let (from, to) = (find(&all, first)?, find(&all, then)?);
    if from > to {
        let line = all.remove(from);
        all.insert(to, line);
    }
    Ok(join(&all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_keeps_its_sign_and_its_place() {
        assert_eq!(set("a\nall = true\nb\n", "all", "false"), "a\nall = false\nb\n");
        assert_eq!(set("[r]\nall=true\nallow=1\n", "all", "false"), "[r]\nall=false\nallow=1\n");
        assert_eq!(set("toggle  1\n", "toggle", "0"), "toggle 0\n");
        assert_eq!(set("a\n", "toggle", "0"), "a\ntoggle 0\n");
        assert_eq!(set("CONFIG x.y INT 0\n", "CONFIG x.y INT", "1"), "CONFIG x.y INT 1\n");
    }

    #[test]
    fn a_limit_takes_the_place_of_all_it_limits() {
        assert_eq!(limit("Allow 1\nb\nAllow 2\n", "Allow", "Allow 3", None), "Allow 3\nb\n");
        assert_eq!(limit("x RELAY\nb\n", "RELAY", "y RELAY", None), "y RELAY\nb\n");
        assert_eq!(limit("a\n", "Allow", "Allow 3", None), "a\nAllow 3\n");
        assert_eq!(limit("a\nb {\nc\n}\n", "c", "d", Some("b")), "a\nd\n");
    }

    #[test]
    fn missing_lines_go_where_they_belong() {
        assert_eq!(edit("a\nc\n", "a\nb\nc"), "a\nb\nc\n");
        assert_eq!(edit(" a   b\n", "a b"), " a   b\n");
        assert_eq!(edit("x {\n", "y {\n}"), "x {\ny {\n}\n");
    }

    #[test]
    fn order_moves_what_stands_too_late() {
        assert_eq!(order("b\na\n", "a", "b").as_deref(), Ok("a\nb\n"));
        assert_eq!(order("a\nb\n", "a", "b").as_deref(), Ok("a\nb\n"));
        assert!(order("a\n", "a", "b").is_err());
    }

    #[test]
    fn lines_are_removed_however_they_are_indented() {
        assert_eq!(remove("  p  x;\nq\n", "p x;"), "q\n");
        assert_eq!(unset("a b\nab\n", "a"), "ab\n");
    }
}
