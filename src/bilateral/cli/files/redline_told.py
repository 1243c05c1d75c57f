"""What came back in a redline: told to people, and as JSON; and comments taken from such a report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from bilateral.cli import papers
from bilateral.cli.output import say
from bilateral.dialogue.redlining import Gathered
from bilateral.files.redline import Remark, Returned, Sheet
from bilateral.values import BadInput, Text

_LANGS: Final = {"en": Text(" (English)", " (inglés)"), "es": Text(" (Spanish)", " (español)"), "": Text("", "")}
_OUTCOMES: Final = {
    "accepted": Text("as proposed", "como se propuso"),
    "rejected": Text("back to the text it starts from", "de vuelta al texto del que parte"),
    "edited": Text("other words", "otras palabras"),
    "missing": Text(
        "its row is gone: the words it starts from are kept", "falta su fila: se conserva el texto del que parte"
    ),
}
_CHANGES: Final = {"added": Text("added", "agregado"), "removed": Text("removed", "quitado")}


def changed(sheets: Sequence[Sheet]) -> int:
    return sum(row.base != row.now for sheet in sheets for row in sheet.rows)


def answer(returned: Returned, gathered: Sequence[Gathered]) -> dict[str, Any]:
    """Everything that came back, as JSON."""
    return {
        "documents": [{"kind": each.kind, "name": each.name, "content": each.content} for each in gathered],
        "fields": [
            {"document": each.name, "place": place, "lang": lang, "outcome": outcome}
            for each in gathered
            for (place, lang), outcome in each.outcomes.items()
        ],
        "open": [
            {"document": sheet.name, "place": place, "lang": lang, **asdict(change)}
            for sheet in returned.sheets
            for (place, lang), cell in sheet.cells.items()
            for change in cell.open
        ],
        "comments": [
            {"document": returned.sheets[each.sheet].name, **{k: v for k, v in asdict(each).items() if k != "sheet"}}
            for each in returned.remarks
        ],
        "outside": [{"where": each.where.to_dict(), "text": each.text} for each in returned.outside],
    }


def tell(returned: Returned, gathered: Sequence[Gathered], out: Path | None) -> None:
    for sheet, each in zip(returned.sheets, gathered, strict=True):
        counts = Counter(each.outcomes.values())
        say(f"{each.name}")
        for (place, lang), outcome in each.outcomes.items():
            if outcome != "untouched":
                say(Text.same(f"  {place}") + _LANGS[lang] + ": " + _OUTCOMES[outcome])
            cell = sheet.cells.get((place, lang))
            for change in cell.open if cell else ():
                still = Text("    still open, {who}: {what} “{text}”", "    sigue abierto, {who}: {what} «{text}»")
                say(still.format(who=change.author, what=_CHANGES[change.kind], text=change.text))
        untouched = Text("  {n} of {all} texts untouched.", "  {n} de {all} textos sin cambios.")
        say(untouched.format(n=counts["untouched"], all=counts.total()))
    for remark in returned.remarks:
        _tell_remark(remark)
    for stray in returned.outside:
        line = Text("Not taken over, {where}: {text}", "No se incorporó, {where}: {text}")
        say(line.format(where=stray.where, text=stray.text) if stray.text else _bare(stray.where))
    if out:
        do = Text(
            "The texts are in {out}; propose them with: bilateral act propose --file {out}",
            "Los textos están en {out}; propónlos con: bilateral act propose --file {out}",
        )
        say(do.format(out=str(out)))


def _bare(where: Text) -> Text:
    return Text("Not taken over: {where}", "No se incorporó: {where}").format(where=where)


def _tell_remark(remark: Remark) -> None:
    place = Text.same(remark.place) + _LANGS[remark.lang] if remark.place else Text("the document", "el documento")
    quote = Text(" “{q}”", " «{q}»").format(q=remark.quote) if remark.quote else Text("", "")
    done = Text(", settled", ", resuelto") if remark.done else Text("", "")
    head = Text(
        "Comment, {who}{done}, on {place}{quote}: {text}", "Comentario, {who}{done}, sobre {place}{quote}: {text}"
    )
    say(head.format(who=remark.author, done=done, place=place, quote=quote, text=remark.text))


def remarks_in(file: Path, names: Sequence[str]) -> tuple[Remark, ...]:
    """The comments of a report that are on these documents. :raises BadInput: it is no such report."""
    rows = papers.read_fields(file).get("comments")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _no_report(file)
    found: list[Remark] = []
    kept: dict[int, int] = {}
    for number, row in enumerate(rows):
        if row.get("document") not in names:
            continue
        words = [row.get(key, "") for key in ("author", "date", "text", "place", "lang", "quote")]
        to = row.get("reply_to")
        if not all(isinstance(word, str) for word in words) or row.get("lang", "") not in _LANGS:
            raise _no_report(file)
        author, date, text, place, lang, quote = words
        answered = kept.get(to) if isinstance(to, int) else None
        sheet = list(names).index(row["document"])
        found.append(Remark(author, date, text, sheet, place, lang, quote, row.get("done") is True, answered))
        kept[number] = len(found) - 1
    return tuple(found)


def _no_report(file: Path) -> BadInput:
    return BadInput(
        Text("This file holds no comments.", "Este archivo no contiene comentarios."),
        str(file),
        Text(
            "Use the report that 'bilateral redline read --report FILE' writes.",
            "Usa el reporte que genera 'bilateral redline read --report ARCHIVO'.",
        ),
    )
