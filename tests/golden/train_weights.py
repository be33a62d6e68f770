#!/usr/bin/env python3
"""Makes keyword-handler/free_text/weights.tsv from reply_corpus.tsv, the same bytes each time.

A linear model (L2-regularised, squared hinge loss, dual coordinate descent) over the features that
`features_of` prints, which is the code that reads texts at run time. Each writer of the corpus is left out
once, and what the others teach is tried on their texts. The thresholds are chosen on these held-out scores,
of the writers whose texts the rules were not made on; the printed figures are what to expect of new texts.

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
FALSE_ALARMS = 0.01  # of held-out harmless bodies: revoked at most
HELD = 0.03          # further ones that are held for a person to read
RULES_MADE_ON = {"first"}
CERTAIN = 10**9

# `word`: the rule that decides before anything is weighed. `readings`: pairs of whether a rule decides, and
# features; the first is the whole text.
Body = collections.namedtuple("Body", "writer label word readings")
Limits = collections.namedtuple("Limits", "revokes reviews")


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
        number, word, *readings = line.split("\t")
        writer, label = keys[int(number)]
        if label != "review":
            split = [reading.split(" ") for reading in readings]
            bodies.append(Body(writer, label, word, [(rule != "-", sorted(set(names))) for rule, *names in split]))
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
    counts = collections.Counter(feature for body in bodies for feature in body.readings[0][1])
    names = ["base"] + sorted(feature for feature, count in counts.items() if count >= BODIES_MIN)
    number = {name: i for i, name in enumerate(names)}
    rows = [[0] + [number[feature] for feature in body.readings[0][1] if feature in number] for body in bodies]
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
    """The best of its readings."""
    return max(CERTAIN if decided else weights["base"] + sum(weights.get(feature, 0) for feature in features)
               for decided, features in body.readings)


def held_out(bodies):
    """Each writer with their bodies and the scores that the others' bodies teach."""
    groups = []
    for writer in sorted({body.writer for body in bodies}):
        weights = train([body for body in bodies if body.writer != writer])
        groups.append((writer, [(body, score_of(weights, body)) for body in bodies if body.writer == writer]))
    return groups


def verdict(body, score, limits):
    """As Classify() does it."""
    if body.word != "-":
        answers = body.word.startswith("confirm_without_ask/") or body.label in ("help", "opt_in")
        return "harmless" if answers else "revoked"
    if score >= limits.revokes:
        return "revoked"
    return "held" if score >= limits.reviews else "harmless"


def count(scored, limits):
    counts = collections.Counter((revokes(body), verdict(body, score, limits)) for body, score in scored)
    return counts, sum(revokes(body) for body, _ in scored)


def choose(scored):
    """The lowest thresholds with no more false alarms than allowed among what no rule decides."""
    scored = [(body, score) for body, score in scored if body.word == "-" and score < CERTAIN]
    harmless = sum(not revokes(body) for body, _ in scored)

    def alarms(limit):
        return count(scored, Limits(limit, limit))[0][False, "revoked"]

    marks = range(-1000, 1500, 10)
    revoke = next(limit for limit in marks if alarms(limit) <= harmless * FALSE_ALARMS or limit == marks[-1])
    review = next(limit for limit in marks if alarms(limit) <= harmless * (FALSE_ALARMS + HELD) or limit == marks[-1])
    return Limits(revoke, min(review, revoke))


def report(groups, limits):
    for writer, scored in groups:
        counts, asked = count(scored, limits)
        harmless = len(scored) - asked
        print(f"{writer}: {counts[True, 'revoked']}/{asked} revocations found "
              f"({counts[True, 'revoked'] / max(asked, 1):.3f}), {counts[True, 'held']} more held; "
              f"{counts[False, 'revoked']}/{harmless} harmless revoked "
              f"({counts[False, 'revoked'] / max(harmless, 1):.3f}), {counts[False, 'held']} held")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features_of", help="the program that prints features, built from tests/keyword-handler")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if weights.tsv is not what comes out")
    options = parser.parse_args()
    bodies = read_bodies(options.features_of)
    groups = held_out(bodies)
    limits = choose([pair for writer, scored in groups if writer not in RULES_MADE_ON for pair in scored])
    report(groups, limits)
    weights = train(bodies)
    lines = ["# Made by tests/golden/train_weights.py; not to be edited. Feature TAB weight."]
    lines += [f"{name}\t{limit}" for name, limit in limits._asdict().items()]
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
