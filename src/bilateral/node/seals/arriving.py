"""Released texts of other logs coming in: only what was promised, and never one that is withheld or erased by now."""

from bilateral.node import publication, publisher
from bilateral.node.home import Home
from bilateral.node.models import Log, SealedText
from bilateral.node.projection import rewrite_titles
from bilateral.node.pulling.bounds import MOST_TEXTS
from bilateral.node.seals.carrying import to_show
from bilateral.node.writing import writing
from bilateral.record import seal
from bilateral.record.sources import Source


def take_late(home: Home, log: Log, source: Source) -> int:
    """Take the texts that are public by now and were not there when their entries came in, or that acts have released.

    Asked for once the entries have been judged, and put only where they are public and absent then: what was erased or
    withheld never comes back this way.
    """
    missing = SealedText.objects.filter(log=log.pk, public=True, opening__isnull=True)
    late = released(log.pk, list(missing.values_list("digest", flat=True)), source)
    if not late:
        return 0
    with writing():
        for digest, opening in late.items():
            missing.filter(digest=digest).update(opening=opening)
        rewrite_titles(log.pk, late)
    if log.head_size:
        with publisher.only_one(home):
            publication.write_released(home.public, log.pk, to_show(log.pk, late).values())
    return len(late)


def released(origin: str, digests: list[str], source: Source) -> dict[str, bytes]:
    """Those of the texts that a source has, each the one promised, as many as are held in memory at once."""
    found, size = {}, 0
    for digest in digests:
        if size > MOST_TEXTS:
            break
        place = f"{origin}/released/{digest}"
        opening = source.read(place)
        if opening is not None:
            seal.unseal(opening, digest, place)
            found[digest] = opening
            size += len(opening)
    return found
