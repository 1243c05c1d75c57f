"""Mail that waits to be sent, and what became of it."""

from django.db import models


class Mail(models.Model):
    """One letter to one address, written in its reader's language. ``key`` lets a notice be sent only once."""

    to = models.EmailField()
    lang = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    key = models.CharField(max_length=200, null=True, unique=True)
    created = models.DateTimeField()
    after = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sent", "given_up", "after"], name="mail_waiting")]
