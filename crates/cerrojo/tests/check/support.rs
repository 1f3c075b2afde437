//! What the tests need around the command: servers, witnesses, free ports, a folder.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_lab::emulated::{self, Running, World};
use cerrojo_lab::proxies::{self, Ports};
use tokio::runtime::Runtime;

pub(crate) use crate::shared::{Said, command, run, until};

/// Where the emulated servers live.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Runs `cerrojo check` with `arguments` and a sink at `sink` that servers know as `sink.test`.
pub(crate) fn check(sink: SocketAddr, arguments: &[&str]) -> Said {
    run(command().arg("check").args(arguments).args(sink_at(sink)).args(["--wait", "2s"]))
}

/// The options for a sink at `place`.
pub(crate) fn sink_at(place: SocketAddr) -> [String; 4] {
    ["--sink-mail", &place.to_string(), "--sink-domain", "sink.test"].map(str::to_owned)
}

/// Starts an emulated server on a free port of `address`; what it relays goes to `sink`.
pub(crate) fn server(kind: &str, address: &str, sink: SocketAddr) -> Running {
    let listen = SocketAddr::new(address.parse().unwrap(), 0);
    server_on(kind, listen, sink)
}

/// Starts an emulated server on that very port.
pub(crate) fn server_on(kind: &str, listen: SocketAddr, sink: SocketAddr) -> Running {
    let kind = emulated::find(kind).unwrap();
    RUNTIME.block_on(emulated::start(kind, listen, &World::around(sink))).unwrap()
}

/// Where proxies are asked to go: a mail sink and an echo sink, at free ports of one address.
#[derive(Clone, Copy)]
pub(crate) struct Sinks {
    pub(crate) mail: SocketAddr,
    pub(crate) echo: SocketAddr,
}

impl Sinks {
    pub(crate) fn on(address: &str) -> Self {
        // Held side by side, so that they differ.
        let places: [_; 2] = std::array::from_fn(|_| TcpListener::bind((address, 0)).unwrap());
        let [mail, echo] = places.map(|place| place.local_addr().unwrap());
        Self { mail, echo }
    }

    /// The options that open them.
    pub(crate) fn options(self) -> [String; 6] {
        let [mail, echo] = [self.mail, self.echo].map(|place| place.to_string());
        ["--sink-mail", &mail, "--sink-echo", &echo, "--wait", "3s"].map(str::to_owned)
    }

    /// Starts an emulated proxy on a free port of `address`, in a world with these sinks.
    pub(crate) fn proxy(self, kind: &str, address: &str) -> Running {
        let listen = SocketAddr::new(address.parse().unwrap(), 0);
        self.proxy_on(kind, listen)
    }

    /// Starts it on that very port.
    pub(crate) fn proxy_on(self, kind: &str, listen: SocketAddr) -> Running {
        let ports = [self.mail, self.echo].map(|place| place.port());
        let ports = Ports { mail: ports[0], first: ports[1], second: ports[1] };
        let world = proxies::World { ports, ..proxies::World::default() };
        let kind = proxies::find(kind).unwrap();
        RUNTIME.block_on(proxies::start(kind, listen, &world)).unwrap()
    }

    /// Runs `cerrojo check` with `arguments` and these sinks.
    pub(crate) fn check(self, arguments: &[&str]) -> Said {
        run(command().arg("check").args(arguments).args(self.options()))
    }
}

/// A free port of `address`: taken and given back, and nobody else uses that address.
pub(crate) fn free(address: &str) -> SocketAddr {
    let address: IpAddr = address.parse().unwrap();
    TcpListener::bind((address, 0)).unwrap().local_addr().unwrap()
}

/// Listens, answers nothing, and knows whether anybody came.
pub(crate) struct Witness {
    listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Witness {
    pub(crate) fn on(address: &str) -> Self {
        let listener = TcpListener::bind((address.parse::<IpAddr>().unwrap(), 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        Self { listener, address }
    }

    /// How many connections were made to it. The kernel keeps those that are closed again.
    pub(crate) fn visits(&self) -> usize {
        let mut visits = 0;
        loop {
            match self.listener.accept() {
                Err(error) if error.kind() == ErrorKind::WouldBlock => return visits,
                // Whoever came may be gone: it was a visit.
                Ok(_) | Err(_) => visits += 1,
            }
        }
    }
}

/// A folder of its own, gone when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("cerrojo-check-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file; gives back its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The names of what is in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
