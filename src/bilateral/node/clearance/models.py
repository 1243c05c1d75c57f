"""The private tables of clearance. Nothing of these is ever on the record or in a publication."""

from django.db import models


class ClearanceRound(models.Model):
    """Offices asked about a paper as it was then: ``texts`` are kept here, whatever becomes of the paper's revisions.

    ``silence`` is the side's rule as it stood when the offices were asked. ``closed``: no answer is taken any more.
    ``attempt`` names the form that began it.
    """

    paper = models.ForeignKey("node.Paper", models.CASCADE, related_name="rounds")
    number = models.IntegerField()
    revision = models.IntegerField()
    texts = models.JSONField()
    asked_by = models.ForeignKey("node.Person", models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    due = models.DateField()
    note = models.TextField(blank=True)
    silence = models.BooleanField(default=False)
    attempt = models.CharField(max_length=64, blank=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="clearance_round_once")]
        indexes = [models.Index(fields=["closed", "due"], name="clearance_round_open")]


class ClearanceRequest(models.Model):
    """One office of a round, by its id. ``superseded``: the office was asked anew, and answers there."""

    round = models.ForeignKey(ClearanceRound, models.CASCADE, related_name="requests")
    office = models.CharField(max_length=64)
    superseded = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "office"], name="clearance_request_once")]
        indexes = [models.Index(fields=["office", "superseded"], name="clearance_request_office")]


class ClearanceLink(models.Model):
    """The link of one letter: whose it is, and the hash of its token. ``lang`` is en, es or both; ``person`` is known
    where the address is that of somebody who works here. ``why`` tells a first letter from its reminders.
    """

    request = models.ForeignKey(ClearanceRequest, models.CASCADE, related_name="links")
    token = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    person = models.ForeignKey("node.Person", models.PROTECT, null=True, related_name="+")
    lang = models.CharField(max_length=4)
    why = models.CharField(max_length=10)
    made = models.DateTimeField()


class ClearanceAnswer(models.Model):
    """What an office said, by whom and how (link, page, silence). All are kept; the newest counts."""

    request = models.ForeignKey(ClearanceRequest, models.CASCADE, related_name="answers")
    number = models.IntegerField()
    answer = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    how = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey("node.Person", models.PROTECT, null=True, related_name="+")
    time = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("node.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="clearance_answer_once")]
