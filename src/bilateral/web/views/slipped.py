"""What slipped: a page, the same as JSON, as a table to download, and as a feed of what is new."""

from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from bilateral.dialogue.slipped.reckon import MARKS
from bilateral.node.read.slipped.shapes import DateMoved, SlipView, StepView
from bilateral.node.read.slipped.views import Asked
from bilateral.node.read.slipped.words import MARK_WORDS
from bilateral.values import Fault, Name, Text
from bilateral.web.reading import read, site, viewer
from bilateral.web.tables import both, csv_response
from bilateral.web.templatetags.bilateral import document_url
from bilateral.web.views.api import limit_of

PAGE = 20
COLUMNS = (
    "action", "milestone", "government", "title_en", "title_es", "first_date", "present_date", "days", "unit",
    "state", "state_en", "state_es", "report_up_to", "first_agreed", "first_entry", "present_agreed", "present_entry",
    "completed", "dropped", "carried_on_by", "leads", "plan", "paused_days", "first_title_en", "first_title_es",
    "first_text_en", "first_text_es", "text_en", "text_es", "first_end_en", "first_end_es", "end_en", "end_es",
)  # fmt: skip


def chosen(request: HttpRequest) -> Asked:
    """The filters that make sense; others are as if they weren't there."""
    query = request.GET
    parties = {party.code for party in site(request).parties}
    return Asked(
        what=code if (code := query.get("what", "")) in MARKS else None,
        party=code if (code := query.get("party", "")) in parties else None,
        office=_name(query.get("office", "")),
        plan=_name(query.get("plan", "")),
        of=_name(query.get("of", "")),
    )


def _name(value: str) -> str | None:
    try:
        return str(Name.parse(value)) if value else None
    except Fault:
        return None


def slipped(request: HttpRequest) -> HttpResponse:
    asked, who = chosen(request), viewer(request)
    page = read().slipped(who, asked, after=request.GET.get("after") or None, limit=PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    tail = f"?{query.urlencode()}" if query else ""
    context = {
        "page": page,
        "asked": asked,
        "filtered": any((asked.what, asked.party, asked.office, asked.plan, asked.of)),
        "marks": list(MARK_WORDS.items()),
        "json_url": reverse("api-slipped") + tail,
        "csv_url": reverse("api-slipped-csv") + tail,
        "feed_url": reverse("slipped-feed"),
    }
    return render(request, "pages/slipped.html", context)


def as_json(request: HttpRequest) -> JsonResponse:
    page = read().slipped(
        viewer(request), chosen(request), after=request.GET.get("after") or None, limit=limit_of(request)
    )
    return JsonResponse(read().to_json(page), json_dumps_params={"ensure_ascii": False})


# -- the table -------------------------------------------------------------------------------------------------------


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One line for each action and one for each of its milestones, in both languages."""
    views = read().slip_lines(viewer(request), chosen(request))
    return csv_response(COLUMNS, (line for view in views for line in lines_of(view)), "slipped.csv")


def lines_of(view: SlipView) -> Iterator[Mapping[str, str]]:
    blank = dict.fromkeys(COLUMNS, "")
    name = {"action": str(view.link.name), "unit": "days"}
    first, present = view.first, view.present
    texts = {
        f"{prefix}{part}": words
        for part, (was, now) in view.texts.items()
        for prefix, words in (("first_", was), ("", now))
    }
    words = {column: value for part, text in texts.items() for column, value in both(part, text).items()}
    yield {
        **blank,
        **name,
        **words,
        **_dates(view.moved),
        "state": " ".join(code for code, _ in view.marks),
        **both("state", Text.join("; ", (said for _, said in view.marks))),
        "first_agreed": first.time.strftime("%Y-%m-%dT%H:%M:%SZ") if first else "",
        "first_entry": first.ref.short if first else "",
        "present_agreed": present.time.strftime("%Y-%m-%dT%H:%M:%SZ") if present else "",
        "present_entry": present.ref.short if present else "",
        "completed": view.completed.isoformat() if view.completed else "",
        "dropped": view.dropped,
        "carried_on_by": str(view.carried.name) if view.carried else "",
        "leads": " ".join(str(lead.office.name) for lead in view.leads),
        "plan": str(view.plan.name) if view.plan else "",
        "paused_days": str(view.paused),
    }
    for step in view.steps:
        yield {**blank, **name, **_step(step)}


def _step(step: StepView) -> dict[str, str]:
    return {
        "milestone": step.id,
        "government": step.party.code,
        **both("title", step.title),
        **_dates(step.moved),
        "state": step.state,
        **both("state", step.state_words),
        "report_up_to": step.heard.isoformat() if step.heard else "",
    }


def _dates(moved: DateMoved) -> dict[str, str]:
    said = {"first_date": moved.first, "present_date": moved.present}
    days = "" if moved.days is None else str(moved.days)
    return {
        name: due.date.isoformat() if due.date else ("ongoing" if due.ongoing else "") for name, due in said.items()
    } | {"days": days}


# -- the feed --------------------------------------------------------------------------------------------------------


def feed(request: HttpRequest) -> HttpResponse:
    """What is new, as Atom, in the language of the address."""
    lang = get_language() or "en"

    def whole(path: str) -> str:
        return request.build_absolute_uri(path)

    made = Atom1Feed(
        title=gettext("What slipped"),
        link=whole(reverse("slipped")),
        description=gettext("Texts changed, dates moved, milestones that nobody reported, pauses of the dialogue."),
        language=lang,
        feed_url=whole(reverse("slipped-feed")),
        feed_guid=_guid(site(request).dialogue + "/slipped"),
    )
    for event in read().events(viewer(request)):
        made.add_item(
            title=event.title.in_(lang),
            link=whole(document_url(event.link)),
            description=" ".join(text.in_(lang) for text in event.details),
            unique_id=_guid(event.key),
            updateddate=event.time,
            pubdate=event.time,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _guid(key: str) -> str:
    """A name that stays the same wherever the record is served from."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, key)}"
