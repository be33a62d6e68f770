"""The report of double opt-ins that wait: who was asked, when, how often, until when; and who answered is gone."""
import json

FIRST, SECOND = "+12025550141", "+12025550142"


def ask(shop, number):
    code, out, err = shop.stack.call("send", number, "--program", "marketing", "--ask", "--wait", "--output", "json",
                                     account=shop.account)
    return code, json.loads(out) if out.strip() else {}, err


def play(world, shop):
    for number in (FIRST, SECOND):
        code, answer, err = ask(shop, number)
        world.check("an opt-in request to one person goes out", code == 0, f"{code} {answer} {err}")
    shop.await_status(SECOND, "pending")
    rows = shop.json("pending", "--program", "marketing")
    world.check("both wait, the first asked first", len(rows) == 2 and rows[0]["asked_at"] <= rows[1]["asked_at"],
                str(rows))
    row = rows[0]
    world.check("with age, attempts, expiry and a masked number",
                row["asks"] == 1 and row["state"] == "open" and row["expires_at"] > row["asked_at"] and
                row["age_s"] >= 0 and FIRST not in json.dumps(rows) and row["number"].startswith("+1202"), str(row))
    shop.says(FIRST, "YES")
    shop.await_status(FIRST, "opted_in")
    rows = shop.json("pending")
    world.check("who said YES waits no more", len(rows) == 1 and rows[0]["program"] == "marketing", str(rows))
    code, answer, err = ask(shop, FIRST)
    world.check("who agreed is not asked again, and the reason is told",
                code == 5 and answer["denied"] == "opted_in_already", f"{code} {answer} {err}")
