"""The pages of rooms for those who have part in them: the list, a new one, and a room with all that is in it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bilateral.dialogue.rooms.joining import tips_of
from bilateral.dialogue.rooms.state import Version
from bilateral.dialogue.rooms.tips import counts
from bilateral.node import papers
from bilateral.node.people.permissions import can, check
from bilateral.node.rooms import calling, drafting, keeping, releasing, saying
from bilateral.node.rooms.keeping import RoomView
from bilateral.values import LANGS, Fault
from bilateral.web.accounts.second_factor import signed_in
from bilateral.web.forms import codes
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.rooms.shown import gone, parties_of, talk, texts_shown
from bilateral.web.views.work.approving import offered
from bilateral.web.views.work.links import attempt_of, entry_page


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The rooms of one's government, and where a new one begins."""
    who = viewer(request)
    found = keeping.rooms(who)
    rows = [(view, view.title, parties_of(request, view.others)) for view in found]
    return render(request, "rooms/index.html", {"rows": rows, "writes": can(who, "room.write")})


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """GET shows an empty form; POST opens a room, and the other side's node is told."""
    who, fault = viewer(request), None
    check(who, "room.write")
    paper = request.GET.get("paper") or request.POST.get("paper", "")
    if request.method == "POST":
        data, now = request.POST, datetime.now(UTC)
        title = {str(lang): data.get(f"title.{lang}", "") for lang in LANGS}
        purpose = {str(lang): data.get(f"purpose.{lang}", "") for lang in LANGS}
        try:
            pk = saying.open_room(
                settings.HOME, who, title, purpose, data.getlist("with"), now, attempt_of(request),
                data.get("office", ""),
            )  # fmt: skip
        except Fault as wrong:
            fault = wrong
        else:
            calling.carry(settings.HOME, now)
            onward = f"?paper={paper}#send" if paper.isdecimal() else ""
            response = redirect("private-room", pk=pk)
            response["Location"] += onward
            return response
    others = [party for party in site(request).parties if party.code != who.party]
    context = {
        "others": others,
        "chosen": request.POST.getlist("with") or [party.code for party in others[:1]],
        "offices": read().offices(who),
        "typed": request.POST,
        "paper": paper,
        "attempt": attempt_of(request),
        "fault": fault,
    }
    return render(request, "rooms/new.html", context, status=400 if fault else 200)


@signed_in
def room(request: HttpRequest, pk: str) -> HttpResponse:
    """A room whole: the version asked for (else the newest), what is said, where each side stands, what can be done."""
    return shown(request, pk)


def shown(request: HttpRequest, pk: str, fault: Fault | None = None) -> HttpResponse:
    who = viewer(request)
    view = keeping.room(who, pk)
    state, asked = view.state, request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    version = next((each for each in state.versions if each.number == number), state.newest)
    before = state.versions[version.number - 2] if version and version.number > 1 else None
    against = before if request.GET.get("against") != "force" else None
    held = counts(tips_of(keeping.chains_of([pk])[pk]))
    context = {
        "view": view,
        "state": state,
        "title": view.title,
        "purpose": sorted(state.opening.body["purpose"].items()),
        "parties": parties_of(request, state.parties),
        "others": parties_of(request, view.others),
        "version": version,
        "before": before,
        "against": against,
        "texts": texts_shown(request, version, against) if version else [],
        "gone": gone(version, against),
        "lines": talk(request, state, view.authors),
        "sides": _sides(request, view),
        "reach": calling.reached(settings.HOME, view.party, view.others),
        "seen": said_counts(held),
        "fault": fault,
        "typed": request.POST,
        "attempt": uuid.uuid4().hex,
        **_doable(request, view, version),
        **_release(view, held),
    }
    return render(request, "rooms/room.html", context, status=_status(fault))


def _status(fault: Fault | None) -> int:
    return 200 if fault is None else 409 if fault.code == "changed" else 400


def _sides(request: HttpRequest, view: RoomView) -> list[dict[str, Any]]:
    """Where each side stands, and how much of this side's it has picked up."""
    told = {each.party: each for each in view.told}
    own = sum(line.message.party == view.party for line in view.state.lines)
    found = []
    for party in parties_of(request, view.state.parties):
        standing = view.state.standings[party.code]
        version = view.state.version(standing.version)
        held = told.get(party.code)
        found.append(
            {
                "party": party,
                "own": party.code == view.party,
                "said": standing.said,
                "number": version.number if version else 0,
                "words": sorted(standing.message.body.get("words", {}).items()) if standing.message else [],
                "wrote": own,
                "waiting": max(0, own - (held.counts.get(view.party, 0) if held else 0)),
                "told": held,
                "here": party.code in settings.HOME.own,
            }
        )
    return found


def _doable(request: HttpRequest, view: RoomView, version: Version | None) -> dict[str, Any]:
    """What this person can do here now."""
    who, state = viewer(request), view.state
    mine = drafting.own_paper(who, view.id) if can(who, "paper.write") else None
    settled = state.version(state.settled) if state.settled else None
    open_papers = papers.papers(who) if can(who, "room.write") else ()
    wanted = request.GET.get("paper", "") or (str(mine.id) if mine else "")
    return {
        "writes": can(who, "room.write") and view.open and not view.waits,
        "commits": can(who, "room.commit") and view.open and not view.waits,
        "releases": can(who, "room.commit") and not view.fork and not view.waits,
        "signs": can(who, "act.sign"),
        "drafts": can(who, "paper.write"),
        "mine": mine,
        "papers": open_papers,
        "wanted": wanted,
        "offices": read().offices(who),
        "standing": state.standings[view.party],
        "settled": settled,
        "may_propose": settled is not None and drafting.may_propose(settings.HOME, view.party, settled),
        "proposed": entry_page(drafting.proposed_at(who, settled)) if settled else "",
        "is_settled": bool(version and version.digest == state.settled),
        "unanswered": len(view.unanswered),
        **offered(request),
    }


def _release(view: RoomView, held: dict[str, int]) -> dict[str, Any]:
    """What may be released, what was asked for, and what is left to do once all have."""
    state = view.state
    asked = [counts(tips) for party, tips in state.asked.items() if party != view.party]
    recorded = releasing.recorded(state, state.released) if state.released else ()
    return {
        "whole": said_counts(held),
        "asked": [(said_counts(each), sum(each.values())) for each in asked],
        "asked_all": any(each == held for each in asked),
        "ours": sum(counts(state.asked[view.party]).values()) if view.party in state.asked else 0,
        "total": sum(held.values()),
        "released": bool(state.released),
        "recorded": [(each, entry_page(each.place)) for each in recorded],
        "own_recorded": any(each.party == view.party for each in recorded),
        "public": bool(recorded) and {each.party for each in recorded} == {*state.parties},
    }


def said_counts(held: dict[str, int]) -> str:
    """Counts by government as a form carries them: ``mx.3_us.4``."""
    return "_".join(f"{party}.{n}" for party, n in sorted(held.items()))


def read_counts(raw: str) -> dict[str, int]:
    """What `said_counts` wrote; whatever isn't that is left out."""
    found = {}
    for part in raw[:1000].split("_") if "." in raw else ():
        party, _, n = part.rpartition(".")
        if n.isdecimal() and len(n) < 7:
            found[party] = int(n)
    return found


def lang_words(request: HttpRequest, name: str = "words") -> dict[str, str]:
    """What was written, under the language that it was said to be in."""
    lang = request.POST.get(f"{name}.lang", codes.language())
    return {lang if lang in LANGS else codes.language(): request.POST.get(name, "")}


setattr(new, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
