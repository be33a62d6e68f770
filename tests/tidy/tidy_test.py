#!/usr/bin/env python3
"""Holds the tree to the house's rules; each rule is one test case.

label: tidy
"""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import rules  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOWN_MAX = 40


def tracked_files():
    """Every file of the checkout that git does not ignore, so that new files are held to the rules too."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"],
        stdout=subprocess.PIPE, check=True)
    names = sorted(filter(None, listed.stdout.decode().split("\0")))
    return [rules.File(ROOT, name) for name in names if (ROOT / name).is_file()]


def stale_mutants():
    """The mutants of the simulation whose patch no longer applies; see tests/simulation/mutants/run."""
    for patch in sorted((ROOT / "tests/simulation/mutants").glob("*.patch")):
        tried = subprocess.run(["git", "apply", "--check", str(patch)], cwd=ROOT, capture_output=True)
        if tried.returncode != 0:
            yield patch.name


def main():
    files = tracked_files()
    stale = list(stale_mutants())
    broken = int(bool(stale))
    print(f"not ok tidy: stale mutants: {', '.join(stale)}" if stale else "ok tidy: every mutant's patch applies")
    for rule in rules.ALL:
        offences = list(rule(files))
        name = rule.__doc__.strip().rstrip(".")
        for offence in offences[:SHOWN_MAX]:
            print(f"    {offence}")
        if len(offences) > SHOWN_MAX:
            print(f"    ... and {len(offences) - SHOWN_MAX} more")
        if offences:
            broken += 1
            print(f"not ok tidy: {name}: {len(offences)} places")
        else:
            print(f"ok tidy: {name}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
