"""Whether the text that a redline starts from is still the one in force: else nothing of it is taken."""

from bilateral.files.redline import OtherText, Sheet, SheetBack, digest
from bilateral.files.redline.faults import other_base, other_document
from bilateral.files.redline.shapes import BOTH
from bilateral.values import LANGS


def check_same(file: str, back: SheetBack, present: Sheet) -> None:
    """``present``: the document as it is now, with nothing changed.

    :raises OtherText: the file is of another document, or starts from another version or other words.
    """
    if back.name != present.name or back.kind != present.kind:
        raise other_document(file, f"{back.name} ({back.kind})", f"{present.name} ({present.kind})")
    if back.base != present.base or _differ(back, present):
        raise other_base(file, back.name)


def _differ(back: SheetBack, present: Sheet) -> bool:
    held = {
        (row.place, lang): digest(row.base.in_(lang or LANGS[0]))
        for row in present.rows
        for lang in ((BOTH,) if row.shared else LANGS)
    }
    nothing = digest("")
    written = {key: pair[0] for key, pair in back.digests.items()}
    return any(held.get(key, nothing) != written.get(key, nothing) for key in {*held, *written})


__all__ = ["OtherText", "check_same"]
