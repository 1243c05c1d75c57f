"""Writes the frozen table of characters that an entry may contain (spec/entry.md, 'Characters').

Run it with a Python whose Unicode is 14.0.0 (Python 3.11); any other is refused, because the table must never change.
"""

import unicodedata
from pathlib import Path

UNICODE = "14.0.0"
OUT = Path(__file__).resolve().parents[1] / "src/bilateral/record/data" / f"unicode-{UNICODE}.txt"
REFUSED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def ranges() -> list[str]:
    """Maximal runs of allowed code points, `A-B` or `A` in upper-case hexadecimal."""
    runs: list[list[int]] = []
    for point in range(0x110000):
        if point == 0x0A or unicodedata.category(chr(point)) not in REFUSED:
            if runs and runs[-1][1] == point - 1:
                runs[-1][1] = point
            else:
                runs.append([point, point])
    return [f"{low:X}-{high:X}" if low != high else f"{low:X}" for low, high in runs]


def main() -> None:
    if unicodedata.unidata_version != UNICODE:
        raise SystemExit(f"this Python has Unicode {unicodedata.unidata_version}; the table is made with {UNICODE}")
    OUT.write_text("\n".join(ranges()) + "\n", encoding="ascii")
    print(f"{OUT.name}: {len(ranges())} ranges")


if __name__ == "__main__":
    main()
