//! What happens next with a case, for people.

use cerrojo_store::life::{Case, Rules, State};

/// A sentence or two: what happens by itself, or what somebody has to do.
pub(super) fn step(number: i64, case: &Case, rules: &Rules) -> String {
    if case.no_checks {
        return format!(
            "nothing: they want no checks. A mandate that overrides them: `cerrojo case opt-in {number} --of checks --why TEXT`"
        );
    }
    match case.state {
        State::Suspect => "a first check, by `cerrojo verify`".into(),
        State::Inconclusive if case.unknowns <= rules.retries => {
            "it is asked again, by `cerrojo verify`".into()
        }
        State::Inconclusive => {
            "nothing: it was asked often enough. A source that names it again has it checked again"
                .into()
        }
        State::NotOpen => {
            "nothing, until a source names it again a week or more after the check".into()
        }
        State::Narrowed => "nothing: the cases that it led to go on in its place".into(),
        State::VerifiedOpen | State::ReOpened => {
            format!("somebody to tell is looked for: `cerrojo contact --case {number} --save`")
        }
        State::NoContact => format!(
            "somebody has to find whom to tell; then `cerrojo contact --case {number} --save` keeps them"
        ),
        State::Ready => format!(
            "two people look at it: `cerrojo case approve {number} --by NAME --by NAME`; without that no letter goes out"
        ),
        State::Approved if case.no_mail => {
            "nothing goes out: they want no mail. Checks go on".into()
        }
        State::Approved => {
            "the letter goes out with the next campaign, if the proof is fresh".into()
        }
        State::Notified | State::Acknowledged => {
            format!("checks go on; {} of {} reminders went out", case.reminders, rules.reminders)
        }
        State::Bounced | State::Exhausted => {
            format!("the next contact is tried: `cerrojo contact --case {number} --save`")
        }
        State::ClaimedFixed => refusals(case, rules),
        State::VerifiedClosed => {
            format!("it is looked at again after {} days", rules.look_again_after.num_days())
        }
        State::Gone => {
            format!("it is looked for again after {} days", rules.look_again_after.num_days())
        }
        State::Disputed => format!(
            "a person looks at what they say; no mail until `cerrojo case resume {number} --why TEXT`"
        ),
        State::Held | State::OutOfScope => {
            format!("nothing until `cerrojo case resume {number} --why TEXT`")
        }
        State::Erased => "nothing: what could name somebody is gone".into(),
    }
}

/// How far the checks are on the way to "closed".
pub(super) fn refusals(case: &Case, rules: &Rules) -> String {
    format!(
        "checks tell: {} of {} refusals, which have to lie {} hours apart in all",
        case.refusals.min(rules.refusals),
        rules.refusals,
        rules.refusals_over.num_hours()
    )
}
