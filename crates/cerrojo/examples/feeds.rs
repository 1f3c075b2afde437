//! What do the formats say by themselves, without a database?
//!
//! `suspects auto|FORMAT FILE…` prints a line of JSON for each suspect, `exports` one for each example of what is
//! written, `speed FORMAT FILE` reads a file and prints how much processor time that took. `cargo xtask` holds
//! the first two against other people's parsers and the third against its goal.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]
#![expect(clippy::disallowed_types, reason = "reads files")]
#![expect(clippy::disallowed_methods, reason = "reads files")]

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, bail};
use cerrojo_lists::export::{EXPORTS, Issuer};
use cerrojo_lists::feed::{FORMATS, Format, Given, Peek, Row, Rows, recognise};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// What the program itself allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["suspects", format, files @ ..] => {
            files.iter().try_for_each(|file| suspects(format, Path::new(file)))
        }
        ["exports"] => exports(),
        ["speed", format, file] => speed(format, Path::new(file)),
        _ => bail!("usage: feeds suspects auto|FORMAT FILE… | exports | speed FORMAT FILE"),
    }
}

fn suspects(format: &str, path: &Path) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let format = if format == "auto" {
        let mut head = Vec::new();
        File::open(path)?.take(64 * 1024).read_to_end(&mut head)?;
        recognise(&Peek { name: &name, head: &head }).context("no format knows this file")?
    } else {
        by_id(format)?
    };
    let mut input = BufReader::new(File::open(path).context(name.clone())?);
    let mut take = |row: Row| {
        if let Row::Suspect(report) = row {
            let suspect = report.suspect;
            let network = suspect.network();
            let who = if network.prefix_len() == network.max_prefix_len() {
                network.addr().to_string()
            } else {
                network.to_string()
            };
            let kind = suspect.kind().map(cerrojo_model::Kind::id);
            println!(
                "{}",
                serde_json::json!({
                    "file": name, "format": format.id, "who": who, "port": suspect.port(), "kind": kind,
                })
            );
        }
        ControlFlow::Continue(())
    };
    let given = Given { name: Some(name.clone()), ..Given::default() };
    Ok((format.read)(&mut input, &given, &mut Rows::new(&mut take))?)
}

fn exports() -> anyhow::Result<()> {
    let issuer = Issuer {
        organisation: "Example National CERT",
        contact: "operation@cert.example",
        domain: "cert.example",
    };
    for export in EXPORTS {
        for example in export.examples {
            let mut text = Vec::new();
            (export.write)(&(example.case)(), &issuer, &mut text)?;
            let text = String::from_utf8(text)?;
            println!("{}", serde_json::json!({ "format": export.id, "text": text }));
        }
    }
    Ok(())
}

fn speed(format: &str, path: &Path) -> anyhow::Result<()> {
    let format = by_id(format)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut input = BufReader::with_capacity(256 * 1024, File::open(path)?);
    let (mut rows, mut suspects) = (0_u32, 0_u32);
    let mut take = |row: Row| {
        rows = rows.saturating_add(1);
        suspects = suspects.saturating_add(u32::from(matches!(row, Row::Suspect(_))));
        ControlFlow::Continue(())
    };
    let given = Given { name, ..Given::default() };
    let began = processor_s()?;
    (format.read)(&mut input, &given, &mut Rows::new(&mut take))?;
    let seconds = processor_s()? - began;
    let line = serde_json::json!({ "rows": rows, "suspects": suspects, "seconds": seconds });
    println!("{line}");
    Ok(())
}

/// Seconds of processor time that this process took: what else the machine does is not counted.
fn processor_s() -> anyhow::Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let sum = usage.user_time() + usage.system_time();
    let microseconds = u32::try_from(sum.num_microseconds())?;
    Ok(f64::from(microseconds) / 1e6)
}

fn by_id(id: &str) -> anyhow::Result<&'static Format> {
    FORMATS.iter().find(|format| format.id == id).with_context(|| format!("no format {id}"))
}
