"""What comes over a dialogue later, played on a demonstration through real commands: texts that are withheld, replaced,
released and erased, keys that are changed and revoked, an agreement undone together, a record that goes on in another.

`PAGES` are the pages that show it, as the first government's node serves them.
"""

import shutil
from pathlib import Path
from typing import Any

from tests.cli.conftest import Forker, Node

DIALOGUE = "hled-demo"
APPEAL = (
    "--appeal-en",
    "Anyone may ask the office in writing to look at this again; it answers within 20 working days.",
    "--appeal-es",
    "Cualquier persona puede pedir por escrito a la dependencia que lo revise; responde en 20 días hábiles.",
)
REVIEW = ("--review", "2099-06-30", *APPEAL)
PAGES = [
    "/withheld/",
    "/withheld/?state=erased",
    "/record/",
    "/decisions/?status=annulled",
    "/action/us/i-3-green-technology/",
    "/action/us/i-1-supply-shocks/",
    "/action/us/iv-4-technical-training/",
    "/line/us/line-1-1/",
    "/office/us/ita/",
    "/office/us/dol/",
    "/office/mx/stps/",
]


def why(en: str, es: str, ground: str, office: str) -> tuple[str, ...]:
    return ("--ground", ground, "--office", office, "--en", en, "--es", es)


def copy_of(demo: Path, base: Path) -> Path:
    """The nodes of a demonstration once more, each the other's peer."""
    shutil.copytree(demo, base)
    for settings in base.glob("*/bilateral.toml"):
        settings.write_text(settings.read_text().replace(str(demo), str(base)))
    return base


class Aftermath:
    """The two nodes of a copy of a demonstration, and the entries that come about."""

    def __init__(self, base: Path, forker: Forker) -> None:
        self.base, self.forker = base, forker
        self.us, self.mx = (Node(forker, base / code, code) for code in ("us", "mx"))
        self.entries: list[str] = []

    @classmethod
    def of(cls, demo: Path, base: Path, forker: Forker) -> "Aftermath":
        """On a copy: the demonstration itself stays as it is."""
        return cls(copy_of(demo, base), forker)

    def play(self) -> "Aftermath":
        self._texts()
        self._joint_text()
        self._keys()
        self._undone()
        self._goes_on()
        return self

    @property
    def pages(self) -> list[str]:
        """The pages that show it, the entries among them."""
        places = [each.removeprefix(f"{DIALOGUE}/").partition("#") for each in self.entries]
        return [*PAGES, *(f"/record/{log}/{seq}/" for log, _, seq in places)]

    def pull(self, *codes: str) -> None:
        for code in codes:
            getattr(self, code)("record", "pull")

    def said(self, node: Node, *arguments: object) -> str:
        """An act; its place, which is one of the pages to look at."""
        entry: Any = node(*arguments, "--json").json["entry"]
        place = entry if isinstance(entry, str) else f"{entry['log']}#{entry['seq']}"
        self.entries.append(place)
        return place

    def _texts(self) -> None:
        """Views of each side: one replaced, one withheld and released again, one erased and confirmed."""
        us, mx = self.us, self.mx
        training = next(
            p for p in mx("act", "list", "--status", "open", "--json").json["items"] if p["proposer"]["code"] == "mx"
        )
        about = f"{training['ref']['log']}#{training['ref']['seq']}"
        words = ("--en", "Ms. Rosa Ayala of the chamber told us so.", "--es", "Nos lo dijo Rosa Ayala, de la cámara.")
        one, two = (self.said(us, "act", "position", about, *words) for _ in range(2))
        instead = (
            "--instead",
            "text.en=A person of the chamber told us so.",
            "--instead",
            "text.es=Nos lo dijo una persona de la cámara.",
        )
        named = why(
            "It names a person who had not been asked.",
            "Nombra a una persona a quien no se consultó.",
            "personal-data",
            "ita",
        )
        self.said(us, "seal", "redact", one, "all", *instead, *named, *REVIEW)
        self.said(us, "seal", "withhold", two, "all", *named, *REVIEW)
        shown = ("--office", "ita", "--en", "The person has agreed.", "--es", "La persona dio su consentimiento.")
        self.said(us, "seal", "release", two, "all", *shown)
        gone = self.said(mx, "act", "position", about, *words)
        self.pull("us")
        threatened = why("Somebody was threatened.", "Alguien recibió amenazas.", "safety", "stps")
        self.said(mx, "seal", "erase", gone, "all", "--for-good", *threatened)
        office = next(each for each in us("act", "show", f"{DIALOGUE}/us:dol", "--json").json["versions"])
        listed = f"{office['ref']['log']}#{office['ref']['seq']}"
        texts = us("seal", "list", listed, "--json").json
        english = next(text["id"] for text in texts if (text["text"] or "").startswith("Department of Labor"))
        self.said(us, "seal", "withhold", listed, english, *named, *REVIEW)
        self.pull("us", "mx")

    def _joint_text(self) -> None:
        """A title that both agreed, replaced by an agreed removal."""
        us, mx = self.us, self.mx
        listed = f"{DIALOGUE}/us#6"
        title = next(text for text in us("seal", "list", listed, "--json").json if text["id"].endswith("title.en"))
        fields = {
            "title": "en: Removal of a title | es: Retiro de un título",
            "target": listed,
            "items": title["digest"],
            "what": "redact",
            "ground": "rights",
            "reason": "en: A firm owns the name. | es: El nombre es de una empresa.",
        }
        sets = [part for field, value in fields.items() for part in ("--set", f"{field}={value}")]
        removal = self.said(us, "act", "propose", "removal", "--name", "removal-1", *sets)
        self.pull("mx")
        mx("act", "concur", removal)
        self.pull("us")
        owned = why("A firm owns the name.", "El nombre es de una empresa.", "rights", "ita")
        self.said(
            us, "seal", "redact", listed, title["id"], "--instead", f"{title['id']}=Courses for trades", *owned, *REVIEW
        )
        self.pull("mx", "us")

    def _keys(self) -> None:
        """The first government changes its keys; the second revokes its own, and what it signed since is contested."""
        for node, verb, more, en, es in (
            (self.us, "rotate", (), "New machines.", "Equipos nuevos."),
            (self.mx, "revoke", ("--suspect-from", "8"), "A machine was stolen.", "Robaron un equipo."),
        ):
            statement = self.base / f"{node.code}.statement"
            node("keys", "prepare", *more, "--out", statement)
            spare = self.base / "recovery" / node.code / f"{DIALOGUE}-{node.code}.recovery.key"
            self.forker("keys", "authorise", statement, "--recovery", spare, "--yes")
            signed = f"{statement}.signed"
            self.said(node, "keys", verb, statement, signed, "--text-en", en, "--text-es", es)
        self.pull("us", "mx")

    def _undone(self) -> None:
        """What was agreed with contested keys is undone together."""
        missions = f"{DIALOGUE}/us#10"
        fields = {
            "title": "en: The trade missions are not complete | es: Las misiones comerciales no han concluido",
            "target": missions,
            "reason": "en: A stolen machine signed the agreement. | es: La conformidad la firmó un equipo robado.",
        }
        sets = [part for field, value in fields.items() for part in ("--set", f"{field}={value}")]
        place = self.said(self.mx, "act", "propose", "annulment", "--name", "undo-1", *sets)
        self.pull("us")
        self.us("act", "concur", place)
        self.pull("mx", "us")
        self.entries += [missions, f"{DIALOGUE}/mx#8"]

    def _goes_on(self) -> None:
        """The first government loses every key and speaks from another record."""
        us, mx = self.us, self.mx
        for key in (us.path / "keys").glob("*.key"):
            key.unlink()
        words = (
            "--text-en",
            "A fire took the machine and the safe.",
            "--text-es",
            "Un incendio se llevó el equipo y la caja fuerte.",
        )
        opened = us("keys", "succeed", "--recovery", self.base / "new-safe", *words, "--json").json
        self.entries.append(f"{DIALOGUE}/us/2#0")
        mx("peer", "add", f"{DIALOGUE}/us/2", "--key", opened["key"], "--from", us.path / "public")
        self.pull("mx")
        self.said(mx, "act", "recognise", f"{DIALOGUE}/us/2")
        self.pull("us", "mx", "us")
        later = self.said(
            us, "act", "propose", "action", "--name", f"{DIALOGUE}/us:i-1-supply-shocks", "--set", "due=2026-06-30"
        )
        self.pull("mx")
        mx("act", "concur", later)
        self.pull("us")
