"""What waits for whom: for a person, for their side, for the others. Nothing is kept for it; it is read from the state.

Here: the lists and the daily summary by mail. Not here: the pages, and sending (`post`).
"""

from bilateral.node.inbox.items import Item
from bilateral.node.inbox.waiting import Waiting, waiting

__all__ = ["Item", "Waiting", "waiting"]
