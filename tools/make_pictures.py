"""`make pictures`: takes the README's pictures from a running demonstration, at two widths and in both languages.

Starts a demonstration of its own in a folder that is thrown away; or looks at one: `make pictures ARGS=http://127.0.0.1:8000`.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.report import ROOT, die
from tools.running import answers, free_port, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = ROOT / "docs" / "pictures"
WIDTHS = {1280: 900, 390: 844}
LANGUAGES = ("en", "es")
# The page's name, and the expression of its address; the first link on the pages before it that fits is taken.
PAGES = {"home": r"/", "plan": r"/plan/", "action": r"/action/[\w-]+/[\w-]+/", "record": r"/record/"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def addresses(address: str) -> dict[str, str]:
    """The place of each page of PAGES below the language, found by following the demonstration's own links."""
    linked = ["/"]
    for page in ("/", "/plan/"):
        _status, text = answers(f"{address}/en{page}")
        linked.extend(re.findall(r'href="/en(/[^"#?]*)"', text))
    found = {}
    for name, expression in PAGES.items():
        fits = [place for place in linked if re.fullmatch(expression, place)]
        if not fits:
            die(f"No page links to the {name} page: nothing like /en{expression}")
        found[name] = fits[0]
    return found


def take(browser: "Browser", address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, place in addresses(address).items():
        for language in LANGUAGES:
            for width, height in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
                page.goto(f"{address}/{language}{place}", wait_until="load")
                path = PICTURES / f"{name}-{language}-{width}.png"
                page.screenshot(path=path)
                page.close()
                print(path.relative_to(ROOT))


@contextmanager
def demonstration(args: list[str]) -> Iterator[str]:
    if args:
        yield args[0].rstrip("/")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "home", free_port(), Path(folder) / "log") as own,
    ):
        yield own


def main(args: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        die("There is no Chromium on this machine. Install it, or name it: make pictures CHROMIUM=/path/to/chromium")
    with demonstration(args) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        take(browser, address)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
