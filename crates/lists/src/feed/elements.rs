//! Splits JSON into objects of bounded length: one a line, one over many lines, an array, a wrapped array.
//!
//! Nothing but the object at hand is held. What never closes costs its own line: the lines behind it are
//! looked at a second time, each for itself.

use std::io::{self, BufRead};

use super::lines::LINE_BYTES;

/// The objects of an input.
pub(super) struct Elements<'a> {
    input: &'a mut dyn BufRead,
    scanner: Scanner,
    again: Vec<u8>,
    again_at: usize,
    again_number: u64,
}

/// One object, or something that is none.
pub(super) struct Element<'a> {
    /// Its first line, counted from 1.
    pub(super) line: u64,
    /// Its bytes, as many as are held of it.
    pub(super) bytes: &'a [u8],
    /// Why it cannot be read, if it cannot.
    pub(super) fault: Option<&'static str>,
}

struct Scanner {
    /// The name whose array holds the objects, where an object is wrapped around them.
    wrapper: Option<&'static str>,
    state: State,
    line: u64,
    first: u64,
    held: Vec<u8>,
    nesting: Nesting,
    is_wrapped: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// Before an object.
    Between,
    /// In what is none, to the end of the line.
    Stray,
    /// In an object.
    Inside,
    /// In one that is too long, of which no more is held; whether it has several lines.
    Long(bool),
    /// Behind a broken one, until a line begins with a brace; whether this line has begun.
    Passing(bool),
    /// Behind the array of a wrapper.
    Tail,
}

/// What a byte brought to its end.
enum Done {
    Object,
    Fault(&'static str),
    /// The object at hand is given up; the lines behind its first one are looked at again.
    GivenUp,
}

const STRAY: &str = "this is no JSON object; want objects in braces, one a line or in an array";
const BROKEN: &str = "a line ends inside a quoted text: a quote is missing";
const TOO_LONG: &str = "the object is longer than 1 MiB";
const OPEN: &str = "the object is not closed: a brace is missing";

impl<'a> Elements<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead, wrapper: Option<&'static str>) -> Self {
        let scanner = Scanner {
            wrapper,
            state: State::Between,
            line: 1,
            first: 1,
            held: Vec::new(),
            nesting: Nesting::default(),
            is_wrapped: false,
        };
        Self { input, scanner, again: Vec::new(), again_at: 0, again_number: 0 }
    }

    /// The next object; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Element<'_>>> {
        self.scanner.held.clear();
        let found = match self.read_again() {
            None => self.read_on()?,
            again => again,
        };
        let bytes = self.scanner.held.as_slice();
        Ok(found.map(|(line, fault)| Element { line, bytes, fault }))
    }

    fn read_again(&mut self) -> Option<(u64, Option<&'static str>)> {
        while let Some(rest) = self.again.get(self.again_at..).filter(|rest| !rest.is_empty()) {
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let number = self.again_number;
            self.again_at = self.again_at.saturating_add(line.len()).saturating_add(1);
            self.again_number = number.saturating_add(1);
            let text = stripped(line);
            let is_whole = is_whole(text);
            // Lines of the one that was given up are no objects of their own.
            if is_whole || text.starts_with(b"{\"") {
                self.scanner.held.extend_from_slice(text);
                return Some((number, (!is_whole).then_some(OPEN)));
            }
        }
        self.again.clear();
        None
    }

    fn read_on(&mut self) -> io::Result<Option<(u64, Option<&'static str>)>> {
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let mut bytes = buffer.iter();
            let done = bytes.find_map(|byte| self.scanner.step(*byte));
            let used = buffer.len().saturating_sub(bytes.len());
            let is_end = buffer.is_empty();
            self.input.consume(used);
            let done = if is_end { self.scanner.end() } else { done };
            match done {
                None if is_end => return Ok(None),
                None => {}
                Some(Done::Object) => return Ok(Some((self.scanner.first, None))),
                Some(Done::Fault(why)) => return Ok(Some((self.scanner.first, Some(why)))),
                Some(Done::GivenUp) => return Ok(Some(self.give_up())),
            }
        }
    }

    fn give_up(&mut self) -> (u64, Option<&'static str>) {
        let held = &mut self.scanner.held;
        let why = if held.len() > LINE_BYTES { TOO_LONG } else { OPEN };
        let end = held.iter().position(|byte| *byte == b'\n').unwrap_or(held.len());
        self.again = held.split_off(end);
        self.again_at = usize::from(!self.again.is_empty());
        self.again_number = self.scanner.first.saturating_add(1);
        (self.scanner.first, Some(why))
    }
}

impl Scanner {
    fn step(&mut self, byte: u8) -> Option<Done> {
        let line = self.line;
        if byte == b'\n' {
            self.line = line.saturating_add(1);
        }
        match self.state {
            State::Between => self.between(byte, line),
            State::Stray if byte == b'\n' => {
                self.state = State::Between;
                return Some(Done::Fault(STRAY));
            }
            State::Stray => {
                if self.held.len() < LINE_BYTES {
                    self.held.push(byte);
                }
            }
            State::Inside => return self.inside(byte, line),
            State::Long(has_lines) => return self.long(byte, has_lines),
            State::Passing(_) if byte == b'\n' => self.state = State::Passing(false),
            State::Passing(false) if byte == b'{' => self.begin(line),
            State::Passing(false) if between(byte) => {}
            State::Passing(_) => self.state = State::Passing(true),
            State::Tail => {
                if self.nesting.step(byte) != Step::Open {
                    self.state = State::Between;
                    self.is_wrapped = false;
                }
            }
        }
        None
    }

    fn between(&mut self, byte: u8, line: u64) {
        match byte {
            b'{' => self.begin(line),
            b']' if self.is_wrapped => {
                self.nesting = Nesting { depth: 1, ..Nesting::default() };
                self.state = State::Tail;
            }
            // A byte order mark.
            0xef | 0xbb | 0xbf if line == 1 => {}
            byte if between(byte) => {}
            byte => {
                self.first = line;
                self.held.push(byte);
                self.state = State::Stray;
            }
        }
    }

    fn begin(&mut self, line: u64) {
        self.first = line;
        self.held.clear();
        self.held.push(b'{');
        self.nesting = Nesting { depth: 1, ..Nesting::default() };
        self.state = State::Inside;
    }

    fn inside(&mut self, byte: u8, line: u64) -> Option<Done> {
        self.held.push(byte);
        match self.nesting.step(byte) {
            Step::Closed => {
                self.state = State::Between;
                Some(Done::Object)
            }
            Step::Broken => {
                let is_one_line = line == self.first;
                self.state = if is_one_line { State::Between } else { State::Passing(false) };
                self.held.pop();
                Some(Done::Fault(BROKEN))
            }
            Step::Open if byte == b'[' && self.is_wrapper() => {
                self.held.clear();
                self.is_wrapped = true;
                self.state = State::Between;
                None
            }
            Step::Open if self.held.len() > LINE_BYTES => self.too_long(byte, line),
            Step::Open => None,
        }
    }

    /// One of several lines is given up at the end of a line, for the lines are looked at again.
    fn too_long(&mut self, byte: u8, line: u64) -> Option<Done> {
        let has_lines = line != self.first;
        if has_lines && byte == b'\n' {
            self.held.pop();
            self.state = State::Passing(false);
            return Some(Done::GivenUp);
        }
        if !has_lines || self.held.len() > LINE_BYTES.saturating_mul(2) {
            self.state = State::Long(has_lines);
        }
        None
    }

    fn long(&mut self, byte: u8, has_lines: bool) -> Option<Done> {
        if has_lines {
            let is_line = byte == b'\n';
            self.state = if is_line { State::Passing(false) } else { self.state };
            return is_line.then_some(Done::GivenUp);
        }
        // All on one line: it ends where it closes, or with the line.
        let is_end = self.nesting.step(byte) != Step::Open || byte == b'\n';
        self.state = if is_end { State::Between } else { self.state };
        is_end.then_some(Done::Fault(TOO_LONG))
    }

    /// Whether the array that just began is the one that holds the objects.
    fn is_wrapper(&self) -> bool {
        let Some(name) = self.wrapper.filter(|_| self.nesting.depth == 2) else { return false };
        let before = self.held.strip_suffix(b"[").unwrap_or_default().trim_ascii_end();
        let before = before.strip_suffix(b":").unwrap_or_default().trim_ascii_end();
        let quoted = before.strip_suffix(b"\"").and_then(|rest| rest.strip_suffix(name.as_bytes()));
        quoted.is_some_and(|rest| rest.ends_with(b"\""))
    }

    /// The input is at its end.
    fn end(&mut self) -> Option<Done> {
        let state = std::mem::replace(&mut self.state, State::Between);
        match state {
            State::Stray => Some(Done::Fault(STRAY)),
            State::Inside | State::Long(_) => Some(Done::GivenUp),
            State::Between | State::Passing(_) | State::Tail => None,
        }
    }
}

/// What stands between objects.
fn between(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']')
}

fn stripped(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|byte| !between(*byte)).unwrap_or(line.len());
    let end =
        line.iter().rposition(|byte| !between(*byte)).map_or(start, |at| at.saturating_add(1));
    line.get(start..end).unwrap_or_default()
}

/// Whether a text is one object from its first byte to its last.
fn is_whole(text: &[u8]) -> bool {
    let Some(inside) = text.strip_prefix(b"{") else { return false };
    let mut nesting = Nesting { depth: 1, ..Nesting::default() };
    let end = inside.iter().position(|byte| nesting.step(*byte) != Step::Open);
    end.is_some_and(|at| at.saturating_add(2) == text.len() && nesting.depth == 0)
}

/// Where in nested braces, brackets and quotes a text is.
#[derive(Clone, Copy, Debug, Default)]
struct Nesting {
    depth: u64,
    is_quoted: bool,
    is_escaped: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    Open,
    Closed,
    Broken,
}

impl Nesting {
    fn step(&mut self, byte: u8) -> Step {
        if self.is_quoted {
            match byte {
                // A line end inside quotes is no JSON (RFC 8259 section 7).
                b'\n' => return Step::Broken,
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_quoted = false,
                _ => {}
            }
            return Step::Open;
        }
        match byte {
            b'"' => self.is_quoted = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth == 0 { Step::Closed } else { Step::Open }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, String, bool)> {
        let mut input = io::BufReader::with_capacity(3, text);
        let mut elements = Elements::new(&mut input, Some("results"));
        let mut read = Vec::new();
        while let Some(element) = elements.next().unwrap() {
            let text = String::from_utf8_lossy(element.bytes).into_owned();
            read.push((element.line, text, element.fault.is_some()));
        }
        read
    }

    fn shown(text: &str) -> Vec<String> {
        let mark = |(line, text, is_bad): (u64, String, bool)| {
            format!("{line}{}{text}", if is_bad { "!" } else { ":" })
        };
        read(text.as_bytes()).into_iter().map(mark).collect()
    }

    #[test]
    fn every_shape_is_split() {
        assert_eq!(shown("{\"a\":1}\n{\"b\":2}"), ["1:{\"a\":1}", "2:{\"b\":2}"]);
        assert_eq!(
            shown("\u{feff}[{\"a\":\"}]\"},\n {\"b\":[{}]} ]"),
            ["1:{\"a\":\"}]\"}", "2:{\"b\":[{}]}"]
        );
        assert_eq!(shown("{\n\"a\": {\n}\n}\n{}"), ["1:{\n\"a\": {\n}\n}", "5:{}"]);
        let wrapped = "{\"n\":[1],\"results\" : [{\"a\":[]},{\"b\":1}], \"c\":[{}]}\n{\"d\":1}";
        assert_eq!(shown(wrapped), ["1:{\"a\":[]}", "1:{\"b\":1}", "2:{\"d\":1}"]);
        assert_eq!(shown(""), [""; 0]);
    }

    #[test]
    fn what_is_broken_costs_itself() {
        assert_eq!(shown("{\"a\":\"x}\n{}\nno\n{}"), ["1!{\"a\":\"x}", "2:{}", "3!no", "4:{}"]);
        assert_eq!(
            shown("{\"a\":{1}\n{\"b\":1}\n{\"c\"\n"),
            ["1!{\"a\":{1}", "2:{\"b\":1}", "3!{\"c\""]
        );
        assert_eq!(
            shown("[\n{\n\"a\":\"x\n\"b\":1\n},\n{\"c\":1}]"),
            ["2!{\n\"a\":\"x", "6:{\"c\":1}"]
        );
    }

    #[test]
    fn what_is_endless_does_not_grow() {
        let filling = vec![b' '; LINE_BYTES];
        let found = read(&[b"[{\"a\":1", &filling[..], b"},{\"b\":2}]"].concat());
        assert_eq!(found.iter().map(|one| one.2).collect::<Vec<_>>(), [true, false]);
        let line = b"{\"a\":{}}\n";
        let found = read(&[b"{\"x\"\n", &line.repeat(LINE_BYTES / 4)[..]].concat());
        assert_eq!(found.iter().filter(|one| one.2).count(), 1);
        assert_eq!(found.len(), LINE_BYTES / 4 + 1);
        let deep = read(&vec![b'{'; LINE_BYTES + 9]);
        assert_eq!((deep.len(), deep[0].2), (1, true));
    }
}
