"""Every kind of event that others may publish, through each door: HTTP, the intake topic, the command line. It is the
same admission, so each time the history says the same."""
import json

from business import opt_in
from stack import wait_until

ANA = ("--actor", "Ana Diaz")
DAY_MS = 1772366400000  # 2026-03-01T12:00:00Z
DAY = "2026-03-01T12:00:00Z"

# name: (whether the person has agreed before, the fact as JSON, the verb of the command line or None, which then is
# `consent publish`)
FACTS = {
    "opted_in": (False, {"programs": [{"program": "marketing"}], "method": "OPT_IN_METHOD_CHECKOUT",
                         "evidence": {"disclosure_version": "checkout-7"}}, None),
    "contact_imported": (False, {"source": "square", "grade": "EVIDENCE_GRADE_D",
                                 "programs": [{"program": "marketing"}], "segments": ["importUsers-pos-sms-square"]},
                         None),
    "contact_listed": (True, {"segment": "vip"}, None),
    "contact_unlisted": (True, {"segment": "vip"}, None),
    "opted_out": (True, {"scope": {"reach": "REACH_MARKETING"}, "means": "OPT_OUT_MEANS_EMAIL", "actor": "Ana Diaz",
                         "detail": "TICKET-4711"},
                  ("contact", "opt-out", "NUMBER", "--means", "email", "--scope", "marketing", "--detail",
                   "TICKET-4711", *ANA)),
    "permission_set": (True, {"program": {"program": "marketing"}, "permission": "PERMISSION_OPT_OUT",
                              "actor": "Ana Diaz", "reason": "asked at the counter"},
                       ("contact", "set", "NUMBER", "--status", "opt_out", "--reason", "asked at the counter", *ANA)),
    "number_reassigned": (True, {"database": "RND 2026-11", "date_used_ms": DAY_MS},
                          ("contact", "reassigned", "NUMBER", "--database", "RND 2026-11", "--date-used", DAY)),
    "reassignment_queried": (True, {"database": "RND 2026-11", "date_used_ms": DAY_MS,
                                    "answer": "REASSIGNMENT_ANSWER_NO"},
                             ("contact", "reassigned", "NUMBER", "--database", "RND 2026-11", "--date-used", DAY,
                              "--answer", "no")),
    "number_deactivated": (True, {"source": "carrier/2026-11-28"},
                           ("contact", "deactivated", "NUMBER", "--source", "carrier/2026-11-28")),
    "zone_told": (True, {"tzid": "America/Chicago", "source": "shipping address", "actor": "Ana Diaz"},
                  ("contact", "zone", "NUMBER", "America/Chicago", "--known-from", "shipping address", *ANA)),
    "message_requested": (True, {"message_class": "MESSAGE_CLASS_SINGLE", "program": {"program": "marketing"},
                                 "requester": "Ana Diaz"},
                          ("send", "NUMBER", "--program", "marketing", "--text", "Your table is ready", *ANA)),
    "contact_erased": (True, {"actor": "Ana Diaz", "reason": "asked by letter"}, None),
}
RECORD = {"word": "Yes please", "method": "called Zoe's sister", "time": "last May"}
DOORS = ("http", "topic", "cli")
# What the sender chooses, and an event by another door therefore has of its own.
OWN = ("partition", "offset", "appended_at", "event_id", "occurred_at", "source", "deadline")
UNSURE_WORDS = "they should stop the pipeline"


def play(world, shop):
    people = {}
    for row, (fact, (agreed, _, _)) in enumerate(FACTS.items()):
        for column, door in enumerate(DOORS):
            number = people[fact, door] = f"+1303555{4000 + 10 * row + column}"
            if agreed:
                shop.make_reachable(world, number, f"{fact} by {door}")
    agreed_at = opt_in("", "")["occurred_at"]
    for (fact, door), number in people.items():
        _, body, verb = FACTS[fact]
        event = {"source": "crm", "publisher_id": f"{fact}-{door}", "number": number, fact: body}
        if fact in ("opted_in", "contact_imported"):
            event["occurred_at"] = agreed_at
        if fact == "contact_imported":
            event["source_record"] = RECORD
        if fact == "message_requested":
            event["text"] = "Your table is ready"
        through(world, shop, door, fact, event, verb)
    for fact in FACTS:
        told = {door: wait_until(lambda n=people[fact, door]: latest(shop, n, fact), 30, fact) for door in DOORS}
        world.check(f"{fact}: by every door it did the same, and history says the same",
                    told["http"] == told["topic"] == told["cli"], json.dumps(told))
    for door in DOORS:
        number = people["contact_imported", door]
        shut, opened = (shop.json("contact", "history", number, *options) for options in ((), ("--reveal",)))
        world.check(f"contact_imported by {door}: the source's own words are sealed, and an auditor opens them",
                    not any(words in json.dumps(shut) for words in RECORD.values())
                    and RECORD.items() <= (opened[0]["evidence"] or {}).items(), json.dumps(opened[0]))
    decisions(world, shop)


def decisions(world, shop):
    """What a person decides about a held reply comes by each door too."""
    people = {door: f"+1303555490{column}" for column, door in enumerate(DOORS)}
    for door, number in people.items():
        shop.make_reachable(world, number, f"unsure by {door}")
        shop.await_status(number, "opted_in")
        shop.says(number, UNSURE_WORDS)
    held = wait_until(lambda: (rows := shop.json("replies")) and len(rows) == len(DOORS) and rows, 30, "held replies")
    waits = {row["contact"]: row for row in held}
    for door, number in people.items():
        reply = waits[shop.json("contact", "show", number)["contact"]]
        event = {"source": "desk", "publisher_id": f"decision-{door}", "number": number, "reply_decision": {
            "reply_event_id": reply["reply"], "reply_offset": reply["offset"], "verdict": "REPLY_VERDICT_REVOKE",
            "actor": "Ana Diaz"}}
        through(world, shop, door, "reply_decision", event,
                ("replies", "--decide", "revoke", "--reply", reply["reply"], *ANA))
        shop.await_status(number, "stopped")
    told = {door: latest(shop, number, "reply_decided") for door, number in people.items()}
    world.check("reply_decision: by every door it did the same, and history says the same",
                told["http"]["effect"] == "applied" and told["http"] == told["topic"] == told["cli"], json.dumps(told))


def through(world, shop, door, fact, event, verb):
    if door == "http":
        status, _, answer = shop.publish(event)
        world.check(f"{fact}: HTTP gives a receipt", status == 200, f"{status} {answer}")
        return
    if door == "topic":
        command, text = ("publish", "--topic"), json.dumps(event)
    elif verb is None:
        command, text = ("publish",), json.dumps(event)
    else:
        command, text = tuple(event["number"] if word == "NUMBER" else word for word in verb), None
    code, out, err = shop.stack.call(*command, account=shop.account, text=text or "")
    world.check(f"{fact}: the command line takes it{' to the topic' if door == 'topic' else ''}", code == 0,
                f"{code} {out} {err}")


def latest(shop, number, fact):
    """The event of that kind in a person's history, without what its sender chose."""
    found = [entry for entry in shop.history(number) if entry["event"] == fact]
    return {key: value for key, value in found[-1].items() if key not in OWN} if found else None
