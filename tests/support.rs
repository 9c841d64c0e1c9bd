//! What the tests share: the program as a process.

use std::process::{Command, Output};

/// Runs the program in the project's folder.
pub fn qicao(args: &[&str]) -> Output {
    program().args(args).output().expect("the program runs")
}

/// The program, with no library in its environment.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qicao"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("QICAO_LIBRARY");
    command
}
