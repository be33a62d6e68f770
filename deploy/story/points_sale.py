"""Points 5 to 7: two messages to Reachable Customers while some stop, what is known of people, and the verdict."""
import collections
import datetime
import json

import words
from points_ask import LINE_RATE, SALE_MARKERS, check_words, delivery, lasts_s, quiet, show, wait_for, why_not
from report import clock, counts, table
from stack import StoryError
from witness import mask

SALE = "autumn-sale"
STOPS_WANTED = 20
PACED_S = 26  # how long the second message is to take
SHORTEST_S = 20
SHOWN_STOPS = 12
TEXTS_TO_HIT = 100  # so many texts during the kills, and a kill falls between a grant and its conclusion
EXIT_VERIFICATION_FAILED = 4


def milliseconds(text):
    """An RFC 3339 time of the command line's JSON, or None."""
    if text is None:
        return None
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def sale(play):
    first, second = SALE_MARKERS
    people = play.reachable
    rate = min(LINE_RATE, max(0.1, (people - 1) / PACED_S))
    # The second message begins when the first one is just out, so that its people still answer that one.
    gap_s = round(people / LINE_RATE + 2)
    play.tell(f"5 a campaign of two messages to {people:,} people, the second at {rate:.1f} texts a second")
    slack_s = 420 if play.chaos.kills != () else 60
    first_s = lasts_s(play, people) + slack_s
    second_s = gap_s + max(PACED_S, lasts_s(play, people, rate)) + slack_s
    with play.chaos.phase(["consent-dispatcher", "consent-projector", "kafka", "consent-dispatcher",
                           "consent-keyword-handler", "consent-ledger"], "the campaign"):
        play.consent("campaign", "create", SALE, "--audience", "reachable",
                     "--message", first + " at {brand}: the new beans are in. STOP to opt out.",
                     "--message", second + " of the sale at {brand}: 20% off. STOP to opt out.",
                     "--at", "now", "--at", f"+{gap_s}s", "--deadline", f"+{first_s}s",
                     "--deadline", f"+{second_s}s", "--rate", LINE_RATE, "--rate", f"{rate:.3f}",
                     "--acknowledge", "We have the recipients' consent", "--schedule")
        view = wait_for(play, SALE, second_s + 60)
    play.texts_in_chaos += sum(step["attempted"] for step in view["steps"])
    quiet(play, 120 + max(map(play.script.longest_delay_s, ("campaign1", "campaign2"))))
    report = play.report
    report.title("5. A campaign of two messages, while some stop")
    for number, step in enumerate(view["steps"], 1):
        report.say(f"message {number}: " + delivery(step)[0])
        report.say(*counts(why_not(step)))
    report_stops(play, view["steps"][1])
    play.view = show(play, SALE)
    got = collections.Counter((number, marker) for _, number, text in play.witness.received
                              for marker in SALE_MARKERS if marker in text)
    report.check("nobody got a message twice", all(count == 1 for count in got.values()),
                 ", ".join(mask(number) for (number, _), count in got.items() if count > 1))
    check_words(play)


def report_stops(play, step):
    """How many stops fell between the first and the last grant of the second message, and what these people got."""
    report, witness = play.report, play.witness.read()
    begin, end = milliseconds(step["first_grant_at"]), milliseconds(step["last_grant_at"])
    if begin is None:
        report.say("Nobody was granted the second message.")
        return
    lasted = (end - begin) / 1000
    report.say(f"The second message's grants: {clock(begin)} to {clock(end)} UTC, {lasted:.1f} s.")
    # The first stop of each person in that time, by the handset's clock.
    between = ((number, [t for t in times if begin <= t <= end]) for number, times in words.stops(witness).items())
    stops = {number: times[0] for number, times in between if times}
    told = f"{len(stops)} people stopped between its first and its last grant"
    report.say(told + (":" if stops else "."))
    rows, after = [], []
    for number, stopped in sorted(stops.items(), key=lambda item: item[1]):
        row, later = what_one_got(witness, number, stopped)
        rows.append(row)
        after += later
    head = ["person", "message 1", "message 2", "STOP at", "confirmed", "anything after"]
    report.say(*table([head] + rows[:SHOWN_STOPS], "    "))
    if len(rows) > SHOWN_STOPS:
        path = play.folder / "stops.txt"
        path.write_text("\n".join(table([head] + rows, "")) + "\n", encoding="utf-8")
        report.say(f"    the other {len(rows) - SHOWN_STOPS}: {path}")
        groups = collections.Counter(("got" if row[2] != "never" else "never got", row[5]) for row in rows)
        for (second, later), count in groups.most_common():
            report.say(f"    {count} of them {second} message 2; after the stop was confirmed: {later}")
    report.numbers.update(stops_between=len(stops), paced_s=lasted)
    if len(stops) >= STOPS_WANTED:
        report.check(f"{STOPS_WANTED} stops or more fell between its first and last grant", True)
    else:
        report.say(f"The replies file gave fewer than {STOPS_WANTED} stops in that time, so this run shows less than",
                   f"it could ({play.script.count('campaign2')} rows answer the second message).")
    if lasted < SHORTEST_S:
        report.say(f"Its grants took less than {SHORTEST_S} s: {step['attempted']} people are too few to pace.")
    report.check("no message came after the stop was confirmed", not after, ", ".join(map(mask, after[:5])))


def what_one_got(witness, number, stopped):
    """A row of the table of stops, and [number] if a message of the campaign came after the confirmation, before the
    person opted in again."""
    times = {}
    confirmed, later, again = None, 0, False
    for t, direction, text in witness.story_of(number):
        if direction == "sent":
            again = again or (t > stopped and words.meaning(text) in words.OPT_INS)
            continue
        for marker in SALE_MARKERS:
            if marker in text:
                times[marker] = t
                later += confirmed is not None and not again
        if confirmed is None and words.kind_of(text) == "opt-out" and t >= stopped:
            confirmed = t
    cells = [(clock(times[marker]) if marker in times else "never") for marker in SALE_MARKERS]
    row = [mask(number), *cells, clock(stopped), f"+{(confirmed - stopped) / 1000:.1f} s" if confirmed else "never",
           f"{later} messages" if later else "nothing"]
    return row, [number] if later else []


def people(play):
    """6: the command line's own views of the campaign and of one person."""
    report, witness = play.report, play.witness
    play.tell("6 campaign show, contact show, contact history")
    report.title("6. What the command line tells")
    report.say(f"$ consent campaign show {SALE}")
    report.say(*indented(play.consent("campaign", "show", SALE)))
    got = {number for _, number, text in witness.received if SALE_MARKERS[1] in text}
    stopped = [number for number in words.first_answers(witness, "opt-out") if number in got]
    chosen = sorted(stopped) or sorted(got) or sorted({number for _, number, _ in witness.received})
    if not chosen:
        report.say("Nobody ever received a text, so there is no person to show.")
        return
    report.say("", f"$ consent contact show {mask(chosen[0])}")
    report.say(*indented(play.consent("contact", "show", chosen[0])))
    report.say("", f"$ consent contact history {mask(chosen[0])}")
    report.say(*indented(play.consent("contact", "history", chosen[0])))


def indented(text, limit=44):
    """Lines of a command's output; of a long one the beginning and the end."""
    lines = ["    " + line for line in text.rstrip().splitlines()]
    if len(lines) <= limit:
        return lines
    end = limit // 2
    return lines[: limit - end] + [f"    ... {len(lines) - limit} lines more"] + lines[-end:]


def kills(play):
    """What chaos did, if there was any."""
    if play.chaos.kills == ():
        return
    report = play.report
    struck = play.chaos.kills
    report.title("Chaos: kill -9")
    report.say(*table([["at (UTC)", "process", "struck", "back after"]] + [
        [clock(kill["t_ms"]), kill["name"], "an attempt under way" if kill["aimed"] else "at a random moment",
         f"{kill['back_ms'] / 1000:.1f} s"] for kill in struck]))
    report.check("every worker and the broker died at least once", not play.chaos.never_killed(),
                 ", ".join(play.chaos.never_killed()))
    play.tell("counting the kills between a grant and its conclusion")


def verify(play):
    """7: the whole log is folded again, and compared with what the handsets received."""
    report, record = play.report, play.stack.state / "handset.ndjson"
    play.tell("7 consent verify against the handsets' record")
    moments = [str(kill["t_ms"]) for kill in play.chaos.kills]
    arguments = ["verify", "--against", record] + (["--open-at", ",".join(moments)] if moments else [])
    code, out, err = play.stack.call(*arguments, "--output", "json", account=play.account)
    if code not in (0, EXIT_VERIFICATION_FAILED):
        raise StoryError(f"`consent verify` exited {code}: {err.strip()[-300:]}", play.stack.state / "log")
    found = json.loads(out)
    (play.folder / "verify.json").write_text(out, encoding="utf-8")
    report.title("7. consent verify --against the handsets' record")
    report.say(*indented(play.stack.call(*arguments, account=play.account)[1]))
    play.breach = code == EXIT_VERIFICATION_FAILED
    report.check("verify finds every law kept (exit 0)", code == 0,
                 "; ".join(breach.get("text", str(breach)) for breach in found["breaches"][:5]))
    if moments:
        hit = sum(1 for row in found["open_at"] if row["open"])
        report.say(f"{hit} of {len(moments)} kills fell between a grant and its conclusion.")
        if hit or play.texts_in_chaos >= TEXTS_TO_HIT:
            report.check("a kill fell between a grant and its conclusion", hit >= 1)
        else:
            report.say(f"With {play.texts_in_chaos} texts there is hardly such a moment to hit.")
        report.numbers.update(kills=len(moments), kills_between=hit)
    report.say(f"full result: {play.folder / 'verify.json'}")
