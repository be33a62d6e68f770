"""What happens while a part is away: the broker, the gateway, the window; and what an operator stops. All goes on
by itself afterwards, or when the operator says so."""
import time

from business import RETRY_LIMIT_S, Business, opt_in
from points_ask import wait_for
from stack import wait_until

BROKER_AWAY_S = 12
QUIET_S = 6
SHORT_QUIET_S = 3  # after what was granted before is over
SETTLING_S = 2.5  # the age limit of a grant, and a little
PEOPLE = 80  # of the business that never sleeps
PACED_S = 8  # how long a campaign is to take that something happens to
GATEWAY_UP = 'consent_gateway_up{gateway="kannel"}'


def broker_down(world, business):
    """With the broker down: 503 with Retry-After, never a false receipt; a STOP of that time is not lost."""
    stack = world.stack
    person = "+12025550111"
    business.make_reachable(world, person, "before the outage")
    wait_until(lambda: business.status_of(person) == "opted_in", 30, "folding the opt-in")
    stack.script("kill", "kafka")
    stack.send_text(person, business.line, "STOP")
    deadline = time.monotonic() + BROKER_AWAY_S
    answers = []
    while time.monotonic() < deadline:
        answers.append(business.publish(opt_in("+12025550112", f"outage-{len(answers)}")))
    stack.script("start", "kafka")
    statuses = sorted({status for status, _, _ in answers})
    world.check("with the broker down every call is answered 503", statuses == [503], f"got {statuses}")
    world.check("a 503 carries Retry-After", all("Retry-After" in headers for _, headers, _ in answers))
    world.check("no receipt was given while the broker was down",
                not any("offset" in str(body.get("receipt", body) if isinstance(body, dict) else "")
                        for _, _, body in answers),
                str(answers[:1]))
    begin = time.monotonic()
    wait_until(lambda: business.publish(opt_in("+12025550113", "after"))[0] == 200, RETRY_LIMIT_S,
               "the front door after the broker is back")
    world.say(f"the front door took events again {time.monotonic() - begin:.1f} s after the broker was back")
    stopped = wait_until(lambda: business.status_of(person) == "stopped", RETRY_LIMIT_S,
                         "the STOP that was sent while the broker was down")
    world.check("a STOP that was sent while the broker was down is in the ledger, by itself", stopped)


def gateway_down(world, business):
    """With the gateway's link down nothing is granted for its lines; it goes on by itself, and nobody gets two."""
    stack = world.stack
    stack.handset("link down")
    wait_until(lambda: metric(stack, GATEWAY_UP) == 0, 30, "the dispatcher's probe seeing that the link is down")
    business.consent("campaign", "create", "while-down", "--audience", "reachable",
                     "--message", "Back again at {brand}", "--at", "now", "--deadline", "+10m",
                     "--acknowledge", "We have the recipients' consent",
                     "--schedule")
    before = metric(stack, "consent_grants_total")
    time.sleep(QUIET_S)
    step = business.json("campaign", "show", "while-down")["steps"][0]
    world.check("with the gateway down nothing is granted for its line",
                step["attempted"] == 0 and metric(stack, "consent_grants_total") == before,
                f"{step['attempted']} attempted")
    stack.handset("link up")
    step = wait_for(business, "while-down", 120)["steps"][0]
    texts = [number for _, number, text in business.witness.read().received if "Back again" in text]
    world.check("it goes on by itself when the gateway is back", step["attempted"] >= PEOPLE, f"{step}")
    world.check("nobody got the text twice", len(texts) == len(set(texts)) and len(texts) == step["attempted"],
                f"{len(texts)} texts for {step['attempted']} attempts")


def paced_campaign(business, name, words):
    """A campaign to everyone reachable, slow enough that something can happen to it; returns after its first text."""
    business.consent("campaign", "create", name, "--audience", "reachable", "--message", words + " at {brand}",
                     "--at", "now", "--deadline", "+10m", "--rate", f"{PEOPLE / PACED_S:.1f}",
                     "--acknowledge", "We have the recipients' consent", "--schedule")
    wait_until(lambda: attempted(business, name) >= 1, 30, f"the first text of {name}")


def attempted(business, name):
    return business.json("campaign", "show", name)["steps"][0]["attempted"]


def once_each(world, business, name, words):
    """The campaign comes to its end, and nobody got it twice."""
    step = wait_for(business, name, 120)["steps"][0]
    texts = [number for _, number, text in business.witness.read().received if words in text]
    world.check(f"{name}: it comes to its end", step["attempted"] >= PEOPLE, str(step))
    world.check(f"{name}: nobody got the text twice", len(texts) == len(set(texts)),
                f"{len(texts)} texts to {len(set(texts))} people")


def gateway_dies(world, business):
    """Kannel's processes die by kill -9 during a campaign: nothing is granted for its lines meanwhile, and it goes on
    by itself when they are back. What died with them is `unknown` or lost, never sent again."""
    stack, words = world.stack, "The gateway dies"
    paced_campaign(business, "gateway-dies", words)
    for process in ("smsbox", "bearerbox"):
        stack.script("kill", process)
        wait_until(lambda: metric(stack, GATEWAY_UP) == 0, 30, f"the probe seeing that {process} is dead")
        time.sleep(SETTLING_S)
        before = metric(stack, "consent_grants_total")
        time.sleep(SHORT_QUIET_S)
        after = metric(stack, "consent_grants_total")
        world.check(f"while {process} is dead nothing is granted for its lines", before == after, f"{before}, {after}")
        stack.script("start", "kannel")
        wait_until(lambda: metric(stack, GATEWAY_UP) == 1, 60, f"the probe seeing that {process} is back")
    once_each(world, business, "gateway-dies", words)


def stop_and_halt(world, business):
    """`campaign stop` and `account halt` end a campaign under way; restart and resume take it up again."""
    words = "Stop and go"
    paced_campaign(business, "stop-and-go", words)
    for noun, end, again in (("campaign", ["stop", "stop-and-go"], ["restart", "stop-and-go"]),
                             ("account", ["halt"], ["resume"])):
        business.consent(noun, *end, "--reason", "e2e")
        time.sleep(SETTLING_S)
        before = attempted(business, "stop-and-go")
        time.sleep(SHORT_QUIET_S)
        after = attempted(business, "stop-and-go")
        state = business.json("campaign", "show", "stop-and-go")["steps"][0]["state"]
        world.check(f"after `{noun} {end[0]}` nothing more of a campaign under way goes out",
                    before == after and state != "finished", f"{before}, then {after}; {state}")
        business.consent(noun, *again)
        wait_until(lambda: attempted(business, "stop-and-go") > before, 60, f"a text after `{noun} {again[0]}`")
    once_each(world, business, "stop-and-go", words)


def metric(stack, name):
    return next((value for each, value in stack.metrics("consent-dispatcher").items()
                 if name in (each, each.split("{")[0])), None)


def sleeper():
    """A number, kept for fiction, where it is night now: in Britain, in all of Australia, or in New York."""
    hour = time.gmtime().tm_hour
    if hour < 7 or hour >= 21:
        return "+447700900123"
    return "+12125550134" if hour < 11 else "+61491570156"


def closed_window(world, account, line):
    """An account with the usual window, and a person where it is night: nothing is intended before the window opens,
    and at the deadline everyone gets a final denial. (That the fold itself denies outside a window: grant_test.cc.)"""
    business, person = Business(world, account, line), sleeper()
    business.consent("account", "create", "--brand", "Night Owl", "--line", line, "--line-kind", "short_code",
                     "--rate", 50, "--help-contact", "help@owl.example")
    wait_until(lambda: business.publish(opt_in(person, "night"))[0] == 200, 30, "the opt-in at night")
    business.consent("campaign", "create", "night", "--audience", "reachable", "--message", "Too late for today",
                     "--at", "now", "--deadline", "+8s", "--acknowledge", "We have the recipients' consent",
                     "--schedule")
    step = wait_for(business, "night", 60)["steps"][0]
    reasons = {**step["excluded"], **step["denied"]}
    world.check("a closed window denies: nobody is texted", step["attempted"] == 0 and
                not business.witness.read().received, str(step))
    code, out, _ = world.stack.call("contact", "history", person, account=account)
    world.check("whom the window kept back is denied at the deadline, and the history says so",
                code == 0 and reasons == {"too_late": 1} and "too_late" in out, f"{reasons} {out[-400:]}")
