"""The demonstration's short story, told through the real commands: two nodes, one a government, a plan agreed.

Every step is `bilateral ...` in a process of its own (stage.py), as officials would run it. Nothing here touches a
table or an entry.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bilateral.cli import node
from bilateral.cli.output import say
from bilateral.cli.people import officials
from bilateral.cli.stage import Stage
from bilateral.values import Fault, Text

DIALOGUE = "hled-demo"
DONE = "demonstration.json"
BACKUPS = "backups"
SCRIPT: dict[str, Any] = yaml.safe_load(files("bilateral.cli").joinpath("story.yaml").read_text(encoding="utf-8"))


class StoryFault(Fault):
    """A command of the demonstration failed."""

    code = "story"


def codes() -> list[str]:
    """The governments, each of which has a home of its own under the demonstration's folder."""
    return [str(party["code"]) for party in SCRIPT["parties"]]


def prepare(base: Path, *, reset: bool) -> None:
    """Play the story once; a second call finds it done and keeps the data."""
    if reset and (base / DONE).exists():
        clear(base)
    if not _is_done(base):
        with tempfile.TemporaryDirectory() as folder, Stage(Path(folder)) as stage:
            _play(Story(base, stage))
    say(Text("You can sign in as (all invented):", "Puedes entrar como (todo es inventado):"))
    for code in codes():
        officials.tell(base / code, (code,))


def _play(story: "Story") -> None:
    """From nothing to two homes that have lived the story; or what an older release played, brought up to this one."""
    base = story.base
    if (base / DONE).exists():
        for code in story.codes:
            story.run(code, "upgrade", "--backups", str(base / BACKUPS))
    else:
        clear(base)
        base.mkdir(parents=True, exist_ok=True)
        say(
            Text(
                "Preparing the demonstration: two nodes, one a government.",
                "Preparando la demostración: dos nodos, uno por gobierno.",
            )
        )
        story.play()
    for code in story.codes:
        story.run(code, "user", "officials")
    (base / DONE).write_text(json.dumps({"dialogue": DIALOGUE, "release": _release()}) + "\n")


def _is_done(base: Path) -> bool:
    """Whether the story has been played, and its tables are those of this release."""
    try:
        return bool(json.loads((base / DONE).read_text(encoding="utf-8"))["release"] == _release())
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _release() -> dict[str, str]:
    """What tells whether the tables of another start are the same: our migrations, and whose tables we use beside."""
    ours = [file.name for file in files("bilateral.node").joinpath("migrations").iterdir() if file.name[0].isdecimal()]
    return {"tables": max(ours), **{name: version(name) for name in ("django", "django-allauth")}}


def how_to_serve(base: Path) -> None:
    """For a demonstration that isn't served at once."""
    say(Text("To serve its nodes:", "Para servir sus nodos:"))
    for number, code in enumerate(codes()):
        say(Text.same(f"  {node.command()} --home {base / code} serve --port {8000 + number}"))


def clear(base: Path) -> None:
    """Remove what a demonstration leaves, and nothing else."""
    for name in [*codes(), "recovery", "papers", BACKUPS]:
        if (base / name).is_dir():
            shutil.rmtree(base / name)
    (base / DONE).unlink(missing_ok=True)


def _pair(prefix: str, text: dict[str, str]) -> list[str]:
    """A text in both languages as a command takes it."""
    return [word for lang in ("en", "es") for word in (f"--{prefix}{lang}", text[lang].strip())]


class Story:
    """Plays the steps of ``story.yaml`` in order; each names who acts."""

    def __init__(self, base: Path, stage: Stage, tell: Callable[[Text], None] = say) -> None:
        self.base, self.stage, self.tell = base, stage, tell
        self.codes = codes()
        self.proposals: dict[str, str] = {}

    def play(self) -> None:
        for party in SCRIPT["parties"]:
            self._open(party)
        for code in self.codes:
            for other in self.codes:
                if other != code:
                    self._pin(code, other)
        for number, step in enumerate(SCRIPT["steps"], 1):
            self.tell(Text(f"  {number:2}. {step['told']['en']}", f"  {number:2}. {step['told']['es']}"))
            self._step(step)

    def run(self, code: str, *arguments: str) -> Any:
        """One command of one government; what it answers, read as JSON where it is."""
        done = self.stage("--home", str(self.base / code), *arguments, env={**os.environ, "BILATERAL_HOME": ""})
        if done.code:
            raise StoryFault(
                what=Text("A step of the demonstration failed.", "Falló un paso de la demostración."),
                where=f"bilateral {' '.join(arguments)}: {done.err.strip()[-800:]}",
                do=Text("Report this with the lines above.", "Repórtalo con las líneas anteriores."),
            )
        return json.loads(done.out) if "--json" in arguments else done.out

    def _open(self, party: dict[str, Any]) -> None:
        founder = f"{party['code']}:{party['order']}:{party['name']['en']}:{party['name']['es']}"
        self.run(
            str(party["code"]), "init", "--dialogue", DIALOGUE, "--party", founder,
            "--recovery", str(self.base / "recovery" / str(party["code"])), "--demonstration",
        )  # fmt: skip

    def _pin(self, code: str, other: str) -> None:
        keys = self.run(other, "peer", "own", "--json")
        self.run(
            code, "peer", "add", keys[0]["origin"], "--key", keys[0]["key"], "--from", str(self.base / other / "public")
        )

    def _step(self, step: dict[str, Any]) -> None:
        who, does = str(step["who"]), step["does"]
        if does == "pull":
            self.run(who, "record", "pull")
        elif does == "offices":
            self.run(who, "plan", "offices", "--as", who)
        elif does == "import":
            paper = self._paper("plan.md", None)
            self.run(who, "plan", "paper", "--lang", "en", "--out", str(paper))
            found = self.run(who, "plan", "import", str(paper), "--propose", "--as", who, "--json")
            self.proposals |= {f"{step['calls']}-{n}": place for n, place in enumerate(found["proposed"], 1)}
        elif does == "propose":
            paper = self._paper(f"{step['calls']}.yaml", {"documents": step["documents"]})
            receipt = self.run(who, "act", "propose", "--file", str(paper), "--as", who, "--json")
            self.proposals[str(step["calls"])] = f"{receipt['entry']['log']}#{receipt['entry']['seq']}"
        elif does == "concur":
            for place in self._places(str(step["on"])):
                self.run(who, "act", "concur", place, "--as", who)
        elif does == "withhold":
            (place,) = self._places(str(step["on"]))
            review = (datetime.now(UTC) + timedelta(days=int(step["days"]))).date().isoformat()
            words = [*_pair("", step["text"]), *_pair("appeal-", step["appeal"]), "--office", str(step["office"])]
            more = ["--ground", str(step["ground"]), "--review", review]
            self.run(who, "seal", "withhold", place, "all", "--as", who, *more, *words)
        else:
            for place in self._places(str(step["on"])):
                words = _pair("", step["text"]) if "text" in step else []
                receipt = self.run(who, "act", str(does), place, "--as", who, *words, "--json")
                if "calls" in step:
                    self.proposals[str(step["calls"])] = f"{receipt['entry']['log']}#{receipt['entry']['seq']}"

    def _places(self, label: str) -> list[str]:
        """The proposals called ``label``; ``plan-*`` means all of them."""
        if label.endswith("*"):
            return [place for name, place in self.proposals.items() if name.startswith(label[:-1])]
        return [self.proposals[label]]

    def _paper(self, name: str, content: dict[str, Any] | None) -> Path:
        path = self.base / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path
