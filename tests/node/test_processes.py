"""Several processes on one home: web workers, the publisher and commands write at once, and all of them succeed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bilateral.node import projection
from bilateral.node.models import LogEntry
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from tests.node.homes import Node, World

WRITER = """
import sys, json
import django; django.setup()
from datetime import UTC, datetime
from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, drafting, publisher, read
from django.conf import settings
home, name, count = settings.HOME, sys.argv[1], int(sys.argv[2])
sys.stdin.readline()
for n in range(count):
    title = {"en": f"{name} {n}", "es": f"{name} {n}"}
    content = {"pillar": "t/us:p", "number": 1, "title": title}
    draft = drafting.draft(home, "us", drafting.kind_named("line"), content, f"{name}-{n}")
    receipt = door.commit(home, ActDraft("propose", (draft,)), door.Actor("us"), datetime.now(UTC), f"{name}-{n}")
    publisher.publish(home, datetime.now(UTC))
    read.proposals(read.PUBLIC)
    print(json.dumps(receipt.ref.to_json()))
"""
PUBLISHER = """
import sys
import django; django.setup()
from datetime import UTC, datetime
from bilateral.node import publisher
from django.conf import settings
sys.stdin.readline()
for _ in range(6):
    publisher.publish(settings.HOME, datetime.now(UTC))
"""


def start(node: Node, code: str, *arguments: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "BILATERAL_HOME": str(node.home.path), "DJANGO_SETTINGS_MODULE": "bilateral.node.settings"}
    if connection.vendor == "postgresql":
        database = node.database
        host = database["OPTIONS"].get("host") or database.get("HOST")
        env["BILATERAL_DATABASE_URL"] = f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_writers_and_a_publisher_at_once(world: World) -> None:
    us = world.dialogue("us", "mx")[0]
    with us.here():
        running = [start(us, WRITER, "left", "4"), start(us, WRITER, "right", "4"), start(us, PUBLISHER)]
        connection.close()
    told = [process.communicate("go\n", timeout=120) for process in running]
    assert [(process.returncode, err) for process, (_, err) in zip(running, told, strict=True)] == [(0, "")] * 3
    places = [json.loads(line)["seq"] for out, _ in told for line in out.splitlines()]
    assert sorted(places) == list(range(2, 10)), "each act has a place of its own, none is lost"
    us.publish()
    assert us.run(LogEntry.objects.filter(log="t/us").count) == 10
    assert us.run(projection.rebuild, check=True) == ()
    assert audit(DirSource(us.export(world.folder / "out"))).ok


def test_a_writer_that_waits_too_long_is_told_plainly(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the database too long makes the others fail whole, with a remedy and without a traceback."""
    import sqlite3

    us = lone.dialogue("us", "mx")[0]
    us.database["OPTIONS"] = {**us.database["OPTIONS"], "timeout": 0.1}
    us.run(connection.close)
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", us.database["OPTIONS"])
    holder = sqlite3.connect(us.database["NAME"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    from bilateral.node.writing import Unwritten

    with pytest.raises(Unwritten, match="Try again") as caught:
        us.propose(us.line("x"))
    assert "locked" in caught.value.where
    holder.execute("ROLLBACK")
    holder.close()
    assert us.propose(us.line("x"))


def test_a_commit_does_not_wait_for_a_publisher_at_work(lone: World, tmp_path: Path) -> None:
    from bilateral.dialogue.compose import ActDraft
    from bilateral.node import door, publisher

    us = lone.dialogue("us", "mx")[0]
    with publisher.only_one(us.home):
        receipt = us.run(door.commit, us.home, ActDraft("ack"), door.Actor("us"), us.now())
    assert receipt.ref.seq == 2
