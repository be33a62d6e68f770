"""Files of customers, one of each program, hostile ones too: rows become events, nothing lifts a revocation."""
import json
import os
import pathlib
import signal
import subprocess
import zipfile

from stack import ROOT, wait_until

SAMPLES = ROOT / "tests" / "ledger" / "imports" / "samples"
MANY = 100_000
KILLED_AFTER = (1, 20_000, 40_000)  # events more than before, each time
ASKED = ["--attest", "Signed cards, kept in the shop since 2024", "--actor", "Ana Diaz"]
# file, exit code, rows, {grade: people}, people who opted out
FILES = [
    ("klaviyo.csv", 5, 5, {"C": 2}, 1),
    ("mailchimp.zip", 5, 6, {"C": 1, "D": 2}, 2),
    ("square.csv", 5, 4, {"D": 2}, 0),
    ("clover.csv", 5, 3, {"D": 1}, 0),
    ("twilio_log.csv", 5, 10, {}, 4),
    ("twilio_bulk.json.gz", 5, 10, {}, 4),
    ("generic.csv", 0, 7, {"A": 1, "B": 1, "C": 4}, 1),
    ("generic.ndjson", 5, 7, {"A": 1, "C": 1}, 1),
]


def call(shop, *arguments):
    """Exit code, answer and remarks of `consent import ...`."""
    code, out, err = shop.stack.call("import", *arguments, "--output", "json", account=shop.account)
    return code, json.loads(out) if out else {}, err


def evidence(shop, number, *options):
    """What backs the latest event of a person."""
    return shop.json("contact", "history", number, *options)[-1]["evidence"] or {}


def dialects(world, shop):
    for name, code, rows, grades, left in FILES:
        got, answer, err = call(shop, SAMPLES / name)
        world.check(f"{name}: events + report lines = rows",
                    (got, answer.get("rows"), answer.get("grades"), answer.get("opted_out")) ==
                    (code, rows, grades, left)
                    and answer["imported"] + answer["opted_out"] + answer["rejected"] == rows, f"{got} {answer} {err}")
        again = call(shop, SAMPLES / name)[1]
        world.check(f"{name}: importing it again changes nothing",
                    again.get("status") == "unchanged" and again.get("already_there") == sum(grades.values()) + left,
                    str(again))
    shop.await_status("+14155550151", "opted_in")  # grade A
    shop.await_status("+14155550101", "imported")  # a bare SUBSCRIBED
    shop.await_status("+14155550131", "imported")  # e-mail only
    shop.await_status("+12745550155", "imported")  # an area code of 2023
    proof, known = evidence(shop, "+14155550151", "--reveal"), evidence(shop, "+14155550151")
    world.check("history shows the evidence of grade A: file, row, time, wording by its hash",
                {"import_id", "row", "disclosure_sha256", "agreed_at", "mapping_version"} <= known.keys(), str(known))
    world.check("the words of the row are sealed, and an auditor opens them: word, method, wording, time",
                {"word", "method", "disclosure", "time"} & known.keys() == set()
                and {"word", "method", "disclosure", "time"} <= proof.keys(), f"{known} {proof}")
    code, out, err = shop.stack.call("contact", "history", "+14155550151", "--reveal", account=shop.account)
    world.check("and so it does for people", proof["disclosure"] in out and proof["agreed_at"] in out, out + err)
    code, out, err = shop.stack.call("contact", "history", "+14155550151", account=shop.account)
    world.check("who is told what is sealed", proof["disclosure"] not in out and "--reveal" in out, out + err)
    for number, word in (("+14155550102", "UNSUBSCRIBED"), ("+14155550114", "21610")):
        proof = evidence(shop, number, "--reveal")
        world.check(f"a no has the same evidence: file, row, word, time ({word})",
                    {"import_id", "row", "mapping_version", "time"} <= proof.keys() and proof.get("word") == word,
                    str(proof))
        row = shop.history(number)[-1]["what"]
        world.check("and tells its row to people", f"row {proof.get('row')} of file {proof.get('import_id', '')[:12]}"
                    in row, row)
    last = shop.history("+14155550114")[-1]
    world.check("history has the provider's refusal of its own time",
                last["event"] == "opted_out" and last["occurred_at"].startswith("2024-05-06"), str(last))


def lifts_nothing(world, shop):
    shop.make_reachable(world, "+14155550171", "left-by-handset")
    shop.await_status("+14155550171", "opted_in")
    shop.says("+14155550171", "STOP")
    shop.await_status("+14155550171", "stopped")
    left = {"+14155550171": "stopped", "+14155550114": "stopped", "+14155550113": "stopped",  # handset, 21610, a log
            "+14155550102": "opted_out", "+14155550124": "opted_out"}  # UNSUBSCRIBED, unsubscribed_...csv
    path = shop.stack.state / "ours.csv"
    path.write_text("phone,opted_in,opted_in_at,source,consent_text\n" + "".join(
        f"{number},yes,2026-01-01T00:00:00Z,web form,I agree to texts\n" for number in left))
    code, answer, err = call(shop, path, *ASKED)
    world.check("a yes of the best grade for people who left is taken down",
                code == 0 and answer["grades"] == {"A": 5}, f"{answer} {err}")
    for number, status in left.items():
        shop.await_status(number, status)
        world.check(f"and lifts nothing: {status}", shop.history(number)[-1]["event"] == "contact_imported",
                    str(shop.history(number)))


def late_stop(world, shop):
    """A STOP of 2024 to one line, imported after the person agreed; their START went to another line."""
    person = "+14155550172"
    shop.make_reachable(world, person, "agreed-since")
    shop.await_status(person, "opted_in")
    path = shop.stack.state / "log.csv"
    path.write_text("From,To,Body,SentDate,Direction\n"
                    f"{person},+14155550900,STOP,2024-05-01T10:00:00Z,inbound\n"
                    f"{person},+14155550901,START,2024-05-02T10:00:00Z,inbound\n")
    answer = call(shop, path, "--dry-run", *ASKED)[1]
    world.check("a dry run says how many agreed later than their stop in the file",
                (answer["opted_out"], answer["agreed_since"], answer["imported"]) == (1, 1, 0), str(answer))
    answer = call(shop, path, *ASKED)[1]
    world.check("a START to another line takes back no stop, attested or not",
                (answer["opted_out"], answer["agreed_since"], answer["reasons"]) ==
                (1, 1, {"contradicted_by_row": 1}), str(answer))
    shop.await_status(person, "stopped")


def attest(world, shop):
    path = shop.stack.state / "elsewhere.csv"
    path.write_text("phone,opted_in\n+14155550131,yes\n")  # known from Square, which says nothing of texts
    world.check("another source has a bare yes of one of Square's people", call(shop, path)[1]["grades"] == {"C": 1})
    before = shop.json("contacts", "attest", "--segment", "importUsers-api-sms-klaviyo", "--dry-run", *ASKED)
    world.check("a dry run says how many would become reachable", before["reachable"] == 2, str(before))
    done = shop.json("contacts", "attest", "--segment", "importUsers-api-sms-klaviyo", *ASKED)
    world.check("attesting a segment makes its bare yeses reachable", done["reachable"] == 2, str(done))
    shop.await_status("+14155550101", "opted_in")
    entry = shop.history("+14155550101")[-1]
    world.check("history shows who claimed it, in which words",
                "Ana Diaz" in entry["what"] and "Signed cards" in entry["what"], str(entry))
    again = shop.json("contacts", "attest", "--segment", "importUsers-api-sms-klaviyo", *ASKED)
    world.check("attesting it again changes nothing", (again["reachable"], again["already"]) == (0, 2), str(again))
    none = shop.json("contacts", "attest", "--segment", "importUsers-pos-sms-square", *ASKED)
    world.check("whose source said nothing about texts is not made reachable, whatever another source says",
                none["reachable"] == 0 and none["not_reachable"] == {"says_nothing_about_texts": 2}, str(none))


def killed(world, shop):
    path = shop.stack.state / "many.csv"
    path.write_text("phone,opted_in\n" + "".join(f"+1212{200 + n // 10000}{n % 10000:04},yes\n" for n in range(MANY)))
    ends = lambda: sum(row["end"] for row in shop.json("status"))  # noqa: E731
    log = shop.json("verify")
    for more in KILLED_AFTER:
        before = ends()
        running = subprocess.Popen([str(shop.stack.bin / "consent"), "import", str(path)], cwd=ROOT,
                                   env=shop.stack.environment(shop.account), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        wait_until(lambda: ends() >= before + more or running.poll() is not None, 60, "a part of an import",
                   every_s=0.01)
        os.kill(running.pid, signal.SIGKILL)
        world.check(f"an import is killed {more} events after its start", running.wait() == -signal.SIGKILL)
    code, answer, err = call(shop, path)
    world.check("it goes on where it was killed", code == 0 and 0 < answer["already_there"] < MANY
                and answer["imported"] + answer["already_there"] == MANY, f"{code} {answer} {err}")
    world.say(f"{answer['already_there']} of {MANY} were there from the killed imports")
    world.check("and then it is complete", call(shop, path)[1].get("already_there") == MANY)
    after = shop.json("verify")
    grown = {key: after[key] - log[key] for key in ("records", "contacts", "duplicates", "undecodable")}
    world.check("the log has each row once: nothing lost, nothing twice",
                grown == {"records": MANY, "contacts": MANY, "duplicates": 0, "undecodable": 0}, str(grown))


def hostile(world, shop):
    state = pathlib.Path(shop.stack.state)
    bomb, nested, cut, row = state / "bomb.zip", state / "nested.zip", state / "cut.zip", state / "row.csv"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customers.csv", b"phone,opted_in\n" + b"x" * (100 << 20))
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("../../etc/more.zip", bomb.read_bytes()[:100])
    cut.write_bytes((SAMPLES / "mailchimp.zip").read_bytes()[:700])
    for path, named in ((bomb, "unpack"), (nested, "archive in the archive"), (cut, "cut short")):
        code, out, err = shop.stack.call("import", path, account=shop.account)
        world.check(f"{path.name} is refused with the mend", code == 2 and named in err and not out, f"{code} {err}")
    with row.open("wb") as file:
        file.write(b"phone,opted_in,name\n+14155550181,yes,")
        for _ in range(300):
            file.write(b"x" * (1 << 20))
        file.write(b"\n+14155550182,no,Zo\xeb \x00\n+14155550183,no,Zo\xeb\n=cmd|'/c calc'!A1,yes,x\n")
        file.write(b"+1415555\x000184,no,Zo\n+14155550185,no,\"Zo\n+14155550186,no,Zo,Zo\n+14155550187,yes,Zo,Zo\n")
        file.write(b"+14155550188,+14155550189,no,Zo\n")
    report = state / "report.csv"
    code, answer, err = call(shop, row, "--report", report)
    world.check("a row of 300 MB costs that row, and no no behind it is lost that can be read for sure",
                code == 5 and answer["opted_out"] == 4 and answer["imported"] == 0
                and answer["reasons"] == {"row_too_large": 1, "nul_byte": 1, "not_possible": 1,
                                          "wrong_column_count": 2}, f"{answer} {err}")
    for number in ("+14155550182", "+14155550185", "+14155550186"):
        world.check("a no in a row that cannot be read is taken where number and no are sure",
                    shop.await_event(number, "opted_out"))
    world.check("each no that is not sure is counted, and its row named",
                (answer["lost_opt_outs"], answer["lost_opt_out_rows"]) == (2, [5, 9]), str(answer))
    lines = report.read_text().splitlines()
    world.check("and told apart in the report", sum("NOT recorded" in line for line in lines) == 2, str(lines))
    world.check("no cell of the report is a formula", len(lines) == 6 and
                not any(cell[:1] in "=+-@" for line in lines for cell in line.split(",") if cell), str(lines))


def play(world, shop):
    dialects(world, shop)
    lifts_nothing(world, shop)
    late_stop(world, shop)
    attest(world, shop)
    hostile(world, shop)
    killed(world, shop)
    code, out, err = shop.stack.call("import", SAMPLES / "mailchimp.zip", "--dry-run", "--kafka-bootstrap", "")
    world.check("a dry run without a broker tells counts, reasons and masked samples",
                code == 5 and "contradicted_by_row" in out and "5550123" not in out and "•0123" in out, out + err)
