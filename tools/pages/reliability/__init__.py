"""What `docs/explanation/reliability.md` says: which faults are put in, how many, where, and what then has to hold.

The table stands in rows.py. Its figures are those that the tests themselves assert in CI
(`tests/node/faults/scale.py`), so the page can't promise more than was done.
"""

from typing import Final

from bilateral.values import Text
from tests.node.faults.scale import FIGURES
from tools.pages.reliability.rows import ROWS, Row

WORDS: Final = {
    "title": Text("What fails, and what then holds", "Qué falla y qué se sostiene después"),
    "other": Text("[En español](reliability.es.md)", "[In English](reliability.md)"),
    "intro": Text(
        "A record that governments rest on has to come out whole of whatever happens to the machine under it. That is "
        "tried, "
        "not argued: the tests put each fault in, with the real databases, real files and real processes, and look at "
        "everything afterwards. The figures are the least that a run in CI puts in; the tests themselves fail below "
        "them.",
        "Un registro en el que se apoyan gobiernos tiene que salir completo de lo que le pase al equipo que lo "
        "sostiene. Eso se "
        "prueba, no se argumenta: las pruebas provocan cada falla, con bases de datos, archivos y procesos reales, y "
        "después lo "
        "revisan todo. Las cifras son lo mínimo que provoca una corrida de integración continua; por debajo, la "
        "prueba falla.",
    ),
    "checked": Text("After each fault", "Después de cada falla"),
    "table": Text(
        "| what fails | times | database | what holds | test |",
        "| qué falla | veces | base de datos | qué se sostiene | prueba |",
    ),
    "each": Text("{n:,} on each", "{n:,} en cada una"),
    "elsewhere": Text("Also tried", "También se prueba"),
    "again": Text("Making the figures again", "Volver a obtener las cifras"),
    "make": Text(
        "`CI=true make test ROOM=node` and `CI=true make test ROOM=record` put in all of it; without `CI` a share is "
        "run. What is "
        "random comes from fixed seeds. A fault that depends on the moment (a SIGKILL from outside) lands elsewhere "
        "on another "
        "machine; what has to hold does not depend on where.",
        "`CI=true make test ROOM=node` y `CI=true make test ROOM=record` lo provocan todo; sin `CI` corre una parte. "
        "Lo aleatorio "
        "parte de semillas fijas. Una falla que depende del momento (un SIGKILL desde fuera) cae en otro punto en "
        "otro equipo; "
        "lo que debe sostenerse no depende de dónde caiga.",
    ),
    "limits": Text("What this does not show", "Lo que esto no muestra"),
}
CHECKED: Final = (
    Text(
        "What came out is a fault with words in both languages, or the answer.",
        "Lo que resulta es la respuesta o un aviso con palabras en ambos idiomas.",
    ),
    Text(
        "The tables are what the entries say, row by row; the entries hash to their roots.",
        "Las tablas son lo que dicen los asientos, fila por fila; los asientos dan sus raíces.",
    ),
    Text(
        "Readers see a signed snapshot of which every file is there.",
        "Los lectores ven un corte firmado del que está cada archivo.",
    ),
    Text(
        "What was acknowledged stands where it was said to, once. What was not is there whole or not at all, and the "
        "same "
        "attempt, repeated, is done once.",
        "Lo que se confirmó está donde se dijo, una sola vez. Lo que no, está entero o no está, y el mismo intento, "
        "repetido, se "
        "hace una vez.",
    ),
    Text(
        "Publishing goes on, and a copy of the record passes the audit.",
        "La publicación continúa y una copia del registro pasa la auditoría.",
    ),
)
ELSEWHERE: Final = (
    Text(
        "Peers that lie: forks, rollbacks, two entries at one place, tiles kept back, invented words of what was "
        "seen, entries "
        "without end (tests/node/faults/test_byzantine.py). Where a lie can be proven, the proof is kept as a file: "
        "[spec/evidence.md](../../spec/evidence.md).",
        "Pares que mienten: bifurcaciones, retrocesos, dos asientos en un lugar, teselas retenidas, lo visto "
        "inventado, asientos "
        "sin fin (tests/node/faults/test_byzantine.py). Donde una mentira puede probarse, la prueba se guarda en un "
        "archivo: "
        "[spec/evidence.md](../../spec/evidence.md).",
    ),
    Text(
        "Backups and old databases: a node whose rows are older than what was signed refuses to sign and says what to "
        "do, "
        "whether its own publication or another home holds the newer snapshot (tests/node/care/test_backup.py, "
        "test_recover.py).",
        "Respaldos y bases antiguas: un nodo cuyas filas son anteriores a lo firmado se niega a firmar y dice qué "
        "hacer, sea que el "
        "corte más reciente esté en su publicación o en otro nodo (tests/node/care/test_backup.py, test_recover.py).",
    ),
    Text(
        "Several writers and a publisher on one home at once (tests/node/test_processes.py).",
        "Varios procesos que escriben y un publicador en un nodo a la vez (tests/node/test_processes.py).",
    ),
)
LIMITS: Final = (
    Text(
        "A disk that says that something is durable when it is not. The power cuts above remove what was not synced; "
        "they do not "
        "lie about what was.",
        "Un disco que dice que algo es durable cuando no lo es. Los cortes de luz de arriba quitan lo no "
        "sincronizado; no mienten "
        "sobre lo que sí lo estaba.",
    ),
    Text(
        "The databases' own durability: SQLite and PostgreSQL are trusted to keep what they committed.",
        "La durabilidad propia de las bases de datos: se confía en que SQLite y PostgreSQL conservan lo que "
        "confirmaron.",
    ),
    Text(
        "Two machines that share one home's folder over a network file system.",
        "Dos equipos que comparten la carpeta de un nodo por un sistema de archivos en red.",
    ),
)


def page(lang: str) -> str:
    """The page in one language."""
    said = {name: text.in_(lang) for name, text in WORDS.items()}
    lines = [f"# {said['title']}", "", said["other"], "", said["intro"], "", f"## {said['checked']}", ""]
    lines += [f"- {text.in_(lang)}" for text in CHECKED]
    lines += ["", said["table"], "| --- | --- | --- | --- | --- |"]
    lines += [_row(row, lang, said["each"]) for row in ROWS]
    for title, texts in (("elsewhere", ELSEWHERE), ("limits", LIMITS)):
        lines += ["", f"## {said[title]}", "", *(f"- {text.in_(lang)}" for text in texts)]
    return "\n".join([*lines, "", f"## {said['again']}", "", said["make"], ""])


def _row(row: Row, lang: str, each: str) -> str:
    number = sum(FIGURES[name] for name in row.figures)
    times = each.format(n=number) if len(row.engines) > 1 else f"{number:,}"
    return f"| {row.what.in_(lang)} | {times} | {', '.join(row.engines)} | {row.holds.in_(lang)} | `{row.tests}` |"
