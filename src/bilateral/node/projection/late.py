"""Documents written again because words of theirs came in after their entries had been judged."""

from collections.abc import Collection

from bilateral.node.models import SealedText
from bilateral.node.projection.project import Projection, names_of


def rewrite_titles(log: str, digests: Collection[str]) -> None:
    """Write the documents again that the entries of this log with these texts change, in the caller's transaction."""
    projection = Projection()
    rows = SealedText.objects.filter(log=log, digest__in=list(digests)).order_by("seq")
    keys = [(log, seq) for seq in rows.values_list("seq", flat=True).distinct()]
    names = names_of((projection.facts.items.root(key, digests) for key in keys), projection.facts)
    if names:
        projection.touch(names)
        projection.write()
