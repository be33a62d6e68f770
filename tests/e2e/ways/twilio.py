"""A line of gateway twilio, against the stand-in for Twilio (deploy/local/twilio_server.py): texts in and out, status
callbacks, Twilio's own handling of STOP, its refusals, and answers that never come."""
import time
import urllib.error
import urllib.request

from business import opt_in
from stack import wait_until

# The account's only line is Twilio's.
ACCOUNT = ("--gateway", "twilio")
PATIENCE_S = 30
SETTLING_S = 2.0


def command(world, words):
    """One command to the stand-in; returns what follows its `ok`."""
    url = f"http://127.0.0.1:{world.stack.port('TWILIO_PORT')}/control"
    with urllib.request.urlopen(urllib.request.Request(url, words.encode()), timeout=10) as answer:
        return answer.read().decode().removeprefix("ok").strip()


def fact(shop, number, kind, **wanted):
    """The first event of a kind in a person's history whose details are as wanted."""
    for entry in shop.history(number):
        if entry["event"] == kind and all(str(entry.get(name)) == str(value) for name, value in wanted.items()):
            return entry
    return None


def events(shop, number, kind):
    return [entry for entry in shop.history(number) if entry["event"] == kind]


def await_event(shop, number, kind, count=1):
    return wait_until(lambda: len(found := events(shop, number, kind)) >= count and found, PATIENCE_S,
                      f"{count} events {kind}")


def request(shop, number, name, text="", ask=False):
    """Asks for a single text, or for an opt-in request, over the API."""
    event = opt_in(number, name)
    del event["opted_in"]
    kind = "MESSAGE_CLASS_OPT_IN_REQUEST" if ask else "MESSAGE_CLASS_SINGLE"
    event["message_requested"] = {"message_class": kind, "program": {"program": "marketing"},
                                  "deadline_ms": str(round((time.time() + 600) * 1000))}
    if text:
        event["text"] = text
    status, _, body = shop.publish(event)
    return status == 200 or body


def joins(world, shop):
    """START opts in; the same webhook again changes nothing; a forged one is refused."""
    person = "+12025550191"
    command(world, f"send {person} {shop.line} START")
    shop.await_status(person, "opted_in")
    world.check("twilio: START to the line opts in, and the confirmation goes out over Twilio",
                "Ways & Means" in shop.await_text(person, "STOP"))
    before = len(await_event(shop, person, "keyword_replied"))
    command(world, "again")
    time.sleep(SETTLING_S)
    again = events(shop, person, "keyword_replied")[before:]
    world.check("twilio: a repeated webhook is the same event",
                [entry["reason"] for entry in again] == ["duplicate"] and len(shop.texts_to(person)) == 1, str(again))
    stranger = "+12025550192"
    command(world, f"forged {stranger} {shop.line} START")
    wait_until(lambda: int(command(world, "status 403")) >= 1, PATIENCE_S, "the answer to a forged webhook")
    refused = world.stack.metrics("consent-ledger").get(
        'consent_callers_refused_total{caller="twilio",outcome="wrong signature, auth token or public URL"}', 0)
    world.check("twilio: a forged webhook is answered with 403, counted, and changes nothing",
                refused >= 1 and shop.status_of(stranger) is None, f"{refused}")
    return person


def play(world, shop):
    print(shop.json("account", "show"))
    joins(world, shop)
    print(shop.history("+12025550191"))
