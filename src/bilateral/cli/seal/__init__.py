"""`bilateral seal`: what becomes of texts that are on the record.

acting     release, withhold, redact, erase
listing    list: what is not shown, or the texts of one entry
"""

import typer

from bilateral.cli.output import t
from bilateral.cli.seal.acting import erase, redact, release, withhold
from bilateral.cli.seal.listing import list_texts

app = typer.Typer(
    help=t(
        "Release, withhold, replace or erase texts of the record; see what is not shown.",
        "Difundir, reservar, sustituir o borrar textos del registro; ver lo que no se muestra.",
    ),
    no_args_is_help=True,
)
app.command(
    "list",
    help=t(
        "List what is withheld and why; with an entry, its texts by name.",
        "Enumera lo reservado y por qué; con un asiento, sus textos por nombre.",
    ),
)(list_texts)
app.command(
    help=t(
        "Show texts that were kept back or withheld.", "Muestra textos que no se habían difundido o estaban reservados."
    )
)(release)
app.command(
    help=t(
        "Take texts from view, on a ground and until a review. Copies that were released can't be recalled.",
        "Reserva textos, con un fundamento y hasta una revisión. Las copias ya difundidas no pueden recuperarse.",
    )
)(withhold)
app.command(
    help=t("Take texts from view and show others in their place.", "Reserva textos y muestra otros en su lugar.")
)(redact)
app.command(
    help=t(
        "Destroy texts and their salts for good, here and at every other node. Proofs hold.",
        "Destruye textos y sus sales para siempre, aquí y en los demás nodos. Las pruebas se sostienen.",
    )
)(erase)
