"""The rules that a side has set for itself, each on or off by name. Nothing set is off.

Not here: which rules there are and what they do, which the rooms concerned say.
"""

from bilateral.node.people.models import PartySetting
from bilateral.node.people.permissions import check_for
from bilateral.node.viewer import Viewer


def is_on(party: str | None, name: str) -> bool:
    """Whether a side has set a rule."""
    return PartySetting.objects.filter(party=party, name=name, value=True).exists()


def settle(by: Viewer | None, party: str, name: str, *, on: bool) -> None:
    """Set a rule of a side, or take it back. None is the operator.

    :raises Forbidden: it is another side, or this person doesn't keep its settings.
    """
    check_for(by, party, "party.settings")
    PartySetting.objects.update_or_create(party=party, name=name, defaults={"value": on})
