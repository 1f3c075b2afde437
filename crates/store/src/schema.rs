//! The tables: one text for both databases, and every change of it that ever was.
//!
//! A text that was released is never changed: its checksum is kept in the database and compared.
//! `{id}` is the one word in which the two differ. Numbers, text and bytes are `BIGINT`, `TEXT`, `BYTEA`; SQLite
//! takes the last for whatever is put there. Times are milliseconds since 1970, in UTC.

use std::borrow::Cow;

use sqlx::AssertSqlSafe;
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

const CHANGES: &[(i64, &str, &str)] = &[(1, "first tables", FIRST), (2, "letters", LETTERS)];

const FIRST: &str = "
CREATE TABLE head (
    id {id},                      -- always 1: whoever writes events holds this row
    seq BIGINT NOT NULL,          -- the number of the last event
    hash BYTEA NOT NULL,          -- its hash
    cases BIGINT NOT NULL         -- the number of the last case
);
CREATE TABLE cases (
    id {id},
    key BYTEA,                    -- address, prefix, port and kind; none once erased
    state TEXT NOT NULL,          -- this and all below follow from the events
    since BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    due_at BIGINT,
    priority BIGINT NOT NULL,
    network TEXT,
    contact TEXT,
    summary TEXT NOT NULL,        -- what the figures count, one line
    lease TEXT,                   -- who checks it now
    leased_until BIGINT
);
CREATE UNIQUE INDEX cases_key ON cases (key);
CREATE INDEX cases_due ON cases (priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX cases_contact ON cases (contact) WHERE contact IS NOT NULL;
CREATE TABLE events (
    seq {id},
    case_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    word TEXT NOT NULL,
    data TEXT,                    -- none once erased
    salt BYTEA,                   -- none once erased
    digest BYTEA,                 -- of salt and data, once they are erased
    prev BYTEA NOT NULL           -- the hash of the event before
);
CREATE INDEX events_case ON events (case_id, seq);
CREATE TABLE sources (
    id {id},
    name TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    first_import_at BIGINT NOT NULL,
    last_import_at BIGINT NOT NULL
);
CREATE TABLE imports (
    id {id},
    source_id BIGINT NOT NULL,
    file TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    suspects BIGINT NOT NULL,
    new_cases BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);
CREATE TABLE sightings (
    case_id BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    details TEXT,
    PRIMARY KEY (case_id, source_id)
);
CREATE TABLE evidence (
    digest BYTEA NOT NULL,
    case_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,           -- check, transcript, letter, reply
    body BYTEA NOT NULL,
    PRIMARY KEY (case_id, digest)
);
CREATE INDEX evidence_at ON evidence (at);
CREATE TABLE networks (
    id {id},
    first BYTEA NOT NULL,         -- 16 bytes, IPv4 inside IPv6
    last BYTEA NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    asn BIGINT,
    organisation TEXT,
    source TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    answer TEXT                   -- what a registry said of it, JSON
);
CREATE UNIQUE INDEX networks_range ON networks (first, last, source);
CREATE TABLE contacts (
    address TEXT PRIMARY KEY,     -- normalised
    health TEXT NOT NULL,         -- untried, works, bounced, refused
    soft_bounces BIGINT NOT NULL,
    language TEXT,
    control BIGINT NOT NULL,      -- 1 for those who are written to later, decided once
    since BIGINT NOT NULL         -- of its health, or of the first soft bounce
);
CREATE TABLE overrides (
    id {id},
    what TEXT NOT NULL UNIQUE,    -- a network, AS number, country or domain
    contacts TEXT NOT NULL,       -- addresses with spaces between; none: tell nobody
    note TEXT NOT NULL,
    who TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE scopes (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE exclusions (
    id {id},
    network TEXT NOT NULL UNIQUE,
    mail BIGINT NOT NULL,
    checks BIGINT NOT NULL,
    why TEXT NOT NULL,
    who TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE partners (
    name TEXT PRIMARY KEY,
    country TEXT NOT NULL,
    logo_text TEXT NOT NULL,
    link TEXT NOT NULL,
    since BIGINT NOT NULL
);
CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    since BIGINT NOT NULL
);
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);
INSERT INTO head (id, seq, hash, cases) VALUES (1, 0, {zeros}, 0);
";

const LETTERS: &str = "
CREATE TABLE campaigns (
    id {id},
    name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    digest BYTEA NOT NULL,        -- of the definition
    state TEXT NOT NULL,
    pilot BIGINT NOT NULL,        -- 1 until the first letters of it have been looked at
    maker TEXT NOT NULL,          -- who wrote or changed the definition last
    approved_by TEXT,
    approved_digest BYTEA,        -- what exactly was agreed to
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    why TEXT                      -- it stands where it does
);
CREATE TABLE campaign_events (
    id {id},
    campaign_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    word TEXT NOT NULL,
    why TEXT
);
CREATE INDEX campaign_events_campaign ON campaign_events (campaign_id, id);
CREATE TABLE letters (
    id {id},
    campaign_id BIGINT,
    contact TEXT,                 -- the address; none once erased
    destination TEXT NOT NULL,    -- its domain; nothing once erased
    kind TEXT NOT NULL,           -- digest, single, reminder, answer
    languages TEXT NOT NULL,      -- tags with spaces between
    variant TEXT,
    state TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,         -- the return path
    message BYTEA,                -- finished and unsigned; none once its time is over
    digest BYTEA NOT NULL,        -- of the message
    created_at BIGINT NOT NULL,
    not_before BIGINT,            -- the next attempt; none for a letter that is done
    expires_at BIGINT NOT NULL,   -- its evidence is too old then
    attempts BIGINT NOT NULL,     -- handed over so often
    doubts BIGINT NOT NULL,       -- and so often nobody knows what came of it
    reply TEXT,                   -- the last line that was answered
    host TEXT,                    -- by whom
    sent_at BIGINT,
    complained_at BIGINT,         -- they called it spam
    lease TEXT,                   -- who hands it over now
    leased_until BIGINT
);
CREATE INDEX letters_next ON letters (not_before, id) WHERE not_before IS NOT NULL;
CREATE INDEX letters_leased ON letters (leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX letters_contact ON letters (contact) WHERE contact IS NOT NULL;
CREATE INDEX letters_campaign ON letters (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX letters_sent ON letters (sent_at) WHERE sent_at IS NOT NULL;
CREATE TABLE letter_cases (
    letter_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (letter_id, case_id)
);
CREATE INDEX letter_cases_case ON letter_cases (case_id);
CREATE TABLE destinations (
    name TEXT PRIMARY KEY,        -- the domain
    per_hour BIGINT NOT NULL,     -- letters; 0 for no limit
    clean BIGINT NOT NULL,        -- taken in a row since that was last changed
    next_at BIGINT NOT NULL       -- when the next letter may go there
);
CREATE TABLE arrivals (
    id {id},
    digest BYTEA NOT NULL UNIQUE, -- of the recipient and the message
    at BIGINT NOT NULL,
    via TEXT NOT NULL,            -- smtp, lmtp, maildir, file
    peer TEXT,
    helo TEXT,
    sender TEXT NOT NULL,         -- of the envelope; nothing for bounces
    recipient TEXT NOT NULL,
    message BYTEA,                -- none once its time is over
    message_digest BYTEA NOT NULL,
    authentication TEXT,
    state TEXT NOT NULL,          -- new, read, person, failed
    class TEXT,
    letter_id BIGINT,
    contact TEXT,
    note TEXT,
    attempts BIGINT NOT NULL,     -- somebody began to read it so often
    lease TEXT,                   -- who reads it now
    leased_until BIGINT
);
CREATE INDEX arrivals_state ON arrivals (state, id);
CREATE INDEX arrivals_at ON arrivals (at);
CREATE TABLE arrival_cases (
    arrival_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (arrival_id, case_id)
);
CREATE INDEX arrival_cases_case ON arrival_cases (case_id);
CREATE TABLE answered (
    address TEXT PRIMARY KEY,     -- whom a machine of ours answered
    at BIGINT NOT NULL
);
";

/// A table as a backup sees it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Its columns with their types, in their order; without those of leases, which no backup holds.
    pub(crate) columns: &'static str,
    /// The columns that order it.
    pub(crate) key: &'static str,
    /// A column whose values may be large.
    pub(crate) large: Option<&'static str>,
}

impl Table {
    /// The names and the types of its columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.columns.split(", ").filter_map(|column| column.split_once(' '))
    }
}

const fn table(name: &'static str, key: &'static str, columns: &'static str) -> Table {
    Table { name, columns, key, large: None }
}

/// Every table, in the order in which a backup holds them.
#[rustfmt::skip]
pub(crate) const TABLES: &[Table] = &[
    table("head", "id", "id BIGINT, seq BIGINT, hash BYTEA, cases BIGINT"),
    table("cases", "id", "id BIGINT, key BYTEA, state TEXT, since BIGINT, last_seq BIGINT, due_at BIGINT, priority BIGINT, network TEXT, contact TEXT, summary TEXT"),
    table("events", "seq", "seq BIGINT, case_id BIGINT, at BIGINT, who TEXT, word TEXT, data TEXT, salt BYTEA, digest BYTEA, prev BYTEA"),
    table("sources", "id", "id BIGINT, name TEXT, format TEXT, first_import_at BIGINT, last_import_at BIGINT"),
    table("imports", "id", "id BIGINT, source_id BIGINT, file TEXT, began_at BIGINT, ended_at BIGINT, suspects BIGINT, new_cases BIGINT, passed BIGINT, rejected BIGINT"),
    table("sightings", "case_id, source_id", "case_id BIGINT, source_id BIGINT, first_at BIGINT, last_at BIGINT, details TEXT"),
    Table {
        large: Some("body"),
        ..table("evidence", "case_id, digest", "digest BYTEA, case_id BIGINT, at BIGINT, kind TEXT, body BYTEA")
    },
    table("networks", "id", "id BIGINT, first BYTEA, last BYTEA, name TEXT, country TEXT, asn BIGINT, organisation TEXT, source TEXT, known_at BIGINT, answer TEXT"),
    table("contacts", "address", "address TEXT, health TEXT, soft_bounces BIGINT, language TEXT, control BIGINT, since BIGINT"),
    table("overrides", "id", "id BIGINT, what TEXT, contacts TEXT, note TEXT, who TEXT, at BIGINT"),
    table("scopes", "name", "name TEXT, text TEXT, who TEXT, at BIGINT"),
    table("exclusions", "id", "id BIGINT, network TEXT, mail BIGINT, checks BIGINT, why TEXT, who TEXT, at BIGINT"),
    table("partners", "name", "name TEXT, country TEXT, logo_text TEXT, link TEXT, since BIGINT"),
    table("users", "name", "name TEXT, role TEXT, since BIGINT"),
    table("settings", "name", "name TEXT, value BYTEA"),
    table("campaigns", "id", "id BIGINT, name TEXT, definition TEXT, digest BYTEA, state TEXT, pilot BIGINT, maker TEXT, approved_by TEXT, approved_digest BYTEA, created_at BIGINT, changed_at BIGINT, why TEXT"),
    table("campaign_events", "id", "id BIGINT, campaign_id BIGINT, at BIGINT, who TEXT, word TEXT, why TEXT"),
    Table {
        large: Some("message"),
        ..table("letters", "id", "id BIGINT, campaign_id BIGINT, contact TEXT, destination TEXT, kind TEXT, languages TEXT, variant TEXT, state TEXT, message_id TEXT, sender TEXT, message BYTEA, digest BYTEA, created_at BIGINT, not_before BIGINT, expires_at BIGINT, attempts BIGINT, doubts BIGINT, reply TEXT, host TEXT, sent_at BIGINT, complained_at BIGINT")
    },
    table("letter_cases", "letter_id, case_id", "letter_id BIGINT, case_id BIGINT"),
    table("destinations", "name", "name TEXT, per_hour BIGINT, clean BIGINT, next_at BIGINT"),
    Table {
        large: Some("message"),
        ..table("arrivals", "id", "id BIGINT, digest BYTEA, at BIGINT, via TEXT, peer TEXT, helo TEXT, sender TEXT, recipient TEXT, message BYTEA, message_digest BYTEA, authentication TEXT, state TEXT, class TEXT, letter_id BIGINT, contact TEXT, note TEXT, attempts BIGINT")
    },
    table("arrival_cases", "arrival_id, case_id", "arrival_id BIGINT, case_id BIGINT"),
    table("answered", "address", "address TEXT, at BIGINT"),
];

/// All changes, for a database that writes the key of a table so.
pub(crate) fn migrations(id: &str) -> Migrator {
    let zeros = "0".repeat(64);
    let zeros = if id.starts_with("BIGINT") {
        format!("decode('{zeros}', 'hex')")
    } else {
        format!("X'{zeros}'")
    };
    let changes = CHANGES.iter().map(|(version, about, text)| {
        let text = text.replace("{id}", id).replace("{zeros}", &zeros);
        Migration::new(
            *version,
            Cow::Borrowed(about),
            MigrationType::Simple,
            AssertSqlSafe(text).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(changes.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A backup that forgets a table or a column would be no backup.
    #[test]
    fn the_list_of_tables_is_that_of_the_text() {
        let mut drawn = Vec::new();
        for (_, _, text) in CHANGES {
            for table in text.split("CREATE TABLE ").skip(1) {
                let (name, rest) = table.split_once(" (\n").unwrap();
                let body = rest.split("\n);").next().unwrap();
                let columns = body
                    .lines()
                    .map(|line| line.split("--").next().unwrap().trim().trim_end_matches(','))
                    .filter(|line| !line.starts_with("PRIMARY") && !line.starts_with("lease"));
                let columns = columns.map(|line| {
                    let mut words = line.split_whitespace();
                    let (name, kind) = (words.next().unwrap(), words.next().unwrap());
                    format!("{name} {}", kind.replace("{id}", "BIGINT"))
                });
                drawn.push((name.to_owned(), columns.collect::<Vec<_>>().join(", ")));
            }
        }
        let listed: Vec<_> =
            TABLES.iter().map(|table| (table.name.to_owned(), table.columns.to_owned())).collect();
        assert_eq!(drawn, listed);
    }
}
