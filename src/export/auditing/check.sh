#!/bin/sh
# Checks everything in this folder with sha256sum, ssh-keygen and jq, and with nothing else.
#
#     sh check.sh [SEQ:HASH]
#
# SEQ:HASH is a head from elsewhere, printed on a paper or signed in a statement: the log must hold it.
# Of the hash at least the first 12 digits are said, as papers print them at their top.
# Each failure is told with the number of its event. The exit code is 0 where there is none, 1 where there is one,
# and 2 where nothing could be checked. It starts sha256sum twice for each event: ten thousand take some minutes.
LC_ALL=C
export LC_ALL
case $0 in */*) cd "${0%/*}" || exit 2 ;; esac
for tool in sha256sum ssh-keygen jq; do
  command -v "$tool" > /dev/null || { printf '%s is not here, and nothing was checked\n' "$tool"; exit 2; }
done
for file in log.jsonl chain.txt check.jq allowed_signers; do
  [ -f "$file" ] || { printf '%s is not here, and nothing was checked\n' "$file"; exit 2; }
done
wanted=${1-} wanted_seq= wanted_hash=
if [ $# -gt 0 ]; then
  case $wanted in *:*) wanted_seq=${wanted%%:*} wanted_hash=${wanted#*:} ;; esac
  case $wanted_seq in '' | *[!0-9]* | ???????????????????*) wanted_hash= ;; esac
  case $wanted_hash in
  *[!0-9A-Fa-f]*) wanted_hash= ;;
  ????????????*) ;;
  *) wanted_hash= ;;
  esac
  if [ -z "$wanted_hash" ] || [ ${#wanted_hash} -gt 64 ]; then
    printf '`%s` is not a head, and nothing was checked; it has a number, a colon and 64 hexadecimal digits, or at least the first 12 of them\n' "$wanted"
    exit 2
  fi
  while :; do case $wanted_seq in 0?*) wanted_seq=${wanted_seq#0} ;; *) break ;; esac; done
  wanted_hash=$(jq -nr --arg hash "$wanted_hash" '$hash | ascii_downcase')
fi
tab=$(printf '\t')
failures=0 warnings=0 files=0 left_out=0 elsewhere=0 signed=0 unsigned=0
fail() {
  failures=$((failures + 1))
  printf 'event %s: %s\n' "$1" "$2"
}

# The log: each record is the one that its digest was made of, and each hash rests on the one before.
n=0 last=$(printf %064d 0) held=
is_wanted() {
  [ "$wanted_seq" = "$1" ] || return 0
  case $2 in "$wanted_hash"*) held=yes ;; esac
}
is_wanted 0 "$last"
exec 3< log.jsonl 4< chain.txt
while read -r seq digest prev hash rest <&4; do
  n=$((n + 1))
  if [ "$seq" != "$n" ]; then
    fail "$n" 'it is missing, or another stands in its place'
    case $seq in '' | *[!0-9]*) break ;; esac
    n=$seq
  fi
  if ! IFS= read -r record <&3; then
    fail "$n" 'its record is missing'
    break
  fi
  [ "$(printf %s "$record" | sha256sum)" = "$digest  -" ] || fail "$n" 'its record is not the one that its digest was made of'
  [ "$prev" = "$last" ] || fail "$n" 'it does not follow from the event before'
  [ "$(printf '%s %s %s\n' "$prev" "$seq" "$digest" | sha256sum)" = "$hash  -" ] || fail "$n" 'its hash is not that of its place and digest'
  last=$hash
  is_wanted "$seq" "$hash"
done
if IFS= read -r record <&3; then
  fail "$((n + 1))" 'a record stands behind the last event of the chain'
fi
exec 3<&- 4<&-
if [ -n "$wanted" ] && [ -z "$held" ]; then
  failures=$((failures + 1))
  printf 'the log does not hold the head %s: newest events were cut off, or another log stands here\n' "$wanted"
elif [ -n "$wanted" ]; then
  match= && [ ${#wanted_hash} -lt 64 ] && match=" (the first ${#wanted_hash} digits match)"
  printf 'the log holds the head %s%s\n' "$wanted" "$match"
fi

# A statement and its signature are those in the log, and were made with a key of the decider's that held on that day.
check_signature() {
  [ "$(jq -Rs . < "statements/$1.txt" 2> /dev/null)" = "$5" ] || fail "$1" "statements/$1.txt is not the statement in the log"
  [ "$(jq -Rs . < "signatures/$1.sig" 2> /dev/null)" = "$6" ] || fail "$1" "signatures/$1.sig is not the signature in the log"
  said=$(ssh-keygen -Y verify -f allowed_signers -I "$2" -n plenary -s "signatures/$1.sig" -O verify-time="$3" < "statements/$1.txt" 2>&1) ||
    { fail "$1" 'its signature does not count: it does not fit the statement, or the key did not hold on that day' && return; }
  case $said in *" $4") ;; *) fail "$1" "its signature was made with another key than $4" ;; esac
}

check_file() {
  files=$((files + 1))
  if [ ! -d evidence ]; then
    left_out=$((left_out + 1))
  elif [ ! -f "evidence/$3" ]; then
    fail "$1" "the file of $2 is not here"
  elif [ "$(sha256sum < "evidence/$3")" != "$3  -" ]; then
    fail "$1" "the file of $2 was changed"
  fi
}

# What the log says of its decisions and of what they rest on.
findings=$(jq -rnR --rawfile chain chain.txt -f check.jq log.jsonl) || {
  failures=$((failures + 1))
  printf 'the log could not be read to its end by jq\n'
}
exec 5< allowed_signers
while IFS=$tab read -r what one two three four five six; do
  case $what in
  fault) fail "$one" "$two" ;;
  warning)
    warnings=$((warnings + 1))
    printf 'warning: event %s: %s\n' "$one" "$two"
    ;;
  sign) check_signature "$one" "$two" "$three" "$four" "$five" "$six" ;;
  stored) check_file "$one" "$two" "$three" ;;
  left) elsewhere=$((elsewhere + 1)) ;;
  key)
    line=
    IFS= read -r line <&5
    [ "$line" = "$one" ] || {
      failures=$((failures + 1))
      printf 'allowed_signers: the log says `%s`\n' "$one"
    }
    ;;
  count) signed=$one unsigned=$two ;;
  esac
done << END
$findings
END
if IFS= read -r line <&5; then
  failures=$((failures + 1))
  printf 'allowed_signers: the log knows no more keys, and here are more\n'
fi

printf 'head %s:%s: compare it with one from elsewhere\n' "$n" "$last"
printf 'files of evidence: %s stored, %s of them left out here; %s left where they are held, not looked at\n' "$files" "$left_out" "$elsewhere"
printf 'checked %s events, decisions: %s signed, %s unsigned; %s failures, %s warnings\n' "$n" "$signed" "$unsigned" "$failures" "$warnings"
[ "$failures" = 0 ]
