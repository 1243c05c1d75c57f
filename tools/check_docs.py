"""Documents are fresh and complete: the generated ones, the glossary's words, the links between pages."""

import re
from collections.abc import Iterable
from pathlib import Path

from tools import make_docs
from tools.report import ROOT, Report, walk

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
ROW = re.compile(r"^\|\s*(.*?)\s*\|\s*$", re.MULTILINE)
COLUMNS = 4


def glossary_rows(text: str) -> list[list[str]]:
    """The cells of every row of the glossary's tables, headings left out."""
    rows = [[cell.strip() for cell in match.group(1).split("|")] for match in ROW.finditer(text)]
    return [row for row in rows if row[0].startswith("`")]


def check_glossary(path: Path, needed: Iterable[tuple[str, str]], report: Report) -> int:
    """Every row is whole, no word stands twice, and everything needed (what it is, its code name) has a row."""
    rows = glossary_rows(path.read_text(encoding="utf-8"))
    known: set[str] = set()
    for row in rows:
        if len(row) != COLUMNS or not all(row):
            report.fault(path, f"the row of {row[0]} does not have {COLUMNS} cells", "Code, English, Spanish, meaning")
        if row[0] in known:
            report.fault(path, f"{row[0]} stands there twice", "Keep one row")
        known.add(row[0])
    for what, name in needed:
        if f"`{name}`" not in known:
            report.fault(path, f"no row for the {what} `{name}`", "Add it")
    return len(rows)


def words_of_the_code() -> list[tuple[str, str]]:
    from bilateral.dialogue.acts import ACTS, STATES
    from bilateral.dialogue.kinds import KINDS

    tables = (("kind", KINDS), ("act", ACTS), ("state", STATES))
    return [(what, name) for what, table in tables for name in table]


def check_links(report: Report) -> int:
    """Every link from one of our pages to a file has a file at its other end."""
    pages = [*sorted(ROOT.glob("*.md")), *walk(ROOT / "docs", ".md"), *walk(ROOT / "spec", ".md")]
    for page in pages:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                report.fault(page, f"links to {target}, which is not there", "Correct the link or write the page")
    return len(pages)


def main() -> int:
    report = Report("check_docs")
    made = make_docs.check(report)
    words = check_glossary(ROOT / "GLOSSARY.md", words_of_the_code(), report)
    pages = check_links(report)
    return report.finish(f"{made} generated, {words} words in the glossary, {pages} pages")


if __name__ == "__main__":
    raise SystemExit(main())
