"""A box at checkout and a profile page: an opt-in and an opt-out by other means than a text, over the API."""
from business import opt_in

PERSON = "+12025550181"


def play(world, shop):
    shop.make_reachable(world, PERSON, "checkout")
    shop.await_status(PERSON, "opted_in")
    event = opt_in(PERSON, "profile-off")
    del event["opted_in"]
    status, _, body = shop.publish(dict(event, opted_out={"scope": {"reach": "REACH_MARKETING"},
                                                          "means": "OPT_OUT_MEANS_WEB"}))
    world.check("a profile page's opt-out gets a receipt", status == 200, f"{status} {body}")
    shop.await_status(PERSON, "opted_out")
    kinds = [entry["event"] for entry in shop.history(PERSON)]
    world.check("history shows the way in and the way out", kinds == ["opted_in", "opted_out"], str(kinds))
