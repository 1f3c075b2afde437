//! Help, completions and man pages: there, from one definition, and telling of the exit status.

use std::process::{Command, Stdio};

use crate::support::{Folder, command, run};

#[test]
fn help_tells_of_the_exit_status() {
    for arguments in [&["--help"][..], &["check", "--help"], &["help", "check"]] {
        let said = run(command().args(arguments));
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
        for expected in ["Exit status:", "could not do what was asked", "130  interrupted"] {
            assert!(said.out.contains(expected), "{arguments:?}: {expected}");
        }
    }
    let said = run(command().arg("--version"));
    assert_eq!(said.out, format!("cerrojo {}\n", env!("CARGO_PKG_VERSION")));
    // Without a word, the help is what is wanted, and still a mistake to a script.
    let said = run(&mut command());
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("Usage: cerrojo"));
}

#[test]
fn completions_are_given_for_every_shell_and_bash_takes_them() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = run(command().args(["completions", shell]));
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
        assert!(said.out.contains("sink-mail") && said.out.contains("transcript"), "{shell}");
    }
    let folder = Folder::new();
    let said = run(command().args(["completions", "bash"]));
    let script = folder.write("cerrojo.bash", &said.out);
    match Command::new("bash").args(["-n", &script]).stderr(Stdio::null()).status() {
        Ok(status) => assert!(status.success()),
        Err(_) => println!("skipped: there is no bash to read its completions"),
    }
}

#[test]
fn man_pages_are_written_for_every_command() {
    let folder = Folder::new();
    let said = run(command().args(["man", folder.path().to_str().unwrap()]));
    assert_eq!((said.status, said.out.as_str(), said.err.as_str()), (Some(0), "", ""), "{said:?}");
    let names = folder.names();
    for name in
        ["cerrojo.1", "cerrojo-check.1", "cerrojo-demo.1", "cerrojo-completions.1", "cerrojo-man.1"]
    {
        assert!(names.iter().any(|known| known == name), "{names:?}");
    }
    for name in ["cerrojo.1", "cerrojo-check.1"] {
        let page = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(page.contains("Exit status") && page.contains("interrupted"), "{name}");
    }
}
