"""The bridge: the product's picture of one action, as pure functions from values to SVG.

A cable-stayed bridge is built from its towers outward. A tower is one party; a stay is one of its milestones, full when
done, thin and dashed while it waits; the deck is as long as that party has reported; the keystone is set only when all
concur. `bridge` is the large picture, `span` the small one for rows of many. Two parties are two banks; further ones
are towers between them, building both ways, with a joint to close on either side. Done stays come first whatever their
order, because a cantilever hangs on the stays behind it.

For a strict CSP there is no style, neither attribute nor element. Colours are the `color` of the classes `bank-1`,
`bank-2`, ..., `both`, `ink`, `paper`, `ground`, `water`, `guide`, with presentation attributes to fall back on. Ids
begin with `uid`, which must differ between the pictures of one page. Not here: what counts as late or stale (dialogue),
the table that says it in full (web).
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from bilateral.press.bridge_marks import PAPER, mark
from bilateral.press.bridge_sides import STATES, Side, State, Stay, in_words

__all__ = ["BANK_COLOURS", "STATES", "Side", "State", "Stay", "bridge", "in_words", "span"]

BANK_COLOURS: Final = ("#1f4d8f", "#0b6b4b", "#6a3d7a", "#8a3b2a", "#3f5a63")
_HATCH: Final = (45, -45, 90, 0, 20)
_UID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class _Look:
    """What differs between the large picture and the small one."""

    width: float
    height: float
    deck: float
    thick: float
    top: float
    foot: float
    bank: float
    stay: float
    dash: str
    key: float
    large: bool


@dataclass(frozen=True, slots=True)
class _Arm:
    """One half of a deck: from a tower, in one direction, this long when complete."""

    x: float
    way: int
    length: float

    def at(self, share: float) -> float:
        return self.x + self.way * self.length * share


def bridge(sides: tuple[Side, ...], keystone: State, label: str, width: int = 720, *, uid: str = "bridge") -> str:
    """The large picture; `label` says in words what it shows (see `in_words`). For phones draw it 390 wide."""
    bank = min(150.0, width * 0.2) if len(sides) < 3 else min(96.0, width * 0.14)
    return _draw(sides, keystone, label, uid, _Look(width, 200, 132, 9, 16, 190, bank, 2, "4 4", 12, True))


def span(sides: tuple[Side, ...], keystone: State, label: str, width: int = 220, *, uid: str = "span") -> str:
    """The small picture: no water, thinner stays, the same marks."""
    return _draw(sides, keystone, label, uid, _Look(width, 60, 42, 5, 6, 58, width * 0.15, 1.2, "2 2.5", 7.5, False))


def _draw(sides: tuple[Side, ...], state: State, label: str, uid: str, look: _Look) -> str:
    if len(sides) < 2:
        raise ValueError("a bridge joins at least two sides")
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}")
    if not _UID.fullmatch(uid):
        raise ValueError(f"not an id: {uid!r}")
    gap = (look.width - 2 * look.bank) / (len(sides) - 1)
    towers = [look.bank + n * gap for n in range(len(sides))]
    room = 0.0 if state == "ongoing" else look.key
    middle = look.deck + look.thick / 2
    kind, size = ("bridge" if look.large else "span"), f"{_n(look.width)} {_n(look.height)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind} is-{state}" viewBox="0 0 {size}" role="img"',
        f' aria-label="{escape(label)}" focusable="false"><defs>',
        *(_hatching(side, uid, look) for side in {side.party_index: side for side in sides}.values()),
        "</defs>",
        _ground(look) if look.large else "",
        f'<path class="guide" color="#8d897c" d="M{_n(towers[0])} {_n(middle)}H{_n(towers[-1])}" fill="none" ',
        'stroke="currentColor" stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round"/>',
    ]
    for n, (side, x) in enumerate(zip(sides, towers, strict=True)):
        outer = (n == 0) - (n == len(sides) - 1)  # from a bank's tower the way of the water; 0 for one between banks
        arms = [_Arm(x, way, gap / 2 - room) for way in ((outer,) if outer else (-1, 1))]
        parts.append(_side(side, arms, outer, state, uid, look))
    parts += [mark(state, x + gap / 2, middle, look.key) for x in towers[:-1]]
    return "".join(parts) + "</svg>"


def _side(side: Side, arms: list[_Arm], outer: int, state: State, uid: str, look: _Look) -> str:
    """One tower with all that it holds, back to front: stays, deck, tower, and the anchors of the done stays."""
    x, total = arms[0].x, len(side.milestones)
    share = side.done / total if total else float(state == "closed")
    bank = _bank(side)
    parts = [f'<g class="{bank}" color="{_colour(side)}" fill="none" stroke="currentColor">']
    parts += [_stay(side, stay, n, arms, outer, look) for n, stay in enumerate(_in_order(side))]
    for arm in arms:
        start, end = sorted((arm.x, arm.at(share)))
        fill = f'class="deck" fill="url(#{uid}-{bank})" stroke-width="{1 if look.large else 0.6}"'
        if share:
            parts.append(_rect(start, look.deck, end - start, look.thick, fill))
        if 0 < share < 1 and look.large:  # the front where building goes on
            front = f"M{_n(arm.at(share))} {_n(look.deck - 5)}v{_n(look.thick + 10)}"
            parts.append(f'<path class="front" d="{front}" stroke-width="2"/>')
        if not side.reported:
            parts.append(mark("unreported", arm.at(0.5), look.deck - look.key, look.key))
    if outer:
        on_land = 'class="approach" fill="currentColor" stroke="none"'
        parts.append(_rect(0 if outer > 0 else x, look.deck, look.bank, look.thick, on_land))
    wide, slim = (6, 2.6) if look.large else (1.9, 1.3)
    foot, top = _n(look.foot), _n(look.top)
    shape = f"M{_n(x - wide)} {foot}L{_n(x - slim)} {top}h{_n(2 * slim)}L{_n(x + wide)} {foot}z"
    parts.append(f'<path class="tower" d="{shape}" fill="currentColor" stroke="none"/>')
    if look.large:
        parts += [_anchor(side, end, look) for n in range(side.done) for end in _ends(n, total, arms, look)]
    return "".join(parts) + "</g>"


def _in_order(side: Side) -> list[Stay]:
    return sorted(side.milestones, key=lambda stay: not stay.done) if side.reported else list(side.milestones)


def _ends(n: int, total: int, arms: list[_Arm], look: _Look) -> list[float]:
    """Where on the deck the n-th stay ends: just inside the length that it carries."""
    return [arm.at((n + 1) / total) - arm.way * look.stay * 2.2 for arm in arms]


def _stay(side: Side, stay: Stay, n: int, arms: list[_Arm], outer: int, look: _Look) -> str:
    """A milestone: one cable a way, and on a bank its back stay on land. The farthest hangs from the top."""
    total, x = len(side.milestones), arms[0].x
    done = stay.done and side.reported
    reach = (n + 1) / total
    y = look.top + (look.deck - look.top) * (0.04 + 0.34 * (1 - reach))
    ends = _ends(n, total, arms, look) + ([x - outer * look.bank * 0.86 * reach] if outer else [])
    lines = "".join(f"M{_n(x)} {_n(y)}L{_n(end)} {_n(look.deck)}" for end in ends)
    title = f"<title>{escape(side.name)}: {escape(stay.label)}</title>" if look.large and stay.label else ""
    thin = (1 if done else 0.6) * (1 if total <= 8 else 0.7)
    width = f'stroke-width="{round(look.stay * thin, 2):g}" vector-effect="non-scaling-stroke"'
    dash = "" if done else f' stroke-dasharray="{look.dash}" stroke-opacity="0.75"'
    return f'<g class="stay {"done" if done else "waits"}">{title}<path d="{lines}" {width}{dash}/></g>'


def _anchor(side: Side, x: float, look: _Look) -> str:
    ring = f'<circle cx="{_n(x)}" cy="{_n(look.deck)}" r="3.4" stroke-width="1.8"/>'
    return f'<circle {PAPER} cx="{_n(x)}" cy="{_n(look.deck)}" r="3.4" stroke="none"/>{ring}'


def _ground(look: _Look) -> str:
    """Two banks and the water between them."""
    w, h, top = _n(look.width), _n(look.height), _n(look.deck + look.thick)
    edge, foot = look.bank * 0.72, look.bank * 0.92
    left = f"M0 {top}H{_n(edge)}L{_n(foot)} {h}H0z"
    right = f"M{w} {top}H{_n(look.width - edge)}L{_n(look.width - foot)} {h}H{w}z"
    waves = []
    for y, inset, opacity in ((172, 18, 0.7), (181, 34, 0.5), (190, 52, 0.35)):
        room = look.width - 2 * (look.bank + inset)
        count = max(2, round(room / 34))
        step = _n(room / count)
        curve = f"M{_n(look.bank + inset)} {y}q{_n(room / count / 2)} -5 {step} 0" + f"t{step} 0" * (count - 1)
        waves.append(f'<path d="{curve}" stroke-opacity="{opacity}"/>')
    return (
        f'<path class="ground" color="#e5e0d3" d="{left}{right}" fill="currentColor"/>'
        '<g class="water" color="#7d96a3" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round">'
        f"{''.join(waves)}</g>"
    )


def _hatching(side: Side, uid: str, look: _Look) -> str:
    pitch = 6 if look.large else 4
    turn = f'patternUnits="userSpaceOnUse" patternTransform="rotate({_HATCH[side.party_index % len(_HATCH)]})"'
    bank = _bank(side)
    return (
        f'<pattern id="{uid}-{bank}" class="{bank}" color="{_colour(side)}" width="{pitch}" height="{pitch}" {turn}>'
        f'<path d="M0 0h{pitch}v{pitch}H0z" fill="currentColor"/>'
        f'<path d="M0 0v{pitch}" stroke="#fff" stroke-opacity="0.42" stroke-width="{pitch * 0.45:g}"/></pattern>'
    )


def _bank(side: Side) -> str:
    return f"bank-{side.party_index + 1}"


def _colour(side: Side) -> str:
    return BANK_COLOURS[side.party_index % len(BANK_COLOURS)]


def _rect(x: float, y: float, width: float, height: float, rest: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" {rest}/>'


def _n(value: float) -> str:
    """A coordinate to a tenth: enough for any screen, and short."""
    return f"{round(value, 1):g}"
