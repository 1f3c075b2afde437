//! How to close it: the steps for the very product that was seen there, else how to find out which one it is.

use cerrojo_model::Kind;

use super::{Block, Draft, Finding};
use crate::recipe::{self, Example, Mistake, Recipe, Step, Verify, VerifyFrom};
use crate::texts::{Given, Text, Value};

/// Products whose steps stand in one letter.
const PRODUCTS: usize = 4;
/// Servers that are named beside a product.
const SERVERS: usize = 8;

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let mut known: Vec<(&'static Recipe, Vec<&Finding>)> = Vec::new();
    let mut unknown = Vec::new();
    for finding in draft.findings {
        let name = finding.software.as_deref().unwrap_or_default();
        match recipe::for_software(name, finding.version.as_deref(), finding.kind) {
            None => unknown.push(finding),
            Some(recipe) => match known.iter_mut().find(|(other, _)| other.id == recipe.id) {
                Some((_, findings)) => findings.push(finding),
                None => known.push((recipe, vec![finding])),
            },
        }
    }
    let mut blocks = vec![Block::Heading(text.say("heading-close", &[]))];
    let is_only = known.len() == 1 && unknown.is_empty();
    for (recipe, findings) in known.iter().take(PRODUCTS) {
        blocks.push(Block::Paragraph(heading(recipe, findings, is_only, text)));
        blocks.push(text.same(&recipe.id, || steps(recipe, text)));
    }
    if !unknown.is_empty() || known.len() > PRODUCTS {
        blocks.extend(for_unknown(&unknown, text));
    }
    for (kind, rule) in [(Kind::OpenRelay, "rule-relay"), (Kind::OpenProxy, "rule-proxy")] {
        if draft.findings.iter().any(|finding| finding.kind == kind) {
            blocks.push(text.paragraph(rule));
        }
    }
    blocks.push(text.paragraph("steps-afterwards"));
    blocks
}

fn heading(recipe: &Recipe, findings: &[&Finding], is_only: bool, text: &Text) -> String {
    let product = ("product", Given::Text(&recipe.name));
    if is_only {
        return text.say("steps-for", &[product]);
    }
    let servers = findings.iter().take(SERVERS);
    let mut servers: Vec<String> = servers
        .map(|finding| std::net::SocketAddr::new(finding.address, finding.port).to_string())
        .collect();
    if findings.len() > SERVERS {
        servers.push("…".to_owned());
    }
    text.say("steps-for-servers", &[product, ("servers", Given::Text(&servers.join(", ")))])
}

fn steps(recipe: &Recipe, text: &Text) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (number, step) in (1_usize..).zip(&recipe.steps) {
        blocks.extend(one_step(number, step, text));
    }
    let examples = recipe.examples();
    if !examples.is_empty() {
        blocks.push(Block::Paragraph(text.say("example-intro", &[])));
        let said = examples.iter().map(|example| {
            let value = match example {
                Example::Login => example.words().join(", "),
                _ => example.words().first().copied().unwrap_or_default().to_owned(),
            };
            text.say(&format!("example-{}", example.id()), &[("value", Given::Text(&value))])
        });
        blocks.push(Block::Bullets(said.collect()));
    }
    for verify in &recipe.verify {
        blocks.extend(verification(verify, text));
    }
    if !recipe.mistakes.is_empty() {
        blocks.push(Block::Paragraph(text.say("mistakes-intro", &[])));
        blocks.push(Block::Bullets(recipe.mistakes.iter().map(|one| mistake(one, text)).collect()));
    }
    let manual = ("manual", Given::Text(&recipe.manual));
    let product = ("product", Given::Text(&recipe.name));
    blocks.push(Block::Paragraph(text.say("steps-manual", &[product, manual])));
    blocks
}

fn one_step(number: usize, step: &Step, text: &Text) -> Vec<Block> {
    let arguments = step.action.arguments();
    let values: Vec<Value<'_>> =
        arguments.iter().map(|(name, value)| (*name, Given::Text(value))).collect();
    let mut said: Vec<String> = step
        .when
        .iter()
        .map(|condition| {
            let version = condition.version.as_deref().unwrap_or_default();
            text.say(&format!("when-{}", condition.id()), &[("version", Given::Text(version))])
        })
        .collect();
    said.push(text.say(&format!("step-{}", step.action.kind().id()), &values));
    let said = said.join(text.space());
    let mut blocks = vec![Block::Paragraph(format!("{number}. {said}"))];
    let lines = step.action.block();
    if !lines.is_empty() {
        blocks.push(Block::Verbatim(lines.join("\n")));
    }
    blocks
}

fn verification(verify: &Verify, text: &Text) -> Vec<Block> {
    let from = match verify.from {
        VerifyFrom::Outside => "verify-outside",
        VerifyFrom::Server => "verify-server",
    };
    let mut blocks = Vec::new();
    if let Some(command) = &verify.command {
        blocks.push(Block::Paragraph(text.say(from, &[])));
        blocks.push(Block::Verbatim(command.clone()));
    }
    let expect = match verify.expect.len() {
        0 => return blocks,
        1 => "verify-expect",
        _ => "verify-expect-any",
    };
    blocks.push(Block::Paragraph(text.say(expect, &[])));
    blocks.push(Block::Verbatim(verify.expect.join("\n")));
    blocks
}

/// The sentence of a mistake, with what is meant behind it.
fn mistake(mistake: &Mistake, text: &Text) -> String {
    let said = text.say(&format!("mistake-{}", mistake.kind.id()), &[]);
    let details: Vec<String> =
        mistake.details().into_iter().map(|detail| text.isolated(detail)).collect();
    if details.is_empty() {
        return said;
    }
    format!("{said} ({})", details.join(", "))
}

fn for_unknown(unknown: &[&Finding], text: &Text) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut ports: Vec<u16> = unknown.iter().map(|finding| finding.port).collect();
    ports.sort_unstable();
    ports.dedup();
    if !ports.is_empty() {
        blocks.push(Block::Paragraph(text.say("steps-unknown", &[])));
        let commands = ports.iter().take(5).map(|port| format!("ss -ltnp 'sport = :{port}'"));
        blocks.push(Block::Verbatim(commands.collect::<Vec<_>>().join("\n")));
    }
    for kind in Kind::ALL {
        if unknown.iter().any(|finding| finding.kind == *kind) {
            let of_kind = recipe::all().iter().filter(|recipe| recipe.kind == *kind);
            let products: Vec<String> = of_kind.map(|recipe| recipe.name.clone()).collect();
            let products = text.list(&products);
            blocks.push(Block::Paragraph(
                text.say("steps-list", &[("products", Given::Text(&products))]),
            ));
        }
    }
    blocks
}
