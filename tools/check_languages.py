"""Both languages, everywhere: the interface's messages through the Spanish catalogue, the content's `Text` in the code.

Counts and shapes only: whether the Spanish is good is for readers.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from tools import messages
from tools.report import ROOT, SOURCE, Report, relative, walk

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)[^{}]*\}")
LANGUAGE_PART = re.compile(r"^(?:en|es)_|_(?:en|es)$|^(?:en|es)$", re.IGNORECASE)
ELSEWHERE = "<said elsewhere>"
TEXT_NAMES = frozenset({"Text", "T", "t"})  # `t` is the commands' own: both languages, one of them given
UPDATE = "Run make messages and write the Spanish"


def placeholders(words: str) -> list[str]:
    """What is filled in at run time, sorted: the same in both languages, in whatever order."""
    for written_twice in ("%%", "{{", "}}"):
        words = words.replace(written_twice, "")
    return sorted(match.group() for match in PLACEHOLDER.finditer(words))


def check_use(use: messages.Use, catalogue: Catalog, report: Report) -> None:
    message = catalogue.get(use.words[0], use.context)
    if message is None:
        report.fault(use.place, f"not in the Spanish catalogue: {use.words[0]!r}", UPDATE)
        return
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        report.fault(use.place, f"the Spanish is marked fuzzy: {use.words[0]!r}", "Read it and take the mark away")
    elif not all(said) or (len(use.words) > 1) != (len(said) > 1):
        report.fault(use.place, f"no Spanish for {use.words[0]!r}", UPDATE)
    else:
        check_placeholders(use, said, report)


def check_placeholders(use: messages.Use, said: list[str], report: Report) -> None:
    """Every Spanish form fills in what one of the English ones does: a singular may leave its number out."""
    allowed = [placeholders(words) for words in use.words]
    for words in said:
        if placeholders(words) not in allowed:
            what = f"{words!r} does not fill in what {use.words[-1]!r} does"
            report.fault(use.place, what, "Use the same names in both")


def check_messages(report: Report) -> int:
    uses = messages.uses()
    path = messages.WEB_LOCALE / "es" / "LC_MESSAGES" / "django.po"
    if uses and not path.exists():
        report.fault(path, f"there is no Spanish catalogue for {len(uses)} messages", UPDATE)
        return len(uses)
    catalogue = messages.read(path) if path.exists() else Catalog(locale="es")
    for use in uses:
        check_use(use, catalogue, report)
    used = {use.key for use in uses}
    for message in catalogue:
        if message.id and (message.context, message.id if isinstance(message.id, str) else message.id[0]) not in used:
            report.fault(path, f"no page says {message.id!r} any more", "Run make messages")
    return len(uses)


def text_literals(tree: ast.AST) -> Iterator[tuple[int, str | None, str | None]]:
    """Line, English and Spanish of each `Text(...)` written with literals; None for a language that is missing."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TEXT_NAMES):
            continue
        given: dict[str, ast.expr] = dict(zip(("en", "es"), node.args, strict=False))
        given.update({word.arg: word.value for word in node.keywords if word.arg in ("en", "es")})
        if any(isinstance(arg, ast.Starred) for arg in node.args) or any(word.arg is None for word in node.keywords):
            continue
        literal = {name: _literal(value) for name, value in given.items()}
        if any(isinstance(value, ast.Constant | ast.JoinedStr) for value in given.values()):
            yield node.lineno, literal.get("en"), literal.get("es")


def _literal(value: ast.expr) -> str:
    """The words of a literal. What an f-string fills in comes after them, each name once, `.en` or `.es` aside."""
    if isinstance(value, ast.Constant):
        return str(value.value)
    if not isinstance(value, ast.JoinedStr):
        return ELSEWHERE
    words = [part.value for part in value.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    names: dict[str, None] = {}
    for part in value.values:
        called = {id(node.func) for node in ast.walk(part) if isinstance(node, ast.Call)}
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and id(node) not in called:
                names[f"{{{LANGUAGE_PART.sub('', node.id)}}}"] = None
    return "".join(words).replace("{", "{{").replace("}", "}}") + "".join(names)


def check_text(where: str, en: str | None, es: str | None, report: Report) -> None:
    if en is None or es is None:
        report.fault(where, "a Text in one language", "Give it both, en and es")
    elif not en.strip() and not es.strip():
        pass  # `Text("", "")` says on purpose that there is nothing to say
    elif not en.strip() or not es.strip():
        report.fault(where, f"a Text that is empty in one language: {en or es!r}", "Give it both")
    elif ELSEWHERE not in (en, es) and placeholders(en) != placeholders(es):
        report.fault(where, f"the languages fill in different things: {en!r}, {es!r}", "Use the same names in both")
    elif en == es and len(en.split()) > 3:
        report.warn(where, f"the same words in both languages: {en!r}")


def check_texts(path: Path, report: Report) -> int:
    found = list(text_literals(ast.parse(path.read_text(encoding="utf-8"))))
    for line, en, es in found:
        check_text(f"{relative(path)}:{line}", en, es, report)
    return len(found)


def main() -> int:
    report = Report("check_languages")
    said = check_messages(report)
    texts = sum(check_texts(path, report) for folder in (SOURCE, ROOT / "tools") for path in walk(folder, ".py"))
    return report.finish(f"{said} messages, {texts} texts")


if __name__ == "__main__":
    raise SystemExit(main())
