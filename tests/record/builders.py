"""A small world for tests: parties with keys and logs in memory, acts appended to them, exports written to a folder.

    us, mx = parties("us", "mx")
    us.act("ack", seen=[mx])
    us.act("position", sealed={"text.en": "words", "text.es": "palabras"})
    export(tmp_path, us, mx)

Everything is deterministic: keys and salts come from names and counters.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from bilateral.record import canonical, entry, seal, tree
from bilateral.record.checkpoint import Checkpoint, add_signature
from bilateral.record.entry import Entry
from bilateral.record.folder import VERIFIERS, verifiers_text, write_file, write_log
from bilateral.record.keys import PrivateKey
from bilateral.record.note import COSIGNER, ED25519, VerifierKey

TIME = "2026-01-02T03:04:05Z"
COSIGNED_AT = 1_767_323_045


def key(words: str) -> PrivateKey:
    """A key from words: the same words, the same key."""
    return PrivateKey.generate(sha256(words.encode()).digest())


@dataclass
class Party:
    """One party: its three keys, its log, and the openings of what it sealed."""

    code: str
    dialogue: str = "hled"
    order: int = 1
    custody: str = "own"
    custodian: str = ""
    seed: str = ""
    recoveries: int = 1
    turn: int = 1
    entries: list[Entry] = field(default_factory=list)
    openings: dict[str, bytes] = field(default_factory=dict)
    frontier: tree.Frontier = field(default_factory=tree.Frontier)
    hidden: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entry_key, self.checkpoint_key, self.cosigner_key = self.fresh()
        self.custodian = self.custodian or self.code
        self.declaring = 0
        self.recovery = [key(f"{self.seed}{self.origin} recovery{n or ''}") for n in range(self.recoveries)]

    @property
    def origin(self) -> str:
        return f"{self.dialogue}/{self.code}" + (f"/{self.turn}" if self.turn > 1 else "")

    def fresh(self, generation: str = "") -> tuple[PrivateKey, PrivateKey, PrivateKey]:
        """Three keys, other ones for each generation."""
        roles = ("entry", "checkpoint", "cosigner")
        entry, checkpoint, cosigner = (key(f"{self.seed}{self.origin} {role}{generation}") for role in roles)
        return entry, checkpoint, cosigner

    @property
    def checkpoint_verifier(self) -> VerifierKey:
        return VerifierKey.of(self.origin, ED25519, self.checkpoint_key.public)

    @property
    def cosigner_verifier(self) -> VerifierKey:
        return VerifierKey.of(self.origin, COSIGNER, self.cosigner_key.public)

    @property
    def head(self) -> Checkpoint:
        return Checkpoint(self.origin, self.frontier.size, self.frontier.root())

    def genesis_body(self) -> dict[str, Any]:
        return {
            "custodian": self.custodian,
            "custody": self.custody,
            "demonstration": True,
            "dialogue": self.dialogue,
            "keys": self.keys_body(),
            "name": {},
            "order": self.order,
            "party": self.code,
            "recovery": [sha256(each.public).hexdigest() for each in self.recovery],
            "rules": 1,
        }

    def keys_body(self, ring: tuple[PrivateKey, PrivateKey, PrivateKey] | None = None) -> dict[str, str]:
        entry, checkpoint, cosigner = ring or (self.entry_key, self.checkpoint_key, self.cosigner_key)
        return {
            "checkpoint": str(VerifierKey.of(self.origin, ED25519, checkpoint.public)),
            "cosigner": str(VerifierKey.of(self.origin, COSIGNER, cosigner.public)),
            "entry": entry.public.hex(),
        }

    def change_body(
        self,
        act: str,
        ring: tuple[PrivateKey, PrivateKey, PrivateKey],
        signers: Iterable[PrivateKey],
        suspect: int | None = None,
        statement: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The body of a change of keys, signed by these recovery keys; `statement` replaces what they sign."""
        said = {
            "act": act,
            "after": self.entries[self.declaring].leaf,
            "custodian": self.custodian,
            "custody": self.custody,
            "keys": self.keys_body(ring),
            "log": self.origin,
            "recovery": [sha256(each.public).hexdigest() for each in self.recovery],
            "suspect": None if suspect is None else {"from": suspect},
            "v": 1,
            **(statement or {}),
        }
        message = b"bilateral/keys/v1\n" + canonical.encode(said)
        authorised = [
            {"key": each.public.hex(), "sig": base64.b64encode(each.sign(message)).decode()}
            for each in sorted(signers, key=lambda k: k.public)
        ]
        fields = ("after", "custodian", "custody", "keys", "recovery", *(["suspect"] if act == "revoke" else []))
        return {**{f: said[f] for f in fields}, "authorised": authorised, "last": self.signed().decode(), "text": {}}

    def change_keys(
        self,
        act: str,
        generation: str,
        suspect: int | None = None,
        signers: Iterable[PrivateKey] | None = None,
        **body: Any,
    ) -> Entry:
        """Append a rotate or revoke to the keys of that generation; `body` replaces fields after they were signed."""
        ring = self.fresh(generation)
        whole = {**self.change_body(act, ring, self.recovery if signers is None else signers, suspect), **body}
        self.entry_key, self.checkpoint_key, self.cosigner_key = ring
        made = self.act(act, sealed={"text.en": "New machines.", "text.es": "Equipos nuevos."}, body=whole)
        self.declaring = made.seq
        return made

    def begin(self, **changes: Any) -> "Party":
        """Append the genesis; `changes` replace fields of its body."""
        names = {f"name.{lang}": f"Party {self.code}" for lang in ("en", "es")}
        self.act("genesis", sealed=names, body={**self.genesis_body(), **changes})
        return self

    def successor(
        self,
        *before: "Party",
        seen: Iterable["Party"] = (),
        ring: tuple[PrivateKey, PrivateKey, PrivateKey] | None = None,
        **changes: Any,
    ) -> "Party":
        """A log that goes on for this party's, all of whose keys are lost, and for those that succeeded it before."""
        logs = (self, *before)
        made = Party(self.code, self.dialogue, self.order, self.custody, self.custodian, turn=len(logs) + 1)
        made.entry_key, made.checkpoint_key, made.cosigner_key = ring or made.fresh()
        cuts = [{"log": p.origin, "root": p.head.root.hex(), "size": p.head.size} for p in logs]
        words = {f"name.{lang}": f"Party {self.code}" for lang in ("en", "es")}
        words |= {f"text.{lang}": "Every key was lost." for lang in ("en", "es")}
        body = {**made.genesis_body(), "succeeds": cuts, "text": {}, **changes}
        made.act("genesis", sealed=words, body=body, seen=(*logs, *seen))
        return made

    def name_items(self, act: str, target: Entry, /, *items: str, **changes: Any) -> Entry:
        """Append an act that names items of an earlier entry; `changes` replace fields of the entry or of its body."""
        words = ["text", *(["appeal"] if act in ("withhold", "redact") else [])]
        words = [] if act == "release" else words
        replaced = [f"replacement{n}" for n, _ in enumerate(items)] if act == "redact" else []
        new = {f"{word}.{lang}": f"{word} {lang}" for word in words for lang in ("en", "es")}
        sealed = {place: self.seal(said).digest for place, said in (new | dict.fromkeys(replaced, "XXX")).items()}
        body: dict[str, Any] = {"items": sorted(items), "visibility": "public", "text": None}
        body |= {word: {lang: sealed[f"{word}.{lang}"] for lang in ("en", "es")} for word in words}
        body |= {} if act == "release" else {"ground": "personal-data"}
        body |= {"review": "2026-12-31"} if act in ("withhold", "redact") else {}
        body |= {"backups": "2026-03-01"} if act == "erase" else {}
        if act == "redact":
            body["replacements"] = [{"item": i, "by": sealed[r]} for i, r in zip(sorted(items), replaced, strict=True)]
        fields = {k: changes.pop(k) for k in ("office", "refs", "target") if k in changes}
        listed = changes.pop("listed", [{"digest": sealed[place], "id": place} for place in sorted(sealed)])
        whole = {"office": "ustr", "target": target.ref.to_json(), **fields}
        return self.act(act, body={**body, **changes}, listed=listed, **whole)

    def seal(self, words: str) -> seal.Sealed:
        salt = sha256(f"{self.seed}{self.origin} {len(self.openings)}".encode()).digest()
        sealed = seal.seal_text(words, "en", salt)
        self.openings[sealed.digest] = sealed.opening
        return sealed

    def act(
        self,
        act: str,
        *,
        body: Mapping[str, Any] | None = None,
        sealed: Mapping[str, str] | None = None,
        visibility: str = "public",
        seen: Iterable["Party"] = (),
        listed: Iterable[Mapping[str, str]] = (),
        **fields: Any,
    ) -> Entry:
        """Append an act, with words to seal (`sealed`) or items sealed before (`listed`).

        `seen` are parties whose whole logs so far it has seen; what was seen before stays seen.
        """
        items = {place: self.seal(words).digest for place, words in (sealed or {}).items()}
        whole = {"visibility": visibility, **(body or {})}
        if act == "genesis" and whole.get("name") == {}:
            whole["name"] = {lang: items[f"name.{lang}"] for lang in ("en", "es")}
        if act in ("genesis", "rotate", "revoke") and whole.get("text") == {}:
            whole["text"] = {lang: items[f"text.{lang}"] for lang in ("en", "es")}
        heads = {s.log: {"log": s.log, "root": s.root, "size": s.size} for s in self._last_seen()}
        heads |= {p.origin: {"log": p.origin, "root": p.head.root.hex(), "size": p.head.size} for p in seen}
        made = entry.sign(
            {
                "log": self.origin,
                "seq": len(self.entries),
                "prev": self.entries[-1].leaf if self.entries else "",
                "act": act,
                "time": TIME,
                "seen": [heads[log] for log in sorted(heads)],
                "body": whole,
                "sealed": [*listed, *({"digest": items[place], "id": place} for place in sorted(items))],
                **fields,
            },
            self.entry_key,
        )
        self.append(made)
        return made

    def append(self, made: Entry) -> None:
        """Put an entry on the log whatever it says: tests of bad logs need it."""
        self.entries.append(made)
        self.frontier.append(bytes.fromhex(made.leaf))

    def _last_seen(self) -> tuple[Any, ...]:
        return self.entries[-1].seen if self.entries else ()

    def signed(self, *cosigners: "Party") -> bytes:
        """The checkpoint's note, attested by other parties."""
        note = self.head.sign(self.checkpoint_key)
        for other in cosigners:
            note = add_signature(note, self.head.cosign(other.cosigner_key, other.origin, COSIGNED_AT))
        return note

    def released(self) -> list[bytes]:
        """The openings of what its public entries sealed, without those in `hidden` and with those in `shown`."""
        public = [item.digest for e in self.entries if e.public for item in e.sealed]
        return [self.openings[digest] for digest in {*public, *self.shown} - self.hidden]


def parties(*codes: str, **fields: Any) -> tuple[Party, ...]:
    """Parties with their genesis, in the order given."""
    return tuple(Party(code, order=i, **fields).begin() for i, code in enumerate(codes, 1))


def export(root: Path, *all_parties: Party, cosign: bool = True) -> Path:
    """A publication of every party's log, each attested by the others."""
    for party in all_parties:
        others = [p for p in all_parties if p is not party] if cosign else []
        entries = [e.bytes for e in party.entries]
        write_log(
            root, party.origin, lambda start, e=entries: e[start:], party.signed(*others), party.released(), False
        )
    keys = [k for p in all_parties for k in (p.checkpoint_verifier, p.cosigner_verifier)]
    write_file(root / VERIFIERS, verifiers_text(keys), durable=False)
    return root


def story(*codes: str) -> tuple[Party, ...]:
    """A short exchange in which every party acts, sees the others, shows words and keeps some sealed."""
    everyone = parties(*(codes or ("us", "mx")))
    for party in everyone:
        others = [p for p in everyone if p is not party]
        party.act("position", sealed={"text.en": "words", "text.es": "palabras"}, seen=others)
        party.act("position", sealed={"text.en": "kept back"}, visibility="sealed")
        last = others[0].entries[-1]
        party.act("ack", seen=others, refs=[{"rel": "answers", "log": last.log, "seq": last.seq, "leaf": last.leaf}])
    return everyone
