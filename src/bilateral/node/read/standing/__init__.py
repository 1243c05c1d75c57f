"""What has come over an act, a proposal or a document since: said once, in words, for every surface.

shapes    what a read gives back
words     the sentences, from the projection's rows
"""

from bilateral.node.read.standing.shapes import NOTHING, DoubtView, Standing

__all__ = ["NOTHING", "DoubtView", "Standing"]
