//! Adds an exclusion to a scope file, and changes nothing else in it.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use cerrojo_engine::Scope;
use ipnet::IpNet;
use toml_edit::{Array, DocumentMut, InlineTable, Value};

/// Appends `network` with its reason to `exclude`. The file is replaced at once, or stays as it was.
///
/// # Errors
///
/// The user's: it is no scope file, or may not be written.
pub(super) fn exclude(path: &Path, network: IpNet, why: &str) -> anyhow::Result<()> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the scope file {shown}"))?;
    let changed = with_exclusion(&text, network, why).with_context(|| shown.to_string())?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut beside = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .with_context(|| format!("cannot write beside {shown}"))?;
    beside.write_all(changed.as_bytes()).with_context(|| format!("cannot write beside {shown}"))?;
    let rights = std::fs::metadata(path).with_context(|| format!("cannot read {shown}"))?;
    std::fs::set_permissions(beside.path(), rights.permissions())
        .with_context(|| format!("cannot write beside {shown}"))?;
    beside.as_file().sync_all().with_context(|| format!("cannot write beside {shown}"))?;
    beside.persist(path).with_context(|| format!("cannot write {shown}"))?;
    Ok(())
}

fn with_exclusion(text: &str, network: IpNet, why: &str) -> anyhow::Result<String> {
    // Read as every other scope file first; one whose time is over can be changed as well.
    match Scope::default().add_file(text, cerrojo_engine::now()) {
        Ok(()) | Err(cerrojo_engine::ScopeError::Expired { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let mut document: DocumentMut = text.parse().context("it is no TOML")?;
    let Some(scope) = document.get_mut("scope").and_then(|scope| scope.as_table_like_mut()) else {
        bail!("it has no table [scope]");
    };
    if scope.get("exclude").is_none() {
        scope.insert("exclude", toml_edit::value(Array::new()));
    }
    let list = scope.get_mut("exclude").and_then(|list| list.as_array_mut());
    let Some(list) = list else { bail!("its `exclude` is no list") };
    let mut entry = InlineTable::new();
    entry.insert("network", Value::from(network.to_string()));
    entry.insert("reason", Value::from(why));
    list.push(entry);
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# who may be asked\n[scope]\nauthority = \"CSIRT Example\" # mandate\ncontact = \"probes@csirt.example\"\n\
expires = 2099-01-31\nnetworks = [\"192.0.2.0/24\"]\n";

    #[test]
    fn one_entry_comes_to_it_and_all_else_stays() {
        let network: IpNet = "192.0.2.128/25".parse().unwrap();
        let once = with_exclusion(FILE, network, "they asked: \"no\"").unwrap();
        assert!(once.starts_with(FILE), "{once}");
        let twice = with_exclusion(&once, "192.0.2.1/32".parse().unwrap(), "x").unwrap();
        let mut scope = Scope::default();
        scope.add_file(&twice, cerrojo_engine::now()).unwrap();
        let reasons: Vec<_> = scope.exclusions().iter().map(|it| it.reason.clone()).collect();
        assert_eq!(reasons, [Some("they asked: \"no\"".to_owned()), Some("x".to_owned())]);
        assert!(with_exclusion("[scope]\n", network, "x").is_err());
        let wrong = FILE.replace("networks =", "exclude = 1\nnetworks =");
        assert!(with_exclusion(&wrong, network, "x").is_err());
    }
}
