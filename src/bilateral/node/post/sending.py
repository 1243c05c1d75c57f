"""Sending what is queued: over the SMTP server of the settings; in a demonstration without one, into files.

A letter that can't be sent is tried again later and later, and given up after some days: `doctor` and the inbox of
administrators show those. Nothing is sent twice by one sender; a crash between sending and noting it may send a letter
again, never lose one. What a letter said is not kept once it is sent: it may hold a link that lets its reader in.
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Final, Protocol

from bilateral.node.home import Home, MailServer
from bilateral.node.post.models import Mail
from bilateral.values import Fault, Text

TRIES: Final = 12
AT_ONCE: Final = 100
CLAIM: Final = timedelta(minutes=10)


class Unsent(Fault):
    """The mail server does not take letters."""

    code = "mail"


class Carrier(Protocol):
    def __call__(self, message: EmailMessage) -> None: ...


def waiting(now: datetime) -> int:
    """How many letters wait that could go now."""
    return Mail.objects.filter(sent=None, given_up=False, after__lte=now).count()


def send_due(home: Home, now: datetime) -> int:
    """Send what is due. Returns how many were sent.

    :raises Unsent: the server can't be reached at all; what waits goes on waiting.
    """
    due = list(Mail.objects.filter(sent=None, given_up=False, after__lte=now).order_by("after", "pk")[:AT_ONCE])
    if not due:
        return 0
    done = 0
    with _carrier(home) as carry:
        for row in due:
            done += _sent(home, row, carry, now)
    return done


def _sent(home: Home, row: Mail, carry: Carrier, now: datetime) -> bool:
    """Send one letter that nobody else is sending: it is claimed first, so that no lock is held while it travels."""
    mine = Mail.objects.filter(pk=row.pk, sent=None, after=row.after)
    if not mine.update(after=now + CLAIM, tries=row.tries + 1):
        return False
    held = Mail.objects.filter(pk=row.pk)
    try:
        carry(_message(home, row, now))
    except smtplib.SMTPServerDisconnected:
        held.update(after=now, tries=row.tries)
        raise
    except (smtplib.SMTPException, OSError, ValueError) as error:
        held.update(
            error=f"{type(error).__name__}: {error}"[:300],
            given_up=row.tries + 1 >= TRIES,
            after=now + timedelta(minutes=2 ** (row.tries + 1)),
        )
        return False
    held.update(sent=now, error="", body="")
    return True


def _message(home: Home, row: Mail, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = home.mail.sender
    message["To"] = row.to
    message["Subject"] = row.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(idstring=str(row.pk), domain=home.mail.sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.body)
    message["Content-Language"] = row.lang  # after the content, which takes such headers away
    return message


@contextmanager
def _carrier(home: Home) -> Iterator[Carrier]:
    if home.mail.host:
        with _server(home.mail) as server:
            yield lambda message: _give(server, message)
    elif home.demonstration:
        yield lambda message: _file(home, message)
    else:
        raise Unsent(
            what=Text("No mail server is set.", "No hay servidor de correo configurado."),
            where="bilateral.toml [mail]",
            do=Text("Name its host and port; what waits is sent then.", "Indica host y puerto; lo pendiente saldrá."),
        )


@contextmanager
def _server(mail: MailServer) -> Iterator[smtplib.SMTP]:
    kind = smtplib.SMTP_SSL if mail.security == "tls" else smtplib.SMTP
    try:
        with kind(mail.host, mail.port, timeout=30) as server:
            if mail.security == "starttls":
                server.starttls()
            if mail.user:
                server.login(mail.user, mail.password)
            yield server
    except OSError as error:  # smtplib's own are OSErrors too; those of one letter were dealt with before
        raise _unreachable(mail, error) from error


def _unreachable(mail: MailServer, error: Exception) -> Unsent:
    return Unsent(
        what=Text("The mail server does not answer as it should.", "El servidor de correo no responde como debe."),
        where=f"{mail.host}:{mail.port}: {error}"[:300],
        do=Text(
            "Look at [mail] in bilateral.toml; letters wait.", "Revisa [mail] en bilateral.toml; el correo espera."
        ),
    )


def _give(server: smtplib.SMTP, message: EmailMessage) -> None:
    server.send_message(message)


def _file(home: Home, message: EmailMessage) -> None:
    folder = home.path / "mail"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / f"{message['Message-ID'].strip('<>').partition('@')[0]}.eml").write_bytes(bytes(message))
