"""`bilateral keys`: which keys a record has, changing them, authorising a change away from the network.

listing     `list`
offline     `recovery`, `authorise`: on a machine without a node or a network
ceremony    `prepare`, `rotate`, `revoke`: on the node
succeed     `succeed`: a new record where every key is lost
"""

import typer

from bilateral.cli.keys.ceremony import prepare, revoke, rotate
from bilateral.cli.keys.listing import list_keys
from bilateral.cli.keys.offline import authorise, recovery
from bilateral.cli.keys.succeed import succeed
from bilateral.cli.output import t

app = typer.Typer(
    help=t("The keys of this node's records, and changing them.", "Las llaves de los registros del nodo y su cambio."),
    no_args_is_help=True,
)
app.command(
    "list",
    help=t(
        "List the keys declared, since when, who can change them, and whether the private ones here are those.",
        "Enumera las llaves declaradas, desde cuándo, quién puede cambiarlas y si las privadas de aquí son ésas.",
    ),
)(list_keys)
app.command(
    help=t(
        "Make the next keys and write the statement that recovery keys must authorise. Nothing changes yet.",
        "Crea las llaves siguientes y escribe la declaración por autorizar. Nada cambia todavía.",
    )
)(prepare)
app.command(
    help=t(
        "Authorise a statement with a recovery key. Needs no node and no network.",
        "Autoriza una declaración con una llave de recuperación. No requiere nodo ni red.",
    )
)(authorise)
app.command(
    help=t(
        "Make a new recovery key. Needs no node and no network; show its digest to whoever prepares the change.",
        "Crea una llave de recuperación. No requiere nodo ni red; su resumen se entrega a quien prepara el cambio.",
    )
)(recovery)
app.command(
    help=t(
        "Put an authorised regular change of keys on the record.", "Asienta un cambio regular de llaves ya autorizado."
    )
)(rotate)
app.command(
    help=t(
        "Put an authorised revocation on the record: the keys may be in other hands.",
        "Asienta una revocación ya autorizada: las llaves pueden estar en otras manos.",
    )
)(revoke)
app.command(
    help=t(
        "Open a record that goes on for one all of whose keys are lost. The other governments must recognise it.",
        "Abre un registro que continúa otro cuyas llaves se perdieron todas. Los demás gobiernos deben reconocerlo.",
    )
)(succeed)
