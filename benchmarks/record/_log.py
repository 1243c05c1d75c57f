"""A signed log of any length for the audit, and its cryptography alone, each half in a process of its own.

Entries are written without the room's checks on writing, which would take as long as the audit; the audit that follows
shows that they are right.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.record._measure import SEED
from bilateral.record import base64s, canonical, seal, tree
from bilateral.record.audit.ahead import DOMAIN
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.entry import BLANK
from bilateral.record.folder import VERIFIERS, verifiers_text, write_file, write_log
from bilateral.record.keys import PrivateKey
from bilateral.record.note import COSIGNER, ED25519, VerifierKey

ORIGIN = "bench/one"
TIME = "2026-01-02T03:04:05Z"


def key(words: str) -> PrivateKey:
    return PrivateKey.generate(sha256(f"{SEED} {words}".encode()).digest())


ENTRY, CHECKPOINT, COSIGNS = key("entry"), key("checkpoint"), key("cosigner")
KEYS = (
    VerifierKey.of(ORIGIN, ED25519, CHECKPOINT.public),
    VerifierKey.of(ORIGIN, COSIGNER, COSIGNS.public),
)
NAMES = {lang: seal.seal_text("One", lang, sha256(lang.encode()).digest()) for lang in ("en", "es")}
GENESIS = {
    "custodian": "one",
    "custody": "own",
    "demonstration": True,
    "dialogue": "bench",
    "keys": {"checkpoint": str(KEYS[0]), "cosigner": str(KEYS[1]), "entry": ENTRY.public.hex()},
    "name": {lang: sealed.digest for lang, sealed in NAMES.items()},
    "order": 1,
    "party": "one",
    "recovery": [sha256(b"recovery").hexdigest()],
    "rules": 1,
    "visibility": "public",
}
FIRST_SEALED = [{"digest": NAMES[lang].digest, "id": f"name.{lang}"} for lang in ("en", "es")]


def entries(n: int) -> Iterator[bytes]:
    """A genesis, then positions on it with sealed words in two languages, of some 800 bytes."""
    prev, first = "", ""
    for seq in range(n):
        words = {lang: sha256(b"%d %s" % (seq, lang.encode())).hexdigest() for lang in ("en", "es")}
        fields = {
            **BLANK,
            "act": "position" if seq else "genesis",
            "body": {"text": words, "visibility": "sealed"} if seq else GENESIS,
            "log": ORIGIN,
            "prev": prev,
            "sealed": [{"digest": words[k], "id": f"text.{k}"} for k in sorted(words)] if seq else FIRST_SEALED,
            "seq": seq,
            "signer": ENTRY.id,
            "target": {"leaf": first, "log": ORIGIN, "seq": 0} if seq else None,
            "time": TIME,
        }
        signature = ENTRY.sign(DOMAIN + canonical.write(fields))
        data = canonical.write({**fields, "sig": base64s.encode(signature)})
        prev = tree.leaf_hash(data).hex()
        first = first or prev
        yield data


def write(root: Path, n: int) -> None:
    """The log published in a folder."""
    made, frontier = list(entries(n)), tree.Frontier()
    frontier.extend(map(tree.leaf_hash, made))
    signed = Checkpoint(ORIGIN, n, frontier.root()).sign(CHECKPOINT)
    write_log(root, ORIGIN, lambda start: made[start:], signed, [s.opening for s in NAMES.values()], durable=False)
    write_file(root / VERIFIERS, verifiers_text(KEYS), durable=False)


# In a worker: what it was given before the clock started.
_held: dict[str, list[tuple[bytes, bytes, bytes]]] = {}


def hold(n: int, part: int, parts: int) -> int:
    """Make this worker's share of signed messages ready."""
    shares = []
    for data in list(entries(n))[part::parts]:
        fields = canonical.decode(data)
        signature = base64s.decode(fields.pop("sig")) or b""
        shares.append((data, DOMAIN + canonical.write(fields), signature))
    _held["share"] = shares
    return len(shares)


def cryptography_alone() -> int:
    """Each signature verified once by OpenSSL, each leaf hashed once and each node once: nothing an audit can omit."""
    public, pair = Ed25519PublicKey.from_public_bytes(ENTRY.public), bytes(65)
    for data, message, signature in _held["share"]:
        public.verify(signature, message)
        sha256(data).digest()
        sha256(pair).digest()
    return len(_held["share"])
