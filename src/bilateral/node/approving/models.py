"""The private table of what passkeys are asked to sign. Nothing of it is ever on the record or in a publication."""

from django.db import models

from bilateral.node.people.models import Person


class Asking(models.Model):
    """An act that a person's passkey is asked to sign: the seed of its salts, and the challenge.

    Erased in the transaction that signs the act; one that is not used, when the next one is asked after an hour.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    attempt = models.CharField(max_length=64)
    seed = models.BinaryField(max_length=32)
    challenge = models.CharField(max_length=64)
    time = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "attempt"], name="asking_once")]
