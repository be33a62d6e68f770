"""Single texts: an order is on its way. Granted like a campaign's text, at any hour where the program is informational;
refused for who never agreed, with the reason; a repeat with the same id is the same text."""
import json
import time

from stack import wait_until

# Numbers kept for fiction in Britain: no state has hours of its own there.
PERSON, STRANGER = "+447700900151", "+447700900152"
WORDS = "Your order is on its way"
HOURS = ()  # the usual window; play() opens it on every day
NOON, NIGHT = 12, 23
PATIENCE_S = 100  # a passed deadline shows a minute later, and what waits is looked at every half a minute


def zone_where(hour):
    """A zone without summer time in which it is this hour now, on whichever day."""
    ahead = (hour - time.gmtime().tm_hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+}" if ahead else "Etc/GMT"


def told(world, shop, zone):
    shop.consent("contact", "zone", PERSON, zone, "--known-from", "shipping address")
    world.check(f"contact show tells the zone {zone}", shop.json("contact", "show", PERSON)["zone"] == zone)


def send(shop, number, *arguments):
    code, out, err = shop.stack.call("send", number, *arguments, "--output", "json", account=shop.account)
    return code, json.loads(out) if out.strip() else {}, err


def last_intent(shop, number):
    return [entry for entry in shop.history(number) if entry["event"] == "send_intended"][-1]


def intents_of(shop, offset):
    return [entry for entry in shop.history(PERSON)
            if entry["event"] == "send_intended" and f"because of offset {offset}," in entry["what"] + ","]


def hours(world, shop):
    """A zone that somebody told wins over the number's. A marketing text waits for its hours there, and is denied when
    it is too late; an informational one goes out at night."""
    shop.make_reachable(world, PERSON, "zone")
    shop.await_status(PERSON, "opted_in")
    code, _, err = shop.stack.call("contact", "zone", PERSON, "Mars/Olympus", account=shop.account)
    world.check("a zone that is none is refused", code == 2 and "America/Chicago" in err, f"{code} {err}")
    told(world, shop, night := zone_where(NIGHT))
    shop.consent("send", PERSON, "--program", "marketing", "--text", "Sleep well", "--deadline", "+5s")
    late = shop.await_event(PERSON, "message_requested")["offset"]
    shop.consent("send", PERSON, "--program", "marketing", "--text", "Good morning", "--deadline", "+2h")
    code, answer, err = send(shop, PERSON, "--program", "shipping", "--text", f"{WORDS} by night", "--wait")
    world.check("an informational one goes out in the same night", code == 0, f"{code} {answer} {err}")
    shop.await_text(PERSON, "by night")
    due = shop.json("contact", "show", PERSON)["due"]
    world.check("contact show tells what waits for its hours, and the history that it does",
                due and all(text["in_hours_only"] for text in due) and
                [entry["what"] for entry in shop.history(PERSON) if entry["offset"] == due[0]["offset"]][0].endswith(
                    "within the hours where the person is"), str(due))
    intents = wait_until(lambda: intents_of(shop, late), PATIENCE_S, "the verdict of the text that is too late")
    world.check("a marketing text whose deadline passes at night is denied, and the history says why",
                [entry["reason"] for entry in intents] == ["too_late"], str(intents))
    told(world, shop, noon := zone_where(NOON))
    wait_until(lambda: any("Good morning" in text for text in shop.texts_to(PERSON)), PATIENCE_S, "the morning's text")
    what = last_intent(shop, PERSON)["what"]
    world.check("where it is noon it goes out, by the hours of the told zone", f"by the hours of {noon}" in what,
                f"{night}: {what}")
    world.check("the late one never came", not any("Sleep well" in text for text in shop.texts_to(PERSON)))


def any_day(world, shop):
    """The hours of the business are the same on every day, Sundays and holidays too."""
    usual = shop.json("account", "hours")
    world.check("account hours tells the usual hours", usual["federal_holidays"] == "closed" and
                usual["hours"][6] == {"weekday": "sun", "open": "12:00", "close": "20:00"}, str(usual))
    change = ("account", "hours", "--open", "mon-sun=9:00-20:00", "--federal-holidays", "open")
    told = shop.json(*change)
    world.check("and changes them", told["status"] == "changed" and told["federal_holidays"] == "open" and
                {row["open"] for row in told["hours"]} == {"9:00"}, str(told))
    world.check("once", shop.json(*change)["status"] == "already_so")
    code, _, err = shop.stack.call("account", "hours", "--open", "sun=22-23", account=shop.account)
    world.check("hours outside the law's are warned of", code == 0 and "sun=22:00-23:00" in err, f"{code} {err}")
    shop.consent(*change)


def play(world, shop):
    any_day(world, shop)
    shop.consent("program", "add", "shipping", "--category", "informational", "--policy", "single")
    agreed = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5))
    status, _, body = shop.publish({
        "source": "e2e", "publisher_id": "order-box", "number": PERSON, "occurred_at": agreed,
        "opted_in": {"programs": [{"program": "shipping"}], "method": "OPT_IN_METHOD_CHECKOUT",
                     "evidence": {"disclosure_version": "order-2026"}}})
    world.check("the box 'text me when it ships' opts in to shipping alone", status == 200, f"{status} {body}")
    shop.await_status(PERSON, "opted_in", "shipping")
    told(world, shop, zone_where(NOON))  # at night nothing of marketing would be judged
    order = ("--program", "shipping", "--text", f"{WORDS}, no. 17: {{brand}}", "--id", "order-17")
    code, answer, err = send(shop, PERSON, *order, "--deadline", "+2h", "--wait")
    world.check("order shipped: granted and out", code == 0 and answer["fate"] in ("accepted", "delivered"),
                f"{code} {answer} {err}")
    shop.await_text(PERSON, f"{WORDS}, no. 17: Ways & Means")
    world.check("the intent has no window", "by the hours of" not in last_intent(shop, PERSON)["what"])
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
    hours(world, shop)
    kinds = [entry["event"] for entry in shop.history(PERSON)]
    world.check("the history shows request, intent, outcome",
                {"message_requested", "send_intended", "send_concluded", "zone_told"} <= set(kinds), str(kinds))
