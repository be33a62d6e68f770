#!/usr/bin/env python3
"""Plays the main job on the running local stack, as a user would: with the command line and texts from handsets.

deploy/quickstart runs it; see there for the options. Prints progress, then the report, which is also kept in
STATE/story/RUN/report.txt. Exit 0: all held; 1: a step failed, or something that the story promises is not so;
4: `consent verify` found a breach of a law.
"""
import argparse
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "local"))
import chaos as chaos_module  # noqa: E402
import points_ask  # noqa: E402
import points_sale  # noqa: E402
from handset import read_replies  # noqa: E402
from report import Report  # noqa: E402
from stack import ROOT, Stack, StoryError  # noqa: E402
from witness import Script, Witness  # noqa: E402

SAMPLE = ROOT / "deploy" / "local" / "sample"
EXIT_FAILED, EXIT_BREACH = 1, 4
FIRST_LINE = 13013  # a short code of its own for each run's business: a line belongs to one for ever


class Play:
    """Everything that the points of the story share."""

    def __init__(self, options):
        self.stack = Stack(options.state, options.build)
        self.run = options.run
        self.account = f"shop-{options.run}"
        self.line = str(FIRST_LINE + options.run)
        self.folder = self.stack.state / "story" / str(options.run)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.customers, self.replies = options.customers, options.replies
        self.script = Script(options.replies, read_replies)
        self.report = Report(self.folder / "report.txt")
        self.witness = Witness(self.stack.state / "handset.ndjson", self.line)
        self.tell = self.report.progress
        self.chaos = chaos_module.Chaos(self.stack, options.seed, self.tell) if options.chaos else chaos_module.Calm()
        self.breach = False
        self.texts_in_chaos = 0

    def consent(self, *arguments, **options):
        return self.stack.consent(*arguments, account=self.account, **options)

    def json(self, *arguments, **options):
        return self.stack.json(*arguments, account=self.account, **options)


def introduce(play):
    report = play.report
    when = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    report.lines.append(f"consent-ledger, the story: run {play.run}, {when} UTC")
    report.lines.append("=" * len(report.lines[0]))
    report.say(f"The business {play.account} texts from the line {play.line}. Its customers: {play.customers.name};",
               f"what their handsets answer: {play.replies.name}. Its sending window is open all day, so that",
               "the story runs at any hour; the usual one is 9 to 20, Sundays from 12.")
    if play.chaos.kills != ():
        report.say(f"Chaos: every worker and the broker die by kill -9 meanwhile (seed {play.chaos.seed}).")


def conclude(play):
    report = play.report
    report.title("Where to look next")
    report.say(f"everything of this run: {play.folder}",
               f"what the handsets received and sent: {play.stack.state / 'handset.ndjson'}",
               f"settings for the command line: set -a; . {play.stack.state / 'env'}; set +a",
               f"then for example: {play.stack.bin / 'consent'} campaign show autumn-sale",
               f"what runs: deploy/local/status --state {play.stack.state}",
               f"stop it, data stays: deploy/local/down --state {play.stack.state}")
    broken = report.broken
    if not broken:
        verdict = f"VERDICT: everything held ({len(report.checks)} checks; no law broken)."
    else:
        verdict = f"VERDICT: {len(broken)} of {len(report.checks)} checks are BROKEN: " + \
            "; ".join(what for what, _ in broken)
    report.finish(verdict)
    if play.breach:
        return EXIT_BREACH
    return EXIT_FAILED if broken else 0


def absolute(path):
    return pathlib.Path(path).resolve()


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", required=True, help="state dir of the stack, which runs")
    parser.add_argument("--build", required=True, help="build tree whose bin/ holds `consent`")
    parser.add_argument("--run", type=int, required=True, help="number of this run: names business and line")
    parser.add_argument("--customers", type=absolute, default=SAMPLE / "customers.csv")
    parser.add_argument("--replies", type=absolute, default=SAMPLE / "replies.tsv")
    parser.add_argument("--chaos", action="store_true", help="kill -9 of workers and broker meanwhile")
    parser.add_argument("--seed", type=int, default=None, help="of the chaos; default: a random one, printed")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
    return options


def main():
    play = Play(parse())
    try:
        introduce(play)
        for point in (points_ask.set_up, points_ask.import_customers, points_ask.too_early, points_ask.ask,
                      points_ask.answers, points_sale.sale, points_sale.people, points_sale.kills, points_sale.verify):
            point(play)
        return conclude(play)
    except (StoryError, OSError) as failure:
        error = failure if isinstance(failure, StoryError) else StoryError(str(failure))
        print(f"\nstory: {error.what}\n  log:  {error.log or play.stack.state / 'log'}\n"
              f"  mend: {error.mend or 'deploy/local/status --state ' + str(play.stack.state)}", file=sys.stderr)
        play.report.path.write_text("\n".join(play.report.lines) + "\n", encoding="utf-8")
        return EXIT_FAILED


if __name__ == "__main__":
    sys.exit(main())
