#!/usr/bin/env python3
"""Makes keyword-handler/free_text/weights.tsv from reply_corpus.tsv, the same bytes each time.

A linear model (L2-regularised, squared hinge loss, dual coordinate descent) over the features that
`features_of` prints, which is the code that reads texts at run time. Each writer of the corpus is left out
once: what the others teach is tried on their texts, and the two thresholds are chosen on all of these
held-out scores. The figures of that are what to expect of new texts.

    tests/golden/train_weights.py build/release/bin/features_of [--check]
"""
import argparse
import collections
import pathlib
import subprocess
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]
CORPUS = TREE / "tests/golden/reply_corpus.tsv"
WEIGHTS = TREE / "keyword-handler/free_text/weights.tsv"

BODIES_MIN = 2      # a feature that fewer bodies have is not learned
COST = 0.01         # of a body on the wrong side; lower is more regular
ROUNDS = 25
SCALE = 1000        # weights are integers
FALSE_ALARMS = 0.02  # of held-out harmless bodies: where "revokes" begins
HELD = 0.03         # further ones, held for a person to read: where "reviews" begins

Body = collections.namedtuple("Body", "writer label rule readings")


def read_bodies(features_of):
    """All bodies of the corpus but those whose label is that nobody can tell."""
    keys, lines, writer = [], [], "first"
    for line in CORPUS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# writer "):
            writer = line.removeprefix("# writer ")
        elif line and not line.startswith("#"):
            label, body = line.split("\t", 1)
            keys.append((writer, label))
            lines.append(f"{len(lines)}\t{body}\n")
    printed = subprocess.run([features_of], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    bodies = []
    for line in printed.decode(errors="replace").splitlines():
        number, rule, *readings = line.split("\t")
        writer, label = keys[int(number)]
        if label != "review":
            bodies.append(Body(writer, label, rule, [sorted(set(reading.split())) for reading in readings]))
    return bodies


def revokes(body):
    return body.label.startswith("revoke")


def shuffled(count):
    """The numbers below `count` in an order that no library's version changes."""
    order, state = list(range(count)), 1
    for i in range(count - 1, 0, -1):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        other = (state >> 33) % (i + 1)
        order[i], order[other] = order[other], order[i]
    return order


def train(bodies):
    """Returns the weight of each feature; that of "base" counts for every body."""
    counts = collections.Counter(feature for body in bodies for feature in body.readings[0])
    names = ["base"] + sorted(feature for feature, count in counts.items() if count >= BODIES_MIN)
    number = {name: i for i, name in enumerate(names)}
    rows = [[0] + [number[feature] for feature in body.readings[0] if feature in number] for body in bodies]
    sides = [1 if revokes(body) else -1 for body in bodies]
    weights, alphas, slack = [0.0] * len(names), [0.0] * len(rows), 1 / (2 * COST)
    order = shuffled(len(rows))
    for _ in range(ROUNDS):
        for i in order:
            row, side = rows[i], sides[i]
            score = 0.0
            for feature in row:
                score += weights[feature]
            step = max(alphas[i] - (side * score - 1 + slack * alphas[i]) / (len(row) + slack), 0.0) - alphas[i]
            if step != 0.0:
                alphas[i] += step
                for feature in row:
                    weights[feature] += step * side
    rounded = {name: round(weight * SCALE) for name, weight in zip(names, weights)}
    return {name: weight for name, weight in rounded.items() if weight != 0 or name == "base"}


def score_of(weights, body):
    return max(weights["base"] + sum(weights.get(feature, 0) for feature in reading) for reading in body.readings)


def held_out(bodies):
    """Yields each writer with their bodies and the scores that the others' bodies teach."""
    for writer in sorted({body.writer for body in bodies}):
        weights = train([body for body in bodies if body.writer != writer])
        theirs = [body for body in bodies if body.writer == writer]
        yield writer, [(body, score_of(weights, body)) for body in theirs]


def thresholds(scored):
    """The lowest scores at which no more harmless bodies are revoked, and held, than is allowed."""
    harmless = sorted((score for body, score in scored if not revokes(body) and body.rule == "-"), reverse=True)
    all_harmless = sum(not revokes(body) for body, _ in scored)
    by_rule = all_harmless - len(harmless) - sum(body.rule.startswith("exact/") or "without" in body.rule
                                                 for body, _ in scored if not revokes(body))
    allowed = max(int(all_harmless * FALSE_ALARMS) - by_rule, 0)
    held = allowed + int(all_harmless * HELD)
    return harmless[allowed] + 1, harmless[held] + 1


def report(groups, limit, review):
    for writer, scored in groups:
        found = revoked = held_right = held_wrong = 0
        for body, score in scored:
            decided = body.rule != "-" and not body.rule.startswith(("exact/", "confirm"))
            decided = decided or body.rule.startswith("exact/") and revokes(body)
            if decided or score >= limit and body.rule == "-":
                found, revoked = found + revokes(body), revoked + (not revokes(body))
            elif score >= review and body.rule == "-":
                held_right, held_wrong = held_right + revokes(body), held_wrong + (not revokes(body))
        asked = sum(revokes(body) for body, _ in scored)
        print(f"{writer}: {found}/{asked} revocations found ({found / max(asked, 1):.3f}), {held_right} more held; "
              f"{revoked}/{len(scored) - asked} harmless revoked ({revoked / max(len(scored) - asked, 1):.3f}), "
              f"{held_wrong} held")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features_of", help="the program that prints features, built from tests/keyword-handler")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if weights.tsv is not what comes out")
    options = parser.parse_args()
    bodies = read_bodies(options.features_of)
    groups = list(held_out(bodies))
    limit, review = thresholds([pair for _, scored in groups for pair in scored])
    report(groups, limit, review)
    weights = train(bodies)
    lines = ["# Made by tests/golden/train_weights.py; not to be edited. Feature TAB weight.",
             f"revokes\t{limit}", f"reviews\t{review}"]
    lines += [f"{name}\t{weight}" for name, weight in sorted(weights.items())]
    table = "\n".join(lines) + "\n"
    if options.check:
        if WEIGHTS.read_text(encoding="utf-8") != table:
            sys.exit("weights.tsv is not what the corpus and the features make; run tests/golden/train_weights.py")
    else:
        WEIGHTS.write_text(table, encoding="utf-8")
        print(f"{WEIGHTS.relative_to(TREE)}: {len(weights)} features")


if __name__ == "__main__":
    main()
