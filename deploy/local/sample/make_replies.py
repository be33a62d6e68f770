#!/usr/bin/env python3
"""Writes how the owners of a sample's numbers answer, for the scripted handset, to standard output.

Reads the customers file with a few lines of its own, knowing nothing of the importer: whoever has a plain
number and a yes gets a script; lines for numbers that are never texted do no harm. Equal input and seed
give equal bytes. The format is in README.md in this folder.

    make_replies.py [--seed 3] [--stops 120] customers.csv > replies.tsv
"""

import argparse
import csv
import random
import re
import sys

YES = ["YES"] * 12 + ["Y"] * 5 + ["yes"] * 5 + ["Yes", "yes!", " Yes ", "y", "Yes."]
STOP = ["STOP"] * 6 + ["stop", "Stop.", "UNSUBSCRIBE", "END", "please stop texting me", "PLEASE STOP TEXTING ME",
        "stop texting me please"]
FREE_STOP = ["please stop texting me", "stop texting me please", "Please stop texting me."]
NONSENSE = ["who is this?", "new phone who dis", "\U0001F44D", "maybe later", "asdf", "ok", "lol", "wrong person?"]
NATIONAL = {"GB": ("0", "+44"), "AU": ("0", "+61"), "FR": ("0", "+33")}


def dialled(cell, country):
    """The number of a plain cell as the handset sees it, or None for everything else."""
    text = re.sub(r"^tel:", "", cell.strip().lstrip("'"))
    if re.search(r"[^0-9+ ().-]", text) or re.fullmatch(r"[0-9.]+E.*", text):
        return None
    digits = re.sub(r"[^0-9]", "", text)
    if text.startswith("+") and digits[:1] != "1":
        return "+" + digits if 8 <= len(digits) <= 15 else None
    if country in NATIONAL and digits.startswith(NATIONAL[country][0]):
        return NATIONAL[country][1] + digits[1:]
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return "+1" + digits if re.fullmatch(r"[2-9]\d\d[2-9]\d{6}", digits) else None


def people(path):
    """The numbers with a yes, in the file's order, each once."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {}
    for row in rows:
        if (row["Accepts SMS Marketing"] or "").strip().lower() == "yes":
            number = dialled(row["Phone"] or "", (row["Default Address Country Code"] or "").strip().upper())
            if number:
                numbers[number] = None
    return list(numbers)


def answers(rng, numbers, stops):
    """Yields (phone, trigger, delay in ms, body)."""
    agreed = []
    for phone in numbers:
        lot = rng.random()
        delay = rng.randrange(50, 3000)
        if lot < 0.62:
            yield phone, "ask", delay, rng.choice(YES)
            agreed.append(phone)
        elif lot < 0.70:
            yield phone, "ask", delay, rng.choice(STOP)
        elif lot < 0.74:
            yield phone, "ask", delay, rng.choice(["HELP", "help", "INFO"])
        elif lot < 0.78:
            yield phone, "ask", delay, rng.choice(["TEXT ME", "text me"])
        elif lot < 0.83:
            yield phone, "ask", delay, rng.choice(NONSENSE)
        # The rest keep silent, as most people do.
    rng.shuffle(agreed)
    first, second, helped = agreed[:12], agreed[12:12 + stops], agreed[12 + stops:22 + stops]
    for index, phone in enumerate(first):
        yield phone, "campaign1", rng.randrange(50, 4000), FREE_STOP[index % 3] if index % 4 == 0 else "STOP"
    for index, phone in enumerate(second):
        # Some at once, some after seconds, so that stops fall before, into and after other people's grants.
        delay = rng.choice([rng.randrange(20, 300), rng.randrange(300, 2500), rng.randrange(2500, 9000)])
        yield phone, "campaign2", delay, FREE_STOP[index % 3] if index % 5 == 0 else rng.choice(STOP[:10])
    for phone in helped:
        yield phone, "campaign1", rng.randrange(50, 2000), "HELP"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("customers", help="a Shopify customers export")
    parser.add_argument("--seed", type=int, default=3, help="equal seeds give equal bytes (default 3)")
    parser.add_argument("--stops", type=int, default=120, help="who stops during campaign 2 (default 120)")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    lines = ["\t".join([phone, trigger, str(delay), body]) + "\n"
             for phone, trigger, delay, body in answers(rng, people(arguments.customers), arguments.stops)]
    sys.stdout.buffer.write("".join(lines).encode("utf-8"))


if __name__ == "__main__":
    main()
