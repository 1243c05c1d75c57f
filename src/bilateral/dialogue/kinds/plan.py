"""A plan: what the governments want to reach together, and how they promise to listen while they do it."""

from bilateral.dialogue import effects
from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Day, Link, Prose, Title, name_of
from bilateral.values import Text


class Plan1(Body):
    title: Title = field(Text("Title", "Título"))
    vision: Prose = field(
        Text("Vision", "Visión"),
        Text("What both governments want to reach, and why.", "Qué quieren lograr los gobiernos y por qué."),
    )
    participation: Prose = field(
        Text("Participation", "Participación"),
        Text("How people outside the governments are heard.", "Cómo se escucha a quienes no son gobierno."),
    )
    start: Day | None = field(Text("Starts on", "Inicia el"))
    source: Link | None = field(
        Text("Published at", "Publicado en"),
        Text("The address of the published text.", "La dirección del texto publicado."),
    )


class Plan2(Plan1):
    """As version 1, and what the plan binds to and which one came before."""

    effect: effects.Code | None = effects.effect_field()
    basis: Prose | None = effects.basis_field()

    follows: name_of("plan") | None = field(  # type: ignore[valid-type]
        Text("Succeeds", "Sucede a"),
        Text(
            "The plan before this one; once all agree, this one is the plan in force.",
            "El plan anterior; con la conformidad de todas las partes, éste es el plan vigente.",
        ),
    )


KIND = Kind(
    name="plan",
    bodies={1: Plan1, 2: Plan2},
    joint=True,
    title=Text("plan", "plan"),
    plural=Text("plans", "planes"),
    about=Text("What the governments want to reach together.", "Lo que los gobiernos quieren lograr juntos."),
    checks=(effects.names_its_basis,),
)
