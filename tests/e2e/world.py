"""A stack of its own for the end-to-end tests: a temporary state dir on free ports, cleaned up whatever happens."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from stack import ROOT, Stack

# Ends the stack when this process has gone, also when it was killed.
REAPER = """
while kill -0 "$1" 2>/dev/null; do sleep 1; done
for file in "$2"/run/*.pid; do read -r pid ticks <"$file" && [ -n "$pid" ] &&
  [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)" = "$ticks" ] && kill -KILL "$pid"; done
[ -n "$3" ] || rm -rf "$2"
"""


class World:
    def __init__(self):
        build = os.environ.get("STACK_BUILD", str(ROOT / "build" / "release"))
        self.keep = os.environ.get("E2E_KEEP", "")
        self.stack = Stack(tempfile.mkdtemp(prefix="consent-e2e-"), build)
        self.failed = 0
        (self.stack.state / "run").mkdir()
        subprocess.Popen(["bash", "-c", REAPER, "reaper", str(os.getpid()), str(self.stack.state), self.keep],
                         start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None and kind is not SystemExit:
            traceback.print_exception(kind, error, trace)
            self.check("the tests run to their end", False, str(error))
        try:
            self.stack.script("down", timeout=90)
        except Exception as failure:  # pylint: disable=broad-except
            print(f"    {failure}", flush=True)  # the reaper does it
        if self.failed or self.keep:
            print(f"    state: {self.stack.state}{'' if self.keep else ' (E2E_KEEP=1 keeps it)'}", flush=True)
            self.show_logs()
        if not self.keep:
            shutil.rmtree(self.stack.state, ignore_errors=True)
        return kind is not SystemExit  # who was told to end has not passed

    def show_logs(self):
        """The last lines of each worker's log that are more than information, for whoever reads a failed run."""
        for log in sorted((self.stack.state / "log").glob("consent-*.log")):
            lines = [line for line in log.read_text(errors="replace").splitlines() if '"severity":"INFO"' not in line]
            for line in lines[-3:]:
                print(f"    {log.name}: {line[:300]}", flush=True)

    def check(self, name, held, detail=""):
        """Prints one test case."""
        if not held:
            self.failed += 1
        print(f"ok e2e: {name}" if held else f"not ok e2e: {name}: {detail}".replace("\n", " "), flush=True)
        return held

    def say(self, text):
        print(f"    {text}", flush=True)

    def up(self, account, handset="none"):
        """Starts the stack, or starts it anew, with `account` as the business that the command line speaks for; with
        `handset` "silent" one is connected that only listens."""
        begin = time.monotonic()
        self.stack.script("down")
        self.stack.script("up", STACK_ACCOUNT=account, STACK_HANDSET=handset)
        self.say(f"the stack runs for {account} after {time.monotonic() - begin:.1f} s")

    def story(self, run, *options, timeout=600):
        """Plays the story as run number `run`; returns its exit code. Its progress is shown."""
        self.up(f"shop-{run}")
        story = subprocess.Popen(
            [sys.executable, "-u", str(ROOT / "deploy" / "story" / "story.py"), "--state", str(self.stack.state),
             "--build", str(self.stack.bin.parent), "--run", str(run), *map(str, options)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        deadline = time.monotonic() + timeout
        for line in story.stdout:
            print("    " + line.rstrip(), flush=True)
            if time.monotonic() > deadline:
                story.kill()
        return story.wait()

    def result(self, run):
        """result.json of a run of the story."""
        path = self.stack.state / "story" / str(run) / "result.json"
        return json.loads(path.read_text()) if path.exists() else {"checks": [], "numbers": {}}
