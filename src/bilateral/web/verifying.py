"""The words of "Verify in your browser": what each step checks and what its outcomes mean. The script has none.

``{name}`` in an outcome is filled in by the script with what it found.
"""

import re
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the script, in the page's language. ``none`` is for a step with nothing to check."""

    name: str
    title: str
    holds: str
    fails: str
    none: str = ""


def steps() -> tuple[Step, ...]:
    """The steps in the order in which the script takes them."""
    failed = _("This does not hold ({detail}).")
    return (
        Step(
            "snapshot",
            _("The signed snapshot"),
            _("The snapshot of {size} entries is signed with the record’s key."),
            failed,
        ),
        Step(
            "place",
            _("The entry’s place"),
            _("The entry’s bytes lead to the root that was signed. Fingerprint: {leaf}"),
            failed,
        ),
        Step("same", _("The entry on this page"), _("It is the entry that this page shows."), failed),
        Step(
            "keys",
            _("The government’s keys"),
            _("Its keys changed {changes} times, each time allowed by more than half of its recovery keys."),
            failed,
            _("Its keys are those with which it opened its record."),
        ),
        Step(
            "signature",
            _("Who signed the act"),
            _("The act is signed with the key that this government had declared for its record by then ({signer})."),
            failed,
        ),
        _approvals(),
        Step(
            "texts",
            _("The words"),
            _("{open} texts are exactly the ones promised; {withheld} are not public."),
            failed,
        ),
        Step(
            "attested",
            _("Who else attests it"),
            _("The same snapshot is attested by: {names}."),
            failed,
            _("No one else has attested this snapshot yet."),
        ),
    )


def _approvals() -> Step:
    return Step(
        "approvals",
        _("Officials’ passkeys"),
        _("Passkeys that signed exactly this act too: {held}, on {sites}. Of a kind not known here: {unknown}."),
        _("An approval with a passkey does not hold ({detail})."),
        _("No passkey signed it too; none has to."),
    )


def slots(words: str) -> SafeString:
    """``{name}`` becomes an empty place that the script fills in."""
    parts = _SLOT.split(words)
    marked = (
        escape(part) if n % 2 == 0 else format_html('<span data-value="{}"></span>', part)
        for n, part in enumerate(parts)
    )
    return mark_safe("".join(marked))  # every part was escaped above
