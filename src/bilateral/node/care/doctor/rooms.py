"""Checks of private rooms: that the other sides' nodes are reached, and that no side has two histories. Nothing of what
a room is about is told, nor which it is.
"""

from collections.abc import Iterator
from datetime import timedelta

from bilateral.node.care.doctor.shapes import Finding, Patient, warning
from bilateral.node.rooms.models import Room, RoomReach
from bilateral.values import Text

LONG_UNREACHED = timedelta(hours=1)


def rooms(patient: Patient) -> Iterator[Finding]:
    """Nodes that have a part in rooms are reached, and none of the rooms is frozen."""
    since = patient.now - LONG_UNREACHED
    for row in RoomReach.objects.exclude(fault=None).order_by("own", "party"):
        told = row.fault or {}
        if told and (row.worked is None or row.worked < since):
            yield warning(Text.from_dict(told["what"]), f"{row.own} - {row.party}", Text.from_dict(told["do"]))
    for party in sorted(set(Room.objects.exclude(fork="").values_list("fork", flat=True))):
        yield warning(
            Text(
                "This government has signed two histories of a private room; the room is frozen.",
                "Este gobierno firmó dos historias de una sala privada; la sala quedó congelada.",
            ),
            party,
            Text(
                "Find out whether an old copy of a disk came into service, there or here; open another room.",
                "Averigua si entró en servicio una copia antigua de un disco, allá o aquí; abran otra sala.",
            ),
        )
