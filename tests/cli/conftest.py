"""Two governments' nodes, played through real commands once a session; tests look at what came of it."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bilateral.cli.stage import Stage

Run = Callable[..., "Done"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:  # one worker plays the journey, so that it is played once
        if "tests/cli/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("cli"))


@dataclass(frozen=True)
class Done:
    """What a command did."""

    arguments: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Forker:
    """Runs commands, one at a time, and holds each to its exit code."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stage = folder, Stage(folder)

    def __call__(self, *arguments: object, code: int | None = 0, lang: str = "en", **environ: str) -> Done:
        """Run `bilateral ...`; ``code`` None takes any exit code."""
        told = tuple(map(str, arguments))
        env = {"PATH": os.environ["PATH"], "BILATERAL_LANG": lang, "COLUMNS": "100", **environ}
        got = self.stage(*told, env=env, cwd=str(self.folder))
        done = Done(told, got.code, got.out, got.err)
        assert "Traceback" not in done.err, done
        assert code is None or done.code == code, done
        return done

    def close(self) -> None:
        self.stage.close()


@dataclass
class Node:
    """One government's node."""

    forker: Run
    path: Path
    code: str

    def __call__(self, *arguments: object, **how: Any) -> Done:
        return self.forker("--home", self.path, *arguments, **how)

    def act(self, *arguments: object) -> str:
        """An act; its place on the record."""
        entry = self("act", *arguments, "--json").json["entry"]
        return f"{entry['log']}#{entry['seq']}"


@dataclass
class Journey:
    """The two nodes and the proposals made on the way, by what they were about."""

    us: Node
    mx: Node
    folder: Path
    places: dict[str, str] = field(default_factory=dict)

    def pull(self, *codes: str) -> None:
        for code in codes:
            getattr(self, code)("record", "pull")


@pytest.fixture(scope="session")
def bilateral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    forker = Forker(tmp_path_factory.mktemp("commands"))
    yield forker
    forker.close()


PACKAGE = """\
documents:
  - kind: pillar
    name: trade
    content:
      plan: talks/us:plan
      number: 1
      title: {en: Trade, es: Comercio}
      summary: {en: Goods cross sooner., es: Las mercancías cruzan antes.}
  - kind: action
    name: crossings
    content:
      under: talks/us:trade
      number: 1
      title: {en: Shorter lines, es: Filas más cortas}
      text: {en: Open 2 lanes more., es: Abrir 2 carriles más.}
      end: {en: Both lanes are open., es: Los dos carriles están abiertos.}
      leads: {us: "talks/us:cbp", mx: "talks/mx:aduanas"}
      start: 2027-01-15
      due: 2028-12-31
      milestones:
        - {id: m1, party: us, title: {en: Lane 1, es: Carril 1}, due: 2027-06-30}
      places: [MX-BCN, US-CA]
      sectors: ["23"]
      completed:
"""
NAMES = {"us": ("1", "Upland", "Tierra Alta"), "mx": ("2", "Lowland", "Tierra Baja")}


@pytest.fixture(scope="session")
def journey(bilateral: Forker, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    folder = tmp_path_factory.mktemp("journey")
    us, mx = (Node(bilateral, folder / code, code) for code in NAMES)
    for node in (us, mx):
        party = ":".join((node.code, *NAMES[node.code]))
        node("init", "--dialogue", "talks", "--party", party, "--recovery", folder / "safe" / node.code)
    for node, other in ((us, mx), (mx, us)):
        key = other("peer", "own", "--json").json[0]["key"]
        node("peer", "add", f"talks/{other.code}", "--key", key, "--from", other.path / "public")
    told = Journey(us, mx, folder)
    _agree(told)
    _disagree(told)
    told.pull("mx", "us", "mx")
    return told


def _agree(told: Journey) -> None:
    """Offices of each side, a plan, a package, an amendment: all agreed."""
    us, mx, places = told.us, told.mx, told.places
    us.act("propose", "office", "--name", "cbp", "--set", "title=en: Customs | es: Aduanas")
    mx.act("propose", "office", "--name", "aduanas", "--set", "title=en: Customs | es: Aduanas")
    told.pull("mx", "us")
    words = ("title=en: Plan | es: Plan", "vision=en: One day | es: Un día", "participation=en: Ask | es: Pregunta")
    sets = [part for word in words for part in ("--set", word)]
    places["plan"] = us.act("propose", "plan", "--name", "plan", *sets)
    told.pull("mx")
    mx.act("concur", places["plan"])
    told.pull("us")
    file = told.folder / "package.yaml"
    file.write_text(PACKAGE)
    places["package"] = us.act("propose", "--file", file)
    told.pull("mx")
    mx.act("concur", places["package"])
    change = ("--set", "text=en: Open 3 lanes more. | es: Abrir 3 carriles más.")
    places["amended"] = mx.act("propose", "action", "--name", "talks/us:crossings", *change)
    told.pull("us")
    us.act("concur", places["amended"])


def _disagree(told: Journey) -> None:
    """One declined with a reason, one withdrawn and noted, one open with a view of each side."""
    us, mx, places = told.us, told.mx, told.places
    amend = ("propose", "action", "--name", "talks/us:crossings")
    places["declined"] = us.act(*amend, "--set", "due=2030-12-31")
    told.pull("mx")
    mx.act("decline", places["declined"], "--en", "It is too late.", "--es", "Es demasiado tarde.")
    told.pull("us")
    places["withdrawn"] = us.act(*amend, "--set", "due=2029-12-31")
    us.act("withdraw", places["withdrawn"])
    told.pull("mx", "us")
    places["open"] = us.act(*amend, "--set", "due=ongoing")
    told.pull("mx")
    mx.act("position", places["open"], "--en", "A date is needed.", "--es", "Hace falta una fecha.")
    us.act("position", places["open"], "--en", "None is possible.", "--es", "Ninguna es posible.")


@pytest.fixture(scope="session")
def exported(journey: Journey) -> Path:
    journey.us("record", "export", journey.folder / "export")
    return journey.folder / "export"
