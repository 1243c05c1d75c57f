"""Texts that are withheld, replaced and erased between two homes."""

from pathlib import Path
from typing import Any

from bilateral.dialogue.compose import ActDraft
from bilateral.node import exporting, read
from bilateral.node.models import SealedText
from bilateral.node.seals import drafting, files
from bilateral.record.audit import AuditReport, audit
from bilateral.record.sources import DirSource
from tests.node.homes import Node, World, both

SECRET = "Quetzal-4711"
"""Words that stand nowhere else, so that every file can be searched for them."""


def pair(world: World) -> tuple[Node, Node, str]:
    """Two homes that talk; the first has an office whose title is secret, at the entry given."""
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(us.office("secret", SECRET))
    mx.pull(us)
    return us, mx, place


def wanted(node: Node, act: str, place: str, *texts: str, **said: Any) -> ActDraft:
    """An act on texts, as an official would ask for it, by the office ``o`` unless another is given."""
    more: dict[str, Any] = {} if act == "release" else {"ground": "personal-data", "text": both("Why.", "Por qué.")}
    if act in ("withhold", "redact"):
        more |= {"review": "2027-06-30", "appeal": both("Write to us.", "Escríbenos.")}
    asked = drafting.Wanted(act, place, texts or ("all",), **{**more, "office": "o", **said})
    draft: ActDraft = node.run(drafting.draft, node.home, asked, node.now())
    return draft


def seal(node: Node, act: str, place: str, *texts: str, **said: Any) -> str:
    """`wanted`, put on the record. ``party``: for whom, where the node signs for several."""
    party = said.pop("party", "")
    return node.commit(wanted(node, act, place, *texts, **said), party, office=said.get("office", "o"))


def digests(node: Node, place: str) -> dict[str, str]:
    log, _, seq = place.partition("#")
    rows = node.run(lambda: list(SealedText.objects.filter(log=log, seq=int(seq)).values_list("item", "digest")))
    return dict(rows)


def openings(node: Node, place: str) -> list[bytes]:
    log, _, seq = place.partition("#")
    rows = SealedText.objects.filter(log=log, seq=int(seq), opening__isnull=False).values_list("opening", flat=True)
    return node.run(lambda: [bytes(each) for each in rows])


def title(node: Node, name: str = "t/us:secret") -> str:
    return str(node.run(lambda: read.document(read.PUBLIC, name).link.title.en))


def is_published(node: Node, place: str) -> bool:
    folder = node.home.public / place.partition("#")[0] / "released"
    found = {(folder / digest).is_file() for digest in digests(node, place).values()}
    assert len(found) == 1
    return found.pop()


def exchange(us: Node, mx: Node) -> None:
    """Both have all that the other has, and have said so."""
    for _ in range(2):
        mx.pull(us)
        us.pull(mx)


def checked(node: Node, target: Path) -> AuditReport:
    """An audit of what the node exports, which must find nothing, and of what it publishes."""
    node.publish()
    node.run(exporting.export, node.home, target)
    found = audit(DirSource(target))
    assert found.ok, found.lines()
    published = audit(DirSource(node.home.public)).findings
    assert [f for f in published if ".p/" not in f.place] == [], "a folder that grows keeps older partial files"
    return found


def forget() -> None:
    """A process that starts anew has looked at nothing yet."""
    files._LOOKED.clear()


def where_found(folder: Path, *needles: bytes) -> list[str]:
    """The files in which any of these bytes stand."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path) for path in paths if any(needle in path.read_bytes() for needle in needles)]
