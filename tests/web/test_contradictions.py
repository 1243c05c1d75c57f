"""A record that contradicts itself says so on its page, in both languages, with the proofs to fetch."""

import pytest
from django.test import Client

from bilateral.node.read.contradictions import Contradictions, Frozen, Proof
from bilateral.node.read.shapes import PUBLIC
from bilateral.values import Text
from tests.web import fake_read

NAME = "hled-us-2-two-entries-0123456789abcdef.txt"


@pytest.mark.parametrize(
    ("lang", "frozen", "says"),
    [("en", "is frozen here", "It was shown in two ways."), ("es", "está congelada aquí", "Se mostró de dos maneras.")],
)
@pytest.mark.parametrize("own", [True, False])
def test_it_is_said_and_can_be_fetched(
    web: Client, monkeypatch: pytest.MonkeyPatch, lang: str, frozen: str, says: str, own: bool
) -> None:
    party = fake_read.site(PUBLIC).parties[0]
    words = Text("It was shown in two ways.", "Se mostró de dos maneras.")
    found = Contradictions((Frozen("hled/us", party, 3, own),), (Proof(NAME, "hled/us", words),))
    monkeypatch.setattr(fake_read, "contradictions", lambda viewer: found)
    monkeypatch.setattr(fake_read, "proof", lambda viewer, name: b"bilateral/evidence/v1\n" if name == NAME else None)
    page = web.get(f"/{lang}/record/").content.decode()
    assert frozen in page and says in page and f"/evidence/{NAME}" in page
    fetched = web.get(f"/evidence/{NAME}")
    assert fetched.content == b"bilateral/evidence/v1\n" and "attachment" in fetched["Content-Disposition"]
    assert web.get("/evidence/other.txt").status_code == 404
    assert web.get("/api/record").json()["contradictions"]["frozen"][0]["size"] == 3


def test_nothing_is_said_where_nothing_is(web: Client) -> None:
    assert "contradict" not in web.get("/en/record/").content.decode()
