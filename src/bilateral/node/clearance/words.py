"""The letters of clearance, in both languages. What each says is decided elsewhere."""

from datetime import date
from typing import Final

from bilateral.node.clearance.models import ClearanceRound
from bilateral.node.post.letters import Letter
from bilateral.values import LANGS, Text, format_date

_APART = "\n\n" + "—" * 20 + "\n\n"


def day(value: date) -> Text:
    return Text(*(format_date(value, lang) for lang in LANGS))


def silence(on: bool) -> Text:
    """What no answer will mean, so that nobody learns of it afterwards."""
    if on:
        return Text(
            "Your side has settled that silence counts: without an answer by then, your office counts as having "
            "cleared the text, and the list says that it was by silence.",
            "Tu parte dispuso que el silencio vale: si para entonces no hay respuesta, se tendrá por dado el visto "
            "bueno de tu dependencia, y la lista dirá que fue por silencio.",
        )
    return Text(
        "Silence is never taken as consent: without an answer, your office is listed as “no answer”.",
        "El silencio nunca se toma como visto bueno: sin respuesta, tu dependencia aparece como «sin respuesta».",
    )


def in_lang(letter: Letter, lang: str) -> tuple[Letter, str]:
    """The letter for one reader: in their language, or in both where it isn't known."""
    if lang in LANGS:
        return letter, lang
    subject = Text.same(" · ".join(letter.subject.in_(each) for each in LANGS))
    body = Text.same(_APART.join(letter.body.in_(each) for each in LANGS))
    return Letter(subject, body, letter.key), LANGS[0]


_DOES: Final = {
    "propose": Text("proposes it", "lo proponga"),
    "agree": Text("agrees to it", "le dé su conformidad"),
    "either": Text("proposes it or agrees to it", "lo proponga o le dé su conformidad"),
}


def asked(of: ClearanceRound, office: Text, link: Text, key: str, step: str) -> Letter:
    """The first letter, with its reader's own link. ``step``: what it is to be cleared for (`agreeing.step_of`)."""
    note = Text("\n\nA note from {who}:\n{note}", "\n\nNota de {who}:\n{note}") if of.note else Text("", "")
    body = Text(
        "{who} asks your office ({office}) to clear a text before your government {does}:\n\n  {title}\n\n"
        "Answer by {day}, at the end of that day. {silence}\n\n"
        "Read it and answer here; you need no account and no password:\n{link}",
        "{who} pide el visto bueno de tu dependencia ({office}) a un texto antes de que tu gobierno {does}:\n\n"
        "  {title}\n\nResponde a más tardar el {day}, al final del día. {silence}\n\n"
        "Léelo y responde aquí; no necesitas cuenta ni contraseña:\n{link}",
    )
    subject = Text("Please clear by {day}: {title}", "Visto bueno a más tardar el {day}: {title}")
    return _letter(subject, body + note + _FOR_YOU, of, office, link, key, _DOES[step])


def reminder(of: ClearanceRound, office: Text, link: Text, key: str, *, today: bool) -> Letter:
    """Nobody of the office has answered yet: two working days before the last day, and on it."""
    when = Text("today is the last day", "hoy es el último día") if today else Text("until {day}", "hasta el {day}")
    subject = Text("Still to clear, ", "Falta tu visto bueno, ") + when + Text.same(": {title}")
    body = Text(
        "Your office ({office}) has not answered yet about this text:\n\n  {title}\n\n"
        "{who} asked for an answer by {day}, at the end of that day. {silence}\n\nRead it and answer here:\n{link}",
        "Tu dependencia ({office}) aún no responde sobre este texto:\n\n  {title}\n\n"
        "{who} pidió respuesta a más tardar el {day}, al final del día. {silence}\n\nLéelo y responde aquí:\n{link}",
    )
    return _letter(subject, body + _FOR_YOU, of, office, link, key)


_FOR_YOU = Text(
    "\n\nThe link is yours: whoever has it can read the text and answer for your office. Only your own government "
    "may see the text at this stage.",
    "\n\nEl enlace es tuyo: quien lo tenga puede leer el texto y responder por tu dependencia. En esta etapa sólo tu "
    "propio gobierno puede ver el texto.",
)


def _letter(
    subject: Text, body: Text, of: ClearanceRound, office: Text, link: Text, key: str, does: Text | None = None
) -> Letter:
    known = {
        "who": of.asked_by.name, "title": " ".join(of.paper.title.split()), "day": day(of.due), "office": office,
        "silence": silence(of.silence), "note": of.note, "link": link,
        "does": does,
    }  # fmt: skip
    return Letter(subject.format(**known), body.format(**known), key)


def complete(of: ClearanceRound, lines: Text, link: Text, key: str, *, clear: bool, changed: bool) -> Letter:
    """Every office has answered. ``changed``: the paper no longer says what they were asked about."""
    subject, told = (
        (
            Text("Cleared: {title}", "Con visto bueno: {title}"),
            Text("Every office asked has cleared this text.", "Todas las dependencias dieron su visto bueno."),
        )
        if clear
        else (
            Text("Answered: {title}", "Con respuestas: {title}"),
            Text("Every office asked has answered about this text.", "Todas las dependencias respondieron."),
        )
    )
    if changed:
        told += Text(
            " It has been changed since they were asked: for what it says now, ask them anew.",
            " El texto cambió desde la consulta: para lo que dice ahora, consúltalas de nuevo.",
        )
    return _told(subject, told, of, lines, link, key)


def over(of: ClearanceRound, lines: Text, link: Text, key: str) -> Letter:
    """The last day has passed and not every office had answered."""
    told = Text(
        "The time to clear this text is over; it was {day}.", "Terminó el plazo para dar visto bueno; era el {day}."
    )
    subject = Text("The time to clear is over: {title}", "Terminó el plazo de visto bueno: {title}")
    return _told(subject, told.format(day=day(of.due)), of, lines, link, key)


def _told(subject: Text, told: Text, of: ClearanceRound, lines: Text, link: Text, key: str) -> Letter:
    title = " ".join(of.paper.title.split())
    body = told + f"\n\n  {title}\n\n" + lines + "\n\n" + link
    return Letter(subject.format(title=title), body, key)
