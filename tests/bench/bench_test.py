#!/usr/bin/env python3
"""Runs the benchmarks on one real broker, one real Kannel and the built workers, and prints their table.

label: bench
Each figure stands beside its baseline, measured in the same run; none fails for being slow. Names of benchmarks as
arguments run only those: rebuild, live_fold, stop, texts, admission.
"""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy" / "story"))
from stack import Stack, StoryError  # noqa: E402

BUILD = pathlib.Path(os.environ.get("STACK_BUILD", ROOT / "build" / "release"))
TIMEOUT_S = 170
TEXTS = 3000
TEXTS_TIMEOUT_S = 60
ROUNDS = 3
# Every area code has a hundred numbers that are kept for fiction.
AREAS = [201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231,
         234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270]


def say(text):
    print(text, flush=True)


def show(rates):
    return f"{sorted(rates)[len(rates) // 2]:.0f} ({min(rates):.0f} to {max(rates):.0f})"


class Bench:
    def __init__(self, folder):
        self.stack = Stack(folder / "state", BUILD)
        self.scratch = folder / "scratch"
        self.scratch.mkdir(parents=True)
        self.rows = []
        self.up = False

    def start_broker(self):
        self.stack.script("kafka/start", self.stack.state)

    def start_stack(self):
        """The workers too, with an account whose line takes texts at any hour and speed."""
        if self.up:
            return
        self.up = True
        self.stack.script("up")
        # Everyone gets a text in each round.
        self.stack.consent("account", "create", "--brand", "Bench Shop", "--line", "13013", "--line-kind", "short_code",
                           "--rate", "5000", "--cap", ROUNDS, "--open-all-day", "--help-contact", "help@bench.example")

    def stop(self):
        with contextlib.suppress(StoryError):
            self.stack.script("down")

    def run(self, name, *arguments):
        """Runs a benchmark's binary, shows what it says, and keeps its rows."""
        broker = f"127.0.0.1:{self.stack.port('KAFKA_PORT')}"
        command = [str(BUILD / "bin" / name), "--bootstrap", broker, *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                              timeout=TIMEOUT_S, stdin=subprocess.DEVNULL)
        for line in done.stdout.splitlines():
            if line.startswith("row | "):
                self.rows.append(line[4:])
            elif "%4|" not in line:
                say("  " + line)
        if done.returncode != 0:
            raise RuntimeError(f"{name} exited {done.returncode}")

    # -- the benchmarks

    def rebuild(self):
        self.start_broker()
        self.run("rebuild_bench", "--scratch", self.scratch, "--contacts", 100_000, "--rounds", ROUNDS)

    def live_fold(self):
        self.start_broker()
        self.run("live_fold_bench", "--scratch", self.scratch, "--contacts", 20_000, "--rounds", ROUNDS)

    def stop_latency(self):
        self.start_stack()
        self.run("stop_bench", "--projector", f"127.0.0.1:{self.stack.port('PROJECTOR_QUERY_PORT')}",
                 "--rate", 1000, "--rounds", ROUNDS)

    def admission(self):
        self.start_stack()
        self.run("admission_bench", "--url", f"http://127.0.0.1:{self.stack.port('LEDGER_HTTP_PORT')}",
                 "--key-file", self.stack.state / "secrets" / "api_key-demo", "--contacts", 50_000, "--rounds", ROUNDS)

    def texts(self):
        self.start_stack()
        opt_ins = [json.dumps({
            "source": "bench", "publisher_id": f"texts-{index}",
            "occurred_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "number": f"+1{AREAS[index // 100]}55501{index % 100:02}",
            "opted_in": {"programs": [{"program": "marketing"}], "method": "OPT_IN_METHOD_CHECKOUT",
                         "evidence": {"disclosure_version": "checkout-2026-03"}}}) for index in range(TEXTS)]
        self.stack.consent("publish", "-", text="\n".join(opt_ins) + "\n")
        bare, ours = [], []
        for number in range(ROUNDS):
            before = self.handset_times()
            self.run("texts_load", "--url", f"http://127.0.0.1:{self.stack.port('KANNEL_SENDSMS_PORT')}/cgi-bin/sendsms",
                     "--key-file", self.stack.state / "secrets" / "kannel_sendsms_password", "--contacts", TEXTS,
                     "--reports", f"http://127.0.0.1:{self.stack.port('LEDGER_OPERATIONS_PORT')}/healthz")
            bare.append(self.rate_since(len(before)))
            before = self.handset_times()
            self.stack.consent("campaign", "create", f"bench-{number}", "--audience", "reachable", "--message",
                               "Hello from {brand}", "--at", "now", "--rate", "5000",
                               "--acknowledge", "We have the recipients' consent", "--schedule")
            ours.append(self.rate_since(len(before)))
            say(f"  round {number + 1}: {ours[-1]:.0f} texts/s through the whole pipeline, {bare[-1]:.0f} by the bare "
                f"load generator, ratio {ours[-1] / bare[-1]:.2f} ({TEXTS} texts, as the handset saw them)")
        ratios = sorted(mine / other for mine, other in zip(ours, bare))
        self.rows.append(f"| texts/s through Kannel, every law kept | {show(ours)} | {show(bare)} | "
                         f"{ratios[len(ratios) // 2]:.2f} | >= 0.6 |")

    def handset_times(self):
        """When each text arrived at the handset, in ms."""
        times = []
        for line in (self.stack.state / "handset.ndjson").read_text().splitlines():
            with contextlib.suppress(ValueError):  # the line that is being written
                times.append(json.loads(line)["t_ms"])
        return times

    def rate_since(self, before):
        """Waits for TEXTS more texts at the handset; returns how many came a second."""
        deadline = time.monotonic() + TEXTS_TIMEOUT_S
        times = self.handset_times()[before:]
        while len(times) < TEXTS:
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {len(times)} of {TEXTS} texts came within {TEXTS_TIMEOUT_S} s")
            time.sleep(0.5)
            times = self.handset_times()[before:]
        return 1000 * (len(times) - 1) / max(1, times[-1] - times[0])


def main(wanted):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="consent-bench-"))
    bench = Bench(folder)
    benchmarks = {"rebuild": bench.rebuild, "live_fold": bench.live_fold, "stop": bench.stop_latency,
                  "texts": bench.texts, "admission": bench.admission}
    unknown = [name for name in wanted if name not in benchmarks]
    if unknown:
        sys.exit(f"unknown benchmark {unknown[0]}; there are {', '.join(benchmarks)}")
    failed = 0
    try:
        for name in wanted or benchmarks:
            say(f"  {name}: running")
            try:
                benchmarks[name]()
                say(f"ok bench {name}")
            except (StoryError, RuntimeError, subprocess.TimeoutExpired, OSError, KeyError) as error:
                failed += 1
                say(f"not ok bench {name}: {error}")
    finally:
        bench.stop()
        shutil.rmtree(folder, ignore_errors=True)
    say("\n| what | ours: median (min to max) | baseline in the same run | ratio | goal |\n|---|---|---|---|---|")
    for row in bench.rows:
        say(row)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
