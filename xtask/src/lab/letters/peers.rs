//! What other people's software makes of a letter: each is given a file with the letter, nothing else.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use crate::lab::network::Client;

/// Checks by `dkim` and `email` of Python.
const BY_PYTHON: &str = include_str!("by_python.py");

/// The most points that a letter may have with `SpamAssassin`.
const POINTS: f64 = 1.0;

/// Where those who read letters are installed, and from where they ask DNS.
#[derive(Debug)]
pub(super) struct Readers<'a> {
    pub(super) client: &'a Client,
    pub(super) root: &'a Path,
}

/// One of them.
pub(super) struct Peer {
    pub(super) name: &'static str,
    /// What it says of the letter in a file; an error when that is not what it must say.
    pub(super) judge: fn(&Readers<'_>, &Path) -> anyhow::Result<String>,
}

#[rustfmt::skip]
pub(super) const PEERS: &[Peer] = &[
    Peer { name: "OpenDKIM",             judge: opendkim },
    Peer { name: "dkimpy",               judge: dkimpy },
    Peer { name: "Python's email",       judge: email },
    Peer { name: "SpamAssassin",         judge: spamassassin },
    Peer { name: "mutt",                 judge: mutt },
];

/// Where the letter lies, in a folder of its own: nothing else of this machine is seen there.
const FOLDER: &str = "/opt/letter";

impl Readers<'_> {
    /// Puts a file beside the letter.
    fn put(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let folder = self.root.join(FOLDER.trim_start_matches('/'));
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(folder.join(name), text)?)
    }

    /// A program among the readers, with the letter as `letter.eml` where it is started.
    fn command(&self, program: &str, letter: &str) -> anyhow::Result<Command> {
        self.put("letter.eml", letter)?;
        let mut command = self.client.command(Path::new("chroot"));
        command.arg(self.root).args(["env", "--chdir", FOLDER, "timeout", "60", program]);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("HOME", FOLDER);
        command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm").stdin(Stdio::null());
        Ok(command)
    }

    fn python(&self, what: &str, letter: &str) -> anyhow::Result<String> {
        self.put("by_python.py", BY_PYTHON)?;
        let mut command = self.command("/usr/bin/python3", letter)?;
        output(command.args(["-I", "by_python.py", what, "letter.eml"]))
    }
}

/// What a program printed, when it ended well.
fn output(command: &mut Command) -> anyhow::Result<String> {
    let done = command.output()?;
    let (said, why) =
        (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    ensure!(done.status.success(), "{}: {} {}", done.status, said.trim(), why.trim());
    Ok(said.trim().to_owned())
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| file.display().to_string())
}

/// The letter with one of its signatures alone, for each of them: a verifier that is content with one
/// would not say that the other is bad.
fn one_signature_each(letter: &str) -> Vec<(String, String)> {
    let (header, body) = letter.split_once("\r\n\r\n").unwrap_or((letter, ""));
    let mut fields: Vec<String> = Vec::new();
    for line in header.split("\r\n") {
        match fields.last_mut() {
            Some(field) if line.starts_with([' ', '\t']) => {
                field.push_str("\r\n");
                field.push_str(line);
            }
            _ => fields.push(line.to_owned()),
        }
    }
    let is_signature = |field: &&String| field.starts_with("DKIM-Signature:");
    let (signatures, others): (Vec<String>, Vec<String>) =
        fields.into_iter().partition(|field| is_signature(&field));
    let alone = |signature: String| {
        let algorithm = signature.split("a=").nth(1).and_then(|rest| rest.split(';').next());
        let algorithm = algorithm.unwrap_or_default().to_owned();
        (algorithm, format!("{signature}\r\n{}\r\n\r\n{body}", others.join("\r\n")))
    };
    signatures.into_iter().map(alone).collect()
}

/// Each signature by itself, and a changed letter that must fail.
fn opendkim(readers: &Readers<'_>, file: &Path) -> anyhow::Result<String> {
    let letters = one_signature_each(&read(file)?);
    ensure!(letters.len() == 2, "{} signatures", letters.len());
    let mut good = Vec::new();
    for (algorithm, letter) in letters {
        let verify = |letter: &str| -> anyhow::Result<String> {
            let mut command = readers.command("sh", letter)?;
            output(command.args(["-c", "opendkim-testmsg < letter.eml"]))
        };
        verify(&letter).with_context(|| algorithm.clone())?;
        for changed in
            [format!("{letter}P.S.\r\n"), letter.replace("\r\nSubject: ", "\r\nSubject: Re: ")]
        {
            ensure!(
                changed != letter && verify(&changed).is_err(),
                "{algorithm}: a changed letter was taken as well"
            );
        }
        good.push(algorithm);
    }
    Ok(format!("{} are good", good.join(" and ")))
}

fn dkimpy(readers: &Readers<'_>, file: &Path) -> anyhow::Result<String> {
    readers.python("dkim", &read(file)?)
}

fn email(readers: &Readers<'_>, file: &Path) -> anyhow::Result<String> {
    readers.python("defects", &read(file)?)
}

/// Without network, as it left us: what the lab's servers wrote above the signatures tells of addresses for
/// documentation, which count as forged.
fn spamassassin(readers: &Readers<'_>, file: &Path) -> anyhow::Result<String> {
    let letter = read(file)?;
    let start = letter.find("DKIM-Signature:").context("no signature")?;
    let mut command = readers.command("sh", letter.get(start..).unwrap_or_default())?;
    let said = output(command.args(["-c", "spamassassin --local --test-mode < letter.eml"]))?;
    let status = said.split("X-Spam-Status:").nth(1).context("no X-Spam-Status")?;
    let points = status.split("score=").nth(1).and_then(|rest| rest.split_whitespace().next());
    let points: f64 = points.context("no score")?.parse()?;
    let tests = said.split("Content analysis details:").nth(1).unwrap_or_default();
    ensure!(points < POINTS, "{points} points: {}", tests.trim());
    Ok(format!("{points} points"))
}

/// What mutt does once it has opened the mailbox.
const KEYS: &str = "set pipe_decode=yes\nset wait_key=no\nset charset=utf-8\nset folder=/opt/letter\n\
    push \"<pipe-message>cat >/opt/letter/shown<enter><exit>\"\n";

/// mutt shows the subject and every word of the text as Python reads them.
fn mutt(readers: &Readers<'_>, file: &Path) -> anyhow::Result<String> {
    let letter = read(file)?;
    let expected = readers.python("text", &letter)?;
    let (subject, text) = expected.split_once('\n').context("no text")?;
    let mailbox = format!("From x Mon Nov 23 02:00:00 2026\n{}\n", letter.replace("\r\n", "\n"));
    for (name, text) in [("mailbox", mailbox.as_str()), ("muttrc", KEYS), ("shown", "")] {
        readers.put(name, text)?;
    }
    let mut command = readers.command("script", &letter)?;
    let mutt = "mutt -n -F muttrc -R -f mailbox";
    output(command.args(["--quiet", "--return", "--command", mutt, "/dev/null"]))?;
    let shown = words(&read(&readers.root.join("opt/letter/shown"))?);
    for expected in [subject, text].map(words) {
        let there = !expected.is_empty() && shown.contains(&expected);
        ensure!(there, "shown: {shown}; expected: {expected}");
    }
    Ok(format!("subject and {} characters of text are shown", words(text).chars().count()))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_letter_with_each_signature_alone() {
        let letter = "Received: x\r\nDKIM-Signature: a=rsa-sha256;\r\n\tb=1\r\nDKIM-Signature: a=ed25519-sha256; b=2\r\n\
            From: a\r\n\r\nbody\r\n";
        let each = super::one_signature_each(letter);
        assert_eq!(each.len(), 2);
        assert_eq!(
            each[0],
            (
                "rsa-sha256".to_owned(),
                "DKIM-Signature: a=rsa-sha256;\r\n\tb=1\r\nReceived: x\r\nFrom: a\r\n\r\nbody\r\n"
                    .to_owned()
            )
        );
    }
}
