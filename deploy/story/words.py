"""What texts mean to the story itself, and whether what a handset received fits what it said. This asks none of our
code, and reads plain words only: of free text and of other languages' stops it demands nothing."""
import collections

ANSWERS = {
    "confirmation": ("You get our", "vous recevez maintenant", "desde ahora recibe"),
    "help": ("For help contact", "pour de l'aide, contactez", "para recibir ayuda contacte"),
    # Of everything, or of what a NO declined.
    "opt-out": ("You are unsubscribed", "désabonnement effectué", "su baja queda confirmada",
                "You will get no more", "vous ne recevrez plus", "no le enviaremos otros"),
}
ANSWERS_A_DAY = 10  # then a loop of two robots ends, and nothing more is owed
OPT_OUT_LIMIT_S = 300  # 47 CFR 64.1200(a)(12)
STOP, AGREE, START, ASK_HELP = "STOP", "YES", "START", "HELP"
KEYWORD = "TEXT ME"  # the business' own, which opts in
WORDS = {
    STOP: ("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"),
    AGREE: ("YES", "Y", KEYWORD),
    START: ("START", "UNSTOP", "OUI", "SI", "SÍ"),  # may opt in; nothing is demanded for them
    ASK_HELP: ("HELP", "INFO"),
}
OPT_INS = (AGREE, START)


def kind_of(text):
    """Which automatic answer a text is, or None."""
    return next((kind for kind, parts in ANSWERS.items() if any(part in text for part in parts)), None)


def meaning(text):
    """What the words of a handset plainly ask for, or None."""
    plain = " ".join(text.upper().split()).rstrip(".! ")
    return next((what for what, words in WORDS.items() if plain in words), None)


def people(witness):
    """{phone: [(t_ms, what it said or None, which answer it got or None, text)]} in the order of time; a text that it
    received has "said" None."""
    found = collections.defaultdict(list)
    rows = [(t, False, number, text) for t, number, text in witness.received]
    rows += [(t, True, number, text) for t, number, text in witness.sent]
    for t, spoke, number, text in sorted(rows):
        found[number].append((t, spoke, meaning(text) if spoke else kind_of(text), text))
    return found


def first_answers(witness, kind):
    """{phone: [(seconds after the text before it, t_ms)]} of one kind of automatic answer."""
    found = collections.defaultdict(list)
    for number, events in people(witness).items():
        said = None
        for t, spoke, what, _ in events:
            if spoke:
                said = t
            elif what == kind:
                found[number].append(((t - (t if said is None else said)) / 1000, t))
    return found


def doubles(witness):
    """People who got more automatic answers than they sent texts."""
    return {number for number, events in people(witness).items()
            if sum(what is not None for _, spoke, what, _ in events if not spoke) >
            sum(spoke for _, spoke, _, _ in events)}


def stops(witness):
    """{phone: [t_ms]} of the texts that stop: by their words, or because our opt-out confirmation came next."""
    found = collections.defaultdict(set)
    for number, events in people(witness).items():
        said = None
        for t, spoke, what, _ in events:
            if spoke:
                said = t
            if said is not None and what == (STOP if spoke else "opt-out"):
                found[number].add(said)
    return {number: sorted(times) for number, times in found.items()}


def ignored(witness, ask_marker):
    """{phone: the word that got no answer}: a STOP that was not taken back, a HELP, a YES to our question."""
    found = {}
    for number, events in people(witness).items():
        if sum(what is not None for _, spoke, what, _ in events if not spoke) >= ANSWERS_A_DAY:
            continue
        unclear = any(spoke and what is None for _, spoke, what, _ in events)  # it may wait for a person's decision
        stopped_ever = any(what == (STOP if spoke else "opt-out") for _, spoke, what, _ in events)
        asked = stopped = agreed = False
        for at, (_, spoke, what, text) in enumerate(events):
            said_later = {later for _, they, later, _ in events[at + 1:] if they}
            got_later = {later for _, they, later, _ in events[at + 1:] if not they}
            if not spoke:
                asked = asked or ask_marker in text
                stopped = what == "opt-out" or (stopped and what != "confirmation")
            elif what == STOP:
                if not stopped and "opt-out" not in got_later and not said_later & set(OPT_INS):
                    found[number] = STOP
                stopped = True
            elif what == ASK_HELP and "help" not in got_later:
                found[number] = ASK_HELP
            elif what in OPT_INS:
                owed = what == AGREE and asked and not (agreed or stopped_ever or unclear)
                if owed and "confirmation" not in got_later:
                    found[number] = AGREE
                agreed, stopped = True, False
    return found


def texted_after_stop(witness, limit_s):
    """People who got something that is no answer after their stop was confirmed, or `limit_s` after the word."""
    found = set()
    for number, events in people(witness).items():
        since = None
        for t, spoke, what, _ in events:
            if what in OPT_INS or what == "confirmation":
                since = None
            elif what in (STOP, "opt-out"):
                holds = t + 1000 * limit_s if spoke else t
                since = holds if since is None else min(since, holds)
            elif not spoke and what is None and since is not None and t > since:
                found.add(number)
    return found


def confirmed_too_often(witness):
    """People who got more opt-out confirmations than they can have stopped: once, and once after each opt-in that
    followed a text that may have been a stop."""
    found = set()
    for number, events in people(witness).items():
        may_have_stopped, allowed, got = False, 1, 0
        for _, spoke, what, _ in events:
            if spoke and what in (STOP, None):
                may_have_stopped = True
            elif spoke and what in OPT_INS and may_have_stopped:
                may_have_stopped = False
                allowed += 1
            elif not spoke and what == "opt-out":
                got += 1
        if got > allowed:
            found.add(number)
    return found
