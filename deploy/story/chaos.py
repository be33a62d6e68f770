"""kill -9 of the workers and of the broker at random moments while texts are on their way.

In which order processes die, and all pauses, are drawn from a seed and the phase's name; a process that died is started
again after a pause. A kill of the dispatcher is struck when its own metrics say that an attempt is under way, and
repeated until one such was.
"""
import os
import random
import signal
import threading
import time

from stack import PATIENCE_S, WORKERS, StoryError

GAP_S = (0.8, 3.0)  # between a start and the next kill
AWAY_S = (0.0, 1.5)  # how long a process stays dead
AIM_S = 6.0  # how long to look for an attempt under way before the dispatcher is killed all the same
DISPATCHER = "consent-dispatcher"


class Chaos:
    """Kills while a phase() is open. `kills`: one dict each: t_ms, name, aimed (an attempt was under way), back_ms."""

    def __init__(self, stack, seed, tell):
        self.stack, self.seed, self.tell = stack, seed, tell
        self.kills = []
        self.failure = None
        self.given_up = False
        self.thread = None
        self.open = threading.Event()

    def phase(self, victims, name):
        """Returns a context in which each of `victims` is killed once, in random order. Whose turn has not come when
        it is left, and who was never killed before, is killed then."""
        return Phase(self, victims, name)

    def check(self):
        """Raises what ended the kills too early, so that nobody waits for a process that has gone."""
        if self.failure is not None:
            raise self.failure

    def settle(self):
        """Returns when every worker is ready again."""
        for name in WORKERS:
            try:
                os.kill(self.stack.pid(name), 0)
            except (OSError, TypeError):
                raise StoryError(f"{name} ended by itself", self.stack.state / "log" / f"{name}.log") from None
            self.stack.script("start", name)

    def never_killed(self):
        return sorted(set(EVERYTHING) - {kill["name"] for kill in self.kills})

    def in_flight(self):
        metrics = self.stack.metrics(DISPATCHER)
        return sum(value for name, value in metrics.items() if "in_flight" in name)

    def strike(self, name, away_s):
        aimed = False
        if name == DISPATCHER:
            deadline = time.monotonic() + AIM_S
            while time.monotonic() < deadline and self.open.is_set() and not aimed:
                aimed = self.in_flight() > 0
        pid = self.stack.pid(name)
        if pid is None:
            raise StoryError(f"{name} is not there to be killed", self.stack.state / "log" / f"{name}.log")
        t_ms = round(time.time() * 1000)
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            raise StoryError(f"{name} ended by itself", self.stack.state / "log" / f"{name}.log") from None
        time.sleep(away_s)
        self.stack.script("start", name)
        kill = {"t_ms": t_ms, "name": name, "aimed": aimed, "back_ms": round(time.time() * 1000) - t_ms}
        self.kills.append(kill)
        self.tell(f"kill -9 {name}{' with an attempt under way' if aimed else ''}; back after "
                  f"{kill['back_ms'] / 1000:.1f} s")

    def run(self, victims, draw):
        try:
            for name in victims:
                gap_s, away_s = draw.uniform(*GAP_S), draw.uniform(*AWAY_S)
                if self.pause(gap_s):
                    if self.given_up or name not in self.never_killed():
                        continue
                    self.tell(f"it was over before {name} died")
                self.strike(name, away_s)
            while DISPATCHER in victims and not any(kill["aimed"] for kill in self.kills):
                if self.pause(draw.uniform(*GAP_S)):
                    return
                self.strike(DISPATCHER, draw.uniform(*AWAY_S))
        except (StoryError, OSError) as error:
            self.failure = error

    def pause(self, seconds):
        """Waits; tells whether the phase has ended meanwhile."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.open.is_set():
                return True
            time.sleep(0.05)
        return False


class Phase:
    def __init__(self, chaos, victims, name):
        self.chaos, self.name = chaos, name
        # Of its own, so that how often an earlier phase had to strike does not change this one.
        self.draw = random.Random(f"{chaos.seed} {name}")
        self.victims = self.draw.sample(victims, len(victims))

    def __enter__(self):
        chaos = self.chaos
        chaos.tell(f"chaos, seed {chaos.seed}: during {self.name} these die: {', '.join(self.victims)}")
        chaos.open.set()
        chaos.stack.patience_s = 60.0
        chaos.thread = threading.Thread(target=chaos.run, args=(self.victims, self.draw))
        chaos.thread.start()
        return chaos

    def __exit__(self, kind, *_):
        chaos = self.chaos
        chaos.given_up = kind is not None
        chaos.open.clear()
        chaos.thread.join()
        chaos.stack.patience_s = PATIENCE_S
        if chaos.given_up:
            return
        chaos.check()
        chaos.settle()


class Calm:
    """The story without chaos."""

    kills = ()
    seed = None

    def check(self):
        return None

    def phase(self, _victims, _name):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


EVERYTHING = [*WORKERS, "kafka"]
