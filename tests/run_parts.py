"""Builds and runs the tests, and counts test cases; called by tests/run.

Two kinds of test are found by themselves. A Catch2 binary, registered by consent_test() with a label, counts one
for each TEST_CASE. A script tests/<folder>/<name>_test.{py,sh} names its part in one of its first five lines
(`label: e2e`), prints `ok NAME`, `not ok NAME: why` or `skip NAME: why` for each check, and exits 0 when none
failed.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PARTS = ("tidy", "unit", "component", "simulation", "mutants", "process", "e2e", "bench", "sanitize")
# Without `sanitize`: it builds nearly everything twice more. Without `mutants`: it builds the simulation anew for each.
DEFAULT_PARTS = ("tidy", "unit", "component", "simulation", "process", "e2e")
NEEDS_WORKERS = {"process", "e2e", "bench"}  # these run the built processes
SIDE_BY_SIDE = {"tidy", "unit", "component"}  # the others have the machine for themselves
# Name of the tree: the sanitizers, and the tests that they see. Unit tests and simulation have one thread each.
SANITIZERS = {
    "asan": ("address,undefined", {"unit", "component", "simulation"}),
    "tsan": ("thread", {"component"}),
}
# librdkafka starts its threads by C11's thrd_create, which this thread sanitizer does not know: it dies there. The code
# of ledger/log has one thread.
NOT_SANITIZED = {"tsan": {"ledger_log_test"}}
SANITIZED_SEEDS = 200  # the simulation's, unless asked otherwise
SCRIPT_TIMEOUT_S = 1500
PROGRESS_S = 10
JOBS = os.cpu_count() or 1


def say(text):
    print(text, flush=True)


class Tally:
    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def environment(**more):
    # ccache then serves a checkout in any folder.
    return dict(os.environ, CCACHE_BASEDIR=str(ROOT), CCACHE_NOHASHDIR="1", **more)


def configure(tree, *options):
    say(f"configure: {tree.relative_to(ROOT)} {' '.join(options)}".rstrip())
    command = ["cmake", "-S", str(ROOT), "-B", str(tree), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", *options]
    done = subprocess.run(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        say(done.stdout[-4000:])
        say(f"configure: failed. Mend the above, or remove {tree} and try again")
    return done.returncode == 0


def build(tree, targets):
    """Builds `targets` (all when empty), with a progress line now and then; the whole output is in build.log."""
    begin, told = time.monotonic(), time.monotonic()
    log_path = tree / "build.log"
    command = ["ninja", "-C", str(tree), "-j", str(JOBS), *targets]
    with open(log_path, "w") as log:
        ninja = subprocess.Popen(
            command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in ninja.stdout:
            log.write(line)
            if time.monotonic() - told >= PROGRESS_S and line.startswith("["):
                told = time.monotonic()
                say(f"build: {line.split(']')[0]}] {told - begin:.0f} s")
        failed = ninja.wait() != 0
    if failed:
        text = log_path.read_text()
        at = text.find("FAILED:")
        say(text[max(at, 0) :][:6000])
        say(f"build: failed; the whole output is in {log_path}")
    else:
        say(f"build: done in {time.monotonic() - begin:.0f} s")
    return not failed


def registered(tree):
    """Returns the tests that CMake knows in `tree`: [{name, command, label, timeout}]."""
    shown = subprocess.run(
        ["ctest", "--test-dir", str(tree), "--show-only=json-v1"], stdout=subprocess.PIPE, check=True)
    tests = []
    for test in json.loads(shown.stdout)["tests"]:
        properties = {each["name"]: each["value"] for each in test.get("properties", [])}
        label = (properties.get("LABELS") or ["unit"])[0]
        # CTest gives no command for a binary that is not built yet; so ask again after the build.
        tests.append(dict(name=test["name"], command=test.get("command", []), label=label,
                          timeout=properties.get("TIMEOUT", 600), registered=True))
    return tests


def targets_of(tests, tree):
    """Returns the names of those tests that a build makes."""
    return [test["name"] for test in tests
            if not test["command"] or pathlib.Path(test["command"][0]).is_relative_to(tree)]


def build_labelled(tree, labels, everything=False, without=frozenset()):
    """Builds what the tests of these labels need, or everything; returns these tests, or None when it failed."""
    wanted = [test for test in registered(tree) if test["label"] in labels and test["name"] not in without]
    targets = targets_of(wanted, tree)
    if (targets or everything) and not build(tree, [] if everything else targets):
        return None
    names = {test["name"] for test in wanted}
    return [test for test in registered(tree) if test["name"] in names]


def scripts():
    tests = []
    for path in sorted([*ROOT.glob("tests/*/*_test.py"), *ROOT.glob("tests/*/*_test.sh")]):
        head = "".join(path.read_text().splitlines(True)[:5])
        label = re.search(r"label: *(\w+)", head)
        name = str(path.relative_to(ROOT))
        if label is None or label.group(1) not in PARTS:
            sys.exit(f"{name}: no line `label: PART` among the first five; parts are {', '.join(PARTS)}")
        runner = [sys.executable, "-u"] if path.suffix == ".py" else ["bash"]
        tests.append(dict(name=name, command=[*runner, str(path)], label=label.group(1), timeout=SCRIPT_TIMEOUT_S))
    return tests


def is_catch(test):
    return "--order" in test["command"]


def judge_catch(report, name, ended_well):
    """Counts the test cases of a Catch2 XML report; one that has no result is where the binary died."""
    tally, failures = Tally(), []
    text = report.read_text(errors="replace") if report.exists() else ""
    for case in re.split(r"<TestCase ", text)[1:]:
        title = re.match(r'name="([^"]*)"', case)
        result = re.search(r'<OverallResult success="(true|false)"', case)
        if result and result.group(1) == "true":
            tally.passed += 1
        else:
            tally.failed += 1
            failures.append(f"{name}: {title.group(1) if title else '?'}" + ("" if result else " (died here)"))
    if not ended_well and tally.failed == 0:
        tally.failed += 1
        failures.append(f"{name}: ended badly outside of its test cases")
    if ended_well and tally.passed == 0:
        tally.failed += 1
        failures.append(f"{name}: has no test case")
    return tally, failures


def judge_script(output, name, ended_well):
    tally, failures = Tally(), []
    for line in output.splitlines():
        if line.startswith("ok "):
            tally.passed += 1
        elif line.startswith("not ok "):
            tally.failed += 1
            failures.append(f"{name}: {line[7:]}")
        elif line.startswith("skip "):
            tally.skipped += 1
    if not ended_well and tally.failed == 0:
        tally.failed += 1
        failures.append(f"{name}: ended badly; the end of its output:\n{output[-1500:]}")
    if ended_well and tally.passed + tally.failed + tally.skipped == 0:
        tally.failed += 1
        failures.append(f"{name}: checked nothing: no line begins with ok, not ok or skip")
    if tally.failed and ended_well:
        failures.append(f"{name}: exited 0 all the same")
    return tally, failures


def run_command(test, command, extra, loud):
    """Returns (ended well, output); with `loud` each line is shown as it comes."""
    # In a session of its own, so that a test that hangs ends with the processes that it started.
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(**extra), start_new_session=True, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:
        lines = []
        timer = threading.Timer(test["timeout"], os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        for line in process.stdout:
            lines.append(line)
            if loud:
                say("  " + line.rstrip())
        process.wait()
        in_time = timer.is_alive()
        timer.cancel()
    if not in_time:
        lines.append(f"killed after {test['timeout']} s\n")
    return process.returncode == 0, "".join(lines)


def run_test(test, tree, extra, loud):
    begin = time.monotonic()
    if is_catch(test):
        report = tree / "reports" / (test["name"] + ".xml")
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        command = [*test["command"], "-r", "xml", "-o", str(report)]
        if test["label"] == "bench":
            command = test["command"]
        ended_well, output = run_command(test, command, extra, loud)
        if test["label"] == "bench":
            tally, failures = judge_script("ok bench\n" if ended_well else "", test["name"], ended_well)
        else:
            tally, failures = judge_catch(report, test["name"], ended_well)
            if tally.failed:
                failures.append(details_of(report, output))
    else:
        ended_well, output = run_command(test, test["command"], extra, loud)
        if not re.search(r"^(ok|not ok|skip) ", output, re.MULTILINE) and "registered" in test:
            output += f"{'ok' if ended_well else 'not ok'} {test['name']}\n"  # one test, by its exit code
        tally, failures = judge_script(output, test["name"], ended_well)
        if failures and not loud:
            failures.append(output[-4000:].rstrip())
    say(f"{test['label']:<11} {test['name']}: {tally} ({time.monotonic() - begin:.1f} s)")
    return tally, failures


def details_of(report, output):
    """What a reader needs of a failed binary: the failing expressions with their lines, then its own output."""
    text = report.read_text(errors="replace") if report.exists() else ""
    found = re.findall(
        r'<Expression success="false"[^>]*filename="([^"]*)" line="(\d+)"[^>]*>\s*<Original>\s*(.*?)\s*</Original>'
        r"\s*<Expanded>\s*(.*?)\s*</Expanded>", text, re.DOTALL)
    shown = [f"    {path}:{line}: {original}  →  {expanded}"[:400] for path, line, original, expanded in found[:10]]
    return "\n".join([*shown, output[-1500:]]).rstrip()


def run_all(tests, tree, extra, loud_labels):
    tally, failures = Tally(), []
    together = [test for test in tests if test["label"] in SIDE_BY_SIDE]
    alone = [test for test in tests if test["label"] not in SIDE_BY_SIDE]
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = list(pool.map(lambda test: run_test(test, tree, extra, False), together))
    for test in alone:
        say(f"{test['label']:<11} {test['name']}: running")
        results.append(run_test(test, tree, extra, test["label"] in loud_labels))
    for each, why in results:
        tally.add(each)
        failures += why
    return tally, failures


def run_sanitized(extra):
    tally, failures = Tally(), []
    extra = dict({"SIMULATION_SEEDS": str(SANITIZED_SEEDS)}, **extra)
    for name, (sanitizers, labels) in SANITIZERS.items():
        tree = ROOT / "build" / name
        options = (f"-DCONSENT_SANITIZE={sanitizers}", "-DCMAKE_BUILD_TYPE=Sanitize", "-DCMAKE_CXX_FLAGS=-O1 -g1")
        tests = build_labelled(tree, labels, without=NOT_SANITIZED.get(name, ())) if configure(tree, *options) else None
        if not tests:
            tally.failed += 1
            failures.append(f"{name}: the build with -fsanitize={sanitizers} failed")
            continue
        for test in tests:
            test["timeout"] *= 3
        # Debian's libraries are not instrumented: what they do among themselves looks like races.
        each, why = run_all(tests, tree, dict(extra, TSAN_OPTIONS="ignore_noninstrumented_modules=1"), ())
        tally.add(each)
        failures += [f"{name}: {line}" for line in why]
    return tally, failures


def parse():
    parser = argparse.ArgumentParser(prog="tests/run", description="Builds and runs the tests.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: {' '.join(DEFAULT_PARTS)}")
    parser.add_argument("--seeds", type=int, help="how many seeds the simulation tries")
    parser.add_argument("--seed", type=int, help="the first seed of the simulation; with --seeds 1 it replays one")
    options = parser.parse_args()
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"unknown part '{part}'; parts are {', '.join(PARTS)}")
    return options


def run_parts(parts, extra):
    tally, failures = Tally(), []
    tree = ROOT / "build" / "release"
    tests = [test for test in scripts() if test["label"] in parts]
    if set(parts) - {"sanitize"}:
        if not configure(tree):
            return Tally(), ["configure failed"]
        binaries = build_labelled(tree, parts, everything=bool(NEEDS_WORKERS & set(parts)))
        if binaries is None:
            return Tally(), ["build failed"]
        tests += binaries
    each, why = run_all(sorted(tests, key=lambda test: PARTS.index(test["label"])), tree, extra, ("e2e", "bench"))
    tally.add(each)
    failures += why
    if "sanitize" in parts:
        each, why = run_sanitized(extra)
        tally.add(each)
        failures += why
    return tally, failures


def main():
    options = parse()
    extra = {"STACK_BUILD": str(ROOT / "build" / "release")}
    if options.seeds is not None:
        extra["SIMULATION_SEEDS"] = str(options.seeds)
    if options.seed is not None:
        extra["SIMULATION_FIRST_SEED"] = str(options.seed)
    begin = time.monotonic()
    tally, failures = run_parts(options.parts or DEFAULT_PARTS, extra)
    if failures and tally.failed == 0:
        tally.failed = 1  # nothing could be run
    if failures:
        say("\nfailures:")
        for failure in failures:
            say(f"  {failure}")
    say(f"tests/run: {' '.join(options.parts or DEFAULT_PARTS)} in {time.monotonic() - begin:.0f} s")
    say(str(tally))
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
