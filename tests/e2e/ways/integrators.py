"""Other systems: the examples of ledger/README.md, run as they stand there, are one event four times."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from stack import ROOT, wait_until

PERSON = "+14155550134"  # of the examples
PATIENCE_S = 60


def blocks():
    """{name: text} of the README's code blocks that have a name."""
    text = (ROOT / "ledger" / "README.md").read_text()
    return {name: body for name, body in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)}


def play(world, shop):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="consent-examples-"))
    try:
        run_examples(world, shop, folder)
    finally:
        shutil.rmtree(folder)


def run_examples(world, shop, folder):
    (folder / "proto").symlink_to(ROOT / "proto")
    named = blocks()
    for name in ("event.json", "publish.cc", "publish.py"):
        (folder / name).write_text(named[name])
    settings = shop.stack.environment(shop.account)
    # Debian's python3 has Debian's modules.
    settings["PATH"] = os.pathsep.join([str(shop.stack.bin), "/usr/bin", settings["PATH"]])
    for count, way in enumerate(("curl", "cli", "cpp", "python"), 1):
        done = subprocess.run(["bash", "-euc", named[way]], cwd=folder, env=settings, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300, check=False)
        if world.check(f"the example `{way}` of the README runs", done.returncode == 0,
                       f"exit {done.returncode}: {done.stdout[-300:]} {done.stderr[-600:]}"):
            wait_until(lambda: len(shop.history(PERSON)) >= count, PATIENCE_S, f"event {count} in the history")
    history = shop.history(PERSON)
    told = [(entry["event"], entry["effect"], entry["reason"]) for entry in history]
    world.check("the four are one event id", len({entry["event_id"] for entry in history}) == 1, str(history))
    world.check("the first opts in and three are recognised as its repeats",
                told[0][:2] == ("opted_in", "applied") and [reason for _, _, reason in told[1:]] == ["duplicate"] * 3,
                str(told))
    world.check("the person is opted in", shop.status_of(PERSON) == "opted_in")
