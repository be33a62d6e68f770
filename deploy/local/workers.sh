# What the four workers of the local stack are started with; sourced by up, down and status after lib.sh.
# Our processes refuse CONSENT_* names that none of them knows, so these scripts' own variables are STACK_*.

# In the order of starting; stopped in the reverse one.
workers=(consent-ledger consent-projector consent-keyword-handler consent-dispatcher)
partitions=4
bin_dir=${STACK_BUILD:-$repo_dir/build/release}/bin

# The operations port's name in ports.env: consent-keyword-handler -> KEYWORD_HANDLER_OPERATIONS_PORT.
operations_port_name() {
  local name=${1#consent-}
  name=${name//-/_}
  echo "${name^^}_OPERATIONS_PORT"
}

# shared_env: the settings of every worker and of the command line, as NAME=VALUE lines.
shared_env() {
  local loopback=127.0.0.1
  cat <<TEXT
CONSENT_KAFKA_BOOTSTRAP=$loopback:$(port KAFKA_PORT)
CONSENT_PARTITIONS=$partitions
CONSENT_ACCOUNT=$account
CONSENT_KEYS_FILE=$state/secrets/keys
CONSENT_API_KEYS_FILE=$state/secrets/api_keys
CONSENT_API_KEY_FILE=$state/secrets/api_key-$account
CONSENT_HTTP_ADDRESS=$loopback
CONSENT_HTTP_PORT=$(port LEDGER_HTTP_PORT)
CONSENT_LEDGER_URL=http://$loopback:$(port LEDGER_HTTP_PORT)
CONSENT_PUBLIC_URL=http://$loopback:$(port LEDGER_HTTP_PORT)
CONSENT_QUERY_ADDRESS=$loopback
CONSENT_QUERY_PORT=$(port PROJECTOR_QUERY_PORT)
CONSENT_PROJECTOR_ADDRESS=$loopback:$(port PROJECTOR_QUERY_PORT)
CONSENT_DATA_DIR=$state/projector
CONSENT_KANNEL_URL=http://$loopback:$(port KANNEL_SENDSMS_PORT)/cgi-bin/sendsms
CONSENT_KANNEL_USER=consent
CONSENT_KANNEL_PASSWORD_FILE=$(secret kannel_sendsms_password)
CONSENT_KANNEL_STATUS_URL=http://$loopback:$(port KANNEL_ADMIN_PORT)/status.xml
CONSENT_KANNEL_STATUS_PASSWORD_FILE=$(secret kannel_status_password)
CONSENT_KANNEL_WEBHOOK_KEY_FILE=$state/secrets/kannel_webhook_key
CONSENT_TWILIO_URL=http://$loopback:$(port TWILIO_PORT)
CONSENT_TWILIO_ACCOUNT_SID=$twilio_account_sid
CONSENT_TWILIO_AUTH_TOKEN_FILE=$(secret twilio_auth_token)
CONSENT_OPERATIONS_ADDRESS=$loopback
TEXT
}

# worker_env NAME: what this worker has beside shared_env.
worker_env() {
  echo "CONSENT_OPERATIONS_PORT=$(port "$(operations_port_name "$1")")"
}

# start_worker NAME: the process only; is_ready tells when it has caught up.
start_worker() {
  local settings
  mapfile -t settings < <(shared_env; worker_env "$1")
  require_free "$(operations_port_name "$1")"
  case $1 in
    consent-ledger) require_free LEDGER_HTTP_PORT ;;
    consent-projector) require_free PROJECTOR_QUERY_PORT ;;
  esac
  # Only these settings: a CONSENT_* variable of the calling shell belongs to another stack.
  start_process "$1" env $(compgen -v CONSENT_ | sed 's/^/-u /') "${settings[@]}" "$bin_dir/$1"
}

operations_url() { echo "http://127.0.0.1:$(port "$(operations_port_name "$1")")"; }
is_ready() { curl -sf -m 2 -o /dev/null "$(operations_url "$1")/readyz"; }

# launch_worker NAME: starts it unless it runs; fails when it is not built.
launch_worker() {
  local pid
  if pid=$(pid_of "$1"); then
    say "$1: already running, pid $pid"
  elif [ -x "$bin_dir/$1" ]; then
    start_worker "$1"
  else
    say "$1: not started, $bin_dir/$1 is not built"
    return 1
  fi
}

# await_worker NAME: returns when it is ready, at once when it is not built.
await_worker() {
  pid_of "$1" >/dev/null || [ -x "$bin_dir/$1" ] || return 0
  wait_until "$1" 120 "waiting until it has caught up" is_ready "$1"
  say "$1: ready, pid $(pid_of "$1"), $(operations_url "$1")"
}
