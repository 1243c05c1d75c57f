"""Invented texts that are not shown: withheld with an overdue review, replaced, erased and confirmed by one side."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bilateral.node.read.paging import Page
from bilateral.node.read.shapes import Party, Viewer
from bilateral.node.read.withheld.shapes import STATE_WORDS, ActOnTexts, Confirmation, TextPlace, WithheldView
from bilateral.record.items import GROUNDS
from bilateral.values import Text
from tests.web.fake_world import CARDS, CBP, MX, US, digest, ref


def view(state: str, party: Party, ground: str, seq: int, **more: Any) -> WithheldView:
    shown = "A company" if state == "redacted" else None
    texts = tuple(TextPlace(f"0.note.{lang}", digest(f"{seq}{lang}"), lang, shown) for lang in ("en", "es"))
    whole: dict[str, Any] = {
        "review": date(2027, 6, 30),
        "overdue": False,
        "reason": Text("It names a person who asked not to be named.", "Nombra a una persona que pidió no figurar."),
        "appeal": Text("Write to the border office within 30 days.", "Escribe a la oficina de la frontera en 30 días."),
        **more,
    }
    return WithheldView(
        entry=ref(party, 2 if party is US else 3),
        act=ref(party, seq),
        party=party,
        state=state,
        state_words=STATE_WORDS[state],
        texts=texts,
        ground=ground,
        ground_words=GROUNDS[ground],
        office=CBP.title,
        time=datetime(2026, 9, 20, 10, tzinfo=UTC),
        documents=(CARDS["act-waits"].link,) if party is US else (),
        summary=Text("Mexico recorded its view.", "México registró su postura."),
        **whole,
    )


VIEWS = (
    view("withheld", US, "personal-data", 2, review=date(2026, 9, 1), overdue=True),
    view("redacted", MX, "commercial", 3),
    view(
        "erased",
        US,
        "safety",
        0,
        review=None,
        appeal=None,
        backups=date(2026, 10, 25),
        confirmed=(Confirmation(MX, ref(MX, 5), date(2026, 10, 26)),),
    ),
    view("erased", MX, "court-order", 5, review=None, appeal=None, backups=date(2026, 11, 2), awaited=(US,)),
)
ON_TEXTS = ActOnTexts("withhold", 2, GROUNDS["personal-data"], date(2027, 6, 30), None, VIEWS[0].appeal, (ref(MX, 3),))


def lines(
    viewer: Viewer, party: str | None = None, ground: str | None = None, state: str | None = None, overdue: bool = False
) -> Iterator[WithheldView]:
    for each in VIEWS:
        asked = ((party, each.party.code), (ground, each.ground), (state, each.state))
        if all(wanted in (None, is_) for wanted, is_ in asked) and (each.overdue or not overdue):
            yield each


def ledger(
    viewer: Viewer,
    party: str | None = None,
    ground: str | None = None,
    state: str | None = None,
    overdue: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Page[WithheldView]:
    found = tuple(lines(viewer, party, ground, state, overdue))
    return Page(found[:limit], None, len(found))
