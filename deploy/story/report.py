"""What the story tells: progress lines while it runs, then one report, on the screen and in a file."""
import json
import time


def table(rows, indent="    "):
    """Lines of left-aligned columns; numbers are aligned to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    if not rows:
        return []
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]

    def cell(text, width):
        return text.rjust(width) if text.replace(",", "").isdigit() else text.ljust(width)

    return [indent + "  ".join(cell(text, widths[i]) for i, text in enumerate(row)).rstrip() for row in rows]


def counts(numbers, words=None, limit=8, indent="    "):
    """A table of {reason: count}, the largest first; what is behind `limit` becomes one line."""
    ranked = sorted(((count, name) for name, count in numbers.items() if count), key=lambda row: (-row[0], row[1]))
    rows = [[f"{count:,}", name, (words or {}).get(name, "")] for count, name in ranked[:limit]]
    if len(ranked) > limit:
        rows.append([f"{sum(count for count, _ in ranked[limit:]):,}", f"for {len(ranked) - limit} other reasons", ""])
    return table(rows, indent)


def clock(t_ms):
    return time.strftime("%H:%M:%S", time.gmtime(t_ms / 1000)) + f".{t_ms % 1000:03d}"


class Report:
    def __init__(self, path):
        self.path = path
        self.lines = []
        self.checks = []  # (what, held, detail)
        self.numbers = {}  # for programs; stands in result.json beside the report
        self.begin = time.monotonic()

    def progress(self, text):
        print(f"[{time.monotonic() - self.begin:4.0f} s] {text}", flush=True)

    def title(self, text):
        self.lines += ["", text, "-" * len(text)]

    def say(self, *lines):
        self.lines += [line if line.startswith(" ") else "  " + line for line in lines]

    def check(self, what, held, detail=""):
        """Notes whether something that the story promises is so; it stands in the report either way."""
        self.checks.append((what, bool(held), detail))
        mark = "ok    " if held else "BROKEN"
        self.lines.append(f"  {mark} {what}" + (f": {detail}" if detail and not held else ""))
        return bool(held)

    @property
    def broken(self):
        return [(what, detail) for what, held, detail in self.checks if not held]

    def finish(self, *closing):
        self.lines += ["", *closing]
        text = "\n".join(self.lines) + "\n"
        self.path.write_text(text, encoding="utf-8")
        result = {"checks": [{"what": what, "held": held, "detail": detail} for what, held, detail in self.checks],
                  "numbers": self.numbers}
        (self.path.parent / "result.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
        print(text, flush=True)
