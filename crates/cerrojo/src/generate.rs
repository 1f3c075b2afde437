//! Completions and man pages, from the definitions of the command line.

use std::path::Path;

use anyhow::Context as _;
use clap::CommandFactory as _;

use crate::Status;
use crate::arguments::Arguments;

/// Prints completions for `shell`.
pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Status> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cerrojo", &mut text);
    std::io::Write::write_all(&mut std::io::stdout(), &text)
        .context("cannot write the completions")?;
    Ok(Status::Fine)
}

/// Writes `cerrojo.1` and a page for each command into `folder`.
pub(crate) fn man_pages(folder: &Path) -> anyhow::Result<Status> {
    clap_mangen::generate_to(Arguments::command(), folder)
        .with_context(|| format!("cannot write man pages into {}", folder.display()))?;
    Ok(Status::Fine)
}
