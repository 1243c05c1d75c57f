"""A COMMIT was sent and the connection broke: nobody knows what became of it, until the node looks.

Every commit of an act, a batch, a publication and a pull is cut in each way that there is: it never arrives; it takes
effect and the answer is lost; it is still on its way while the node looks; it is lost while the node looks; the server
cannot be asked any more. Only on PostgreSQL: SQLite has no wire.
"""

from collections.abc import Callable

import pytest
from django.db import connection

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door
from bilateral.node.models import LogEntry
from bilateral.node.writing import Unanswered, Unclear, Unwritten
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import consistent, once_each, pins_of, readable, whole
from tests.node.faults.wire import DONE, HOWS, LATE, UNCLEAR, Wire
from tests.node.homes import Node, World, sizes

ROUNDS = 4 if FULL else 1
Do = Callable[[], list[str]]


def quietly(do: Callable[[], object]) -> Do:
    """What answers with no place on the record."""

    def done() -> list[str]:
        do()
        return []

    return done


def one(us: Node, mx: Node, idem: str) -> Do:
    draft = us.line(idem)
    return lambda: [us.propose(draft, idem=idem)]


def several(us: Node, mx: Node, idem: str) -> Do:
    drafts = [ActDraft("propose", (us.line(f"{idem}-{n}"),)) for n in range(3)]
    idems = [f"{idem}.{n}" for n in range(3)]

    def do() -> list[str]:
        receipts = us.run(door.commit_many, us.home, drafts, door.Actor("us"), us.now(), idems)
        return [str(each.ref.short) for each in receipts]

    return do


def publication(us: Node, mx: Node, idem: str) -> Do:
    us.propose(us.line(idem))
    return quietly(us.publish)


def pull(us: Node, mx: Node, idem: str) -> Do:
    """With a withdrawal to take note of, so that an act of our own is committed after another's came in."""
    mx.act("withdraw", mx.propose(mx.line(idem)))
    mx.publish()
    return quietly(lambda: us.pull(mx.home.public))


CASES = {"one": one, "several": several, "publication": publication, "pull": pull}


def idems_of(name: str, idem: str) -> list[str]:
    return {"one": [idem], "several": [f"{idem}.{n}" for n in range(3)]}.get(name, [])


def attempt(do: Do) -> tuple[list[str], str]:
    """What it answered, and the code of the fault that it ended in."""
    try:
        return do(), ""
    except (Unwritten, Unanswered) as fault:
        assert all((fault.what.en, fault.what.es, fault.do.en, fault.do.es))
        return [], fault.code


@pytest.mark.postgres
@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("name", CASES)
def test_a_commit_that_nobody_knows_of(served: World, name: str, how: str) -> None:
    us, mx = served.dialogue("us", "mx")
    pins, told, made = pins_of(us, mx), dict[str, str](), 0
    for n in range(ROUNDS):
        nth, fired = 0, True
        while fired:
            idem = f"x-{n}-{nth}"
            do = CASES[name](us, mx, idem)
            us.run(connection.close)
            with Wire(us) as wire:
                wire.cut(how, nth)
                answer, code = attempt(do)
                fired = wire.fired
                wire.mend()
                us.run(connection.close)
                again = do()
            assert answer in ([], again), "what was acknowledged is found again"
            if name in ("one", "several") and fired:
                expected = {DONE: "", LATE: "", UNCLEAR: Unclear.code}.get(how, Unwritten.code)
                assert (code, bool(answer)) == (expected, not expected), "it is known as soon as it can be"
            told.update(zip(idems_of(name, idem), again, strict=True))
            once_each(us, told)
            consistent(us)
            readable(us)
            made, nth = made + fired, nth + 1
    us.publish()
    mx.pull(us)
    us.pull(mx)
    mx.pull(us)
    assert sizes(us) == sizes(mx)
    assert us.run(LogEntry.objects.filter(log="t/us").count) == sizes(us)["t/us"][0]
    whole(us, pins, us.home.path / "out")
    counted(f"a commit cut: {name}", made)
