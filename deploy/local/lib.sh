# Functions of the local stack's scripts; sourced, never run. A state dir holds everything that one
# stack is: ports.env, env, log/, run/ (pid files), and a folder of data per process.
set -euo pipefail
local_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo_dir=$(cd "$local_dir/../.." && pwd)

# The account of the stand-in for Twilio; its token is a secret of the stack.
twilio_account_sid=AC00000000000000000000000000000001

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }
command -v python3 >/dev/null || fail "Python 3 is missing; run: deploy/install run"

# use_state DIR: makes the folder and sets $state. Several commands on one state dir take turns.
use_state() {
  mkdir -p "$1"
  state=$(cd "$1" && pwd)
  mkdir -p "$state/log" "$state/run"
  touch "$state/ports.env"
}

# use_state_of_arguments ARGUMENTS...: the common arguments of up, down and status.
use_state_of_arguments() {
  local chosen=${STACK_STATE:-$local_dir/state}
  while [ $# -gt 0 ]; do
    case $1 in
      --state)
        [ $# -ge 2 ] || fail "--state needs a folder"
        chosen=$2
        shift
        ;;
      --state=*) chosen=${1#--state=} ;;
      -h|--help)
        sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
      *) fail "unknown argument '$1'; see: deploy/local/$(basename "$0") --help" ;;
    esac
    shift
  done
  use_state "$chosen"
}

# with_state_lock: held until the script ends; two `up` at once are one `up` and a wait.
with_state_lock() {
  exec 9>"$state/run/lock"
  flock -w 300 9 || fail "another command has held $state/run/lock for five minutes; end it and try again"
}

# port NAME: prints the port of NAME, picking a free one at the first call. It stays for good.
port() {
  local chosen
  chosen=$(sed -n "s/^$1=//p" "$state/ports.env")
  if [ -z "$chosen" ]; then
    chosen=$(python3 "$local_dir/ports.py" free 1 $(sed 's/.*=//' "$state/ports.env"))
    echo "$1=$chosen" >>"$state/ports.env"
  fi
  echo "$chosen"
}

# require_free NAME...: fails when somebody else listens on a port that we are about to open.
require_free() {
  local name who
  for name in "$@"; do
    if who=$(python3 "$local_dir/ports.py" holder "$(port "$name")"); then
      fail "port $(port "$name") ($name) is taken by $who." \
        "End that process, or choose another port: edit $state/ports.env"
    fi
  done
}

# Start time of a process, in clock ticks since boot: with the pid it names one process for ever.
start_ticks() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# pid_of NAME: prints the pid if that process still runs (a reused pid does not count), else fails.
pid_of() {
  local pid ticks
  [ -f "$state/run/$1.pid" ] || return 1
  read -r pid ticks <"$state/run/$1.pid" || return 1
  [ -n "$ticks" ] && [ "$(start_ticks "$pid")" = "$ticks" ] || return 1
  # A zombie keeps its entry in /proc until its parent looks.
  ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null || return 1
  echo "$pid"
}

# start_process NAME COMMAND...: runs it in a session of its own, so that it outlives this shell,
# with its output appended to log/NAME.log.
start_process() {
  local name=$1 pid
  shift
  setsid nohup "$@" >>"$state/log/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  echo "$pid $(start_ticks "$pid")" >"$state/run/$name.pid"
}

# stop_process NAME SECONDS: TERM, and KILL when it is still there after SECONDS. Fine when it is gone.
stop_process() {
  local name=$1 pid deadline=$((SECONDS + $2))
  if ! pid=$(pid_of "$name"); then
    rm -f "$state/run/$name.pid"
    return 0
  fi
  kill -TERM "$pid" 2>/dev/null || true
  while pid_of "$name" >/dev/null; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "$name (pid $pid) did not end within $2 s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      deadline=$((SECONDS + 10))
    fi
    sleep 0.1
  done
  rm -f "$state/run/$name.pid"
  say "$name: stopped"
}

# wait_until NAME SECONDS WHAT COMMAND...: polls COMMAND; fails with the log's end when the process dies
# or the time is over. Prints a line every five seconds.
wait_until() {
  local name=$1 limit=$2 what=$3 begin=$SECONDS said=0 waited
  shift 3
  until "$@" >/dev/null 2>&1; do
    waited=$((SECONDS - begin))
    if ! pid_of "$name" >/dev/null; then
      tail -n 15 "$state/log/$name.log" >&2 || true
      fail "$name ended while starting; the end of $state/log/$name.log is above"
    fi
    if [ "$waited" -ge "$limit" ]; then
      tail -n 15 "$state/log/$name.log" >&2 || true
      fail "$name: $what took longer than $limit s; the end of $state/log/$name.log is above"
    fi
    if [ $((waited / 5)) -gt "$said" ]; then
      said=$((waited / 5))
      say "$name: $what ($waited s)"
    fi
    sleep 0.2
  done
}

# fill TEMPLATE NAME=VALUE...: prints TEMPLATE with each @NAME@ replaced; fails when one is left over.
fill() {
  python3 - "$@" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
for pair in sys.argv[2:]:
    name, _, value = pair.partition("=")
    text = text.replace("@" + name + "@", value)
left = re.findall(r"@[A-Z_]+@", text)
if left:
    sys.exit(f"{sys.argv[1]}: nothing given for {left[0]}")
sys.stdout.write(text)
PY
}

# The business that the command line speaks for: the one named last, `demo` at first.
use_account() {
  account=${STACK_ACCOUNT:-$(cat "$state/account" 2>/dev/null || echo demo)}
  python3 "$local_dir/make_keys.py" "$state/secrets" "$account"
  echo "$account" >"$state/account"
}

# secret NAME: prints the path of a random secret of this stack, made at the first call.
secret() {
  local file=$state/secrets/$1
  if [ ! -s "$file" ]; then
    (umask 077 && mkdir -p "$state/secrets" &&
      python3 -c 'import secrets; print(secrets.token_hex(16))' >"$file")
  fi
  echo "$file"
}
