from typing import Any


def concordance(text: Any, where: str = "") -> tuple[Any, ...]:
    return ()


class Discord:
    pass
