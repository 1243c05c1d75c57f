"""Items of each kind, made from a seed with right check digits, and sentences of ours to hide them in."""

import random
import string

from bilateral.voices.screening import digits

FRAMES = (
    "Please write to me about the crossing: {item}, I read it in the evening.",
    "Mis datos son {item} y espero su respuesta sobre el cruce.",
    "({item})",
    "We met the inspectors in March.\n{item}\nThe lane was closed again.",
    "Adjunto lo que me pidieron en la ventanilla: {item}.",
)


def _first(candidates: list[str], ok: object) -> str:
    return next(c for c in candidates if ok(c))  # type: ignore[operator]


def _letters(chance: random.Random, n: int) -> str:
    return "".join(chance.choices(string.ascii_uppercase, k=n))


def _numbers(chance: random.Random, n: int) -> str:
    return "".join(chance.choices(string.digits, k=n))


def _date(chance: random.Random) -> str:
    return f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"


def curp(c: random.Random) -> str:
    body = _letters(c, 4) + _date(c) + c.choice("HMX") + _letters(c, 5) + c.choice("0A")
    return _first([body + d for d in string.digits], digits.curp_ok)


def rfc(c: random.Random) -> str:
    body = _letters(c, c.choice((3, 4))) + _date(c) + _letters(c, 2)
    return _first([body + d for d in "0123456789A"], digits.rfc_ok)


def ine(c: random.Random) -> str:
    return _letters(c, 6) + _date(c) + f"{c.randrange(1, 33):02}" + c.choice("HM") + _numbers(c, 3)


def ssn(c: random.Random) -> str:
    return f"{c.randrange(1, 600):03}-{c.randrange(1, 100):02}-{c.randrange(1, 10_000):04}"


def clabe(c: random.Random) -> str:
    body = f"{c.randrange(2, 700):03}" + _numbers(c, 14)
    whole = _first([body + d for d in string.digits], digits.clabe_ok)
    return c.choice((whole, f"{whole[:3]} {whole[3:6]} {whole[6:17]} {whole[17]}"))


def card(c: random.Random) -> str:
    body = c.choice(("4", "51", "55", "6011")) + _numbers(c, 15)
    body = body[:15]
    whole = _first([body + d for d in string.digits], digits.card_ok)
    return c.choice((whole, " ".join(whole[n : n + 4] for n in range(0, 16, 4)), whole[:4] + "-" + whole[4:]))


def iban(c: random.Random) -> str:
    country, body = c.choice(("DE", "GB", "ES")), _letters(c, 4) + _numbers(c, 14)
    whole = _first([f"{country}{n:02}{body}" for n in range(2, 99)], digits.iban_ok)
    return c.choice((whole, " ".join(whole[n : n + 4] for n in range(0, len(whole), 4))))


def email(c: random.Random) -> str:
    name, host = _letters(c, 6).lower(), _letters(c, 5).lower()
    return c.choice(
        (
            f"{name}@{host}.example",
            f"{name}.{host}+x@mail.{host}.org",
            f"{name} (at) {host} (dot) org",
            f"{name}[arroba]{host}.mx",
        )
    )


def phone(c: random.Random) -> str:
    a, b, d = c.randrange(200, 1000), c.randrange(200, 1000), _numbers(c, 4)
    mx = _numbers(c, 4)
    return c.choice(
        (
            f"({a}) {b}-{d}", f"{a}-{b}-{d}", f"{a}.{b}.{d}", f"+1 {a} {b} {d}", f"1-{a}-{b}-{d}",
            f"+52 55 {mx} {d}", f"+52 1 664 {b} {d}", f"55 {mx} {d}", f"tel. 664{b}{d}", f"WhatsApp: {a} {b} {d}",
        )
    )  # fmt: skip


def address(c: random.Random) -> str:
    n = c.randrange(1, 9999)
    return c.choice(
        (
            f"{n} Mesquite Street", f"{n} N. Canyon View Dr.", f"{n} W 14th Ave", f"Calle Mezquite {n}",
            f"Av. Río Nazas No. {n}", f"Calzada de la Paz #{n}", f"Blvd. Agua Caliente núm. {n}", f"P.O. Box {n}",
            "C.P. 22010",
        )
    )  # fmt: skip


def link(c: random.Random) -> str:
    host = _letters(c, 7).lower()
    return c.choice((f"https://{host}.example/a?b=1", f"www.{host}.org", f"{host}.com/oferta", f"http://{host}.mx"))


def payload(c: random.Random) -> str:
    return c.choice(
        (
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "' OR '1'='1", "1 UNION SELECT name",
            "../../../../etc/hosts", "${jndi:ldap://x/a}", "{{7*7}}", "; DROP TABLE users", "| cat /etc/passwd",
            "%3Cscript%3E%27%22", "<?php echo 1", "sleep(10)", "javascript:alert(1)",
        )
    )  # fmt: skip


MAKERS = {f.__name__: f for f in (email, curp, rfc, ine, ssn, iban, clabe, card, phone, address, link, payload)}


def planted(kind: str, n: int, seed: int = 2021) -> list[tuple[str, str]]:
    """(text, item) pairs."""
    chance = random.Random(f"{seed} {kind}")
    items = [MAKERS[kind](chance) for _ in range(n)]
    return [(chance.choice(FRAMES).format(item=item), item) for item in items]
