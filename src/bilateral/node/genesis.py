"""Opening a node: its keys, its settings, its database, and the first entry of each log that it signs."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from bilateral.dialogue.compose import tidy
from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.sealing import Sealer, check_words
from bilateral.node import keyring
from bilateral.node.home import Home
from bilateral.node.lines.opening import open_log
from bilateral.node.models import Log
from bilateral.record.declared.fields import Keys, digest_of
from bilateral.record.keys import PrivateKey
from bilateral.values import BadInput, Text
from bilateral.values.ref import check_id, check_origin

RULES = 1


@dataclass(frozen=True, slots=True)
class Founder:
    """A party whose log is opened: its code, its name in both languages, the bank it builds from on pages."""

    party: str
    name: Mapping[str, str]
    order: int


def migrate() -> None:
    """Bring the database's tables up to this release. Harmless when they are.

    It takes the settings of the pages (`bilateral.web.settings`), since signing in has tables of its own.
    """
    if not apps.is_installed("allauth.account"):
        raise RuntimeError("these settings don't know every table: migrate under bilateral.web.settings")
    call_command("migrate", verbosity=0, interactive=False)


def found(home: Home, founders: tuple[Founder, ...], recovery: Sequence[Path], now: datetime) -> None:
    """Open a home: keys, database, each party's first entry, and last the settings, which make it a home.

    Where that fails, nothing is left behind that would stop a second try.

    :param recovery: folders outside the home, one for each recovery key of a party, on media for different safes.
    """
    # Keys or a database without settings are a node that was damaged: never to be written over, or cleaned away.
    if home.exists or home.database.exists() or (home.keys.is_dir() and any(home.keys.iterdir())):
        raise _taken(str(home.path))
    _check(home, founders)
    home.path.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for folder in recovery:
            _spares(home, founders, folder, written)
        for founder in founders:
            written += [keyring.key_file(home, founder.party, role) for role in keyring.ROLES]
            keyring.make(home, founder.party)
        migrate()
        if Log.objects.exists():
            raise _taken("BILATERAL_DATABASE_URL")
        for founder in founders:
            spares = [keyring.read_key(_spare(home, founder, folder)) for folder in recovery]
            _open(home, founder, keyring.load(home, founder.party), spares, now)
        home.save()
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        if connection.vendor == "sqlite":
            connection.close()
            for tail in ("", "-wal", "-shm"):
                home.database.with_name(home.database.name + tail).unlink(missing_ok=True)
        raise


def _taken(where: str) -> BadInput:
    return BadInput(
        what=Text("There is a node here already.", "Aquí ya hay un nodo."),
        where=where,
        do=Text("Choose another folder (--home).", "Elige otra carpeta (--home)."),
    )


def _check(home: Home, founders: tuple[Founder, ...]) -> None:
    """What the first entries will say is what every reader of them requires."""
    for founder in founders:
        check_origin(home.origin(founder.party), "dialogue, party")
        spec = FieldSpec("name", "title", Text("Name", "Nombre"), Text("", ""), True)
        fault = check_words(spec, tidy(founder.name), f"name of {founder.party}")
        if fault:
            raise fault
        if founder.order < 1:
            raise BadInput(
                what=Text("The order is 1, 2, ...", "El orden es 1, 2, ..."),
                where=founder.party,
                do=Text("Give each government its place on pages.", "Da a cada gobierno su lugar en las páginas."),
            )
    check_id(custodian_of(home, founders[0].party), "custodian")


def custodian_of(home: Home, party: str) -> str:
    return home.custodian or party


def _spares(home: Home, founders: tuple[Founder, ...], recovery: Path, written: list[Path]) -> None:
    """The recovery keys, which never enter the home."""
    _folder(recovery)
    for founder in founders:
        _write_spare(_spare(home, founder, recovery), written)


def write_spare(folder: Path, stem: str, written: list[Path]) -> PrivateKey:
    """Make one recovery key in a folder outside the home; ``written`` gets its path."""
    _folder(folder)
    return _write_spare(folder / f"{stem}.recovery.key", written)


def _write_spare(path: Path, written: list[Path]) -> PrivateKey:
    key = PrivateKey.generate(secrets.token_bytes(32))
    keyring.write_key(path, key)
    written.append(path)
    return key


def _folder(recovery: Path) -> None:
    try:
        if not recovery.exists():  # a folder that was there keeps its own mode; each key file is the owner's alone
            recovery.mkdir(parents=True)
            recovery.chmod(0o700)
    except OSError as error:
        raise BadInput(
            what=Text(
                "The recovery keys can't be written there.", "No se pueden escribir ahí las llaves de recuperación."
            ),
            where=f"{recovery}: {error.strerror}",
            do=Text("Name another folder (--recovery).", "Indica otra carpeta (--recovery)."),
        ) from None


def _spare(home: Home, founder: Founder, folder: Path) -> Path:
    return folder / f"{home.dialogue}-{founder.party}.recovery.key"


def _open(home: Home, founder: Founder, ring: keyring.Keyring, spares: Sequence[PrivateKey], now: datetime) -> None:
    sealer = Sealer(lambda: secrets.token_bytes(32))
    keys = Keys(ring.entry.public, ring.checkpoint_verifier, ring.cosigner_verifier)
    body = {
        **body_of(home, founder.party, founder.order, keys, [digest_of(spare.public) for spare in spares]),
        "name": sealer.text("name", {lang: tidy(words) for lang, words in founder.name.items()}),
    }
    open_log(home, founder.party, body, tuple(sealer.items), now)


def body_of(home: Home, party: str, order: int, keys: Keys, recovery: Sequence[str]) -> dict[str, Any]:
    """What a log's first entry declares, but for its texts."""
    return {
        "custodian": custodian_of(home, party),
        "custody": "joint" if len(home.own) > 1 else "own",
        "demonstration": home.demonstration,
        "dialogue": home.dialogue,
        "keys": keys.to_json(),
        "order": order,
        "party": party,
        "recovery": list(recovery),
        "rules": RULES,
        "visibility": "public",
    }
