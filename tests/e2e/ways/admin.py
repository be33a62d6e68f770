"""The five statuses that an administrator reviews and edits, within law 8: what only the person can change is refused
with what would be needed, and every edit stands in the history with actor and reason."""
import json
import time

PERSON = "+12025550171"
STRANGER = "+12025550172"
NOBODY = "a" * 26  # a contact id
ANA = ("--actor", "Ana Diaz", "--reason", "asked at the counter")


def edit(shop, number, status, *more):
    """consent contact set: (exit code, parsed answer, what it said on stderr)."""
    code, out, err = shop.stack.call("contact", "set", number, "--status", status, *ANA, *more, "--output", "json",
                                     account=shop.account)
    return code, json.loads(out) if out.strip() else {}, err


def permission(shop, number):
    return shop.json("contact", "show", number)["programs"][0]["permission"]


def play(world, shop):
    code, _, err = edit(shop, PERSON, "not_set")
    world.check("nobody is made Not Set; the refusal says what to do instead",
                code == 5 and "--status opt_out" in err, f"{code} {err}")
    code, _, err = edit(shop, PERSON, "opt_in")
    world.check("an opt-in without evidence names the flags that are missing",
                code == 5 and "--agreed-at" in err and "--disclosure-version" in err, f"{code} {err}")
    code, _, err = edit(shop, NOBODY, "opt_out")
    world.check("an edit of a contact id that nobody is known by says so", code == 3 and "is the id right?" in err,
                f"{code} {err}")
    code, _, err = shop.stack.call("contact", "show", STRANGER, "--as-of", "+1d", account=shop.account)
    world.check("a state of tomorrow is not shown", code == 2 and "lies ahead" in err, f"{code} {err}")
    code, answer, err = edit(shop, PERSON, "opt_in", "--agreed-at", "-1h", "--disclosure-version", "card-7")
    world.check("an opt-in with evidence counts", code == 0 and answer["effect"] == "applied", f"{code} {answer} {err}")
    world.check("contact show says Opt In", permission(shop, PERSON) == "opt_in")
    code, answer, err = edit(shop, PERSON, "opt_out")
    world.check("Opt Out counts at once", code == 0 and permission(shop, PERSON) == "opt_out", f"{code} {answer} {err}")
    code, _, err = edit(shop, PERSON, "opt_in", "--agreed-at", "-30m", "--disclosure-version", "card-7")
    world.check("an agreement from before the opt-out does not lift it", code == 5 and "opted out at" in err,
                f"{code} {err}")
    code, _, err = edit(shop, PERSON, "opt_in", "--agreed-at", "now", "--disclosure-version", "card-8")
    world.check("a newer agreement does", code == 0 and permission(shop, PERSON) == "opt_in", f"{code} {err}")
    code, _, err = edit(shop, PERSON, "bad_number")
    world.check("Bad Number counts", code == 0 and permission(shop, PERSON) == "bad_number", f"{code} {err}")
    code, _, err = edit(shop, PERSON, "stopped")
    world.check("Stopped counts", code == 0 and permission(shop, PERSON) == "stopped", f"{code} {err}")
    code, _, err = edit(shop, PERSON, "opt_in", "--agreed-at", "now", "--disclosure-version", "card-9")
    world.check("Stopped to Opt In is refused: only the person can, by START to the line",
                code == 5 and f"text START to {shop.line}" in err, f"{code} {err}")
    time.sleep(1.1)  # a gateway's time is in whole seconds: a START of the same second would not count as later
    shop.says(PERSON, "START")
    shop.await_status(PERSON, "opted_in")
    world.check("the person's START lifts it", permission(shop, PERSON) == "opt_in")
    edits = [entry for entry in shop.history(PERSON) if entry["event"] == "permission_set"]
    world.check("each edit stands in the history with actor, reason and effect",
                len(edits) == 5 and all("Ana Diaz" in entry["what"] and "asked at the counter" in entry["what"] and
                                        entry["effect"] == "applied" for entry in edits), json.dumps(edits))
    world.check("the opt-in shows its evidence", edits[0]["evidence"]["disclosure_version"] == "card-7",
                str(edits[0]["evidence"]))
    # The same by the API: the fold decides, whatever was asked beforehand.
    shop.consent("contact", "set", STRANGER, "--status", "stopped", *ANA)
    status, _, body = shop.publish({
        "source": "admin", "publisher_id": "edit-1", "number": STRANGER, "occurred_at": "2026-03-01T12:00:00Z",
        "permission_set": {"program": {"program": "marketing"}, "permission": "PERMISSION_OPT_IN", "actor": "Ana Diaz",
                           "evidence": {"disclosure_version": "card-7"}}})
    world.check("the API takes an edit of a stopped person ...", status == 200, f"{status} {body}")
    last = shop.history(STRANGER)[-1]
    world.check("... and the log ignores it with the reason", last["reason"] == "stopped_needs_handset", str(last))
