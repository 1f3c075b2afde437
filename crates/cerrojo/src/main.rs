//! cerrojo
fn main() {}
