//! Messages and calendars are opened by readers that are not ours: Python's e-mail parser and the `icalendar` library.
//! `tests/readers.sh` installs them.

use crate::chasing::{hostile, late};
use crate::paper_readers::{python, succeed};

#[test]
fn python_reads_every_message_as_a_draft_with_no_header_that_a_name_made() {
    let (_binary, files) = hostile();
    let script = "
import sys
from email import policy
from email.parser import BytesParser
allowed = {'x-unsent', 'message-id', 'date', 'subject', 'from', 'to', 'mime-version', 'content-type',
           'content-transfer-encoding'}
to = []
for name in sys.argv[1:]:
    with open(name, 'rb') as file:
        message = BytesParser(policy=policy.default).parse(file)
    assert not message.defects, (name, message.defects)
    names = [key.lower() for key in message.keys()]
    assert set(names) <= allowed and len(set(names)) == len(names), (name, names)
    assert message['X-Unsent'] == '1', name
    assert message['Subject'].startswith('OFFICIAL: your actions at Cleveland Police: 1 overdue'), message['Subject']
    assert not message['Subject'].defects and message['Date'].datetime, name
    text = message.get_body(('plain',)).get_content()
    assert text.startswith('OFFICIAL\\n') and text.rstrip().endswith('OFFICIAL'), text
    if message['To'] is None:
        continue
    assert not message['To'].defects and len(message['To'].addresses) == 1, message['To']
    to.append(message['To'].addresses[0].addr_spec)
    if 'evil' in to[-1]:
        assert 'X-Evil: yes' in text and 'é and “quotes”' in text, text
        assert message['To'].addresses[0].display_name.startswith('../Evil'), message['To']
print(len(sys.argv) - 1, ' '.join(sorted(to)))
";
    let told = succeed(python(script).args(&files));
    assert_eq!(told, "3 evil@force.example o.wner@force.example\n");
}

/// Each date of a calendar on a line: its UID without the register's mark, the first day and the day after the last.
const DATES: &str = "
import sys, icalendar
with open(sys.argv[1], 'rb') as file:
    calendar = icalendar.Calendar.from_ical(file.read())
assert calendar['VERSION'] == '2.0' and calendar['METHOD'] == 'PUBLISH', calendar
events = list(calendar.walk('VEVENT'))
assert len(events) == len(calendar.subcomponents), 'something else is in it'
uids = [str(event['UID']) for event in events]
assert len(set(uids)) == len(uids), uids
for event in events:
    assert not event.errors, event.errors
    first, after = event.decoded('DTSTART'), event.decoded('DTEND')
    assert (after - first).days == 1 and not hasattr(first, 'hour'), (first, after)
    assert str(event['SUMMARY']).startswith('OFFICIAL: ') and '\\n' not in str(event['SUMMARY']), event['SUMMARY']
    assert str(event['DESCRIPTION']).startswith('OFFICIAL\\n'), event['DESCRIPTION']
    state = event.get('STATUS', '')
    print(event['UID'].rsplit('-', 1)[0], first, int(event['SEQUENCE']) > 0, state)
";

fn dates(binary: &crate::binary::Binary, file: &str) -> Vec<String> {
    binary.plain(&format!("calendar --ics {file}")).done();
    let told = succeed(python(DATES).arg(binary.folder().join(file)));
    let mut lines: Vec<_> = told.lines().map(|line| line.trim_end().to_string()).collect();
    lines.sort();
    lines
}

#[test]
fn a_calendar_reads_every_date_as_a_whole_day_and_knows_it_again() {
    let mut binary = late();
    binary.ask("meeting plan 'Next board; with, commas' --date 2030-03-01").done();
    binary.ask("meeting plan 'No board' --date 2030-04-01").done();
    binary.ask("meeting cancel M4 --why 'One is enough'").done();
    assert_eq!(
        dates(&binary, "first.ics"),
        [
            "M2-meeting 2023-01-11 True",
            "M3-meeting 2030-03-01 True",
            "M4-meeting 2030-04-01 True CANCELLED",
            "SOC22-1.a-target 2023-06-30 True",
            "SOC22-1.b-target 2023-07-31 True",
            "SOC22-response 2023-01-31 True",
        ]
    );
    binary.on = "2023-02-01";
    binary.ask("target SOC22-1.a 2023-07-20 --why 'it takes longer'").done();
    let again = dates(&binary, "again.ics");
    assert!(again.contains(&"SOC22-1.a-target 2023-07-20 True".to_string()), "{again:?}");
    assert_eq!(again.len(), 6);
}

#[test]
fn no_words_from_outside_make_a_date() {
    let (binary, _) = hostile();
    let all = dates(&binary, "all.ics");
    assert!(all.contains(&"SOC22-1.c-target 2023-08-31 True".to_string()), "{all:?}");
    assert_eq!(all.len(), 5, "{all:?}");
}
