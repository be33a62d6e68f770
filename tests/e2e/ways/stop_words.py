"""Ways out by text: stop words in English, French (answered in French) and Spanish, and in people's own words; one
confirmation each. What may be a STOP is held, listed by `consent replies`, and decided by a person."""
import time
from datetime import datetime

from business import opt_in
from stack import wait_until

PATIENCE_S = 30
CLOCK_S = 2.0  # Kannel tells when texts came by the second
# Each person, what they say, and a part of the confirmation in their language.
LEAVERS = (("+12025550201", "Stop!", "You are unsubscribed"), ("+12025550202", "opt-out", "You are unsubscribed"),
           ("+12025550203", "ARRÊT", "désabonnement effectué"), ("+12025550204", "baja", "su baja queda confirmada"),
           ("+12025550205", "please take me off your list", "You are unsubscribed"))
UNSURE_OUT, UNSURE_IN = "+12025550206", "+12025550207"
UNSURE_WORDS = "they should stop the pipeline"


def play(world, shop):
    people = [number for number, _, _ in LEAVERS] + [UNSURE_OUT, UNSURE_IN]
    for number in people:
        status, _, body = shop.publish(opt_in(number, f"stop-words-{number}"))
        world.check("a form's opt-in gets a receipt", status == 200, f"{status} {body}")
    for number in people:
        shop.await_status(number, "opted_in")
    for number, words, marker in LEAVERS:
        leave(world, shop, number, words, marker)
    again(world, shop)
    unsure(world, shop)


def leave(world, shop, number, words, marker):
    shop.says(number, words)
    shop.await_status(number, "stopped")
    shop.await_text(number, marker)
    world.check(f"'{words}' stops, and is confirmed once in its language", len(shop.texts_to(number)) == 1,
                str(shop.texts_to(number)))
    decided = [row["what"] for row in shop.history(number) if row["event"] == "reply_decided"]
    world.check(f"history says by which rule '{words}' revoked", len(decided) == 1 and "revokes" in decided[0]
                and "rule " in decided[0], str(decided))


def again(world, shop):
    """A second STOP changes nothing, and is not confirmed a second time; HELP is answered all the same."""
    number = LEAVERS[0][0]
    shop.says(number, "STOP")
    wait_until(lambda: decisions(shop, number) == 2, PATIENCE_S, "the decision of the second STOP")
    shop.says(number, "HELP")
    shop.await_text(number, "For help contact")
    world.check("a second STOP is not confirmed again", len(shop.texts_to(number)) == 2, str(shop.texts_to(number)))


def unsure(world, shop):
    """Words that may be a STOP keep all texts back until a person has decided."""
    said = time.time()
    for number in (UNSURE_OUT, UNSURE_IN):
        shop.says(number, UNSURE_WORDS)
    held = wait_until(lambda: waiting(shop, 2), PATIENCE_S, "two texts that wait for a person")
    ages = [time.time() - datetime.fromisoformat(row["received_at"].replace("Z", "+00:00")).timestamp() for row in held]
    _, table, _ = shop.stack.call("replies", account=shop.account)
    world.check("what may be a STOP is listed with its age, which is that of the texts",
                all(-CLOCK_S <= age <= time.time() - said + CLOCK_S for age in ages) and "AGE" in table and
                table.count(" a person ") == 2, f"{ages}\n{table}")
    world.check("who wrote it is not reachable meanwhile", not reachable(shop, UNSURE_IN), "reachable")
    by_words = {row["contact"]: row for row in held}
    for number, verdict in ((UNSURE_OUT, "revoke"), (UNSURE_IN, "release")):
        contact = shop.json("contact", "show", number)["contact"]
        shop.consent("replies", "--decide", verdict, "--reply", by_words[contact]["reply"], "--actor", "Ana Diaz")
    shop.await_status(UNSURE_OUT, "stopped")
    wait_until(lambda: reachable(shop, UNSURE_IN), PATIENCE_S, "the release")
    shop.await_text(UNSURE_OUT, "You are unsubscribed")
    world.check("what a person read as a stop is confirmed as one", len(shop.texts_to(UNSURE_OUT)) == 1,
                str(shop.texts_to(UNSURE_OUT)))
    world.check("nothing waits any more", not waiting(shop, 1), str(shop.json("replies")))
    told = [row["what"] for row in shop.history(UNSURE_OUT) if row["event"] == "reply_decided"]
    world.check("history names the person who decided", "Ana Diaz" in told[-1], str(told))


def decisions(shop, number):
    return sum(row["event"] == "reply_decided" for row in shop.history(number))


def waiting(shop, count):
    rows = [row for row in shop.json("replies") if row["review"]]
    return rows if len(rows) >= count else None


def reachable(shop, number):
    return any(row["reachable"] for row in shop.json("contact", "show", number)["programs"])
