//! Begins targets: as many as there are places for, and none that would only wait for its network.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::io::BufRead;
use std::net::SocketAddr;
use std::sync::Arc;

use cerrojo_engine::{HeldBack, Network, Pace, Scope, Visit};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::admission::permits;
use super::asking::{Asking, Happened, Item, Places};
use super::list::{Entries, Mistake, Source};
use super::order::{Drawn, Order};
use super::resume::{Earlier, Known, Ledger, SharedLedger, open_ledger};
use super::tally::Problem;
use crate::target::{Host, Written};

/// Most targets put aside while their networks are held back.
const ASIDE: usize = 16 * 1024;
/// Lines of a stream that are read ahead.
const AHEAD: usize = 1_024;
/// Draws after which others may do something.
const BREATH: u64 = 1_024;

/// Lines as they come.
type Line = anyhow::Result<Result<Written, Mistake>>;

/// Where lines come from.
pub(super) enum Supply {
    /// Something that was checked as a whole.
    Whole(Entries<Box<dyn BufRead + Send>>),
    /// Something that is still being written.
    Stream(mpsc::Receiver<Line>),
    /// Nothing more comes.
    Used,
}

impl Supply {
    pub(super) fn of(source: Source) -> anyhow::Result<Self> {
        let is_stream = source.is_stream();
        let mut entries = source.into_entries()?;
        if !is_stream {
            return Ok(Self::Whole(entries));
        }
        let (sender, receiver) = mpsc::channel(AHEAD);
        // A pipe may be silent for hours: the thread ends with the process, if not before.
        std::thread::spawn(move || {
            while let Some(line) = entries.next().transpose() {
                let is_broken = line.is_err();
                if sender.blocking_send(line).is_err() || is_broken {
                    break;
                }
            }
        });
        Ok(Self::Stream(receiver))
    }
}

/// The beginning side of a run.
pub(super) struct Feeder {
    pub(super) asking: Arc<Asking>,
    pub(super) places: Places,
    pub(super) supply: Supply,
    pub(super) order: Order,
    /// What to hold targets against; without one, they were all permitted.
    pub(super) scope: Option<Scope>,
    /// What an earlier run left, and what is kept of this one.
    pub(super) earlier: Option<(Earlier, SharedLedger)>,
}

/// What the feeder has in its hands.
struct Hands {
    next_index: u64,
    aside: Aside,
    /// Names that were found, and whose networks must wait.
    back: mpsc::UnboundedReceiver<Item>,
    to_back: Option<mpsc::UnboundedSender<Item>>,
}

impl Feeder {
    /// Begins all of them; ends when the last is begun, or the run is stopped.
    pub(super) async fn feed(mut self) {
        let (to_back, back) = mpsc::unbounded_channel();
        let mut hands =
            Hands { next_index: 0, aside: Aside::default(), back, to_back: Some(to_back) };
        let mut cancelled = self.asking.cancelled.clone();
        loop {
            let found = tokio::select! {
                biased;
                _ = cancelled.wait_for(|cancelled| *cancelled) => return,
                found = self.step(&mut hands) => found,
            };
            if !found {
                return;
            }
        }
    }

    /// Begins one target; `false` when there are no more.
    async fn step(&mut self, hands: &mut Hands) -> bool {
        let Some(place) = self.places.take().await else { return false };
        let Some((item, visit)) = self.next(hands).await else { return false };
        let is_new_name = item.addresses.is_none() && matches!(item.written.host, Host::Name(_));
        let back = hands.to_back.clone().filter(|_| is_new_name);
        tokio::spawn(place.during(Arc::clone(&self.asking).ask(item, visit, back)));
        true
    }

    /// The next target that may begin now; `None` when there are no more.
    async fn next(&mut self, hands: &mut Hands) -> Option<(Item, Option<Visit>)> {
        loop {
            while let Ok(item) = hands.back.try_recv() {
                hands.aside.put(&self.asking.pace, item);
            }
            if let Some((item, visit)) = hands.aside.take(&self.asking.pace) {
                return Some((item, Some(visit)));
            }
            if !hands.aside.is_full() {
                self.fill().await;
                if let Some(drawn) = self.order.draw() {
                    if let Some(found) = self.consider(drawn, hands).await {
                        return Some(found);
                    }
                    if hands.next_index.is_multiple_of(BREATH) {
                        tokio::task::yield_now().await;
                    }
                    continue;
                }
                if matches!(self.supply, Supply::Used) {
                    // Only names that are being looked up can still bring anything.
                    hands.to_back = None;
                }
            }
            if !self.wait(hands).await {
                return None;
            }
        }
    }

    /// Waits for whatever may bring another target; `false` when nothing can.
    async fn wait(&mut self, hands: &mut Hands) -> bool {
        let due = hands.aside.due();
        let at = due.unwrap_or_else(Instant::now);
        let stream = match &mut self.supply {
            Supply::Stream(lines) if !hands.aside.is_full() => Some(lines),
            _ => None,
        };
        let line = async {
            match stream {
                Some(lines) => lines.recv().await,
                None => std::future::pending().await,
            }
        };
        let line = tokio::select! {
            line = line => line,
            item = hands.back.recv() => {
                return match item {
                    Some(item) => {
                        hands.aside.put(&self.asking.pace, item);
                        true
                    }
                    // Nobody is left who could send anything back.
                    None if due.is_some() => {
                        tokio::time::sleep_until(at).await;
                        true
                    }
                    None => false,
                };
            }
            () = tokio::time::sleep_until(at), if due.is_some() => return true,
        };
        match line {
            Some(line) => self.take_line(line).await,
            None => self.supply = Supply::Used,
        }
        true
    }

    /// Puts lines into the window, as many as it holds and as there are.
    async fn fill(&mut self) {
        while !self.order.is_full() {
            let line = match &mut self.supply {
                Supply::Used => return,
                Supply::Whole(entries) => match entries.next().transpose() {
                    Some(line) => line,
                    None => return self.supply = Supply::Used,
                },
                Supply::Stream(lines) => match lines.try_recv() {
                    Ok(line) => line,
                    Err(mpsc::error::TryRecvError::Empty) => return,
                    Err(mpsc::error::TryRecvError::Disconnected) => {
                        return self.supply = Supply::Used;
                    }
                },
            };
            self.take_line(line).await;
        }
    }

    async fn take_line(&mut self, line: Line) {
        let event = match line {
            Ok(Ok(written)) if !self.asking.run.asks(&written) => match self.supply {
                Supply::Stream(_) => Happened::Idle(written.label),
                // That was said before the run.
                Supply::Whole(_) | Supply::Used => return,
            },
            Ok(Ok(written)) => {
                let refused = match (&self.scope, &self.supply, &written.host) {
                    (Some(scope), Supply::Stream(_), _) | (Some(scope), _, Host::Network(_)) => {
                        permits(scope, &written).err()
                    }
                    _ => None,
                };
                match (refused, &self.supply) {
                    (None, _) => return self.order.put(written),
                    (Some(error), Supply::Stream(_)) => {
                        Happened::Refused(Problem { error, target: written.label })
                    }
                    // That was said before the run.
                    (Some(_), _) => return,
                }
            }
            Ok(Err(mistake)) => Happened::Mistake(mistake),
            Err(error) => {
                self.supply = Supply::Used;
                Happened::Broken(error)
            }
        };
        tell(&self.asking, event).await;
    }

    /// What becomes of a target: it may begin now, or later, or not at all.
    async fn consider(&mut self, drawn: Drawn, hands: &mut Hands) -> Option<(Item, Option<Visit>)> {
        let Drawn { written, is_part } = drawn;
        let index = hands.next_index;
        hands.next_index += 1;
        let mut settled = Vec::new();
        if let Some((earlier, ledger)) = &mut self.earlier {
            match earlier.find(index, &written, is_part) {
                Known::Done => return None,
                Known::Written => {
                    open_ledger(ledger).pass(index);
                    tell(&self.asking, Happened::Known).await;
                    return None;
                }
                Known::Open(known) => settled = known,
            }
        }
        let Host::Address(address) = written.host else {
            self.keep(|ledger| ledger.begin(index));
            return Some((Item { index, written, addresses: None, settled }, None));
        };
        let refused = |scope: &Scope| scope.permit(SocketAddr::new(address, 0)).is_err();
        if self.scope.as_ref().is_some_and(refused) {
            // Of single ones that was said before the run.
            self.keep(|ledger| ledger.pass(index));
            if is_part {
                tell(&self.asking, Happened::Part(written.label)).await;
            }
            return None;
        }
        self.keep(|ledger| ledger.begin(index));
        let item = Item { index, written, addresses: None, settled };
        match self.asking.pace.ready(address) {
            Ok(visit) => Some((item, Some(visit))),
            Err(held) => {
                hands.aside.put_behind(held, item);
                None
            }
        }
    }

    fn keep(&self, change: impl FnOnce(&mut Ledger)) {
        if let Some((_, ledger)) = &self.earlier {
            change(&mut open_ledger(ledger));
        }
    }
}

async fn tell(asking: &Asking, event: Happened) {
    // The receiver is gone only when the run is over.
    let _ = asking.events.send(event).await;
}

/// Targets whose networks are held back, by network, and when to look at each again.
#[derive(Default)]
struct Aside {
    waiting: BTreeMap<Network, VecDeque<Item>>,
    due: BinaryHeap<Reverse<(Instant, Network)>>,
    count: usize,
}

impl Aside {
    const fn is_full(&self) -> bool {
        self.count >= ASIDE
    }

    fn due(&self) -> Option<Instant> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }

    fn put_behind(&mut self, held: HeldBack, item: Item) {
        self.count += 1;
        let waiting = self.waiting.entry(held.network).or_default();
        if waiting.is_empty() {
            self.due.push(Reverse((held.until, held.network)));
        }
        waiting.push_back(item);
    }

    /// Puts back a name, which may even begin at once.
    fn put(&mut self, pace: &Pace, item: Item) {
        let Some(address) = address(&item) else { return };
        let network = Network::of(address);
        let until = match pace.ready(address) {
            Ok(_) => Instant::now(),
            Err(held) => held.until,
        };
        self.put_behind(HeldBack { network, until }, item);
    }

    /// The first whose network lets it begin.
    fn take(&mut self, pace: &Pace) -> Option<(Item, Visit)> {
        let now = Instant::now();
        while self.due().is_some_and(|at| at <= now) {
            let Reverse((_, network)) = self.due.pop()?;
            let Some(waiting) = self.waiting.get_mut(&network) else { continue };
            let Some(address) = waiting.front().and_then(address) else { continue };
            match pace.ready(address) {
                Err(held) => self.due.push(Reverse((held.until, network))),
                Ok(visit) => {
                    let item = waiting.pop_front()?;
                    self.count -= 1;
                    if waiting.is_empty() {
                        self.waiting.remove(&network);
                    } else {
                        self.due.push(Reverse((now, network)));
                    }
                    return Some((item, visit));
                }
            }
        }
        None
    }
}

/// Where the target is: the first of its addresses.
fn address(item: &Item) -> Option<std::net::IpAddr> {
    match (&item.addresses, &item.written.host) {
        (Some(addresses), _) => addresses.first().copied(),
        (None, Host::Address(address)) => Some(*address),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use cerrojo_engine::Rates;

    use super::*;

    fn item(index: u64, target: &str) -> Item {
        let written = Written::read(target).unwrap();
        Item { index, written, addresses: None, settled: Vec::new() }
    }

    #[tokio::test(start_paused = true)]
    async fn a_network_that_waits_holds_no_other_up() {
        let pace = Pace::new(Rates::default());
        let mut visits = Vec::new();
        let mut aside = Aside::default();
        for number in 0..40 {
            let item = item(number, &format!("192.0.2.{number}"));
            match pace.ready(address(&item).unwrap()) {
                Ok(visit) => visits.push(visit),
                Err(held) => aside.put_behind(held, item),
            }
        }
        assert_eq!((visits.len(), aside.count), (16, 24));
        assert!(aside.take(&pace).is_none());
        assert!(pace.ready("192.0.3.1".parse().unwrap()).is_ok());
        visits.pop();
        tokio::time::sleep_until(aside.due().unwrap()).await;
        let (next, visit) = aside.take(&pace).unwrap();
        // In the order in which they came.
        assert_eq!(next.index, 16);
        assert!(aside.take(&pace).is_none());
        drop((visit, visits));
        tokio::time::sleep_until(aside.due().unwrap()).await;
        let mut rest = Vec::new();
        while let Some((item, _)) = aside.take(&pace) {
            rest.push(item.index);
        }
        assert_eq!(rest, (17..40).collect::<Vec<_>>());
        assert_eq!((aside.count, aside.due()), (0, None));
    }
}
