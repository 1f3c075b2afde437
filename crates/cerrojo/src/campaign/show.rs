//! `cerrojo campaign show` and `status`: what would be agreed to, and where each stands.

use std::io::Write as _;

use anyhow::Context as _;
use cerrojo_service::campaign::{Definition, Selected, broken, digits, select};
use cerrojo_store::{Campaign, CampaignState, LetterState, Store};
use serde_json::{Value, json};

use super::{desk, find};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::moment::{exact, short};
use crate::output::{Output, one_line};
use crate::people;

/// A campaign in a line.
pub(super) fn line(campaign: &Campaign) -> String {
    let Campaign { name, state, maker, .. } = campaign;
    let approved = campaign.approved_by.as_ref().map(|who| format!(", approved by {who}"));
    let why = campaign.why.as_ref().map(|why| format!(": {why}"));
    format!(
        "{name:<24} {:<18} since {} by {maker}{}  digest {}{}",
        state.id(),
        short(campaign.changed_at),
        approved.unwrap_or_default(),
        digits(&campaign.digest),
        why.unwrap_or_default(),
    )
}

/// A campaign for programs.
pub(super) fn object(campaign: &Campaign) -> Value {
    json!({
        "schema": "cerrojo.campaign/1", "name": campaign.name, "state": campaign.state.id(),
        "in_pilot": campaign.in_pilot, "digest": digits(&campaign.digest), "maker": campaign.maker,
        "approved_by": campaign.approved_by,
        "approved_digest": campaign.approved_digest.as_ref().map(|digest| digits(digest)),
        "created_at": exact(campaign.created_at), "changed_at": exact(campaign.changed_at),
        "why": campaign.why,
    })
}

/// Where one or all stand.
pub(super) async fn status(
    name: Option<&str>,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let campaigns = match name {
        Some(name) => vec![find(store, name).await?],
        None => store.campaigns().await?,
    };
    let mut shown = Vec::new();
    for campaign in campaigns {
        let counts = store.count_letters(Some(campaign.number), None).await?;
        let waiting = counts.of(LetterState::Queued) + counts.of(LetterState::InFlight);
        let (out, bounced) = (counts.out(), counts.of(LetterState::Bounced));
        let complaints = counts.complaints;
        let text = format!(
            "{}  letters: {out} out, {waiting} waiting, {bounced} came back, {complaints} called spam",
            line(&campaign)
        );
        let mut object = object(&campaign);
        if let Some(fields) = object.as_object_mut() {
            let letters = json!({
                "out": out, "waiting": waiting, "bounced": bounced, "complaints": complaints,
            });
            fields.insert("letters".into(), letters);
        }
        shown.push((text, object));
    }
    people::show(common, &shown)
}

/// Everything that is agreed to, and whom it selects now.
pub(super) async fn show_one(name: &str, store: &Store, common: &Common) -> anyhow::Result<Status> {
    let campaign = find(store, name).await?;
    let definition = Definition::read(&campaign.definition)
        .with_context(|| format!("the definition of campaign `{name}`"))?;
    let selected = select(store, &definition, u64::MAX, cerrojo_engine::now()).await?;
    // Who only looks at it may do so where no letters are set up.
    let fault = match desk(store, common).await {
        Ok(desk) => broken(&desk, &campaign).err(),
        Err(error) => Some(format!("whether its letters are the same cannot be told: {error:#}")),
    };
    let events = store.campaign_events(campaign.number).await?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    let written = if common.format == Format::Json {
        let mut object = object(&campaign);
        if let Some(fields) = object.as_object_mut() {
            fields.insert("definition".into(), json!(campaign.definition));
            fields.insert("selects".into(), selection(&definition, &selected));
            fields.insert("fault".into(), json!(fault));
            let events = events.iter().map(|event| {
                json!({"at": exact(event.at), "who": event.who, "word": event.word, "why": event.why})
            });
            fields.insert("events".into(), events.collect());
        }
        writeln!(output, "{object}")
    } else {
        let mut lines = vec![line(&campaign)];
        lines.extend(fault.map(|fault| format!("  FAULT      {fault}")));
        lines.extend(selection_lines(&definition, &selected));
        if campaign.state == CampaignState::Draft {
            let digest = digits(&campaign.digest);
            lines.push(format!(
                "  next       somebody else agrees: `cerrojo campaign approve {name} --by NAME --digest {digest}`"
            ));
        }
        lines.push("  events (UTC)".to_owned());
        lines.extend(events.iter().map(|event| {
            let why = event.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("    {}  {:<12} by {}{why}", short(event.at), event.word, event.who)
        }));
        lines.push("  what is agreed to, to the letter:".to_owned());
        lines.extend(campaign.definition.lines().map(|line| format!("    {line}")));
        lines.iter().try_for_each(|line| writeln!(output, "{}", one_line(line)))
    };
    written.and_then(|()| output.flush()).context("cannot write the campaign")?;
    Ok(Status::Fine)
}

fn selection(definition: &Definition, selected: &Selected) -> Value {
    json!({
        "contacts": selected.chosen.len(), "cases": selected.cases(),
        "languages": selected.languages(definition), "waiting": selected.waiting,
    })
}

fn selection_lines(definition: &Definition, selected: &Selected) -> Vec<String> {
    let waiting = selected.waiting;
    let limit = definition.select.limit.map(|limit| format!(", {limit} letters at most"));
    let mut lines = vec![
        format!(
            "  selects    {} cases of {} contacts now{}; the first {} letters are the pilot",
            selected.cases(),
            selected.chosen.len(),
            limit.unwrap_or_default(),
            definition.pilot
        ),
        format!(
            "  control    {} cases of {} contacts are written to thirty days after their proof",
            waiting.control_cases, waiting.control_contacts
        ),
        format!(
            "  waiting    {} contacts had a letter lately, {} cannot be reached; {} cases want a fresh proof, of {} no mail is wanted",
            waiting.written_lately, waiting.not_reachable, waiting.not_fresh, waiting.no_mail
        ),
    ];
    for (languages, contacts) in selected.languages(definition) {
        lines.push(format!("  languages  {languages}: {contacts} contacts"));
    }
    lines
}
