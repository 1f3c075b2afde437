//! The tables: one text for both databases, and every change of it that ever was.
//!
//! A text that was released is never changed: its checksum is kept in the database and compared.
//! `{id}` is the one word in which the two differ. Numbers, text and bytes are `BIGINT`, `TEXT`, `BYTEA`; SQLite
//! takes the last for whatever is put there. Times are milliseconds since 1970, in UTC.

use std::borrow::Cow;

use sqlx::AssertSqlSafe;
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

const CHANGES: &[(i64, &str, &str)] = &[(1, "first tables", FIRST)];

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
    control BIGINT NOT NULL,
    since BIGINT NOT NULL
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
INSERT INTO head (id, seq, hash, cases) VALUES (1, 0, {zeros}, 0);
";

/// Every table, in the order in which a backup holds them.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("head", "id, seq, hash, cases"),
    (
        "cases",
        "id, key, state, since, last_seq, due_at, priority, network, contact, summary, lease, leased_until",
    ),
    ("events", "seq, case_id, at, who, word, data, salt, digest, prev"),
    ("sources", "id, name, format, first_import_at, last_import_at"),
    ("imports", "id, source_id, file, began_at, ended_at, suspects, new_cases, passed, rejected"),
    ("sightings", "case_id, source_id, first_at, last_at, details"),
    ("evidence", "digest, case_id, at, kind, body"),
    ("networks", "id, first, last, name, country, asn, organisation, source, known_at, answer"),
    ("contacts", "address, health, soft_bounces, language, control, since"),
    ("overrides", "id, what, contacts, note, who, at"),
    ("scopes", "name, text, who, at"),
    ("exclusions", "id, network, mail, checks, why, who, at"),
    ("partners", "name, country, logo_text, link, since"),
    ("users", "name, role, since"),
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
                let columns =
                    body.lines().map(str::trim).filter(|line| !line.starts_with("PRIMARY"));
                let columns = columns.filter_map(|line| line.split_whitespace().next());
                drawn.push((name.to_owned(), columns.collect::<Vec<_>>().join(", ")));
            }
        }
        let listed: Vec<_> =
            TABLES.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(drawn, listed);
    }
}
