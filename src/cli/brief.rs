//! `brief`: a paper for a meeting, a committee or a file, in any of its formats.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::paper::Topic;
use crate::export::paper::assembling::{NotBriefed, assemble};
use crate::export::paper::period::Span;
use crate::export::paper::{self, Format, Order};
use crate::journey::text::quoted;
use crate::ledger::Put;
use crate::ledger::trouble::Trouble;

pub fn command() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let paper = Arg::new("paper").value_name("PAPER").required(true).num_args(1..).help(
        "`action-log`, `overdue`, `committee`, `inspection CODE`, `owner NAME`, `recommendation REF`, `signoff REF`, `meeting M12` (its pack) or `minutes M12`",
    );
    Command::new("brief")
        .about("write a paper: a pack, minutes, an action log, one recommendation's story")
        .args([
            paper,
            option(
                "to",
                "FILE",
                "write it into this file, in the format of its ending; without it, it is printed",
            )
            .value_parser(value_parser!(PathBuf)),
            option(
                "as",
                "FORMAT",
                "`docx`, `html`, `md`, `xlsx`, `csv` or `json`, whatever the file is called",
            ),
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .requires("to")
                .help("replace the file if it is there already"),
            option(
                "from",
                "DATE|MEETING",
                "the numbers of the first page begin after it; else after the last governance meeting",
            ),
            option(
                "until",
                "DATE|MEETING",
                "the numbers of the first page end with it; else today, or with the meeting of the pack",
            ),
        ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let words: Vec<_> = matches.get_many::<String>("paper").into_iter().flatten().cloned().collect();
    let topic = Topic::read(&words.join(" ")).map_err(|wrong| Failure::usage(wrong.to_string()))?;
    let to = matches.get_one::<PathBuf>("to");
    let format = format(desk, matches, to)?;
    let said = |name: &str| matches.get_one::<String>(name).cloned();
    let span = Span { from: said("from"), until: said("until") };
    let ledger = desk.read()?;
    let marking = desk.settings().marking_of(ledger.is_practice()).to_string();
    let Some(to) = to else {
        let paper = assemble(&ledger, &topic, &span, &marking, &desk.seat.progress)?;
        return desk.output.write(|out| paper::write(&paper, format, out));
    };
    let put = if matches.get_flag("replace") { Put::Replacing } else { Put::New };
    let order = Order { topic, span, marking, format };
    match paper::to_file(&ledger, &order, (to, put), &desk.seat.progress) {
        Err(NotBriefed::Trouble(Trouble::AlreadyThere { path })) => Err(Failure::Trouble {
            what: Trouble::AlreadyThere { path }.to_string(),
            hint: Some("choose another name, or say `--replace`".into()),
        }),
        written => {
            written?;
            desk.output.text(&format!("wrote {} to {}\n", order.topic.words(), to.display()))
        }
    }
}

/// The format that is asked for: by `--as`, by `--json` or `--csv`, by the file's ending; printed, Markdown.
fn format(desk: &Desk, matches: &ArgMatches, to: Option<&PathBuf>) -> Result<Format, Failure> {
    let said = matches.get_one::<String>("as");
    let asked = said.map(|word| {
        Format::of_word(word).ok_or_else(|| {
            let words = Format::ALL.map(|format| format!("`{}`", format.word())).join(", ");
            Failure::usage(format!("{} is no format; there are {words}", quoted(word)))
        })
    });
    let form = match desk.output.form() {
        Form::Json => Some(Format::Json),
        Form::Csv => Some(Format::Csv),
        Form::Text => None,
    };
    let format = match (asked.transpose()?, form, to) {
        (Some(asked), Some(form), _) if asked != form => {
            return Err(Failure::usage("`--as` and `--json` or `--csv` exclude each other"));
        }
        (Some(format), ..) | (None, Some(format), _) => format,
        (None, None, Some(to)) => named(to)?,
        (None, None, None) => Format::Markdown,
    };
    if format.is_binary() && to.is_none() {
        let what = format!("a terminal cannot show `{}`: name a file with `--to`", format.word());
        return Err(Failure::usage(what));
    }
    Ok(format)
}

fn named(to: &Path) -> Result<Format, Failure> {
    Format::of_name(to).ok_or_else(|| {
        let shown = quoted(&to.to_string_lossy());
        Failure::usage(format!("{shown} ends in none of {}: say which with `--as`", Format::endings()))
    })
}

impl From<NotBriefed> for Failure {
    fn from(no: NotBriefed) -> Failure {
        match no {
            NotBriefed::Refused { what, hint } => Failure::refused(what, hint),
            NotBriefed::Misasked(what) => Failure::usage(what),
            NotBriefed::Trouble(trouble) => trouble.into(),
        }
    }
}
