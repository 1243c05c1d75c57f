"""Comments as an editor left them: who, when, what they say, what they answer, and which words they hold on to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bilateral.files.redline.pieces import Piece, Scribe, date_of, plain
from bilateral.files.redline.shapes import Remark
from bilateral.files.redline.xml import W14, W15, w


@dataclass(slots=True)
class _Anchor:
    sheet: int
    place: str
    lang: str
    quote: str = ""


@dataclass(slots=True)
class Anchors:
    """Where each comment hangs: the first field in which it holds words, else the first that it points at."""

    held: dict[str, _Anchor] = field(default_factory=dict)

    def note(self, sheet: int, place: str, lang: str, pieces: Iterable[Piece], pointed: Iterable[str]) -> None:
        quotes: dict[str, str] = {}
        shown = [piece for piece in pieces if piece.removed is None]
        for piece in shown:
            for number in piece.comments:
                quotes[number] = quotes.get(number, "") + piece.text
        whole = plain(shown)
        for number, raw in quotes.items():
            quote = raw.strip()
            before = self.held.get(number)
            if before is None or not (before.quote or not quote):
                self.held[number] = _Anchor(sheet, place, lang, "" if quote == whole else quote)
        for number in pointed:
            self.held.setdefault(number, _Anchor(sheet, place, lang))


def read_remarks(comments: Any, extended: Any, anchors: Anchors) -> tuple[Remark, ...]:
    """The comments in the order of the file; ``extended`` says which answer which, and may be missing (None)."""
    found: list[Remark] = []
    by_paragraph: dict[str, int] = {}
    for node in () if comments is None else comments.iter(w("comment")):
        anchor = anchors.held.get(node.get(w("id"), ""), _Anchor(0, "", ""))
        author, date, words = node.get(w("author"), ""), date_of(node), plain(Scribe().block(node))
        for paragraph in node.iter(w("p")):
            by_paragraph[paragraph.get(f"{{{W14}}}paraId", "")] = len(found)
        found.append(Remark(author, date, words, anchor.sheet, anchor.place, anchor.lang, anchor.quote))
    for row in () if extended is None else extended.iter(f"{{{W15}}}commentEx"):
        at = by_paragraph.get(row.get(f"{{{W15}}}paraId") or "?")
        to = by_paragraph.get(row.get(f"{{{W15}}}paraIdParent") or "?")
        if at is not None:
            done = row.get(f"{{{W15}}}done") in ("1", "true")
            found[at] = replace(found[at], done=done, reply_to=to if to != at else None)
    return tuple(found)
