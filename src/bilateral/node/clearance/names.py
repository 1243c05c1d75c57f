"""The offices of one side by their ids, as roles name them."""

from bilateral.node.read.offices import ends_of, offices
from bilateral.node.viewer import Viewer
from bilateral.values import Text


def titles(viewer: Viewer, *, ended: bool = True) -> dict[str, Text]:
    """The offices of the viewer's side, by id; those that were abolished too unless ``ended`` is false."""
    found = offices(viewer)
    gone = {} if ended else ends_of(each.name for each in found)
    return {each.id: each.title for each in found if each.name not in gone}
