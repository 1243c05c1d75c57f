"""What django-allauth says in Spanish is in our words: it addresses people as our pages do, and names things alike."""

import re
from pathlib import Path

import allauth
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override

from tests.helpers import ROOT

NOT_MET = re.compile(
    r"idp/|usersessions|openid|phone|providers|headless|login_by_code|signup_by_passkey|saml|telegram|draugiem|models|admin|apps"
)
"""Parts of allauth that no page of ours leads to."""
FORMAL = re.compile(
    r"\b(usted|ustedes|le|su|sus|desea|debe|introduzca|ingrese|seleccione|utilice|escriba|haga|siga|póngase|solicite)\b"
    r"|por favor|clave de seguridad|passkey|añad",
    re.IGNORECASE,
)
PHONE = re.compile(r"tel[eé]fono")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="es")


def theirs() -> Catalog:
    return catalogue(Path(allauth.__file__).parent / "locale" / "es" / "LC_MESSAGES" / "django.po")


def ours() -> Catalog:
    return catalogue(ROOT / "src/bilateral/web/accounts/locale/es/LC_MESSAGES/django.po")


def test_nobody_is_addressed_in_another_tone():
    found = []
    with override("es"):
        for message in theirs():
            places = [place for place, _ in message.locations if not NOT_MET.search(place)]
            if not message.id or not places:
                continue
            said = gettext(message.id) if isinstance(message.id, str) else ngettext(*message.id, 2)
            if FORMAL.search(said) and not PHONE.search(said):
                found.append((places[0], said))
    assert not found


@pytest.mark.parametrize("message", [each for each in ours() if each.id], ids=lambda each: str(each.id)[:40])
def test_every_word_of_ours_still_answers_to_one_of_theirs(message):
    assert message.id in theirs()
    held = set(re.findall(r"%\(\w+\)s|%[sd]|\{\w+\}|</?\w+", str(message.id)))
    assert message.string and set(re.findall(r"%\(\w+\)s|%[sd]|\{\w+\}|</?\w+", str(message.string))) <= held
