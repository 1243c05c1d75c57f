"""Documents and changes told to people in a terminal, in the reader's language.

Here: lines of text, with colour where there is a terminal. Not here: reading (node.read) and JSON.
"""

import os
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bilateral.cli.output import LANG, harmless, say, t, write
from bilateral.dialogue.value_types import ONGOING, VALUE_TYPES
from bilateral.node.read.entry_shapes import EntryLink
from bilateral.node.read.shapes import (
    ChangeView,
    DocumentLink,
    DocumentView,
    Due,
    EntryView,
    FieldDiff,
    FieldView,
    ProposalView,
)
from bilateral.node.read.standing import Standing
from bilateral.values import Text
from bilateral.values.dates import format_datetime

STATUS = {
    "agreed": Text("agreed", "con conformidad de las partes"),
    "recorded": Text("recorded", "registrado"),
    "proposed": Text("proposed, not agreed", "propuesto, sin conformidad"),
    "declined": Text("declined", "declinado"),
    "withdrawn": Text("withdrawn", "retirado"),
    "overtaken": Text("overtaken by another text", "rebasado por otro texto"),
    "annulled": Text("undone together", "anulado de común acuerdo"),
    "cut_off": Text("does not count: its record had ended", "no cuenta: su registro había terminado"),
    "not_assessed": Text("not assessed", "sin evaluar"),
}
VERDICTS = {
    "valid": Text("valid", "válido"),
    "void": Text("void", "nulo"),
    "not_understood": Text("not understood", "no comprendido"),
    "not_assessed": Text("not assessed", "sin evaluar"),
}
WIDTH = 96


def tell_document(found: DocumentView) -> None:
    """A document: what it is, its fields, its versions, what is open about it."""
    link = found.link
    say(Text.same(f"{link.name}  (") + link.kind_title + ")  " + STATUS.get(link.status, Text.same(link.status)))
    tell_doubts(found.standing)
    for field in found.fields:
        tell_field(field, "")
    _tell_list(Text("Governments", "Gobiernos"), (party.name for party in found.parties))
    version = Text("{n}: proposed in {ref}, in force since {time}", "{n}: propuesta en {ref}, vigente desde {time}")
    versions = (version.format(n=v.number, ref=v.ref.short, time=moment(v.time)) for v in found.versions)
    _tell_list(Text("Versions", "Versiones"), versions)
    _tell_list(Text("Open proposals", "Propuestas abiertas"), map(_proposal, _open(found.proposals)))
    _tell_list(Text("Below it", "Dentro"), (Text.same(f"{c.name}  ") + c.title for c in found.children))


def tell_doubts(standing: Standing) -> None:
    """Who calls this into doubt, which joint act undid it, whether it stands after the end of its log."""
    for each in standing.undone:
        say(Text.same("  ! ") + each.said + f" ({each.ref.short})")
    if standing.ended:
        say(Text.same("  ! ") + standing.ended)
    for doubt in standing.contested:
        say(Text.same("  ! ") + doubt.said + f" ({doubt.ref.short})")


def _open(proposals: Iterable[ProposalView]) -> Iterable[ProposalView]:
    return (proposal for proposal in proposals if proposal.status == "open")


def _proposal(proposal: ProposalView) -> Text:
    return Text.same(f"{proposal.ref.short}  ") + state_of(proposal)


def state_of(proposal: ProposalView) -> Text:
    """What became of a proposal, and whether somebody calls it into doubt."""
    doubt = Text(" (contested)", " (en duda)") if proposal.standing.contested else Text("", "")
    return proposal.status_words + doubt


def _tell_list(label: Text, items: Iterable[Text]) -> None:
    lines = list(items)
    if lines:
        say(label + ":")
    for line in lines:
        say(Text.same("  ") + line)


def moment(time: datetime) -> Text:
    return Text(format_datetime(time, "en"), format_datetime(time, "es"))


def tell_field(field: FieldView, indent: str) -> None:
    """A field: its label, then its value; embedded parts one under the other."""
    label = field.label.in_(LANG)
    if field.type == "parts":
        say(f"{indent}{label}:" if field.value else f"{indent}{label}: {_nothing()}")
        for part in field.value or ():
            say(f"{indent}  - " + "; ".join(f"{f.label.in_(LANG)}: {shown(f.type, f.value)}" for f in part))
        return
    say(
        textwrap.fill(
            f"{label}: {shown(field.type, field.value)}",
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + "    ",
        )
    )


def shown(type_: str, value: Any) -> str:
    """A value as a short line: what the value type's column says of it."""
    plain = _plain(value)
    if plain is None or plain in ("", (), {}, []):
        return _nothing()
    return VALUE_TYPES[type_].column(plain, LANG)


def _plain(value: Any) -> Any:
    """What a read shows, as the value types know it: links as titles with names, codes as labels, due as a date."""
    if isinstance(value, DocumentLink):
        return f"{value.title.in_(LANG)} ({value.name})" if not value.missing else str(value.name)
    if isinstance(value, EntryLink):
        return value.ref.short if value.missing else f"{value.ref.short}: {value.summary.in_(LANG)}"
    if isinstance(value, Due):
        return ONGOING if value.ongoing else value.date
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], tuple) and len(value[0]) == 2:
        return [f"{label.in_(LANG)} ({code})" for code, label in value]
    return value


def _nothing() -> str:
    return t("not stated", "sin indicar")


# -- changes --------------------------------------------------------------------------------------------------------


def tell_changes(found: EntryView) -> None:
    """What a proposal changes: new documents whole, changed ones field by field, words marked."""
    say(found.act.summary)
    for change in found.changes:
        _tell_change(change)
    if found.proposal:
        say(state_of(found.proposal))
        tell_doubts(found.proposal.standing)


def _tell_change(change: ChangeView) -> None:
    head = Text("new", "nuevo") if change.created else Text("changed", "modificado")
    say("")
    say(Text.same(f"{change.link.name}  (") + change.link.kind_title + ", " + head + ")  " + change.link.title)
    for field in change.fields if change.created else ():
        tell_field(field, "  ")
    for each in change.diffs:
        say(Text.same("  ") + each.label + ":")
        for line in diff_lines(each):
            write(f"    {line}\n")
    if not change.created and not change.diffs:
        say(Text("  Nothing differs from the text in force.", "  Nada difiere del texto vigente."))


def diff_lines(diff: FieldDiff) -> list[str]:
    """Prose in both languages with its words marked; any other value before and after."""
    if diff.words is None:
        return [harmless(f"{shown(diff.type, diff.before)} → {shown(diff.type, diff.after)}")]
    return [f"{lang}: {marked(spans)}" for lang, spans in diff.words.items()]


def marked(spans: Sequence[Any]) -> str:
    """Removed words as [-...-], added ones as {+...+}: the marks say it also where there is no colour."""
    colours = _colours()
    parts = []
    for span in spans:
        if span.kind == "same":
            parts.append(harmless(span.text))
            continue
        opening, closing, colour = ("[-", "-]", "31") if span.kind == "removed" else ("{+", "+}", "32")
        words = f"{opening}{harmless(span.text)}{closing}"
        parts.append(f"\x1b[{colour}m{words}\x1b[0m" if colours else words)
    return "".join(parts)


def _colours() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
