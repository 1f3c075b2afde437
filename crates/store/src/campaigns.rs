//! Campaigns: what is written to whom, agreed to by two people, begun with a few letters and stopped when need be.
//!
//! What was agreed to is a digest of exactly the definition: whoever changes a word of it needs a new agreement.

use cerrojo_model::Time;
use sha2::{Digest as _, Sha256};

use crate::db::{Row, Value};
use crate::log::Writer;
use crate::outbox::words;
use crate::people::line;
use crate::{Store, StoreError};

words! {
    /// Where a campaign stands.
    CampaignState {
        /// It is being written.
        Draft = "draft",
        /// Two people agree to exactly this.
        Approved = "approved",
        /// Its first letters go.
        Pilot = "pilot",
        /// They went; a person looks at what came back.
        PausedAfterPilot = "paused-after-pilot",
        /// Its letters go.
        Running = "running",
        /// It stands, and can go on.
        Paused = "paused",
        /// It was stopped for good; what waited is cancelled.
        Stopped = "stopped",
        /// All its letters went.
        Done = "done",
    }
}

/// A step of a campaign: who may take it from where is in one table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Begins with the pilot.
    Start,
    /// The pilot is over.
    EndPilot,
    /// Stands, by a person or because too much came back.
    Pause,
    /// Goes on: with the pilot where that was not over, or with all of it.
    Resume,
    /// Ends for good.
    Stop,
    /// Every letter went.
    Finish,
}

use CampaignState::{Approved, Done, Draft, Paused, PausedAfterPilot, Pilot, Running, Stopped};

/// The word of each step, the states from which it leads, and where it leads.
#[rustfmt::skip]
const STEPS: &[(Step, &str, &[CampaignState], CampaignState)] = &[
    (Step::Start,    "started",     &[Approved],                                                    Pilot),
    (Step::EndPilot, "pilot-ended", &[Pilot],                                                       PausedAfterPilot),
    (Step::Pause,    "paused",      &[Pilot, Running],                                              Paused),
    (Step::Resume,   "resumed",     &[PausedAfterPilot, Paused],                                    Running),
    (Step::Stop,     "stopped",     &[Draft, Approved, Pilot, PausedAfterPilot, Running, Paused],   Stopped),
    (Step::Finish,   "finished",    &[Pilot, Running],                                              Done),
];

/// A campaign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Campaign {
    /// Its number.
    pub number: i64,
    /// Its name; no other one has it.
    pub name: String,
    /// What it is, as its makers wrote it.
    pub definition: String,
    /// The SHA-256 of the definition.
    pub digest: Vec<u8>,
    /// Where it stands.
    pub state: CampaignState,
    /// Its pilot is not over.
    pub in_pilot: bool,
    /// Who wrote or changed the definition last.
    pub maker: String,
    /// Who agreed to it.
    pub approved_by: Option<String>,
    /// What exactly they agreed to.
    pub approved_digest: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed or moved.
    pub changed_at: Time,
    /// Why it stands where it does.
    pub why: Option<String>,
}

/// Something that happened to a campaign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CampaignEvent {
    /// When.
    pub at: Time,
    /// Who did it.
    pub who: String,
    /// What: `made`, `changed`, `approved`, or the word of a step.
    pub word: String,
    /// Why.
    pub why: Option<String>,
}

const COLUMNS: &str = "id, name, definition, digest, state, pilot, maker, approved_by,
    approved_digest, created_at, changed_at, why";

impl Store {
    /// Makes a campaign, a draft.
    ///
    /// # Errors
    ///
    /// The caller's: no name, or another one has it; no definition. The machine's.
    pub async fn make_campaign(
        &self,
        name: &str,
        definition: &str,
        who: &str,
        at: Time,
    ) -> Result<Campaign, StoreError> {
        line("the name of a campaign", name)?;
        line("the name of a user", who)?;
        not_empty(name, definition)?;
        let mut writer = Writer::begin(&self.db).await?;
        if by_name(&mut writer, name).await?.is_some() {
            return Err(conflict(format!(
                "there is a campaign `{name}` already; choose another name"
            )));
        }
        let sql = format!(
            "INSERT INTO campaigns (id, name, definition, digest, state, pilot, maker, created_at, changed_at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, 'draft', 1, $4, $5, $5 FROM campaigns
            RETURNING {COLUMNS}"
        );
        let digest = Sha256::digest(definition).to_vec();
        let values = vec![name.into(), definition.into(), digest.into(), who.into(), at.into()];
        let mut rows = writer.transaction.rows(&sql, values).await?;
        let made = campaign(rows.pop().ok_or_else(|| missing(name))?)?;
        note(&mut writer, made.number, (at, who, "made"), None).await?;
        writer.commit().await?;
        Ok(made)
    }

    /// Changes the definition of a campaign that has not begun or that stands. It is a draft again, begins with a
    /// pilot again, and whoever changed it is its maker; letters that waited under the former agreement are cancelled.
    ///
    /// # Errors
    ///
    /// The caller's: no such campaign, it is under way, or it is over. The machine's.
    pub async fn change_campaign(
        &self,
        name: &str,
        definition: &str,
        who: &str,
        at: Time,
    ) -> Result<Campaign, StoreError> {
        line("the name of a user", who)?;
        not_empty(name, definition)?;
        self.with_campaign(name, async |writer, mut campaign| {
            if !matches!(campaign.state, Draft | Approved | Paused | PausedAfterPilot) {
                let way = match campaign.state {
                    Stopped | Done => "it is over; make another one",
                    _ => "pause it first",
                };
                let what = format!("campaign `{name}` is {}: {way}", campaign.state.id());
                return Err(conflict(what));
            }
            cancel_waiting(writer, campaign.number, "the campaign was changed").await?;
            definition.clone_into(&mut campaign.definition);
            campaign.digest = Sha256::digest(definition).to_vec();
            who.clone_into(&mut campaign.maker);
            (campaign.state, campaign.changed_at) = (Draft, at);
            (campaign.in_pilot, campaign.why) = (true, None);
            (campaign.approved_by, campaign.approved_digest) = (None, None);
            note(writer, campaign.number, (at, who, "changed"), None).await?;
            Ok(campaign)
        })
        .await
    }

    /// Agrees to exactly the definition of that digest. Whether somebody may is the caller's to know; that it is
    /// not the one who wrote it is made sure here.
    ///
    /// # Errors
    ///
    /// The caller's: no such campaign, it is no draft, it was changed meanwhile, or the maker agrees alone. The
    /// machine's.
    pub async fn approve_campaign(
        &self,
        name: &str,
        digest: &[u8],
        who: &str,
        at: Time,
    ) -> Result<Campaign, StoreError> {
        line("the name of a user", who)?;
        self.with_campaign(name, async |writer, mut campaign| {
            let refuse =
                |why: &str| Err(conflict(format!("campaign `{name}` is not agreed to: {why}")));
            if campaign.state != Draft {
                return refuse(&format!("it is {}, and no draft", campaign.state.id()));
            }
            if campaign.digest != digest {
                return refuse("it was changed meanwhile; read it once more");
            }
            if campaign.maker == who {
                return refuse(&format!("{who} wrote it; somebody else has to agree"));
            }
            (campaign.state, campaign.changed_at) = (Approved, at);
            campaign.approved_by = Some(who.to_owned());
            campaign.approved_digest = Some(digest.to_vec());
            note(writer, campaign.number, (at, who, "approved"), None).await?;
            Ok(campaign)
        })
        .await
    }

    /// Moves a campaign. Letters of one that is stopped are cancelled in the same piece.
    ///
    /// # Errors
    ///
    /// The caller's: no such campaign; that is no step from where it stands; what was agreed to is something else
    /// by now. The machine's.
    pub async fn step_campaign(
        &self,
        name: &str,
        step: Step,
        (who, why): (&str, Option<&str>),
        at: Time,
    ) -> Result<Campaign, StoreError> {
        line("the name of a user", who)?;
        self.with_campaign(name, async |writer, mut campaign| {
            let row = STEPS.iter().find(|(known, ..)| *known == step);
            let Some((_, word, _, to)) =
                row.filter(|(_, _, from, _)| from.contains(&campaign.state))
            else {
                let word = row.map_or("", |(_, word, ..)| word);
                let what =
                    format!("campaign `{name}` is {}: it cannot be {word}", campaign.state.id());
                return Err(conflict(what));
            };
            if step == Step::Start && campaign.approved_digest.as_ref() != Some(&campaign.digest) {
                let what = format!(
                    "campaign `{name}` is not what was agreed to; it needs a new agreement"
                );
                return Err(conflict(what));
            }
            campaign.in_pilot &= !matches!(campaign.state, PausedAfterPilot);
            campaign.state = match to {
                Running if campaign.in_pilot => Pilot,
                other => *other,
            };
            (campaign.changed_at, campaign.why) = (at, why.map(ToOwned::to_owned));
            if step == Step::Stop {
                cancel_waiting(writer, campaign.number, "the campaign was stopped").await?;
            }
            note(writer, campaign.number, (at, who, word), why).await?;
            Ok(campaign)
        })
        .await
    }

    /// A campaign; `None` where none has that name.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn campaign(&self, name: &str) -> Result<Option<Campaign>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM campaigns WHERE name = $1");
        self.db.rows(&sql, vec![name.into()]).await?.pop().map(campaign).transpose()
    }

    /// All campaigns, the oldest first.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM campaigns ORDER BY id");
        self.db.rows(&sql, Vec::new()).await?.into_iter().map(campaign).collect()
    }

    /// What happened to a campaign, the oldest first.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub async fn campaign_events(&self, number: i64) -> Result<Vec<CampaignEvent>, StoreError> {
        let sql =
            "SELECT at, who, word, why FROM campaign_events WHERE campaign_id = $1 ORDER BY id";
        let rows = self.db.rows(sql, vec![number.into()]).await?;
        let event = |mut row: Row| {
            let (at, who, word) = (row.time()?, row.text()?, row.text()?);
            Ok(CampaignEvent { at, who, word, why: row.maybe_text()? })
        };
        rows.into_iter().map(event).collect()
    }

    /// Changes a campaign within a transaction.
    async fn with_campaign(
        &self,
        name: &str,
        change: impl AsyncFnOnce(&mut Writer, Campaign) -> Result<Campaign, StoreError>,
    ) -> Result<Campaign, StoreError> {
        let mut writer = Writer::begin(&self.db).await?;
        let before = by_name(&mut writer, name).await?.ok_or_else(|| missing(name))?;
        let after = change(&mut writer, before).await?;
        let sql = "UPDATE campaigns SET definition = $1, digest = $2, state = $3, pilot = $4,
            maker = $5, approved_by = $6, approved_digest = $7, changed_at = $8, why = $9 WHERE id = $10";
        let values = vec![
            Value::from(after.definition.as_str()),
            after.digest.clone().into(),
            after.state.id().into(),
            after.in_pilot.into(),
            after.maker.as_str().into(),
            after.approved_by.clone().into(),
            after.approved_digest.clone().into(),
            after.changed_at.into(),
            after.why.clone().into(),
            after.number.into(),
        ];
        writer.transaction.execute(sql, values).await?;
        writer.commit().await?;
        Ok(after)
    }
}

async fn by_name(writer: &mut Writer, name: &str) -> Result<Option<Campaign>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM campaigns WHERE name = $1");
    writer.transaction.rows(&sql, vec![name.into()]).await?.pop().map(campaign).transpose()
}

async fn note(
    writer: &mut Writer,
    number: i64,
    (at, who, word): (Time, &str, &str),
    why: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO campaign_events (id, campaign_id, at, who, word, why)
        SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM campaign_events";
    let why = why.map(ToOwned::to_owned);
    let values = vec![number.into(), at.into(), who.into(), word.into(), why.into()];
    writer.transaction.execute(sql, values).await.map(drop)
}

/// Cancels the letters of a campaign that nobody has begun to hand over.
async fn cancel_waiting(writer: &mut Writer, number: i64, why: &str) -> Result<(), StoreError> {
    let sql = "UPDATE letters SET state = 'cancelled', not_before = NULL, lease = NULL,
            leased_until = NULL, reply = $2
        WHERE campaign_id = $1 AND state = 'queued'";
    writer.transaction.execute(sql, vec![number.into(), why.into()]).await.map(drop)
}

fn not_empty(name: &str, definition: &str) -> Result<(), StoreError> {
    if definition.trim().is_empty() {
        return Err(conflict(format!("campaign `{name}` has no definition")));
    }
    Ok(())
}

const fn conflict(what: String) -> StoreError {
    StoreError::Conflict { what }
}

fn missing(name: &str) -> StoreError {
    StoreError::Missing { what: format!("campaign `{name}`") }
}

fn campaign(mut row: Row) -> Result<Campaign, StoreError> {
    let (number, name) = (row.int()?, row.text()?);
    let damaged = || StoreError::Damaged { what: format!("the state of campaign {number}") };
    Ok(Campaign {
        number,
        name,
        definition: row.text()?,
        digest: row.bytes()?,
        state: CampaignState::read(&row.text()?).ok_or_else(damaged)?,
        in_pilot: row.int()? != 0,
        maker: row.text()?,
        approved_by: row.maybe_text()?,
        approved_digest: row.maybe_bytes()?,
        created_at: row.time()?,
        changed_at: row.time()?,
        why: row.maybe_text()?,
    })
}
