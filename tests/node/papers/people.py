"""People of a side for the tests of what is theirs alone."""

from bilateral.node.models import Document
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.roles import ROLES
from bilateral.node.viewer import Viewer
from tests.node.homes import START, Node


def person(node: Node, role: str, name: str = "") -> Viewer:
    """Somebody with one role on the side that a node signs for; for its office ``desk`` where the role is of one."""
    desk = "desk" if ROLES[role].of_an_office else ""
    if desk and not node.run(Document.objects.filter(name=f"{node.home.origins[0]}:desk").exists):
        node.propose(node.office("desk"))

    def made() -> Viewer:
        who = Person.objects.create_user(f"{name or role}@{node.party}.example", name=name or role)
        members.give(None, who, node.party, role, desk, START)
        return members.viewer_of(who)

    return node.run(made)  # type: ignore[no-any-return]
