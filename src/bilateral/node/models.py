"""The node's tables. Truth: `Log`, `LogEntry`, `SealedText`, `SignedHead`. All others are a projection of them and can
be rebuilt.

Projection tables are generic: no table a kind. Documents are named by ``origin:id``, never by foreign key.
"""

from django.db import models


class Log(models.Model):
    """A log held here: our own or a peer's. ``edge`` is the tree's right edge at ``size``; ``judged`` entries are in
    the projection; ``rekeyed`` are the positions at which its keys changed.

    ``pulled_at``: when a source last told of it. ``restored_at``: since when rows from a backup wait to be compared
    with what others hold; until then nothing is signed.
    """

    origin = models.CharField(max_length=260, primary_key=True)
    own = models.BooleanField()
    size = models.BigIntegerField(default=0)
    root = models.CharField(max_length=64)
    edge = models.BinaryField(default=b"")
    judged = models.BigIntegerField(default=0)
    head_size = models.BigIntegerField(default=0)
    head_note = models.TextField(default="")
    attested_size = models.BigIntegerField(default=0)
    pulled_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    rekeyed = models.JSONField(default=list)


class LogEntry(models.Model):
    """An entry's bytes. ``root`` is the tree's root once this entry is in: the root at size ``seq + 1``."""

    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    leaf = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    raw = models.BinaryField()
    idem = models.CharField(max_length=200, null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq"], name="entry_place")]
        indexes = [models.Index(fields=["leaf"], name="entry_leaf")]


class SealedText(models.Model):
    """A sealed item of an entry: its opening (salt, header, content), if held. ``public`` says whether it is public
    now: as its entry introduced it, or as later acts have made it, which is projected.

    Two entries may name one digest (a peer can write any), so a row belongs to its entry and not to the digest alone.
    """

    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    item = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    public = models.BooleanField()
    opening = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq", "item"], name="sealed_once")]
        indexes = [
            models.Index(fields=["digest"], name="sealed_digest"),
            models.Index(fields=["log", "seq"], condition=models.Q(public=False), name="sealed_kept"),
        ]


class SignedHead(models.Model):
    """Every checkpoint ever seen, with its signatures; two of one size and different roots are the proof of a fork.

    ``attested`` are the codes of the parties in other custody whose cosignature on it was verified. ``contradicts``:
    the entries held here have another root at that size.
    """

    log = models.CharField(max_length=260)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    attested = models.JSONField(default=list)
    seen_at = models.DateTimeField()
    contradicts = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size", "root"], name="head_once")]
        indexes = [
            models.Index(fields=["log"], condition=models.Q(contradicts=True), name="head_contradicts"),
        ]


# -- the projection ------------------------------------------------------------------------------------------------


class Act(models.Model):
    """An entry judged: verdict, past, and for a proposal its facts (``data``) and present ``state``.

    ``facts``: what an entry that proposes nothing leaves for judging others. ``contested``: the places of the revokes
    that call it, or an endorsement of what it proposes, into doubt.

    ``height`` is how many entries its past holds: of two acts in the same second, the one that could know of the other
    stands higher. Time, height and log order the acts in the same way on every node.
    """

    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    leaf = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    party = models.CharField(max_length=64)
    time = models.DateTimeField()
    height = models.BigIntegerField()
    office = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20)
    reason = models.CharField(max_length=60)
    detail = models.TextField()
    target_log = models.CharField(max_length=260, null=True)
    target_seq = models.BigIntegerField(null=True)
    clock = models.JSONField()
    data = models.JSONField(null=True)
    facts = models.JSONField(null=True)
    contested = models.JSONField(default=list)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq"], name="act_place")]
        indexes = [
            models.Index(fields=["target_log", "target_seq"], name="act_target"),
            models.Index(fields=["act", "state", "verdict", "-time", "-height", "-log"], name="act_state_order"),
            models.Index(fields=["-time", "-height", "-log"], name="act_order"),
            models.Index(fields=["party", "-time", "-height", "-log"], name="act_party_order"),
            models.Index(fields=["act", "-time", "-height", "-log"], name="act_act_order"),
        ]


class Document(models.Model):
    """A document's newest face: in force, or only proposed. ``body`` is the record form (digests); titles are for
    lists; ``contested`` are the revokes that its agreement rests on. ``in_force`` is the newest version that was not
    undone, ``tip`` the newest of all, which the next change builds on.
    """

    name = models.CharField(max_length=340, primary_key=True)
    kind = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    parties = models.JSONField()
    status = models.CharField(max_length=20)
    in_force = models.CharField(max_length=100)
    tip = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    body = models.JSONField()
    parent = models.CharField(max_length=340)
    rank = models.BigIntegerField()
    title_en = models.TextField()
    title_es = models.TextField()
    open = models.PositiveIntegerField()
    contested = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "rank", "name"], name="document_kind"),
            models.Index(fields=["parent", "rank", "name"], name="document_parent"),
        ]


class ItemState(models.Model):
    """A sealed item whose state an act has changed: where it is listed, its state, the act (a position in the same
    log) with its ground and review day, and the item that stands in its place.
    """

    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    act = models.BigIntegerField()
    by = models.CharField(max_length=64)
    party = models.CharField(max_length=64)
    ground = models.CharField(max_length=30)
    review = models.CharField(max_length=10)
    time = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq", "digest"], name="item_once")]
        indexes = [
            models.Index(fields=["log", "act"], name="item_act"),
            models.Index(fields=["digest"], name="item_digest"),
            models.Index(fields=["-time", "-act", "-log"], name="item_order"),
        ]


class Version(models.Model):
    """A version that is or was in force. ``agreed_*`` is the last named party's endorsement; ``annulled_by`` the place
    of the joint act that undid it.
    """

    name = models.CharField(max_length=340)
    number = models.PositiveIntegerField()
    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    change = models.PositiveIntegerField()
    agreed_log = models.CharField(max_length=260)
    agreed_seq = models.BigIntegerField()
    annulled_by = models.CharField(max_length=280)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="version_once")]


class Link(models.Model):
    """``source`` relates to ``target``: 'changes' (proposal to document), 'dark' (not understood), or a field of a
    body. ``height`` is the proposal's in the record's order, by which its newest are found; 0 for a body's field.
    """

    rel = models.CharField(max_length=60)
    source = models.CharField(max_length=340)
    target = models.CharField(max_length=340)
    height = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "rel", "target"], name="link_once")]
        indexes = [models.Index(fields=["target", "rel", "-height"], name="link_newest")]


class Facet(models.Model):
    """A value by which documents are found: place, sector, lead."""

    name = models.CharField(max_length=340)
    facet = models.CharField(max_length=60)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "facet", "value"], name="facet_once")]
        indexes = [models.Index(fields=["facet", "value"], name="facet_value")]


# -- what is private: tables of other rooms, which Django looks for here --------------------------------------------

from bilateral.node.approving.models import Asking  # noqa: E402, F401
from bilateral.node.clearance.models import (  # noqa: E402, F401
    ClearanceAnswer,
    ClearanceLink,
    ClearanceRequest,
    ClearanceRound,
)
from bilateral.node.papers.models import Paper, Remark, Revision  # noqa: E402, F401
from bilateral.node.people.models import Invitation, Membership, PartySetting, Person, Signing  # noqa: E402, F401
from bilateral.node.post.models import Mail  # noqa: E402, F401
from bilateral.node.rooms.models import (  # noqa: E402, F401
    Room,
    RoomFork,
    RoomMessage,
    RoomNonce,
    RoomNoted,
    RoomReach,
    RoomTold,
)
