"""What somebody does in a browser with one home's pages, as a program: come in by invitation, sign in.

visits.py come TOKEN PHRASE            prints the secret of the authenticator app that was set up
visits.py enter EMAIL PHRASE SECRET    prints "in", or how it was refused; no SECRET: the password has to be enough
visits.py examine | forget EMAIL       what the doctor finds in second factors; forget those of a person
"""

import base64
import re
import sys
import time
from datetime import UTC, datetime

import django
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP


def code(secret: str) -> str:
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(time.time())).decode()


def come(token: str, phrase: str) -> str:
    client = browser()
    answer = client.post(f"/en/welcome/{token}/", {"first": phrase, "second": phrase})
    if answer.status_code != 302:
        return f"refused {answer.status_code}"
    client.post("/en/account/reauthenticate/", {"password": phrase})
    activate = "/en/account/2fa/totp/activate/"
    found = re.search(r'authenticator_secret[^>]*value="([A-Z2-7]+)"', client.get(activate).content.decode())
    assert found
    assert client.post(activate, {"code": code(found[1])}).status_code == 302
    return found[1]


def enter(email: str, phrase: str, secret: str) -> str:
    client = browser()
    answer = client.post("/en/account/login/", {"login": email, "password": phrase})
    if secret:
        assert answer["Location"] == "/en/account/2fa/authenticate/"
        answer = client.post(answer["Location"], {"code": code(secret)})
    if answer.status_code != 302:
        return f"refused {answer.status_code}"
    return "in" if client.get("/en/account/").status_code == 200 else "out"


def examine() -> str:
    from django.conf import settings

    from bilateral.node.care.doctor import CHECKS, Patient, made

    patient = Patient(settings.HOME, datetime.now(UTC), lambda where: None)  # type: ignore[arg-type,return-value]
    found = [made(check, patient) for check in CHECKS if check.name == "second-factors"]
    return " ".join(f"{each.check.name} {each.findings[0].where}" for each in found if each.findings) or "fine"


def forget(email: str) -> str:
    from bilateral.node.people import factors, members

    who = members.by_email(email)
    assert who
    return str(factors.forget(who))


def browser():  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write({"come": come, "enter": enter, "examine": examine, "forget": forget}[sys.argv[1]](*sys.argv[2:]))
