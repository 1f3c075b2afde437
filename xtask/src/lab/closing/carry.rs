//! Does the steps of a recipe inside a server, as they are written, and its checks after them.

use std::path::Path;
use std::time::Duration;

use cerrojo_letters::recipe::{Action, Recipe, VerifyFrom};

use super::edit;
use super::record::Closing;
use super::server::Inside;
use super::visit;
use crate::lab::network::Client;
use crate::lab::variant::Variant;

/// Puts this lab's own values where the recipes have examples, longest first.
fn filled(text: &str, variant: &Variant) -> String {
    let pairs = [
        ("someone@example.net", "someone@sink.test".to_owned()),
        ("server.example", variant.ipv4()),
        ("example\\.org", variant.domain().replace('.', "\\.")),
        ("example.org", variant.domain()),
        ("192.0.2.0/24", format!("{}/32", visit::TRUSTED)),
        ("192.0.2.0, prefix_len: 24", format!("{}, prefix_len: 32", visit::TRUSTED)),
        ("192.0.2.10", visit::TRUSTED.to_owned()),
        ("192.0.2.1", variant.ipv4()),
        ("192.0.2", visit::TRUSTED.to_owned()),
        ("PASSWORD", visit::PASSWORD.to_owned()),
        ("USER", visit::USER.to_owned()),
    ];
    pairs.iter().fold(text.to_owned(), |text, (example, own)| text.replace(example, own))
}

/// Carries `recipe` out; what went wrong.
pub(super) fn out(
    recipe: &Recipe,
    closing: &Closing,
    variant: &Variant,
    inside: &Inside,
) -> Vec<String> {
    let mut troubles = Vec::new();
    let mut note = |what: &str, done: anyhow::Result<()>| {
        if let Err(why) = done {
            troubles.push(format!("{what}: {why:#}"));
        }
    };
    if let Some(line) = &closing.restart {
        note("the init system", inside.init_system(line));
    }
    if let Some(line) = &closing.before {
        note("before", run(inside, line));
    }
    for step in closing.steps(recipe) {
        note(step.action.kind().id(), one(&step.action, closing, variant, inside));
    }
    troubles
}

/// Does one step.
fn one(
    action: &Action,
    closing: &Closing,
    variant: &Variant,
    inside: &Inside,
) -> anyhow::Result<()> {
    let own = |text: &str| filled(text, variant);
    let path = |file: &str| own(closing.path(file));
    match action {
        Action::Run(it) | Action::Rebuild(it) | Action::CheckSyntax(it) | Action::Restart(it) => {
            it.commands.iter().try_for_each(|line| run(inside, &own(line)))
        }
        Action::Inspect(it) => it.commands.iter().try_for_each(|line| {
            let ran = inside.run(&own(line))?;
            anyhow::ensure!(ran.status != Some(127), "{line}: {}", ran.said);
            Ok(())
        }),
        Action::Edit(it) => {
            let wanted = own(it.text.trim_matches('\n'));
            inside.change(&path(&it.file), |text| Ok(edit::edit(text, &wanted)))
        }
        Action::Remove(it) => {
            let gone = own(&it.text);
            inside.change(&path(&it.file), |text| Ok(edit::remove(text, &gone)))
        }
        Action::Set(it) => {
            let value = own(&it.value);
            inside.change(&path(&it.file), |text| Ok(edit::set(text, &it.setting, &value)))
        }
        Action::Unset(it) => {
            inside.change(&path(&it.file), |text| Ok(edit::unset(text, &it.setting)))
        }
        Action::Order(it) => {
            let (first, then) = (own(&it.first), own(&it.then));
            inside.change(&path(&it.file), |text| edit::order(text, &first, &then))
        }
        Action::Limit(it) | Action::Bind(it) => {
            let new = own(it.text.trim_matches('\n'));
            let limited = matches!(action, Action::Limit(_));
            let cut = closing.cut.get(&it.file).filter(|_| limited).map(String::as_str);
            inside.change(&path(&it.file), |text| Ok(edit::limit(text, &it.setting, &new, cut)))
        }
        // The lab's servers have no firewall before them, and are as new as Debian's.
        Action::Firewall(_) | Action::Upgrade(_) => Ok(()),
        _ => anyhow::bail!("the lab has no windows to click in"),
    }
}

/// Runs a line that must succeed, or stay.
fn run(inside: &Inside, line: &str) -> anyhow::Result<()> {
    let ran = inside.run(line)?;
    anyhow::ensure!(matches!(ran.status, Some(0) | None), "{line}: {}", ran.said.trim());
    Ok(())
}

/// Does the checks that `recipe` gives its reader, and compares what they print.
pub(super) fn verify(
    recipe: &Recipe,
    closing: &Closing,
    variant: &Variant,
    inside: &Inside,
    outside: &Client,
) -> Vec<String> {
    let mut troubles = Vec::new();
    for verify in &recipe.verify {
        let Some(command) = &verify.command else { continue };
        let mut line = filled(command, variant);
        for (file, here) in closing.moved() {
            line = line.replace(file, &filled(here, variant));
        }
        let expect: Vec<String> = verify.expect.iter().map(|it| filled(it, variant)).collect();
        let ask = || match verify.from {
            VerifyFrom::Server => inside.run(&line).map(|ran| ran.said),
            VerifyFrom::Outside => from_outside(outside, &line),
        };
        if let Err(why) = heard(ask, &expect) {
            troubles.push(format!("{line}: {why:#}"));
        }
    }
    troubles
}

/// Asks until one of the replies that are wanted comes: some servers load a configuration in their own time.
fn heard(ask: impl Fn() -> anyhow::Result<String>, expect: &[String]) -> anyhow::Result<()> {
    let mut said = String::new();
    for _ in 0..8 {
        said = ask()?;
        if expect.iter().any(|wanted| said.contains(wanted)) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    anyhow::bail!("it says\n{}", said.trim())
}

/// Runs a line where a stranger stands.
fn from_outside(outside: &Client, line: &str) -> anyhow::Result<String> {
    let mut command = outside.command(Path::new("timeout"));
    let output = command.args(["20", "sh", "-c", line]).output()?;
    let both = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&both).into_owned())
}

#[cfg(test)]
mod tests {
    use super::filled;
    use crate::lab::catalogue::Catalogue;

    #[test]
    fn examples_give_way_to_the_labs_own_values() {
        let lab = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lab");
        let catalogue = Catalogue::read(&lab).unwrap();
        let variant = catalogue.variants.first().unwrap();
        let address = variant.ipv4();
        let text = "192.0.2.0/24 192.0.2.1:80 192.0.2.10 192.0.2.:allow USER www.example.org";
        let domain = variant.domain();
        assert_eq!(
            filled(text, variant),
            format!(
                "198.51.100.1/32 {address}:80 198.51.100.1 198.51.100.1.:allow lab www.{domain}"
            )
        );
    }
}
