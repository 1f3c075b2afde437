//! What is done when it is due. A job takes leased work from the store, does it, and writes what came
//! of it in one piece; killed at any moment, it leaves nothing half done.

mod ask;
mod contact;
mod outcome;
mod send;
mod share;
mod verify;

pub use contact::{find_contacts, set_health, tell};
pub use outcome::{Judged, judge};
pub use send::{
    Answer, Attempted, Handover, Line, MayGo, Reach, SendError, SendFigures, SendLimits, Sender,
    Sending, Sign, Speed, Told, Ways, bounce, breaker, decide, pause, ramp,
};
pub use share::share;
pub use verify::{Checks, Clock, Done, Figures, Limits, PortsOf, RecordOf, Verifier, VerifyError};
