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


def _grouped(c: random.Random, whole: str, *forms: tuple[int, ...], gaps: str = " -") -> str:
    """The whole, or in groups of one of the forms with one kind of gap between them."""
    form, gap, parts, at = c.choice(((len(whole),), *forms)), c.choice(gaps), [], 0
    for size in form:
        parts.append(whole[at : at + size])
        at += size
    return gap.join(part for part in [*parts, whole[at:]] if part)


def curp(c: random.Random) -> str:
    body = _letters(c, 4) + _date(c) + c.choice("HMX") + _letters(c, 5) + c.choice("0A")
    whole = _grouped(c, _first([body + d for d in string.digits], digits.curp_ok), (4, 6, 6, 2), (10, 8), (4, 6, 8))
    return c.choice((whole, whole.lower()))


def rfc(c: random.Random) -> str:
    name = _letters(c, c.choice((3, 4)))
    body = name + _date(c) + _letters(c, 2)
    whole = _first([body + d for d in "0123456789A"], digits.rfc_ok)
    return c.choice((_grouped(c, whole, (len(name), 6, 3), (len(name), 9)), whole.lower()))


def ine(c: random.Random) -> str:
    key = _letters(c, 6) + _date(c) + f"{c.randrange(1, 33):02}" + c.choice("HM") + _numbers(c, 3)
    return c.choice((key, key, f"IDMEX{_numbers(c, 10)}"))


def ssn(c: random.Random) -> str:
    said = f"{c.randrange(1, 600):03}-{c.randrange(1, 100):02}-{c.randrange(1, 10_000):04}"
    return c.choice((said, f"SSN {said.replace('-', ' ')}", f"seguro social: {said.replace('-', '')}"))


def clabe(c: random.Random) -> str:
    body = f"{c.randrange(2, 700):03}" + _numbers(c, 14)
    whole = _first([body + d for d in string.digits], digits.clabe_ok)
    said = _grouped(c, whole, (3, 3, 11, 1), (4, 4, 4, 4, 2), (3, 3, 12), (3, 15), (6, 6, 6))
    return c.choice((said, said, f"{_grouped(c, whole, (3, 3, 11, 1), (4, 4, 4, 4, 2))} 25"))


def card(c: random.Random) -> str:
    body = c.choice(("4", "51", "55", "6011", "37")) + _numbers(c, 15)
    body = body[: 14 if body.startswith("37") else 15]
    whole = _first([body + d for d in string.digits], digits.card_ok)
    forms = ((4, 6, 5),) if len(whole) == 15 else ((4, 4, 4, 4), (4, 12))
    said = _grouped(c, whole, *forms)
    return c.choice((said, said, f"{said} {c.randrange(1, 13):02}/27 {_numbers(c, 3)}", f"{said} {_numbers(c, 3)}"))


def iban(c: random.Random) -> str:
    country, size = c.choice((("DE", 22), ("GB", 22), ("ES", 24), ("FR", 27), ("NL", 18)))
    body = _letters(c, 4) + _numbers(c, size - 8)
    whole = _first([f"{country}{n:02}{body}" for n in range(2, 99)], digits.iban_ok)
    said = c.choice((whole, " ".join(whole[n : n + 4] for n in range(0, len(whole), 4))))
    return c.choice((said, said.lower(), f"{said} GRACIAS POR SU PAGO", f"{said} para el pago"))


def email(c: random.Random) -> str:
    name, host = _letters(c, 6).lower(), _letters(c, 5).lower()
    return c.choice(
        (
            f"{name}@{host}.example", f"{name}.{host}+x@mail.{host}.org", f"{name} (at) {host} (dot) org",
            f"{name}[arroba]{host}.mx", f"o'{name}@{host}.example", f"josé.{name}@{host}.mx", f"{name}&co@{host}.com",
            f"{name} arroba {host} punto com", f"{name} at {host} dot org", f"jose\u0301{name}@{host}.mx",
        )
    )  # fmt: skip


def phone(c: random.Random) -> str:
    a, b, d = c.randrange(200, 1000), c.randrange(200, 1000), _numbers(c, 3) + c.choice("123456789")
    mx, local = f"{c.randrange(2100, 9999)}", f"{c.randrange(200, 1000)}{d}"
    pairs = f"{mx[:2]} {mx[2:]} {d[:2]} {d[2:]}" if mx[:2] > mx[2:] else f"{mx[2:]} {mx[:2]} {d[:2]} {d[2:]}"
    return c.choice(
        (
            f"({a}) {b}-{d}", f"{a}-{b}-{d}", f"{a}.{b}.{d}", f"+1 {a} {b} {d}", f"1-{a}-{b}-{d}", f"({a}){b}-{d}",
            f"+52 55 {mx} {d}", f"+52 1 664 {b} {d}", f"55 {mx} {d}", f"tel. 664{b}{d}", f"WhatsApp: {a} {b} {d}",
            f"(55){mx}-{d}", f"(664) {b} {d}", f"55 {pairs}", f"664 {b} {d[:2]} {d[2:]}", f"+52 1 55 {mx} {d}",
            f"Teléfonos: 664{local}", f"Tels. 55{mx}{d}", f"Llame al 55{mx}{d}", f"Llámanos al 664 {local}",
            f"mi número es 55{mx}{d}", f"my number is {a}{b}{d}", f"WhatsApp: ({a}){local}", f"call me at {a}{b}{d}",
            f"Tel. {a} {b} {d} ext. 123", f"Teléfono:\n55 {mx} {d}", f"Teléfono:\r\n55{mx}{d}", f"01 {a} {b} {d}",
        )
    )  # fmt: skip


def address(c: random.Random) -> str:
    n, plot = c.randrange(1, 9999), c.randrange(1, 60)
    return c.choice(
        (
            f"{n} Mesquite Street", f"{n} N. Canyon View Dr.", f"{n} W 14th Ave", f"Calle Mezquite {n}",
            f"Av. Río Nazas No. {n}", f"Calzada de la Paz #{n}", f"Blvd. Agua Caliente núm. {n}", f"P.O. Box {n}",
            "C.P. 22010", f"CALLE REFORMA {n}", f"{n} MAIN STREET", f"calle reforma {n}, col. centro",
            f"{n} main st, apt 4", f"Av Insurgentes Sur {n}", f"Blvd Agua Caliente {n}", "Col. Roma Norte",
            "Colonia Roma, C.P. 06700", f"Calle Río Lerma número {n}", "calle Juárez s/n", f"calle 5 de Mayo {n}",
            f"lote {plot} manzana 3", f"Mz {plot} Lt 5", f"Apt {plot}B", f"Suite {plot}", f"El Paso, TX 7{n:04}",
            f"San Diego CA 9{n:04}", f"el paso, tx 7{n:04}", f"Tijuana, B.C. 2{n:04}", f"Apartado Postal {n}",
            f"{n + 100} main street",
            f"{n} oak lane, el paso, tx", f"código postal 2{n:04}", f"AV. DE LA PAZ {n} INT. {plot}",
        )
    )  # fmt: skip


def link(c: random.Random) -> str:
    host = _letters(c, 7).lower()
    return c.choice(
        (
            f"https://{host}.example/a?b=1", f"www.{host}.org", f"{host}.com/oferta", f"http://{host}.mx",
            f"{host.upper()}.COM", f"en {host}.es", f"{host}.gob.mx", f"{host}.es/oferta", f"www.ñ{host}.mx",
        )
    )  # fmt: skip


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
