"""Why a line of a plan was left out, or what the reader was unsure of: stable English phrases with their text.

The phrase goes into JSON and stays the same for ever; the text is for people. Not here: the decisions themselves.
"""

from typing import Final

from bilateral.values import Text

IGNORED: Final[dict[str, Text]] = {
    "site notice": Text("a notice of the website, not of the plan", "aviso del sitio web, ajeno al plan"),
    "page furniture": Text("a menu, link or button of the page", "menú, enlace o botón de la página"),
    "skipped part of the page": Text(
        "it stands in a menu, banner or footer of the page", "está en un menú, encabezado o pie de la página"
    ),
    "separator": Text("a separator without words", "separador sin palabras"),
    "page number": Text("a page number", "número de página"),
    "repeated header or footer": Text(
        "the same line repeats through the document, as page headers do",
        "la misma línea se repite a lo largo del documento, como los encabezados de página",
    ),
    "web address": Text("a web address alone on its line", "dirección web sola en su línea"),
    "date or place line": Text("the date or place of publication", "fecha o lugar de publicación"),
    "copyright": Text("a copyright notice", "aviso de derechos de autor"),
    "table of contents": Text("part of the table of contents", "parte del índice"),
    "section heading": Text("a heading that only names a section", "encabezado que solo nombra una sección"),
    "subtitle": Text("a second title line", "segunda línea de título"),
    "repeats a pillar name": Text("it repeats the name of a pillar", "repite el nombre de un pilar"),
    "names a pillar that doesn't follow": Text(
        "it names a pillar in a list, and nothing follows under that name",
        "nombra un pilar en una lista y después no aparece su contenido",
    ),
    "introduces a list that repeats the pillars": Text(
        "it only introduces the list of the pillars' names", "solo introduce la lista con los nombres de los pilares"
    ),
    "label without content": Text("a label such as 'Actions:'", "rótulo del tipo «Acciones:»"),
    "heading above lines of work": Text(
        "a heading over other headings; the plan keeps one level of lines of work under a pillar",
        "encabezado sobre otros encabezados; el plan guarda un solo nivel de líneas de trabajo por pilar",
    ),
    "text before the pillars, outside the vision": Text(
        "text before the first pillar that is not under the heading of the vision",
        "texto anterior al primer pilar que no está bajo el encabezado de la visión",
    ),
    "text after the last pillar": Text(
        "text after the last pillar that doesn't speak of participation",
        "texto posterior al último pilar que no trata de la participación",
    ),
}

UNSURE: Final[dict[str, Text]] = {
    "pillar without a number": Text(
        "the pillar's line gives no number; it was numbered by its place",
        "la línea del pilar no trae número; se numeró por su posición",
    ),
    "pillar number repeated or out of order": Text(
        "the pillar's number repeats or is out of order; it was kept as written",
        "el número del pilar se repite o está fuera de orden; se dejó como está escrito",
    ),
    "pillar without a title": Text("no title was found for this pillar", "no se encontró el título de este pilar"),
    "pillar without actions": Text(
        "no action was found under this pillar", "no se encontró ninguna acción en este pilar"
    ),
    "pillar recognised by form only": Text(
        "no line says 'pillar' here; it was recognised by its numbering or its place",
        "ninguna línea dice «pilar» o «eje»; se reconoció por su numeración o su posición",
    ),
    "pillar named only in a list": Text(
        "this pillar is named in a list, but nothing follows under its name later",
        "este pilar se nombra en una lista, pero después no aparece su contenido",
    ),
    "title and text on one line": Text(
        "the pillar's title and its introduction stand on one line; they were split at the first full stop",
        "el título del pilar y su introducción están en una sola línea; se separaron en el primer punto",
    ),
    "heading at the same level as its actions": Text(
        "this item was read as a heading because it is short and unlike its neighbours",
        "este punto se leyó como encabezado porque es corto y distinto de los demás",
    ),
    "heading or action": Text(
        "this could be a heading or an action; it was kept as an action",
        "podría ser encabezado o acción; se dejó como acción",
    ),
    "heading without actions": Text("no action was found under this heading", "no hay acciones bajo este encabezado"),
    "sub-points kept in their action": Text(
        "the points under this action were kept inside its text", "los subpuntos de esta acción quedaron en su texto"
    ),
    "paragraph read as an action": Text(
        "there are no list signs here; each paragraph was read as an action",
        "aquí no hay viñetas; cada párrafo se leyó como una acción",
    ),
    "first paragraph read as the introduction": Text(
        "the first of several like paragraphs was read as the pillar's introduction",
        "el primero de varios párrafos parecidos se leyó como la introducción del pilar",
    ),
    "text between the actions": Text(
        "text after or between actions was added to the introduction",
        "el texto que está después o en medio de las acciones se agregó a la introducción",
    ),
    "vision without a heading": Text(
        "no line says 'vision'; the text before the pillars was taken",
        "ninguna línea dice «visión»; se tomó el texto anterior a los pilares",
    ),
}

NO_PILLAR: Final = Text("No pillar was found in this text.", "No se encontró ningún pilar en este texto.")
NO_PILLAR_DO: Final = Text(
    "Looked for lines such as 'Pillar 1: ...', 'PILLAR ONE', 'Pilar II. ...', 'Eje 3' or 'Primer eje', and for "
    "numbered headings with actions under them in a text that calls itself a plan. Put 'Pillar 1: title' on a line "
    "of its own before each pillar and try again.",
    "Se buscaron líneas como «Pillar 1: ...», «PILLAR ONE», «Pilar II. ...», «Eje 3» o «Primer eje», y "
    "encabezados numerados con acciones debajo en un texto que se presente como plan. Escribe «Pilar 1: título» "
    "en una línea propia antes de cada pilar e inténtalo de nuevo.",
)
