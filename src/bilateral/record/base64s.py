"""Base 64 (RFC 4648 section 4) read strictly: padding present, spare bits zero, nothing else between."""

import base64
import binascii


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes | None:
    """The bytes, or None where the text isn't the one way of writing them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if encode(data) == text else None
