//! The `qicao` program: see [`cli`] for the commands. Everything that prints, exits or writes a file is there.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
