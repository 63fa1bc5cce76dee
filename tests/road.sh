#!/bin/sh
# Takes a recommendation of a published response from import to Closed with the verbs alone,
# by way of a return, a send-back, a returned submission and a reopening.
#
# usage: road.sh RESPONSE    with `plenary` on the PATH, and PLENARY_REGISTER naming a file that is not there yet
set -eu
response=$1
me=$(id -un)

plenary() { command plenary "$@" >>"$PLENARY_REGISTER.out"; }
refused() { if plenary "$@" 2>>"$PLENARY_REGISTER.out"; then echo "was not refused: $*" >&2; exit 1; fi; }
stage() {
    now=$(command plenary list --all --json | grep '"ref":"SOC22-1"' | sed 's/.*"stage":"\([A-Za-z]*\)".*/\1/')
    [ "$now" = "$1" ] || { echo "SOC22-1 is at $now, not at $1" >&2; exit 1; }
}
lead() { plenary --actor 'A. Lead' "$@"; }
dcc() { plenary --actor 'T. Deputy' "$@"; }

plenary init --home 'Cleveland Police' --me 'A. Lead' --role lead --on 2022-11-01
lead people add 'T. Deputy' --role approver --account "$me" --on 2022-11-01
lead people add 'O. Wner' --role owner --account "$me" --on 2022-11-01
lead import "$response" --accept
stage Received

lead hold SOC22 --attendee 'A. Lead' --attendee 'O. Wner' --on 2023-01-11
lead position SOC22-1 accepted --on 2023-01-11
refused --actor 'A. Lead' report SOC22-1 --on 2023-01-11
lead agree SOC22-1 'Fill two posts of financial investigators' --owner 'O. Wner' --target 2023-06-30 --on 2023-01-11
lead report SOC22-1 --on 2023-01-12
stage Approval

refused --actor 'A. Lead' approve SOC22-1 --on 2023-01-13
dcc return SOC22-1 --why 'Two posts will not do: what else?' --on 2023-01-13
stage Plenary
lead agree SOC22-1 'Share analysts with the regional unit' --owner 'O. Wner' --target 2023-07-31 --on 2023-01-16
lead report SOC22-1 --on 2023-01-17
dcc approve SOC22-1 --condition 'Tell the chief finance officer' --on 2023-01-19
stage Governance

lead meeting plan 'Governance board' --date 2023-03-02 --on 2023-01-20
lead meeting open M2 --attendee 'A. Lead' --attendee 'O. Wner' --on 2023-03-02
lead update SOC22-1.a 'Both posts advertised' --rating AMBER --on 2023-03-02
refused --actor 'A. Lead' complete SOC22-1 --on 2023-03-02
lead meeting close M2 --on 2023-03-02
plenary --actor 'O. Wner' target SOC22-1.a 2023-08-15 --why 'Vetting takes longer' --on 2023-06-01
plenary --actor 'O. Wner' target SOC22-1.a 2023-12-15 --why 'Vetting takes longer still' --on 2023-08-01
dcc grant SOC22-1.a --on 2023-08-02
lead level SOC22-1 2 --on 2023-08-03
refused --actor 'O. Wner' finish SOC22-1.a --on 2023-11-01
plenary --actor 'O. Wner' evidence add SOC22-1 'Caseload figures' --kind performance --held 'the force records system' --on 2023-11-01
lead evidence accept E1 --on 2023-11-02
plenary --actor 'O. Wner' finish SOC22-1.a --on 2023-11-03
plenary --actor 'O. Wner' finish SOC22-1.b --as partly-achieved --why 'One analyst of two' --on 2023-11-03
lead meeting plan 'Governance board' --date 2023-11-09 --on 2023-11-03
lead meeting open M3 --attendee 'A. Lead' --on 2023-11-09
lead complete SOC22-1 --on 2023-11-09
stage SignOff

dcc sendback SOC22-1 --why 'The caseload figures stop in August' --on 2023-11-10
stage Governance
lead complete SOC22-1 --on 2023-11-10
refused --actor 'A. Lead' signoff SOC22-1 --on 2023-11-10
dcc signoff SOC22-1 --on 2023-11-13
stage Submission

refused --actor 'A. Lead' verdict SOC22-1 closed --on 2023-11-14
lead submit SOC22-1 --on 2023-11-14
lead verdict SOC22-1 returned --why 'Show three months more' --on 2024-01-10
stage Governance
lead agree SOC22-1 'Report three months more' --owner 'O. Wner' --target 2024-04-30 --on 2024-01-11
plenary --actor 'O. Wner' finish SOC22-1.c --on 2024-04-25
lead complete SOC22-1 --on 2024-04-26
dcc signoff SOC22-1 --on 2024-04-29
lead submit SOC22-1 --on 2024-04-30
lead verdict SOC22-1 closed --on 2024-06-03
stage Closed

lead reopen SOC22-1 --why 'The posts are vacant again' --on 2024-09-02
stage Governance
lead complete SOC22-1 --on 2024-09-03
dcc signoff SOC22-1 --on 2024-09-04
lead submit SOC22-1 --on 2024-09-05
lead verdict SOC22-1 closed --on 2024-10-01
stage Closed

plenary verify
