#!/usr/bin/env python3
"""The story's own reading of the handsets' record, without a stack.

label: unit
"""
import json
import pathlib
import sys
import tempfile
import traceback
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "deploy" / "story"), str(ROOT / "deploy" / "local")]
import chaos  # noqa: E402
import points_sale  # noqa: E402
import report  # noqa: E402
import witness  # noqa: E402
import words  # noqa: E402

ANN, BEN = "+14155550134", "+447700900123"
SALE = [marker + " ..." for marker in points_sale.SALE_MARKERS]
BYE, HELP = "Shop: You are unsubscribed and ...", "Shop: For help contact ..."
WELCOME, ASK = "Shop: You get our texts now ...", "Shop: Reply YES to get our texts ..."


def recorded(*texts, line="13013", half=""):
    """A witness of texts (t_ms, "mt" | "mo", person, words)."""
    path = pathlib.Path(tempfile.mkdtemp()) / "record.ndjson"
    path.touch()
    found = witness.Witness(path, line)
    with open(path, "a", encoding="utf-8") as record:
        for t, direction, person, words in texts:
            ends = ("13013", person) if direction == "mt" else (person, "13013")
            text = {"t_ms": t, "dir": direction, "from": ends[0], "to": ends[1], "text": words}
            record.write(json.dumps(text) + "\n")
        record.write(half)
    return found.read()


def masks():
    """numbers are shown as the rest of the project shows them"""
    assert witness.mask(ANN) == "+1415•••0134", witness.mask(ANN)
    assert witness.mask(BEN) == "+447•••0123", witness.mask(BEN)


def other_lines():
    """only the texts of the run's own line count, and a half-written row waits"""
    found = recorded((1, "mt", ANN, "a"), line="99999", half='{"t_ms":')
    assert not found.received and not found.sent
    assert len(recorded((1, "mt", ANN, "a"), half='{"t_ms":').received) == 1


def answers_in_time():
    """an answer is timed from the text before it"""
    found = words.first_answers(recorded((1000, "mo", ANN, "STOP"), (3500, "mt", ANN, BYE)), "opt-out")
    assert found == {ANN: [(2.5, 3500)]}, found


def more_answers_than_texts():
    """who gets more automatic answers than they sent texts is found"""
    found = recorded((1, "mo", ANN, "HELP"), (2, "mt", ANN, HELP), (3, "mt", ANN, HELP),
                     (4, "mo", BEN, "HELP"), (5, "mt", BEN, HELP))
    assert words.doubles(found) == {ANN}


def after_the_stop():
    """a message after the confirmed stop is found"""
    kept = recorded((1, "mt", ANN, SALE[0]), (2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE))
    row, later = points_sale.what_one_got(kept, ANN, 2)
    assert row[2] == "never" and row[5] == "nothing" and later == [], (row, later)
    again = recorded((2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE), (4, "mo", ANN, "START"), (5, "mt", ANN, SALE[1]))
    assert points_sale.what_one_got(again, ANN, 2)[1] == []
    broken = recorded((2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE), (4, "mt", ANN, SALE[1]))
    row, later = points_sale.what_one_got(broken, ANN, 2)
    assert row[5] == "1 messages" and later == [ANN], (row, later)


def plain_words():
    """plain words are understood, free text is not"""
    assert [words.meaning(text) for text in ("stop", " Stop. ", "STOP ALL", "Yes!", "y", "text  me", "info")] == [
        "STOP", "STOP", "STOP", "YES", "YES", "YES", "HELP"]
    assert [words.meaning(text) for text in ("please stop", "yesterday", "ok", "\U0001F44D", "")] == [None] * 5


def ignored_words():
    """a STOP, a HELP and a YES to the request that got no answer are found"""
    asked = (1, "mt", ANN, ASK)
    for word, answer in (("STOP", BYE), ("HELP", HELP), ("YES", WELCOME)):
        assert words.ignored(recorded(asked, (2, "mo", ANN, word)), ASK) == {ANN: word}, word
        assert not words.ignored(recorded(asked, (2, "mo", ANN, word), (3, "mt", ANN, answer)), ASK), word
    second = recorded(asked, (2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE), (4, "mo", ANN, "START"),
                      (5, "mt", ANN, WELCOME), (6, "mo", ANN, "STOP"))
    assert words.ignored(second, ASK) == {ANN: "STOP"}
    nobody_asked = recorded((2, "mo", ANN, "YES"))
    assert not words.ignored(nobody_asked, ASK)


def owed_nothing():
    """no answer is demanded for a stop that is taken back or said twice, nor for a YES that a stop follows"""
    asked = (1, "mt", ANN, ASK)
    for said in (["STOP", "START"], ["YES", "please stop"], ["what?", "YES"]):
        rows = [(2 + at, "mo", ANN, word) for at, word in enumerate(said)]
        assert not words.ignored(recorded(asked, *rows), ASK), said
    assert not words.ignored(recorded(asked, (2, "mo", ANN, "YES"), (3, "mo", ANN, "STOP"), (4, "mt", ANN, BYE)), ASK)
    assert not words.ignored(recorded(asked, (2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE), (4, "mo", ANN, "STOP")), ASK)


def texts_after_a_stop():
    """a text after a stop is found, by the word alone too, unless the person opted in again"""
    stop, late = (1000, "mo", ANN, "STOP"), (9000, "mt", ANN, SALE[1])
    assert words.texted_after_stop(recorded(stop, late), 5) == {ANN}
    assert not words.texted_after_stop(recorded(stop, late), 10)
    assert words.texted_after_stop(recorded(stop, (2000, "mt", ANN, BYE), late), 10) == {ANN}
    assert not words.texted_after_stop(recorded(stop, (2000, "mt", ANN, BYE), (3000, "mo", ANN, "START"), late), 5)
    assert not words.texted_after_stop(recorded(stop, (9000, "mt", ANN, HELP)), 5)


def confirmed_once_each():
    """a stop is confirmed once, and once more after each opt-in between"""
    once = [(1, "mo", ANN, "STOP"), (2, "mt", ANN, BYE)]
    assert not words.confirmed_too_often(recorded(*once))
    assert words.confirmed_too_often(recorded(*once, (3, "mo", ANN, "ok"), (4, "mt", ANN, BYE))) == {ANN}
    again = [(3, "mo", ANN, "START"), (4, "mo", ANN, "STOP"), (5, "mt", ANN, BYE)]
    assert not words.confirmed_too_often(recorded(*once, *again))
    assert words.confirmed_too_often(recorded(*once, *again, (6, "mo", ANN, "hm"), (7, "mt", ANN, BYE))) == {ANN}
    assert words.confirmed_too_often(recorded((0, "mo", ANN, "YES"), *once, (3, "mt", ANN, BYE))) == {ANN}


def every_stop():
    """a stop counts by its word, without our confirmation, and free text by the confirmation"""
    found = words.stops(recorded((1, "mo", ANN, "STOP"), (5, "mo", BEN, "enough!"), (6, "mt", BEN, BYE),
                                 (7, "mo", ANN, "START"), (8, "mo", ANN, "END"), (9, "mt", ANN, BYE)))
    assert found == {ANN: [1, 8], BEN: [5]}, found


def a_short_phase():
    """whoever was not killed while a phase lasted is killed when it ends; a seed gives one order for each phase"""
    victims = ["consent-ledger", "kafka", "consent-ledger"]
    killed = []
    for _ in range(2):
        trial = chaos.Chaos(None, 7, lambda _: None)
        trial.stack = types.SimpleNamespace(patience_s=0)
        trial.settle = lambda: None
        trial.strike = lambda name, _away: trial.kills.append({"name": name, "aimed": False})
        with trial.phase(victims, "a test"):
            pass
        killed.append([kill["name"] for kill in trial.kills])
        assert set(victims).isdisjoint(trial.never_killed()), trial.kills
    assert killed[0] == killed[1] and len(killed[0]) == 2, killed


def long_counts():
    """a long list of reasons ends in one line"""
    lines = report.counts({f"r{n}": n + 1 for n in range(12)}, limit=3)
    assert len(lines) == 4 and "9 other reasons" in lines[-1] and "45" in lines[-1], lines


def main():
    failed = 0
    for case in (masks, other_lines, answers_in_time, more_answers_than_texts, after_the_stop, plain_words,
                 ignored_words, owed_nothing, texts_after_a_stop, confirmed_once_each, every_stop, a_short_phase,
                 long_counts):
        try:
            case()
            print(f"ok Story: {case.__doc__}")
        except Exception:  # pylint: disable=broad-except
            failed += 1
            traceback.print_exc()
            print(f"not ok Story: {case.__doc__}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
