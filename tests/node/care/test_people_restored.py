"""A node with a person in it, backed up and restored, in processes of their own: do they still get in?"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from bilateral.node.people import inviting
from bilateral.node.people.models import Invitation
from tests.node.care.test_backup import backed_up, restored
from tests.node.homes import Node, World

PHRASE = "una frase larga y rara 47"
VISITS = Path(__file__).with_name("visits.py")


def visit(node: Node, *words: str) -> str:
    """What a browser would do, with that home's own secret. The last thing told."""
    env = {**os.environ, "BILATERAL_HOME": str(node.home.path), "DJANGO_SETTINGS_MODULE": "bilateral.web.settings"}
    env.pop("BILATERAL_DATABASE_URL", None)
    if node.run(lambda: connection.vendor) == "postgresql":
        env["BILATERAL_DATABASE_URL"] = url(node.database)
    with node.here():
        connection.close()
    done = subprocess.run(
        [sys.executable, str(VISITS), *words], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def url(database: dict[str, Any]) -> str:
    host = database["OPTIONS"].get("host") or database.get("HOST")
    return f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"


def invited(node: Node, email: str) -> str:
    link = node.run(inviting.invite, node.home, None, email, "Ana", "us", "administrator", datetime.now(UTC))
    return str(link).rstrip("/").rpartition("/")[2]


@pytest.fixture
def us(world: World) -> tuple[Node, str]:
    """With a person who has a password, an authenticator app and an open session; and that app's secret."""
    node = world.node("us")
    secret = visit(node, "come", invited(node, "ana@us.example"), PHRASE)
    assert visit(node, "enter", "ana@us.example", PHRASE, secret) == "in"
    return node, secret


def test_who_could_sign_in_still_can_with_the_secret_and_nobody_by_an_old_session(
    world: World, us: tuple[Node, str]
) -> None:
    node, secret = us
    assert node.run(Session.objects.count) > 0
    token = invited(node, "new@us.example")
    before = node.run(counted)
    assert (before["mfa_authenticator"], before["account_emailaddress"], before["node_person"]) == (2, 1, 2)
    new = restored(world, backed_up(node, with_keys=True))
    assert (new.home.keys / "web.secret").read_bytes() == (node.home.keys / "web.secret").read_bytes()
    assert new.run(counted) == {**before, "django_session": 0}, "every table of every app"
    assert visit(new, "enter", "ana@us.example", PHRASE, secret) == "in"
    assert new.run(Invitation.objects.filter(used=None).count) == 0
    assert visit(new, "come", token, PHRASE) == "refused 400"


def test_without_the_secret_it_is_told_and_mended_by_a_new_factor(world: World, us: tuple[Node, str]) -> None:
    node, secret = us
    new = restored(world, backed_up(node))
    assert visit(new, "enter", "ana@us.example", PHRASE, secret) == "refused 400"
    assert visit(new, "examine") == "second-factors ana@us.example"
    assert visit(new, "forget", "ana@us.example") == "2"
    assert visit(new, "examine") == "fine"
    assert visit(new, "enter", "ana@us.example", PHRASE, "") == "in"


def counted() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found
