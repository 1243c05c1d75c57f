"""Judging a line by its form alone: is it a title or a sentence, does it begin with a verb, is it in Title Case.

Plans seldom say which line is a heading; people see it, because headings are short, have no full stop and no verb, and
their neighbours do. Each judgment here is one small question. Not here: what follows from the answers.
"""

import re

from bilateral.dialogue.plan_import.numbers import fold, word_set
from bilateral.values import Lang

_WORD = re.compile(r"[^\W_][\w'’-]*")
_DOTTED = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
_SMALL = word_set(
    "a an and as at but by for from in into nor of on or per the to via vs with within across between through a al "
    "ante con contra de del desde e el en entre hacia hasta la las lo los ni o para por que sin sobre su sus u y"
)
_VERBS_EN = word_set(
    "accelerate achieve act adapt adopt address advance align analyze analyse apply assess assist attract boost "
    "bring build carry collaborate combat complete conclude conduct consider consult continue convene cooperate "
    "coordinate create cut deepen define deliver deploy design determine develop digitize discuss disseminate "
    "diversify draft drive effect eliminate empower enable encourage engage enhance ensure establish evaluate "
    "examine exchange expand expedite explore extend facilitate finalize finance find focus foster fund generate "
    "grow harmonize help hold host identify implement improve include increase incorporate inform initiate install "
    "integrate invest invite join keep launch lead leverage link maintain make manage map match measure mitigate "
    "mobilize modernize monitor negotiate offer open operate organize pilot plan prepare prevent prioritize produce "
    "promote propose protect provide publish pursue raise reach recognize recommend reduce reinforce remove report "
    "research resolve restore review revise scale seek set share simplify speed sponsor standardize start "
    "streamline strengthen study submit support survey sustain tackle test track train transform undertake update "
    "upgrade use utilize verify work"
)
_NOT_VERBS_ES = word_set(
    "mujer taller lugar hogar bienestar azucar mar militar solar celular escolar familiar poder deber ser alquiler "
    "ayer nuclear par sur mujeres circular popular particular similar lider caracter cancer dolar pulgar"
)
_INFINITIVE = re.compile(r"[a-zñ]{2,}(?:ar|er|ir)(?:se|lo|la|los|las|les|nos)?")
_MODALS = re.compile(
    r"\b(?:will|shall|must|should|are|is|has|have|buscar[áa]n?|deber[áa]n?|har[áa]n|ser[áa]n?|es|son|se\s+\w+|"
    r"\w{3,}ar[áa]n|\w{3,}er[áa]n|\w{3,}ir[áa]n)\b",
    re.IGNORECASE,
)
_CLOSERS = "”\"’'»)]*_ "


def count_words(text: str) -> int:
    return len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the line closes with a full stop, semicolon or the like; 'U.S.' at the end doesn't count."""
    core = text.rstrip(_CLOSERS)
    return core[-1:] in (".", ";", "!", "?", "…") and not _DOTTED.search(core)


def starts_with_verb(text: str, lang: Lang) -> bool:
    """Imperative in English, infinitive in Spanish: how actions begin."""
    found = _WORD.search(text)
    if not found:
        return False
    word = fold(found.group(0))
    if lang == "en":
        return word in _VERBS_EN
    return word not in _NOT_VERBS_ES and _INFINITIVE.fullmatch(word) is not None


def title_case(text: str) -> bool:
    """Two or more words of weight, every one with a capital: 'Inclusiveness and Training'."""
    heavy = [word for word in _WORD.findall(text) if fold(word) not in _SMALL]
    return len(heavy) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in heavy)


def title_like(text: str, most: int = 14) -> bool:
    """Short, beginning with a capital or a figure, and not closed like a sentence."""
    first = text.lstrip("“\"«'¿¡([")[:1]
    if not first or first.islower() or text.rstrip()[-1:] == ",":
        return False
    return not ends_sentence(text) and count_words(text) <= most


def sentence_like(text: str, lang: Lang) -> bool:
    """Closed with a full stop, or long, or beginning with a verb and saying something about it."""
    length = count_words(text)
    return ends_sentence(text) or length > 14 or (length > 4 and starts_with_verb(text, lang))


def introduces(text: str) -> bool:
    """'The governments will:' ends with a colon and has a verb of promise, or is long for a title."""
    if not text.rstrip().endswith(":"):
        return False
    return count_words(text) > 7 or _MODALS.search(text) is not None


def tidy_title(text: str) -> str:
    """A title without the colon or full stop that closed its line, and without quotation marks around it."""
    core = text.strip().rstrip(":").rstrip()
    if core.endswith(".") and not core.endswith("..") and not _DOTTED.search(core):
        core = core[:-1].rstrip()
    if len(core) > 2 and core[0] + core[-1] in ("“”", '""', "«»", "''") and core[0] not in core[1:-1]:
        core = core[1:-1].strip()
    return core


def word_key(text: str) -> tuple[str, ...]:
    """A title's words without case, accents and signs."""
    return tuple(_WORD.findall(fold(text)))


def same_words(a: str, b: str) -> bool:
    """The same title, whatever the case, accents and signs; or nearly, so that a slip of the pen still counts."""
    left, right = word_key(a), word_key(b)
    if left == right:
        return bool(left)
    both = set(left) & set(right)
    return len(both) >= 3 and len(both) >= 0.8 * max(len(set(left)), len(set(right)))
