"""One business on the stack of the end-to-end tests: its command line, its HTTP key, its handsets."""
import json
import time
import urllib.error

from chaos import Calm
from stack import StoryError, wait_until
from witness import Witness

LINE_RATE = 30
CAP = 20
RETRY_LIMIT_S = 60
PATIENCE_S = 30
EXIT_NOT_FOUND = 3


class Business:
    """One business on the stack, in the form that the story's helpers take."""

    def __init__(self, world, account, line):
        self.stack, self.account, self.line = world.stack, account, line
        self.witness = Witness(world.stack.state / "handset.ndjson", line)
        self.tell = world.say
        self.chaos = Calm()

    def json(self, *arguments, **options):
        return self.stack.json(*arguments, account=self.account, **options)

    def consent(self, *arguments, **options):
        return self.stack.consent(*arguments, account=self.account, **options)

    def publish(self, event, account=None):
        """POST /v1/events with the business' key: (status, headers, parsed body). A refused or broken connection is
        status 0: nobody got a receipt."""
        key = self.stack.secret(f"api_key-{account or self.account}")
        try:
            status, headers, body = self.stack.http(
                "/v1/events", "POST", json.dumps(event).encode(),
                {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}, timeout=30)
        except (urllib.error.URLError, OSError) as error:
            return 0, {}, str(error)
        return status, headers, json.loads(body or b"{}")

    def status_of(self, number, program="marketing"):
        """The status of a person for a program, as the projection tells it."""
        code, out, _ = self.stack.call("contact", "show", number, "--output", "json", account=self.account)
        programs = json.loads(out)["programs"] if code == 0 else []
        return next((row["status"] for row in programs if row["program"] == program), None)

    def await_status(self, number, status, program="marketing"):
        wait_until(lambda: self.status_of(number, program) == status, PATIENCE_S, f"the status {status}")

    def await_permission(self, number, permission):
        """Waits until the administrator's status of a person for the first program is `permission`."""
        wait_until(lambda: self.json("contact", "show", number)["programs"][0]["permission"] == permission,
                   PATIENCE_S, f"the status {permission}")

    def await_event(self, number, kind):
        """Waits for an event of a kind in a person's history; returns the latest."""
        return wait_until(lambda: next((e for e in reversed(self.history(number)) if e["event"] == kind), None),
                          PATIENCE_S, f"the event {kind}")

    def history(self, number):
        """All events of a person, the oldest first; none of somebody whom nobody knows yet."""
        code, out, err = self.stack.call("contact", "history", number, "--output", "json", account=self.account)
        if code not in (0, EXIT_NOT_FOUND):
            raise StoryError(f"`consent contact history` exited {code}: {err.strip()}")
        return json.loads(out) if code == 0 else []

    def says(self, number, words):
        """A text from a person's handset to the business' line."""
        self.stack.send_text(number, self.line, words)

    def texts_to(self, number):
        """What a person's handset received from the line so far."""
        return [text for _, who, text in self.witness.read().received if who == number]

    def await_text(self, number, marker):
        """Waits for a text to a person that contains `marker`; returns it."""
        return wait_until(lambda: next((text for text in self.texts_to(number) if marker in text), None), PATIENCE_S,
                          f"a text with {marker!r}")

    def create(self, brand, *options, hours=("--open-all-day",)):
        """Creates the business: its cap lets people get every test's texts, and its window is open all day, or with
        no `hours` the usual one."""
        self.consent("account", "create", "--brand", brand, "--line", self.line, "--line-kind", "short_code",
                     "--rate", LINE_RATE, "--cap", CAP, "--help-contact", "help@never.example", *hours, *options)

    def open(self, people):
        """Creates the business, with `people` who agreed on a web form."""
        self.create("Never Sleeps")
        for number in range(people):
            event = opt_in(f"+1303555{100 + number:04}", f"form-{number}")
            wait_until(lambda: self.publish(event)[0] == 200, RETRY_LIMIT_S, "a receipt for a web form's opt-in")

    def make_reachable(self, world, number, name):
        """A web form's opt-in; the person answers the texts of this business from here on."""
        status, _, body = self.publish(opt_in(number, f"form-{name}"))
        world.check(f"{name}: a web form's opt-in gets a receipt with its place",
                    status == 200 and ("eventId" in body or "event_id" in body), f"{status} {body}")


def opt_in(number, name):
    return {"source": "e2e", "publisher_id": name, "number": number,
            "occurred_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5)),
            "opted_in": {"programs": [{"program": "marketing"}], "method": "OPT_IN_METHOD_WEB_FORM"}}
