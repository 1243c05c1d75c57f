"""A second factor before anything is signed: it must be set up, and must have been used a short while ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

RECENT: Final = 15 * 60
View = Callable[..., HttpResponseBase]


def is_recent(request: HttpRequest, within: float = RECENT) -> bool:
    """Whether this session has shown a second factor within so many seconds."""
    records = get_authentication_records(request, request.user)
    return any(r.get("method") == "mfa" and time.time() - r.get("at", 0) <= within for r in records)


def has_one(request: HttpRequest) -> bool:
    """Whether this person has set a second factor up."""
    return bool(is_mfa_enabled(request.user))


def second_factor_required(view: View) -> View:
    """The view runs only for somebody who has just shown a second factor; else they are asked for it and come back.

    What they sent is kept meanwhile, so nothing has to be typed again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")
        if not has_one(request):
            words = gettext("Set up a second factor first: nothing is signed for a government without one.")
            messages.warning(request, words)
            return redirect("mfa_index")
        if not is_recent(request):
            return suspend_request(request, reverse("mfa_reauthenticate"))
        return view(request, *args, **kwargs)

    return guarded


def signed_in(view: View) -> View:
    """The view runs only for somebody who has signed in; else they are asked to, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")

    return guarded
