# What the log says of its decisions, judged from the log alone: who might decide on that day, who had asked,
# which keys were known, and what each signature was made over. It proves no signature and no hash:
# check.sh hands what it prints to ssh-keygen and sha256sum.
#
#     jq -rnR --rawfile chain chain.txt -f check.jq log.jsonl
#
# It prints a line for each finding, its parts between tabs:
#     fault EVENT WORDS · warning EVENT WORDS · sign EVENT IDENTITY TIME FINGERPRINT STATEMENT SIGNATURE
#     key LINE · stored EVENT EVIDENCE SHA256 · left EVENT EVIDENCE · count SIGNED UNSIGNED

# Words from the log must not steer a terminal.
def plain:
  explode
  | map(if . < 32 or (. >= 127 and . < 160) or (. >= 8203 and . <= 8207) or (. >= 8232 and . <= 8238)
        or (. >= 8288 and . <= 8297) or . == 65279 then 65533 else . end)
  | implode;
def fault($what): .out += ["fault\t\(.n)\t\($what | plain)"];
def warning($what): .out += ["warning\t\(.n)\t\($what | plain)"];
def low: ascii_downcase;
def later($days): (. + "T00:00:00Z" | fromdate) + $days * 86400 | todate | .[0:10];

# People, their roles, and the days on which they held them.
def covers($on): (.from // "") <= $on and $on <= (.until // "9999");
def person($name): [.people[] | select((.name | low) == ($name | low))][0];
def holds($roles; $on): any(.roles[]; (.role as $role | $roles | index($role)) and covers($on));
def identity: "\(.number)" + (.name | gsub("[^A-Za-z0-9]+"; "-") | ltrimstr("-") | rtrimstr("-") | if . == "" then "" else "-" + . end);
def change($name; f): .people |= map(if (.name | low) == ($name | low) then f else . end);

def verb:
  {"OutcomeApproved": "approve", "OutcomeReturned": "return", "ExtensionGranted": "grant", "ExtensionRefused": "refuse",
   "WithdrawalGranted": "grant", "WithdrawalRefused": "refuse", "SignedOff": "signoff", "SentBack": "sendback"}[.kind];

# What waited for a decision: who had asked for it, with everybody who had before it came back, and whose roles decide;
# null where nothing waited.
def waiting($e):
  (.cases[$e.stream] // {}) as $case
  | {"OutcomeApproved": "reported", "OutcomeReturned": "reported", "SignedOff": "completed", "SentBack": "completed",
     "WithdrawalGranted": "withdrawal", "WithdrawalRefused": "withdrawal"}[$e.kind] as $place
  | if $place then
      {by: $case[$place], before: ($case[{reported: "reporters", completed: "proposers", withdrawal: "enders"}[$place]] // []),
       took: (if $place == "reported" then $case.positioned else null end), roles: ["approver"],
       ending: $case.wish.ending, superseded_by: $case.wish.superseded_by}
    else ($case.extensions // {})[$e.body.action // ""] as $asked
      | {by: $asked.by, to: $asked.to, before: (($case.askers // {})[$e.body.action // ""] // []), roles: (if $asked.of == "lead" then ["lead", "approver"] else ["approver"] end)} end
  | if .by then . else null end;

def duties($e):
  if ($e | verb) then
    waiting($e) as $waiting | person($e.actor) as $person
    | if $waiting == null then fault("nothing had been asked for this decision")
      else
        if $person == null then fault("`\($e.actor)` is not known here")
          elif ($person | holds($waiting.roles; $e.on)) then
            .decided += [{n: .n, by: $e.actor, on: $e.on, roles: $waiting.roles}]
          else fault("`\($e.actor)` has no authority to decide on \($e.on)") end
        | if ($waiting.by | low) == ($e.actor | low)
          then fault("`\($e.actor)` had asked for it, and whoever asks never decides")
          elif (($waiting.took // "") | low) == ($e.actor | low)
          then fault("`\($e.actor)` had taken the position that was reported, and whoever proposes never decides")
          elif any(($waiting.before // [])[]; low == ($e.actor | low))
          then fault("`\($e.actor)` had asked for it before, and whoever asks never decides") else . end
        | if ($e.body.to and $e.body.to != $waiting.to)
             or ($e.kind | startswith("Withdrawal")) and $e.body.ending
                and [$e.body.ending, $e.body.superseded_by] != [$waiting.ending, $waiting.superseded_by]
          then fault("another date or end was asked for than it names") else . end
      end
  elif $e.kind == "EvidenceAccepted" and ((.offered[$e.body.evidence] // "") | low) == ($e.actor | low)
  then fault("`\($e.actor)` offered it, and somebody else must judge it")
  elif $e.kind == "RoleGiven" and $e.body.holding.role == "approver" and ($e.body.person | low) == ($e.actor | low)
  then fault("`\($e.actor)` makes himself or herself an approver")
  elif $e.kind == "KeyAccepted" then
    (.keys[$e.body.fingerprint] // {}) as $key
    | if $key.offered == null then fault("it accepts a key that nobody offered")
      elif $key.ended then fault("it accepts a key that had ended on \($key.ended)")
      elif $key.accepted then fault("it accepts a key that was accepted on \($key.accepted) already")
      elif ($key.offered | low) == ($e.actor | low) then fault("`\($e.actor)` offered the key, and somebody else accepts it")
      elif ($key.offered | low) != ($key.person | low) and ($e.actor | low) != ($key.person | low)
      then fault("the holder of the key, `\($key.person)`, had no hand in it") else . end
  else . end;

# The roles of which whoever changes on whom authority rests holds one; null of what is no such change. A register is
# opened with its first person and its first scheme.
def governed:
  {"PersonAdded": ["lead"], "RoleGiven": ["lead"], "RoleEnded": ["lead"], "AccountMapped": ["lead"], "AccountUnmapped": ["lead"],
   "SchemeAdopted": ["lead"], "KeyOffered": ["lead", "approver"], "KeyAccepted": ["lead", "approver"], "KeyRevoked": ["lead", "approver"]}[.kind];

def governing($e):
  ($e | governed) as $roles | person($e.actor) as $person
  | if $e.kind == "RegisterOpened" and .opened then fault("the register was opened already")
    elif $roles == null or ($e.kind == "PersonAdded" and .people == []) or ($e.kind == "SchemeAdopted" and .must == null) then .
    elif $person == null then fault("`\($e.actor)` is not known here")
    elif ($person | holds($roles; $e.on)
          or ($roles[1] != null and ($e.body.person | low) == (.name | low)
              and any(.roles[]; (.role as $role | $roles | index($role)) and $e.on <= (.until // "9999"))))
    then .
    else fault("`\($e.actor)` is no \($roles | join(" and no ")) on \($e.on)") end
  | if $e.kind == "PersonAdded" and person($e.body.name) != null then fault("somebody of that name is known already")
    elif $e.kind == "KeyOffered" and .keys[$e.body.fingerprint] != null
    then fault("the register knows this key already, as that of `\(.keys[$e.body.fingerprint].person)`") else . end;

# The road: where a recommendation must stand for what comes next.
def allowed_at:
  {"PlenaryHeld": ["Received"], "PositionTaken": ["Plenary"], "OutcomeReported": ["Plenary"], "ActionAgreed": ["Plenary", "Governance"],
   "ActionFinished": ["Governance", "Submission"], "ConsideredComplete": ["Governance"], "Submitted": ["Submission"],
   "WithdrawalAsked": ["Received", "Plenary", "Approval", "Governance", "SignOff", "Submission"], "Reopened": ["Closed"]}[.kind];

def road($e):
  (.cases[$e.stream] // {}) as $case | ($e | allowed_at) as $allowed | $e.body.closes as $closes
  | if $case.stage == null then .
    elif $allowed != null and ($allowed | index($case.stage) | not)
    then fault("it is at \($case.stage); this is asked at \($allowed | join(" or "))")
    elif $e.kind == "VerdictRecorded" and ($case.stage == "Submission" and $case.submitted | not)
         and ($case.stage == "Closed" and ($case.ended == "not_accepted" or $case.ended == "not_ours") | not)
    then fault("nothing has been submitted; it is at \($case.stage)")
    elif $closes and (($e.kind == "OutcomeApproved" and $closes != $case.position) or ($e.kind == "SignedOff" and $case.verdict_needed != false))
    then fault("where it stands nothing closes it as \($closes | gsub("_"; " "))") else . end;

# Where it stands afterwards.
def stands_at($case; $to): .cases[$case].stage = $to;
def closed($case; $ending): stands_at($case; "Closed") | .cases[$case].ended = $ending;
def back_to_work($case):
  .cases[$case].submitted = false
  | if .cases[$case].approved and .cases[$case].work and (.cases[$case].position | . == "accepted" or . == "accepted_in_part")
    then stands_at($case; "Governance")
    else .cases[$case].approved = false | stands_at($case; if .cases[$case].held then "Plenary" else "Received" end) end;
def goes_on($e):
  $e.stream as $case | $e.body as $body
  | if $body.tracked then .cases[$case].work = true else . end
  | if $e.kind == "RecommendationAdded" then stands_at($case; "Received")
    elif $e.kind == "RecommendationRetracted" then .cases[$case].stage = null
    elif $e.kind == "PlenaryHeld" then .cases[$case].held = true | stands_at($case; "Plenary")
    elif $e.kind == "PositionTaken" then .cases[$case].position = $body.position
    elif $e.kind == "ActionAgreed" then .cases[$case].work = true
    elif $e.kind == "LevelAwarded" then .cases[$case].verdict_needed = $body.level.verdict_needed
    elif $e.kind == "OutcomeReported" then stands_at($case; "Approval")
    elif $e.kind == "OutcomeReturned" then stands_at($case; "Plenary")
    elif $e.kind == "ConsideredComplete" then stands_at($case; "SignOff")
    elif $e.kind == "SentBack" then stands_at($case; "Governance")
    elif $e.kind == "Submitted" then .cases[$case].submitted = true
    elif $e.kind == "WithdrawalAsked" then .cases[$case].wish = $body
    elif $e.kind == "WithdrawalGranted" then closed($case; .cases[$case].wish.ending)
    elif $e.kind == "Reopened" or ($e.kind == "VerdictRecorded" and $body.verdict == "returned") then back_to_work($case)
    elif $body.closes then
      (if $e.kind == "OutcomeApproved" then .cases[$case].approved = true else . end) | closed($case; $body.closes)
    elif $e.kind == "OutcomeApproved" then .cases[$case].approved = true | stands_at($case; "Governance")
    elif $e.kind == "SignedOff" then stands_at($case; "Submission")
    else . end;

def clock($e):
  (.latest != null and $e.at < .latest.at) as $back
  | if $back and (.behind | not) then
      warning("recorded at \($e.at), and event \(.latest.n) before it at \(.latest.at): a clock was set back") else . end
  | .behind = $back
  | if $back then . else .latest = {n: .n, at: $e.at} end
  | if $e.on > ($e.at[0:10] | later(1)) then warning("dated \($e.on), and recorded at \($e.at), before that day") else . end;

# Whether whoever decides has a key that could sign on a day.
def keyed($e; $on):
  . as $now | person($e.actor) as $person
  | $person != null and any($person.keys[]; $now.keys[.] | .accepted != null and .ended == null and .accepted <= $on);

# What is asked or decided on, or which key is offered or accepted; null of what is neither.
def matter:
  . as $e
  | {"PositionTaken": "approval", "OutcomeReported": "approval", "OutcomeApproved": "approval", "OutcomeReturned": "approval",
     "ConsideredComplete": "signoff", "SignedOff": "signoff", "SentBack": "signoff",
     "WithdrawalAsked": "closing", "WithdrawalGranted": "closing", "WithdrawalRefused": "closing",
     "ExtensionAsked": "date", "ExtensionGranted": "date", "ExtensionRefused": "date",
     "KeyOffered": "key", "KeyAccepted": "key"}[.kind]
  | if . == null then null else "\(.) \($e.stream) \($e.body.action // $e.body.fingerprint // "")" end;

# To whom an event gives an account; null where it gives none.
def given($account):
  if .kind == "PersonAdded" and any((.body.accounts // [])[]; . == $account) then .body.name
  elif .kind == "AccountMapped" and .body.account == $account then .body.person else null end;

# Two people by name may be one by hand: who asked and decided, or offered and accepted, from one account.
# A force may have one account for all, so each sort is told once.
def one_account($e):
  ($e.user // "" | tostring) as $account | ($e | matter) as $matter | ($e | given($account)) as $given
  | any((.from[$matter // ""] // [])[]; . == $account) as $asked | person($e.actor) as $person
  | def seen($sort; $what): .shared[$sort] += [{n: .n, what: $what}];
  if .practice then .
  else (if $person != null and ($person.accounts | index($account) | not)
        then seen("unmapped"; "recorded by the account `\($account)`, which does not act for `\($e.actor)`") else . end)
  | if $given != null and ($given | low) != ($e.actor | low)
  then seen("given"; "`\($e.actor)` let the account that recorded it act for `\($given)`: `\($account)`")
  elif $matter == null then .
  elif $e.kind == "KeyOffered" then .from[$matter] = [$account]
  elif $e.kind == "KeyAccepted"
  then if $asked then seen("accepted"; "its key was offered and accepted from one account, `\($account)`") else . end
  elif $e | verb then
    (if $asked then seen("decided"; "decided from the account that had asked for it, `\($account)`") else . end)
    | if $e | verb | . == "approve" or . == "grant" or . == "signoff" then .from[$matter] = [] else . end
  else .from[$matter] += [$account] end
  end;

# What was dated before the day on which it was recorded: told where more could be done on that day than when it was
# recorded, else counted where it is more than a week. A practice register's clock stands still.
def dated_back($e):
  $e.at[0:10] as $recorded
  | if .practice or $e.on >= $recorded then .
    elif $e.kind == "KeyAccepted"
    then warning("the key `\($e.body.fingerprint)` is said to hold from \($e.on) on, and was put in on \($recorded)")
    elif $e | verb then
      waiting($e) as $waiting | person($e.actor) as $person | (.out | length) as $told
      | if $waiting != null and $person != null and ($person | holds($waiting.roles; $e.on))
           and ($person | holds($waiting.roles; $recorded) | not)
        then warning("`\($e.actor)` decided on \($e.on), recorded on \($recorded), when the authority had ended")
        else . end
      | (if $e.signed then .keys[$e.signed.key].put_in else null end) as $put_in
      | if $put_in != null and $e.on < $put_in
        then warning("its key was put in on \($put_in), after the day of the decision, \($e.on)") else . end
      | if ($e.signed | not) and keyed($e; $recorded) and (keyed($e; $e.on) | not)
        then warning("`\($e.actor)` decided on \($e.on), unsigned, recorded on \($recorded), when there was a key to sign with")
        else . end
      | if (.out | length) == $told and ($e.on | later(7)) < $recorded
        then .late += [{n: .n, on: $e.on, recorded: $recorded}] else . end
    else . end;

def field($name): [.[] | select(startswith($name + ": "))][0] // "" | .[($name | length) + 2:];

# What can be seen of a text: the words of a statement hold no control characters, and marks in their place.
def seen: gsub("[\\s\\p{C}\\p{Z}\uFFFD]"; "");

# The reason in a statement; its further lines begin with two spaces.
def reason: [match("\nreason: ((?:.|\n  )*)").captures[0].string][0] // "";

# No signature and no statement counts a second time.
def once($part; $e):
  ($e.signed[$part] | tostring) as $text
  | if .used[$text] then fault("its \($part) stands at event \(.used[$text]) already") else .used[$text] = .n end;

# What a statement says of its decision is what the event says: its first fields, with the reason where there is one,
# and its last line, what is recorded. The rest of it is remade by `plenary verify` alone.
def stated($e):
  .hashes as $hashes | ($e.signed.statement / "\n") as $lines | ($lines | field("seen")) as $seen | ($seen / ":") as $head
  | ($lines | map(select(startswith("  ") | not) | split(": ")[0] // "")) as $names
  | if $lines[0] != "plenary statement 2" then fault("its statement is of a form that is not known here") else . end
  | if ($lines | field("register")) != $hashes["1"] or (($head[0] // "" | tonumber? // 0) >= .n)
       or $hashes[$head[0] // ""] != ($head[1] // "none")
    then fault("the register that its statement saw is not this one") else . end
  | (.touched[$e.stream] // 0) as $touched
  | if $touched > ($head[0] // "" | tonumber? // 0)
    then fault("event \($touched) on the same recommendation came after what its statement saw") else . end
  | if ($lines | field("by")) != $e.actor or ($lines | field("on")) != $e.on
       or $names[1:6] != ["register", "seen", "decision", "by", "on"]
       or (($e.why // "") != "" and $names[6] != "reason")
       or any("register", "seen", "decision", "by", "on", "reason", "recorded"; . as $name | ($names | map(select(. == $name)) | length) > 1)
       or ($lines | field("decision") | startswith("\($e.stream): ") | not)
       or $names[-2:] != ["recorded", ""] or ($lines[-1] != "")
       or ($lines[-2] | .[10:] | (try fromjson catch null)) != {kind: $e.kind, body: ($e.body // {})}
       or ($e.signed.statement | reason | seen) != ($e.why // "" | seen)
    then fault("its statement is not what was recorded") else . end;

def signature($e):
  if $e.signed then
    .signed += 1 | once("signature"; $e) | once("statement"; $e) | stated($e)
    | (.keys[$e.signed.key] // {}) as $key | person($e.actor) as $person
    | if $key.person == null or ($key.person | low) != ($e.actor | low)
      then fault("`\($e.signed.key)` is no key of this person")
      elif $key.accepted == null then fault("its key had not been accepted")
      elif $key.ended then fault("its key had ended on \($key.ended)")
      elif $e.on < $key.accepted then fault("its key was accepted on \($key.accepted), after it") else . end
    | if $person == null then .
      else .out += ["sign\t\(.n)\t\($person | identity)\t\($e.on | gsub("-"; ""))120000\t\($e.signed.key | plain | gsub(" "; "") | if . == "" then "none" else . end)\t\($e.signed.statement | tojson)\t\($e.signed.signature | tojson)"] end
  elif ($e | verb) then
    .unsigned += 1
    | if ((.must // []) | index($e | verb)) then fault("the scheme asks that this decision is signed, and it is not") else . end
    | if keyed($e; $e.on) then fault("`\($e.actor)` had a key on that day, and it is unsigned") else . end
  else . end;

def evidence($e):
  if $e.kind == "EvidenceAdded" then
    .offered[$e.body.evidence] = $e.actor
    | if $e.body.file == null then .
      elif $e.body.file.left_at then .out += ["left\t\(.n)\t\($e.body.evidence | plain)"]
      else .out += ["stored\t\(.n)\t\($e.body.evidence | plain)\t\($e.body.file.sha256 | if test("^[0-9a-f]{64}$") then . else "none" end)"] end
  else . end;

def ended($print; $on): if .keys[$print].ended == null and .keys[$print] then .keys[$print].ended = $on else . end;

# What stands afterwards, as far as the next decision is judged by it.
def evolve($e):
  $e.kind as $kind | $e.body as $body | $e.stream as $case
  | if $kind == "RegisterOpened" then .practice = $body.practice | .opened = true
    elif $kind == "PersonAdded" then
      .people += [{number: (.people | length + 1), name: $body.name, roles: $body.roles, accounts: ($body.accounts // []), keys: []}]
    elif $kind == "AccountMapped" then change($body.person; .accounts += [$body.account])
    elif $kind == "AccountUnmapped" then change($body.person; .accounts -= [$body.account])
    elif $kind == "RoleGiven" then change($body.person; .roles += [$body.holding])
    elif $kind == "RoleEnded" then
      change($body.person; .roles |= map(if .role == $body.role and covers($e.on) then .until = ($e.on | later(-1)) else . end))
    elif $kind == "SchemeAdopted" then
      ($body.scheme.signed // []) as $must | ((.must // []) - $must) as $left_out
      | if ($left_out | length) > 0 and (.practice | not)
        then warning("the scheme of `\($e.actor)` asks for no signature any more at \($left_out | map("`\(.)`") | join(", "))") else . end
      | .must = $must
    elif $kind == "KeyOffered" then
      # What is known already stays what it was.
      if .keys[$body.fingerprint] then . else
        .keys[$body.fingerprint] = {person: $body.person, key: $body.key, offered: $e.actor, replaces: $body.replaces}
        | change($body.person; .keys += [$body.fingerprint]) end
    elif $kind == "KeyAccepted" and .keys[$body.fingerprint] and .keys[$body.fingerprint].accepted == null then
      .keys[$body.fingerprint].accepted = $e.on | .keys[$body.fingerprint].put_in = $e.at[0:10]
      | .keys[$body.fingerprint].replaces as $former | if $former then ended($former; $e.on) else . end
    elif $kind == "KeyRevoked" then ended($body.fingerprint; $e.on)
    elif $kind == "PositionTaken" then .cases[$case].positioned = $e.actor | .cases[$case].reporters += [$e.actor]
    elif $kind == "OutcomeReported" then .cases[$case].reported = $e.actor | .cases[$case].reporters += [$e.actor]
    elif $kind == "OutcomeReturned" then .cases[$case].reported = null
    elif $kind == "ConsideredComplete" then .cases[$case].completed = $e.actor | .cases[$case].proposers += [$e.actor]
    elif $kind == "SentBack" then .cases[$case].completed = null
    elif $kind == "ExtensionAsked" then
      .cases[$case].extensions[$body.action] = {by: $e.actor, of: ($body.of // "approver"), to: $body.to}
      | .cases[$case].askers[$body.action] += [$e.actor]
    elif $kind == "ExtensionGranted" or $kind == "ExtensionRefused" or $kind == "ActionFinished" then
      if $kind == "ExtensionGranted" then .cases[$case].askers[$body.action] = [] else . end
      | if .cases[$case].extensions then .cases[$case].extensions[$body.action] = null else . end
    elif $kind == "WithdrawalAsked" then .cases[$case].withdrawal = $e.actor | .cases[$case].wish = $body | .cases[$case].enders += [$e.actor]
    elif $kind == "WithdrawalRefused" then .cases[$case].withdrawal = null
    elif $kind == "OutcomeApproved" or $kind == "SignedOff" or $kind == "VerdictRecorded" or $kind == "WithdrawalGranted" or $kind == "Reopened" then
      .cases[$case].reported = null | .cases[$case].completed = null
      | {"OutcomeApproved": "reporters", "SignedOff": "proposers", "WithdrawalGranted": "enders"}[$kind] as $over
      | if $over then .cases[$case][$over] = [] else . end
      | if $body.closes or $kind == "WithdrawalGranted" then .cases[$case].withdrawal = null | .cases[$case].extensions = {} else . end
    else . end;

def step($line):
  .n += 1
  | (try ($line | fromjson) catch null) as $e
  | if ($e | type) != "object" or ([$e.kind, $e.stream, $e.actor, $e.on, $e.at] | any(type != "string"))
    then fault("its record cannot be read")
    else duties($e) | governing($e) | road($e) | clock($e) | dated_back($e) | one_account($e) | signature($e) | evidence($e) | evolve($e) | goes_on($e)
      # That somebody read something changes nothing of what was shown.
      | if $e.kind == "EvidenceOpened" then . else .touched[$e.stream] = .n end end;

# A role whose end was recorded after a decision, for a day before it.
def ended_since:
  . as $now | .decided[] | . as $one | ($now | person($one.by)) as $person | select($person != null)
  | select($person | holds($one.roles; $one.on) | not)
  | select(any($person.roles[]; (.role as $role | $one.roles | index($role)) and (.until // "9999") < $one.on))
  | "warning\t\(.n)\t\("`\(.by)` decided on \(.on), and it was recorded later that the authority had ended before" | plain)";

def late:
  .late | select(length > 0) | (length - 1) as $others | .[0]
  | "warning\t\(.n)\t" + ("dated \(.on), and recorded on \(.recorded)" | plain) + ", more than 7 days later"
    + (if $others == 0 then "" elif $others == 1 then ", and so is 1 other decision"
       else ", and so are \($others) other decisions" end);

# One line for each sort of what came from one account: the first event, and the others by number.
def shared:
  .shared[] | .[0] as $first | (map(.n) | .[1:]) as $others | ($others | length) as $count
  | "warning\t\($first.n)\t" + ($first.what | plain)
    + (if $count == 0 then "" elif $count == 1 then "; event \($others[0]) too"
       else "; \($count) more: events \($others[0:3] | map(tostring) | join(", "))" + (if $count > 3 then ", ..." else "" end) end);

def allowed:
  . as $now | .people[] | . as $person | .keys[] | $now.keys[.] | select(.accepted)
  | "key\t\($person | identity) namespaces=\"plenary\",valid-after=\"\(.accepted | gsub("-"; ""))\""
    + (if .ended then ",valid-before=\"\(.ended | gsub("-"; ""))235959\"" else "" end) + " \(.key | plain)";

([$chain / "\n" | .[] | select(. != "") / " " | {key: .[0], value: .[3]}] | from_entries) as $hashes
| reduce inputs as $line
    ({n: 0, hashes: $hashes, out: [], people: [], keys: {}, cases: {}, offered: {}, used: {}, touched: {}, from: {}, shared: {}, must: null, opened: false, decided: [], late: [], practice: null, signed: 0, unsigned: 0}; step($line))
| .out[], ended_since, late, shared, allowed, "count\t\(.signed)\t\(.unsigned)"
