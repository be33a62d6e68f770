"""Points 1 to 4: import, a campaign that reaches nobody, the request to agree, and what people answer."""
import collections
import json
import math
import time

import words
from report import counts, table
from stack import StoryError, wait_until
from witness import mask

LINE_RATE = 100  # texts per second: a line of a demonstration, not of a carrier
ASK = "phone_text_default"
# A part of each text that nothing else contains; of the templates that an account starts with.
ASK_MARKER = "Reply YES to get"
TOO_EARLY = "A sale, too early"
SALE_MARKERS = ("Autumn is here", "Last hours")
ANSWER_LIMIT_S = 60
STOP_LIMIT_S = 62  # how long a grant may be acted on, and the gateway may keep a text (dispatcher.h)
EXIT_PARTIAL = 5  # some rows were rejected, see the report
QUIET_S = 2.0


def lasts_s(play, texts, rate=LINE_RATE):
    """How long texts take at most: a partition has its share of the rate, and all people may be in one."""
    return math.ceil(texts / rate * int(play.stack.environment()["CONSENT_PARTITIONS"]))


def set_up(play):
    """Not a point of its own: the business, its keyword, and the handsets."""
    play.tell("creating the business, connecting the handsets")
    play.consent("account", "create", "--brand", f"Cobble Hill {play.run}", "--line", play.line,
                 "--line-kind", "short_code", "--rate", LINE_RATE, "--open-all-day",
                 "--help-contact", "help@cobblehill.example")
    # Whoever texts the keyword has agreed: one yes is enough here.
    play.consent("program", "add", "marketing", "--policy", "single")
    play.consent("keyword", "add", "text-me", "--word", words.KEYWORD, "--opt-in", "marketing")
    first, second = SALE_MARKERS
    play.stack.script("handset", play.stack.state, "--replies", play.replies, "--ask-marker", ASK_MARKER,
                      "--campaign1-marker", first, "--campaign2-marker", second)


def import_file(play, report_file):
    code, out, err = play.stack.call("import", play.customers, "--report", report_file, "--output", "json",
                                     account=play.account)
    if code not in (0, EXIT_PARTIAL):
        raise StoryError(f"`consent import {play.customers}` exited {code}: {err.strip()}", play.stack.state / "log",
                         f"mend the file, or see {play.stack.bin / 'consent'} import --help")
    return json.loads(out)


def import_customers(play):
    report = play.report
    play.tell(f"1 importing {play.customers}")
    rejects = play.folder / "import-report.csv"
    first = import_file(play, rejects)
    again = import_file(play, play.folder / "import-again-report.csv")
    play.imported = first["imported"]
    report.numbers.update({name: first[name] for name in ("rows", "imported", "rejected", "reasons")})
    report.title("1. The import")
    refused = f", {first['opted_out']:,} are opt-outs" if first["opted_out"] else ""
    report.say(f"{first['rows']:,} rows: {first['imported']:,} became events{refused}, {first['rejected']:,} stand in "
               "the report with row, reason and mend:")
    report.say(*counts(first["reasons"]))
    report.say(f"report: {rejects}")
    total = first["imported"] + first["opted_out"] + first["already_there"] + first["rejected"]
    report.check("every row is an event or a line of the report", total == first["rows"],
                 f"{total} of {first['rows']}")
    report.check("importing the same file again changes nothing, and says so", again["status"] == "unchanged",
                 f"{again['imported'] + again['opted_out']} new events")
    status = segments(play)
    # A file may bring evidence of its own (who agreed when, where, to which words): such people have agreed.
    # A shop's export never does.
    play.proven = 0 if first["source"] == "shopify" else status["status"].get("opted_in", 0)
    if play.proven:
        report.say(f"{play.proven:,} came with evidence of written permission, and are reachable at once "
                   "(ledger/imports/README.md).")
    report.check("imported people are imported, not reachable", status["reachable"] == play.proven,
                 f"{status['reachable']} are reachable")


def segments(play):
    """{"total": n, "reachable": n, "status": {status: n}} of the business."""
    found = {row["segment"]: row["contacts"] for row in play.json("segments")}
    prefix = "~status/marketing/"
    return {"total": found.get("~all", 0), "reachable": found.get("~reachable/marketing", 0),
            "status": {name[len(prefix):]: count for name, count in found.items() if name.startswith(prefix)}}


def show(play, campaign):
    return play.json("campaign", "show", campaign)


def wait_for(play, campaign, limit_s, steps=None):
    """Waits until the steps of a campaign (all of them) are finished; returns its view."""
    seen = {}

    def finished():
        play.chaos.check()
        seen["view"] = view = show(play, campaign)
        chosen = view["steps"] if steps is None else view["steps"][:steps]
        return all(step["state"] == "finished" for step in chosen)

    def tick(_):
        done = sum(step["attempted"] for step in seen["view"]["steps"])
        play.tell(f"  {campaign}: {done:,} texts handed over")

    wait_until(finished, limit_s, f"campaign {campaign}", log=play.stack.state / "log" / "consent-dispatcher.log",
               mend=f"{play.stack.bin / 'consent'} campaign show {campaign} --account {play.account}", tick=tick)
    return seen["view"]


def why_not(step):
    """{reason: people} of a step: left out without an attempt, or denied."""
    left_out = collections.Counter(step["excluded"])
    left_out.update(step["denied"])
    return left_out


def too_early(play):
    report = play.report
    play.tell("2 a marketing campaign before anybody agreed")
    before = len(play.witness.read().received)
    limit_s = 60 + lasts_s(play, play.proven)
    play.consent("campaign", "create", "too-early", "--audience", "reachable", "--message", TOO_EARLY,
                 "--at", "now", "--deadline", f"+{limit_s}s", "--acknowledge", "We have the recipients' consent",
                 "--schedule")
    step = wait_for(play, "too-early", limit_s + 30)["steps"][0]
    quiet(play, 120 + lasts_s(play, play.proven))
    report.title("2. A marketing campaign now reaches nobody, and says why" if not play.proven else
                 "2. A marketing campaign now reaches only those with evidence, and says why")
    reasons = why_not(step)
    report.say(*[line for line in play.consent("campaign", "show", "too-early").splitlines()
                 if " left out " in line or " denied " in line])
    got = len(play.witness.read().received) - before
    report.check("nobody was texted" if not play.proven else "nobody else was texted",
                 step["attempted"] == play.proven and got == play.proven, f"{step['attempted']}, {got} received")
    report.check("everyone who was left out has a reason",
                 sum(reasons.values()) + step["attempted"] >= play.imported,
                 f"{sum(reasons.values())} reasons for {play.imported} people")


def quiet(play, limit_s):
    """Waits until no handset has anything to say, and nothing has come for QUIET_S."""
    seen = {"count": -1, "since": time.monotonic()}

    def is_quiet():
        witness = play.witness.read()
        count = len(witness.received) + len(witness.sent)
        if count != seen["count"] or "waiting=0 " not in play.stack.handset("stats"):
            seen.update(count=count, since=time.monotonic())
        return time.monotonic() - seen["since"] >= QUIET_S

    wait_until(is_quiet, limit_s, "answering the handsets", log=play.stack.state / "log",
               tick=lambda _: play.tell(f"  {len(play.witness.sent):,} texts from handsets so far"))


def ask(play):
    report = play.report
    play.tell(f"3 asking: the pre-built campaign {ASK}")
    with play.chaos.phase(["consent-dispatcher", "consent-keyword-handler", "consent-ledger"], "the requests"):
        limit_s = 340 + lasts_s(play, play.imported)
        play.consent("campaign", "schedule", ASK, "--at", "now", "--deadline", f"+{limit_s}s",
                     "--acknowledge", "We ask only whom our shop's export marks as willing")
        step = wait_for(play, ASK, limit_s + 60)["steps"][0]
    play.texts_in_chaos += step["attempted"]
    quiet(play, 120 + play.script.longest_delay_s("ask"))
    asked = play.witness.read().texts_with(ASK_MARKER)
    people = {number for _, number, _ in asked}
    report.title(f"3. The pre-built campaign {ASK} asks them")
    report.say(*delivery(step))
    if step["denied"] or step["excluded"]:
        report.say("not asked:", *counts(why_not(step)))
    report.say(f"The handsets received {len(asked):,} requests; the script has an answer for "
               f"{len(people & play.script.phones('ask')):,} of these people.")
    report.numbers.update(asked=len(people))
    report.check("nobody was asked twice", len(asked) == len(people))
    report.check("everyone imported was asked, or has a reason",
                 step["attempted"] + sum(why_not(step).values()) >= play.imported)


def delivery(step):
    """What became of the texts of a step, in one line."""
    names = ("delivered", "accepted", "queued", "open", "unknown", "failed", "rejected", "withdrawn")
    parts = [f"{step[name]:,} {name}" for name in names if step[name]]
    return ["texts: " + (", ".join(parts) or "none")]


def reply_rows(play):
    """For each wording that handsets sent, how often, and which answers came."""
    answered = collections.defaultdict(collections.Counter)
    got = collections.defaultdict(set)
    for _, number, text in play.witness.received:
        got[number].add(words.kind_of(text))
    for _, number, said in play.witness.sent:
        key = " ".join(said.lower().split())[:36]
        answered[key]["sent"] += 1
        answered[key].update(got[number] - {None})
    ranked = sorted(answered.items(), key=lambda item: -item[1]["sent"])
    kinds = list(words.ANSWERS)
    rows = [["words", "sent", *kinds]]
    rows += [[repr(said), count["sent"], *(count[kind] or "-" for kind in kinds)] for said, count in ranked[:14]]
    if len(ranked) > 14:
        rest = collections.Counter()
        for _, count in ranked[14:]:
            rest.update(count)
        rows.append([f"{len(ranked) - 14} other wordings", rest["sent"], *(rest[kind] or "-" for kind in kinds)])
    return rows


def answers(play):
    report = play.report
    play.tell("4 replies are decided and answered")
    limit_s = 90 + len(play.witness.sent) // 20
    waiting = wait_until(lambda: decided(play), limit_s, "deciding all replies", mend="see: consent replies",
                         log=play.stack.state / "log" / "consent-keyword-handler.log")
    quiet(play, 120)
    witness, status = play.witness.read(), segments(play)
    play.reachable = status["reachable"]
    report.numbers.update(status=status["status"], reachable=status["reachable"])
    report.title("4. What people answered, and what they got")
    report.say(*table(reply_rows(play), "  "))
    now = ", ".join(f"{count:,} {name}" for name, count in sorted(status["status"].items()) if count)
    report.say("status now: " + now)
    report.say(f"Reachable Customers: {status['reachable']:,} of {status['total']:,}")
    review = [row for row in waiting["rows"] if row.get("review")]
    if review:
        report.say(f"{len(review):,} replies wait for a person to look at them; meanwhile these people get nothing.")
    check_words(play)
    report.check("every reply is decided, or listed for a person to look at",
                 len(review) == len(waiting["rows"]), f"{len(waiting['rows']) - len(review)} wait")
    stray = {number for _, number, text in witness.received
             if not words.kind_of(text) and ASK_MARKER not in text and text != TOO_EARLY}
    doubles = words.doubles(witness)
    report.check("nobody got anything but the request and one answer to each reply", not stray and not doubles,
                 ", ".join(sorted(map(mask, stray | doubles))[:5]))


def decided(play):
    """The replies that wait, once none but those for a person's review do."""
    rows = play.json("replies")
    return {"rows": rows} if all(row.get("review") for row in rows) else None


def check_words(play):
    """What people said against what they got: answered, once, in time, and nothing more after a stop."""
    report, witness = play.report, play.witness
    deadline = time.monotonic() + ANSWER_LIMIT_S
    while (missing := words.ignored(witness.read(), ASK_MARKER)) and time.monotonic() < deadline:
        time.sleep(1)
    lost = unknown_attempts(play) if missing else 0
    if 0 < len(missing) <= lost:
        report.say(f"{len(missing)} texts got no answer: of {lost} attempts nobody can tell whether they left, and so",
                   "they are never sent again.")
    report.check("every plain STOP, every HELP and every YES to the request is answered", len(missing) <= lost,
                 ", ".join(f"{word} of {mask(number)}" for number, word in sorted(missing.items())[:5]))
    longest_away_s = max((kill["back_ms"] / 1000 for kill in play.chaos.kills), default=0)
    late = words.texted_after_stop(witness, STOP_LIMIT_S + longest_away_s)
    report.check("nobody was texted after a stop was confirmed, nor later than "
                 f"{STOP_LIMIT_S} s after the word", not late, ", ".join(sorted(map(mask, late))[:5]))
    check_opt_outs(play, witness)


def unknown_attempts(play):
    """How many attempts of this business may or may not have left, which only a kill or a broken link brings about."""
    _, out, _ = play.stack.call("verify", "--output", "json", account=play.account)
    found = json.loads(out)
    return sum(row["account"] == play.account for row in found["unknown"])


def check_opt_outs(play, witness):
    """The confirmation of a stop: one for each stop, and in time."""
    found = words.first_answers(witness, "opt-out")
    slowest = max((seconds for rows in found.values() for seconds, _ in rows), default=0.0)
    often = words.confirmed_too_often(witness)
    play.report.say(f"opt-out confirmations: {sum(map(len, found.values())):,}, the slowest {slowest:.1f} s after the "
                    "text")
    play.report.check("an opt-out is confirmed once, within five minutes",
                      not often and slowest <= words.OPT_OUT_LIMIT_S, ", ".join(sorted(map(mask, often))[:5]))
