"""What a text binds to: the legal effect that its body states, that it takes from what it is part of, or that its kind
has by nature.

The words are for readers. Nothing here takes part in a verdict: a text is agreed in the same way whatever it binds to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bilateral.dialogue.kind import field
from bilateral.values import BadInput, Fault, Text

Code = Literal["political", "exploratory", "binding"]


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: its name, and what it means in a sentence."""

    name: Text
    about: Text


EFFECTS: Final[dict[str, Effect]] = {
    "political": Effect(
        Text("political commitment", "compromiso político"),
        Text(
            "The governments intend to do it and answer for it in public. It creates no obligation under law.",
            "Los gobiernos se proponen cumplirlo y responden por ello en público. No crea obligaciones jurídicas.",
        ),
    ),
    "exploratory": Effect(
        Text("to be explored", "por explorar"),
        Text(
            "The governments will look into it together. They commit to no result.",
            "Los gobiernos lo estudiarán juntos. No se comprometen a ningún resultado.",
        ),
    ),
    "binding": Effect(
        Text("legally binding", "jurídicamente vinculante"),
        Text(
            "It binds the governments under the law or agreement named.",
            "Obliga a los gobiernos conforme a la ley o el acuerdo que se cita.",
        ),
    ),
}

NOT_STATED: Final = Effect(
    Text("not stated", "no se indica"),
    Text(
        "Neither this text nor what it is part of says whether it binds.",
        "Ni este texto ni aquello de lo que forma parte dicen si obliga.",
    ),
)

OWN: Final = Effect(
    Text("statement of one government", "declaración de un gobierno"),
    Text("It speaks for one government and binds no other.", "Habla por un solo gobierno y no obliga a otro."),
)

UNDOES: Final = Effect(
    Text("ends what was agreed", "deja sin efecto lo acordado"),
    Text(
        "Once all governments named agree, what it names is no longer in force. What was done meanwhile stays done.",
        "Cuando todos los gobiernos mencionados den su conformidad, lo que señala deja de estar vigente. "
        "Lo hecho entre tanto sigue hecho.",
    ),
)


def effect_field() -> Any:
    """The body's field for it, for kinds whose texts may say so themselves."""
    return field(
        Text("Legal effect", "Efecto jurídico"),
        Text(
            "What it binds to. Left empty: the same as what it is part of.",
            "A qué obliga. Si se deja vacío: lo mismo que aquello de lo que forma parte.",
        ),
        choices={code: row.name for code, row in EFFECTS.items()},
    )


def basis_field() -> Any:
    return field(
        Text("Binding under", "Vinculante conforme a"),
        Text(
            "The law or agreement under which it binds; only for what is legally binding.",
            "La ley o el acuerdo conforme al cual obliga; sólo para lo jurídicamente vinculante.",
        ),
    )


def names_its_basis(content: Mapping[str, Any]) -> Iterable[Fault]:
    """A text that binds under law says which, and no other text names one."""
    if (content.get("effect") == "binding") != bool(content.get("basis")):
        binding = content.get("effect") == "binding"
        yield BadInput(
            what=Text(
                "What is legally binding names the law or agreement under which it binds, and only that does.",
                "Lo jurídicamente vinculante cita la ley o el acuerdo conforme al cual obliga, y sólo eso lo hace.",
            ),
            where="basis" if binding else "effect",
            do=Text("Fill in both, or neither.", "Llena ambos o ninguno."),
        )
