"""Check digits: whether a number that looks like a key or an account can be one.

CURP and RFC by the rules of RENAPO and SAT, CLABE by ABM's (weights 3, 7, 1), cards by Luhn (ISO/IEC 7812-1), IBAN by
ISO 7064 mod 97-10. Not here: where in a text they stand.
"""

import re
from typing import Final

_CURP: Final = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_RFC: Final = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
_MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CARDS: Final = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}"
)
_ONCE: Final = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED: Final = bytes.maketrans(b"0123456789", bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))


def date_ok(yymmdd: str) -> bool:
    month, day = int(yymmdd[2:4]), int(yymmdd[4:6])
    return 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]


def curp_ok(key: str) -> bool:
    total = sum(_CURP.index(c) * (18 - n) for n, c in enumerate(key[:17]))
    return date_ok(key[4:10]) and key[17] == str(-total % 10)


def rfc_ok(key: str) -> bool:
    """Of a person (13) or a company (12): the last character is a digit or A."""
    padded = key.rjust(13)
    total = sum(_RFC.index(c) * (13 - n) for n, c in enumerate(padded[:12]))
    return date_ok(padded[4:10]) and padded[12] == "0123456789A"[-total % 11]


def ine_ok(key: str) -> bool:
    """A voter key has no published check digit: its date and state (1 to 32, 33 born abroad) must exist."""
    return date_ok(key[6:12]) and 1 <= int(key[12:14]) <= 33


def ssn_ok(digits: str) -> bool:
    return digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"


def clabe_ok(digits: str) -> bool:
    total = sum(int(d) * (3, 7, 1)[n % 3] % 10 for n, d in enumerate(digits[:17]))
    return digits[17] == str(-total % 10) and digits[:3] != "000"


def luhn_ok(digits: str) -> bool:
    said = digits.encode()
    return (sum(said[::-2].translate(_ONCE)) + sum(said[-2::-2].translate(_DOUBLED))) % 10 == 0


def card_ok(digits: str) -> bool:
    return bool(_CARDS.fullmatch(digits)) and luhn_ok(digits)


def iban_ok(account: str) -> bool:
    moved = account[4:] + account[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1
