//! The letters of the demonstration: to owners whose mail server is this process too, and what the owners make of them.
//!
//! The letters go over SMTP to the owners' mailbox, signed; the answers come over SMTP to our own intake. One owner asks
//! something, one closes the server and says so, one wants no more letters, and one address does not exist.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    self, Direct, Key, KeyKind, Mailer, Patience, Route, Setup, Signer, generate,
};
use cerrojo_letters::answer::{Envelope, Ours, read};
use cerrojo_letters::letter::Operation;
use cerrojo_letters::texts::Texts;
use cerrojo_model::Time;
use cerrojo_service::desk::{Desk, Sender as Writer};
use cerrojo_service::intake::{Intake, Place, Rules as Takes};
use cerrojo_service::job::{
    Clock, Plan, SendLimits, Sender, Sending, Speed, read_answers, signatures, ways, write_letters,
};
use cerrojo_store::life::{Event, Rules, State, What};
use cerrojo_store::{Filter, Store};
use chrono::TimeDelta;
use tokio::sync::watch;

use super::story::Story;

/// Our own domain, and the address that letters are from.
const DOMAIN: &str = "cert.example";
const FROM: &str = "operation@cert.example";
/// The address that a registry names and that does not exist.
const NOBODY: &str = "abuse@courrier.example";
/// What owners answer, by the address that the letter went to.
const ANSWERS: &[(&str, &str, &str)] = &[
    (
        "abuse@correo.example",
        "asks which machine that is",
        "Buenos días. ¿De qué máquina se trata? No la encuentro.\r\n",
    ),
    (
        "abuse@correio.example",
        "closed it and says so",
        "Bom dia, já fechámos o relay. Está corrigido.\r\n",
    ),
    ("abuse@proxy.example", "wants no more letters", "unsubscribe\r\n"),
];
/// Where all of it listens; the ports are any free ones.
const LOOPBACK: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// The people who agreed to the letters.
const PEOPLE: [&str; 2] = ["demo, who made them", "demo, who looked at them"];

/// The mail of the demonstration.
pub(super) struct Mail {
    desk: Desk,
    /// What the owners got.
    owners: Store,
    /// Where mail for a domain goes: to the owners, or to us.
    hosts: BTreeMap<String, Vec<SocketAddr>>,
    _intakes: [Intake; 2],
}

impl Mail {
    /// Opens the two mailboxes.
    pub(super) async fn open(store: &Store, folder: &Path) -> anyhow::Result<Self> {
        let url = format!("sqlite:{}", folder.join("owners.db").display());
        let owners = Store::open(&url, Rules::DEFAULT).await?;
        let of_owners = |address: &str| address.ends_with(".example") && address != NOBODY;
        let theirs = intake("mail.owners.example", Box::new(of_owners), &owners).await?;
        let writer = Writer {
            name: "Operation Example".to_owned(),
            address: FROM.to_owned(),
            domain: DOMAIN.to_owned(),
            prefix: "DEMO".to_owned(),
            unsubscribe: None,
            complaints: None,
        };
        let operation = Operation {
            name: "Operation Example".to_owned(),
            authority: "this demonstration".to_owned(),
            contact: FROM.to_owned(),
            domain: DOMAIN.to_owned(),
            page: None,
            partners: Vec::new(),
        };
        let secret = store.secret("letters").await?;
        let desk = || {
            anyhow::Ok(Desk::new(
                Texts::new(&[])?,
                operation.clone(),
                writer.clone(),
                secret.clone(),
            ))
        };
        let reader = desk()?;
        let is_ours = move |address: &str| reader.mark(address).is_some();
        let ours = intake("mail.cert.example", Box::new(is_ours), store).await?;
        let domains =
            ANSWERS.iter().map(|(contact, ..)| *contact).chain([NOBODY, "noc@rechner.example"]);
        let mut hosts = BTreeMap::from([(DOMAIN.to_owned(), vec![ours.address()])]);
        for contact in domains {
            let domain = contact.rsplit_once('@').map_or("", |(_, domain)| domain);
            hosts.insert(domain.to_owned(), vec![theirs.address()]);
        }
        Ok(Self { desk: desk()?, owners, hosts, _intakes: [ours, theirs] })
    }

    /// Two people agree to write about everything that is ready.
    pub(super) async fn approve(&self, store: &Store, now: Time) -> anyhow::Result<()> {
        let filter = Filter { states: vec![State::Ready], ..Filter::default() };
        for listed in store.list(&filter, 0, 1_000).await? {
            let people = PEOPLE.map(ToOwned::to_owned).to_vec();
            let event = Event { at: now, by: "demo".to_owned(), what: What::Approved { people } };
            store.append(listed.number, vec![event]).await?;
        }
        Ok(())
    }

    /// Writes what is due and sends it.
    pub(super) async fn send(
        &self,
        store: &Store,
        told: &mut Story,
        clock: Clock,
    ) -> anyhow::Result<()> {
        let now = clock();
        write_letters(store, &self.desk, &Plan::usual(), now).await?;
        let (secret, _) = generate(KeyKind::Ed25519)?;
        let signer = Signer::new(DOMAIN, vec![("demo".to_owned(), Key::read(&secret)?)])?;
        let sending = Sending {
            ways: ways(mailer()?, self.route()),
            sign: signatures(signer),
            may_go: Box::new(|_, _| Ok(())),
            pace: Box::new(Speed::UNLIMITED),
            clock,
            notes: None,
        };
        let limits = SendLimits { ramps: false, lines: 4, ..SendLimits::default() };
        let sender = Sender::new(store.clone(), Arc::new(sending), "demo".to_owned(), limits);
        let (_open, never) = watch::channel(false);
        let mut sent = Vec::new();
        sender.due(never, |one| sent.push(one.clone())).await?;
        for one in sent {
            let letter = store.letter(one.number).await?;
            told.letter(&letter, &one.outcome)?;
        }
        Ok(())
    }

    /// The owners read what they got, and answer.
    pub(super) async fn answer(
        &self,
        store: &Store,
        told: &mut Story,
        now: Time,
    ) -> anyhow::Result<()> {
        let until = now + TimeDelta::hours(1);
        for arrival in self.owners.lease_arrivals("owners", now, until, 100).await? {
            let answers = ANSWERS.iter().find(|(contact, ..)| *contact == arrival.recipient);
            let Some((contact, about, words)) = answers else { continue };
            let message = arrival.message.as_deref().unwrap_or_default();
            let letter = read(message, &Envelope::default(), &Ours::default());
            let to = letter.reply_to.context("a letter says where to answer")?;
            let subject = letter.subject.unwrap_or_default();
            let id = letter.message_id.unwrap_or_default();
            let reply = format!(
                "From: {contact}\r\nTo: {to}\r\nSubject: Re: {subject}\r\nMessage-ID: <{}@owners.example>\r\n\
                In-Reply-To: <{id}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
                Content-Transfer-Encoding: 8bit\r\n\r\n{words}",
                arrival.number
            );
            // A subject in other letters than ASCII would want encoding; nobody needs it to know the letter.
            let reply =
                if subject.is_ascii() { reply } else { reply.replace(&subject, "your letter") };
            let handover = mail::Handover::new(contact, &to, reply.as_bytes())?;
            let outcome = mailer()?.deliver(&self.route(), &handover).await;
            ensure!(
                matches!(outcome, mail::Outcome::Accepted { .. }),
                "our own intake did not take it: {outcome:?}"
            );
            told.answered(contact, about)?;
        }
        let read = read_answers(store, &self.desk, "demo", now).await?;
        ensure!(read.read > 0, "no answer came back");
        Ok(())
    }

    fn route(&self) -> Route {
        Route::Direct(Direct { hosts: self.hosts.clone(), ..Direct::default() })
    }
}

fn mailer() -> anyhow::Result<Mailer> {
    let setup = Setup {
        helo: "mail.cert.example".to_owned(),
        sources: Vec::new(),
        patience: Patience::all(Duration::from_secs(20)),
        roots: String::new(),
    };
    // Every domain has its host here: nobody is asked for names.
    Ok(Mailer::new(Resolver::asking(LOOPBACK)?, setup)?)
}

async fn intake(
    host: &str,
    is_ours: Box<dyn Fn(&str) -> bool + Send + Sync>,
    store: &Store,
) -> anyhow::Result<Intake> {
    let rules = Takes {
        host: host.to_owned(),
        most_bytes: 10 * 1024 * 1024,
        has_tls: false,
        is_lmtp: false,
        is_ours,
    };
    let place = Place { rules, store: store.clone(), tls: None, resolver: None };
    Ok(Intake::listen(LOOPBACK, place).await?)
}
