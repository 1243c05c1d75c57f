"""LibreOffice as the other editor: started, told what to do, and gone again."""

import json
import subprocess
import uuid
from pathlib import Path
from typing import Any, Final

from tests import machine

STOP_AFTER: Final = 300
"""Seconds: a program that hangs must not hang the tests; nothing is concluded from how long it took."""
EDITOR: Final = Path(__file__).with_name("other_editor.py")


def edited(folder: Path, data: bytes, *steps: list[Any]) -> bytes:
    """A .docx as LibreOffice saves it after these steps (see other_editor.py)."""
    pipe = f"bilateral{uuid.uuid4().hex}"
    source, target = folder / "out.docx", folder / "back.docx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen([*command, "--nologo", f"--accept=pipe,name={pipe};urp;"])
    try:
        asked = [machine.OFFICE_PYTHON, EDITOR, pipe, source.as_uri(), target.as_uri(), json.dumps(steps)]
        subprocess.run(asked, check=True, timeout=STOP_AFTER)
        office.wait(STOP_AFTER)
    finally:
        if office.poll() is None:
            office.kill()
            office.wait()
    return target.read_bytes()
