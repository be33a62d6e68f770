"""Text-to-join: START, a program's keyword and a keyword rule, with one yes (single) and with two (double), from people
whom nobody knew before; START lifts its own STOP, brings back what that took away and names each program; and who
joined one purpose has not joined another."""
import time

from stack import wait_until
from witness import Witness

JOINER, PARCEL, LEAVER, MENU = "+12025550191", "+12025550192", "+12025550193", "+12025550194"
BOTH, HASTY = "+12025550195", "+12025550196"
ASK, WELCOME, BYE = "Reply YES", "You get our", "unsubscribed"
RESPONSE = ("{brand}: you are on the {program} list. Msg frequency varies, msg & data rates may apply. HELP for help, "
            "STOP to opt out.")
PATIENCE_S = 30
SECOND_S = 1.1  # Kannel tells when texts came by the second, and a START lifts what came before it only


def play(world, shop):
    set_up(world, shop)
    double(world, shop)
    purposes(world, shop)
    stop_and_start(world, shop)
    brings_back(world, shop)
    same_second(world, shop)
    rule(world, shop)


def set_up(world, shop):
    """Beside `marketing` (double): shipping notices with one yes, and a list that a rule of two words joins."""
    shop.consent("program", "add", "shipping", "--category", "informational", "--policy", "single", "--join", "TRACK")
    shop.consent("program", "add", "menu", "--name", "menu", "--policy", "single", "--line", other_line(shop, world))
    shop.consent("keyword", "add", "text-me", "--word", "TEXT ME", "--response", RESPONSE, "--opt-in", "menu")
    code, _, err = shop.stack.call("keyword", "add", "again", "--word", "text-me", "--opt-in", "menu",
                                   account=shop.account)
    world.check("a keyword that another rule has is refused with the reason",
                code == 5 and "a keyword of rule 'text-me'" in err, err)
    code, _, err = shop.stack.call("program", "add", "shipping", "--join", "STOP ALL", account=shop.account)
    world.check("a join keyword that is reserved is refused with the reason", code == 5 and "reserved" in err, err)
    rows = {row["program"]: row for row in shop.json("program", "list")}
    world.check("the programs are listed with their policies",
                (rows["marketing"]["policy"], rows["shipping"]["policy"]) == ("double", "single"), str(rows))
    world.check("of a line's programs START stands for the first", (rows["marketing"]["start"],
                rows["shipping"]["start"], rows["menu"]["start"]) == (True, False, True), str(rows))


def other_line(shop, world):
    """A second line of the business."""
    line = str(int(shop.line) + 1000)
    if not any(row["line"] == line for row in shop.json("line", "list")):
        shop.consent("line", "add", line, "--kind", "short_code", "--rate", 10)
    return line


def double(world, shop):
    """Nobody knew this number: START is answered by a request, and YES opts in."""
    shop.says(JOINER, "START")
    shop.await_text(JOINER, ASK)
    shop.await_status(JOINER, "pending")
    world.check("START to a double program asks, and does not opt in", not reachable(shop, JOINER), "reachable")
    world.check("and joins no other program of the line", shop.status_of(JOINER, "shipping") in (None, "not_set"))
    shop.says(JOINER, "start")
    decided(shop, JOINER, 2)
    shop.says(JOINER, "YES")
    shop.await_status(JOINER, "opted_in")
    shop.await_text(JOINER, WELCOME)
    world.check("START again while the request is out asks no second time", len(marked(shop, JOINER, ASK)) == 1,
                str(shop.texts_to(JOINER)))
    told = [row["what"] for row in shop.history(JOINER) if row["event"] == "reply_decided"]
    world.check("history says that the text asked to join, and what the YES agreed to",
                "asks to join marketing" in told[0] and "agrees to what was asked" in told[-1], str(told))


def purposes(world, shop):
    """A keyword opts in to its own program only: shipping notices are not marketing."""
    shop.says(PARCEL, "track")
    shop.await_status(PARCEL, "opted_in", "shipping")
    shop.await_text(PARCEL, WELCOME)
    world.check("who wants shipping notices has not agreed to marketing", not reachable(shop, PARCEL), "reachable")
    shop.consent("campaign", "create", "offer", "--audience", "everyone", "--message", "Hello from {brand}",
                 "--at", "now", "--deadline", "+8s", "--acknowledge", "We have the recipients' consent", "--schedule")
    shop.await_text(JOINER, "Hello from")
    wait_until(lambda: shop.json("campaign", "show", "offer")["all_finished"], 60, "the end of the campaign")
    world.check("a marketing campaign passes over who joined for parcels only", not marked(shop, PARCEL, "Hello from"),
                str(shop.texts_to(PARCEL)))


def stop_and_start(world, shop):
    """The person's own START lifts the person's own STOP, though the policy is double."""
    shop.says(LEAVER, "START")
    shop.await_text(LEAVER, ASK)
    shop.says(LEAVER, "yes")
    shop.await_status(LEAVER, "opted_in")
    shop.says(LEAVER, "STOP")
    shop.await_status(LEAVER, "stopped")
    shop.await_text(LEAVER, BYE)
    time.sleep(SECOND_S)
    shop.says(LEAVER, "START")
    shop.await_status(LEAVER, "opted_in")
    world.check("START after STOP opts in without a second request", len(marked(shop, LEAVER, ASK)) == 1,
                str(shop.texts_to(LEAVER)))
    shop.says(PARCEL, "STOP")
    shop.await_status(PARCEL, "stopped", "shipping")
    time.sleep(SECOND_S)
    shop.says(PARCEL, "UNSTOP")
    shop.await_status(PARCEL, "opted_in", "shipping")
    world.check("START brings back what there was, not what was never agreed to", not reachable(shop, PARCEL),
                "reachable")


def brings_back(world, shop):
    """Who was in both programs of the line and stopped gets both back, and a confirmation of each."""
    shop.says(BOTH, "track")
    shop.await_status(BOTH, "opted_in", "shipping")
    shop.says(BOTH, "START")
    shop.await_text(BOTH, ASK)
    shop.says(BOTH, "yes")
    shop.await_status(BOTH, "opted_in")
    wait_until(lambda: len(marked(shop, BOTH, WELCOME)) == 2, PATIENCE_S, "a confirmation of each")
    shop.says(BOTH, "STOP")
    shop.await_text(BOTH, BYE)
    time.sleep(SECOND_S)
    shop.says(BOTH, "START")
    wait_until(lambda: len(marked(shop, BOTH, WELCOME)) == 4, PATIENCE_S, "both confirmations again")
    again = marked(shop, BOTH, WELCOME)[2:]
    world.check("START confirms each program that it brings back, by its name",
                sorted("shipping" in text for text in again) == [False, True] and "marketing" in "".join(again),
                str(again))
    world.check("both are back", reachable(shop, BOTH) and reachable(shop, BOTH, "shipping"))
    told = [row["what"] for row in shop.history(BOTH) if row["event"] == "reply_decided"][-1]
    world.check("history names both", "opts in to marketing, shipping" in told, told)


def same_second(world, shop):
    """A START of the STOP's own second lifts nothing, and the history says that it did nothing."""
    shop.says(HASTY, "track")
    shop.await_status(HASTY, "opted_in", "shipping")
    shop.await_text(HASTY, WELCOME)
    for attempt in range(6):  # the second may end between the two
        seen = len(decisions(shop, HASTY))
        shop.says(HASTY, "STOP")
        shop.says(HASTY, "START")
        decided(shop, HASTY, seen + 2)
        last = decisions(shop, HASTY)[-1]
        if last["effect"] == "ignored":
            break
        time.sleep(SECOND_S)
    world.check("a START of the STOP's own second is told as what it was: ignored, with the reason",
                (last["effect"], last["reason"]) == ("ignored", "revoked_later"), f"{attempt}: {last}")
    world.check("and the STOP stands", shop.status_of(HASTY, "shipping") == "stopped")


def rule(world, shop):
    """A rule of two words with its own answer, to the line of its program."""
    line = other_line(shop, world)
    witness = Witness(shop.witness.path, line)
    shop.stack.send_text(MENU, line, "Text  me!")
    shop.await_status(MENU, "opted_in", "menu")
    world.check("a keyword rule opts in to its program only", shop.status_of(MENU) in (None, "not_set"), "more")
    came = wait_until(lambda: [text for _, who, text in witness.read().received if who == MENU], PATIENCE_S,
                      "the answer of the rule")
    told = [row["what"] for row in shop.history(MENU) if row["event"] == "reply_decided"]
    world.check("history names the keyword by program and word", "rule custom/menu/textme" in told[0], str(told))
    shown = shop.json("template", "show", "keyword_text-me")[0]
    world.check("template show has the words as they came, and what is asked of them",
                came == [shown["preview"]] and shown["encoding"] == "GSM-7" and shown["segments"] == 1 and
                shown["roles"] == ["opt_in_confirmation"] and shown["check"] is None, f"{shown} {came}")
    shop.says(MENU, "HELP")
    shop.await_text(MENU, "For help")


def reachable(shop, number, program="marketing"):
    rows = shop.json("contact", "show", number)["programs"]
    return any(row["program"] == program and row["reachable"] for row in rows)


def marked(shop, number, marker):
    return [text for text in shop.texts_to(number) if marker in text]


def decisions(shop, number):
    return [row for row in shop.history(number) if row["event"] == "reply_decided"]


def decided(shop, number, count):
    wait_until(lambda: len(decisions(shop, number)) >= count, PATIENCE_S, f"{count} decisions")
