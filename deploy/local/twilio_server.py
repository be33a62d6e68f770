#!/usr/bin/env python3
"""Twilio's messaging API and the handsets behind it, as the documentation describes them: for trying a line of gateway
`twilio`, and for tests. It knows nothing of our code; its signatures are made after Twilio's own description.

  twilio_server.py --port PORT --record FILE --account-sid AC.. --auth-token-file FILE --webhook URL[#rc=5&rp=all]

It serves, on 127.0.0.1:
  POST /2010-04-01/Accounts/AC../Messages.json   201 with a SID, then signed status callbacks; 400, 401 as documented
  GET  /2010-04-01/Accounts/AC...json            the account, which is active
  POST /control                                  a command as the body, answered by `ok ...` or 400 `error: ...`:
    send FROM TO TEXT    a handset texts a line: a signed webhook, with OptOutType for STOP, START, HELP words; after a
                         STOP the line's texts to that number are refused with 21610 until a START
    again                the last webhook once more, as Twilio repeats them: same SID, same content
    recut N              the last webhook as somebody sends it who has captured it: its words end after N characters,
                         and the rest is a parameter of its own, so that the signature is the same
    forged FROM TO TEXT  the same as send, signed with another token
    fault NUMBER KIND    what befalls the next text to a number: 429, 500, cut (taken, but the connection dies before an
                         answer), slow SECONDS, nonsense (201 without JSON), refuse CODE, undelivered CODE, failed CODE,
                         disorder (callbacks twice and the last first), silent (no callbacks)
    calls NUMBER         `ok N`: how many texts to a number were asked for, taken or not
    status CODE          `ok N`: how many of our webhook calls were answered with that status

Record: the lines that handset.py writes, appended to the same file; what Twilio itself answers to STOP or HELP is left
out, for it is not from us. Ends on TERM or INT, exit 0.
"""
import argparse
import base64
import collections
import hashlib
import hmac
import http.client
import http.server
import json
import os
import queue
import secrets
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from email.utils import formatdate

API = "/2010-04-01/Accounts/"
BODY_MAX = 1600
STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START_WORDS = {"START", "YES", "UNSTOP"}
HELP_WORDS = {"HELP", "INFO"}
CALLBACK_PAUSE_S = 0.05
WEBHOOK_TIMEOUT_S = 15.0  # Twilio's default for all tries of one webhook
ERRORS = {
    20003: "Authenticate",
    20429: "Too Many Requests",
    21211: "The 'To' number is not a valid phone number.",
    21602: "Message body is required.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
}


def sign(token, url, form):
    """X-Twilio-Signature: HMAC-SHA1 over the address and the sorted parameters, base64."""
    text = url + "".join(name + value for name in sorted(form) for value in sorted({form[name]}))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


class Record:
    """The carrier's witness: each line on disk before the next step."""

    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def add(self, direction, sender, receiver, text):
        line = {"t_ms": round(time.time() * 1000), "dir": direction, "from": sender, "to": receiver, "text": text}
        os.write(self.file, json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        os.fdatasync(self.file)


class Twilio:
    def __init__(self, options):
        with open(options.auth_token_file) as file:
            self.token = file.readline().strip()
        self.account = options.account_sid
        self.webhook = options.webhook
        self.record = Record(options.record)
        self.lock = threading.Lock()  # guards what follows
        self.blocked = set()  # (line, number)
        self.faults = {}  # number -> words of the fault
        self.asked = collections.Counter()  # texts asked for, by number
        self.answers = collections.Counter()  # of our webhooks, by status
        self.last_webhook = None
        self.jobs = queue.Queue()  # callbacks and webhooks, in order
        threading.Thread(target=self.work, daemon=True).start()

    # -- calls that we make

    def work(self):
        while True:
            pause, url, form, token = self.jobs.get()
            time.sleep(pause)
            self.call(url, form, token)

    def call(self, address, form, token):
        """One webhook. As documented it is tried again once when no connection comes about, and otherwise as the
        fragment of its address says."""
        url, _, fragment = address.partition("#")
        overrides = dict(urllib.parse.parse_qsl(fragment))
        retries = int(overrides.get("rc", 1))
        policies = overrides.get("rp", "ct").split(",")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "TwilioProxy/1.1",
                   "X-Twilio-Signature": sign(token, url, form),
                   "I-Twilio-Idempotency-Token": secrets.token_hex(16)}
        deadline = time.monotonic() + WEBHOOK_TIMEOUT_S
        for tried in range(retries + 1):
            request = urllib.request.Request(url, urllib.parse.urlencode(form).encode(), headers)
            try:
                with urllib.request.urlopen(request, timeout=max(0.1, deadline - time.monotonic())) as answer:
                    status, policy = answer.status, ""
            except urllib.error.HTTPError as error:
                status, policy = error.code, f"{error.code // 100}xx"
            except urllib.error.URLError:  # no connection came about
                status, policy = 0, "ct"
            except (OSError, http.client.HTTPException):  # it came about, but no answer did
                status, policy = 0, "rt"
            with self.lock:
                self.answers[status] += 1
            if not policy or time.monotonic() >= deadline or not {policy, "all"}.intersection(policies):
                return
            time.sleep(min(2.0, 0.25 * 2 ** tried))

    def status_calls(self, message, callback, fault):
        """The callbacks of one text, in the order in which they are made."""
        kind = fault[0] if fault else ""
        code = fault[1] if len(fault) > 1 else ""
        if not callback or kind in ("silent", "cut"):
            return
        ends = [(kind, code)] if kind in ("undelivered", "failed") else [("delivered", "")]
        order = [("sent", ""), *ends]
        if kind == "disorder":
            order = [*ends, ("sent", ""), *ends, ("sent", "")]
        for status, error in order:
            form = {"MessageSid": message["sid"], "SmsSid": message["sid"], "MessageStatus": status,
                    "SmsStatus": status, "AccountSid": self.account, "From": message["from"], "To": message["to"],
                    "ApiVersion": "2010-04-01"}
            if error:
                form["ErrorCode"] = error
            if status in ("delivered", "undelivered"):
                form["RawDlrDoneDate"] = time.strftime("%y%m%d%H%M", time.gmtime())
            self.jobs.put((CALLBACK_PAUSE_S, callback, form, self.token))

    def handset_texts(self, sender, line, words, token):
        sid = "SM" + secrets.token_hex(16)
        form = {"ToCountry": "US", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "", "FromZip": "", "SmsSid": sid,
                "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": words, "FromCountry": "US",
                "To": line, "NumSegments": "1", "MessageSid": sid, "AccountSid": self.account, "From": sender,
                "ApiVersion": "2010-04-01"}
        if token != self.token:  # nobody's handset sent it
            self.jobs.put((0, self.webhook, form, token))
            return
        word = words.strip().upper()
        with self.lock:
            if word in STOP_WORDS:
                self.blocked.add((line, sender))
                form["OptOutType"] = "STOP"
            elif word in START_WORDS and (word != "YES" or (line, sender) in self.blocked):
                self.blocked.discard((line, sender))
                form["OptOutType"] = "START"
            elif word in HELP_WORDS:
                form["OptOutType"] = "HELP"
            self.last_webhook = form
        self.record.add("mo", sender, line, words)
        self.jobs.put((0, self.webhook, form, token))

    # -- calls that are made to us

    def create(self, form):
        """Answers a request to send: (status, JSON or None for a dead connection, seconds to wait)."""
        number, line, words = form.get("To", ""), form.get("From", ""), form.get("Body", "")
        with self.lock:
            self.asked[number] += 1
            fault = self.faults.pop(number, [])
            blocked = (line, number) in self.blocked
        kind = fault[0] if fault else ""
        if kind == "429":
            return 429, error_of(20429, 429), 0
        if kind == "500":
            return 500, {"code": 20500, "message": "Internal Server Error", "status": 500}, 0
        if kind == "refuse":
            return 400, error_of(int(fault[1])), 0
        if not (number.startswith("+") and number[1:].isdigit() and 8 <= len(number) <= 16):
            return 400, error_of(21211), 0
        if not words:
            return 400, error_of(21602), 0
        if len(words) > BODY_MAX:
            return 400, error_of(21617), 0
        if blocked:
            return 400, error_of(21610), 0
        message = self.message(number, line, words, form.get("MessagingServiceSid"))
        if kind not in ("undelivered", "failed"):
            self.record.add("mt", line, number, words)
        self.status_calls(message, form.get("StatusCallback", ""), fault)
        if kind == "cut":
            return 0, None, 0
        if kind == "nonsense":
            return 201, "<html>proxy</html>", 0
        return 201, message, float(fault[1]) if kind == "slow" else 0

    def message(self, number, line, words, service):
        sid = "SM" + secrets.token_hex(16)
        return {"sid": sid, "account_sid": self.account, "messaging_service_sid": service, "from": line, "to": number,
                "body": words, "status": "accepted" if service else "queued", "direction": "outbound-api",
                "num_segments": "0" if service else "1", "num_media": "0", "error_code": None, "error_message": None,
                "date_created": formatdate(usegmt=False), "date_sent": None, "date_updated": formatdate(usegmt=False),
                "price": None, "price_unit": "USD", "api_version": "2010-04-01",
                "uri": f"{API}{self.account}/Messages/{sid}.json", "subresource_uris": {}}

    def is_authentic(self, header):
        wanted = "Basic " + base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        return hmac.compare_digest(header or "", wanted)

    def command(self, line):
        words = line.split(" ", 3)
        if words[0] in ("send", "forged") and len(words) == 4:
            self.handset_texts(words[1], words[2], words[3], self.token if words[0] == "send" else "f" * 32)
            return "ok"
        if line == "again" and self.last_webhook:
            self.jobs.put((0, self.webhook, self.last_webhook, self.token))
            return "ok"
        if words[0] == "recut" and len(words) == 2 and words[1].isdigit() and self.last_webhook:
            said, at = self.last_webhook["Body"], int(words[1])
            self.jobs.put((0, self.webhook, dict(self.last_webhook, Body=said[:at], **{said[at:at + 1]: said[at + 1:]}),
                           self.token))
            return "ok"
        if words[0] == "fault" and len(words) in (3, 4):
            with self.lock:
                self.faults[words[1]] = words[2:]
            return "ok"
        with self.lock:
            if words[0] == "calls" and len(words) == 2:
                return f"ok {self.asked[words[1]]}"
            if words[0] == "status" and len(words) == 2 and words[1].isdigit():
                return f"ok {self.answers[int(words[1])]}"
        return "error: see twilio_server.py --help"


def error_of(code, status=400):
    return {"code": code, "message": ERRORS.get(code, "Refused"), "status": status,
            "more_info": f"https://www.twilio.com/docs/errors/{code}"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    twilio = None

    def log_message(self, *_):  # numbers stand in the requests
        pass

    def reply(self, status, body):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.path == f"{API}{self.twilio.account}.json":
            if not self.twilio.is_authentic(self.headers["Authorization"]):
                return self.reply(401, error_of(20003, 401))
            return self.reply(200, {"sid": self.twilio.account, "status": "active", "type": "Full"})
        return self.reply(404, {"code": 20404, "message": "Not found", "status": 404})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.path == "/control":
            answer = self.twilio.command(body.rstrip("\n"))
            return self.reply(200 if answer.startswith("ok") else 400, answer)
        if self.path != f"{API}{self.twilio.account}/Messages.json":
            return self.reply(404, {"code": 20404, "message": "Not found", "status": 404})
        if not self.twilio.is_authentic(self.headers["Authorization"]):
            return self.reply(401, error_of(20003, 401))
        status, answer, wait = self.twilio.create(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
        time.sleep(wait)
        if answer is None:
            self.close_connection = True
            return None
        return self.reply(status, answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--record", required=True, help="NDJSON file to append to")
    parser.add_argument("--account-sid", required=True)
    parser.add_argument("--auth-token-file", required=True, help="its first line is the token")
    parser.add_argument("--webhook", required=True, help="the front door's /twilio/sms")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    Handler.twilio = Twilio(options)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    print("twilio: listening", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
