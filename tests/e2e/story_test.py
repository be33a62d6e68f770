#!/usr/bin/env python3
"""The story on a real broker and a real Kannel, without and with kills, and what happens while parts are away.

label: e2e
usage: tests/e2e/story_test.py [calm|kills|away]...   all of them when none is named
Environment: E2E_SEED chooses the chaos; E2E_KEEP=1 keeps the state dir; STACK_BUILD the build tree.
"""
import collections
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "deploy" / "story"), str(ROOT / "deploy" / "local")]
import hostile  # noqa: E402
import outages  # noqa: E402
from business import Business  # noqa: E402
from world import World  # noqa: E402

SAMPLE = ROOT / "deploy" / "local" / "sample"
NEVER_SLEEPS, NEVER_SLEEPS_LINE = "never-sleeps", "14001"
NIGHT, NIGHT_LINE = "night-owl", "14000"
KINDS_OF_DAMAGE = ("no_source_consent", "duplicate_of_row", "missing_phone", "excel_damage")


def told(world, run, name, code):
    """One test case for each promise that the story's own report checks."""
    result = world.result(run)
    for check in result["checks"]:
        world.check(f"{name}: {check['what']}", check["held"], check["detail"])
    world.check(f"{name}: it ends with exit 0", code == 0, f"exit {code}; its last lines are above")
    return collections.defaultdict(int, result["numbers"])


def calm(world):
    begin = time.monotonic()
    numbers = told(world, 1, "story", world.story(1))
    world.say(f"the story took {time.monotonic() - begin:.0f} s with the start of the stack")
    world.check("story: the sample has 2,000 rows", numbers["rows"] == 2000, str(numbers["rows"]))
    for reason in KINDS_OF_DAMAGE:
        world.check(f"story: the report has rows with {reason}", reason in (numbers["reasons"] or {}),
                    str(numbers["reasons"]))
    world.check("story: at least 20 people stopped while the second message went out",
                numbers["stops_between"] >= 20, str(numbers["stops_between"]))
    world.check("story: the second message took at least 20 seconds", numbers["paced_s"] >= 20, str(numbers["paced_s"]))


def with_kills(world):
    seed = os.environ.get("E2E_SEED", "20261122")
    world.say(f"chaos with seed {seed}; another one: E2E_SEED=N tests/run e2e")
    numbers = told(world, 2, "chaos", world.story(2, "--chaos", "--seed", seed))
    world.check("chaos: a kill fell between a grant and its conclusion", numbers.get("kills_between", 0) >= 1,
                str(numbers))


def parts_away(world):
    world.up(NEVER_SLEEPS, handset="silent")
    business = Business(world, NEVER_SLEEPS, NEVER_SLEEPS_LINE)
    business.open(outages.PEOPLE)
    outages.broker_down(world, business)
    outages.gateway_down(world, business)
    outages.gateway_dies(world, business)
    outages.stop_and_halt(world, business)
    outages.closed_window(world, NIGHT, NIGHT_LINE)
    hostile.bodies(world, business)
    hostile.forged_report(world, business, "while-down")
    hostile.flags(world, business)
    code, out, err = world.stack.call("verify", "--against", world.stack.state / "handset.ndjson")
    world.check("after all of it verify finds every law kept", code == 0, (out + err)[-800:])
    hostile.nothing_in_clear(world, SAMPLE / "customers.csv", SAMPLE / "replies.tsv")


PARTS = {"calm": calm, "kills": with_kills, "away": parts_away}


def main():
    if unknown := [part for part in sys.argv[1:] if part not in PARTS]:
        print(f"no part '{unknown[0]}'; parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    with World() as world:
        # The keys of the businesses that come later: workers read keys when they start.
        for account in (NEVER_SLEEPS, NIGHT):
            subprocess.run([sys.executable, str(ROOT / "deploy" / "local" / "make_keys.py"),
                            str(world.stack.state / "secrets"), account], check=True)
        for part in sys.argv[1:] or PARTS:
            PARTS[part](world)
    return 1 if world.failed else 0


if __name__ == "__main__":
    sys.exit(main())
