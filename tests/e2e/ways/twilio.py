"""A line of gateway twilio, against the stand-in for Twilio (deploy/local/twilio_server.py): texts in and out, status
callbacks, Twilio's own handling of STOP and HELP, its refusals, and answers that never come."""
import json
import time
import urllib.request

from business import opt_in
from stack import wait_until

# The account's only line is Twilio's.
ACCOUNT = ("--gateway", "twilio")
PATIENCE_S = 30
SETTLING_S = 3.0  # longer than a grant may be acted on
FORGED = 'consent_callers_refused_total{caller="twilio",outcome="wrong signature, auth token or public URL"}'


class Line:
    """The business' line as its people and Twilio see it."""

    def __init__(self, world, shop):
        self.world, self.shop = world, shop

    def check(self, name, held, detail=""):
        self.world.check(f"twilio: {name}", held, str(detail))

    def command(self, words):
        """One command to the stand-in; returns what follows its `ok`."""
        url = f"http://127.0.0.1:{self.world.stack.port('TWILIO_PORT')}/control"
        with urllib.request.urlopen(urllib.request.Request(url, words.encode()), timeout=10) as answer:
            return answer.read().decode().removeprefix("ok").strip()

    def says(self, person, words):
        self.command(f"send {person} {self.shop.line} {words}")

    def calls(self, person):
        """How many texts to a person were asked of Twilio, taken or not."""
        return int(self.command(f"calls {person}"))

    def events(self, person, kind):
        return [entry for entry in self.shop.history(person) if entry["event"] == kind]

    def await_event(self, person, kind, words):
        """Waits for an event of a kind that tells `words`."""
        return wait_until(lambda: next((entry for entry in self.events(person, kind) if words in entry["what"]), None),
                          PATIENCE_S, f"an event {kind} with {words!r}")

    def request(self, person, name, text=""):
        """Asks for a single text over the API; without words for a request to opt in."""
        event = opt_in(person, name)
        del event["opted_in"]
        event["message_requested"] = {
            "message_class": "MESSAGE_CLASS_SINGLE" if text else "MESSAGE_CLASS_OPT_IN_REQUEST",
            "program": {"program": "marketing"}, "deadline_ms": str(round((time.time() + 600) * 1000))}
        if text:
            event["text"] = text
        status, _, body = self.shop.publish(event)
        self.check(f"the request {name} gets a receipt", status == 200, f"{status} {body}")

    def join(self, person):
        self.says(person, "START")
        self.shop.await_status(person, "opted_in")
        self.shop.await_text(person, "STOP")


def joins(line):
    """START opts in; the same webhook again changes nothing; a forged one is refused."""
    person, stranger = "+12025550191", "+12025550192"
    line.join(person)
    accepted = line.await_event(person, "send_concluded", "accepted by the gateway")
    line.check("START opts in, and the confirmation goes out over Twilio, whose id history shows",
               " SM" in accepted["what"], accepted)
    before = len(line.events(person, "keyword_replied"))
    line.command("again")
    wait_until(lambda: len(line.events(person, "keyword_replied")) > before, PATIENCE_S, "the repeated webhook")
    again = line.events(person, "keyword_replied")[before:]
    line.check("a repeated webhook is the same event", [entry["reason"] for entry in again] == ["duplicate"]
               and len(line.shop.texts_to(person)) == 1, again)
    line.command(f"forged {stranger} {line.shop.line} START")
    wait_until(lambda: int(line.command("status 403")) >= 1, PATIENCE_S, "the answer to a forged webhook")
    line.check("a forged webhook is answered with 403, counted, and changes nothing",
               line.world.stack.metrics("consent-ledger").get(FORGED, 0) >= 1
               and line.shop.status_of(stranger) is None)


def captured(line):
    """Who has captured a signed call cannot make a START of its words after the person's STOP."""
    person, words = "+12025550198", "START Everything later"
    line.join(person)
    line.says(person, "Stop")
    line.shop.await_status(person, "stopped")
    line.says(person, words)
    wait_until(lambda: len(line.events(person, "keyword_replied")) == 3, PATIENCE_S, "the person's texts")
    line.command(f"recut {words.index('E')}")
    again = wait_until(lambda: line.events(person, "keyword_replied")[3:], PATIENCE_S, "the call cut anew")
    line.check("a captured call whose words are cut to START is a duplicate, and lifts no STOP",
               [entry["reason"] for entry in again] == ["duplicate"] and line.shop.status_of(person) == "stopped",
               again)


def asks(line):
    """The request to opt in, its YES, and a campaign whose callbacks come twice and in the wrong order."""
    person = "+12025550193"
    line.request(person, "ask")
    line.shop.await_text(person, "YES")
    line.shop.await_status(person, "pending")
    line.says(person, "Yes")
    line.shop.await_status(person, "opted_in")
    line.check("a request to opt in goes out over Twilio, and YES confirms it", True)
    line.command(f"fault {person} disorder")
    line.shop.consent("campaign", "create", "sale", "--audience", "reachable", "--message", "Sale at {brand}",
                      "--at", "now", "--deadline", "+10m", "--acknowledge", "We have the recipients' consent",
                      "--schedule")
    line.shop.await_text(person, "Sale at")
    ends = wait_until(lambda: (found := [entry for entry in line.events(person, "delivery_reported")][-2:])
                      and found[-1]["reason"] == "duplicate" and found, PATIENCE_S, "the repeated callback")
    step = line.shop.json("campaign", "show", "sale")["steps"][0]
    line.check("callbacks that come twice and before `sent` count once, as delivered",
               ends[0]["event_id"] == ends[1]["event_id"] and step["attempted"] >= 1, f"{ends} {step}")


def stops(line):
    """Twilio answers STOP and HELP itself: nobody gets a second answer from us."""
    person = "+12025550194"
    line.join(person)
    line.says(person, "help")
    line.await_event(person, "reply_decided", "HELP")
    line.says(person, "Stop")
    line.shop.await_status(person, "stopped")
    told = line.await_event(person, "keyword_replied", "STOP")
    time.sleep(SETTLING_S)
    line.check("a STOP that Twilio has answered is a stop, and gets no second answer, nor does HELP",
               line.calls(person) == 1 and len(line.events(person, "send_intended")) == 1,
               f"{line.calls(person)} {told}")
    line.request(person, "after-stop", "Not for who stopped")
    time.sleep(SETTLING_S)
    line.check("nothing goes out after the stop", line.calls(person) == 1)
    line.says(person, "START")
    line.shop.await_status(person, "opted_in")
    line.check("START from the handset lifts it", True)


def refusals(line):
    """What Twilio's error codes say becomes facts, in answers and in callbacks."""
    for number, fault, words in (("+12025550195", "refuse 21610", "rejected by the gateway: 400 21610"),
                                 ("+12025550196", "failed 21610", "")):
        line.join(number)
        line.command(f"fault {number} {fault}")
        line.request(number, f"refused-{number[-3:]}", "Your order has left")
        line.shop.await_status(number, "stopped")
        concluded = [entry["what"] for entry in line.events(number, "send_concluded")]
        line.check(f"{fault}: the person counts as stopped", any(words in what for what in concluded), concluded)
        line.says(number, "START")
        line.shop.await_status(number, "opted_in")
    person = "+12025550197"
    line.join(person)
    line.command(f"fault {person} undelivered 30005")
    line.request(person, "unknown-handset", "Your order has left")
    line.await_event(person, "delivery_reported", "undelivered 30005")
    shown = json.dumps(line.shop.json("contact", "show", person))
    line.check("undelivered 30005: the number is bad", "bad_number" in shown, shown)


def ambiguities(line):
    """What may have been taken is unknown, and never asked of Twilio again."""
    for number, fault in (("+12025550201", "cut"), ("+12025550202", "500"), ("+12025550203", "nonsense")):
        line.join(number)
        before = line.calls(number)
        line.command(f"fault {number} {fault}")
        line.request(number, f"ambiguous-{fault}", "Your order has left")
        line.await_event(number, "send_concluded", "unknown")
        time.sleep(SETTLING_S)
        line.check(f"{fault}: the attempt is unknown, and there is no second one", line.calls(number) == before + 1,
                   f"{before}, {line.calls(number)}")
    person = "+12025550204"
    line.join(person)
    line.command(f"fault {person} 429")
    line.request(person, "too-many", "Your order has left")
    line.await_event(person, "send_concluded", "429 20429")
    line.request(person, "after-too-many", "Your order has come")
    line.shop.await_text(person, "has come")
    line.check("429: refused, and after a pause the next text goes out", len(line.shop.texts_to(person)) == 2)


def play(world, shop):
    line = Line(world, shop)
    shop.consent("program", "add", "marketing", "--policy", "single")  # START opts in by itself
    joins(line)
    captured(line)
    asks(line)
    stops(line)
    refusals(line)
    ambiguities(line)
