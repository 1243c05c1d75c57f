"""Through commands on two homes: an agreement made with a stolen key is contested and undone; then every key is lost,
and the government goes on in another record.
"""

import shutil
from pathlib import Path

from tests.cli.conftest import Forker, Node
from tests.cli.keys.test_keys_journey import WHY, homes, pins, spare

__all__ = ["homes"]
LOST = ("--text-en", "A fire took the machine and the safes.", "--text-es", "Un incendio se llevó equipo y cajas.")


def plan(node: Node, title: str, name: str = "p") -> str:
    words = (
        ("title", f"en: {title} | es: {title} (es)"),
        ("vision", "en: A | es: B"),
        ("participation", "en: C | es: D"),
    )
    settings = [part for field, value in words for part in ("--set", f"{field}={value}")]
    place: str = node("act", "propose", "plan", "--name", name, *settings, "--json").json["entry"]
    return f"{place['log']}#{place['seq']}"  # type: ignore[index]


def agree(place: str, first: Node, second: Node) -> None:
    second("record", "pull")
    second("act", "concur", place)
    first("record", "pull")
    second("record", "pull")


def test_from_theft_to_a_new_record(homes: tuple[Node, Node, Path], bilateral: Forker) -> None:
    us, mx, folder = homes
    bad = plan(us, "Stolen")
    agree(bad, us, mx)
    _revoked(us, mx, folder, bilateral)
    told = mx("act", "show", "talks/us:p")
    assert "Contested" in told.out and "Tierra Alta" in mx("act", "show", "talks/us:p", lang="es").out
    assert "(contested)" in mx("act", "list").out
    _undone(bad, us, mx)
    thief = Node(bilateral, shutil.copytree(us.path, folder / "thief"), "us")
    for key in (us.path / "keys").glob("*.key"):
        key.unlink()
    assert us("act", "ack", code=None).code != 0
    plan(thief, "Theirs", "q")
    mx("record", "pull", thief.path / "public")
    _goes_on(us, mx, folder)
    good = plan(us, "Anew", "talks/us:p")
    agree(good, us, mx)
    for node in (us, mx):
        assert node("rebuild", "--check", "--json").json == {"differing": []}
        assert node("act", "show", "talks/us:p", "--json").json["link"]["status"] == "agreed"
    lists = [node("act", "list", "--json").json["items"] for node in (us, mx)]
    theirs = [row for row in lists[1] if row not in lists[0]]
    assert [row["status"] for row in theirs] == ["cut_off"], "what the thief got in before counts no longer"
    assert lists[0] == [row for row in lists[1] if row not in theirs]
    mx("record", "export", folder / "export")
    report = bilateral("record", "audit", folder / "export", "--keys", pins(folder, us, mx), "--json").json
    assert report["ok"]
    log = next(log for log in report["logs"] if log["origin"] == "talks/us/2")
    assert log["identity"] == "pinned"
    assert [cut["log"] for cut in log["succeeds"]] == ["talks/us"]
    assert log["recognised_by"] == ["talks/mx"]
    assert "reconocido por talks/mx" in bilateral("record", "audit", folder / "export", lang="es", code=None).out


def _revoked(us: Node, mx: Node, folder: Path, bilateral: Forker) -> None:
    statement = folder / "revoke.json"
    us("keys", "prepare", "--suspect-from", "1", "--out", statement)
    for safe in ("us1", "us2"):
        bilateral("keys", "authorise", statement, "--recovery", spare(folder, safe), "--yes")
    us("keys", "revoke", statement, folder / "revoke.json.signed", *WHY)
    mx("record", "pull")
    us("record", "pull")


def _undone(bad: str, us: Node, mx: Node) -> None:
    words = ("--set", "title=en: The stolen plan | es: El plan robado", "--set", f"target={bad}")
    reason = ("--set", "reason=en: Not ours | es: No es nuestro")
    refused = us(
        "act", "propose", "annulment", "--name", "u", *words[:2], "--set", "target=talks/us#0", *reason, code=2
    )
    assert "not agreed" in refused.err
    place = mx("act", "propose", "annulment", "--name", "u", *words, *reason, "--json").json["entry"]
    us("record", "pull")
    us("act", "concur", f"talks/mx#{place['seq']}")
    mx("record", "pull")
    for node in (us, mx):
        shown = node("act", "show", "talks/us:p")
        assert "undone together" in shown.out and "No version of this text is in force" in shown.out
        assert "anulada de común acuerdo" in node("act", "list", "--status", "annulled", lang="es").out


def _goes_on(us: Node, mx: Node, folder: Path) -> None:
    _not_lightly(mx)
    inside = us("keys", "succeed", "--recovery", us.path / "safe", *LOST, code=2)
    assert "must not lie with the node" in inside.err
    opened = us("keys", "succeed", "--recovery", folder / "new-safe", *LOST, "--json").json
    assert opened["entry"]["log"] == "talks/us/2" and not opened["repeated"]
    again = us("keys", "succeed", "--recovery", folder / "new-safe", *LOST, "--json").json
    assert again["repeated"] and again["entry"] == opened["entry"]
    assert us("act", "ack", "--json").json["entry"]["log"] == "talks/us/2"
    mx("act", "recognise", "talks/us/2", code=2)  # nothing of it is held yet
    mx("peer", "add", "talks/us/2", "--key", opened["key"], "--from", us.path / "public")
    mx("record", "pull")
    assert "repite con --even-so" in mx("act", "recognise", "talks/us/2", lang="es", code=2).err, "it holds the thief's"
    assert "reconoció" in mx("record", "show", _recognised(mx), lang="es").out
    us("record", "pull")


def _not_lightly(mx: Node) -> None:
    """A record whose keys are here goes on by itself."""
    refused = mx("keys", "succeed", "--recovery", mx.path.parent / "other-safe", *LOST, code=2)
    assert "are here" in refused.err
    assert not (mx.path.parent / "other-safe").exists()


def _recognised(mx: Node) -> str:
    entry = mx("act", "recognise", "talks/us/2", "--even-so", "--json").json["entry"]
    return f"talks/mx#{entry['seq']}"


def test_shown_two_ways_a_record_is_frozen_and_goes_on_in_another(
    homes: tuple[Node, Node, Path], bilateral: Forker
) -> None:
    """Its keys are all there: nobody can know any more which of two histories it was."""
    us, mx, folder = homes
    plan_at = plan(us, "Plan")
    agree(plan_at, us, mx)
    twin = Node(bilateral, shutil.copytree(us.path, folder / "twin"), "us")
    for node, name in ((us, "one"), (twin, "another")):
        node.act("propose", "office", "--name", name, "--set", f"title=en: {name} | es: {name} (es)")
    mx("record", "pull")
    us("record", "pull")
    assert "does not continue" in mx("record", "pull", twin.path / "public", code=1).err
    assert "congelado" in mx("record", "pull", lang="es", code=1).err
    mirror = folder / "mirror" / "talks"
    shutil.copytree(twin.path / "public" / "talks" / "us", mirror / "us")
    shutil.copytree(mx.path / "public" / "talks" / "mx", mirror / "mx")
    assert "two histories" in us("record", "pull", folder / "mirror", code=1).err
    assert us("act", "ack", code=None).code != 0

    opened = us("keys", "succeed", "--recovery", folder / "new-safe", *LOST, "--json").json
    mx("peer", "add", "talks/us/2", "--key", opened["key"], "--from", us.path / "public")
    told = mx("record", "pull", "--json", code=1).json
    assert {log["log"] for log in told["logs"]} >= {"talks/us/2"}, "one log that is wrong keeps no other out"
    assert [fault["code"] for fault in told["faults"]] == ["fork"]
    mx("act", "recognise", "talks/us/2")
    us("record", "pull")
    spoken = us("record", "head", "--json").json
    assert {row["log"]: row["size"] for row in spoken}["talks/us/2"] == 2, "it takes note of its recognition by itself"
    mx("record", "pull")
    good = plan(us, "Plan, amended", "talks/us:p")
    agree(good, us, mx)
    for node in (us, mx):
        assert node("act", "show", "talks/us:p", "--json").json["link"]["title"]["en"] == "Plan, amended"
        assert node("rebuild", "--check", "--json").json == {"differing": []}
    mx("record", "export", folder / "export")
    assert bilateral("record", "audit", folder / "export", "--keys", pins(folder, us, mx), "--json").json["ok"]
