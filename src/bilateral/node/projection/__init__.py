"""The projection: tables for reading, a pure function of the entry rows. Nothing here signs, and nothing elsewhere
writes these tables.
"""

from bilateral.node.projection.facts import StoredFacts, root_at
from bilateral.node.projection.late import rewrite_titles
from bilateral.node.projection.project import Projection, judge_waiting
from bilateral.node.projection.rebuild import rebuild

__all__ = ["Projection", "StoredFacts", "judge_waiting", "rebuild", "rewrite_titles", "root_at"]
