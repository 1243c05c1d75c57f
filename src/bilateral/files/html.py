"""HTML pages to lines: headings, nested lists, paragraphs; menus, banners and footers stay, marked as furniture.

Scripts and styles hold no words for people: they are left out and counted in a note. The walk keeps its own stack, so
that a page nested a hundred thousand deep costs no more than its length. Not here: what the lines mean.
"""

import re
import warnings
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, PageElement, Tag, XMLParsedAsHTMLWarning
from bs4.element import CData, Comment, Declaration, Doctype, ProcessingInstruction

from bilateral.files.decode import clean, word_set
from bilateral.files.document import Line, LineKind
from bilateral.files.markers import Markers, assign_levels_of_typed, roman
from bilateral.files.text import is_caps
from bilateral.values import Text

_SKIP = word_set("script style template noscript svg iframe object canvas audio video")
_FURNITURE = word_set("nav footer aside form button head dialog select")
_ROLES = word_set("navigation banner contentinfo search menu menubar complementary dialog alert")
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|menu|navbar|nav|navigation|cookies?|social|share|sharing|sidebar|skip|skiplink|skipnav"
    r"|pagination|pager|footer|topbar|usa-banner|screen-reader-text|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = word_set(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup "
    "hr html main p pre section summary table tbody td tfoot th thead title tr ul ol li h1 h2 h3 h4 h5 h6"
)
_BOLD = frozenset({"b", "strong"})
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_NOTE = Text(
    "Left out of the page: {n} scripts, styles or embedded objects.",
    "Se dejaron fuera de la página {n} programas, estilos u objetos incrustados.",
)


def declared_charset(data: bytes) -> str:
    """The encoding that a page declares in its first bytes, or ""."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else ""


def read_html(text: str) -> tuple[tuple[Line, ...], tuple[Text, ...]]:
    """The lines of a page, and notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(text, "html.parser")
    walk = _Walk(_main(soup), Markers(soup.get_text("\n")))
    walk.run(soup)
    notes = (_NOTE.format(n=walk.skipped),) if walk.skipped else ()
    return _numbered(list(assign_levels_of_typed(tuple(walk.lines))), text.count("\n") + 1), notes


def _main(soup: BeautifulSoup) -> Tag | None:
    """The part of the page that is its content, when the page says which."""
    if isinstance(found := soup.find("main") or soup.find(attrs={"role": "main"}), Tag):
        return found
    articles = soup.find_all("article")
    return articles[0] if len(articles) == 1 else None


def _numbered(lines: list[Line], source_lines: int) -> tuple[Line, ...]:
    """Line numbers of the file; of a page squeezed into a few long lines, running numbers, which say more."""
    full = sum(line.kind != "blank" for line in lines)
    if full > 2 * source_lines:
        return tuple(_renumber(line, at) for at, line in enumerate(lines, 1))
    return tuple(lines)


def _renumber(line: Line, number: int) -> Line:
    return Line(number, *(getattr(line, name) for name in Line.__slots__[1:]))


@dataclass
class _List:
    ordered: bool
    next: int
    style: str

    def marker(self) -> str:
        if not self.ordered:
            return "•"
        number, self.next = self.next, self.next + 1
        signs = {"a": chr(96 + (number - 1) % 26 + 1), "i": roman(max(number, 1) % 90)}
        sign = signs.get(self.style.lower(), str(number))
        return (sign.upper() if self.style in ("A", "I") else sign) + "."


@dataclass
class _Walk:
    """Goes through the page once, in order, opening and closing blocks; text collects until a block ends."""

    main: Tag | None
    markers: Markers
    lines: list[Line] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    heading: int = 0
    marker: str = ""
    at: int = 0
    bold: int = 0
    skipped: int = 0
    inside_main: bool = False
    furniture: str = ""

    def run(self, soup: BeautifulSoup) -> None:
        stack: list[tuple[PageElement, bool]] = [(child, False) for child in reversed(soup.contents)]
        closing: dict[int, tuple[str, bool]] = {}
        while stack:
            node, leaving = stack.pop()
            if isinstance(node, NavigableString):
                self._text(node)
            elif isinstance(node, Tag) and leaving:
                self._leave(node, closing.pop(id(node)))
            elif isinstance(node, Tag):
                if node.name in _SKIP:
                    self.skipped += 1
                    continue
                closing[id(node)] = (self.furniture, self.inside_main)
                self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node.contents))

    def _text(self, node: NavigableString) -> None:
        if isinstance(node, Comment | Declaration | Doctype | ProcessingInstruction) and not isinstance(node, CData):
            return
        if node and not node.isspace():
            self.parts.append((str(node), self.bold > 0))
        elif node and self.parts:
            self.parts.append((" ", self.bold > 0))

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name in _BLOCKS or name == "br":
            self._flush()
        if not self.parts:
            self.at = tag.sourceline or self.at
        if not self.furniture and (furniture := self._furniture(tag)):
            self._flush()
            self.at, self.furniture = tag.sourceline or self.at, furniture
        self.inside_main = self.inside_main or tag is self.main
        if name in ("ul", "ol"):
            start = str(tag.get("start", "1"))
            self.lists.append(_List(name == "ol", int(start) if start.isdecimal() else 1, str(tag.get("type", "1"))))
        elif name == "li":
            self.marker = (self.lists[-1] if self.lists else _List(False, 1, "1")).marker()
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.heading = int(name[1])
        elif name in _BOLD:
            self.bold += 1
        elif name == "hr":
            self.lines.append(Line(self.at, "", kind="rule", marker="<hr>"))

    def _leave(self, tag: Tag, before: tuple[str, bool]) -> None:
        name = tag.name
        if name in _BLOCKS or self.furniture != before[0]:
            self._flush()
            if name != "li" and self.lines and self.lines[-1].kind != "blank":
                self.lines.append(Line(self.at, "", kind="blank"))
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "li":
            self.marker = ""
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.heading = 0
        elif name in _BOLD:
            self.bold = max(0, self.bold - 1)
        self.furniture, self.inside_main = before

    def _furniture(self, tag: Tag) -> str:
        """Why this element is not content, or "": its name, role or class, or its place outside the main part."""
        if tag.name in _FURNITURE:
            return tag.name
        if str(tag.get("role", "")).lower() in _ROLES:
            return str(tag.get("role"))
        if tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
            return "hidden"
        if tag.name in ("html", "body", "main", "article"):
            return ""
        classes = tag.get("class") or []
        names = " ".join([*(classes if isinstance(classes, list) else [classes]), str(tag.get("id", ""))])
        if found := _CLASSES.search(names):
            return found.group(0).strip(" _-").lower()
        outside = self.main is not None and not self.inside_main and tag is not self.main
        if tag.name == "header" and (self.main is None or outside) and not tag.find(["h1"]):
            return "header"
        return "outside" if outside and tag.name in _BLOCKS and not self._holds_main(tag) else ""

    def _holds_main(self, tag: Tag) -> bool:
        return self.main is not None and any(parent is tag for parent in self.main.parents)

    def _flush(self) -> None:
        parts, self.parts = self.parts, []
        whole = "".join(words for words, _ in parts)
        text = clean(whole)
        if not text:
            return
        letters = [(sum(map(str.isalnum, words)), bold) for words, bold in parts]
        all_bold = all(bold for count, bold in letters if count)
        lead = 0 if all_bold else _lead(parts)
        marker, kind, level, typed = self.marker, "text", 0, ""
        if self.heading:
            kind, level = "heading", self.heading
        elif marker:
            kind, level, self.marker = "item", max(1, len(self.lists)), ""
        else:
            marker, rest = self.markers.split(text)
            if marker:
                kind, level, text, lead, typed = "item", 1, rest, 0, "typed"
        look = [word for word, is_so in (("bold", all_bold), ("caps", is_caps(text)), (typed, typed)) if is_so]
        spaces = len(whole) - len(whole.lstrip("\xa0 "))
        self._add(text, kind, level, "" if self.heading else marker, " ".join(look), lead, spaces)  # type: ignore[arg-type]

    def _add(self, text: str, kind: LineKind, level: int, marker: str, style: str, lead: int, spaces: int) -> None:
        indent = len(self.lists) * 2 + spaces
        self.lines.append(Line(self.at, text, level, kind, marker, style, indent, lead, self.furniture))


def _lead(parts: list[tuple[str, bool]]) -> int:
    """How many characters of the cleaned text are in bold at its start."""
    lead = ""
    for words, bold in parts:
        if not bold and any(map(str.isalnum, words)):
            break
        lead += words if bold or lead else ""
    return len(clean(lead))
