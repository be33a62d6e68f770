"""The running stack as the story sees it: its scripts, its settings, its ports, its command line."""
import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOCAL = ROOT / "deploy" / "local"
WORKERS = ("consent-ledger", "consent-projector", "consent-keyword-handler", "consent-dispatcher")
CLI_TIMEOUT_S = 180
# The exit code of the command line (ledger/runtime/exit_code.h) that says: the same call may succeed later.
EXIT_TEMPORARY = 75
# On a loaded machine the broker may lose its lease for some seconds.
PATIENCE_S = 20.0


class StoryError(Exception):
    """A step that did not work: what, which log says more, and what mends it."""

    def __init__(self, what, log="", mend=""):
        super().__init__(what)
        self.what, self.log, self.mend = what, str(log), mend


class Stack:
    def __init__(self, state, build):
        self.state = pathlib.Path(state).resolve()
        self.bin = pathlib.Path(build).resolve() / "bin"
        self.patience_s = PATIENCE_S  # how long a call is repeated that could not reach a part

    # -- its scripts

    def script(self, name, *arguments, timeout=300, **environment):
        """Runs deploy/local/NAME; its output goes to log/story-scripts.log. Raises StoryError."""
        log = self.state / "log" / "story-scripts.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        command = [str(LOCAL / name), *map(str, arguments)]
        mend = f"deploy/local/status --state {self.state}"
        with open(log, "ab") as output:
            try:
                done = subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=timeout, check=False,
                    env=dict(os.environ, STACK_STATE=str(self.state), STACK_BUILD=str(self.bin.parent), **environment))
            except subprocess.TimeoutExpired:
                raise StoryError(f"deploy/local/{name} took longer than {timeout} s", log, mend) from None
        if done.returncode != 0:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise StoryError(f"deploy/local/{name} failed: {' '.join(last)}", log, mend)

    def pid(self, name):
        """The pid that the scripts noted for a process, or None."""
        try:
            return int((self.state / "run" / f"{name}.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    # -- its settings

    def ports(self):
        lines = (self.state / "ports.env").read_text().splitlines()
        return {name: int(port) for name, port in (line.split("=") for line in lines if "=" in line)}

    def port(self, name):
        return self.ports()[name]

    def secret(self, name):
        return (self.state / "secrets" / name).read_text().strip()

    def environment(self, account=None):
        """Settings of the command line, as `set -a; . env` gives them; nothing of the caller's shell."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("CONSENT_")}
        # The file is quoted for bash, which alone reads all of its ways of quoting.
        sourced = subprocess.run(["bash", "-c", 'set -a; . "$1"; env -0', "bash", str(self.state / "env")],
                                 stdin=subprocess.DEVNULL, capture_output=True, env=own, check=False)
        if sourced.returncode != 0:
            raise StoryError(f"{self.state / 'env'} cannot be read", mend=f"deploy/local/up --state {self.state}")
        rows = (os.fsdecode(row) for row in sourced.stdout.split(b"\0") if row)
        settings = dict(row.split("=", 1) for row in rows)
        if account is not None:
            settings["CONSENT_ACCOUNT"] = account
            settings["CONSENT_API_KEY_FILE"] = str(self.state / "secrets" / f"api_key-{account}")
        return settings

    # -- its command line

    def call(self, *arguments, account=None, timeout=CLI_TIMEOUT_S, text=""):
        """Runs `consent ARGUMENTS` with `text` as its input, and returns (exit code, stdout, stderr). A call that could
        not reach a part of the stack is repeated for patience_s."""
        deadline = time.monotonic() + self.patience_s
        while True:
            try:
                done = subprocess.run(
                    [str(self.bin / "consent"), *map(str, arguments)], input=text, text=True,
                    capture_output=True, timeout=timeout, env=self.environment(account), cwd=ROOT, check=False)
            except FileNotFoundError:
                raise StoryError(f"{self.bin / 'consent'} is not built", mend="deploy/quickstart") from None
            except subprocess.TimeoutExpired:
                raise StoryError(f"`consent {' '.join(map(str, arguments))}` took longer than {timeout} s",
                                 self.state / "log", f"deploy/local/status --state {self.state}") from None
            if done.returncode != EXIT_TEMPORARY or time.monotonic() >= deadline:
                return done.returncode, done.stdout, done.stderr
            time.sleep(0.5)

    def consent(self, *arguments, **options):
        """The same; returns stdout, raises StoryError on any exit code but 0."""
        code, out, err = self.call(*arguments, **options)
        if code != 0:
            why = (err.strip() or out.strip()).splitlines()[-3:]
            raise StoryError(f"`consent {' '.join(map(str, arguments))}` exited {code}: {' / '.join(why)}",
                             self.state / "log", f"deploy/local/status --state {self.state}")
        return out

    def json(self, *arguments, **options):
        out = self.consent(*arguments, "--output", "json", **options)
        try:
            return json.loads(out)
        except ValueError:
            raise StoryError(f"`consent {' '.join(map(str, arguments))} --output json` printed no JSON: "
                             f"{out[:200]!r}", mend="report this as a bug") from None

    # -- its HTTP faces

    def metrics(self, worker):
        """{name with labels: value} of a worker, {} while it is away."""
        port = self.port(worker.removeprefix("consent-").replace("-", "_").upper() + "_OPERATIONS_PORT")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=2) as answer:
                lines = answer.read().decode().splitlines()
        except (OSError, ValueError):
            return {}
        pairs = (line.rpartition(" ") for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, _, value in pairs}

    def http(self, path, method="GET", body=None, headers=None, timeout=15):
        """One call of the front door: (status, headers, body)."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port('LEDGER_HTTP_PORT')}{path}", data=body,
                                         method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    # -- the handset

    def handset(self, line):
        """One command to the handset (`stats`, `send FROM TO TEXT`, ...); returns its answer."""
        try:
            with socket.create_connection(("127.0.0.1", self.port("HANDSET_CONTROL_PORT")), 5) as control:
                control.sendall(line.encode() + b"\n")
                return control.makefile().readline().strip()
        except OSError as error:
            raise StoryError(f"the handset does not answer: {error}", self.state / "log" / "handset.log",
                             f"deploy/local/handset {self.state}") from None

    def send_text(self, sender, line, text):
        return self.handset(f"send {sender} {line} {text}")


def wait_until(condition, limit_s, what, every_s=0.25, log="", mend="", tick=None):
    """Polls `condition` until it gives something true, and returns that. Raises StoryError after limit_s. `tick` is
    called now and then with the seconds waited."""
    begin = told = time.monotonic()
    while True:
        found = condition()
        if found:
            return found
        now = time.monotonic()
        if now - begin >= limit_s:
            raise StoryError(f"{what} took longer than {limit_s:.0f} s", log, mend)
        if tick is not None and now - told >= 5:
            told = now
            tick(now - begin)
        time.sleep(every_s)
