"""Single texts: an order is on its way. Granted like a campaign's text, at any hour where the program is informational;
refused for who never agreed, with the reason; a repeat with the same id is the same text."""
import json
import time

PERSON, STRANGER = "+12125550151", "+12125550152"
WORDS = "Your order is on its way"


def send(shop, number, *arguments):
    code, out, err = shop.stack.call("send", number, *arguments, "--output", "json", account=shop.account)
    return code, json.loads(out) if out.strip() else {}, err


def last_intent(shop, number):
    return [entry for entry in shop.history(number) if entry["event"] == "send_intended"][-1]


def play(world, shop):
    shop.consent("program", "add", "shipping", "--category", "informational", "--policy", "single")
    agreed = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5))
    status, _, body = shop.publish({
        "source": "e2e", "publisher_id": "order-box", "number": PERSON, "occurred_at": agreed,
        "opted_in": {"programs": [{"program": "shipping"}], "method": "OPT_IN_METHOD_CHECKOUT",
                     "evidence": {"disclosure_version": "order-2026"}}})
    world.check("the box 'text me when it ships' opts in to shipping alone", status == 200, f"{status} {body}")
    shop.await_status(PERSON, "opted_in", "shipping")
    order = ("--program", "shipping", "--text", f"{WORDS}, no. 17", "--id", "order-17")
    code, answer, err = send(shop, PERSON, *order, "--deadline", "+2h", "--wait")
    world.check("order shipped: granted and out", code == 0 and answer["fate"] in ("accepted", "delivered"),
                f"{code} {answer} {err}")
    shop.await_text(PERSON, WORDS)
    world.check("at any hour: the intent has no window", "by the hours of" not in last_intent(shop, PERSON)["what"])
    code, answer, err = send(shop, PERSON, *order, "--deadline", "+3h", "--wait")
    world.check("a repeat with the same id is the same text", code == 0 and answer["status"] == "already_requested",
                f"{code} {answer} {err}")
    world.check("the handset has it once", len([t for t in shop.texts_to(PERSON) if WORDS in t]) == 1)
    code, answer, err = send(shop, PERSON, "--program", "marketing", "--text", "Sale!", "--wait")
    world.check("shipping is not marketing: refused with the reason",
                code == 5 and answer["fate"] == "denied" and answer["denied"] == "not_set", f"{code} {answer} {err}")
    code, answer, err = send(shop, STRANGER, *order, "--wait")
    world.check("refused for a stranger, with the reason in words",
                code == 5 and answer["denied"] == "not_set" and "permission" in answer["fate_words"],
                f"{code} {answer} {err}")
    # An explicit zone wins over the area code's.
    shop.make_reachable(world, PERSON, "zone")
    shop.await_status(PERSON, "opted_in")
    code, _, err = shop.stack.call("contact", "zone", PERSON, "Mars/Olympus", account=shop.account)
    world.check("a zone that is none is refused", code == 5 and "America/Chicago" in err, f"{code} {err}")
    shop.consent("contact", "zone", PERSON, "Pacific/Honolulu", "--known-from", "shipping address")
    world.check("contact show tells the zone", shop.json("contact", "show", PERSON)["zone"] == "Pacific/Honolulu")
    code, answer, err = send(shop, PERSON, "--program", "marketing", "--text", "Aloha", "--wait")
    world.check("a marketing text to who agreed goes out", code == 0, f"{code} {answer} {err}")
    what = last_intent(shop, PERSON)["what"]
    world.check("its window is by the told zone", "by the hours of Pacific/Honolulu" in what, what)
    kinds = [entry["event"] for entry in shop.history(PERSON)]
    world.check("the history shows request, intent, outcome",
                {"message_requested", "send_intended", "send_concluded", "zone_told"} <= set(kinds), str(kinds))
