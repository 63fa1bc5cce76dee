#!/bin/sh
# Takes a recommendation of a published response from import to Closed with the verbs alone,
# by way of a return, a send-back, a returned submission and a reopening.
#
# usage: road.sh RESPONSE FORCE CODE
#   RESPONSE  a response published before April 2024, which asks something of FORCE
#   CODE      the code that is proposed for its inspection
# with `plenary` on the PATH, and PLENARY_REGISTER naming a file that is not there yet
set -eu
response=$1 force=$2 code=$3
item=$code-1
me=$(id -un)

plenary() { command plenary "$@" >>"$PLENARY_REGISTER.out"; }
refused() {
    ended=0
    plenary "$@" 2>>"$PLENARY_REGISTER.out" || ended=$?
    [ "$ended" = 1 ] || { echo "was not refused but ended with $ended: $*" >&2; exit 1; }
}
stage() {
    now=$(command plenary list --all --json | grep "\"ref\":\"$item\"" | sed 's/.*"stage":"\([A-Za-z]*\)".*/\1/')
    [ "$now" = "$1" ] || { echo "$item is at $now, not at $1" >&2; exit 1; }
}
lead() { plenary --actor 'A. Lead' "$@"; }
dcc() { plenary --actor 'T. Deputy' "$@"; }
owner() { plenary --actor 'O. Wner' "$@"; }

plenary init --home "$force" --me 'A. Lead' --role lead --on 2022-11-01
lead people add 'T. Deputy' --role approver --account "$me" --on 2022-11-01
lead people add 'O. Wner' --role owner --account "$me" --on 2022-11-01
key=$PLENARY_REGISTER.key
ssh-keygen -q -t ed25519 -N '' -C '' -f "$key"
print=$(ssh-keygen -l -f "$key" | cut -d' ' -f2)
lead key offer 'T. Deputy' "$key.pub" --on 2022-11-01
dcc key accept 'T. Deputy' "$print" --on 2022-11-01
lead import "$response" --accept
stage Received

lead hold "$code" --attendee 'A. Lead' --attendee 'O. Wner' --on 2024-04-10
lead position "$item" accepted --on 2024-04-10
refused --actor 'A. Lead' report "$item" --on 2024-04-10
lead agree "$item" 'Fill two posts' --owner 'O. Wner' --target 2024-09-30 --on 2024-04-10
lead report "$item" --on 2024-04-11
stage Approval

refused --actor 'A. Lead' approve "$item" --on 2024-04-12
dcc return "$item" --key "$key" --yes --why 'Two posts will not do: what else?' --on 2024-04-12
stage Plenary
lead agree "$item" 'Share analysts with the region' --owner 'O. Wner' --target 2024-10-31 --on 2024-04-15
lead report "$item" --on 2024-04-16
dcc approve "$item" --key "$key" --yes --condition 'Tell the chief finance officer' --target 2024-12-31 --on 2024-04-18
stage Governance

lead meeting plan 'Governance board' --date 2024-06-06 --on 2024-04-19
lead meeting open M2 --attendee 'A. Lead' --attendee 'O. Wner' --on 2024-06-06
lead update "$item.a" 'Both posts advertised' --rating AMBER --on 2024-06-06
refused --actor 'A. Lead' complete "$item" --on 2024-06-06
lead meeting close M2 --on 2024-06-06
owner target "$item.a" 2024-11-15 --why 'Vetting takes longer' --on 2024-09-02
owner target "$item.a" 2025-03-14 --why 'Vetting takes longer still' --on 2024-11-01
dcc grant "$item.a" --key "$key" --yes --on 2024-11-04
lead level "$item" 2 --on 2024-11-05
refused --actor 'O. Wner' finish "$item.a" --on 2025-02-03
owner evidence add "$item" 'Monthly figures' --kind performance --held 'the force records system' --on 2025-02-03
lead evidence accept E1 --on 2025-02-04
owner finish "$item.a" --on 2025-02-05
owner finish "$item.c" --on 2025-02-05
owner finish "$item.b" --as partly-achieved --why 'One analyst of two' --on 2025-02-05
lead meeting plan 'Governance board' --date 2025-02-13 --on 2025-02-05
lead meeting open M3 --attendee 'A. Lead' --on 2025-02-13
lead complete "$item" --on 2025-02-13
stage SignOff

dcc sendback "$item" --key "$key" --yes --why 'The monthly figures stop in November' --on 2025-02-14
stage Governance
lead complete "$item" --on 2025-02-14
refused --actor 'A. Lead' signoff "$item" --on 2025-02-14
dcc signoff "$item" --key "$key" --yes --on 2025-02-17
stage Submission

refused --actor 'A. Lead' verdict "$item" closed --on 2025-02-18
lead submit "$item" --on 2025-02-18
lead verdict "$item" returned --why 'Show three months more' --on 2025-03-20
stage Governance
lead agree "$item" 'Report three months more' --owner 'O. Wner' --target 2025-07-31 --on 2025-03-21
owner finish "$item.d" --on 2025-07-01
lead complete "$item" --on 2025-07-02
dcc signoff "$item" --key "$key" --yes --on 2025-07-03
lead submit "$item" --on 2025-07-04
lead verdict "$item" closed --on 2025-08-04
stage Closed

lead reopen "$item" --why 'The posts are vacant again' --on 2025-10-01
stage Governance
lead complete "$item" --on 2025-10-02
dcc signoff "$item" --key "$key" --yes --on 2025-10-03
lead submit "$item" --on 2025-10-06
lead verdict "$item" closed --on 2025-11-03
stage Closed

plenary verify
