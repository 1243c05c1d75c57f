"""Openings against what later acts of the log made of them: released, withheld, erased.

An item that an act withholds or erases may be absent and is listed with that act; one that was released must be here;
one that is here although an act withholds or erases it is a finding. Whether a joint text may be withheld at all takes
agreements to know, which an audit doesn't: for those, being shown is noted, not found.
"""

from collections.abc import Iterable

from bilateral.record import folder
from bilateral.record.audit.files import Files
from bilateral.record.audit.walk import Held, check_opening
from bilateral.record.entry import Entry
from bilateral.record.items import PUBLIC, Item, States
from bilateral.record.tiles import ENTRIES, HASH, WIDTH, Tile
from bilateral.values import Fault


def check_items(held: Held, files: Files) -> None:
    """Settle which openings must be here, once all acts of the log are known."""
    states = States()
    if held.acts:
        targets = _entries(held, files, {act.target for act in held.acts})
        states.take(held.acts, targets.get)
    held.items = tuple(states.items.values())
    held.named = {item.digest for item in held.items}
    for item in held.items:
        if item.state == PUBLIC:
            held.public.add(item.digest)
            if not check_opening(held.origin, item.digest, files):
                held.absent[item.digest] = item.seq
        elif held.absent.get(item.digest) == item.seq:
            del held.absent[item.digest]
    for item in held.items:
        if item.state != PUBLIC and item.digest not in held.twice:
            _hidden(held, item, files)
    for digest in held.absent:
        files.desk.find("file-missing", _path(held, digest))


def _hidden(held: Held, item: Item, files: Files) -> None:
    """An item that should not be shown: whether it is."""
    path = _path(held, item.digest)
    there = path in files.listed if files.listed is not None else files.read(path) is not None
    if there:
        ref = f"{held.origin}#{item.act.seq}"
        if item.joint:
            files.desk.note("item-shown", path, ref=ref)
        else:
            files.desk.find("opening-named", path, ref=ref)


def _path(held: Held, digest: str) -> str:
    return f"{held.origin}/{folder.RELEASED}/{digest}"


def _entries(held: Held, files: Files, seqs: Iterable[int]) -> dict[int, Entry]:
    """Entries of the log by position, each bundle read once. Only what is the same as when it was walked."""
    found: dict[int, Entry] = {}
    bundle: tuple[int, list[bytes]] = (-1, [])
    for seq in sorted(seqs):
        index = seq // WIDTH
        if index != bundle[0]:
            width = min(WIDTH, held.size - index * WIDTH)
            bundle = index, files.tile(held.origin, Tile(ENTRIES, index, width), quiet=True) or []
        try:
            entry = Entry.parse(bundle[1][seq % WIDTH])
        except (Fault, IndexError):
            continue
        if held.leaves[seq * HASH : (seq + 1) * HASH].hex() == entry.leaf:
            found[seq] = entry
    return found
