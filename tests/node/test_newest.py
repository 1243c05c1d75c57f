"""What was proposed about one text, in steps from the newest: all of it, in the record's order."""

from bilateral.node import read
from bilateral.node.models import Act
from bilateral.node.read import PUBLIC
from tests.node.homes import World


def test_of_many_proposals_on_a_text_the_newest_are_shown(world: World) -> None:
    """Whoever made them, in the order of the page; and the number of questions stays what it was."""
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    world.agree(us.propose(us.line("l")), us, mx)
    for n in range(20):
        place = us.propose(us.line("t/us:l", f"Words {n}"))
        world.agree(place, us, mx)
        if n % 2:
            answer = mx.propose(mx.line("t/us:l", f"Palabras {n}"))
            us.pull(mx)
            us.act("decline", answer, "No")
            mx.pull(us)
    found = us.run(read.document, PUBLIC, "t/us:l")
    steps = [us.run(read.document, PUBLIC, "t/us:l", older) for older in range(4)]
    assert [len(step.proposals) for step in steps] == [8, 8, 8, 7]
    assert [step.more for step in steps] == [True, True, True, False]
    assert us.run(read.document, PUBLIC, "t/us:l", 99).proposals == ()
    everything = us.run(read.proposals, PUBLIC, limit=100).items
    about = [p.ref for p in everything if any(str(change.link.name) == "t/us:l" for change in p.changes)]
    shown = [proposal.ref for step in steps for proposal in step.proposals]
    assert set(shown) == set(about)
    assert len(shown) == len(about)
    heights = us.run(lambda: {(act.log, act.seq): act.height for act in Act.objects.filter(act="propose")})
    order = [heights[ref.log, ref.seq] for ref in shown]
    assert order == sorted(order, reverse=True), "by the record's order, whatever the two clocks say"
    assert found.current is not None
    assert found.current.number == 21
    assert mx.run(read.document, PUBLIC, "t/us:l").proposals == found.proposals
