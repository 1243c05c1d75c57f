"""Draws what a room's benchmarks measured: one panel a benchmark, ours and the peer by size, labels in both languages.

    python -m benchmarks.picture record      writes benchmarks/results/record/rates.svg from the JSON files beside it

Both axes are logarithmic. Plain SVG, so that it shows in any browser and its numbers can be read as text.
"""

import json
import math
import sys
from html import escape
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
WIDE, HIGH, LEFT, TOP, BETWEEN = 400, 250, 70, 60, 110
OURS, PEER = "#1a4480", "#c05600"
STYLE = "font-family:'Public Sans',system-ui,sans-serif;font-size:13px"


def power(exponent: float) -> str:
    """10 to that power in words that fit an axis."""
    names = {0: "1", 1: "10", 2: "100", 3: "1 k", 4: "10 k", 5: "100 k", 6: "1 M", 7: "10 M"}
    return names.get(round(exponent), f"1e{round(exponent)}")


def text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#1b1b1b", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(words)}</text>'


def panel(result: dict[str, Any], x: float, y: float) -> str:
    """One benchmark's axes, two lines, and the ratio at each size."""
    points = result["points"]
    values = [math.log10(p[side]) for p in points for side in ("ours", "peer")]
    low, high = math.floor(min(values)), math.ceil(max(values))
    first, last = math.log10(points[0]["n"]), math.log10(points[-1]["n"])

    def across(n: float) -> float:
        return x + WIDE * (0.5 if last == first else (math.log10(n) - first) / (last - first))

    def up(value: float) -> float:
        return y + HIGH - HIGH * (math.log10(value) - low) / max(1, high - low)

    parts = [
        text(x, y - 34, result["label"]["en"], bold=True),
        text(x, y - 16, result["label"]["es"], colour="#565c65"),
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="none" stroke="#dfe1e2"/>',
    ]
    for exponent in range(low, high + 1):
        at = up(10**exponent)
        parts.append(f'<line x1="{x}" y1="{at:.1f}" x2="{x + WIDE}" y2="{at:.1f}" stroke="#dfe1e2"/>')
        parts.append(text(x - 8, at + 4, power(exponent), "end", "#565c65"))
    for side, colour, dash in (("ours", OURS, ""), ("peer", PEER, ' stroke-dasharray="6 4"')):
        line = " ".join(f"{across(p['n']):.1f},{up(p[side]):.1f}" for p in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>')
        parts += [f'<circle cx="{across(p["n"]):.1f}" cy="{up(p[side]):.1f}" r="4" fill="{colour}"/>' for p in points]
    for p in points:
        parts.append(text(across(p["n"]), y + HIGH + 18, power(math.log10(p["n"])), "middle", "#565c65"))
        parts.append(text(across(p["n"]), y + HIGH + 36, f"× {p['ratio']:.2f}", "middle"))
    parts.append(text(x, y + HIGH + 54, f"- - -  {result['peer']}", colour=PEER))
    return "\n".join(parts)


def picture(room: str, results: list[dict[str, Any]]) -> str:
    rows = -(-len(results) // 2)
    width, height = 2 * (WIDE + LEFT) + 90, TOP + 40 + rows * (HIGH + BETWEEN) + 20
    machine = results[0]["machine"]
    about = (
        f"{machine['processor']}, {machine['cores']} cores / núcleos, {machine['system']}, Python {machine['python']}"
    )
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="{STYLE}" role="img">',
        f"<title>{escape(room)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        text(LEFT, 24, "— ours / lo nuestro   - - -  peer / comparación   × ratio / razón", colour=OURS),
        text(LEFT, 44, f"{about}; x: entries / asientos", colour="#565c65"),
    ]
    panels = [
        panel(result, LEFT + i % 2 * (WIDE + LEFT + 40), TOP + 50 + i // 2 * (HIGH + BETWEEN))
        for i, result in enumerate(results)
    ]
    return "\n".join([*head, *panels, "</svg>\n"])


def main(rooms: list[str]) -> int:
    for room in rooms:
        files = sorted((RESULTS / room).glob("*.json"))
        read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        results = [result for result in read if "label" in result]
        if not results:
            print(f"No results for {room} yet: make bench ROOM={room}")
            return 1
        target = RESULTS / room / "rates.svg"
        target.write_text(picture(room, results), encoding="utf-8")
        print(target.relative_to(RESULTS.parent.parent))
    return 0 if rooms else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
