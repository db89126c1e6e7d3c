//! `cargo xtask fmt`: formats every Rust file that git tracks or would track. `cargo fmt` misses the modules that the macro `toolset!` declares, so every file is named to rustfmt.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// The edition of every crate; rustfmt does not read it from `Cargo.toml`.
const EDITION: [&str; 2] = ["--edition", "2024"];

/// Formats every file; `arguments` go to rustfmt.
pub fn run(arguments: &[String]) -> Result<()> {
    let root = crate::root();
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.rs"])
        .current_dir(&root)
        .output()
        .context("git")?;
    ensure!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout)?;
    // A file may be deleted and still tracked.
    let files = listed.split('\0').filter(|file| !file.is_empty() && root.join(file).exists());
    let status = Command::new("rustfmt").args(EDITION).args(arguments).args(files).current_dir(&root).status();
    ensure!(status.context("rustfmt")?.success(), "rustfmt found something");
    Ok(())
}

/// The code as rustfmt formats it.
///
/// # Errors
///
/// Where it is not Rust.
pub fn format(code: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(EDITION)
        .current_dir(crate::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("rustfmt")?;
    // Written from a thread, so that neither side waits for the other with a full pipe.
    let (mut stdin, input) = (rustfmt.stdin.take().context("rustfmt has no input")?, code.to_owned());
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    ensure!(output.status.success(), "rustfmt: {}\n{code}", String::from_utf8_lossy(&output.stderr));
    writer.join().ok().context("rustfmt took no input")??;
    Ok(String::from_utf8(output.stdout)?)
}
