"""What allauth asks of us: nobody signs up by themselves, letters go through our own post, secrets are encrypted."""

import base64
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from bilateral.node.people import factors, members
from bilateral.node.post import letters
from bilateral.values import Text


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's own letters, in the language of whoever they are for, through our queue."""
        who = members.by_email(email)
        lang = who.language if who else translation.get_language() or "en"
        with translation.override(lang):
            message = self.render_mail(template_prefix, email, context)
        letter = letters.Letter(Text.same(message.subject), Text.same(str(message.body)))
        letters.send_to(settings.HOME, email, lang, letter, datetime.now(UTC))


class MFAAdapter(DefaultMFAAdapter):
    """Second factors are stored encrypted under the home's secret.

    :raises factors.Unreadable: one was encrypted under another secret.
    """

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise factors.refused() from None


def _box() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(sha256(b"bilateral second factors\n" + settings.SECRET_KEY.encode()).digest())
    )


class SocialAdapter(DefaultSocialAccountAdapter):
    """A ministry's own server signs in those who were invited, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Servers are named in bilateral.toml alone, so no table is asked."""
        found = []
        for server in settings.HOME.sign_in:
            if provider in (None, "openid_connect", server.id) and client_id in (None, server.client):
                app = SocialApp(provider="openid_connect", provider_id=server.id, name=server.name)
                app.client_id, app.secret, app.settings = server.client, server.secret, {"server_url": server.server}
                found.append(app)
        return found
