//! What the types make unwritable stays unwritable, and for the reason that we think.
//!
//! A `compile_fail` example passes when the code fails for any reason at all, a typing error
//! included: the stable toolchain does not compare error codes. So each is tried here as well, as a
//! program of its own, beside a twin that differs in nothing but the claim and does compile.

use crate::tree::{cargo, plant, read, root};

/// What a program needs around it to be honest.
const HONEST: &str = "use cerrojo_model::{Arrival, Proof, Sent, Verdict};\n";

struct Claim {
    name: &'static str,
    body: &'static str,
    error: Option<&'static str>,
}

#[rustfmt::skip]
const CLAIMS: &[Claim] = &[
    Claim { name: "proven",           body: "Proof::new(s, a).map(|proof| Verdict::Open(Box::new(proof)))", error: None },
    Claim { name: "proof_from_parts", body: "Some(Verdict::Open(Box::new(Proof { sent: s, arrival: a })))", error: Some("E0451") },
    Claim { name: "open_without",     body: "{ let _ = (s, a); Some(Verdict::Open()) }",                    error: Some("E0061") },
    Claim { name: "open_by_arrival",  body: "{ let _ = s; Some(Verdict::Open(Box::new(a))) }",              error: Some("E0308") },
    Claim { name: "open_by_default",  body: "{ let _ = (s, a); Some(Verdict::Open(Box::default())) }",      error: Some("E0277") },
    Claim { name: "proof_changed",    body: "Proof::new(s, a.clone()).map(|mut p| { p.arrival = a; Verdict::Open(Box::new(p)) })", error: Some("E0616") },
];

#[test]
fn an_open_verdict_needs_a_proof() {
    let model = root().join("crates/model");
    let manifest = format!(
        "[package]\nname = \"claims\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\ncerrojo-model.path = {:?}\n[workspace]\n",
        model.display().to_string()
    );
    let programs: Vec<(String, String)> = CLAIMS
        .iter()
        .map(|Claim { name, body, .. }| {
            let claim = "pub fn claim(s: Sent, a: Arrival) -> Option<Verdict>";
            let main = "fn main() { let _ = claim; }";
            (format!("src/bin/{name}.rs"), format!("{HONEST}{claim} {{ {body} }}\n{main}\n"))
        })
        .collect();
    let lock = read(&root().join("Cargo.lock"));
    let mut files = vec![("Cargo.toml", manifest.as_str()), ("Cargo.lock", lock.as_str())];
    files.extend(programs.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let planted = plant("types", &files);
    for Claim { name, error, .. } in CLAIMS {
        let out = cargo(&planted, &format!("check --message-format=short --bin {name}"));
        let said = String::from_utf8_lossy(&out.stderr);
        match error {
            None => assert!(out.status.success(), "{name}:\n{said}"),
            Some(code) => {
                assert!(!out.status.success(), "{name} compiles");
                assert!(said.contains(&format!("error[{code}]")), "{name}, not {code}:\n{said}");
                assert_eq!(said.matches("error[").count(), 1, "{name}: one reason only:\n{said}");
            }
        }
    }
}
