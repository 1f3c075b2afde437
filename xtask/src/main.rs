//! The project's own chores: `cargo xtask` lists them.
#![expect(clippy::print_stdout, reason = "a chore talks to the one who started it")]
#![expect(clippy::disallowed_methods, reason = "a chore starts programs and reads files")]
#![expect(clippy::disallowed_types, reason = "a chore says how long a step took")]

mod bench;
mod ci;
mod lab;
mod machine;
mod new;
mod oracle;
mod steps;
mod tally;
mod test;
mod torture;

use std::process::ExitCode;

/// One chore: its word, what it does, how it is run.
struct Chore {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> anyhow::Result<ExitCode>,
}

#[rustfmt::skip]
const CHORES: &[Chore] = &[
    Chore { name: "ci",      about: "what CI checks on any machine: formatting, Clippy, doc links, tests, edges, licences", run: ci::run },
    Chore { name: "test",    about: "all tests: units, emulated servers, and as root on Debian the real ones", run: test::run },
    Chore { name: "lab",     about: "start real servers in namespaces and compare what the check says", run: lab::run },
    Chore { name: "letters", about: "hand letters over to real servers, show them to real readers: taken, believed, readable?", run: lab::letters::run },
    Chore { name: "oracle",  about: "files of suspects read by us and by IntelMQ, what we write read by others: the same?", run: oracle::run },
    Chore { name: "bench",   about: "bench relay, proxy, scan, import or stats: speed beside the best peer, a long list", run: bench::run },
    Chore { name: "torture", about: "kill the store in the middle of its work, and look what is lost; torture letters: the sender", run: torture::run },
    Chore { name: "new",     about: "new test NAME: write the record and its line in the table", run: new::run },
];

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        usage();
        return Ok(ExitCode::from(2));
    };
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name.as_str()) else {
        usage();
        return Ok(ExitCode::from(2));
    };
    (chore.run)(rest)
}

fn usage() {
    println!("usage: cargo xtask CHORE");
    for chore in CHORES {
        println!("  {:<7} {}", chore.name, chore.about);
    }
}
