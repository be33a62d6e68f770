"""Hosted sign-up forms, links in e-mails, QR codes, and the web page to take consent back."""
import html
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from stack import wait_until

DOUBLE, SIGNER, STOPPED, LINKED, LEAVER = (f"+1202555019{digit}" for digit in range(5))
WORDING = ("I agree to recurring automated marketing texts from Ways & Means. Consent is not a condition of purchase. "
           "Msg & data rates may apply. Reply STOP to end, HELP for help.")
FRENCH = ("J'accepte de recevoir des textos marketing automatisés et récurrents de Ways & Means. Le consentement n'est "
          "pas une condition d'achat. Des frais peuvent s'appliquer. Répondez ARRÊT pour cesser, AIDE pour de l'aide.")
PATIENCE_S = 30
SETTLING_S = 3.0  # longer than a grant may be acted on


class Browser:
    """A person's browser without scripts: it opens a page and sends its form."""

    def __init__(self, shop):
        self.base = f"http://127.0.0.1:{shop.stack.port('LEDGER_HTTP_PORT')}"
        self.shop = shop

    def call(self, path, body=None, kind="application/x-www-form-urlencoded"):
        """(status, headers, page)"""
        request = urllib.request.Request(self.base + path, data=body,
                                         headers={"Content-Type": kind, "User-Agent": "Pocket/1.0"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode(errors="replace")

    def path(self, form, query=""):
        return f"/f/{self.shop.account}/{form}{query}"

    def page_token(self, form, query=""):
        _, _, page = self.call(self.path(form, query))
        found = re.search(r'name="page" value="([^"]*)"', page)
        return found.group(1) if found else ""

    def send(self, form, fields, query=""):
        return self.call(self.path(form, query), urllib.parse.urlencode(fields).encode())

    def fill(self, form, number, query="", **fields):
        token = self.page_token(form, query)
        return self.send(form, {"number": number, "agree": "yes", "page": token, **fields}, query)


def evidence_of(shop, number, kind):
    """The entry of a person's history of that kind, with its evidence."""
    return next(entry for entry in shop.json("contact", "history", number, "--reveal") if entry["event"] == kind)


def double_form(world, shop, browser):
    code, _, err = shop.stack.call("form", "add", "thin", "--title", "Thin", "--disclosure",
                                   "I agree to texts from Ways & Means. Reply STOP to end.", "--double",
                                   account=shop.account)
    world.check("a disclosure that leaves out what it must say is refused, with what is missing", code == 5 and
                "condition of purchase" in err and "get help" in err and "how to stop" not in err, f"{code} {err}")
    defined = shop.json("form", "add", "signup", "--title", "Join our list", "--disclosure", WORDING, "--double")
    status, headers, page = browser.call(browser.path("signup"))
    world.check("the page of a form shows the disclosure word for word",
                status == 200 and html.escape(WORDING) in page and "<script" not in page, f"{status} {page[:300]}")
    world.check("its headers let nothing else in", "default-src 'none'" in headers["Content-Security-Policy"] and
                headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer",
                str(headers))
    status, _, page = browser.fill("signup", "(202) 555-0190", "?via=qr")
    world.check("a double form says that a text is to be answered", status == 200 and "Reply YES" in page, f"{status}")
    shop.await_text(DOUBLE, "Reply YES")
    world.check("who was asked is pending", shop.status_of(DOUBLE) == "pending", str(shop.status_of(DOUBLE)))
    shop.says(DOUBLE, "YES")
    shop.await_status(DOUBLE, "opted_in")
    asked = evidence_of(shop, DOUBLE, "message_requested")
    world.check("history shows what was shown, and that a QR code opened it",
                asked["evidence"]["disclosure_sha256"] == defined["disclosure_sha256"] and
                asked["evidence"]["method"] == "qr_form" and asked["evidence"]["url"].endswith(browser.path("signup")),
                str(asked))
    words = {entry["event"]: entry["text"] for entry in shop.json("contact", "history", DOUBLE, "--reveal")}
    world.check("revealed are the words of the reply, and none where there are none",
                words["keyword_replied"] == "YES" and words["message_requested"] is None and
                words["send_intended"] is None, str(words))
    kinds = [entry["event"] for entry in shop.history(DOUBLE)]
    world.check("history goes from the form to the YES", kinds[0] == "message_requested" and
                "keyword_replied" in kinds and "reply_decided" in kinds, str(kinds))


def auto_form(world, shop, browser):
    shop.json("form", "add", "vip", "--title", "VIP", "--disclosure", FRENCH, "--auto", "--signature",
              "--language", "fr", "--email", "optional")
    token = browser.page_token("vip")
    fields = {"number": SIGNER, "agree": "yes", "page": token, "signature": "Ana <i>López</i>"}
    answers = [browser.send("vip", fields) for _ in range(2)]
    world.check("an auto form takes a signature, and a reload of it",
                [answer[0] for answer in answers] == [200, 200] and "Merci" in answers[0][2], str(answers)[:300])
    shop.await_status(SIGNER, "opted_in")
    entries = shop.json("contact", "history", SIGNER)
    first = evidence_of(shop, SIGNER, "opted_in")
    world.check("both are one event", len({entry["event_id"] for entry in entries}) == 1, str(entries))
    world.check("its evidence holds the signature's hash and, sealed, what was signed",
                len(first["evidence"]["signature_sha256"]) == 64 and
                "signed: Ana <i>López</i>" in first["evidence"]["signature"] and
                first["evidence"]["user_agent"] == "Pocket/1.0", str(first))


def stopped_person(world, shop, browser):
    shop.make_reachable(world, STOPPED, "stopped")
    shop.says(STOPPED, "STOP")
    shop.await_status(STOPPED, "stopped")
    shop.await_text(STOPPED, "unsubscribed")
    before = len(shop.texts_to(STOPPED))
    status, _, page = browser.fill("signup", STOPPED)
    world.check("a stopped person is told on the page to text START to the line", status == 200 and
                f"text START to {shop.line}" in page and f'href="sms:{shop.line}?body=START"' in page, f"{status}")
    stranger = browser.fill("signup", "+12025550177")[2]
    world.check("a stranger's page is the same", page == stranger)
    status, _, _ = browser.fill("vip", STOPPED, signature="Bo Li")
    world.check("an auto form is taken from a stopped person too", status == 200, str(status))

    def entries():
        found = [entry for entry in shop.history(STOPPED) if entry["source"].startswith("form/vip")]
        return found or None
    ignored = wait_until(entries, PATIENCE_S, "the opt-in of the stopped person")[0]
    world.check("and lifts nothing", ignored["reason"] == "stopped_needs_handset" and
                shop.status_of(STOPPED) == "stopped", str(ignored))
    intended = wait_until(lambda: [entry for entry in shop.history(STOPPED) if entry["event"] == "send_intended"
                                   and "opt_in_request" in entry["what"]], PATIENCE_S, "the intent to ask")
    world.check("the request is denied, for the person left", all(entry["effect"] == "denied" and
                entry["reason"] == "revoked" for entry in intended), str(intended))
    time.sleep(SETTLING_S)
    world.check("no text is sent to a stopped person", len(shop.texts_to(STOPPED)) == before,
                str(shop.texts_to(STOPPED)))
    # The gateway's clock has seconds, and a START of the same second does not pass the STOP.
    time.sleep(1.1)
    shop.says(STOPPED, "START")
    shop.await_status(STOPPED, "opted_in")


def email_link(world, shop, browser):
    shop.json("form", "add", "mail", "--title", "By mail", "--disclosure", FRENCH, "--double", "--kind", "email_link",
              "--language", "fr")
    world.check("a form for links opens by a link alone", browser.call(browser.path("mail"))[0] == 403)
    link = shop.json("form", "link", "mail", "--email", "ana@example.com", "--expires", "30d")["url"]
    query = "?" + urllib.parse.urlsplit(link).query
    world.check("a link shows nothing of the address", "ana" not in link, link)
    status, _, page = browser.fill("mail", LINKED, query)
    world.check("the link's form is taken, and speaks French", status == 200 and "Répondez OUI" in page, str(status))
    shop.await_text(LINKED, "répondez OUI")
    shop.says(LINKED, "Oui")
    shop.await_status(LINKED, "opted_in")
    asked = evidence_of(shop, LINKED, "message_requested")["evidence"]
    world.check("history says which address the link was sent to", asked["email"] == "ana@example.com" and
                asked["method"] == "email_link" and "t=" not in asked["url"], str(asked))
    forged = query[:-6] + ("A" if query[-6] != "A" else "B") + query[-5:]
    world.check("a forged link is refused", browser.call(browser.path("mail", forged))[0] == 403)
    short = shop.json("form", "link", "mail", "--email", "ana@example.com", "--expires", "1s")["url"]
    path = browser.path("mail", "?" + urllib.parse.urlsplit(short).query)
    wait_until(lambda: browser.call(path)[0] == 410 or None, PATIENCE_S, "the end of the link")
    world.check("an expired link says so", "expiré" in browser.call(path)[2])


def stop_page(world, shop, browser):
    shop.make_reachable(world, LEAVER, "leaver")
    shop.await_status(LEAVER, "opted_in")
    status, _, page = browser.send("stop", {"number": "202-555-0194", "scope": "marketing"})
    world.check("the page to take consent back takes a number", status == 200 and "Done" in page, f"{status}")
    shop.await_status(LEAVER, "opted_out")
    world.check("it answers the same for a number that is not known",
                browser.send("stop", {"number": "+12025550176", "scope": "marketing"})[2] == page)
    shop.await_status("+12025550176", "opted_out")
    revoked = shop.json("contact", "show", "+12025550176")["revocations"][0]
    world.check("who was not known has left, by the page", revoked["reach"] == "marketing" and
                revoked["means"] == "web" and not revoked["handset"], str(revoked))
    world.check("history shows the page", evidence_of(shop, LEAVER, "opted_out")["source"] == "form/stop")


def codes(world, shop, browser):
    picture = world.stack.state / "code.png"

    def scanned():
        return subprocess.run(["zbarimg", "--raw", "-q", "--nodbus", str(picture)], capture_output=True, text=True,
                              check=False)

    def fetch(path, headers):
        with urllib.request.urlopen(urllib.request.Request(browser.base + path, None, headers), timeout=30) as answer:
            picture.write_bytes(answer.read())
        return scanned()
    code, _, err = shop.stack.call("qr", "--keyword", "JOIN US", account=shop.account)
    world.check("no code is made of a keyword that does nothing", code == 3 and "keyword list" in err, f"{code} {err}")
    shop.consent("program", "add", "marketing", "--join", "JOIN US")
    shop.consent("qr", "--keyword", "JOIN US", "--format", "png", "--out", picture)
    read = scanned()
    world.check("the code of a keyword is read by another program",
                read.stdout.strip() == f"sms:{shop.line}?body=JOIN%20US", read.stdout + read.stderr)
    read = fetch("/v1/qr?keyword=START&format=png",
                 {"Authorization": f"Bearer {world.stack.secret(f'api_key-{shop.account}')}"})
    world.check("and so is the one that the API gives", read.stdout.strip() == f"sms:{shop.line}?body=START",
                read.stdout + read.stderr)
    read = fetch(browser.path("signup", "/qr.png"), {})
    world.check("the code of a form opens it", read.stdout.strip() == f"{browser.base}{browser.path('signup')}?via=qr",
                read.stdout + read.stderr)
    world.check("the terminal shows a code in half blocks", "▀" in shop.consent("qr", "--form", "signup"))


def hostile(world, shop, browser):
    victim = "+12025550175"
    path = browser.path("signup")
    status, _, page = browser.fill("signup", "<script>alert(1)</script>")
    world.check("a script in a field is shown as text", status == 422 and "<script" not in page and
                "&lt;script&gt;" in page, f"{status}")
    world.check("an oversized form is refused", browser.call(path, b"number=" + b"1" * 100_000)[0] == 413)
    world.check("another encoding is refused", browser.call(path, b"{}", "application/json")[0] == 415)
    world.check("bytes that are no text are refused", browser.call(path, b"number=%ff")[0] == 400)
    world.check("a form without its page is shown again",
                browser.send("signup", {"number": victim, "agree": "yes"})[0] == 409)
    token = browser.page_token("signup")
    forged = str(int(token.split(".")[0]) + 1) + token[token.index("."):]
    world.check("a forged page is shown again",
                browser.send("signup", {"number": victim, "agree": "yes", "page": forged})[0] == 409)
    # What was sent once, and is sent again after a revocation, lifts nothing.
    fields = {"number": victim, "agree": "yes", "page": browser.page_token("vip"), "signature": "Eve"}
    browser.send("vip", fields)
    shop.await_status(victim, "opted_in")
    browser.send("stop", {"number": victim})
    shop.await_status(victim, "opted_out")
    world.check("a replayed form is taken as what it was", browser.send("vip", fields)[0] == 200)
    wait_until(lambda: len(shop.history(victim)) == 3 or None, PATIENCE_S, "the replay in the history")
    world.check("and opts nobody in again", shop.status_of(victim) == "opted_out", str(shop.status_of(victim)))
    shop.json("form", "remove", "signup")
    wait_until(lambda: browser.call(path)[0] == 410 or None, PATIENCE_S, "the end of the form")


def play(world, shop):
    browser = Browser(shop)
    for part in (double_form, auto_form, stopped_person, email_link, stop_page, codes, hostile):
        part(world, shop, browser)
