"""What the plan reader's tests share: reading text by name, the plain shape of a tree, and the words of both."""

import re
from collections import Counter
from typing import Any

from bilateral.dialogue.plan_import import PlanTree, read_plan
from bilateral.files import Document, read_document
from bilateral.values import Lang

_WORD = re.compile(r"[^\W_]+")


def read(text: str | bytes, name: str = "plan.txt", lang: Lang | None = None) -> PlanTree:
    return read_plan(document(text, name), lang)


def document(text: str | bytes, name: str = "plan.txt") -> Document:
    return read_document(name, text.encode() if isinstance(text, str) else text)


def shape(tree: PlanTree) -> dict[str, Any]:
    """The issue's own shape, with nothing added: what the expected files hold, and doubts by line."""
    return {
        "title": tree.title,
        "vision": tree.vision,
        "pillars": [
            {
                "number": pillar.number,
                "title": pillar.title,
                "summary": pillar.summary,
                "lines": [
                    {"title": line.title, "actions": [{"text": action.text} for action in line.actions]}
                    for line in pillar.lines
                ],
            }
            for pillar in tree.pillars
        ],
        "participation": tree.participation,
        "ignored": [{"line": r.line, "text": r.text, "reason": r.reason} for r in tree.ignored],
        "unsure": [{"line": r.line, "reason": r.reason} for r in tree.unsure],
    }


def words_in(read: Document) -> Counter[str]:
    """Every word and number of a document, markers and furniture too."""
    return Counter(w for line in read.lines for part in (line.marker, line.text) for w in _WORD.findall(part))


def words_out(tree: PlanTree) -> Counter[str]:
    """Every word and number that a tree accounts for."""
    return Counter(word for text in tree.words() for word in _WORD.findall(text))
