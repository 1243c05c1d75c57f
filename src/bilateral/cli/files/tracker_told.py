"""What a tracker came to: the mapping, the draft, the rows that were not taken, and what has no field."""

from collections import Counter
from typing import Any

from bilateral.cli.output import say
from bilateral.dialogue.tracking import Mapping, Taken
from bilateral.dialogue.tracking.headings import IGNORE
from bilateral.values import Text

_MOST = 12  # texts named in one language; the rest is counted, and all are in the JSON


def answer(taken: Taken) -> dict[str, Any]:
    return {
        "documents": taken.documents,
        "created": taken.created,
        "changed": taken.changed,
        "unchanged": taken.unchanged,
        "incomplete": taken.incomplete,
        "not_taken": [
            {"sheet": bad.sheet, "row": bad.row, "why": [fault.to_dict() for fault in bad.why], "cells": bad.cells}
            for bad in taken.bad
        ],
        "no_field": [
            {"sheet": left.sheet, "row": left.row, "heading": left.heading, "text": left.text} for left in taken.left
        ],
        "ignored": taken.ignored,
    }


def tell_mapping(mapping: Mapping) -> None:
    for name, sheet in mapping.sheets.items():
        if sheet.kind == IGNORE:
            continue
        kind = Text("actions", "acciones") if sheet.kind == "actions" else Text("milestones", "hitos")
        head = Text(
            "Sheet “{name}”: {kind}, headings in row {row}", "Hoja «{name}»: {kind}, encabezados en la fila {row}"
        )
        say(head.format(name=name, kind=kind, row=sheet.headings))
        for heading, target in sheet.columns.items():
            shown = Text("not taken over", "no se incorpora") if target == IGNORE else Text.same(target)
            say(Text.same(f"  {heading} → ") + shown)


def tell(taken: Taken) -> None:
    counts = Text(
        "New actions: {new}; changed: {changed}; as they are: {same}; rows not taken: {bad}.",
        "Acciones nuevas: {new}; con cambios: {changed}; sin cambios: {same}; filas no incorporadas: {bad}.",
    )
    say(
        counts.format(new=len(taken.created), changed=len(taken.changed), same=len(taken.unchanged), bad=len(taken.bad))
    )
    for bad in taken.bad:
        for fault in bad.why:
            place = Text("Row not taken, {sheet} {row}", "Fila no incorporada, {sheet} {row}")
            where = Text.same(f", {fault.where}: " if fault.where else ": ")
            say(place.format(sheet=bad.sheet, row=bad.row) + where + fault.what + " " + fault.do)
    _tell_left(taken)
    for lacking in taken.incomplete[:_MOST]:
        say(Text("Still missing: {place}", "Aún falta: {place}").format(place=lacking))
    if len(taken.incomplete) > _MOST:
        more = Text("Still missing: {n} more texts in one language.", "Aún faltan otros {n} textos en un idioma.")
        say(more.format(n=len(taken.incomplete) - _MOST))


def _tell_left(taken: Taken) -> None:
    for (sheet, heading), n in Counter((left.sheet, left.heading) for left in taken.left).items():
        if heading:
            line = Text(
                "No field for: {sheet}, column “{heading}”, values: {n}.",
                "Sin campo: {sheet}, columna «{heading}», valores: {n}.",
            )
            say(line.format(sheet=sheet, heading=heading, n=n))
    for left in taken.left:
        if not left.heading:
            line = Text("No field for: {sheet} {row}: {text}", "Sin campo: {sheet} {row}: {text}")
            say(line.format(sheet=left.sheet, row=left.row, text=left.text))
    for sheet, rows in taken.ignored.items():
        line = Text("Sheet not read: “{sheet}”, rows: {n}.", "Hoja no leída: «{sheet}», filas: {n}.")
        say(line.format(sheet=sheet, n=rows))
