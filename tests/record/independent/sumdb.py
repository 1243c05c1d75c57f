"""Go's golang.org/x/mod/sumdb as Debian packages it, behind one small program: questions in, answers out."""

import base64
import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import machine
from tests.record.independent.publications import LOG_VKEY, WITNESS_VKEY, Publication

SOURCE = Path(__file__).parent / "go" / "main.go"


def build(folder: Path) -> Path:
    """The program, built without any network: GOPATH mode, with what Debian put under its GOPATH."""
    program = folder / "sumdb"
    env = {**os.environ, "GO111MODULE": "off", "GOFLAGS": "", "GOPATH": str(machine.GOPATH), "GOCACHE": str(folder)}
    subprocess.run(["go", "build", "-o", str(program), str(SOURCE)], env=env, check=True)
    return program


@dataclass
class Sumdb:
    program: Path

    def ask(self, questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """One answer for each question; `error` is empty where Go agrees."""
        lines = "".join(json.dumps(question, default=_plain) + "\n" for question in questions)
        done = subprocess.run([str(self.program)], input=lines, capture_output=True, text=True, check=True)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == lines.count("\n"), done.stderr
        return answers


def _plain(value: object) -> str:
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()


def note_question(note: bytes, witness: bool = True) -> dict[str, Any]:
    return {"ask": "note", "note": note, "log": str(LOG_VKEY), "cosigns": [str(WITNESS_VKEY)] if witness else []}


def log_question(publication: Publication, **more: Any) -> dict[str, Any]:
    asked = {**note_question(publication.checkpoint), "ask": "log", "dir": str(publication.base), "all": True}
    return {**asked, "indexes": publication.indexes, "older": publication.older, **more}


def proof_question(ask: str, proof: list[bytes], size: int, root: bytes, index: int, leaf: bytes) -> dict[str, Any]:
    """`index` and `leaf` are a record's; for "tree" they are the older size and its root."""
    return {"ask": ask, "proof": proof, "size": size, "root": root, "index": index, "leaf": leaf}


def hashes(answers: list[str]) -> list[bytes]:
    return [base64.b64decode(text) for text in answers]
