"""Between a side's own papers and the room: sending a paper's texts as a version, working on one that came, and knowing
a proposal's texts again.

Only the texts leave a paper. Its remarks, its revisions and who wrote them stay with their side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bilateral.dialogue.compose import tidy
from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms import texts
from bilateral.dialogue.rooms.message import MAX_MESSAGE, Message
from bilateral.dialogue.rooms.state import Version
from bilateral.node import drafting, papers
from bilateral.node.home import Home
from bilateral.node.models import Act, Link
from bilateral.node.papers import Changed, Working
from bilateral.node.papers.keeping import changed_since, check_finished, is_open, row_of
from bilateral.node.papers.models import Paper
from bilateral.node.people.permissions import can, check
from bilateral.node.read.base import not_found
from bilateral.node.rooms.keeping import RoomView, room, rooms
from bilateral.node.rooms.saying import put
from bilateral.node.viewer import Viewer
from bilateral.record import canonical
from bilateral.values import BadInput, Fault, Text


@dataclass(frozen=True, slots=True)
class Same:
    """A room in which all sides are ready for exactly these texts."""

    room: RoomView
    version: Version


def digest_of(working: Iterable[Working]) -> str:
    """The digest of a paper's texts, by which rooms know them; empty while they can't be sent."""
    try:
        return texts.digest_of(texts.texts_of(papers.drafts(tuple(working))))
    except Fault:  # a character that no message may hold
        return ""


def send(
    home: Home,
    viewer: Viewer,
    pk: int,
    revision: int,
    into: str,
    note: Mapping[str, str],
    seen: Mapping[str, int] | None,
    now: datetime,
    attempt: str = "",
    office: str = "",
) -> Message:
    """Send a paper's texts into a room as a version; from then on the paper is worked on for that room.

    :param revision: the one that the sender has read. :param seen: as `saying.put`.
    :raises Changed: somebody has changed the paper since. :raises BadInput: a text isn't finished, or can't be sent.
    """
    check(viewer, "room.write")
    found, view = papers.paper(viewer, pk), room(viewer, into)
    if found.revision != revision:
        raise changed_since(found.revision, Text("you send it", "enviarlo"))
    is_open(row_of(viewer, pk))
    check_finished(found.texts)
    body = version_body(papers.drafts(found.texts), note)
    digest = texts.digest_of(body["texts"])

    def beside(message: Message) -> None:
        Paper.objects.filter(pk=pk).update(room=view.id, version=digest)

    return put(home, viewer, view.id, "version", body, now, attempt, seen, office, beside)


def version_body(drafts: Iterable[Draft], note: Mapping[str, str]) -> dict[str, Any]:
    """What a message that sends these texts says. :raises Fault: they can't be sent: too much, or a bad character."""
    whole = texts.texts_of(drafts)
    canonical.encode({"texts": whole}, MAX_MESSAGE // 2)
    return {"note": {lang: tidy(words) for lang, words in note.items() if words.strip()}, "texts": whole}


def own_paper(viewer: Viewer, into: str) -> papers.PaperView | None:
    """The open paper in which the viewer's side works for a room; the one changed last where there are several."""
    rows = Paper.objects.filter(party=viewer.party, room=into, state="open").order_by("-changed", "-pk")
    found = rows.values_list("pk", flat=True).first() if can(viewer, "work.see") else None
    return papers.paper(viewer, found) if found else None


def has_own_changes(paper: papers.PaperView) -> bool:
    """Whether the paper differs from the version of its room that it was last the same as."""
    return digest_of(paper.texts) != paper.version


def version_of(viewer: Viewer, pk: str, digest: str) -> tuple[RoomView, Version]:
    """:raises NotFound: the room has no such version, or isn't there for this viewer."""
    view = room(viewer, pk)
    version = view.state.version(digest)
    if version is None:
        raise not_found(Text("There is no such version.", "No existe esa versión."), digest[:16])
    return view, version


def work_on(
    viewer: Viewer,
    pk: str,
    digest: str,
    now: datetime,
    revision: int | None = None,
    attempt: str = "",
    lang: str = "en",
) -> int:
    """Bring the side's paper of a room to a version, or begin one from it. Returns the paper's number.

    What the paper held before stays among its revisions.

    :param revision: the paper's, which whoever asks for it has seen beside the version; None where it has nothing of
        its own. :param lang: in which language a new paper is called as the room is.
    :raises Changed: the paper holds changes that they have not been shown. :raises BadInput: a text can't be read here.
    """
    check(viewer, "paper.write")
    view, version = version_of(viewer, pk, digest)
    working = _working(version)
    mine = own_paper(viewer, pk)
    if mine is None:
        begun = papers.start(viewer, view.title.in_(lang), working, now, attempt=attempt)
        Paper.objects.filter(pk=begun).update(room=pk, version=digest)
        return begun
    if has_own_changes(mine) and mine.revision != revision:
        raise Changed(
            what=Text("Your side's paper holds changes of its own.", "El documento de tu parte tiene cambios propios."),
            where=str(mine.revision),
            do=Text("Compare the two before you go on.", "Compara ambos antes de continuar."),
        )
    papers.save(viewer, mine.id, mine.revision, working, now, apart=True)
    Paper.objects.filter(pk=mine.id).update(version=digest)
    return mine.id


def paper_to_sign(viewer: Viewer, pk: str, digest: str, now: datetime, attempt: str = "", lang: str = "en") -> int:
    """A paper of the viewer's side with exactly a version's texts, from which it can be proposed: the side's own one
    where it is the same, else a new one beside it. Returns its number.
    """
    mine = own_paper(viewer, pk)
    if mine is None or digest_of(mine.texts) == digest or not has_own_changes(mine):
        return work_on(viewer, pk, digest, now, mine.revision if mine else None, attempt, lang)
    view, version = version_of(viewer, pk, digest)
    begun = papers.start(viewer, view.title.in_(lang), _working(version), now, attempt=attempt)
    Paper.objects.filter(pk=begun).update(room=pk, version=digest)
    return begun


def _working(version: Version) -> tuple[Working, ...]:
    """:raises BadInput: a text is of a kind or a form that this node doesn't know."""
    for text in version.texts:
        if not texts.is_readable(text):
            raise BadInput(
                what=Text(
                    "A text of this version can't be read here.", "Un texto de esta versión no puede leerse aquí."
                ),
                where=text["name"],
                do=Text(
                    "Ask the other side which version of the software it uses.",
                    "Pregunta a la otra parte qué versión del programa usa.",
                ),
            )
    return tuple(Working(d.kind, d.name, d.content, d.base, d.parties) for d in texts.drafts_of(version.texts))


def proposal_digest(changes: Iterable[Draft]) -> str:
    """The digest of what a proposal on the record proposes, as rooms know it."""
    try:
        return texts.digest_of(texts.texts_of(changes))
    except Fault:
        return ""


def settled(viewer: Viewer) -> tuple[Same, ...]:
    """The viewer's rooms in which all sides are ready for one version, with that version; none for the public."""
    if not can(viewer, "work.see"):
        return ()
    found = ((view, view.state.version(view.state.settled)) for view in rooms(viewer) if view.state.settled)
    return tuple(Same(view, version) for view, version in found if version)


def same_as_proposed(viewer: Viewer, log: str, seq: int, among: tuple[Same, ...] | None = None) -> tuple[Same, ...]:
    """The viewer's rooms in which all sides are ready for exactly what a proposal proposes.

    :param among: what `settled` gave, where many proposals are asked about.
    """
    among = settled(viewer) if among is None else among
    digest = proposal_digest(drafting.changes_of(log, seq, viewer)) if among else ""
    return tuple(same for same in among if same.version.digest == digest)


def may_propose(home: Home, party: str, version: Version) -> bool:
    """Whether a government can sign these texts as a proposal: new documents bear names of the proposer's record."""
    return all(text["base"] or text["name"].partition(":")[0] == home.origin(party) for text in version.texts)


def proposed_at(viewer: Viewer, version: Version) -> str:
    """The place of the proposal, open or agreed, that proposes exactly this version; empty where there is none."""
    name = version.texts[0]["name"]
    sources = Link.objects.filter(rel="changes", target=name).order_by("-pk").values_list("source", flat=True)
    for source in sources[:50]:
        log, _, seq = source.partition("#")
        live = Act.objects.filter(log=log, seq=int(seq), verdict="valid", state__in=("open", "agreed", "recorded"))
        if live.exists() and proposal_digest(drafting.changes_of(log, int(seq), viewer)) == version.digest:
            return str(source)
    return ""
