//! Runs the command line and sets the exit code.

fn main() -> std::process::ExitCode {
    plenary::cli::run(std::env::args_os())
}
