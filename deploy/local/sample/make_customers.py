#!/usr/bin/env python3
"""Writes a Shopify customers export as shops really have them, dirt included, to standard output.

Every phone number is one that is kept for fiction (see README.md in this folder), so that no text of a
test can reach a person. Equal arguments give equal bytes.

    make_customers.py [--rows 2000] [--seed 3] > customers.csv
"""

import argparse
import csv
import io
import random
import sys

HEADER = [
    "Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing",
    "Default Address Company", "Default Address Address1", "Default Address Address2",
    "Default Address City", "Default Address Province Code", "Default Address Country Code",
    "Default Address Zip", "Default Address Phone", "Phone", "Accepts SMS Marketing", "Total Spent",
    "Total Orders", "Note", "Tax Exempt", "Tags",
]

# Real area codes with a city; 472 and 645 are younger than the phone metadata of Debian 12.
AREAS = [
    ("201", "Jersey City", "NJ"), ("202", "Washington", "DC"), ("205", "Birmingham", "AL"),
    ("206", "Seattle", "WA"), ("207", "Portland", "ME"), ("208", "Boise", "ID"),
    ("212", "New York", "NY"), ("213", "Los Angeles", "CA"), ("214", "Dallas", "TX"),
    ("216", "Cleveland", "OH"), ("225", "Baton Rouge", "LA"), ("240", "Rockville", "MD"),
    ("303", "Denver", "CO"), ("305", "Miami", "FL"), ("312", "Chicago", "IL"),
    ("313", "Detroit", "MI"), ("317", "Indianapolis", "IN"), ("401", "Providence", "RI"),
    ("402", "Omaha", "NE"), ("404", "Atlanta", "GA"), ("405", "Oklahoma City", "OK"),
    ("412", "Pittsburgh", "PA"), ("415", "San Francisco", "CA"), ("472", "Fayetteville", "NC"),
    ("480", "Scottsdale", "AZ"), ("503", "Portland", "OR"), ("504", "New Orleans", "LA"),
    ("505", "Santa Fe", "NM"), ("512", "Austin", "TX"), ("515", "Des Moines", "IA"),
    ("602", "Phoenix", "AZ"), ("605", "Sioux Falls", "SD"), ("612", "Minneapolis", "MN"),
    ("614", "Columbus", "OH"), ("615", "Nashville", "TN"), ("617", "Boston", "MA"),
    ("645", "Miami", "FL"), ("702", "Las Vegas", "NV"), ("713", "Houston", "TX"),
    ("717", "Harrisburg", "PA"), ("801", "Salt Lake City", "UT"), ("802", "Burlington", "VT"),
    ("803", "Columbia", "SC"), ("804", "Richmond", "VA"), ("808", "Honolulu", "HI"),
    ("816", "Kansas City", "MO"), ("901", "Memphis", "TN"), ("907", "Anchorage", "AK"),
]

# Numbers abroad that the regulators keep for drama: (country, city, national prefix, digits, dialled).
ABROAD = [
    ("GB", "London", "07700 900", 3, "+447700900"),
    ("AU", "Sydney", "0491 570 ", 3, "+61491570"),
    ("FR", "Lyon", "06 39 98 ", 4, "+3363998"),
]
AU_FICTION = list(range(156, 160)) + [313, 737]  # the only six of 0491 570 xxx

FIRST = ("Ann Bea Carlos Dana Eli Fatima Gus Hana Ivan Jo Kim Lena Maya Noah Olu Priya Quinn Rosa Sam Tara "
         "Uma Vic Wren Ximena Yusuf Zo\u00eb Ren\u00e9e Bj\u00f6rn Jos\u00e9").split()
LAST = ("Adams Brown Chen Diaz Evans Fox Garcia Hall Ito Jones Khan Lopez M\u00fcller Nguyen O'Neil Park "
        "Quist Rossi Smith Tran Ueda Vance Wood Xu Young Zhou").split()
STREETS = "Main St,Oak Ave,2nd St,Mission St,Elm Dr".split(",")
NOTES = [
    "prefers the window seat", "birthday in May, likes \"extra hot\"", "called on Tuesday\nwants a receipt",
    "allergic to nuts;\nsee order #1043", "=SUM(1;2)", "VIP, gift card 10%",
]


def us_numbers(rng):
    """Every (area, last four digits) of 555-0100 to 555-0199, in a random order, each once."""
    numbers = [(area, city, state, "%04d" % last) for area, city, state in AREAS for last in range(100, 200)]
    rng.shuffle(numbers)
    return iter(numbers)


def written(rng, area, last):
    """One of the ways in which people and shops write +1 area 555 last."""
    return rng.choice([
        "'+1%s555%s", "'+1%s555%s", "'+1%s555%s", "+1%s555%s", "(%s) 555-%s", "%s-555-%s", "%s.555.%s",
        "1-%s-555-%s", "%s555%s", "1%s555%s", "+1 %s 555 %s", "'%s555%s", "tel:+1-%s-555-%s", " %s 555 %s ",
    ]) % (area, last)


def abroad(rng):
    country, city, prefix, digits, dialled = rng.choice(ABROAD)
    number = rng.choice(AU_FICTION) if country == "AU" else rng.randrange(10 ** digits)
    tail = "%0*d" % (digits, number)
    form = rng.choice([prefix + tail, "'" + dialled + tail, dialled + tail])
    return country, city, form, dialled + tail


class Export:
    """Collects rows; `kinds` says for each kind of dirt how often it came, for the reader's eye."""

    def __init__(self, rng):
        self.rng, self.rows = rng, []
        self.us = us_numbers(rng)
        self.taken = set()

    def add(self, phone, consent, country="US", city="", state="", address_phone="", width=None):
        rng = self.rng
        ident = 6_000_000_000_000 + len(self.rows) * 7919
        first, last = rng.choice(FIRST), rng.choice(LAST)
        mailbox = first.lower().encode("ascii", "ignore").decode()
        orders = rng.randrange(0, 9)
        row = [
            "'%d" % ident, first, last, "%s.%d@example.com" % (mailbox, ident % 10007),
            rng.choice(["yes", "no"]), "", "%d %s" % (rng.randrange(1, 999), rng.choice(STREETS)), "",
            city, state, country, "'%05d" % rng.randrange(501, 99950), address_phone, phone, consent,
            "%.2f" % (orders * 17.5), str(orders),
            rng.choice(NOTES) if rng.random() < 0.08 else "", rng.choice(["no", "no", "no", "yes"]),
            rng.choice(["", "", "newsletter", "vip, wholesale"]),
        ]
        self.rows.append(row if width is None else (row + ["surplus"])[:width])

    def customer(self, consent, form=None):
        """A person with a US number of their own; returns area and last four digits."""
        area, city, state, last = next(self.us)
        phone = form(area, last) if form else written(self.rng, area, last)
        self.add(phone, consent, "US" if self.rng.random() < 0.97 else "", city, state)
        return area, last


def build(rows, seed):
    rng = random.Random(seed)
    export = Export(rng)
    share = lambda part: max(1, round(rows * part))
    good = [export.customer(rng.choice(["yes"] * 9 + ["YES"])) for _ in range(share(0.755))]
    for _ in range(share(0.020)):
        country, city, form, dialled = abroad(rng)
        if dialled not in export.taken:
            export.taken.add(dialled)
            export.add(form, "yes", country, city)
    for _ in range(share(0.075)):
        export.customer("no")
    for _ in range(share(0.045)):
        export.customer("")
    for area, last in rng.sample(good, min(share(0.020), len(good))):
        export.add(written(rng, area, last), "yes")
    for area, last in rng.sample(good, min(share(0.004), len(good))):
        export.add(written(rng, area, last), "no")
    for _ in range(share(0.020)):
        area, city, state, last = next(export.us)
        export.add("", "yes", "US", city, state, rng.choice(["", "+1%s555%s" % (area, last)]))
    for _ in range(share(0.012)):
        forms = ["%s.555.%s x2", "(%s) 555-%s ext. 14", "%s-555-%s #3"]
        export.customer("yes", lambda a, l: rng.choice(forms) % (a, l))
    for _ in range(share(0.010)):
        export.customer("yes", lambda a, l: rng.choice(["1.%s56E+10", "%s.56E+07"]) % a)
    for _ in range(share(0.005)):
        export.customer("yes", lambda a, l: "%s555%s, %s555%04d" % (a, l, a, 299 - int(l)))
    for _ in range(share(0.004)):
        export.add(str(rng.randrange(20000, 99999)), "yes")
    for _ in range(share(0.006)):
        export.customer("yes", lambda a, l: rng.choice(
            ["1%s555%s" % (a[1:], l), "+1 %s 155 %s" % (a, l), "555-" + l, "n/a", "ask me"]))
    for _ in range(share(0.003)):
        export.add("447700900%03d" % rng.randrange(1000), "yes")
    for _ in range(share(0.002)):
        export.add("+1415555%04d" % rng.randrange(100, 200), "yes", width=rng.choice([19, 21]))
    while len(export.rows) < rows:
        export.customer(rng.choice(["no", ""]))
    del export.rows[rows:]
    rng.shuffle(export.rows)
    return export.rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000, help="number of customers (default 2000, at most 4500)")
    parser.add_argument("--seed", type=int, default=3, help="equal seeds give equal bytes (default 3)")
    arguments = parser.parse_args()
    if not 20 <= arguments.rows <= 4500:
        parser.error("--rows must be from 20 to 4500: there are only 4800 fictional numbers in the area codes used")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(build(arguments.rows, arguments.seed))
    sys.stdout.buffer.write(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
