"""The secret that signs sessions and encrypts second factors: made once for a home, kept beside its keys."""

import os
import secrets
from contextlib import suppress

from bilateral.node.home import Home

FILE = "web.secret"


def web_secret(home: Home) -> str:
    """The home's secret, made where there is none yet; where there is no home, one for this process alone."""
    if not home.exists:
        return secrets.token_urlsafe(48)
    path = home.keys / FILE
    with suppress(OSError):
        return path.read_text(encoding="ascii")
    draft = home.keys / f".{FILE}.{os.getpid()}"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # two processes at their first start: the first one's stands
            os.link(draft, path)
        draft.unlink()
        return path.read_text(encoding="ascii")
    except OSError:  # a home that can only be read serves public pages; nobody stays signed in across processes
        return secrets.token_urlsafe(48)
