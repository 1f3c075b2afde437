//! What is done when it is due. A job takes leased work from the store, does it, and writes what came
//! of it in one piece; killed at any moment, it leaves nothing half done.

mod answers;
mod ask;
mod compose;
mod contact;
mod no_more;
mod outcome;
mod scope;
mod send;
mod share;
mod verify;

pub use answers::{Answers, read_answers};
pub(crate) use compose::{CAMPAIGN, agreed, found, is_control, languages, reachable};
pub use compose::{Numbered, Plan, Share, Written, write_letters};
pub use contact::{find_contacts, set_health, tell};
pub use no_more::no_more_letters;
pub use outcome::{Judged, judge};
pub use scope::take_back;
pub use send::{
    Answer, Attempted, Handover, Line, MayGo, Reach, SendError, SendFigures, SendLimits, Sender,
    Sending, Sign, Speed, Told, Ways, bounce, breaker, decide, pause, ramp, signatures, ways,
};
pub use share::share;
pub use verify::{Checks, Clock, Done, Figures, Limits, PortsOf, RecordOf, Verifier, VerifyError};
