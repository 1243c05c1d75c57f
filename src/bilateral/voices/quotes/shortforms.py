"""Full stops that end no sentence: short forms of both languages, and what must follow for each kind of them.

Not here: where sentences end otherwise (spans). Short forms are compared in lower case, without their last full stop.
"""

import re
from typing import Final


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_TITLES: Final = _words(
    "mr mrs ms messrs dr drs dra dras prof profa sr sra srta sres sras dña fco gpe lic lics ing arq mtro mtra "
    "gral cnel gen sgt lt hon rev sen rep gov av avda blvr calz col carr priv prol cda fracc deleg edo mpio urb "
    "edif e.g i.e p.ej ej vs cf approx aprox incl ee"
)
"""Something always follows: a name, an example."""
_BEFORE_NUMBERS: Final = _words(
    "no nos núm núms num nums nro art arts fig figs vol vols pág págs pag pags pp sec secc cap caps frac fracs "
    "ext int apt ste mz mza tel tels cel cels tfno fax c.p cp km párr anex ch jan feb mar apr jun jul aug sep "
    "sept oct nov dec ene abr ago dic"
)
"""Short forms before a number only: 'no.' and 'mar.' end sentences too."""
_MAY_END: Final = _words(
    "etc inc ltd ltda corp co bros llc s.a s.a.b s.c s.r.l s.l c.v r.l a.c ee.uu ee.uu.a eeuu uu e.u.a jr jnr a.m "
    "p.m am pm d.f b.c b.c.s n.l q.r s.l.p a.d d.c ph.d m.a b.a atte ud uds gob admón méx calif ariz"
)
"""They end a sentence where a capital letter begins what follows."""
_RARELY_END: Final = _words("u.s u.s.a u.k u.n e.u st ave blvd rd mt ft esq dept depto dpto univ al")
"""What follows them mostly begins with a capital letter anyway ('U.S. Customs', 'Ave. Juárez'): they end a sentence
where a word follows that often begins one. So do initials."""
_FIRST_WORDS: Final = _words(
    "the a an this that these those we i it he she they you our my your his her their its there here in on at by "
    "for from with without as if when while where since because although but and or so yet however also then now "
    "please not no yes what why how who to all many most some more every each both one el la los las lo un una "
    "unos unas este esta estos estas ese esa eso esto nosotros nosotras yo tú usted ustedes ellos ellas nuestro "
    "nuestra nuestros nuestras mi mis su sus en con sin por para de desde hasta si cuando mientras donde como "
    "porque aunque pero y o e ni sí también además ahora hay es son que qué quién cómo hoy ya se nos me te todo "
    "todos todas muchos cada"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT: Final = re.compile(r"\s{1,9}[\"'«“‘(¿¡\[]{0,3}([^\W\d_]\.|[^\W_]{1,20}|[+#]?)")
_LOOK: Final = 24
"""Characters before a full stop in which a short form may begin."""


def ends_none(text: str, stop: int) -> bool:
    """Whether the full stop at text[stop] belongs to a short form and no sentence ends with it."""
    words = text[max(0, stop - _LOOK) : stop].split()
    found = _NEXT.match(text, stop + 1)
    following = found[1] if found else ""
    if not words or not following or text[stop - 1].isspace():
        return False
    form = words[-1].lstrip("(¿¡[\"'«“‘/")
    known = form.lower()
    if known in _TITLES:
        return True
    if known in _BEFORE_NUMBERS:
        return following[0].isdigit() or following[0] in "+#"
    if known in _RARELY_END or (_INITIALS.fullmatch(form) and known not in _MAY_END):
        return not (following[0].isupper() and following.lower() in _FIRST_WORDS)
    return known in _MAY_END and not following[0].isupper()
