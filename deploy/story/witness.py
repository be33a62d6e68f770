"""What the handsets really received and sent: the record that deploy/local/handset.py writes, read while it grows."""
import json

DOTS = "•••"


def mask(phone):
    """A number as the rest of the project shows it: enough to find a person again, too little to text one."""
    digits = phone.lstrip("+")
    head = 2 if len(digits) < 10 else 3
    tail = min(4, len(digits) - head - 4)
    if digits.startswith("1") and len(digits) == 11:
        head = tail = 4
    return f"+{digits[:head]}{DOTS}{digits[len(digits) - tail:]}"


class Witness:
    """The texts of one line. `received` and `sent`: lists of (t_ms, phone, text) in the order of the record."""

    def __init__(self, path, line):
        self.path, self.line = path, line
        self.offset = path.stat().st_size if path.exists() else 0
        self.begin = self.offset
        self.received, self.sent = [], []

    def read(self):
        """Takes in what was recorded since the last call; returns self."""
        if not self.path.exists():
            return self
        with open(self.path, "rb") as record:
            record.seek(self.offset)
            data = record.read()
        whole = data[: data.rfind(b"\n") + 1]
        self.offset += len(whole)
        for row in whole.splitlines():
            entry = json.loads(row)
            if entry["dir"] == "mt" and entry["from"] == self.line:
                self.received.append((entry["t_ms"], phone(entry["to"]), entry["text"]))
            elif entry["dir"] == "mo" and entry["to"] == self.line:
                self.sent.append((entry["t_ms"], phone(entry["from"]), entry["text"]))
        return self

    def texts_with(self, marker):
        return [entry for entry in self.received if marker in entry[2]]

    def story_of(self, number):
        """All texts of one person, in the order of time: (t_ms, "received" | "sent", text)."""
        rows = [(t, "received", text) for t, who, text in self.received if who == number]
        rows += [(t, "sent", text) for t, who, text in self.sent if who == number]
        return sorted(rows)


def phone(text):
    return "+" + text.lstrip("+")


class Script:
    """The replies file: what the handset will answer. `answers`: {(phone, kind): [(delay_s, body)]}."""

    def __init__(self, path, read_replies):
        self.answers = read_replies(str(path))

    def phones(self, kind):
        return {number for number, of_kind in self.answers if of_kind == kind}

    def count(self, kind):
        return sum(len(rows) for (_, of_kind), rows in self.answers.items() if of_kind == kind)

    def longest_delay_s(self, kind):
        return max((delay for (_, of_kind), rows in self.answers.items() if of_kind == kind for delay, _ in rows),
                   default=0.0)
