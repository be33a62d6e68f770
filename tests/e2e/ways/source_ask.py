"""Ask everyone synced from a source after a date: those before it and those to come, once, and never who left."""
import json
import time

from stack import ROOT, wait_until


OLD, NEW, LATER, LEFT, IN, OTHER = (f"+1202555019{n}" for n in range(6))
TEXT = "Reply YES"


def synced(shop, world, number, name, source="square"):
    """A point of sale publishes a customer."""
    event = {"source": "pos", "publisher_id": f"sync-{name}", "number": number,
             "contact_imported": {"source": source, "grade": "EVIDENCE_GRADE_D",
                                  "programs": [{"program": "marketing"}]}}
    status, _, body = shop.publish(event)
    world.check(f"{name}: a synced customer gets a receipt", status == 200, f"{status} {body}")
    return body


def requests(shop, number):
    return [entry for entry in shop.history(number) if entry["event"] == "message_requested"]


def play(world, shop):
    synced(shop, world, OLD, "old")
    time.sleep(1.1)
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    time.sleep(1.1)
    synced(shop, world, NEW, "new")
    synced(shop, world, OTHER, "other", source="clover")
    for number, name in ((LEFT, "left"), (IN, "in")):
        synced(shop, world, number, name)
        shop.make_reachable(world, number, name)
        shop.await_status(number, "opted_in")
    shop.says(LEFT, "STOP")
    shop.await_status(LEFT, "stopped")

    dry = shop.json("source", "ask", "square", "--after", date, "--dry-run")
    world.check("a dry run tells who would be asked, and why the others not",
                (dry["people"], dry["asked"], dry["not_asked"]) == (3, 1, {"opted_in_already": 1, "revoked": 1}),
                str(dry))
    done = shop.json("source", "ask", "square", "--after", date)
    world.check("the command asks those who were synced after the date", done["asked"] == 1, str(done))
    world.check("and says how long that takes at the line's pace",
                done["takes_s"] >= 1 and done["texts_per_second"] > 0 and done["line"], str(done))
    listed = shop.json("source", "list")
    world.check("the list names the source", [row["source"] for row in listed] == ["square"], str(listed))
    shop.await_text(NEW, "YES")

    receipt = synced(shop, world, LATER, "later")
    shop.await_text(LATER, "YES")
    found = shop.history(LATER)
    world.check("who is synced later is asked with the sync itself",
                [entry["event"] for entry in found[:2]] == ["contact_imported", "message_requested"]
                and str(found[0]["offset"]) == str(receipt.get("offset")), f"{found[:2]} {receipt}")
    synced(shop, world, LATER, "later-again")
    synced(shop, world, LEFT, "left-again")
    synced(shop, world, IN, "in-again")
    people = ROOT / "tests" / "ledger" / "imports" / "samples" / "square.csv"
    for asked in (2, 0):
        code, out, err = shop.stack.call("import", people, "--output", "json", account=shop.account)
        world.check(f"a file of that source brings {asked} requests", code == 5 and json.loads(out)["asked"] == asked,
                    out + err)
    shop.await_text("+14155550132", "YES")
    shop.says(LATER, "YES")
    shop.await_status(LATER, "opted_in")
    again = shop.json("source", "ask", "square", "--after", date)
    world.check("to give the command again asks nobody, and takes its own requests for nobody else's",
                (again["asked"], again["already_asked"], again["not_asked"]) ==
                (0, 4, {"opted_in_already": 1, "revoked": 1}), str(again))
    for number, name, reason in ((LEFT, "who left", "revoked"), (IN, "who is in", "opted_in_already")):
        denied = await_denial(shop, number)
        world.check(f"{name} is not asked, and history says why", denied["reason"] == reason, str(denied))
        world.check(f"{name} got no request", not any(TEXT in text for text in shop.texts_to(number)), name)
    for number in (OLD, OTHER):
        world.check("nobody of before the date, or of another source, is asked",
                    not requests(shop, number) and not shop.texts_to(number), str(shop.history(number)))
    world.check("nobody is asked twice", all(
        sum(TEXT in text for text in shop.texts_to(number)) == 1 for number in (NEW, LATER, "+14155550132")), "")
    shop.consent("source", "ask", "square", "--stop")
    world.check("after a stop the list is empty", shop.json("source", "list") == [], "")


def await_denial(shop, number):
    return wait_until(lambda: next((entry for entry in shop.history(number) if entry["event"] == "send_intended"
                                    and entry["effect"] == "denied"), None), 30, "a denial")
