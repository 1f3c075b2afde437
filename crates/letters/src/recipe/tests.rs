//! Walks all recipes: each can be read, is whole, and holds nothing but what is verbatim.

use super::*;

/// The words of each file that stand in a value, with the key that holds them.
fn values(text: &str) -> Vec<(String, String)> {
    fn walk(key: &str, value: &toml::Value, found: &mut Vec<(String, String)>) {
        match value {
            toml::Value::String(text) => found.push((key.to_owned(), text.clone())),
            toml::Value::Array(all) => all.iter().for_each(|one| walk(key, one, found)),
            toml::Value::Table(all) => all.iter().for_each(|(key, one)| walk(key, one, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let table: toml::Table = toml::from_str(text).unwrap();
    walk("", &toml::Value::Table(table), &mut found);
    found
}

#[test]
fn every_recipe_can_be_read_and_has_the_name_of_its_file() {
    for (id, text) in RECIPES {
        let recipe = Recipe::read(text).unwrap_or_else(|why| panic!("{id}: {why}"));
        assert_eq!(recipe.id, *id);
    }
    assert_eq!(all().len(), RECIPES.len());
    assert!(RECIPES.is_sorted_by_key(|(id, _)| id), "sorted, each once");
    let twice = RECIPES.windows(2).find(|two| two[0].0 == two[1].0);
    assert_eq!(twice, None);
}

#[test]
fn every_file_stands_in_the_table() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes");
    let mut files: Vec<String> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let table: Vec<String> = RECIPES.iter().map(|(id, _)| format!("{id}.toml")).collect();
    let missing: Vec<&String> = files.iter().filter(|file| !table.contains(file)).collect();
    assert_eq!((missing, files.len()), (vec![], table.len()));
}

#[test]
fn every_recipe_has_a_step_a_check_and_a_manual() {
    for recipe in all() {
        let id = &recipe.id;
        assert!(!recipe.steps.is_empty() && !recipe.verify.is_empty(), "{id}");
        assert!(recipe.manual.starts_with("https://"), "{id}");
        assert!(recipe.verify.iter().all(|verify| !verify.expect.is_empty()), "{id}");
        let on_server = |verify: &&Verify| verify.from == VerifyFrom::Server;
        let silent = recipe.verify.iter().filter(on_server).any(|it| it.command.is_none());
        assert!(!silent, "{id}: a check on the server says what is typed");
        let first = recipe.steps.first().unwrap();
        let instead = first.when.iter().any(|when| when.kind == ConditionKind::Alternative);
        assert!(!instead, "{id}: the first step has nothing before it");
    }
}

#[test]
fn every_step_gives_the_arguments_of_its_sentence_and_no_empty_ones() {
    for recipe in all() {
        for step in &recipe.steps {
            let (kind, given) = (step.action.kind(), step.action.arguments());
            let context = format!("{}: {}", recipe.id, kind.id());
            assert_eq!(given.len(), kind.arguments().len(), "{context}");
            let whole = |text: &str| !text.is_empty() && text.trim() == text;
            assert!(given.iter().all(|(_, value)| whole(value)), "{context}");
            assert!(given.iter().all(|(_, value)| !value.contains('\n')), "{context}");
            assert!(step.action.block().iter().all(|line| line.trim_end() == *line), "{context}");
            let said = !given.is_empty() || !step.action.block().is_empty();
            assert!(said || kind == StepKind::Replace, "{context}: says nothing");
        }
    }
}

#[test]
fn a_kind_that_no_recipe_uses_is_not_translated_for_nothing() {
    let steps: Vec<&Step> = all().iter().flat_map(|recipe| &recipe.steps).collect();
    for kind in StepKind::ALL {
        assert!(steps.iter().any(|step| step.action.kind() == *kind), "{}", kind.id());
    }
    for kind in ConditionKind::ALL {
        let mut conditions = steps.iter().flat_map(|step| &step.when);
        assert!(conditions.any(|when| when.kind == *kind), "{}", kind.id());
    }
    for kind in MistakeKind::ALL {
        let mut mistakes = all().iter().flat_map(|recipe| &recipe.mistakes);
        assert!(mistakes.any(|mistake| mistake.kind == *kind), "{}", kind.id());
    }
    for example in Example::ALL {
        assert!(all().iter().any(|it| it.examples().contains(example)), "{}", example.id());
    }
}

#[test]
fn ids_are_what_recipes_write() {
    for kind in StepKind::ALL {
        let word = toml::Value::String(kind.id().to_owned());
        let step = toml::Table::from_iter([("do".to_owned(), word)]);
        let said = Step::try_from(step).map_or_else(|why| why.to_string(), |_| String::new());
        assert!(!said.contains("unknown variant"), "{}: {said}", kind.id());
    }
    for kind in MistakeKind::ALL {
        let read: MistakeKind = toml::Value::String(kind.id().to_owned()).try_into().unwrap();
        assert_eq!(read, *kind);
    }
    for from in VerifyFrom::ALL {
        let read: VerifyFrom = toml::Value::String(from.id().to_owned()).try_into().unwrap();
        assert_eq!(read, *from);
    }
}

#[test]
fn no_recipe_holds_prose() {
    for (id, text) in RECIPES {
        assert!(text.is_ascii(), "{id}: all that is verbatim is ASCII");
        let remark = text.lines().find(|line| line.trim_start().starts_with('#'));
        assert_eq!(remark, None, "{id}: a remark is prose");
        for (key, value) in values(text) {
            // Labels of windows are words, and so are the names of settings there.
            if ["path", "item", "value", "setting", "expect", "name", "software"].contains(&&*key) {
                continue;
            }
            for word in [" the ", " your ", " must ", " should ", " please ", " and then "] {
                assert!(!value.to_lowercase().contains(word), "{id}: {key} = {value}");
            }
        }
    }
}

#[test]
fn examples_are_the_documented_ones_and_nothing_else_is_a_placeholder() {
    for (id, text) in RECIPES {
        let removed: Vec<String> = Recipe::read(text)
            .unwrap()
            .steps
            .iter()
            .filter(|step| step.action.kind() == StepKind::Remove)
            .flat_map(|step| step.action.block().into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        for line in text.lines().filter(|line| !removed.iter().any(|gone| gone == line)) {
            for address in addresses(line) {
                assert!(is_documented(&address), "{id}: {address} in {line}");
            }
            for sign in ["xxx", "CHANGEME", "your-", "YOUR_", "<ip>", "<host", "<name"] {
                assert!(!line.contains(sign), "{id}: {line}");
            }
        }
    }
    assert_eq!(addresses("a 10.1.2.3/8, 1.2.3 and 5.6.7.8.9"), ["10.1.2.3"]);
    assert!(!is_documented("10.1.2.3") && is_documented("192.0.2.1"));
}

/// The four-part numbers in a line.
fn addresses(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| word.parse::<std::net::Ipv4Addr>().is_ok())
        .map(str::to_owned)
        .collect()
}

/// What a recipe may name: loopback, everyone, and the networks that are kept for documents.
fn is_documented(address: &str) -> bool {
    let parts: std::net::Ipv4Addr = address.parse().unwrap();
    let [first, second, third, _] = parts.octets();
    let kept =
        parts.is_documentation() && [(192, 0, 2), (198, 51, 100)].contains(&(first, second, third));
    first == 127 || kept || ["0.0.0.0", "255.255.255.255"].contains(&address)
}

#[test]
fn software_is_found_by_name_version_and_kind() {
    let found = for_software("Postfix", Some("3.7.11"), Kind::OpenRelay);
    assert_eq!(found.map(|recipe| recipe.id.as_str()), Some("postfix"));
    assert_eq!(for_software("Postfix", None, Kind::OpenRelay), found);
    assert_eq!(for_software("Postfix", None, Kind::OpenProxy), None);
    assert_eq!(for_software("No such product", None, Kind::OpenRelay), None);
    assert_eq!(by_id("postfix"), found);
}

#[test]
fn a_recipe_is_read_strictly() {
    let good = "id = \"a\"\nname = \"A\"\nkind = \"open-proxy\"\nversions = \">=2\"\nmanual = \"https://a.example\"\n\
        [[step]]\ndo = \"replace\"\nwhen = [\"version <3.1\", \"nat\"]\n[[verify]]\nfrom = \"outside\"\nexpect = [\"403\"]\n";
    let recipe = Recipe::read(good).unwrap();
    let when: Vec<&str> = recipe.steps[0].when.iter().map(Condition::id).collect();
    assert_eq!(when, ["version-below", "nat"]);
    assert_eq!(recipe.steps[0].when[0].version.as_deref(), Some("3.1"));
    for (from, to) in [
        ("manual", "manuel"),
        ("open-proxy", "open-door"),
        ("do = \"replace\"", "do = \"replace\"\nfile = \"a\""),
        ("do = \"replace\"", "do = \"set\"\nfile = \"a\"\nsetting = \"b\""),
        ("do = \"replace\"", "do = \"pray\""),
        ("\"nat\"", "\"sometimes\""),
        ("version <3.1", "version =3.1"),
        ("version <3.1", "version-below"),
        (">=2", "2"),
        ("from = \"outside\"", "from = \"nowhere\""),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert!(Recipe::read(&bad).is_err(), "{bad}");
    }
}
