//! The software that seems to run behind an endpoint.

/// A product recognised from what an endpoint said of itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Software {
    /// The product's name as its makers write it.
    pub name: String,
    /// Its version where it said so.
    pub version: Option<String>,
    /// The line it was recognised by, bounded and without control characters.
    pub seen: String,
}
