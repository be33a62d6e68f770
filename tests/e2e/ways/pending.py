"""The report of double opt-ins that wait: who was asked, when, how often, until when; and who answered is gone."""
import json

from business import opt_in
from stack import wait_until

FIRST, SECOND, THIRD, FOURTH = "+12025550141", "+12025550142", "+12025550143", "+12025550144"
PROMOTES = ("Ways & Means: 20% discount today! Reply YES to join. Msg freq varies. Msg&data rates may apply. "
            "HELP for help, STOP to stop.")


def ask(shop, number, *options):
    code, out, err = shop.stack.call("send", number, "--program", "marketing", "--ask", *options, "--output", "json",
                                     account=shop.account)
    return code, json.loads(out) if out.strip() else {}, err


def promotes(world, shop):
    """Words that promote are refused, whatever way they come by, and named."""
    code, _, err = shop.stack.call("send", FOURTH, "--program", "marketing", "--ask", "--text", PROMOTES,
                                   account=shop.account)
    world.check("own words that promote are refused at the command line", code != 0 and "discount" in err,
                f"{code} {err}")
    event = opt_in(FOURTH, "promotes")
    del event["opted_in"]
    event.update(text=PROMOTES, message_requested={"message_class": "MESSAGE_CLASS_OPT_IN_REQUEST",
                                                   "program": {"program": "marketing"}})
    status, _, body = shop.publish(event)
    world.check("and over HTTP", status == 422 and body["field"] == "text" and "discount" in body["detail"],
                f"{status} {body}")
    shop.stack.call("publish", "--topic", text=json.dumps(event), account=shop.account)
    rejected = shop.await_event(FOURTH, "event_rejected")
    world.check("and on the intake topic, where they block", "discount" in rejected["what"], str(rejected))
    world.check("nobody was asked with them", shop.texts_to(FOURTH) == [])


def refused(world, shop):
    """Words that would go out wrong, or leave somebody without words, are refused before they are saved or taken."""
    for what, part, *command in (
            ("a place that nothing fills in, in a template", "{nme}", "template", "set", "welcome",
             "--text", "Hi {nme}"),
            ("and in a text", "{brand}, {help}", "send", FIRST, "--program", "marketing", "--text", "Hi {nme}"),
            ("and in a campaign", "{nme}", "campaign", "create", "raw", "--audience", "everyone", "--message", "{nme}"),
            ("a language that is none", "'xx'", "template", "set", "welcome", "--language", "xx", "--text", "Hi"),
            ("in French, with the words that are missing", "frais possibles", "template", "set",
             "opt_in_confirmation", "--language", "fr", "--text", "{brand} : AIDE, ARRET, par mois"),
            ("a template by its name, which says what it is", "as the opt-in request", "template", "set",
             "opt_in_request_vip", "--text", "Hi"),
            ("a template that is no request, for one", "no request to opt in", "send", FIRST, "--program",
             "marketing", "--ask", "--template", "help")):
        code, _, err = shop.stack.call(*command, account=shop.account)
        world.check(f"refused: {what}", code != 0 and part in err, f"{code} {err}")
    ask_form(world, shop)


def ask_form(world, shop):
    """A program keeps its request as long as a form asks with it."""
    said = ("I agree to get recurring automated marketing texts from Ways & Means. No purchase necessary. "
            "Msg frequency varies, msg & data rates may apply. STOP to opt out, HELP for help.")
    shop.consent("form", "add", "door", "--title", "Join", "--disclosure", said, "--double")
    code, _, err = shop.stack.call("program", "add", "marketing", "--request-template", "", account=shop.account)
    world.check("refused: a program without a request, where a form asks with it", code != 0 and "'door'" in err,
                f"{code} {err}")
    shop.consent("form", "remove", "door")


def play(world, shop):
    promotes(world, shop)
    refused(world, shop)
    for number in (FIRST, SECOND):
        code, answer, err = ask(shop, number, "--wait")
        world.check("an opt-in request to one person goes out", code == 0, f"{code} {answer} {err}")
    shop.await_status(SECOND, "pending")
    rows = shop.json("pending", "--program", "marketing")
    world.check("both wait, the first asked first", len(rows) == 2 and rows[0]["asked_at"] <= rows[1]["asked_at"],
                str(rows))
    row = rows[0]
    world.check("with age, attempts, expiry and a masked number",
                row["asks"] == 1 and row["state"] == "open" and row["expires_at"] > row["asked_at"] and
                row["age_s"] >= 0 and FIRST not in json.dumps(rows) and row["number"].startswith("+1202"), str(row))
    code, out, err = shop.stack.call("pending", "--keys-file", "/does/not/exist", account=shop.account)
    world.check("without the keys the rows are told, and why they have no numbers",
                code == 0 and "<unknown>" in out and "/does/not/exist" in err, f"{code} {out} {err}")
    shop.says(FIRST, "YES")
    shop.await_status(FIRST, "opted_in")
    rows = shop.json("pending")
    world.check("who said YES waits no more", len(rows) == 1 and rows[0]["program"] == "marketing", str(rows))
    code, answer, err = ask(shop, FIRST, "--wait")
    world.check("who agreed is not asked again, and the reason is told",
                code == 5 and answer["denied"] == "opted_in_already", f"{code} {answer} {err}")
    not_texted(world, shop)
    says_no(world, shop)


def not_texted(world, shop):
    """While the account is halted a request waits, and the report says until when."""
    shop.consent("account", "halt", "--reason", "e2e")
    code, answer, err = ask(shop, THIRD)
    world.check("a request is taken while the account is halted", code == 0, f"{code} {answer} {err}")
    rows = wait_until(lambda: [row for row in shop.json("pending", "--program", "marketing")
                               if row["state"] == "not_texted"], 30, "a request that waits")
    world.check("it is pending, not yet texted, with its deadline and without an age",
                len(rows) == 1 and rows[0]["deadline"] and rows[0]["asks"] == 0 and
                (rows[0]["asked_at"], rows[0]["age_s"]) == (None, None), str(rows))
    world.check("nobody got it", not shop.texts_to(THIRD), str(shop.texts_to(THIRD)))
    shop.consent("account", "resume", "--reason", "e2e")
    shop.await_text(THIRD, "YES")
    shop.await_status(THIRD, "pending")
    states = [row["state"] for row in shop.json("pending", "--program", "marketing")]
    world.check("when it is texted it is open", states == ["open", "open"], str(states))


def says_no(world, shop):
    """A bare no to the request takes back what was asked, and no more is asked; the answer says just that."""
    shop.says(THIRD, "No")
    shop.await_status(THIRD, "stopped")
    told = shop.await_text(THIRD, "no more")
    world.check("the no is confirmed as what it ended, with the way to end the rest",
                "no more marketing texts" in told and "STOP" in told, told)
    decided = next(entry for entry in shop.history(THIRD) if entry["event"] == "reply_decided")
    world.check("history tells the rule that fired", "declined_ask/NO" in decided["what"], decided["what"])
    code, answer, err = ask(shop, THIRD, "--wait")
    world.check("who said no is not asked again", code == 5 and answer["denied"] == "revoked", f"{code} {answer} {err}")
