#!/bin/bash
# The pieces of the local stack on a folder of their own: a real broker, a real Kannel, the handset.
# label: process
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
state=$(mktemp -d)
failed=0
handset=

check() { # check NAME COMMAND...: one test case
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok LocalStack: $name"
  else
    echo "$output"
    echo "not ok LocalStack: $name"
    failed=1
  fi
}
finish() {
  [ -z "$handset" ] || kill "$handset" 2>/dev/null
  deploy/local/kannel/stop "$state" >/dev/null 2>&1
  deploy/local/kafka/stop "$state" >/dev/null 2>&1
  rm -rf "$state"
  exit "$failed"
}
trap finish EXIT
port() { sed -n "s/^$1=//p" "$state/ports.env"; }
broker_answers() { python3 deploy/local/kafka/probe.py 127.0.0.1 "$(port KAFKA_PORT)"; }
within() { # within SECONDS COMMAND...
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do [ "$SECONDS" -lt "$deadline" ] || return 1; sleep 0.2; done
}

check "the broker starts in an empty folder" deploy/local/kafka/start "$state"
check "the broker answers" broker_answers
check "starting the broker again is harmless" deploy/local/kafka/start "$state"
read -r pid _ <"$state/run/kafka.pid"
kill -KILL "$pid"
check "the broker comes back after kill -9" deploy/local/kafka/start "$state"
check "the broker stops" deploy/local/kafka/stop "$state"

stopped_broker_port_is_named() {
  python3 -c "import socket, time; s = socket.create_server(('127.0.0.1', $(port KAFKA_PORT))); time.sleep(20)" &
  local holder=$! message
  within 5 python3 deploy/local/ports.py holder "$(port KAFKA_PORT)" >/dev/null
  message=$(deploy/local/kafka/start "$state" 2>&1)
  kill "$holder"
  echo "$message"
  [[ $message == *"$(port KAFKA_PORT)"*"pid $holder"* ]]
}
check "a busy port is an error that names port and holder" stopped_broker_port_is_named

check "Kannel starts in an empty folder" deploy/local/kannel/start "$state"
check "starting Kannel again is harmless" deploy/local/kannel/start "$state"
printf '+15550100\task\t0\tSTOP\n' >"$state/replies.tsv"
deploy/local/handset.py --port "$(port KANNEL_FAKE_SMSC_PORT)" --record "$state/record" \
  --replies "$state/replies.tsv" --ask-marker 'Reply YES' >"$state/handset.log" 2>&1 &
handset=$!
check "the handset finds the gateway" within 20 grep -q connected "$state/handset.log"

send_text() { # send_text TEXT: as the dispatcher does
  curl -s -m 5 "http://127.0.0.1:$(port KANNEL_SENDSMS_PORT)/cgi-bin/sendsms" \
    -H "X-Kannel-Username: consent" -H "X-Kannel-Password: $(cat "$state/secrets/kannel_sendsms_password")" \
    -H "X-Kannel-From: 13013" -H "X-Kannel-To: +15550100" -H "Content-Type: text/plain; charset=UTF-8" \
    -H "X-Kannel-Coding: 2" --data-binary "$1" | grep -q Accepted
}
check "Kannel takes a text" send_text "Reply YES to agree 😀"
check "the handset has it, unharmed" within 10 grep -q '"dir":"mt".*Reply YES to agree 😀' "$state/record"
check "the handset answers it" within 10 grep -q '"dir":"mo".*"text":"STOP"' "$state/record"

# The front door is away: Kannel keeps the text and hands it over when there is one again.
front_door='
import http.server, sys
class Once(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, flush=True); self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Once).serve_forever()'
python3 -c "$front_door" "$(port LEDGER_HTTP_PORT)" >"$state/front_door.log" &
door=$!
check "an inbound text waits for a front door that was away" within 20 \
  grep -q 'key=clk_kannel_.*from=%2B15550100&to=13013&raw=STOP' "$state/front_door.log"
kill "$door"
check "Kannel stops" deploy/local/kannel/stop "$state"
