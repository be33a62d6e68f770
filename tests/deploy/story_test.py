#!/usr/bin/env python3
"""The story's own reading of the handsets' record, without a stack.

label: unit
"""
import json
import pathlib
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "deploy" / "story"), str(ROOT / "deploy" / "local")]
import points_ask  # noqa: E402
import points_sale  # noqa: E402
import report  # noqa: E402
import witness  # noqa: E402

ANN, BEN = "+14155550134", "+447700900123"
SALE = [marker + " ..." for marker in points_sale.SALE_MARKERS]
BYE, HELP = "Shop: You are unsubscribed and ...", "Shop: For help contact ..."


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
    found = points_ask.first_answers(recorded((1000, "mo", ANN, "STOP"), (3500, "mt", ANN, BYE)), "opt-out")
    assert found == {ANN: [(2.5, 3500)]}, found


def more_answers_than_texts():
    """who gets more automatic answers than they sent texts is found"""
    found = recorded((1, "mo", ANN, "HELP"), (2, "mt", ANN, HELP), (3, "mt", ANN, HELP),
                     (4, "mo", BEN, "HELP"), (5, "mt", BEN, HELP))
    assert points_ask.doubles(found) == {ANN}


def after_the_stop():
    """a message after the confirmed stop is found"""
    kept = recorded((1, "mt", ANN, SALE[0]), (2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE))
    row, later = points_sale.what_one_got(kept, ANN, 2)
    assert row[2] == "never" and row[5] == "nothing" and later == [], (row, later)
    broken = recorded((2, "mo", ANN, "STOP"), (3, "mt", ANN, BYE), (4, "mt", ANN, SALE[1]))
    row, later = points_sale.what_one_got(broken, ANN, 2)
    assert row[5] == "1 messages" and later == [ANN], (row, later)


def long_counts():
    """a long list of reasons ends in one line"""
    lines = report.counts({f"r{n}": n + 1 for n in range(12)}, limit=3)
    assert len(lines) == 4 and "9 other reasons" in lines[-1] and "45" in lines[-1], lines


def main():
    failed = 0
    for case in (masks, other_lines, answers_in_time, more_answers_than_texts, after_the_stop, long_counts):
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
