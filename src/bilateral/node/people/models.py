"""The private tables of people: nothing of these is ever on the record or in a publication.

Not here: what signing in needs (allauth's own tables), and the rules (permissions.py).
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class People(BaseUserManager["Person"]):
    """Makes people and finds them by address, whatever its letters' case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who can sign in. Nobody is deleted: who left is no longer active, and what they did stays theirs."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role of a person for a government, from one day to another. Ended ones are kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    party = models.CharField(max_length=64)
    role = models.CharField(max_length=20)
    office = models.CharField(max_length=64, blank=True)
    deputy = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party", "role", "office"],
                condition=models.Q(until=None),
                name="membership_once",
            )
        ]
        indexes = [models.Index(fields=["party", "role"], name="membership_party")]


class Invitation(models.Model):
    """A way in, sent by mail. Only the hash of its token is kept; it works once and not for ever."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Signing(models.Model):
    """Who pressed the button for an entry: kept privately; the record names the office."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="signings")
    log = models.CharField(max_length=260)
    seq = models.BigIntegerField()
    time = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq"], name="signing_once")]


class PartySetting(models.Model):
    """What a government has settled for its own side, by name."""

    party = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="party_setting_once")]
