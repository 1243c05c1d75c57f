"""The marks in the place of a bridge's keystone, one a state, each of its own shape so that colour is never alone.

Drawn as paths, not letters: the same on every machine. Not here: when an action is in which state.
"""

from typing import Final

_BOTH: Final = 'class="both" color="#b4690e"'
_INK: Final = 'class="ink" color="#1b1b1f"'
PAPER: Final = 'class="paper" color="#fbfaf6" fill="currentColor"'
_LINE: Final = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
_QUERY: Final = "M-2.6 -2.4a2.7 2.7 0 1 1 4.2 2.3c-1.1 .75 -1.6 1.2 -1.6 2.3M0 5v.1"

# Each is drawn in a box from -10 to 10 around the joint.
_MARKS: Final[dict[str, str]] = {
    # an empty place that waits for its stone
    "open": f'<g {_BOTH}><rect {PAPER} x="-8" y="-8" width="16" height="16" rx="2"/>'
    f'<rect x="-8" y="-8" width="16" height="16" rx="2" {_LINE} stroke-width="1.8" stroke-dasharray="3.2 3.2"/></g>',
    # the stone, set
    "closed": f'<g {_BOTH}><rect x="-9.5" y="-9.5" width="19" height="19" rx="2" fill="currentColor"/>'
    '<path class="paper" color="#fff" d="M-4.6 .3l3.3 3.5l6 -7.2" fill="none" stroke="currentColor" stroke-width="2.4" '
    'stroke-linecap="round" stroke-linejoin="round"/></g>',
    # a warning triangle
    "late": f'<g {_INK}><path {PAPER} d="M0 -10.5l10.5 18.5h-21z"/>'
    f'<path d="M0 -10.5l10.5 18.5h-21z" {_LINE} stroke-width="1.8"/>'
    f'<path d="M0 -4v5.4M0 4.9v.1" {_LINE} stroke-width="2.2"/></g>',
    # a clock
    "stale": f'<g {_INK}><circle {PAPER} r="9"/><circle r="9" {_LINE} stroke-width="1.8"/>'
    f'<path d="M0 -5.2V0l3.8 2.6" {_LINE} stroke-width="1.9"/></g>',
    # a question in a ring
    "unknown": f'<g {_INK}><circle {PAPER} r="9"/><circle r="9" {_LINE} stroke-width="1.5" stroke-dasharray="2.4 2.6"/>'
    f'<path d="{_QUERY}" {_LINE} stroke-width="2"/></g>',
    # no stone at all: it goes on
    "ongoing": f'<g {_INK}><path {PAPER} d="M-12 -7h24v14h-24z"/>'
    '<path d="M0 0C-2.4 -3.2 -4.2 -4.6 -6.4 -4.6a4.6 4.6 0 0 0 0 9.2C-4.2 4.6 -2.4 3.2 0 0'
    f'S4.2 -4.6 6.4 -4.6a4.6 4.6 0 0 1 0 9.2C4.2 4.6 2.4 3.2 0 0z" {_LINE} stroke-width="1.9"/></g>',
    # over the half of a side that has not reported
    "unreported": f'<g {_INK}><path d="{_QUERY}" {_LINE} stroke-width="2"/></g>',
}


def mark(state: str, x: float, y: float, size: float) -> str:
    """The mark of a state around a point; `size` is half its height."""
    return f'<g class="mark mark-{state}" transform="translate({x:g} {y:g}) scale({size / 10:g})">{_MARKS[state]}</g>'
