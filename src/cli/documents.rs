//! `completions` and `man`: what packagers install beside the program.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::Desk;
use super::failure::Failure;

pub fn completions() -> Command {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(Shell))
        .help("bash, zsh, fish, elvish or powershell");
    Command::new("completions").about("print completions for a shell").arg(shell)
}

pub fn run_completions(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let mut script = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut super::command(), "plenary", &mut script);
    }
    desk.output.write(|out| out.write_all(&script))
}

pub fn man() -> Command {
    let to = Arg::new("to")
        .long("to")
        .value_name("FOLDER")
        .value_parser(value_parser!(PathBuf))
        .help("write a page for every command into this folder");
    Command::new("man").about("print the manual page").arg(to)
}

pub fn run_man(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.get_one::<PathBuf>("to") {
        Some(folder) => {
            clap_mangen::generate_to(super::command(), folder).map_err(|error| Failure::file(folder, &error))
        }
        None => desk.output.write(|out| clap_mangen::Man::new(super::command()).render(&mut &mut *out)),
    }
}
