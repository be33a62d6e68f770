#!/usr/bin/env python3
"""Every way to agree and every way to take it back, each by a business of its own on one real stack.

label: e2e
usage: tests/e2e/ways_test.py [WAY]...   all files of tests/e2e/ways when none is named
Environment: E2E_KEEP=1 keeps the state dir; STACK_BUILD the build tree.
"""
import importlib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE / "ways"), str(ROOT / "deploy" / "story"), str(ROOT / "deploy" / "local")]
from business import Business  # noqa: E402
from world import World  # noqa: E402

FIRST_LINE = 15000  # a short code of its own for each business


def main():
    ways = sorted(path.stem for path in (HERE / "ways").glob("*.py"))
    if unknown := [way for way in sys.argv[1:] if way not in ways]:
        print(f"no way '{unknown[0]}'; ways are {', '.join(ways)}", file=sys.stderr)
        return 2
    accounts = {way: way.replace("_", "-") for way in ways}
    with World() as world:
        # Workers read keys when they start.
        for account in accounts.values():
            subprocess.run([sys.executable, str(ROOT / "deploy" / "local" / "make_keys.py"),
                            str(world.stack.state / "secrets"), account], check=True)
        chosen = sys.argv[1:] or ways
        world.up(accounts[chosen[0]], handset="silent")
        for way in chosen:
            shop = Business(world, accounts[way], str(FIRST_LINE + ways.index(way)))
            played = importlib.import_module(way)
            hours = {"hours": played.HOURS} if hasattr(played, "HOURS") else {}
            shop.create("Ways & Means", *getattr(played, "ACCOUNT", ()), **hours)
            world.say(way.replace("_", " "))
            played.play(world, shop)
        code, out, err = world.stack.call("verify", "--against", world.stack.state / "handset.ndjson")
        world.check("after all ways verify finds every law kept", code == 0, (out + err)[-800:])
    return 1 if world.failed else 0


if __name__ == "__main__":
    sys.exit(main())
