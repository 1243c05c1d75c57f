"""The permission matrix, cell by cell: what each role may do for its own government, and that nobody else may."""

import pytest

from bilateral.node.people.permissions import PERMISSIONS, Forbidden, can, check
from bilateral.node.people.roles import ROLES, role
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput

# Written by hand from what officials of each role are for; the code's table is held to it.
MAY = {
    "administrator": "people.see people.manage party.settings inbox.see",
    "coordinator": (
        "work.see paper.write paper.comment paper.file clearance.ask clearance.answer room.write room.commit act.sign "
        "people.see party.settings inbox.see"
    ),
    "drafter": "work.see paper.write paper.comment paper.file clearance.ask room.write people.see inbox.see",
    "reporter": "work.see paper.comment clearance.answer people.see inbox.see",
    "moderator": "people.see inbox.see",
    "analyst": "work.see paper.comment people.see inbox.see",
    "observer": "work.see people.see inbox.see",
}
SIGNS = {"act.sign", "people.manage"}


@pytest.mark.parametrize("code", PERMISSIONS)
@pytest.mark.parametrize("name", ROLES)
def test_every_cell(name: str, code: str) -> None:
    who = Viewer("us", 1, frozenset([name]))
    assert can(who, code) is (code in MAY[name].split())
    assert PERMISSIONS[code].signs is (code in SIGNS)


@pytest.mark.parametrize("code", PERMISSIONS)
def test_nobody_without_a_role_may_do_anything(code: str) -> None:
    assert not can(PUBLIC, code)
    assert not can(Viewer(None, 1), code)
    assert not can(Viewer("us", 1), code)
    assert not can(Viewer(None, 1, frozenset(ROLES)), code), "a role without a government is none"


def test_the_tables_agree_on_roles() -> None:
    assert MAY.keys() == ROLES.keys()
    assert frozenset().union(*(row.roles for row in PERMISSIONS.values())) <= ROLES.keys()


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(Forbidden) as caught:
        check(Viewer("us", 1, frozenset(["observer"])), "act.sign")
    assert "coordinator" in caught.value.in_("en") and "coordinación" in caught.value.in_("es")
    with pytest.raises(BadInput, match="no role called chief"):
        role("chief")


@pytest.mark.parametrize("row", [*ROLES.values(), *PERMISSIONS.values()], ids=lambda row: row.code)
def test_every_row_speaks_both_languages(row: object) -> None:
    assert row.name.complete  # type: ignore[attr-defined]
