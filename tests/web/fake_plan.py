"""An invented plan for the fast tests of the pages: titles short and long, in every state that a page shows."""

from datetime import date

from bilateral.values import Text

PILLARS = (
    (
        "i-rebuild",
        Text("Growing back together", "Crecer de nuevo, juntos"),
        Text(
            "A better climate for business on both sides, and supply chains that bend without breaking: that is "
            "the work of this "
            "pillar, from the border to the port.",
            "Un mejor entorno para los negocios en ambos lados y cadenas de suministro que se doblen sin "
            "romperse: de eso se ocupa "
            "este pilar, desde la frontera hasta el puerto.",
        ),
    ),
    (
        "ii-south",
        Text("Opportunity in southern Mexico and Central America", "Oportunidades en el sur de México y Centroamérica"),
        Text(
            "Jobs and investment where people now leave for want of them.",
            "Empleo e inversión donde hoy la gente se va por falta de ellos.",
        ),
    ),
    (
        "iii-tools",
        Text("Tools for the years ahead", "Herramientas para los años que vienen"),
        Text(
            "Rules that fit together for networks, data and the safety of both.",
            "Normas compatibles para las redes, los datos y la seguridad de ambos.",
        ),
    ),
    (
        "iv-people",
        Text("People first", "Primero las personas"),
        Text(
            "Skills and openings for those who work, and for those who were left out.",
            "Habilidades y espacios para quienes trabajan y para quienes quedaron fuera.",
        ),
    ),
)

LINES = {
    "i-rebuild": (
        ("i-a", Text("Stronger supply chains, old and new", "Cadenas de suministro más fuertes, nuevas y existentes")),
        ("i-b", Text("Easier trade, better crossings", "Comercio más ágil y mejores cruces")),
    ),
    "iii-tools": (("iii-a", Text("Fewer threats, freer data", "Menos amenazas y datos que circulan")),),
    "iv-people": (("iv-a", Text("Inclusion and training", "Inclusión y capacitación")),),
}

# id, under, title, state, (done, milestones) of the first and of the second government, state in words
ACTIONS = (
    (
        "act-shocks",
        "i-a",
        Text("Act together when critical supplies break", "Actuar juntos cuando falten insumos críticos"),
        "open",
        (3, 5),
        (2, 4),
        Text("on track", "en curso"),
    ),
    (
        "act-match",
        "i-a",
        Text("Find where the two economies complete each other", "Encontrar dónde se complementan las dos economías"),
        "closed",
        (4, 4),
        (4, 4),
        Text("agreed complete", "cumplida de común acuerdo"),
    ),
    (
        "act-green",
        "i-a",
        Text("Missions for environmental technology", "Misiones de tecnología ambiental"),
        "open",
        (2, 4),
        (2, 4),
        Text("on track", "en curso"),
    ),
    (
        "act-border",
        "i-b",
        Text("Run the border as one", "Administrar la frontera como una sola"),
        "ongoing",
        (2, 3),
        (2, 3),
        Text("ongoing", "permanente"),
    ),
    (
        "act-waits",
        "i-b",
        Text(
            "Shorter waits for trucks at the busiest crossings",
            "Menos espera para camiones en los cruces más transitados",
        ),
        "late",
        (3, 5),
        (2, 4),
        Text("late: one date was missed", "con retraso: una fecha no se cumplió"),
    ),
    (
        "act-medical",
        "i-b",
        Text("Medical supplies in an emergency", "Insumos médicos en una emergencia"),
        "closed",
        (2, 2),
        (2, 2),
        Text("agreed complete", "cumplida de común acuerdo"),
    ),
    (
        "act-value",
        "ii-south",
        Text(
            "Cooperation on value chains, clean energy and the countryside",
            "Cooperación en cadenas de valor, energía limpia y desarrollo rural",
        ),
        "stale",
        (1, 3),
        (1, 3),
        Text("not reported for a year", "sin informe desde hace un año"),
    ),
    (
        "act-projects",
        "ii-south",
        Text("Projects that both sides choose on evidence", "Proyectos que ambas partes eligen con evidencia"),
        "unknown",
        (0, 3),
        (0, 2),
        Text("not reported yet", "aún sin informe"),
    ),
    (
        "act-cyber",
        "iii-a",
        Text(
            "Safer supply chains for networks and software", "Cadenas de suministro más seguras para redes y programas"
        ),
        "closed",
        (3, 3),
        (3, 3),
        Text("agreed complete", "cumplida de común acuerdo"),
    ),
    (
        "act-data",
        "iii-a",
        Text("Data that flow and systems that fit", "Datos que circulan y sistemas compatibles"),
        "unknown",
        (0, 4),
        (0, 4),
        Text("not reported yet", "aún sin informe"),
    ),
    (
        "act-innovate",
        "iv-a",
        Text("A taste for innovation", "El gusto por innovar"),
        "ongoing",
        (1, 2),
        (1, 2),
        Text("ongoing", "permanente"),
    ),
    (
        "act-smes",
        "iv-a",
        Text("Entrepreneurs and small firms", "Personas emprendedoras y pequeñas empresas"),
        "open",
        (2, 4),
        (3, 4),
        Text("on track", "en curso"),
    ),
    (
        "act-open",
        "iv-a",
        Text("Opportunity for those left out", "Oportunidades para quienes quedaron fuera"),
        "open",
        (1, 4),
        (1, 4),
        Text("on track", "en curso"),
    ),
    (
        "act-train",
        "iv-a",
        Text("Training together", "Capacitarse juntos"),
        "open",
        (2, 5),
        (2, 5),
        Text("on track", "en curso"),
    ),
)

STEPS = (
    Text("Publish what is known", "Publicar lo que se sabe"),
    Text("Agree on a common method", "Acordar un método común"),
    Text(
        "Try it at one crossing, with the carriers that use it every day",
        "Probarlo en un cruce, con los transportistas que lo usan a diario",
    ),
    Text("Extend it to the others", "Extenderlo a los demás"),
    Text("Evaluate it in public", "Evaluarlo en público"),
)
DUES = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2027, 2, 28), None)
TITLE = Text("A joint work plan (invented)", "Un plan de trabajo conjunto (inventado)")
VISION = Text(
    "Two economies that already make things together want to do it better: with supply chains that hold, "
    "a border that works for those "
    "who cross it, and work that is worth staying for.\n\nThis plan says what each side will do, by when,"
    " and how anybody will know.",
    "Dos economías que ya producen juntas quieren hacerlo mejor: con cadenas de suministro que resistan, "
    "una frontera que sirva a quienes "
    "la cruzan y empleos por los que valga la pena quedarse.\n\nEste plan dice qué hará cada parte, para "
    "cuándo y cómo lo sabrá cualquiera.",
)
PARTICIPATION = Text(
    "Both governments will ask people outside government before they decide, and will say what they did "
    "with each answer.",
    "Ambos gobiernos preguntarán a quienes no son gobierno antes de decidir, y dirán qué hicieron con cada respuesta.",
)
