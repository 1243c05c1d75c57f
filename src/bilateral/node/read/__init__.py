"""Reading: the one leak barrier. Every page, search, API answer, e-mail and export asks here, and every read takes a
`Viewer`.
"""

from bilateral.node.read.acts import acts, recent
from bilateral.node.read.base import NotFound, links, together
from bilateral.node.read.contradictions import contradictions, proof
from bilateral.node.read.document import document
from bilateral.node.read.entries import entry
from bilateral.node.read.jsons import to_json
from bilateral.node.read.offices import offices
from bilateral.node.read.plan import in_plan, pillar, plan
from bilateral.node.read.proposals import proposals, sealed
from bilateral.node.read.shapes import PUBLIC, Viewer
from bilateral.node.read.site import site
from bilateral.node.read.slipped.feed import events
from bilateral.node.read.slipped.pauses import pauses_now
from bilateral.node.read.slipped.views import Asked, slip_lines, slipped
from bilateral.node.read.withheld.ledger import ledger, lines

__all__ = [
    "PUBLIC",
    "Asked",
    "NotFound",
    "Viewer",
    "acts",
    "contradictions",
    "document",
    "entry",
    "events",
    "in_plan",
    "ledger",
    "lines",
    "links",
    "offices",
    "pauses_now",
    "pillar",
    "plan",
    "proof",
    "proposals",
    "recent",
    "sealed",
    "site",
    "slip_lines",
    "slipped",
    "to_json",
    "together",
]
