"""Bad input from outside, and what must never be seen in clear: numbers and words of people."""
import json
import re
import time
import urllib.error

LONG = "x" * 10_000
DIGITS = re.compile(rb"[0-9]{10,}")

# name, content type, body, what the answer must name
BODIES = [
    ("no JSON", "application/json", b"{", None),
    ("an empty body", "application/json", b"", None),
    ("another type of JSON", "application/json", b"[1,2]", None),
    ("an unknown field", "application/json", b'{"source":"e2e","surprise":1}', "surprise"),
    ("an unknown media type", "text/plain", b"hello", None),
    ("no number", "application/json", b'{"source":"e2e","opted_out":{}}', "number"),
    ("a number that is none", "application/json",
     b'{"source":"e2e","number":"call me at 555","opted_out":{"scope":{"reach":"REACH_MARKETING"}}}', "number"),
    ("a number that is too long", "application/json",
     b'{"source":"e2e","number":"+1415555013412345678","opted_out":{"scope":{"reach":"REACH_MARKETING"}}}', "number"),
    ("no fact", "application/json", b'{"source":"e2e","number":"+12025550144"}', None),
    ("another business", "application/json",
     b'{"account":"someone-else","source":"e2e","number":"+12025550144","opted_out":{}}', "account"),
    ("an opt-in without a time", "application/json",
     b'{"source":"e2e","number":"+12025550144","opted_in":{"programs":[{"program":"marketing"}]}}', "occurred_at"),
    ("a program that does not exist", "application/json",
     b'{"source":"e2e","number":"+12025550144","occurred_at":"2026-01-01T00:00:00Z",'
     b'"opted_in":{"programs":[{"program":"nothing"}],"method":"OPT_IN_METHOD_WEB_FORM"}}', "program"),
    ("a source of 10,000 characters", "application/json",
     json.dumps({"source": LONG, "number": "+12025550144", "opted_out": {}}).encode(), "source"),
    ("an event of 300,000 characters", "application/json", b'{"name":"' + b"x" * 300_000 + b'"}', "too large"),
    ("deep nesting", "application/json", b'{"name":' * 5000, None),
    ("random bytes as protobuf", "application/x-protobuf", bytes(range(255, 0, -1)) * 20, None),
    ("bytes that are no UTF-8", "application/json", b'{"source":"\xff\xfe","number":"+12025550144"}', None),
]


def bodies(world, business):
    """Every wrong body is a 4xx that says what and how to mend it; nothing crashes."""
    key = world.stack.secret(f"api_key-{business.account}")
    pid = world.stack.pid("consent-ledger")
    for name, kind, body, named in BODIES:
        try:
            status, headers, answer = world.stack.http(
                "/v1/events", "POST", body, {"Authorization": f"Bearer {key}", "Content-Type": kind})
        except (urllib.error.URLError, OSError) as error:
            world.check(f"HTTP: {name} is refused", False, f"connection: {error}")
            continue
        text = answer.decode(errors="replace")
        world.check(f"HTTP: {name} is refused with what is wrong and the mend",
                    # A problem in protobuf does not spell its fields' names.
                    400 <= status < 500 and ("mend" in text or "check the body" in text)
                    and (named is None or named in text) and "5550144" not in text, f"{status} {text[:300]}")
    status, _, _ = world.stack.http("/v1/events", "POST", b"{}", {"Content-Type": "application/json"})
    world.check("HTTP: no key is 401", status == 401, str(status))
    status, _, _ = world.stack.http("/v1/events", "POST", b"{}", {"Authorization": "Bearer clk_x_y"})
    world.check("HTTP: a wrong key is 401", status == 401, str(status))
    status, _, _ = world.stack.http("/nowhere")
    world.check("HTTP: an unknown path is 404", status == 404, str(status))
    world.check("HTTP: the front door outlives all of it", world.stack.pid("consent-ledger") == pid and
                world.stack.http("/v1/health")[0] == 200)


def forged_report(world, business, campaign):
    """A delivery report that nobody gave out changes nothing."""
    before = business.json("campaign", "show", campaign)
    status, _, _ = world.stack.http("/kannel/dlr?d=2&ref=abc.def.0123456789abcdef0123")
    world.check("a delivery report without a key is 401", status == 401, str(status))
    key = world.stack.secret("kannel_webhook_key")
    status, _, _ = world.stack.http(f"/kannel/dlr?key={key}&d=2&ref=mfrggzdf.mfrggzdfmztwq2lk.0123456789abcdef0123")
    time.sleep(1)
    after = business.json("campaign", "show", campaign)
    counts = [{name: value for name, value in step.items() if isinstance(value, (int, dict))}
              for view in (before, after) for step in view["steps"]]
    half = len(counts) // 2
    world.check("a forged delivery report changes nothing", counts[:half] == counts[half:], f"answer {status}")


def numbers_of(*files):
    """Every E.164 number that the files name, as digits, with and without the country code 1."""
    found = set()
    for path in files:
        for run in re.findall(r"\+([1-9][0-9]{9,14})", path.read_text(encoding="utf-8-sig")):
            found.add(run.encode())
            if run.startswith("1"):
                found.add(run[1:].encode())
    return found


def leaks(data, numbers):
    """Numbers that stand in `data` in clear."""
    found = set()
    for run in DIGITS.findall(data):
        for length in (10, 11, 12):
            for at in range(len(run) - length + 1):
                if run[at : at + length] in numbers:
                    found.add(run[at : at + length])
    return found


def nothing_in_clear(world, customers, replies):
    """No number and no word of a person in the projector's files, in the workers' logs, or in their metrics."""
    stack = world.stack
    numbers = numbers_of(customers, replies)
    words = [b"please stop texting me", b"new phone who dis"]
    places = {
        "the projector's files": sorted(path for path in (stack.state / "projector").rglob("*") if path.is_file()),
        "the workers' logs": sorted((stack.state / "log").glob("consent-*.log")),
        "the record of the log": sorted((stack.state / "kafka" / "data").glob("consent.ledger.v1-*/*.log")),
    }
    for place, files in places.items():
        found, said, size = set(), [], 0
        for path in files:
            data = path.read_bytes()
            size += len(data)
            found |= leaks(data, numbers)
            said += [word for word in words if word in data]
        world.check(f"no number of {len(numbers):,} and no words in clear in {place}",
                    files and not found and not said, f"{len(found)} numbers, words {said}, {len(files)} files")
        world.say(f"{place}: {len(files)} files, {size / 1e6:.1f} MB searched")
    metrics = "".join(f"{name} {value}\n" for worker in ("consent-ledger", "consent-projector", "consent-dispatcher",
                                                          "consent-keyword-handler")
                      for name, value in stack.metrics(worker).items()).encode()
    world.check("no number in the workers' metrics", metrics and not leaks(metrics, numbers))


def flags(world, business):
    """Wrong calls of the command line exit 2 and say what is right."""
    for call, named in ((["campain", "show"], "campaign"), (["import"], "file"),
                        (["contact", "show", "12"], "phone number"),
                        (["campaign", "create", "x", "--audience", "moon", "--message", "a"], "audience"),
                        (["verify", "--againts", "x"], "against")):
        code, out, err = world.stack.call(*call, account=business.account)
        world.check(f"consent {' '.join(call)} is refused, naming {named}", code == 2 and named in err,
                    f"exit {code}: {err[:200]}{out[:100]}")
