"""Writes spec/vectors.json: the worked examples of the record's formats, from fixed seeds.

`--check` only says whether the file is fresh. What other people published (RFC 6962's empty tree, leaves and nodes, the
skylight witness key) is written here by hand, never taken from our own code.
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from bilateral.record import canonical, entry, note, proof, seal, tiles, tree
from bilateral.record.checkpoint import Checkpoint, add_signature
from bilateral.record.declared.fields import Keys
from bilateral.record.declared.statement import DOMAIN, Statement, signatures_file
from bilateral.record.keys import PrivateKey
from tools.vectors_approvals import approvals_vectors
from tools.vectors_rooms import rooms_vectors

OUT = Path(__file__).resolve().parents[1] / "spec" / "vectors.json"
ORIGIN, OTHER, AT = "hled/us", "hled/mx", 1_767_323_045
REJECTED = {
    "a space": ('{"a": 1}', "not-canonical"),
    "keys out of order": ('{"b":1,"a":2}', "not-canonical"),
    "a key twice": ('{"a":1,"a":1}', "not-canonical"),
    "an escape not needed": ('{"a":"\\u0041"}', "not-canonical"),
    "a newline at the end": ('{"a":1}\n', "not-canonical"),
    "a number written otherwise": ('{"a":-0}', "not-canonical"),
    "a fraction": ('{"a":1.5}', "bad-type"),
    "a whole number as a float": ('{"a":1e2}', "bad-type"),
    "a number beyond 53 bits": ('{"a":9007199254740992}', "int-too-big"),
    "a key that is not ASCII": ('{"á":1}', "bad-key"),
    "an empty key": ('{"":1}', "bad-key"),
    "a key with a newline": ('{"a\\nb":1}', "bad-key"),
    "not normalised": ('{"a":"e\u0301"}', "not-nfc"),
    "a tab": ('{"a":"\\t"}', "bad-character"),
    "a carriage return": ('{"a":"\\r\\n"}', "bad-character"),
    "delete": ('{"a":"\x7f"}', "bad-character"),
    "a right-to-left override": ('{"a":"\u202e"}', "bad-character"),
    "a zero-width joiner": ('{"a":"\u200d"}', "bad-character"),
    "a soft hyphen": ('{"a":"\u00ad"}', "bad-character"),
    "a line separator": ('{"a":"\u2028"}', "bad-character"),
    "private use": ('{"a":"\ue000"}', "bad-character"),
    "a noncharacter": ('{"a":"\uffff"}', "bad-character"),
    "assigned after Unicode 14.0": ('{"a":"\U0001f6dc"}', "bad-character"),
    "a lone surrogate": ('{"a":"\\ud800"}', "not-json"),
    "seventeen levels": ('{"a":' + "[" * 16 + "]" * 16 + "}", "too-deep"),
    "not an object": ("[]", "not-object"),
    "not JSON": ("{", "not-json"),
}
ACCEPTED: dict[str, Any] = {
    "empty": {},
    "sorted, no spaces": {"b": [1, -1, 0], "a": {"z": None, "Z": True, "_": False}},
    "text in both languages": {"en": "line one\nline two", "es": 'línea «uno»\\ y "dos"'},
    "the largest numbers": {"high": 2**53 - 1, "low": -(2**53) + 1},
    "outside the first plane": {"a": "🌉𝟙"},
    "sixteen levels": {"a": json.loads("[" * 15 + "]" * 15)},
}


def key(words: str) -> PrivateKey:
    return PrivateKey.generate(sha256(words.encode()).digest())


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def canonical_vectors() -> dict[str, Any]:
    table = Path(canonical.__file__).parent / "data" / canonical.TABLE
    return {
        "unicode": canonical.UNICODE,
        "characters_sha256": sha256(table.read_bytes()).hexdigest(),
        "accepted": [{"name": n, "bytes": canonical.encode(v).decode()} for n, v in ACCEPTED.items()],
        "rejected": [{"name": n, "bytes": text, "code": code} for n, (text, code) in REJECTED.items()],
    }


def tree_vectors() -> dict[str, Any]:
    leaves = [tree.leaf_hash(b"record %d" % i) for i in range(300)]
    roots = {"300": tree.root_of(leaves).hex()}
    assert b64(bytes.fromhex(roots["300"])) == "gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU="
    for size in (0, 1, 2, 3, 7, 8, 255, 256, 257):
        roots[str(size)] = tree.root_of(leaves[:size]).hex()

    def hash_at(height: int, index: int) -> bytes:
        return tree.root_of(leaves[index << height : (index + 1) << height])

    inclusions = [(0, 1), (0, 8), (5, 7), (299, 300), (255, 257)]
    consistencies = [(1, 1), (1, 2), (6, 8), (8, 300), (255, 257)]
    return {
        "leaves": "the 300 texts 'record 0' ... 'record 299'",
        "roots": roots,
        "inclusion": [
            {"index": i, "size": n, "proof": [h.hex() for h in tree.inclusion_proof(i, n, hash_at)]}
            for i, n in inclusions
        ],
        "consistency": [
            {"old": a, "size": n, "proof": [h.hex() for h in tree.consistency_proof(a, n, hash_at)]}
            for a, n in consistencies
        ],
        "paths": {
            "0/0": tiles.path(0, 0),
            "0/1234067": tiles.path(0, 1234067),
            "15/123456789 of 41": tiles.path(15, 123456789, 41),
            "entries/0 of 3": tiles.entries_path(0, 3),
        },
        "bundle": {"entries": ["", "ab"], "bytes": tiles.bundle([b"", b"ab"]).hex()},
    }


def seal_vectors() -> dict[str, Any]:
    salt, words = sha256(b"salt").digest(), "Ampliar el puente.\n"
    sealed = seal.seal_text(words, "es", salt)
    return {
        "salt": salt.hex(),
        "header": {"lang": "es", "type": "text/plain"},
        "content": words,
        "opening": sealed.opening.hex(),
        "digest": sealed.digest,
    }


def entries() -> tuple[list[entry.Entry], dict[str, bytes]]:
    """A log of two entries: a genesis and a view recorded in both languages."""
    keys = {role: key(f"{ORIGIN} {role}") for role in ("entry", "checkpoint", "cosigner", "recovery")}
    texts = {"name.en": "United States", "name.es": "Estados Unidos"}
    views = {"text.en": "We agree with the aim.", "text.es": "Compartimos el objetivo."}
    sealed = {
        n: seal.seal_text(w, n[-2:], sha256(f"salt {n}".encode()).digest()) for n, w in {**texts, **views}.items()
    }
    body = {
        "custodian": "us-node",
        "custody": "own",
        "demonstration": True,
        "dialogue": "hled",
        "keys": {
            "checkpoint": str(note.VerifierKey.of(ORIGIN, note.ED25519, keys["checkpoint"].public)),
            "cosigner": str(note.VerifierKey.of(ORIGIN, note.COSIGNER, keys["cosigner"].public)),
            "entry": keys["entry"].public.hex(),
        },
        "name": {lang: sealed[f"name.{lang}"].digest for lang in ("en", "es")},
        "order": 1,
        "party": "us",
        "recovery": [sha256(keys["recovery"].public).hexdigest()],
        "rules": 1,
        "visibility": "public",
    }
    items = [[{"digest": sealed[n].digest, "id": n} for n in sorted(names)] for names in (texts, views)]
    time = "2026-01-02T03:04:05Z"
    first = entry.sign(
        {"log": ORIGIN, "seq": 0, "act": "genesis", "time": time, "body": body, "sealed": items[0]}, keys["entry"]
    )
    second = entry.sign(
        {
            "log": ORIGIN,
            "seq": 1,
            "prev": first.leaf,
            "act": "position",
            "time": time,
            "office": "ustr",
            "seen": [{"log": OTHER, "root": tree.root_of([tree.leaf_hash(b"theirs")]).hex(), "size": 1}],
            "target": {"leaf": tree.leaf_hash(b"theirs").hex(), "log": OTHER, "seq": 0},
            "body": {"text": {lang: sealed[f"text.{lang}"].digest for lang in ("en", "es")}, "visibility": "public"},
            "sealed": items[1],
        },
        keys["entry"],
    )
    return [first, second], {s.digest: s.opening for s in sealed.values()}


def entry_vectors() -> dict[str, Any]:
    made, openings = entries()
    seeds = {r: sha256(f"{ORIGIN} {r}".encode()).hexdigest() for r in ("entry", "checkpoint", "cosigner", "recovery")}
    return {
        "seeds": seeds,
        "domain": entry.DOMAIN.decode(),
        "entries": [{"bytes": e.bytes.decode(), "leaf": e.leaf, "signer": e.signer} for e in made],
        "openings": {digest: opening.hex() for digest, opening in sorted(openings.items())},
    }


def checkpoint_vectors() -> dict[str, Any]:
    made, _ = entries()
    leaves = [bytes.fromhex(e.leaf) for e in made]
    head = Checkpoint(ORIGIN, 2, tree.root_of(leaves))
    log_key, witness = key(f"{ORIGIN} checkpoint"), key("skylight test witness key")
    witness_key = note.VerifierKey.of("witness.example.org", note.COSIGNER, witness.public)
    assert str(witness_key) == "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN"
    signed = head.sign(log_key)
    cosigned = add_signature(signed, head.cosign(witness, witness_key.name, AT))
    shown = proof.Proof(1, (leaves[0],), cosigned, None)
    return {
        "log_vkey": str(note.VerifierKey.of(ORIGIN, note.ED25519, log_key.public)),
        "cosigner_vkey": str(witness_key),
        "cosigner_seed": sha256(b"skylight test witness key").hexdigest(),
        "time": AT,
        "text": head.text().decode(),
        "signed": signed.decode(),
        "cosigned": cosigned.decode(),
        "proof": bytes(shown).decode(),
        "proof_of": 1,
    }


def keys_vectors() -> dict[str, Any]:
    """The log of `entries()` changes its keys: the statement, its authorisation, the entry that carries both."""
    made, _ = entries()
    fresh = {role: key(f"{ORIGIN} {role} 2") for role in ("entry", "checkpoint", "cosigner")}
    recovery = key(f"{ORIGIN} recovery")
    verifier = {
        role: note.VerifierKey.of(ORIGIN, kind, fresh[role].public)
        for role, kind in (("checkpoint", note.ED25519), ("cosigner", note.COSIGNER))
    }
    keys = Keys(fresh["entry"].public, verifier["checkpoint"], verifier["cosigner"])
    digest = sha256(recovery.public).hexdigest()
    said = Statement("revoke", ORIGIN, made[0].leaf, keys, (digest,), "own", "us-node", suspect=1)
    words = {"text.en": "The machine was stolen.", "text.es": "Robaron el equipo."}
    sealed = {n: seal.seal_text(w, n[-2:], sha256(f"salt keys {n}".encode()).digest()) for n, w in words.items()}
    last = Checkpoint(ORIGIN, 2, tree.root_of([bytes.fromhex(e.leaf) for e in made])).sign(key(f"{ORIGIN} checkpoint"))
    whole = said.to_json()
    body = {field: whole[field] for field in ("after", "custodian", "custody", "keys", "recovery", "suspect")}
    body |= {
        "authorised": [said.authorise(recovery).to_json()],
        "last": last.decode(),
        "text": {lang: sealed[f"text.{lang}"].digest for lang in ("en", "es")},
        "visibility": "public",
    }
    third = entry.sign(
        {
            "log": ORIGIN,
            "seq": 2,
            "prev": made[1].leaf,
            "act": "revoke",
            "time": "2026-01-03T03:04:05Z",
            "seen": made[1].fields()["seen"],
            "body": body,
            "sealed": [{"digest": sealed[n].digest, "id": n} for n in sorted(words)],
        },
        fresh["entry"],
    )
    return {
        "seeds": {role: sha256(f"{ORIGIN} {role} 2".encode()).hexdigest() for role in sorted(fresh)},
        "domain": DOMAIN.decode(),
        "statement": bytes(said).decode(),
        "statement_digest": said.digest,
        "signatures": signatures_file(said, [said.authorise(recovery)]).decode(),
        "entry": {"bytes": third.bytes.decode(), "leaf": third.leaf, "signer": third.signer},
    }


def build() -> str:
    vectors = {
        "about": "Worked examples for the pages beside this file. Made by tools/make_vectors.py.",
        "published": {
            "empty_root": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "leaf_of_nothing": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "leaf_L123456": "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
            "node_N123_N456": "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
            "root_of_300": "gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=",
            "witness_vkey": "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN",
            "path": "tile/15/x123/x456/789.p/41",
        },
        "canonical": canonical_vectors(),
        "tree": tree_vectors(),
        "seal": seal_vectors(),
        "entry": entry_vectors(),
        "checkpoint": checkpoint_vectors(),
        "keys": keys_vectors(),
        "approvals": approvals_vectors(entries()[0][1], key(f"{ORIGIN} entry")),
        "rooms": rooms_vectors(),
    }
    return json.dumps(vectors, indent=1, ensure_ascii=True) + "\n"


def main() -> int:
    text = build()
    if "--check" in sys.argv[1:]:
        fresh = OUT.exists() and OUT.read_text(encoding="ascii") == text
        print("spec/vectors.json is fresh" if fresh else "spec/vectors.json is stale: run tools/make_vectors.py")
        return 0 if fresh else 1
    OUT.write_text(text, encoding="ascii")
    print(f"spec/vectors.json: {len(text)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
