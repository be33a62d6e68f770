"""A box at checkout and a profile page, over HTTP and the intake topic: each agrees to its own purpose, so that who
takes shipping notices gets no offers; and an opt-out by other means than a text counts at once."""
import json

from business import opt_in

BUYER, READER = "+12025550181", "+12025550182"


def play(world, shop):
    shop.consent("program", "add", "shipping", "--category", "informational", "--policy", "single")
    checkout(world, shop)
    profile(world, shop)


def checkout(world, shop):
    """The box "send a text when the order has shipped" agrees to shipping, not to marketing (S3.2)."""
    event = opt_in(BUYER, "order-17")
    event["opted_in"] = {"programs": [{"program": "shipping"}], "method": "OPT_IN_METHOD_CHECKOUT",
                         "evidence": {"disclosure_version": "checkout-7", "url": "https://shop.example/checkout"}}
    status, _, body = shop.publish(event)
    world.check("a box at checkout gets a receipt", status == 200, f"{status} {body}")
    shop.await_status(BUYER, "opted_in", "shipping")
    again = json.loads(shop.consent("publish", "--topic", "--output", "json", text=json.dumps(event)) or "{}")
    world.check("the same event over the intake topic is taken", bool(again), str(again))
    code, _, err = shop.stack.call("send", BUYER, "--program", "marketing", "--text", "Sale", "--wait",
                                   account=shop.account)
    world.check("shipping notices are not marketing", code == 5, err)
    shop.consent("send", BUYER, "--program", "shipping", "--text", "Your order has left", "--wait")
    world.check("the shipping notice goes out", any("has left" in text for text in shop.texts_to(BUYER)))
    rows = shop.history(BUYER)
    opt_ins = [row for row in rows if row["event"] == "opted_in"]
    world.check("history shows the opt-in once with its evidence, and its repeat as one",
                opt_ins[0]["evidence"]["disclosure_version"] == "checkout-7"
                and all(row["reason"] == "duplicate" for row in opt_ins[1:]), str(opt_ins))


def profile(world, shop):
    """A profile page opts in, and out again (S3.3)."""
    shop.make_reachable(world, READER, "profile-on")
    shop.await_status(READER, "opted_in")
    event = opt_in(READER, "profile-off")
    del event["opted_in"]
    status, _, body = shop.publish(dict(event, opted_out={"scope": {"reach": "REACH_MARKETING"},
                                                          "means": "OPT_OUT_MEANS_WEB"}))
    world.check("a profile page's opt-out gets a receipt", status == 200, f"{status} {body}")
    shop.await_status(READER, "opted_out")
    kinds = [entry["event"] for entry in shop.history(READER)]
    world.check("history shows the way in and the way out", kinds == ["opted_in", "opted_out"], str(kinds))
