"""The private tables of papers. Nothing of these is ever on the record or in a publication."""

from django.db import models

from bilateral.node.people.models import Person


class Paper(models.Model):
    """A package of texts that one government works on. ``revision`` counts its changes; ``keeper`` looks after it: who
    began it, until it is handed over; ``answers`` is the place of the
    proposal that it counters, renews or is to have cleared; ``place`` where it was proposed or that one agreed to;
    ``attempt`` names the form that began it. ``state``: open, proposed, agreed, dropped.
    ``room`` is the private room that it is worked on for, ``version`` the digest of that room's version which it last
    was the same as.
    """

    party = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="open")
    revision = models.IntegerField(default=1)
    attempt = models.CharField(max_length=64, blank=True)
    answers = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    room = models.CharField(max_length=32, blank=True)
    version = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField()
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="papers")
    changed = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["party", "state", "-changed"], name="paper_order")]


class Revision(models.Model):
    """The texts of a paper as somebody left them. What one person changes within minutes is one revision."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="revisions")
    number = models.IntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    time = models.DateTimeField()
    texts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="revision_once")]


class Remark(models.Model):
    """What somebody of the same side says about a place of a paper: a text's number and a field, or the whole."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="remarks")
    revision = models.IntegerField()
    where = models.CharField(max_length=160, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    time = models.DateTimeField()
    text = models.TextField()
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")


class Brought(models.Model):
    """A file in which somebody edited a paper's texts, as it came back; ``taken`` is the revision made of it, or 0."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="brought")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    time = models.DateTimeField()
    taken = models.IntegerField(default=0)
