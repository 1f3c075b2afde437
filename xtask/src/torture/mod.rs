//! Is anything lost or doubled when the store is killed in the middle of its work?
//!
//! Round after round a process that imports, checks and edits with several tasks at once is killed at a random
//! moment, and now and then the PostgreSQL server with it. What it had been told is done must be there, once.

mod child;
mod letters;
mod round;
mod verify;

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use cerrojo_lab::postgres::{Durability, Programs};

use round::Torturer;
use verify::Found;

const USAGE: &str = "usage: cargo xtask torture [letters] [--rounds N] [--database sqlite|postgres|both] [--seed N]";
/// Rounds on one database before a new one is taken, and between two lines.
const BLOCK: u32 = 20;
/// Of so many rounds on PostgreSQL, one kills the server.
const SERVER_DIES: u32 = 4;

struct Options {
    rounds: u32,
    sqlite: bool,
    postgres: bool,
    /// Whether nothing else will do than PostgreSQL.
    only_postgres: bool,
    seed: u64,
}

impl Options {
    fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let seed = u64::from(std::process::id()) ^ verify::nanoseconds();
        let mut options =
            Self { rounds: 200, sqlite: true, postgres: true, only_postgres: false, seed };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let value = rest.next().context(USAGE)?;
            match name.as_str() {
                "--rounds" => options.rounds = value.parse().context(USAGE)?,
                "--seed" => options.seed = value.parse().context(USAGE)?,
                "--database" => {
                    options.sqlite = value != "postgres";
                    options.postgres = value != "sqlite";
                    options.only_postgres = value == "postgres";
                    if !["sqlite", "postgres", "both"].contains(&value.as_str()) {
                        bail!(USAGE);
                    }
                }
                _ => bail!(USAGE),
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    if let Some((word, rest)) = arguments.split_first()
        && word == child::WORD
    {
        return child::run(rest);
    }
    if let Some((word, rest)) = arguments.split_first()
        && word == letters::WORD
    {
        return letters::run(rest);
    }
    let options = Options::parse(arguments)?;
    let server = match Programs::find() {
        Ok(programs) if options.postgres => Some(programs.start(Durability::Full)?),
        Err(why) if options.only_postgres => bail!(why),
        Err(why) if options.postgres => {
            println!("skipped: the rounds on PostgreSQL: {why}");
            None
        }
        _ => None,
    };
    println!("seed {}", options.seed);
    let folder = std::env::temp_dir().join(format!("cerrojo-torture-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut torturer = Torturer::new(folder.clone(), server, options.sqlite, options.seed)?;
    let mut sum = Found::default();
    for round in 0..options.rounds {
        torturer.round(round, &mut sum)?;
        if (round + 1) % BLOCK == 0 || round + 1 == options.rounds {
            torturer.end_block(&mut sum)?;
            println!("{} rounds, {} acknowledged, {sum}", round + 1, sum.acknowledged);
        }
    }
    for line in &sum.wrong {
        println!("wrong: {line}");
    }
    if sum.acknowledged == 0 {
        sum.wrong.push("nothing was ever acknowledged".into());
    }
    println!("{} rounds, {sum}", options.rounds);
    if sum.is_good() {
        std::fs::remove_dir_all(&folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    println!("the last databases of SQLite are in {}", folder.display());
    Ok(ExitCode::FAILURE)
}

/// Numbers that look random and follow from a seed: `SplitMix64` (Steele, Lea and Flood 2014, figure 16).
pub(super) struct Random(pub(super) u64);

impl Random {
    /// A number below `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}
