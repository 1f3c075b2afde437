//! What runs while a server does: its door, its sessions and its queue, all gone when it is dropped.

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep};
use tokio_rustls::TlsAcceptor;

use super::deliver::{Parcel, deliver};
use super::{Kind, Starttls, Transport, World, session, tls};

/// How many sessions and deliveries a server has at a time; beyond that it hangs up.
const TASKS_MAX: usize = 4096;

/// How many triplets greylisting remembers before it starts over.
const TRIPLETS_MAX: usize = 65536;

/// A server that runs until this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    relayed: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Running {
    /// What runs in `task` on `address` and counts in `relayed`.
    pub(crate) fn new(address: SocketAddr, relayed: Arc<AtomicU64>, task: JoinHandle<()>) -> Self {
        Self { address, relayed, task }
    }

    /// How many messages it has handed over for recipients elsewhere; bounces do not count. Of a
    /// proxy, how many connections it has made for its clients.
    #[must_use]
    pub fn relayed(&self) -> u64 {
        self.relayed.load(Ordering::Relaxed)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the sessions and deliveries of a server share.
pub(super) struct Server {
    pub(super) kind: &'static Kind,
    pub(super) world: World,
    pub(super) acceptor: Option<TlsAcceptor>,
    pub(super) relayed: Arc<AtomicU64>,
    queue: UnboundedSender<Parcel>,
    ids: AtomicU64,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    clients: HashSet<IpAddr>,
    triplets: HashMap<(IpAddr, String, String), Instant>,
}

impl Server {
    /// Puts a parcel in the queue.
    pub(super) fn queue(&self, parcel: Parcel) {
        // The queue is closed only when the server is going down, and mail may be lost then.
        drop(self.queue.send(parcel));
    }

    /// A new queue id.
    pub(super) fn id(&self) -> String {
        format!("4C{:08X}", self.ids.fetch_add(0x2b3d, Ordering::Relaxed))
    }

    /// Notes that a client has connected, and tells whether it is the first time.
    pub(super) fn is_new(&self, client: IpAddr) -> bool {
        self.memory().clients.insert(client)
    }

    /// How long a triplet has been known; a new one is noted.
    pub(super) fn known_for(&self, client: IpAddr, sender: &str, recipient: &str) -> Duration {
        let mut memory = self.memory();
        if memory.triplets.len() >= TRIPLETS_MAX {
            memory.triplets.clear();
        }
        let triplet = (client, sender.to_owned(), recipient.to_owned());
        memory.triplets.entry(triplet).or_insert_with(Instant::now).elapsed()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// See [`super::start`].
pub(super) async fn start(
    kind: &'static Kind,
    listen: SocketAddr,
    world: &World,
) -> io::Result<Running> {
    let needs_tls =
        kind.transport == Transport::Tls || kind.behaviour.starttls != Starttls::Unknown;
    let acceptor = if needs_tls { Some(tls::acceptor(&world.host)?) } else { None };
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let (queue, parcels) = unbounded_channel();
    let relayed = Arc::new(AtomicU64::new(0));
    let server = Server {
        kind,
        world: world.clone(),
        acceptor,
        relayed: Arc::clone(&relayed),
        queue,
        ids: AtomicU64::new(0x0a1b_2c3d),
        memory: Mutex::default(),
    };
    let task = tokio::spawn(run(Arc::new(server), listener, parcels));
    Ok(Running { address, relayed, task })
}

async fn run(server: Arc<Server>, listener: TcpListener, mut parcels: UnboundedReceiver<Parcel>) {
    let mut tasks = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) if tasks.len() < TASKS_MAX => {
                    tasks.spawn(session::run(Arc::clone(&server), socket));
                }
                Ok(_) => {}
                // Out of descriptors, most likely: some will be free again soon.
                Err(_) => sleep(Duration::from_millis(10)).await,
            },
            Some(parcel) = parcels.recv() => {
                tasks.spawn(deliver(Arc::clone(&server), parcel));
            }
            Some(_) = tasks.join_next() => {}
        }
    }
}
