#!/usr/bin/env python3
"""The scripted handset's reading of the fake SMSC's lines, without a gateway.

label: unit
"""
import json
import pathlib
import sys
import tempfile
import traceback
from urllib.parse import quote_plus

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy" / "local"))
import handset as unit  # noqa: E402


class Options:
    port, control, replies = 1, None, None
    ask_marker, campaign1_marker, campaign2_marker = "Reply YES", "Sale", None


def received(*lines, replies=None):
    """Feeds raw lines to a handset and returns (texts recorded, replies due)."""
    with tempfile.TemporaryDirectory() as folder:
        options = Options()
        options.record = folder + "/record"
        if replies is not None:
            options.replies = folder + "/replies.tsv"
            pathlib.Path(options.replies).write_text(replies, encoding="utf-8", errors="surrogateescape")
        handset = unit.Handset(options)
        for line in lines:
            handset.on_line(line, 1.5)
        handset.finish_open_text()
        handset.record.sync()
        with open(options.record) as record:
            return [json.loads(line) for line in record], [entry[2:] for entry in sorted(handset.due)]


def texts(*lines):
    return [entry["text"] for entry in received(*lines)[0]]


def ucs2(text):
    return quote_plus(text.encode("utf-16-be"))


def plain_text():
    """a plain text is recorded as it came"""
    entry = received("13013 +15550100 text Hello £5 € +%41 ".encode())[0][0]
    assert entry == {"t_ms": 1500, "dir": "mt", "from": "13013", "to": "+15550100", "text": "Hello £5 € +%41 "}


def newlines():
    """a line that begins like no text belongs to the text before it"""
    assert texts(b"1 +15550100 text a", b"b c", b"", b"1 +15550101 text d") == ["a\nb c\n", "d"]


def emoji():
    """UCS-2 is decoded to UTF-8"""
    assert texts(f"1 +15550100 ucs-2 {ucs2('Caf€ 😀')}".encode()) == ["Caf€ 😀"]


def parts():
    """a text of several parts is one text, also when a part ends inside a character"""
    whole = "é😀".encode("utf-16-be")
    first, second = (quote_plus(part) for part in (whole[:4], whole[4:]))
    one = f"1 +15550100 udh %05%00%03%07%02%01 data {first}".encode()
    two = f"1 +15550100 udh %05%00%03%07%02%02 data {second}".encode()
    assert texts(one, two) == ["é😀"]
    assert texts(two, one) == ["é😀"]
    assert texts(one) == []
    head = "1 +15550100 udh %05%00%03%07%02%0"
    utf8 = [f"{head}{n} data {quote_plus(part)}".encode() for n, part in ((1, "a+é"), (2, "€"))]
    assert texts(*utf8) == ["a+é€"]


def replies_by_marker():
    """replies go to the phone and kind that the row names, once"""
    rows = "phone\tkind\tdelay_ms\tbody\n# x\n+15550100\task\t0\tYES\n"
    rows += "+15550100\task\t5\tSTOP\\nnow\n+15550101\tcampaign1\t0\tno\n"
    ask = b"13013 +15550100 text Reply YES to agree"
    assert received(ask, ask, replies=rows)[1] == [("+15550100", "13013", "YES"), ("+15550100", "13013", "STOP\nnow")]
    assert received(b"13013 +15550101 text Reply YES", replies=rows)[1] == []
    assert received(b"13013 15550101 text Sale", replies=rows)[1] == [("+15550101", "13013", "no")]


def wrong_replies():
    """a wrong row of replies ends the program, naming the row"""
    for row in ("+15550100\task\t0", "5550100\task\t0\tx", "+15550100\tnever\t0\tx", "+15550100\task\t-1\tx",
                "+15550100\task\t0\t\udcff"):
        try:
            received(replies="# ok\n" + row + "\n")
        except SystemExit as ended:
            assert ":2: " in str(ended), ended
        else:
            raise AssertionError(f"accepted: {row}")
    try:
        unit.read_replies(tempfile.gettempdir())
    except SystemExit as ended:
        assert "cannot be read" in str(ended), ended
    else:
        raise AssertionError("accepted: a folder")


def inbound_lines():
    """a handset's text stays one line of the fake SMSC"""
    assert unit.to_line("+1", "2", "ARRÊT 😀") == "+1 2 text ARRÊT 😀\n".encode()
    assert unit.to_line("+1", "2", "a\n+") == b"+1 2 ucs2 %00a%00%0A%00%2B\n"


def main():
    failed = 0
    for test in (plain_text, newlines, emoji, parts, replies_by_marker, wrong_replies, inbound_lines):
        name = f"Handset: {test.__doc__}"
        try:
            test()
            print(f"ok {name}")
        except Exception:  # the report names the test and goes on
            failed += 1
            traceback.print_exc(file=sys.stdout)
            print(f"not ok {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
