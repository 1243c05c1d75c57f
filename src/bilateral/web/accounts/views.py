"""Pages about people: accepting an invitation, one's own account, who works for this side."""

from datetime import UTC, datetime

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from bilateral.node.approving.required import REQUIRED
from bilateral.node.people import inviting, members, rules
from bilateral.node.people.permissions import can, check
from bilateral.node.people.roles import ROLES
from bilateral.values import LANGS, BadInput, Fault, Text
from bilateral.web.accounts.second_factor import has_one, is_recent, second_factor_required, signed_in
from bilateral.web.reading import read, viewer

_NATIVE = {"en": "English", "es": "Español"}


class Password(forms.Form):
    """A password, twice."""

    first = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    second = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, person=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_first(self) -> str:
        validate_password(self.cleaned_data["first"], self.person)
        return self.cleaned_data["first"]

    def clean(self) -> None:
        if {"first", "second"} <= self.cleaned_data.keys() and self.cleaned_data["first"] != self.cleaned_data[
            "second"
        ]:
            self.add_error("second", ValidationError(gettext("The two passwords are not the same.")))


def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person chooses a password and is signed in."""
    now = datetime.now(UTC)
    person = inviting.invited(token, now)
    form = Password(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        person = inviting.accept(token, form.cleaned_data["first"], now)
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        messages.success(
            request, gettext("Welcome. Now set up a second factor: you need one before you sign anything.")
        )
        return perform_login(request, Login(user=person, redirect_url=reverse("mfa_index")))
    context = {"form": form, "person": person, "rules": password_validators_help_texts()}
    return render(request, "people/welcome.html", context, status=400 if form.errors else 200)


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: language of mail, the daily summary, second factor, roles."""
    who = members.known(int(request.user.pk or 0))
    if request.method == "POST":
        lang = request.POST.get("language", "")
        if lang not in LANGS:
            raise BadInput(
                what=Text("Mail is in English or in Spanish.", "El correo va en inglés o en español."),
                where="language",
                do=Text("Choose one of them.", "Elige uno de los dos."),
            )
        members.settle(who, lang, digest=request.POST.get("digest") == "yes")
        messages.success(request, gettext("Saved."))
        return redirect("account")
    held = members.roles_of(who)
    context = {
        "person": who,
        "languages": [(code, _NATIVE[code]) for code in LANGS],
        "roles": [(each, ROLES[each.role]) for each in held],
        "second_factor": has_one(request),
    }
    return render(request, "people/account.html", context)


@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """Who works for this side, and for administrators the form to invite somebody."""
    found = members.members(viewer(request), ended=request.GET.get("ended") == "1")
    by_person: dict[int, list[tuple[members.MemberView, object]]] = {}
    for each in found:
        by_person.setdefault(each.person, []).append((each, ROLES[each.role]))
    context = {
        "people": list(by_person.values()),
        "manages": can(viewer(request), "people.manage"),
        "settles": can(viewer(request), "party.settings"),
        "ended": request.GET.get("ended") == "1",
        **_choices(request),
    }
    return render(request, "people/people.html", context)


@second_factor_required
def signing(request: HttpRequest) -> HttpResponse:
    """Whether this side signs only together with an official's passkey."""
    if request.method == "POST":
        who = viewer(request)
        rules.settle(who, str(who.party), REQUIRED, on=request.POST.get("passkey") == "required")
        messages.success(request, gettext("Saved."))
    return redirect("party-settings")


def _choices(request: HttpRequest) -> dict[str, object]:
    return {
        "roles": list(ROLES.values()),
        "offices": read().offices(viewer(request)),
        "languages": [(code, _NATIVE[code]) for code in LANGS],
    }


@second_factor_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to this side."""
    who = viewer(request)
    check(who, "people.manage")
    if request.method != "POST":
        return redirect("people")
    typed = {name: request.POST.get(name, "").strip() for name in ("email", "name", "role", "office", "lang")}
    try:
        inviting.invite(
            settings.HOME,
            who,
            typed["email"],
            typed["name"],
            str(who.party),
            typed["role"],
            datetime.now(UTC),
            office=typed["office"],
            deputy=request.POST.get("deputy") == "yes",
            lang=typed["lang"] or "en",
        )
    except Fault as fault:
        context = {"fault": fault, "typed": typed, **_choices(request)}
        return render(request, "people/invite.html", context, status=400)
    messages.success(request, gettext("The invitation is on its way to %(email)s.") % {"email": typed["email"]})
    return redirect("people")


@second_factor_required
def end_role(request: HttpRequest) -> HttpResponse:
    """End one role of somebody of this side."""
    if request.method == "POST":
        number = request.POST.get("membership", "")
        members.end(viewer(request), int(number) if number.isdecimal() else 0, datetime.now(UTC))
        messages.success(request, gettext("The role is ended."))
    return redirect("people")


@second_factor_required
def hand_over(request: HttpRequest) -> HttpResponse:
    """Somebody leaves; somebody of this side takes over, or nobody does."""
    who = viewer(request)
    check(who, "people.manage")
    side = {each.person: each for each in members.members(who)}
    leaving = side.get(_number(request, "from"))
    if leaving is None:
        raise BadInput(
            what=Text("This person doesn't work for this side.", "Esta persona no trabaja para esta parte."),
            where="from",
            do=Text("Look at the list of people.", "Consulta la lista de personas."),
        )
    if request.method != "POST":
        others = {each.person: each for each in side.values() if each.person != leaving.person}
        return render(request, "people/hand_over.html", {"leaving": leaving, "others": list(others.values())})
    gone, to = members.known(leaving.person), members.person(_number(request, "to"))
    if request.POST.get("to") == "nobody":
        members.leave(who, gone, datetime.now(UTC))
    elif to is None or to.pk not in side:
        raise BadInput(
            what=Text("Nobody was chosen.", "No se eligió a nadie."),
            where="to",
            do=Text("Choose who takes over, or nobody.", "Elige quién queda a cargo, o nadie."),
        )
    else:
        members.hand_over(who, gone, to, datetime.now(UTC))
    messages.success(request, gettext("Handed over. They can no longer sign in."))
    return redirect("people")


def _number(request: HttpRequest, name: str) -> int:
    sent = request.POST.get(name) or request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


for _view in (welcome, account, invite, end_role, signing, hand_over):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own

__all__ = ["account", "end_role", "hand_over", "invite", "is_recent", "people", "signing", "welcome"]
