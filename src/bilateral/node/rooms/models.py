"""The private tables of rooms. Nothing of these is on the record or in a publication before all sides have released it.

Messages are kept to the byte. What one side alone knows of them (who wrote one, what it need not answer) stands in
columns and rows of its own, which never leave this node.
"""

from django.db import models

from bilateral.node.people.models import Person


class Room(models.Model):
    """A room in which a government of this node has part. ``fork`` is the party that has signed two histories of it:
    nothing more is taken or sent. ``waits`` are the parties to be heard from before anything is sent, because the room
    came out of a backup.
    """

    id = models.CharField(max_length=32, primary_key=True)
    parties = models.JSONField()
    opened = models.DateTimeField()
    changed = models.DateTimeField()
    fork = models.CharField(max_length=64, blank=True)
    waits = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-changed"], name="room_order")]


class RoomMessage(models.Model):
    """A message that follows from those before it. ``person`` wrote it for a government of this node, and ``attempt``
    names the form that was sent.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    party = models.CharField(max_length=64)
    n = models.IntegerField()
    digest = models.CharField(max_length=64)
    raw = models.BinaryField()
    received = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    attempt = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "party", "n"], name="room_message_once"),
            models.UniqueConstraint(
                fields=["person", "attempt"], condition=~models.Q(attempt=""), name="room_attempt_once"
            ),
        ]


class RoomFork(models.Model):
    """A message that shows that its party has signed another history than the one held: kept as evidence."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="forks")
    party = models.CharField(max_length=64)
    n = models.IntegerField()
    digest = models.CharField(max_length=64)
    raw = models.BinaryField()
    received = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "digest"], name="room_fork_once")]


class RoomTold(models.Model):
    """How far a room's messages reach at another government's node, as it said last, and when it said so first."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="told")
    party = models.CharField(max_length=64)
    tips = models.JSONField()
    time = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "party"], name="room_told_once")]


class RoomNoted(models.Model):
    """Up to where a side has said that what the others wrote needs no answer."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="noted")
    party = models.CharField(max_length=64)
    counts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "party"], name="room_noted_once")]


class RoomReach(models.Model):
    """The exchange between a government of this node and one of another: when it was last tried, when it last worked,
    and what stood in its way since.
    """

    own = models.CharField(max_length=64)
    party = models.CharField(max_length=64)
    tried = models.DateTimeField(null=True)
    worked = models.DateTimeField(null=True)
    fault = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["own", "party"], name="room_reach_once")]


class RoomNonce(models.Model):
    """The nonces of questions answered within the window in which one is still timely: none is answered twice."""

    party = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32)
    time = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "nonce"], name="room_nonce_once")]
        indexes = [models.Index(fields=["time"], name="room_nonce_time")]
