"""Consent that is taken back by other means than a text: web page, e-mail, voice, a carrier's deactivation file, a
reassigned number. Each counts at once, and its evidence stands in the history."""
import json

WEB, EMAIL, VOICE, MOVED, DEAD, LISTED = (f"+1202555016{n}" for n in range(6))
STRANGER = "+12025550169"


def last(shop, number):
    return shop.history(number)[-1]


def out(shop, number, *arguments):
    code, text, err = shop.stack.call("contact", *arguments[:1], number, *arguments[1:], "--actor", "Ana Diaz",
                                      "--output", "json", account=shop.account)
    return code, json.loads(text) if text.strip() else {}, err


def play(world, shop):
    for name, number in (("web", WEB), ("email", EMAIL), ("voice", VOICE), ("moved", MOVED), ("dead", DEAD),
                         ("listed", LISTED)):
        shop.make_reachable(world, number, name)
    shop.await_status(LISTED, "opted_in")
    for number, means, scope, words in ((WEB, "web", "all", "everything on the web"),
                                        (EMAIL, "email", "marketing", "all marketing by e-mail"),
                                        (VOICE, "voice", "program:marketing", "marketing by voice")):
        code, answer, err = out(shop, number, "opt-out", "--means", means, "--scope", scope, "--detail", "TICKET-4711")
        world.check(f"an opt-out by {means} counts at once", code == 0 and answer["effect"] == "applied" and
                    answer["programs"][0]["permission"] == "opt_out", f"{code} {answer} {err}")
        what = last(shop, number)["what"]
        world.check(f"the history tells its evidence: {means}, ticket and actor",
                    words in what and "TICKET-4711" in what and "Ana Diaz" in what, what)
    code, _, err = out(shop, WEB, "opt-out", "--means", "web", "--scope", "program:none")
    world.check("an unknown program is not found", code == 3 and "consent program list" in err, f"{code} {err}")
    code, answer, err = out(shop, MOVED, "reassigned", "--database", "RND 2026-11", "--date-used",
                            "2026-03-01T12:00:00Z")
    world.check("a reassigned number is Stopped", code == 0 and answer["programs"][0]["permission"] == "stopped",
                f"{code} {answer} {err}")
    what = last(shop, MOVED)["what"]
    world.check("the history tells the database and the date that it was asked for",
                "RND 2026-11" in what and "2026-03-01T12:00:00" in what, what)
    code, answer, err = out(shop, DEAD, "reassigned", "--database", "RND 2026-11", "--date-used", "-1d",
                            "--answer", "no_data")
    world.check("'no data' is taken, with a warning that it does not pass for a no",
                code == 0 and "warning" in err and "no 'no'" in err, f"{code} {err}")
    world.check("and it is kept", "not known to RND 2026-11" in last(shop, DEAD)["what"], str(last(shop, DEAD)))
    code, answer, err = out(shop, DEAD, "reassigned", "--database", "RND 2026-12", "--date-used",
                            "2026-03-01T12:00:00Z", "--answer", "no")
    world.check("a no changes nothing about the person", code == 0 and answer["effect"] == "applied" and
                answer["programs"][0]["permission"] == "opt_in", f"{code} {answer} {err}")
    what = last(shop, DEAD)["what"]
    world.check("and the history keeps it, with the date that it was asked for: the safe harbour rests on it",
                "no other owner, says RND 2026-12" in what and "2026-03-01T12:00:00" in what, what)
    code, answer, err = out(shop, DEAD, "deactivated", "--source", "carrier/2026-11-28")
    world.check("a deactivated number is a Bad Number",
                code == 0 and answer["programs"][0]["permission"] == "bad_number", f"{code} {answer} {err}")
    file = world.stack.state / "deactivated.csv"
    file.write_text(f"number,date\n{LISTED},2026-11-27\n{STRANGER},2026-11-27\n\n")
    report = world.stack.state / "deactivated.report"
    code, text, err = shop.stack.call("contact", "deactivated", "--file", file, "--source", "carrier/2026-11-29",
                                      "--report", report, "--output", "json", account=shop.account)
    answer = json.loads(text or "{}")
    world.check("of a carrier's file the known number is marked, the stranger left alone, the bad line reported",
                code == 5 and (answer["marked"], answer["strangers"], answer["rejected"]) == (1, 1, 1) and
                "line 1" in report.read_text(), f"{code} {answer} {err}")
    shop.await_permission(LISTED, "bad_number")
    what = last(shop, LISTED)["what"]
    world.check("the history tells whose file", "carrier/2026-11-29" in what, what)
    shop.says(LISTED, "Hi, is this the bakery?")
    world.check("a text from the handset shows that the number lives", shop.await_event(LISTED, "reply_decided"))
    # Deadlines, measured.
    shop.says(LISTED, "STOP")
    shop.await_status(LISTED, "stopped")
    shop.await_event(LISTED, "send_concluded")
    told = {entry["event"]: entry["deadline"] for entry in shop.history(LISTED)}
    world.check("a STOP is in force within seconds; the history says by when it had to be",
                told["reply_decided"]["in_force_after_ms"] < 10_000 and told["reply_decided"]["honour_by"], str(told))
    world.check("its confirmation is granted and out within five minutes of the receipt",
                told["send_intended"]["after_ms"] <= told["send_concluded"]["after_ms"] < 300_000 and
                told["send_intended"]["term_ms"] == 300_000, str(told))
    code, text, _ = world.stack.call("verify", "--output", "json")
    deadlines = json.loads(text)["deadlines"]
    world.check("verify sums them up: none too late", code == 0 and deadlines["revocations"] >= 5 and
                (deadlines["past_ten_business_days"], deadlines["confirmed_late"]) == (0, 0) and
                deadlines["confirmed"] >= 1, str(deadlines))
