"""Every storage step of the door, the publisher and a pull fails once, before and after taking effect, and twice.

In the manner of Sunlight's TestSequenceErrors: the operation is run with its first step failing, then with its second,
and so on until none is left. After each: only a fault came out, readers see a whole snapshot, the tables agree with the
entries; and the same attempt, repeated, is done once.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest
from django.db import connection

from bilateral.node import drafting, upkeep
from bilateral.node.models import LogEntry
from bilateral.values import Fault
from tests.node.faults.scale import FULL, counted
from tests.node.faults.seams import AFTER, BEFORE, CRASH, CRASH_AFTER, HOWS, LOST, LOST_AFTER, Crash, Disk, Seams
from tests.node.faults.whole import consistent, once_each, pins_of, readable, whole
from tests.node.homes import Node, World, point_at

FRESH = 20
"""After so many injections new homes are taken, since comparing costs more the longer a log is."""
Run = Callable[[], str | None]
"""An attempt that may be repeated; the place of its entry where it is an act's."""


def joint_text(us: Node, mx: Node, idem: str) -> Run:
    draft = us.line(idem)
    return lambda: us.propose(draft, idem=idem)


def own_office(us: Node, mx: Node, idem: str) -> Run:
    draft = us.office(idem)
    return lambda: us.propose(draft, idem=idem)


def withdrawal(us: Node, mx: Node, idem: str) -> Run:
    draft = us.run(drafting.answer, "withdraw", us.propose(us.line(idem)), None)
    return lambda: us.commit(draft, idem=idem)


def publication(us: Node, mx: Node, idem: str) -> Run:
    us.propose(us.line(idem))
    return lambda: us.publish() and None


def pull(us: Node, mx: Node, idem: str) -> Run:
    """The peer proposed and withdrew, so that taking note of it is appended here while its entries come in."""
    us.act("withdraw", us.propose(us.line(idem)))
    us.publish()
    return lambda: mx.pull(us.home.public) and None


CASES = {
    "a joint text": (joint_text, 0),
    "an office": (own_office, 0),
    "a withdrawal": (withdrawal, 0),
    "the publisher": (publication, 0),
    "a pull": (pull, 1),
}


@dataclass
class Trial:
    """Homes under faults, replaced when their logs have grown."""

    world: World
    name: str
    count: int = 0
    nodes: list[Node] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)

    def fresh(self) -> None:
        self.close()
        place = World(self.world.folder / f"w{self.count}", self.world.databases)
        self.nodes, self.told = place.dialogue("us", "mx"), {}
        self.world.nodes += self.nodes

    def close(self) -> None:
        pins = pins_of(*self.nodes)
        for node in self.nodes:
            whole(node, pins, node.home.path / "out")

    def inject(self, at: dict[int, str]) -> list[str]:
        """One attempt under these faults, and its repetition. Returns what failed; nothing where no step was left."""
        if self.count % FRESH == 0:
            self.fresh()
        self.count += 1
        make, actor = CASES[self.name]
        idem, node = f"x{self.count}", self.nodes[actor]
        run, before = make(*self.nodes, idem), size(node)
        with node.here(), Seams(at) as seams:
            answer = attempt(run, actor == 0 and self.name != "the publisher")
        try:
            repeater(node, at)
            assert set(readable(node)) == {"t/mx", "t/us"}
            consistent(node)
            again = run()
            assert answer in (None, again), "what was acknowledged is found again, and nothing else"
            assert size(node) == before + (self.name != "the publisher"), "done, and once"
            if again:
                self.told[idem] = again
            once_each(node, self.told)
            node.publish()
            assert readable(node)[node.home.origins[0]] == size(node)
        except BaseException as error:
            error.add_note(f"{self.name}: {seams.failed} of {list(enumerate(seams.steps))}")
            raise
        return seams.failed


def repeater(node: Node, at: dict[int, str]) -> None:
    """Whoever repeats it may be another process; where this one is gone, it is one that knows nothing of its state."""
    node.run(connection.close)
    if {CRASH, CRASH_AFTER} & set(at.values()):
        point_at(node.database)


def attempt(run: Run, direct: bool) -> str | None:
    """What came out, if it was not a fault, which has words, or the end of the process.

    :param direct: a person's own command, which says in words too what the system refuses (`cli.faults`).
    """
    try:
        return run()
    except BaseException as error:
        if is_crash(error) or (direct and isinstance(error, OSError)):
            return None
        if not isinstance(error, Fault):
            raise
        assert all((error.what.en, error.what.es, error.do.en, error.do.es)), error
        return None


def is_crash(error: BaseException | None) -> bool:
    """The process is gone, whatever was raised on the way out: only a test lives to see it."""
    while error is not None:
        if isinstance(error, Crash):
            return True
        error = error.__context__
    return False


def size(node: Node) -> int:
    return int(node.run(LogEntry.objects.filter(log=node.home.origins[0]).count))


def manners(step: int) -> tuple[str, ...]:
    """All of it in CI: before and after taking effect, and a third manner in turn. One manner a step otherwise."""
    if not FULL:
        return (HOWS[step % len(HOWS)],)
    if connection.vendor == "postgresql":
        return ((BEFORE, AFTER), (LOST, LOST_AFTER), (CRASH, CRASH_AFTER))[step % 3]
    return BEFORE, AFTER, HOWS[2 + step % 4]


STRIDE = {"the publisher": 7, "a pull": 23}
"""Where a developer waits, only some of the steps fail, others at each run of another size."""


@pytest.mark.parametrize("name", CASES)
def test_each_step_fails(world: World, name: str) -> None:
    trial, step, more = Trial(world, name), 0, True
    while more:
        for how in manners(step):
            more = bool(trial.inject({step: how})) and more
        step += 1 if FULL else STRIDE.get(name, 3) * (2 if connection.vendor == "postgresql" else 1)
    trial.close()
    counted(f"step: {name}", trial.count - 1)


@pytest.mark.parametrize("name", CASES)
def test_two_steps_fail(world: World, name: str) -> None:
    """The second while the first is being cleared up, or later on."""
    chance, trial = Random(name), Trial(world, name)
    for _ in range(24 if FULL else 3):
        first = chance.randrange(30)
        trial.inject({first: chance.choice(HOWS), first + 1 + chance.randrange(6): chance.choice(HOWS)})
    trial.close()
    counted("two steps", trial.count)


@pytest.mark.parametrize("first", [False, True], ids=["grown", "first"])
def test_the_power_goes(lone: World, first: bool) -> None:
    """At each step of a publication, and with it whatever was not yet made durable: readers still see a whole one.

    ``first``: of the first publication of all, whose folders are new too.
    """
    trial, chance = Trial(lone, "the publisher"), Random(1)
    trial.fresh()
    us, step, lost, failed = trial.nodes[0], 0, 0, [""]
    while failed:
        if first:
            shutil.rmtree(us.home.public)
        else:
            us.propose(us.line(f"x{step}"))
        disk = Disk()
        with us.here(), Seams({step: CRASH}, ("file",), disk) as seams:
            attempt(us.publish, direct=False)
        failed = seams.failed
        lost += disk.cut(chance)
        readable(us)
        us.run(upkeep.mend, us.home)  # what a publisher begins with when it starts
        us.publish()
        assert readable(us)["t/us"] == size(us), failed
        step += 1 if FULL else 7
    trial.close()
    assert lost, "there was something to lose"
    counted("power cuts", step)
