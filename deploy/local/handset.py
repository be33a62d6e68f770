#!/usr/bin/env python3
"""The handsets behind a line, and the carrier between: a client of Kannel's fake SMSC port.

It records every text that it receives (mt) or sends (mo) in an append-only NDJSON file, each line on disk
before the next step, and answers after a script. It knows nothing of our code: it is the witness.

  handset.py --port PORT --record FILE [--replies TSV --ask-marker TEXT ...] [--control PORT]

Record:   {"t_ms":1795381473123,"dir":"mt","from":"13013","to":"+15550100","text":"..."}  times in UTC
Replies:  phone<TAB>ask|campaign1|campaign2<TAB>delay_ms<TAB>body    one reply a line; # begins a comment.
          \\n, \\t, \\r and \\\\ in a body stand for newline, tab, carriage return, backslash. A row is used once:
          by the first text to that phone that contains the marker of its kind. Several rows all answer.
Control:  lines on a TCP connection to 127.0.0.1, each answered by one line, `ok ...` or `error: ...`:
          send FROM TO TEXT · link down · link up · stats
Ends on TERM or INT with everything recorded, exit 0.
"""
import argparse
import heapq
import json
import os
import re
import selectors
import signal
import socket
import sys
import time
from urllib.parse import quote_from_bytes, unquote_to_bytes

# A text begins `sender receiver type rest`. A plain text may hold newlines, which Kannel passes as they
# are: a line that does not begin so belongs to the text before it.
HEAD = re.compile(rb"^([^ \n]+) (\+?[0-9]+) (text|ucs-2|data|udh) (.*)$", re.DOTALL)
QUIET_S = 0.02  # a plain text is complete when nothing more came for so long
PARTS_WAIT_S = 60.0  # then a text of which parts are missing is recorded as far as it came
RECONNECT_S = 0.5
READ_BYTES = 1 << 18
KINDS = ("ask", "campaign1", "campaign2")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def unescape(body):
    return re.sub(r"\\([ntr\\])", lambda match: ESCAPES[match.group(1)], body)


def read_replies(path):
    """Returns {(phone, kind): [(delay_s, body)]}; ends the program, naming the row, when one is wrong."""
    replies = {}
    try:
        with open(path, "rb") as file:
            rows = file.read().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}; name a TSV file of replies")
    for number, row in enumerate(rows, 1):
        where = f"{path}:{number}"
        try:
            row = row.decode().rstrip("\r")
        except UnicodeDecodeError:
            sys.exit(f"{where}: not UTF-8; save the file as UTF-8")
        if not row.strip() or row.startswith("#"):
            continue
        columns = row.split("\t")
        if number == 1 and columns[0] == "phone":
            continue
        if len(columns) != 4:
            sys.exit(f"{where}: {len(columns)} columns; write phone<TAB>kind<TAB>delay_ms<TAB>body")
        phone, kind, delay_ms, body = columns
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", phone):
            sys.exit(f"{where}: phone is not in E.164; write it as +15550100")
        if kind not in KINDS:
            sys.exit(f"{where}: kind '{kind}' is none of {', '.join(KINDS)}")
        if not re.fullmatch(r"[0-9]{1,9}", delay_ms):
            sys.exit(f"{where}: delay_ms '{delay_ms}' is not a number of milliseconds")
        replies.setdefault((phone, kind), []).append((int(delay_ms) / 1000, unescape(body)))
    return replies


def decode_parts(payload):
    """Decodes 8-bit data: Kannel sends parts of a long text so, without saying in which coding."""
    if b"\0" not in payload:
        try:
            return payload.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return payload.decode("utf-16-be", errors="replace")


def part_of(udh):
    """Returns (reference, total, number) of a concatenation header, or None."""
    at = 1
    while at + 2 <= len(udh):
        element, length = udh[at], udh[at + 1]
        value = udh[at + 2 : at + 2 + length]
        if element == 0 and len(value) == 3:
            return value[0], value[1], value[2]
        if element == 8 and len(value) == 4:
            return value[0] << 8 | value[1], value[2], value[3]
        at += 2 + length
    return None


def to_line(sender, receiver, text):
    """Writes a handset's text as the fake SMSC wants it. With a newline inside only UCS-2 can carry it."""
    head = f"{sender} {receiver} ".encode()
    if re.search(r"[\r\n]", text):
        return head + b"ucs2 " + quote_from_bytes(text.encode("utf-16-be"), safe=b"").encode() + b"\n"
    return head + b"text " + text.encode() + b"\n"


class Record:
    """The witness's file: appended line by line, synced once for each batch before it is acted on."""

    def __init__(self, path):
        self.file = open(path, "ab")
        self.counts = {"mt": 0, "mo": 0}

    def add(self, direction, sender, receiver, text, at=None):
        self.counts[direction] += 1
        t_ms = round((at or time.time()) * 1000)
        line = {"t_ms": t_ms, "dir": direction, "from": sender, "to": receiver, "text": text}
        self.file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def sync(self):
        self.file.flush()
        os.fdatasync(self.file.fileno())


class Handset:
    def __init__(self, options):
        self.address = ("127.0.0.1", options.port)
        self.record = Record(options.record)
        self.replies = read_replies(options.replies) if options.replies else {}
        markers = ((kind, getattr(options, kind + "_marker")) for kind in KINDS)
        self.markers = [(kind, marker) for kind, marker in markers if marker]
        self.selector = selectors.DefaultSelector()
        self.link = None
        self.link_wanted = True
        self.next_try = 0.0
        self.buffer = b""
        self.open_text = None  # [sender, receiver, bytes, wall time]: a plain text that may go on
        self.open_since = 0.0
        self.parts = {}  # (sender, receiver, reference, total) -> [{number: bytes}, first seen, wall time]
        self.due = []  # heap of (when, sequence, sender, receiver, text)
        self.sequence = 0
        self.outbox = []  # [bytes still to send, (sender, receiver, text)]
        self.stopping = False
        if options.control is not None:
            server = socket.create_server(("127.0.0.1", options.control))
            server.setblocking(False)
            self.selector.register(server, selectors.EVENT_READ, self.accept_control)

    # -- the link to Kannel

    def connect(self):
        self.next_try = time.monotonic() + RECONNECT_S
        link = socket.socket()
        link.settimeout(2)
        try:
            link.connect(self.address)
        except OSError:
            link.close()
            return
        link.setblocking(False)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.link = link
        self.buffer = b""
        self.selector.register(link, selectors.EVENT_READ, self.on_link)
        print("handset: connected", flush=True)

    def drop(self):
        self.finish_open_text()
        self.selector.unregister(self.link)
        self.link.close()
        self.link = None
        # What was handed over in part is sent again whole: its rest would begin in the middle.
        self.outbox = [[to_line(*text), text] for _, text in self.outbox]
        print("handset: link lost", flush=True)

    def on_link(self, _):
        try:
            data = self.link.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop()
            return
        lines = (self.buffer + data).split(b"\n")
        self.buffer = lines.pop()
        now = time.time()
        for line in lines:
            self.on_line(line, now)
        self.open_since = time.monotonic()

    def on_line(self, line, now):
        match = HEAD.match(line)
        if match is None and self.open_text is not None:
            self.open_text[2] += b"\n" + line
            return
        self.finish_open_text()
        if match is None:
            print(f"handset: a line of {len(line)} bytes is no text", file=sys.stderr, flush=True)
            return
        sender, receiver, kind, rest = match.groups()
        sender, receiver = sender.decode(), receiver.decode()
        if kind == b"text":
            self.open_text = [sender, receiver, rest, now]
        elif kind == b"ucs-2":
            text = unquote_to_bytes(rest.replace(b"+", b" ")).decode("utf-16-be", errors="replace")
            self.received(sender, receiver, text, now)
        else:
            self.on_data(sender, receiver, kind, rest, now)

    def on_data(self, sender, receiver, kind, rest, now):
        part = None
        if kind == b"udh":
            udh, _, rest = rest.partition(b" ")
            part = part_of(unquote_to_bytes(udh.replace(b"+", b" ")))
            kind, _, rest = rest.partition(b" ")
        payload = rest if kind == b"text" else unquote_to_bytes(rest.replace(b"+", b" "))
        if part is None:
            self.received(sender, receiver, decode_parts(payload), now)
            return
        reference, total, number = part
        key = (sender, receiver, reference, total)
        seen = self.parts.setdefault(key, [{}, time.monotonic(), now])
        seen[0][number] = payload
        if len(seen[0]) == total:
            del self.parts[key]
            self.received(sender, receiver, decode_parts(b"".join(seen[0][n] for n in sorted(seen[0]))), now)

    def finish_open_text(self):
        if self.open_text is not None:
            sender, receiver, text, at = self.open_text
            self.open_text = None
            self.received(sender, receiver, text.decode("utf-8", errors="replace"), at)

    def finish_parts(self, older_than):
        for key in [key for key, seen in self.parts.items() if seen[1] <= older_than]:
            parts, _, at = self.parts.pop(key)
            self.received(key[0], key[1], decode_parts(b"".join(parts[n] for n in sorted(parts))), at)

    # -- texts

    def received(self, sender, receiver, text, at):
        self.record.add("mt", sender, receiver, text, at)
        phone = "+" + receiver.lstrip("+")
        for kind, marker in self.markers:
            if marker in text:
                for delay_s, body in self.replies.pop((phone, kind), ()):
                    self.send_at(time.monotonic() + delay_s, phone, sender, body)
                break

    def send_at(self, when, sender, receiver, text):
        self.sequence += 1
        heapq.heappush(self.due, (when, self.sequence, sender, receiver, text))

    def send_due(self):
        now = time.monotonic()
        while self.due and self.due[0][0] <= now:
            text = heapq.heappop(self.due)[2:]
            self.outbox.append([to_line(*text), text])
        sent = 0
        try:
            for entry in self.outbox:
                while entry[0]:
                    entry[0] = entry[0][self.link.send(entry[0]) :]
                self.record.add("mo", *entry[1])
                sent += 1
        except BlockingIOError:
            pass  # tried again in the next turn
        except OSError:
            self.outbox = self.outbox[sent:]
            self.drop()
            return
        self.outbox = self.outbox[sent:]

    # -- control

    def accept_control(self, server):
        connection, _ = server.accept()
        connection.settimeout(5)
        pending = [b""]

        def on_control(_):
            try:
                data = connection.recv(READ_BYTES)
                *lines, pending[0] = (pending[0] + data).split(b"\n")
                for line in lines:
                    connection.sendall((self.command(line.decode().rstrip("\r")) + "\n").encode())
            except (OSError, UnicodeDecodeError):
                data = b""
            if not data:
                self.selector.unregister(connection)
                connection.close()

        self.selector.register(connection, selectors.EVENT_READ, on_control)

    def command(self, line):
        words = line.split(" ", 3)
        if words[0] == "send" and len(words) == 4:
            self.send_at(time.monotonic(), words[1], words[2], unescape(words[3]))
            return "ok"
        if line in ("link down", "link up"):
            self.link_wanted = line == "link up"
            if self.link and not self.link_wanted:
                self.drop()
            return "ok"
        if line == "stats":
            counts = self.record.counts
            link = "up" if self.link else "down"
            return f"ok mt={counts['mt']} mo={counts['mo']} waiting={len(self.due) + len(self.outbox)} link={link}"
        return "error: write send FROM TO TEXT, link down, link up, or stats"

    # -- the loop

    def timeout(self):
        now = time.monotonic()
        waits = [0.5]
        if self.due and self.link:
            waits.append(self.due[0][0] - now)
        if self.outbox or self.open_text is not None:
            waits.append(QUIET_S)
        if self.link is None and self.link_wanted:
            waits.append(self.next_try - now)
        return max(0.0, min(waits))

    def run(self):
        written = 0
        while not self.stopping:
            if self.link is None and self.link_wanted and time.monotonic() >= self.next_try:
                self.connect()
            for key, _ in self.selector.select(self.timeout()):
                key.data(key.fileobj)
            if self.open_text is not None and not self.buffer and time.monotonic() - self.open_since >= QUIET_S:
                self.finish_open_text()
            self.finish_parts(time.monotonic() - PARTS_WAIT_S)
            if self.link is not None:
                self.send_due()
            if sum(self.record.counts.values()) != written:
                written = sum(self.record.counts.values())
                self.record.sync()
        self.finish_open_text()
        self.finish_parts(time.monotonic())
        self.record.sync()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True, help="Kannel's fake SMSC port (KANNEL_FAKE_SMSC_PORT)")
    parser.add_argument("--record", required=True, help="NDJSON file to append to")
    parser.add_argument("--replies", help="TSV file of replies")
    for kind in KINDS:
        parser.add_argument(f"--{kind}-marker", help=f"a text that contains this is of kind {kind}")
    parser.add_argument("--control", type=int, help="TCP port on 127.0.0.1 for commands")
    options = parser.parse_args()
    handset = Handset(options)

    def stop(*_):
        handset.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    handset.run()


if __name__ == "__main__":
    main()
