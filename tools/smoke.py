"""`make smoke`: does what a newcomer does, and says how long it took.

Starts `make run` with a new home, reads the first pages of both nodes, ends it as Ctrl-C does, and starts it
again on the same data. Fails when a page does not answer, when something keeps running, or when the second start
plays the story anew.
"""

import re
import tempfile
import time
from pathlib import Path

from tools.report import Report
from tools.running import answers, free_port, running

PATIENCE = 60.0
PAGES = ("/en/", "/es/", "/en/plan/", "/es/plan/", "/en/record/", "/es/record/", "/healthz")


def addresses(log: Path) -> list[str]:
    """Where the nodes are served, as `make run` has printed it: one for each government."""
    return [found.rstrip("/") for found in re.findall(r"http://\S+", log.read_text(encoding="utf-8"))]


def answers_soon(url: str) -> bool:
    """The nodes start side by side; the others answer soon after the first."""
    until = time.monotonic() + PATIENCE
    while answers(url)[0] != 200:
        if time.monotonic() > until:
            return False
        time.sleep(0.25)
    return True


def look(address: str, report: Report) -> None:
    for page in PAGES:
        status, text = answers(address + page)
        if status != 200:
            report.fault(page, f"answers {status}, not 200")
        elif page.startswith(("/en", "/es")) and f'lang="{page[1:3]}"' not in text:
            report.fault(page, f"does not say that it is in {page[1:3]}")


def record_of(address: str) -> str:
    """What the record says of itself: the same after a second start, which plays nothing again."""
    return answers(f"{address}/api/record")[1]


def main() -> int:
    report = Report("smoke")
    seconds: list[float] = []
    records: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        home, log, port = Path(folder) / "home", Path(folder) / "log", free_port()
        for _start in ("the first", "the second"):
            started = time.monotonic()
            with running(home, port, log) as address:
                seconds.append(time.monotonic() - started)
                nodes = addresses(log)
                if len(nodes) != 2 or not all(answers_soon(f"{node}/en/") for node in nodes):
                    report.fault("make run", f"serves not both nodes: {', '.join(nodes)}")
                for node in nodes:
                    look(node, report)
                records.append(record_of(address))
            for node in nodes:
                if answers(f"{node}/en/")[0]:
                    report.fault("make run", f"{node} still answers after Ctrl-C")
        if records[0] != records[1]:
            report.fault("make run", "the record is another one after a second start")
    return report.finish(f"first start {seconds[0]:.1f} s, second {seconds[1]:.1f} s, {len(PAGES)} pages each")


if __name__ == "__main__":
    raise SystemExit(main())
