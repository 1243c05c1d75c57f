"""Where the salts of sealed texts come from."""

import secrets

from bilateral.record import seal


class Salts:
    """Fresh random salts, drawn from the system many at a time where many are needed: every call costs a switch."""

    def __init__(self, together: int) -> None:
        self._together, self._held = together, memoryview(b"")

    def __call__(self) -> bytes:
        if not self._held:
            self._held = memoryview(secrets.token_bytes(seal.SALT * self._together))
        salt, self._held = bytes(self._held[: seal.SALT]), self._held[seal.SALT :]
        return salt
